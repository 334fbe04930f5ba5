// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "change_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace lockstep {

namespace {

using State = ChangeProgress::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

QString timeText(const QDateTime& at)
{
    return QLocale().toString(at.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm"));
}

} // namespace

QString clockText(std::chrono::milliseconds time)
{
    const auto seconds =
        std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(time).count());
    return QStringLiteral("%1:%2")
        .arg(seconds / 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString describe(const ChangeProgress& progress)
{
    const bool waited = progress.waited >= std::chrono::seconds(1);
    if (progress.state == State::Waiting)
        return Words::tr("Waiting for Entra (%1, usually under a minute)")
            .arg(clockText(progress.waited));
    if (progress.state == State::Done && waited)
        return Words::tr("%1, shown after %2")
            .arg(stateWord(progress.state), clockText(progress.waited));
    return stateWord(progress.state);
}

QString describeStopped(bool isWritten)
{
    return isWritten ? Words::tr("Sent. Nobody waited for Entra to show it.")
                     : Words::tr("Sent. Entra's answer was not seen.");
}

QString describe(const WriteRecord& record, const TakenBack& back)
{
    const QString at = timeText(record.at);
    switch (record.state) {
    case WriteRecord::State::Open:
        return Words::tr("Not settled yet: begun %1 by %2").arg(at, record.who);
    case WriteRecord::State::Done: return Words::tr("Done %1 by %2").arg(at, record.who);
    case WriteRecord::State::Refused:
        return Words::tr("Refused %1, sent by %2: nothing was changed").arg(at, record.who);
    case WriteRecord::State::Undoing:
        return Words::tr("Done %1 by %2; taking it back is not settled yet").arg(at, record.who);
    case WriteRecord::State::Undone:
        if (back.at.isValid())
            return Words::tr("Done %1 by %2. Undone %3 by %4")
                .arg(at, record.who, timeText(back.at), back.who);
        return Words::tr("Done %1 by %2, and undone since").arg(at, record.who);
    }
    return {};
}

Verdict signOf(State state)
{
    switch (state) {
    case State::Pending:
    case State::Skipped: return Verdict::NotRun;
    case State::Sending:
    case State::Waiting: return Verdict::Waiting;
    case State::Done:
    case State::AlreadyThere:
    case State::Undone: return Verdict::Pass;
    case State::Left:
    case State::NotShown: return Verdict::Warn;
    case State::Refused: return Verdict::Fail;
    case State::Unknown: return Verdict::Unknown;
    }
    return Verdict::Unknown;
}

Verdict signOf(WriteRecord::State state)
{
    switch (state) {
    case WriteRecord::State::Open:
    case WriteRecord::State::Undoing: return Verdict::Unknown;
    case WriteRecord::State::Done: return Verdict::Pass;
    case WriteRecord::State::Refused: return Verdict::Fail;
    case WriteRecord::State::Undone: return Verdict::NotRun;
    }
    return Verdict::Unknown;
}

bool isUnderWay(State state)
{
    return state == State::Sending || state == State::Waiting;
}

bool isUndoable(const WriteRecord& record)
{
    const bool known =
        record.state == WriteRecord::State::Done || record.state == WriteRecord::State::Undoing;
    return known && canBeUndone(record);
}

} // namespace lockstep
