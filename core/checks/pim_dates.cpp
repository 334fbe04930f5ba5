// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! A date as it was typed: a day of this computer's zone, or an instant.
struct Planned {
    QDateTime instant; //!< UTC
    bool wholeDay = false;

    [[nodiscard]] QString text() const
    {
        return wholeDay ? instant.toLocalTime().date().toString(Qt::ISODate) : localTime(instant);
    }
    [[nodiscard]] bool sameDay(const QDateTime& other) const
    {
        return instant.toLocalTime().date() == other.toLocalTime().date();
    }
    [[nodiscard]] bool isBefore(const QDateTime& other) const
    {
        return wholeDay ? instant.toLocalTime().date() < other.toLocalTime().date()
                        : instant < other;
    }
};

std::optional<Planned> plannedIn(const Inputs& inputs, const QString& field)
{
    const QString text = inputs.text(field);
    const std::optional<QDateTime> instant = instantOf(text);
    if (!instant)
        return std::nullopt;
    return Planned{.instant = *instant, .wholeDay = !text.contains(u'T')};
}

Finding judgeSpan(const Judge& judge, const ScheduleSpan& span, const Planned& start,
    const Planned& end, const QDateTime& now)
{
    constexpr qint64 sameMinute = 60; // Entra keeps no seconds of what a person chose
    const bool inForce = !span.start.isValid() || span.start <= now;
    if (!inForce && start.isBefore(span.start))
        return judge.fail(
            CheckWords::tr("It begins later than planned: on %1.").arg(localTime(span.start)),
            localTime(span.start));
    if (!span.end.isValid())
        return judge.warn(CheckWords::tr("The eligibility has no end."), CheckWords::tr("no end"));
    if (span.end <= now)
        return judge.fail(CheckWords::tr("The eligibility ended on %1.").arg(localTime(span.end)),
            localTime(span.end));
    if (!end.sameDay(span.end))
        return judge.fail(
            CheckWords::tr("It ends on %1 instead of %2.").arg(localTime(span.end), end.text()),
            localTime(span.end));
    if (!end.wholeDay && std::abs(end.instant.secsTo(span.end)) >= sameMinute)
        return judge.warn(CheckWords::tr("It ends on the planned day, but at another time: %1.")
                              .arg(localTime(span.end)),
            localTime(span.end));
    return judge.pass(
        CheckWords::tr("The eligibility ends as planned, on %1.").arg(localTime(span.end)));
}

} // namespace

Finding evaluate(const check::PimDates& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.notRun(CheckWords::tr("the person comes first."));
    const std::optional<Planned> start = plannedIn(evidence.inputs, spec.startField);
    if (!start)
        return judge.field(spec.startField, CheckWords::tr("The start date is not chosen yet."));
    const std::optional<Planned> end = plannedIn(evidence.inputs, spec.endField);
    if (!end)
        return judge.field(spec.endField, CheckWords::tr("The end date is not chosen yet."));
    judge.expect(CheckWords::tr("from %1 until %2").arg(start->text(), end->text()));
    const Named<QString> group = groupNamed(judge, evidence, evidence.inputs.text(spec.group));
    if (!group)
        return group.error();
    const auto& schedules = partOf(evidence.snapshot.eligibilities, *group);
    if (schedules.failedWith(ReadFailure::Kind::NoLicence))
        return judge.notRun(CheckWords::tr("the licence comes first."));
    if (!schedules)
        return judge.unread(schedules.failure());
    const Named<Person> person = personNamed(judge, evidence, spec.entry);
    if (!person)
        return person.error();
    // of several schedules the best one counts: each of them gives the membership
    std::optional<Finding> best;
    for (const EligibilitySchedule& each : *schedules) {
        if (!sameId(each.principalId, person->id) || !sameWord(each.accessId, u"member"_s)
            || sameWord(each.memberType, u"group"_s) || !sameWord(each.status, u"Provisioned"_s))
            continue;
        Finding finding = judgeSpan(judge, each.span, *start, *end, evidence.snapshot.asOf);
        if (!best || finding.verdict < best->verdict)
            best = std::move(finding);
    }
    return best ? *best
                : judge.notRun(CheckWords::tr("%1 must be eligible first.").arg(nameOf(*person)));
}

} // namespace lockstep
