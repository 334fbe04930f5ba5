// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QDateTime>

namespace lockstep {

//! A date as a person types it: a day of this computer's zone, or an instant.
//!
//! Without an offset the clock on this computer's wall is meant. Where that clock is put back, an
//! hour comes twice: the first one counts, as in the browser that shows the portal (ECMAScript),
//! and `again` is the other. Where it is put forward, the hour between does not exist and is
//! refused: a browser would shift it silently, and the plan would say something else than Entra.
struct TypedDate {
    QDateTime instant; //!< UTC; of a day its first moment, which need not be midnight
    bool wholeDay = false;
    QDateTime again; //!< UTC; invalid unless the time comes twice

    [[nodiscard]] QDate day() const { return instant.toLocalTime().date(); } //!< here
};

//! Why a text is no date here.
struct DateFault {
    enum class Kind {
        NotADate,
        SkippedTime, //!< the clock is put forward past it
        SkippedDay, //!< as 30 December 2011 in Samoa
    };
    Kind kind = Kind::NotADate;
    QDateTime instead; //!< UTC; of a skipped time the moment that a browser would take
};

[[nodiscard]] Result<TypedDate, DateFault> typedDate(const QString& text);

//! "2027-10-31T02:30", as the clock here shows it; with its offset "2027-10-31T02:30+02:00".
[[nodiscard]] QString wallText(const QDateTime& instant);
[[nodiscard]] QString wallTextWithOffset(const QDateTime& instant);
//! How far the clock here is ahead of UTC at that moment: "+02:00".
[[nodiscard]] QString offsetText(const QDateTime& instant);
//! From one to the other in minutes, by the instants; by the clock here when one is a whole day:
//! 30 days stay 30 days when summer time ends between them.
[[nodiscard]] qint64 minutesBetween(const TypedDate& from, const TypedDate& to);

} // namespace lockstep
