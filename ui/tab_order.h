// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace lockstep {

//! Has Tab go through a page as its layouts show it: what is made later comes in its place, and not
//! last.
void orderTabs(QWidget& page);

} // namespace lockstep
