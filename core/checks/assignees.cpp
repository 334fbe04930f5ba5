// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>
#include <set>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using Assignments = std::vector<AppRoleAssignment>;

bool isRealRole(const ServicePrincipal& principal, const QString& roleId)
{
    return std::ranges::any_of(principal.appRoles,
        [&](const AppRole& role) { return role.isEnabled && sameId(role.id, roleId); });
}

//! Everybody who is assigned; nested groups are not expanded by Entra either.
Finding judgeAll(const Judge& judge, const Assignments& assigned, const ServicePrincipal& principal,
    bool sendsOneRole)
{
    QStringList withoutRole;
    QStringList withSeveral;
    std::map<QString, std::set<QString>> rolesOf;
    qsizetype people = 0;
    // default access beside a role takes nothing away from it
    std::set<QString> withRole;
    for (const AppRoleAssignment& each : assigned) {
        if (isRealRole(principal, each.appRoleId))
            withRole.insert(each.principalId);
    }
    for (const AppRoleAssignment& each : assigned) {
        if (each.principalType != u"User" && each.principalType != u"Group")
            continue;
        ++people;
        const bool real = isRealRole(principal, each.appRoleId);
        if (!real && !withRole.contains(each.principalId))
            withoutRole << each.principalDisplayName;
        else if (real && rolesOf[each.principalId].insert(each.appRoleId).second
            && rolesOf[each.principalId].size() == 2 && each.principalType == u"User")
            withSeveral << each.principalDisplayName;
    }
    if (people == 0)
        return judge.fail(CheckWords::tr("Nobody is assigned, so nobody is provisioned."),
            CheckWords::tr("none"));
    if (!withoutRole.isEmpty())
        return judge.warn(CheckWords::tr("Assigned without a role of the application: %1.")
                              .arg(fewOf(withoutRole)),
            fewOf(withoutRole));
    if (sendsOneRole && !withSeveral.isEmpty())
        return judge.warn(
            CheckWords::tr("Two roles, of which only one is sent: %1.").arg(fewOf(withSeveral)),
            fewOf(withSeveral));
    return judge.pass(
        CheckWords::tr("Everybody who is assigned has a role."), QString::number(people));
}

//! The object id of a user or group that an entry names.
Named<QString> principalNamed(
    const Judge& judge, const Evidence& evidence, const QString& field, const QString& entry)
{
    if (isGuid(entry))
        return entry;
    const auto gone = [&] {
        return tl::unexpected(
            judge.field(field, CheckWords::tr("This tenant has no user or group %1.").arg(entry)));
    };
    if (entry.contains(u'@')) {
        const Fetched<Person>& person = partOf(evidence.snapshot.people, entry);
        if (person)
            return person->id;
        return person.failedWith(ReadFailure::Kind::NotFound)
            ? gone()
            : tl::unexpected(judge.unread(person.failure()));
    }
    const Fetched<std::vector<Group>>& groups = partOf(evidence.snapshot.groups, entry);
    if (!groups)
        return tl::unexpected(judge.unread(groups.failure()));
    if (groups->empty())
        return gone();
    if (groups->size() > 1)
        return tl::unexpected(judge.field(field,
            CheckWords::tr("%1 groups are called %2. Choose one by its object ID.")
                .arg(QString::number(groups->size()), entry)));
    return groups->front().id;
}

} // namespace

Finding evaluate(const check::AssigneesRoles& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("assigned with a role of the application"));
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (!snapshot.assignedTo)
        return judge.unread(snapshot.assignedTo.failure());
    if (spec.entry.isEmpty())
        return judgeAll(judge, *snapshot.assignedTo, *snapshot.servicePrincipal,
            evidence.inputs.text(spec.mappingField) != u"complex");
    const Named<QString> id = principalNamed(judge, evidence, spec.field, spec.entry);
    if (!id)
        return id.error();
    bool assigned = false;
    for (const AppRoleAssignment& each : *snapshot.assignedTo) {
        if (!sameId(each.principalId, *id))
            continue;
        if (isRealRole(*snapshot.servicePrincipal, each.appRoleId))
            return judge.pass(
                CheckWords::tr("%1 is assigned with a role.").arg(each.principalDisplayName));
        assigned = true;
    }
    if (assigned)
        return judge.warn(CheckWords::tr("%1 is assigned without a role.").arg(spec.entry),
            CheckWords::tr("default access"));
    return judge.fail(CheckWords::tr("%1 is not assigned to the application.").arg(spec.entry),
        CheckWords::tr("not assigned"));
}

} // namespace lockstep
