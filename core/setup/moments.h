// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/setup.h"

namespace lockstep {

//! Keeps what a check of a passing state proved ("out before activation", "in after it"): the two
//! exclude each other, so each is proven at its own time. Returns whether anything was kept.
bool keepMoments(Setup& setup, const Profile& profile, const Report& report);

//! The moments that are about what the setup's fields say now.
[[nodiscard]] std::vector<Moment> momentsOf(const Setup& setup, const Profile& profile);

} // namespace lockstep
