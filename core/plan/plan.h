// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "graph/endpoints.h"
#include "plan/change.h"
#include "tenant/snapshot.h"

#include <set>

namespace lockstep {

//! What a plan is made from; all of one verify() run.
struct PlanRequest {
    const Profile& profile;
    const Inputs& inputs;
    const TenantSnapshot& snapshot;
    const Report& report;
    QStringList only = {}; //!< Finding::key(); empty: everything that is not right
};

//! Pure. What has to be written so that the findings become green, as far as Graph can: by
//! dependency, without anything that is right or that could not be read. Warnings are mended only
//! where `only` names them. With `only`, what those need first comes along.
[[nodiscard]] Plan plan(const PlanRequest& request);

//! The findings that a plan would heal get the remedy Change, and the report tells the plan, so
//! that every output offers it.
void offerChanges(Report& report, const Plan& plan);

//! The plan without what was unticked and without what depends on it. Places are as in `plan`.
[[nodiscard]] Plan withoutUnticked(const Plan& plan, const std::set<size_t>& unticked);

//! Whether everything in `fresh` was shown in `shown`: the same changes of the same objects, or
//! less. What only a sign-in tells (who it is, a policy of the tenant) counts as shown only where
//! it changes nothing that was read. A tenant that moved between preview and sign-in needs a second
//! look.
[[nodiscard]] bool wasShown(const Plan& fresh, const Plan& shown);

//! Delegated permissions that carrying it out takes, without doubles, and the read tier of the
//! guide with them so that the same token confirms; full scope strings for this cloud.
[[nodiscard]] QStringList applyScopes(
    const Endpoints& endpoints, const Profile& profile, const Plan& plan);
//! Names of the delegated permissions alone ("Application.ReadWrite.All").
[[nodiscard]] QStringList writePermissions(const Plan& plan);

//! What the signed-in account lacks for a change, in one sentence with the smallest role that would
//! do; empty when nothing, or when its roles could not be read.
[[nodiscard]] QString whyMayNot(const Change& change, const TenantSnapshot& snapshot);

} // namespace lockstep
