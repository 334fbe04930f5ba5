// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_schedules.h"

#include "simulator/scenario_values.h"

#include <QDateTime>
#include <QRegularExpression>

namespace lockstep::sim {

std::optional<qint64> durationMs(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral(
        "^P(?:(\\d{1,6})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})S)?)?$"));
    const auto match = shape.match(text);
    if (!match.hasMatch() || text == u"P" || text.endsWith(u'T'))
        return std::nullopt;
    const qint64 hours = match.captured(1).toLongLong() * 24 + match.captured(2).toLongLong();
    const qint64 minutes = hours * 60 + match.captured(3).toLongLong();
    return (minutes * 60 + match.captured(4).toLongLong()) * 1000;
}

std::optional<qint64> momentMs(const QString& text)
{
    static const QRegularExpression offset(QStringLiteral("(Z|[+-]\\d{2}:\\d{2})$"));
    const QDateTime when = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!when.isValid() || !offset.match(text).hasMatch())
        return std::nullopt;
    return when.toMSecsSinceEpoch();
}

Json momentText(qint64 ms)
{
    return instant(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
}

PimSpan spanOf(const Json& scheduleInfo)
{
    const Json& expiration = objectAt(scheduleInfo, "expiration");
    PimSpan span{
        .startMs = momentMs(textAt(scheduleInfo, "startDateTime")).value_or(0), .endMs = {}};
    const QString type = textAt(expiration, "type");
    if (sameName(type, QStringLiteral("afterDateTime"))) {
        span.endMs = momentMs(textAt(expiration, "endDateTime"));
    } else if (sameName(type, QStringLiteral("afterDuration"))) {
        if (const auto length = durationMs(textAt(expiration, "duration")))
            span.endMs = span.startMs + *length;
    }
    return span;
}

bool isOver(const Json& schedule, qint64 nowMs)
{
    const PimSpan span = spanOf(objectAt(schedule, "scheduleInfo"));
    return span.endMs && *span.endMs <= nowMs;
}

bool isInForce(const Json& schedule, qint64 nowMs)
{
    const bool granted = textAt(schedule, "status") == u"Provisioned";
    return granted && spanOf(objectAt(schedule, "scheduleInfo")).startMs <= nowMs
        && !isOver(schedule, nowMs);
}

PimKey keyOf(const Json& schedule)
{
    return {.groupId = textAt(schedule, "groupId"),
        .principalId = textAt(schedule, "principalId"),
        .accessId = textAt(schedule, "accessId")};
}

bool sameKey(const Json& schedule, const PimKey& key)
{
    const PimKey own = keyOf(schedule);
    return sameName(own.groupId, key.groupId) && sameName(own.principalId, key.principalId)
        && sameName(own.accessId, key.accessId);
}

namespace {

//! What both kinds of instances have.
Json instanceOf(const Json& schedule, const char* scheduleId)
{
    const PimSpan span = spanOf(objectAt(schedule, "scheduleInfo"));
    return {{"id", schedule["id"]}, {scheduleId, schedule["id"]}, {"groupId", schedule["groupId"]},
        {"principalId", schedule["principalId"]}, {"accessId", schedule["accessId"]},
        {"memberType", schedule["memberType"]}, {"startDateTime", momentText(span.startMs)},
        {"endDateTime", span.endMs ? momentText(*span.endMs) : Json()}};
}

} // namespace

std::vector<Json> eligibilityInstances(const Json& tenant, qint64 nowMs)
{
    std::vector<Json> instances;
    for (const Json& schedule : listAt(tenant, "eligibilitySchedules")) {
        if (isInForce(schedule, nowMs))
            instances.push_back(instanceOf(schedule, "eligibilityScheduleId"));
    }
    return instances;
}

std::vector<Json> assignmentInstances(const Json& tenant, qint64 nowMs)
{
    std::vector<Json> instances;
    for (const Json& schedule : listAt(tenant, "assignmentSchedules")) {
        if (!isInForce(schedule, nowMs))
            continue;
        Json instance = instanceOf(schedule, "assignmentScheduleId");
        instance["assignmentType"] = schedule["assignmentType"];
        instances.push_back(std::move(instance));
    }
    return instances;
}

QStringList memberIds(const Json& group, const Json& tenant, qint64 nowMs)
{
    QStringList ids;
    for (const Json& id : listAt(group, "_members"))
        ids.append(fromJson(id.get<std::string>()));
    for (const Json& schedule : listAt(tenant, "assignmentSchedules")) {
        const PimKey key = keyOf(schedule);
        if (sameName(key.groupId, textAt(group, "id")) && key.accessId == u"member"
            && isInForce(schedule, nowMs) && !ids.contains(key.principalId, Qt::CaseInsensitive))
            ids.append(key.principalId);
    }
    return ids;
}

bool isPimMember(const PimKey& key, const Json& tenant, qint64 nowMs)
{
    for (const Json& schedule : listAt(tenant, "assignmentSchedules")) {
        if (sameKey(schedule, key) && isInForce(schedule, nowMs))
            return true;
    }
    return false;
}

} // namespace lockstep::sim
