// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

Finding evaluate(const check::DomainVerified& spec, Judge judge, const Evidence& evidence)
{
    const QString wanted = evidence.inputs.text(spec.field);
    if (wanted.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The domain is not chosen yet."));
    judge.expect(CheckWords::tr("%1, verified and managed").arg(wanted));
    judge.mendIn(spec.field, CheckWords::tr("Choose another domain"));
    const Fetched<std::vector<Domain>>& domains = evidence.snapshot.domains;
    if (!domains)
        return judge.unread(domains.failure());
    QStringList verified;
    const Domain* chosen = nullptr;
    bool hasCustom = false;
    for (const Domain& domain : *domains) {
        if (domain.name.compare(wanted, Qt::CaseInsensitive) == 0)
            chosen = &domain;
        if (domain.isVerified)
            verified << domain.name;
        hasCustom = hasCustom || (domain.isVerified && !domain.isInitial);
    }
    if (!chosen)
        return judge.fail(
            CheckWords::tr("%1 is no domain of this tenant.").arg(wanted), verified.join(u", "_s));
    if (!chosen->isVerified)
        return judge.fail(CheckWords::tr("The tenant has not verified %1 yet.").arg(chosen->name),
            CheckWords::tr("not verified"));
    if (chosen->authenticationType.compare(u"Federated"_s, Qt::CaseInsensitive) == 0)
        return judge.warn(
            CheckWords::tr("%1 is federated: accounts made in the cloud cannot sign in with it.")
                .arg(chosen->name),
            chosen->authenticationType);
    if (chosen->isInitial && hasCustom)
        return judge.warn(
            CheckWords::tr("%1 is the tenant's initial domain. People usually know a custom one.")
                .arg(chosen->name),
            verified.join(u", "_s));
    return judge.pass(CheckWords::tr("%1 is verified and managed.").arg(chosen->name));
}

namespace {

//! Graph says of an id that there is no such group; a list that is missing says nothing.
bool isGone(const Fetched<std::vector<Group>>& groups, const QString& entry)
{
    return isGuid(entry) && groups.failedWith(ReadFailure::Kind::NotFound);
}

QString idsOf(const std::vector<Group>& groups)
{
    QStringList ids;
    for (const Group& group : groups)
        ids << group.id;
    return ids.join(u", "_s);
}

} // namespace

Finding evaluate(const check::GroupExists& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.field(spec.field, CheckWords::tr("No group is chosen yet."));
    judge.expect(CheckWords::tr("exactly one group"));
    judge.mendIn(spec.field, CheckWords::tr("Choose the group again"));
    const Fetched<std::vector<Group>>& groups = partOf(evidence.snapshot.groups, spec.entry);
    if (!groups && !isGone(groups, spec.entry))
        return judge.unread(groups.failure());
    if (!groups || groups->empty())
        return judge.fail(
            CheckWords::tr("This tenant has no group %1.").arg(spec.entry), CheckWords::tr("none"));
    if (groups->size() > 1)
        return judge.fail(CheckWords::tr("%1 groups are called %2. Choose one by its object ID.")
                              .arg(QString::number(groups->size()), spec.entry),
            idsOf(*groups));
    return judge.pass(CheckWords::tr("The group %1 exists.").arg(groups->front().displayName),
        groups->front().id);
}

Finding evaluate(const check::GroupUsable& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.notRun(CheckWords::tr("the group comes first."));
    judge.expect(CheckWords::tr("security group, members assigned here"));
    judge.mendIn(spec.field, CheckWords::tr("Choose another group"));
    const Fetched<std::vector<Group>>& groups = partOf(evidence.snapshot.groups, spec.entry);
    if (!groups && !isGone(groups, spec.entry))
        return judge.unread(groups.failure());
    if (!groups || groups->size() != 1)
        return judge.notRun(CheckWords::tr("the group must be one and only one first."));
    const Group& group = groups->front();
    if (group.groupTypes.contains(u"DynamicMembership"_s, Qt::CaseInsensitive))
        return judge.fail(CheckWords::tr("A rule decides who is in %1; nobody can be added to it.")
                              .arg(group.displayName),
            group.membershipRule);
    if (group.onPremisesSyncEnabled)
        return judge.fail(
            CheckWords::tr("%1 comes from a directory on premises and is read-only here.")
                .arg(group.displayName),
            CheckWords::tr("synchronized"));
    if (!group.securityEnabled)
        return judge.fail(CheckWords::tr("%1 is no security group, so it cannot give access.")
                              .arg(group.displayName),
            CheckWords::tr("not security enabled"));
    if (group.isAssignableToRole)
        return judge.pass(
            CheckWords::tr("%1 can be used. It may hold directory roles, so changing its members "
                           "needs RoleManagement.ReadWrite.Directory.")
                .arg(group.displayName),
            CheckWords::tr("role-assignable"));
    return judge.pass(CheckWords::tr("%1 can be used.").arg(group.displayName));
}

} // namespace lockstep
