// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"
#include "profile/typed_date.h"

namespace lockstep::rules {

using namespace Qt::Literals::StringLiterals;

namespace {

FieldVerdict noDate(const DateFault& fault)
{
    switch (fault.kind) {
    case DateFault::Kind::NotADate: break;
    case DateFault::Kind::SkippedTime:
        return malformed(RuleWords::tr("This time does not exist here: on that day the clock is "
                                       "put forward past it. Take a time before or after."),
            wallText(fault.instead));
    case DateFault::Kind::SkippedDay:
        return malformed(RuleWords::tr("This day does not exist here: the calendar skips it."));
    }
    return malformed(RuleWords::tr("Give a date such as 2027-03-31 or 2027-03-31T17:00."));
}

//! Kinds that look at a span between two fields.
template <class Kind>
concept Spans = requires(Kind kind)
{
    kind.startField;
    kind.endField;
};

//! The field that begins what this field ends, as the profile's checks pair them; empty for a field
//! that ends nothing.
QString startFieldOf(const Profile& profile, const QString& endField)
{
    for (const CheckSpec& spec : profile.checks) {
        const QString start = std::visit(
            [&](const auto& kind) {
                if constexpr (Spans<std::decay_t<decltype(kind)>>)
                    return kind.endField == endField ? kind.startField : QString();
                else
                    return QString();
            },
            spec.kind);
        if (!start.isEmpty())
            return start;
    }
    return {};
}

//! A day counts from its first to its last moment, so a day may end on the day on which it starts.
FieldVerdict checkOrder(const TypedDate& start, const TypedDate& end)
{
    const bool days = start.wholeDay || end.wholeDay;
    if (end.day() < start.day() || (!days && end.instant < start.instant))
        return malformed(RuleWords::tr("It ends before it starts."));
    if (!days && end.instant == start.instant)
        return malformed(RuleWords::tr("It ends at the very moment at which it starts."));
    return good();
}

bool hasPassed(const TypedDate& date, const QDateTime& now)
{
    return date.wholeDay ? date.day() < now.toLocalTime().date() : date.instant <= now;
}

} // namespace

FieldVerdict checkDate(const Question& question)
{
    if (const FieldVerdict line = checkLine(question); line.kind != FieldVerdict::Kind::Good)
        return line;
    const Result<TypedDate, DateFault> date = typedDate(question.text);
    if (!date)
        return noDate(date.error());
    if (const QString from = startFieldOf(question.profile, question.field.id); !from.isEmpty()) {
        if (const auto start = typedDate(question.others.text(from))) {
            const FieldVerdict order = checkOrder(*start, *date);
            if (order.kind != FieldVerdict::Kind::Good)
                return order;
        }
        // only a warning: what was read back then can be judged again later
        if (question.now.isValid() && hasPassed(*date, question.now))
            return warning(RuleWords::tr("This date has passed."));
    }
    if (date->again.isValid())
        return warning(RuleWords::tr("On that day the clock is put back and shows this time twice. "
                                     "The first is meant; with its offset that is plain."),
            wallTextWithOffset(date->instant));
    return good();
}

} // namespace lockstep::rules
