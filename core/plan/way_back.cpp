// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/writer.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = ChangeProgress::State;
using EntryState = JournalEntry::State;

JournalEntry undoEntry(const WriteRecord& record, EntryState state, const QString& detail)
{
    return {.at = {},
        .state = state,
        .who = {},
        .what = CarryWords::tr("Undo: %1").arg(record.what),
        .request = {},
        .detail = detail,
        .change = record.id,
        .data = {{"undoing", true}}};
}

bool isSame(const Write& a, const Write& b)
{
    return a.method == b.method && a.path == b.path && a.body == b.body;
}

//! The way back of one record.
class WayBack {
public:
    WayBack(Writer& writer, WriteRecord record, size_t index, Applied& applied, bool isPlaceYoung)
        : m_writer(writer)
        , m_record(std::move(record))
        , m_applied(applied)
        , m_isPlaceYoung(isPlaceYoung)
        , m_progress{.index = index}
    {
    }

    ChangeProgress go()
    {
        m_started = m_writer.ticks();
        tell(State::Sending);
        if (m_record.state == WriteRecord::State::Open || isIdMissing())
            lookForIt();
        while (!m_writer.isStopped()) {
            const GraphReplies replies = m_writer.readOne(m_record.kind);
            const Move move = takeBackOf(m_writer, m_record, replies);
            if (std::holds_alternative<AlreadyThere>(move)) {
                if (!m_last && mayStillAppear() && !wentWithAnother(replies)) {
                    waitForIt();
                    continue;
                }
                return gone();
            }
            if (const auto* cannot = std::get_if<CannotDo>(&move))
                return left(cannot->why);
            if (const auto* notYet = std::get_if<NotYet>(&move)) {
                if (isTooLong())
                    return end(State::Unknown, notYet->why);
                rest();
                continue;
            }
            const Write& write = std::get<Write>(move);
            // the same request again only means that the tenant does not show the last one yet
            if (m_last && isSame(*m_last, write)) {
                if (isTooLong())
                    return end(State::NotShown,
                        CarryWords::tr("It was taken back, but Entra still shows it. Check again "
                                       "later."));
                rest();
                continue;
            }
            if (!send(write))
                return m_progress;
        }
        return end(State::Pending, CarryWords::tr("Stopped."));
    }

private:
    void tell(State state, const QString& message = {}, const QString& details = {})
    {
        m_progress.state = state;
        m_progress.message = message;
        m_progress.details = details;
        if (m_writer.ports().progressed)
            m_writer.ports().progressed(m_progress);
    }
    ChangeProgress end(State state, const QString& message, const QString& details = {})
    {
        tell(state, message, details);
        return m_progress;
    }
    [[nodiscard]] bool isTooLong() const
    {
        return m_writer.ticks() - m_started >= replicationWindow;
    }
    //! What was sent a moment ago may not show yet: taken for gone, it would appear afterwards.
    [[nodiscard]] bool mayStillAppear() const
    {
        if (m_record.state == WriteRecord::State::Undoing)
            return false; // it was seen before taking it back was begun
        return isRecent(m_record.doneAt.isValid() ? m_record.doneAt : m_record.at, m_writer.now());
    }
    //! What it was written to is gone, and it with that. Where that was made a moment ago itself,
    //! it may only not show yet.
    [[nodiscard]] bool wentWithAnother(const GraphReplies& replies) const
    {
        const bool stands = m_isPlaceYoung
            || std::holds_alternative<change::CreateApplication>(m_record.kind)
            || std::holds_alternative<change::CreateServicePrincipal>(m_record.kind);
        return !stands && std::ranges::any_of(replies, [](const auto& each) {
            return each.second.failedWith(ReadFailure::Kind::NotFound);
        });
    }
    void waitForIt()
    {
        tell(State::Waiting, CarryWords::tr("It was written a moment ago and does not show yet."));
        rest();
    }
    //! A reply without a body: the registration was there when it was sent again.
    [[nodiscard]] bool isIdMissing() const
    {
        return std::holds_alternative<change::CreateApplication>(m_record.kind)
            && m_record.state == WriteRecord::State::Done
            && stringMember(m_record.made, "appId").value_or(QString()).isEmpty();
    }
    //! Nobody knows whether it was carried out, or the ids of it.
    void lookForIt()
    {
        m_writer.place().unanswered = &m_record.before;
        while (!m_writer.isStopped()) {
            const Sight sight = seeOf(m_writer, m_record.kind, m_writer.readOne(m_record.kind));
            if (!sight.made.empty()) {
                m_record.made.update(sight.made);
                (void)m_writer.moveTo(m_record);
            }
            if (sight.shown == Sight::Shown::Yes || !mayStillAppear())
                break;
            waitForIt();
        }
        m_writer.place().unanswered = nullptr;
        m_started = m_writer.ticks();
    }

    void rest()
    {
        const auto pause = std::max(m_pauses.next(), std::chrono::milliseconds(500));
        (void)m_writer.wait(pause, [this] {
            m_progress.waited =
                std::chrono::duration_cast<std::chrono::milliseconds>(m_writer.ticks() - m_started);
            if (m_writer.ports().progressed)
                m_writer.ports().progressed(m_progress);
        });
    }

    bool note(EntryState state, const QString& detail)
    {
        const Result<void> kept = m_writer.note(undoEntry(m_record, state, detail));
        if (kept)
            return true;
        m_applied.stopped = CarryWords::tr("The journal cannot be kept, so nothing is sent. %1")
                                .arg(kept.error().what);
        tell(State::Pending);
        return false;
    }

    ChangeProgress gone()
    {
        const QString message =
            m_last ? QString() : CarryWords::tr("It was not there any more; nothing was sent.");
        if (note(EntryState::Done, message))
            tell(State::Undone, message);
        return m_progress;
    }

    ChangeProgress left(const QString& why)
    {
        if (m_last && !note(EntryState::Refused, why))
            return m_progress;
        return end(State::Left, why);
    }

    //! Whether the way goes on.
    bool send(const Write& write)
    {
        JournalEntry intent = undoEntry(m_record, EntryState::Intent, {});
        intent.request = QString::fromLatin1(methodName(write.method) + ' ' + write.pathTemplate);
        if (const Result<void> kept = m_writer.note(std::move(intent)); !kept) {
            m_applied.stopped = CarryWords::tr("The journal cannot be kept, so nothing is sent. %1")
                                    .arg(kept.error().what);
            tell(State::Pending);
            return false;
        }
        const Sent sent = m_writer.send(write);
        switch (sent.kind) {
        case Sent::Kind::Done:
            m_last = write;
            m_pauses = {};
            m_started = m_writer.ticks();
            tell(State::Waiting);
            return true;
        case Sent::Kind::NotSent:
        case Sent::Kind::SignIn:
            m_applied.stopped = sent.kind == Sent::Kind::SignIn
                ? CarryWords::tr("The sign-in has ended. Sign in again: it goes on where it was.")
                : sent.words;
            m_applied.claims = sent.claims;
            if (!m_last && !m_lost) // nothing of it was sent: it is as it was
                (void)m_writer.note(undoEntry(m_record, EntryState::Refused, sent.details));
            tell(State::Pending, sent.words, sent.details);
            return false;
        case Sent::Kind::Busy:
        case Sent::Kind::Conflict: break; // read again, merge again, send again if it still shows
        case Sent::Kind::Lost: m_lost = true; break;
        case Sent::Kind::Refused:
            // gone meanwhile, not replicated yet, or done by the one whose reply was lost: reading
            // again tells
            if (sent.status == 404 || sent.status == 409 || m_lost || ++m_refusals < 2)
                break;
            (void)note(EntryState::Refused, sent.details);
            tell(State::Refused,
                sent.status == 403
                    ? CarryWords::tr("This account may not do that. It takes the permission %1 and "
                                     "the role with which it was done.")
                          .arg(m_record.permissions.join(u", "_s))
                    : sent.words,
                sent.details);
            return false;
        }
        if (isTooLong()) {
            tell(State::Unknown, sent.words, sent.details);
            return false;
        }
        if (sent.after.count() > 0)
            (void)m_writer.wait(sent.after);
        rest();
        return true;
    }

    Writer& m_writer;
    WriteRecord m_record;
    Applied& m_applied;
    bool m_isPlaceYoung; //!< what it was written to may not show yet
    ChangeProgress m_progress;
    std::optional<Write> m_last;
    Pauses m_pauses;
    int m_refusals = 0;
    bool m_lost = false; //!< an earlier sending may have been carried out
    std::chrono::steady_clock::time_point m_started;
};

} // namespace

ChangeProgress takeBackRecord(
    Writer& writer, const WriteRecord& record, size_t index, Applied& applied, bool isPlaceYoung)
{
    return WayBack(writer, record, index, applied, isPlaceYoung).go();
}

} // namespace lockstep
