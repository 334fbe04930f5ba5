// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

namespace lockstep {

//! A setup with nothing typed yet.
[[nodiscard]] Setup freshSetup(const Profile& profile, const QDateTime& now);

//! Both block on the disk: not for the GUI thread. Without a lock the setup opens read-only with
//! the reason; without a profile in the result nothing could be opened at all, for that reason.
[[nodiscard]] OpenedSetup makeSetup(
    const Setup& setup, const ProfilePointer& profile, const SetupStore& store);
[[nodiscard]] OpenedSetup loadSetup(
    const QString& id, const std::vector<ProfilePointer>& profiles, const SetupStore& store);

} // namespace lockstep
