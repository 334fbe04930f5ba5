// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lockstep {

//! Asks the system to write no dump of this process, whose memory may hold a secret. Best effort;
//! call it first thing in main().
void hardenProcess();

} // namespace lockstep
