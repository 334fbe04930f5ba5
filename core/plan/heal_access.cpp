// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

void heal(const check::PermissionGranted& spec, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key))
        return;
    if (spec.kind == PermissionKind::Application)
        planner.want(change::GrantApplicationPermission{.permission = spec.permission}, key);
    else
        planner.want(change::GrantDelegatedPermissions{.permissions = {spec.permission}}, key);
}

//! The app's own reading works once it has a secret that is accepted and what the guide grants.
void heal(const check::EffectiveRead& spec, const QString& key, Planner& planner)
{
    (void)spec;
    for (const CheckSpec& each : checksFor(planner.profile(), planner.inputs())) {
        const auto* granted = std::get_if<check::PermissionGranted>(&each.kind);
        const Finding* finding = planner.request().report.find(each.name, each.subject);
        const bool open =
            finding && (finding->verdict == Verdict::Fail || finding->verdict == Verdict::NotRun);
        if (granted && open && granted->kind == PermissionKind::Application)
            heal(*granted, key, planner);
    }
}

void heal(const check::RoleAssigned& spec, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key))
        return;
    PrincipalWish who;
    if (const Fetched<Person>& admin = planner.snapshot().adminUser; admin) {
        who = {.id = admin->id, .name = nameOf(*admin)};
    } else if (admin.failedWith(ReadFailure::Kind::NotFound)) {
        planner.note(key, PlanWords::tr("This tenant has no such user."), spec.field);
        return;
    } else {
        const QString typed = planner.inputs().text(spec.field);
        who.name = typed.isEmpty() ? PlanWords::tr("the account that signs in") : typed;
    }
    // a role that is not there, or not as it must be, comes first
    for (const CheckSpec& each : checksFor(planner.profile(), planner.inputs())) {
        const auto* defined = std::get_if<check::RoleDefined>(&each.kind);
        if (!defined || defined->value != spec.role || !planner.snapshot().application)
            continue;
        const Finding* finding = planner.request().report.find(each.name, each.subject);
        if (finding && finding->verdict == Verdict::Fail)
            heal(*defined, finding->key(), planner);
    }
    planner.want(change::AssignRole{.who = who, .role = spec.role}, key);
}

void heal(const check::AssignmentRequired&, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key))
        return;
    // first somebody must be in: without an assignment of the guide's own this would lock all out
    for (const CheckSpec& each : checksFor(planner.profile(), planner.inputs())) {
        const Finding* finding = planner.request().report.find(each.name, each.subject);
        const bool open =
            finding && (finding->verdict == Verdict::Fail || finding->verdict == Verdict::NotRun);
        if (const auto* assigned = std::get_if<check::RoleAssigned>(&each.kind); assigned && open)
            heal(*assigned, finding->key(), planner);
        else if (const auto* group = std::get_if<check::GroupAssigned>(&each.kind); group && open)
            heal(*group, finding->key(), planner);
    }
    planner.want(change::RequireAssignment{}, key);
}

} // namespace lockstep
