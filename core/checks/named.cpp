// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include "profile/typed_date.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

bool sameWord(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool sameId(const QString& a, const QString& b)
{
    return !a.isEmpty() && sameWord(a, b);
}

Named<QString> groupNamed(const Judge& judge, const Evidence& evidence, const QString& entry)
{
    if (entry.isEmpty())
        return tl::unexpected(judge.notRun(CheckWords::tr("the group comes first.")));
    const Fetched<std::vector<Group>>& groups = partOf(evidence.snapshot.groups, entry);
    if (groups && groups->size() == 1)
        return groups->front().id;
    // an id can be looked into even where the group itself was not shown
    if (isGuid(entry) && !groups && !groups.failedWith(ReadFailure::Kind::NotFound))
        return entry;
    return tl::unexpected(
        judge.notRun(CheckWords::tr("the group must be one and only one first.")));
}

Named<Person> personNamed(const Judge& judge, const Evidence& evidence, const QString& entry)
{
    if (entry.isEmpty())
        return tl::unexpected(judge.notRun(CheckWords::tr("the person comes first.")));
    const Fetched<Person>& person = partOf(evidence.snapshot.people, entry);
    if (person)
        return *person;
    if (person.failedWith(ReadFailure::Kind::NotFound))
        return tl::unexpected(judge.notRun(CheckWords::tr("this tenant has no such user.")));
    return tl::unexpected(judge.unread(person.failure()));
}

Named<SyncJob> onlyJob(const Judge& judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.servicePrincipal)
        return tl::unexpected(judge.unread(snapshot.servicePrincipal.failure()));
    if (!snapshot.syncJobs)
        return tl::unexpected(judge.unread(snapshot.syncJobs.failure()));
    if (snapshot.syncJobs->size() != 1)
        return tl::unexpected(
            judge.notRun(CheckWords::tr("there must be exactly one provisioning job first.")));
    return snapshot.syncJobs->front();
}

QString nameOf(const Person& person)
{
    if (person.userPrincipalName.isEmpty() || person.displayName.isEmpty())
        return person.displayName.isEmpty() ? person.id : person.displayName;
    return u"%1 (%2)"_s.arg(person.displayName, person.userPrincipalName);
}

QString localTime(const QDateTime& instant)
{
    return u"%1 (UTC%2)"_s.arg(
        instant.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), offsetText(instant));
}

QString fewOf(const QStringList& names)
{
    constexpr qsizetype few = 5;
    if (names.size() <= few)
        return names.join(u", "_s);
    return CheckWords::tr("%1 and %2 more")
        .arg(names.first(few).join(u", "_s), QString::number(names.size() - few));
}

const AppRole* roleOfValue(const TenantSnapshot& snapshot, const QString& value)
{
    const auto among = [&](const std::vector<AppRole>& roles) {
        const auto found = std::ranges::find(roles, value, &AppRole::value);
        return found == roles.end() ? nullptr : &*found;
    };
    const AppRole* role = snapshot.application ? among(snapshot.application->appRoles) : nullptr;
    if (!role && snapshot.servicePrincipal)
        role = among(snapshot.servicePrincipal->appRoles);
    return role;
}

} // namespace lockstep
