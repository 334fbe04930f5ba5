// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

namespace lockstep::sim {

//! Fills in a tenant's schedules, requests and policies of PIM for Groups. A group that has any of
//! them counts as onboarded unless it says otherwise by `_pimOnboarded`.
void completePim(Json& tenant);

// The same for one new object.
void completePimSchedule(Json& schedule);
void completePimRequest(Json& request);

} // namespace lockstep::sim
