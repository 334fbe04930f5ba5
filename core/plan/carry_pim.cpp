// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

#include "checks/named.h"
#include "profile/typed_date.h"
#include "setup/graph_reads.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 sameMinute = 60; // Entra keeps no seconds of what a person chose
constexpr qint64 clockSlack = qint64{60} * 60; // its clock against ours
constexpr qint64 undoableAfter = qint64{5} * 60; // contract 9.2

const QString pimPath = u"/identityGovernance/privilegedAccess/group/"_s;
const QString requestsPath = pimPath + u"eligibilityScheduleRequests"_s;

QString ofGroup(const QString& list, const QString& groupId)
{
    return pimPath + list + u"?$filter=groupId eq '"_s + pathKey(groupId) + u'\'';
}

QString schedulesId(const PrincipalWish& group)
{
    return u"R16:"_s + group.id;
}
QString requestsId(const PrincipalWish& group)
{
    return u"R18:"_s + group.id;
}
QString membersId(const PrincipalWish& group)
{
    return u"R15:"_s + group.id;
}
QString assignmentsId(const PrincipalWish& group)
{
    return u"R20:"_s + group.id;
}

bool isFor(const Json& row, const PrincipalWish& who)
{
    return sameId(stringMember(row, "principalId").value_or(QString()), who.id)
        && sameWord(stringMember(row, "accessId").value_or(QString()), u"member"_s);
}

//! From when until when a schedule says; a duration counts as its end.
struct Span {
    QDateTime start;
    QDateTime end; //!< invalid: no end
};

Span spanOf(const Json& scheduleInfo)
{
    Span span{.start = dateMember(scheduleInfo, "startDateTime").value_or(QDateTime()), .end = {}};
    const Json* expiration = member(scheduleInfo, "expiration");
    if (!expiration)
        return span;
    const QString type = textIn(*expiration, "type");
    if (sameWord(type, u"noExpiration"_s))
        return span;
    span.end = dateMember(*expiration, "endDateTime").value_or(QDateTime());
    const std::optional<int> minutes = minutesOf(textIn(*expiration, "duration"));
    if (!span.end.isValid() && span.start.isValid() && minutes)
        span.end = span.start.addSecs(qint64{*minutes} * 60);
    return span;
}

Span spanOfRow(const Json& row)
{
    const Json* info = member(row, "scheduleInfo");
    return info ? spanOf(*info) : Span{};
}

bool sameMoment(const QDateTime& one, const QDateTime& other)
{
    if (!one.isValid() || !other.isValid())
        return one.isValid() == other.isValid();
    return std::abs(one.secsTo(other)) < sameMinute;
}

//! Whether a schedule is the wanted one. What begins now has begun when it is looked at, by the
//! clock of the service, which may be ahead of ours by `slack`.
bool isSpan(const Span& seen, const QDateTime& start, const QDateTime& end, const QDateTime& now,
    qint64 slack)
{
    if (!sameMoment(seen.end, end))
        return false;
    const bool begun = !seen.start.isValid() || seen.start <= now.addSecs(slack);
    return start.isValid() && start > now ? sameMoment(seen.start, start) : begun;
}

//! The direct eligibility of the person that counts: one that is in force or will be, else one that
//! Entra has not finished; null where there is none or it is over.
const Json* liveRow(const Json& schedules, const PrincipalWish& who, const QDateTime& now)
{
    const Json* found = nullptr;
    for (const Json& row : listOf(schedules)) {
        const Span span = spanOfRow(row);
        if (!isFor(row, who) || sameWord(textIn(row, "memberType"), u"group"_s)
            || (span.end.isValid() && span.end <= now))
            continue;
        if (!found || sameWord(textIn(row, "status"), u"Provisioned"_s))
            found = &row;
    }
    return found;
}

bool isPending(const Json& object)
{
    return textIn(object, "status").startsWith(u"Pending"_s, Qt::CaseInsensitive);
}

bool isProvisioned(const Json& row)
{
    return sameWord(textIn(row, "status"), u"Provisioned"_s);
}

bool hasPendingRequest(const Json& requests, const PrincipalWish& who)
{
    const Json* newest = nullptr;
    QDateTime newestAt;
    for (const Json& each : listOf(requests)) {
        const QDateTime at = dateMember(each, "createdDateTime").value_or(QDateTime());
        if (!isFor(each, who) || (newest && at <= newestAt))
            continue;
        newest = &each;
        newestAt = at;
    }
    return newest && isPending(*newest);
}

Json instantJson(const QDateTime& at)
{
    return at.toUTC().toString(Qt::ISODate).toStdString();
}

Json expirationOf(const QDateTime& end)
{
    Json expiration{{"type", end.isValid() ? "afterDateTime" : "noExpiration"}};
    if (end.isValid())
        expiration["endDateTime"] = instantJson(end);
    return expiration;
}

//! One request to PIM (contract 9.2); `schedule` is null where something is removed.
Write pimRequest(const change::MakeEligible& kind, const char* action, const Json& schedule)
{
    Json body{{"accessId", "member"}, {"principalId", kind.who.id.toStdString()},
        {"groupId", kind.group.id.toStdString()}, {"action", action},
        {"justification", CarryWords::tr("Set up with Lockstep").toStdString()}};
    if (!schedule.is_null())
        body["scheduleInfo"] = schedule;
    // sent twice it is refused (RoleAssignmentExists) or says the same again
    return {.method = HttpMethod::Post,
        .path = requestsPath,
        .pathTemplate = requestsPath.toUtf8(),
        .body = bodyOf(body)};
}

} // namespace

std::vector<GraphGet> looks(const change::MakeEligible& kind, const Place&)
{
    return {{schedulesId(kind.group), ofGroup(u"eligibilitySchedules"_s, kind.group.id)},
        {requestsId(kind.group), ofGroup(u"eligibilityScheduleRequests"_s, kind.group.id)}};
}

Move next(const change::MakeEligible& kind, const Place& place, const GraphReplies& replies)
{
    const Json* schedules = listReply(replies, schedulesId(kind.group));
    if (!schedules)
        return unreadMove(replies, schedulesId(kind.group));
    const Json* requests = listReply(replies, requestsId(kind.group));
    if (!requests) // one that is on its way would be asked for a second time
        return unreadMove(replies, requestsId(kind.group));
    const Json* row = liveRow(*schedules, kind.who, place.now);
    if (row && isProvisioned(*row)
        && isSpan(spanOfRow(*row), kind.start, kind.end, place.now, sameMinute))
        return AlreadyThere{};
    if ((row && isPending(*row)) || (!row && hasPendingRequest(*requests, kind.who)))
        return NotYet{
            CarryWords::tr("Entra has not finished an earlier request for %1.").arg(kind.who.name)};
    if (kind.end.isValid() && place.now.secsTo(kind.end) < undoableAfter)
        return CannotDo{CarryWords::tr("The planned end has passed.")};
    // what begins now has begun when it is looked at: a start that has passed becomes the
    // service's own time (contract 9.2)
    const QDateTime start = kind.start.isValid() && kind.start > place.now
        ? kind.start
        : place.now.addSecs(-sameMinute);
    Write write = pimRequest(kind, row ? "adminUpdate" : "adminAssign",
        {{"startDateTime", instantJson(start)}, {"expiration", expirationOf(kind.end)}});
    if (const Json* info = row ? member(*row, "scheduleInfo") : nullptr)
        write.before = {{"id", textIn(*row, "id").toStdString()}, {"scheduleInfo", *info}};
    return write;
}

Sight see(const change::MakeEligible& kind, const Place& place, const GraphReplies& replies)
{
    const Json* schedules = listReply(replies, schedulesId(kind.group));
    if (!schedules)
        return {};
    const Json* row = liveRow(*schedules, kind.who, place.now);
    if (!row || !isProvisioned(*row)
        || !isSpan(spanOfRow(*row), kind.start, kind.end, place.now, clockSlack))
        return {.shown = Sight::Shown::No};
    return {.shown = Sight::Shown::Yes, .made = {{"id", textIn(*row, "id").toStdString()}}};
}

namespace {

Move changedSince(const change::MakeEligible& kind)
{
    return CannotDo{
        CarryWords::tr("Somebody has changed the eligibility of %1 since.").arg(kind.who.name)};
}

//! Back to the dates that were read before they were changed.
Move earlierDates(
    const change::MakeEligible& kind, const Json& row, const Span& before, const Place& place)
{
    if (before.end.isValid() && before.end <= place.now.addSecs(undoableAfter))
        return CannotDo{CarryWords::tr("The earlier eligibility of %1 would have ended by now.")
                            .arg(kind.who.name)};
    const Span seen = spanOfRow(row);
    if (isSpan(seen, before.start, before.end, place.now, clockSlack))
        return AlreadyThere{};
    if (!isSpan(seen, kind.start, kind.end, place.now, clockSlack))
        return changedSince(kind);
    // a start that has passed becomes the service's own time (contract 9.2)
    const QDateTime start = before.start.isValid() ? before.start : seen.start;
    return pimRequest(kind, "adminUpdate",
        {{"startDateTime", instantJson(start)}, {"expiration", expirationOf(before.end)}});
}

} // namespace

Move takeBack(const change::MakeEligible& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json* schedules = listReply(replies, schedulesId(kind.group));
    if (!schedules)
        return unreadMove(replies, schedulesId(kind.group));
    const Json* row = liveRow(*schedules, kind.who, place.now);
    if (!row)
        return AlreadyThere{};
    if (isPending(*row))
        return NotYet{
            CarryWords::tr("Entra has not finished an earlier request for %1.").arg(kind.who.name)};
    if (const Json* info = member(record.before, "scheduleInfo"))
        return earlierDates(kind, *row, spanOf(*info), place);
    if (!isSpan(spanOfRow(*row), kind.start, kind.end, place.now, clockSlack))
        return changedSince(kind);
    const QDateTime done = record.doneAt.isValid() ? record.doneAt : record.at;
    const QDateTime from = done.addSecs(undoableAfter); // by this computer's clock
    if (from > place.now.addSecs(place.clockAhead.count()))
        return CannotDo{
            CarryWords::tr("Entra removes an eligibility after five minutes at the earliest: this "
                           "can be undone from %1.")
                .arg(localTime(from))};
    return pimRequest(kind, "adminRemove", Json());
}

std::vector<GraphGet> looks(const change::RemoveMember& kind, const Place&)
{
    return {{membersId(kind.group),
                u"/groups/"_s + pathSegment(kind.group.id)
                    + u"/members?$select=id,displayName,userPrincipalName&$top=100"_s},
        {assignmentsId(kind.group), ofGroup(u"assignmentScheduleInstances"_s, kind.group.id)}};
}

namespace {

bool isListed(const Json& members, const PrincipalWish& who)
{
    return std::ranges::any_of(
        listOf(members), [&](const Json& each) { return sameId(textIn(each, "id"), who.id); });
}

enum class ThroughPim { No, Activated, Assigned };

ThroughPim throughPim(const Json& assignments, const PrincipalWish& who)
{
    ThroughPim found = ThroughPim::No;
    for (const Json& each : listOf(assignments)) {
        if (!isFor(each, who))
            continue;
        if (sameWord(textIn(each, "assignmentType"), u"activated"_s))
            return ThroughPim::Activated;
        found = ThroughPim::Assigned;
    }
    return found;
}

QString memberReference(const change::RemoveMember& kind)
{
    // never without /$ref: that address is the user's own, and would delete the user (contract W10)
    return u"/groups/%1/members/%2/$ref"_s.arg(
        pathSegment(kind.group.id), pathSegment(kind.who.id));
}

} // namespace

Move next(const change::RemoveMember& kind, const Place&, const GraphReplies& replies)
{
    for (const QString& id : {membersId(kind.group), assignmentsId(kind.group)}) {
        if (!listReply(replies, id))
            return unreadMove(replies, id);
    }
    if (kind.group.id.isEmpty() || kind.who.id.isEmpty())
        return CannotDo{CarryWords::tr("The group or the user is not known.")};
    if (!isListed(*listReply(replies, membersId(kind.group)), kind.who))
        return AlreadyThere{};
    switch (throughPim(*listReply(replies, assignmentsId(kind.group)), kind.who)) {
    case ThroughPim::Activated: return AlreadyThere{};
    case ThroughPim::Assigned:
        return CannotDo{
            CarryWords::tr("%1 is a member through an active assignment in PIM. Remove it there.")
                .arg(kind.who.name)};
    case ThroughPim::No: break;
    }
    return Write{.method = HttpMethod::Delete,
        .path = memberReference(kind),
        .pathTemplate = "/groups/{id}/members/{id}/$ref"};
}

Sight see(const change::RemoveMember& kind, const Place&, const GraphReplies& replies)
{
    const Json* members = listReply(replies, membersId(kind.group));
    if (!members)
        return {};
    if (!isListed(*members, kind.who))
        return {.shown = Sight::Shown::Yes};
    const Json* assignments = listReply(replies, assignmentsId(kind.group));
    if (!assignments)
        return {};
    const bool activated = throughPim(*assignments, kind.who) == ThroughPim::Activated;
    return {.shown = activated ? Sight::Shown::Yes : Sight::Shown::No};
}

Move takeBack(const change::RemoveMember& kind, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    const Json* members = listReply(replies, membersId(kind.group));
    if (!members)
        return unreadMove(replies, membersId(kind.group));
    if (isListed(*members, kind.who)) {
        const Json* assignments = listReply(replies, assignmentsId(kind.group));
        if (!assignments)
            return unreadMove(replies, assignmentsId(kind.group));
        if (throughPim(*assignments, kind.who) != ThroughPim::Activated)
            return AlreadyThere{};
        return CannotDo{CarryWords::tr("%1 is in the group by an activation. Undo this once it has "
                                       "ended.")
                            .arg(kind.who.name)};
    }
    const QString user = place.graphRoot + u"/directoryObjects/"_s + kind.who.id;
    return Write{.method = HttpMethod::Post,
        .path = u"/groups/%1/members/$ref"_s.arg(pathSegment(kind.group.id)),
        .pathTemplate = "/groups/{id}/members/$ref",
        .body = bodyOf({{"@odata.id", user.toStdString()}})};
}

} // namespace lockstep
