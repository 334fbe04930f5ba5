// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>

namespace lockstep {

//! Makes the folder if it is missing, for its owner only like SetupStore does; one that is there
//! keeps its permissions. False when files cannot be made in it.
[[nodiscard]] bool makePrivateFolder(const QDir& folder);

} // namespace lockstep
