// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const AppRole* exactRole(const Application& application, const QString& value)
{
    const auto found = std::ranges::find_if(
        application.appRoles, [&](const AppRole& role) { return role.value == value; });
    return found == application.appRoles.end() ? nullptr : &*found;
}

} // namespace

Finding evaluate(const check::RoleDefined& spec, Judge judge, const Evidence& evidence)
{
    const Fetched<Application>& application = evidence.snapshot.application;
    judge.expect(CheckWords::tr("value \"%1\", display name \"%2\", enabled, for users and groups")
                     .arg(spec.value, spec.displayName));
    if (!application)
        return judge.unread(application.failure());
    const AppRole* role = exactRole(*application, spec.value);
    if (!role) {
        for (const AppRole& other : application->appRoles) {
            if (other.value.compare(spec.value, Qt::CaseInsensitive) == 0)
                return judge.fail(
                    CheckWords::tr("The role's value is \"%1\"; case matters.").arg(other.value),
                    other.value);
            if (other.displayName == spec.displayName)
                return judge.fail(CheckWords::tr("The role %1 has the value \"%2\".")
                                      .arg(other.displayName, other.value),
                    other.value);
        }
        return judge.fail(CheckWords::tr("The app role %1 does not exist.").arg(spec.value),
            CheckWords::tr("not defined"));
    }
    if (!role->isEnabled)
        return judge.fail(CheckWords::tr("The app role %1 is disabled.").arg(spec.value),
            CheckWords::tr("disabled"));
    if (!role->allowedMemberTypes.contains(u"User"_s))
        return judge.fail(
            CheckWords::tr("The app role %1 is for applications only.").arg(spec.value),
            role->allowedMemberTypes.join(u", "_s));
    if (role->displayName != spec.displayName)
        return judge.fail(CheckWords::tr("The app role %1 has the display name \"%2\".")
                              .arg(spec.value, role->displayName),
            role->displayName);
    return judge.pass(
        CheckWords::tr("The app role %1 is defined for users and groups.").arg(spec.value));
}

namespace {

//! Through a group: a direct member of it counts, with a warning (checks.md section 5).
Finding throughGroups(const Judge& judge, const std::vector<const AppRoleAssignment*>& groups,
    const Person& who, const TenantSnapshot& snapshot)
{
    std::optional<ReadFailure> unread;
    for (const AppRoleAssignment* group : groups) {
        const auto found = snapshot.groupMembers.find(group->principalId);
        if (found == snapshot.groupMembers.end() || !found->second) {
            unread = found == snapshot.groupMembers.end()
                ? ReadFailure{.kind = ReadFailure::Kind::MissingReply}
                : found->second.failure();
            continue;
        }
        if (std::ranges::find(*found->second, who.id, &Person::id) != found->second->end()) {
            return judge.warn(CheckWords::tr("%1 holds the role only through the group %2.")
                                  .arg(who.userPrincipalName, group->principalDisplayName),
                group->principalDisplayName);
        }
    }
    if (unread)
        return judge.unread(*unread);
    return judge.fail(CheckWords::tr("Groups hold the role, but %1 is in none of them.")
                          .arg(who.userPrincipalName));
}

} // namespace

Finding evaluate(const check::RoleAssigned& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    if (!snapshot.assignedTo)
        return judge.unread(snapshot.assignedTo.failure());
    const AppRole* role = exactRole(*snapshot.application, spec.role);
    if (!role)
        return judge.notRun(CheckWords::tr("the app role %1 must exist first.").arg(spec.role));
    if (snapshot.adminUser.failedWith(ReadFailure::Kind::NotFound)
        && !evidence.inputs.text(spec.field).isEmpty())
        return judge.field(spec.field, CheckWords::tr("This tenant has no such user."));
    if (!snapshot.adminUser)
        return judge.unread(snapshot.adminUser.failure());
    const Person& who = *snapshot.adminUser;
    judge.expect(CheckWords::tr("%1 holds %2 directly").arg(who.userPrincipalName, spec.role));
    std::vector<const AppRoleAssignment*> groups;
    QString otherAccess;
    for (const AppRoleAssignment& assignment : *snapshot.assignedTo) {
        const bool rightRole = assignment.appRoleId == role->id;
        if (assignment.principalId == who.id && rightRole)
            return judge.pass(
                CheckWords::tr("%1 is assigned as %2.").arg(who.userPrincipalName, spec.role));
        if (assignment.principalId == who.id)
            otherAccess = assignment.appRoleId == QLatin1StringView(defaultAccessRole)
                ? CheckWords::tr("default access")
                : CheckWords::tr("another role");
        if (rightRole && assignment.principalType == u"Group")
            groups.push_back(&assignment);
    }
    if (!groups.empty())
        return throughGroups(judge, groups, who, snapshot);
    if (!otherAccess.isEmpty()) {
        return judge.fail(CheckWords::tr("%1 is assigned, but with %2 instead of the role %3.")
                              .arg(who.userPrincipalName, otherAccess, spec.role),
            otherAccess);
    }
    return judge.fail(
        CheckWords::tr("%1 is not assigned as %2.").arg(who.userPrincipalName, spec.role),
        CheckWords::tr("not assigned"));
}

Finding evaluate(const check::AssignmentRequired&, const Judge& judge, const Evidence& evidence)
{
    const Fetched<ServicePrincipal>& servicePrincipal = evidence.snapshot.servicePrincipal;
    if (!servicePrincipal)
        return judge.unread(servicePrincipal.failure());
    if (servicePrincipal->appRoleAssignmentRequired)
        return judge.pass(CheckWords::tr("Only assigned users can sign in."));
    return judge.fail(CheckWords::tr(
        "Everyone in the tenant can sign in. Assign people first, then require assignment."));
}

} // namespace lockstep
