// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

using Body = nlohmann::ordered_json;

namespace {

//! The group as it was read, by its id; null where it was not.
const Group* groupOf(const TenantSnapshot& snapshot, const QString& id)
{
    for (const auto& [entry, groups] : snapshot.groups) {
        if (groups && groups->size() == 1 && sameId(groups->front().id, id))
            return &groups->front();
    }
    return nullptr;
}

bool isRoleAssignable(const PlanRequest& request, const PrincipalWish& group)
{
    const Group* found = groupOf(request.snapshot, group.id);
    return found && found->isAssignableToRole;
}

QString spanText(const QDateTime& start, const QDateTime& end)
{
    const QString from = start.isValid() ? localTime(start) : PlanWords::tr("now");
    return end.isValid()
        ? PlanWords::tr("eligible as member from %1 until %2").arg(from, localTime(end))
        : PlanWords::tr("eligible as member from %1, without an end").arg(from);
}

QString eligibilityBefore(const change::MakeEligible& kind, const PlanRequest& request)
{
    const auto& schedules = partOf(request.snapshot.eligibilities, kind.group.id);
    QStringList lines;
    for (const EligibilitySchedule& each :
        schedules ? *schedules : std::vector<EligibilitySchedule>()) {
        if (!sameId(each.principalId, kind.who.id))
            continue;
        const QString text = spanText(each.span.start, each.span.end);
        if (!sameWord(each.accessId, u"member"_s))
            lines << PlanWords::tr("eligible as owner only");
        else if (sameWord(each.memberType, u"group"_s))
            lines << PlanWords::tr("eligible through another group only");
        else
            lines << (sameWord(each.status, u"Provisioned"_s)
                    ? text
                    : u"%1 (%2)"_s.arg(text, each.status));
    }
    return lines.isEmpty() ? PlanWords::tr("not eligible") : lines.join(u'\n');
}

//! Whether the group has been under PIM before: its first eligibility brings it there for good.
bool isOnboarded(const TenantSnapshot& snapshot, const QString& groupId)
{
    const auto& rules = partOf(snapshot.groupRules, groupId);
    const auto& schedules = partOf(snapshot.eligibilities, groupId);
    return (rules && !rules->empty()) || (schedules && !schedules->empty());
}

std::string instant(const QDateTime& at, const char* otherwise)
{
    return at.isValid() ? at.toUTC().toString(Qt::ISODate).toStdString() : otherwise;
}

Body eligibilityBody(const change::MakeEligible& kind)
{
    Body expiration{{"type", kind.end.isValid() ? "afterDateTime" : "noExpiration"}};
    if (kind.end.isValid())
        expiration["endDateTime"] = instant(kind.end, "");
    return {{"accessId", "member"}, {"principalId", kind.who.id.toStdString()},
        {"groupId", kind.group.id.toStdString()},
        {"action", kind.update ? "adminUpdate" : "adminAssign"},
        {"scheduleInfo",
            {{"startDateTime", instant(kind.start, "{time of sending}")},
                {"expiration", expiration}}},
        {"justification", PlanWords::tr("Set up with Lockstep").toStdString()}};
}

} // namespace

void describe(const change::MakeEligible& kind, const PlanRequest& request, Change& change)
{
    change.sentence = kind.update
        ? PlanWords::tr("Change from when until when %1 is eligible for the group %2.")
              .arg(kind.who.name, kind.group.name)
        : PlanWords::tr("Make %1 eligible as member of the group %2.")
              .arg(kind.who.name, kind.group.name);
    change.before = eligibilityBefore(kind, request);
    change.now = spanText(kind.start, kind.end);
    change.request = u"POST /identityGovernance/privilegedAccess/group/"
                     "eligibilityScheduleRequests"_s;
    change.body = indented(eligibilityBody(kind));
    change.scopes = QStringList{u"PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"_s};
    change.roles = isRoleAssignable(request, kind.group)
        ? QStringList{u"Privileged Role Administrator"_s, u"Global Administrator"_s}
        : QStringList{u"Groups Administrator"_s, u"Identity Governance Administrator"_s,
            u"User Administrator"_s, u"Directory Writers"_s, u"Privileged Role Administrator"_s,
            u"Global Administrator"_s};
    change.confirmation = PlanWords::tr("The group's eligibilities are read until they show this.");
    change.undo = kind.update
        ? PlanWords::tr("The eligibility gets its earlier dates again.")
        : PlanWords::tr("The eligibility is removed again, five minutes later at the earliest.");
    if (!isOnboarded(request.snapshot, kind.group.id))
        change.warning =
            PlanWords::tr("This brings the group %1 under PIM. A group cannot be taken out of PIM "
                          "again, not even by undoing this.")
                .arg(kind.group.name);
}

namespace {

//! Whether the guide makes this person eligible for this group.
bool isToActivate(const change::RemoveMember& kind, const PlanRequest& request)
{
    for (const CheckSpec& spec : checksFor(request.profile, request.inputs)) {
        const auto* eligible = std::get_if<check::PimEligible>(&spec.kind);
        const Fetched<Person>& person =
            partOf(request.snapshot.people, eligible ? eligible->entry : QString());
        if (eligible && person && sameId(person->id, kind.who.id))
            return true;
    }
    return false;
}

} // namespace

void describe(const change::RemoveMember& kind, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Remove %1 as a standing member of the group %2.")
                          .arg(kind.who.name, kind.group.name);
    change.before = PlanWords::tr("standing member");
    change.now = isToActivate(kind, request) ? PlanWords::tr("member only through an activation")
                                             : PlanWords::tr("not a member");
    change.request = u"DELETE /groups/%1/members/%2/$ref"_s.arg(kind.group.id, kind.who.id);
    change.scopes = QStringList{u"GroupMember.ReadWrite.All"_s};
    change.roles = QStringList{u"Groups Administrator"_s, u"User Administrator"_s,
        u"Directory Writers"_s, u"Global Administrator"_s};
    if (isRoleAssignable(request, kind.group)) {
        change.scopes << u"RoleManagement.ReadWrite.Directory"_s;
        change.roles = QStringList{u"Privileged Role Administrator"_s, u"Global Administrator"_s};
    }
    change.confirmation = PlanWords::tr("The group's members are read until this one is gone.");
    change.undo = PlanWords::tr("The user is added to the group again.");
    change.warning = isToActivate(kind, request)
        ? PlanWords::tr("From then on %1 has the group's access only after activating it.")
              .arg(kind.who.name)
        : PlanWords::tr("%1 is none of the eligible users and loses the group's access for good.")
              .arg(kind.who.name);
}

} // namespace lockstep
