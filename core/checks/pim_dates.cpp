// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include "profile/typed_date.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 sameMinute = 60; // Entra keeps no seconds of what a person chose

QString textOf(const TypedDate& date)
{
    return date.wholeDay ? date.day().toString(Qt::ISODate) : localTime(date.instant);
}

bool sameDay(const TypedDate& planned, const QDateTime& actual)
{
    return planned.day() == actual.toLocalTime().date();
}

//! Also across midnight: 23:59:59 and the full minute after it are one time.
bool sameTime(const TypedDate& planned, const QDateTime& actual)
{
    return !planned.wholeDay && std::abs(planned.instant.secsTo(actual)) < sameMinute;
}

bool isBefore(const TypedDate& planned, const QDateTime& actual)
{
    if (planned.wholeDay)
        return planned.day() < actual.toLocalTime().date();
    return planned.instant < actual && !sameTime(planned, actual);
}

Finding judgeSpan(const Judge& judge, const ScheduleSpan& span, const TypedDate& start,
    const TypedDate& end, const QDateTime& now, const QString& name)
{
    const bool inForce = !span.start.isValid() || span.start <= now;
    if (!inForce && isBefore(start, span.start))
        return judge.fail(CheckWords::tr("%1 becomes eligible later than planned: on %2.")
                              .arg(name, localTime(span.start)),
            localTime(span.start));
    if (!span.end.isValid())
        return judge.warn(CheckWords::tr("The eligibility of %1 has no end.").arg(name),
            CheckWords::tr("no end"));
    if (span.end <= now)
        return judge.fail(
            CheckWords::tr("The eligibility of %1 ended on %2.").arg(name, localTime(span.end)),
            localTime(span.end));
    if (!sameDay(end, span.end) && !sameTime(end, span.end))
        return judge.fail(CheckWords::tr("The eligibility of %1 ends on %2 instead of %3.")
                              .arg(name, localTime(span.end), textOf(end)),
            localTime(span.end));
    if (!end.wholeDay && !sameTime(end, span.end))
        return judge.warn(
            CheckWords::tr("The eligibility of %1 ends on the planned day, but at %2.")
                .arg(name, localTime(span.end)),
            localTime(span.end));
    return judge.pass(CheckWords::tr("The eligibility of %1 ends as planned, on %2.")
                          .arg(name, localTime(span.end)));
}

} // namespace

Finding evaluate(const check::PimDates& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.notRun(CheckWords::tr("the person comes first."));
    const QString startText = evidence.inputs.text(spec.startField);
    const auto start = typedDate(startText);
    if (!start)
        return judge.field(spec.startField,
            startText.isEmpty() ? CheckWords::tr("The start date is not chosen yet.")
                                : CheckWords::tr("The start is not a date that exists here."));
    const QString endText = evidence.inputs.text(spec.endField);
    const auto end = typedDate(endText);
    if (!end)
        return judge.field(spec.endField,
            endText.isEmpty() ? CheckWords::tr("The end date is not chosen yet.")
                              : CheckWords::tr("The end is not a date that exists here."));
    if (end->instant <= evidence.snapshot.asOf && !end->wholeDay)
        return judge.field(spec.endField, CheckWords::tr("The planned end has passed."));
    judge.expect(CheckWords::tr("from %1 until %2").arg(textOf(*start), textOf(*end)));
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
        Finding finding =
            judgeSpan(judge, each.span, *start, *end, evidence.snapshot.asOf, nameOf(*person));
        if (!best || finding.verdict < best->verdict)
            best = std::move(finding);
    }
    return best ? *best
                : judge.notRun(CheckWords::tr("%1 must be eligible first.").arg(nameOf(*person)));
}

} // namespace lockstep
