// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_node.h"
#include "profile/profile.h"

namespace lockstep {

//! JSON to typed values; keeps the order and number of all lists, so that index = pointer.
[[nodiscard]] Profile readProfile(const JsonDocument& document, Problems& problems);
//! What only shows across parts: ids that are named but not there, steps with nothing to do.
void crossCheck(const Profile& profile, Problems& problems);

} // namespace lockstep
