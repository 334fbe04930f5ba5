// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

namespace lockstep::sim {

//! Fills in what Graph would print and a scenario need not say: default members, derived ids and
//! names, the hint of a secret. Makes every member of a type known, so that $select can refuse
//! others.
void completeTenant(Json& tenant);

// The same for one new object.
void completeUser(Json& user, const Json& tenant);
void completeGroup(Json& group);
void completeApplication(Json& application);
void completeServicePrincipal(Json& principal, const Json& tenant);
void completeAssignment(Json& assignment, const Json& tenant);
void completeGrant(Json& grant);

//! Without the members whose name starts with '_', at any depth.
[[nodiscard]] Json withoutPrivate(const Json& value);

//! Always the same GUID for the same words.
[[nodiscard]] std::string derivedGuid(const QString& words);

//! The organization object (R7) and the signed-in user's directory roles (R10).
[[nodiscard]] Json organizationOf(const Json& tenant);
[[nodiscard]] std::vector<Json> directoryRolesOf(const Json& user, const Json& tenant);

} // namespace lockstep::sim
