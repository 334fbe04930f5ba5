// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString roleField = u"assigneeRole"_s;

bool isForPeople(const AppRole& role)
{
    return role.isEnabled && role.allowedMemberTypes.contains(u"User"_s);
}

//! The value of the role that whoever has none gets; nothing, with a note, where nobody has said
//! so.
std::optional<QString> roleForNew(const QString& key, Planner& planner)
{
    const ServicePrincipal& principal = *planner.snapshot().servicePrincipal;
    const QString field = planner.profile().field(roleField) ? roleField : QString();
    const QString typed = planner.inputs().text(roleField);
    QStringList values;
    for (const AppRole& role : principal.appRoles) {
        if (isForPeople(role))
            values << role.value;
    }
    if (!typed.isEmpty()) {
        if (values.contains(typed))
            return typed;
        planner.note(key,
            PlanWords::tr("The application has no role %1 for users and groups. It has: %2.")
                .arg(typed, values.isEmpty() ? PlanWords::tr("none") : fewOf(values)),
            field);
        return std::nullopt;
    }
    if (values.size() == 1)
        return values.front();
    planner.note(key,
        values.isEmpty() ? PlanWords::tr("The application has no role for users and groups.")
                         : PlanWords::tr("Say which role new people get: %1.").arg(fewOf(values)),
        values.isEmpty() ? QString() : field);
    return std::nullopt;
}

bool hasRealRole(const TenantSnapshot& snapshot, const QString& principalId)
{
    return std::ranges::any_of(*snapshot.assignedTo, [&](const AppRoleAssignment& each) {
        return sameId(each.principalId, principalId)
            && std::ranges::any_of(snapshot.servicePrincipal->appRoles, [&](const AppRole& role) {
                   return role.isEnabled && sameId(role.id, each.appRoleId);
               });
    });
}

//! One name for one person, whoever asks: the same wish is one change.
PrincipalWish wishOf(const TenantSnapshot& snapshot, const QString& id, const QString& otherwise)
{
    for (const auto& [entry, person] : snapshot.people) {
        if (person && sameId(person->id, id))
            return {.id = id, .name = person->userPrincipalName};
    }
    for (const auto& [entry, groups] : snapshot.groups) {
        if (groups && groups->size() == 1 && sameId(groups->front().id, id))
            return {.id = id, .name = groups->front().displayName};
    }
    for (const AppRoleAssignment& each : *snapshot.assignedTo) {
        if (sameId(each.principalId, id) && !each.principalDisplayName.isEmpty())
            return {.id = id, .name = each.principalDisplayName};
    }
    return {.id = id, .name = otherwise};
}

//! Who the entry is, as far as it was read; nothing, with a note, where it is nobody or several.
std::optional<PrincipalWish> principalOf(
    const QString& entry, const QString& field, const QString& key, Planner& planner)
{
    const TenantSnapshot& snapshot = planner.snapshot();
    if (isGuid(entry))
        return wishOf(snapshot, entry, entry);
    if (entry.contains(u'@')) {
        const Fetched<Person>& person = partOf(snapshot.people, entry);
        if (person)
            return wishOf(snapshot, person->id, entry);
    } else {
        const Fetched<std::vector<Group>>& groups = partOf(snapshot.groups, entry);
        if (groups && groups->size() == 1)
            return wishOf(snapshot, groups->front().id, entry);
    }
    planner.note(
        key, PlanWords::tr("%1 must be one user or group of this tenant first.").arg(entry), field);
    return std::nullopt;
}

void healAll(const check::AssigneesRoles& spec, const QString& key, Planner& planner)
{
    const TenantSnapshot& snapshot = planner.snapshot();
    std::vector<PrincipalWish> without;
    for (const AppRoleAssignment& each : *snapshot.assignedTo) {
        const bool counts = each.principalType == u"User" || each.principalType == u"Group";
        if (counts && !hasRealRole(snapshot, each.principalId))
            without.push_back(wishOf(snapshot, each.principalId, each.principalId));
    }
    const QStringList entries = planner.inputs().list(spec.field);
    for (const QString& entry : entries) {
        const std::optional<PrincipalWish> who = principalOf(entry, spec.field, key, planner);
        if (who && !hasRealRole(snapshot, who->id)
            && std::ranges::none_of(
                without, [&](const PrincipalWish& each) { return sameId(each.id, who->id); }))
            without.push_back(*who);
    }
    if (without.empty()) {
        planner.note(key,
            entries.isEmpty()
                ? PlanWords::tr("Nobody is assigned. Say who is to be provisioned.")
                : PlanWords::tr("Everybody has a role. Which of two roles is the right one is for "
                                "you to say."),
            spec.field);
        return;
    }
    const std::optional<QString> role = roleForNew(key, planner);
    for (const PrincipalWish& who : role ? without : std::vector<PrincipalWish>())
        planner.want(change::AssignRole{.who = who, .role = *role}, key);
}

} // namespace

void heal(const check::AssigneesRoles& spec, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key) || !planner.snapshot().servicePrincipal
        || !planner.snapshot().assignedTo)
        return;
    if (spec.entry.isEmpty()) {
        healAll(spec, key, planner);
        return;
    }
    const std::optional<PrincipalWish> who = principalOf(spec.entry, spec.field, key, planner);
    if (!who || hasRealRole(planner.snapshot(), who->id))
        return;
    if (const std::optional<QString> role = roleForNew(key, planner))
        planner.want(change::AssignRole{.who = *who, .role = *role}, key);
}

} // namespace lockstep
