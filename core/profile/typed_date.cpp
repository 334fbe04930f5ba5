// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/typed_date.h"

#include "iso_date.h"

#include <QRegularExpression>

#include <vector>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 secondsOfMinute = 60;

//! What the clock here shows at that moment, written as if it were UTC.
QDateTime wallAt(const QDateTime& instant)
{
    const QDateTime local = instant.toLocalTime();
    return QDateTime(local.date(), local.time(), Qt::UTC);
}

//! The moment at which the clock would show this if it kept the offset of the day before or after.
QDateTime byOffsetOf(const QDateTime& wall, int daysAside)
{
    return wall.addSecs(-wall.addDays(daysAside).toLocalTime().offsetFromUtc());
}

//! When the clock here shows this: never where it is put forward, twice where it is put back. Not
//! left to QDateTime, which takes the second of two and has changed its mind between releases.
std::vector<QDateTime> momentsOf(const QDateTime& wall)
{
    std::vector<QDateTime> moments;
    for (const QDateTime& moment : {byOffsetOf(wall, -1), byOffsetOf(wall, 1)}) {
        if (wallAt(moment) == wall && (moments.empty() || moments.front() != moment))
            moments.push_back(moment);
    }
    return moments;
}

Result<TypedDate, DateFault> onTheWall(const QDateTime& wall)
{
    const std::vector<QDateTime> moments = momentsOf(wall);
    if (!moments.empty())
        return TypedDate{.instant = moments.front(),
            .wholeDay = false,
            .again = moments.size() > 1 ? moments.back() : QDateTime()};
    if (!wall.date().startOfDay().isValid())
        return tl::unexpected(DateFault{.kind = DateFault::Kind::SkippedDay, .instead = {}});
    return tl::unexpected(
        DateFault{.kind = DateFault::Kind::SkippedTime, .instead = byOffsetOf(wall, -1)});
}

Result<TypedDate, DateFault> wholeDay(const QDate& day)
{
    // QDate::startOfDay() may give the second of two midnights; only it knows a day without one
    const std::vector<QDateTime> midnights = momentsOf(QDateTime(day, QTime(0, 0), Qt::UTC));
    const QDateTime start = midnights.empty() ? day.startOfDay() : midnights.front();
    if (!start.isValid())
        return tl::unexpected(DateFault{
            .kind = day.isValid() ? DateFault::Kind::SkippedDay : DateFault::Kind::NotADate,
            .instead = {}});
    return TypedDate{.instant = start.toUTC(), .wholeDay = true, .again = {}};
}

} // namespace

Result<TypedDate, DateFault> typedDate(const QString& text)
{
    static const QRegularExpression shape(
        u"^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,7})?)?(Z|[+-]\\d{2}:?\\d{2})?)?$"_s);
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return tl::unexpected(DateFault{});
    if (!text.contains(u'T'))
        return wholeDay(QDate::fromString(text, Qt::ISODate));
    const bool hasOffset = !match.captured(4).isEmpty();
    const QDateTime read = isoInstant(hasOffset ? text : text + u'Z');
    if (!read.isValid())
        return tl::unexpected(DateFault{});
    if (hasOffset)
        return TypedDate{.instant = read, .wholeDay = false, .again = {}};
    return onTheWall(read);
}

QString wallText(const QDateTime& instant)
{
    const QDateTime local = instant.toLocalTime();
    const bool toTheMinute = local.time().second() == 0 && local.time().msec() == 0;
    return local.toString(toTheMinute ? u"yyyy-MM-ddTHH:mm"_s : u"yyyy-MM-ddTHH:mm:ss"_s);
}

QString wallTextWithOffset(const QDateTime& instant)
{
    return wallText(instant) + offsetText(instant);
}

QString offsetText(const QDateTime& instant)
{
    const int minutes = instant.toLocalTime().offsetFromUtc() / int(secondsOfMinute);
    return u"%1%2:%3"_s.arg(minutes < 0 ? QLatin1Char('-') : QLatin1Char('+'))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

qint64 minutesBetween(const TypedDate& from, const TypedDate& to)
{
    const bool byTheClock = from.wholeDay || to.wholeDay;
    const qint64 seconds = byTheClock ? wallAt(from.instant).secsTo(wallAt(to.instant))
                                      : from.instant.secsTo(to.instant);
    return seconds / secondsOfMinute;
}

} // namespace lockstep
