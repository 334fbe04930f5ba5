// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

//! The rules that Entra gives a group whose policy nobody has edited.
[[nodiscard]] const Json& defaultPolicyRules();

//! Fills in one unifiedRoleManagementPolicyAssignment: ids, and the default of each rule that is
//! not named. A rule that is named needs only what differs.
void completePolicyAssignment(Json& assignment);

//! The rule of a group's policy for "member" or "owner"; the default one before onboarding.
[[nodiscard]] const Json& policyRule(
    const Json& tenant, const QString& groupId, const QString& accessId, const std::string& ruleId);

//! The group is managed by PIM from now on, for ever: policies appear, and those that were there
//! get other ids. Does nothing the second time (contract 9.1).
void onboardGroup(Json& tenant, const QString& groupId);

//! Each edit gives a policy another id (contract W12).
void renewPolicyId(Json& assignment);

} // namespace lockstep::sim
