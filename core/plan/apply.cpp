// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply.h"

#include "plan/writer.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = ChangeProgress::State;
using EntryState = JournalEntry::State;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

//! Names that hold the intent's id, so that what was made can be found again when its reply was
//! lost.
ChangeKind named(ChangeKind kind, const QString& id)
{
    if (auto* application = std::get_if<change::CreateApplication>(&kind))
        application->uniqueName = u"lockstep-"_s + id;
    if (auto* secret = std::get_if<change::AddSecret>(&kind))
        secret->displayName += u" (Lockstep %1)"_s.arg(id.left(8));
    return kind;
}

Json idsIn(const Json& reply)
{
    Json ids = Json::object();
    for (const char* name : {"id", "appId", "keyId"}) {
        if (const auto id = stringMember(reply, name))
            ids[name] = id->toStdString();
    }
    return ids;
}

bool isSynchronization(const ChangeKind& kind)
{
    return std::holds_alternative<change::CreateJob>(kind)
        || std::holds_alternative<change::SaveCredentials>(kind);
}

//! Errors that mean "not replicated yet" shortly after what they stand on was made (contract 1.5).
bool isEarly(const ChangeKind& kind, const Sent& sent)
{
    if (sent.code == u"Request_ResourceNotFound" || sent.status == 404)
        return true;
    if (sent.code == u"Request_BadRequest")
        return true; // NoBackingApplicationObject, "Not a valid reference update"
    const bool forbidden = sent.status == 403;
    if (std::holds_alternative<change::CreateServicePrincipal>(kind))
        return forbidden;
    return isSynchronization(kind) && (forbidden || sent.status == 409);
}

class Run {
public:
    Run(const ApplyRequest& request, const ApplyPorts& ports, const std::stop_token& stop)
        : m_plan(request.plan)
        , m_writer({.profile = request.profile,
                       .inputs = request.inputs,
                       .secret = request.secret,
                       .session = request.session,
                       .endpoints = request.endpoints,
                       .tokenTenant = tenantOf(request.session, request.snapshot),
                       .place = placeOf(request.inputs, request.snapshot, request.secret)},
              ports, stop)
    {
        for (size_t place = 0; place < m_plan.changes.size(); ++place)
            m_applied.changes.push_back({.index = place});
    }

    Applied carryOut()
    {
        if (const QString why = m_writer.whyNotHere(); !why.isEmpty())
            m_applied.stopped = why;
        while (m_applied.stopped.isEmpty()) {
            if (m_writer.isStopped())
                stop(CarryWords::tr("Stopped. What was sent is in the journal."));
            else if (const std::optional<size_t> next = nextReady())
                start(*next);
            else if (!m_pending.empty())
                lookAtPending();
            else
                break;
        }
        for (ChangeProgress& each : m_applied.changes) {
            if (each.state == State::Pending)
                set(each.index, State::Skipped,
                    m_applied.stopped.isEmpty()
                        ? CarryWords::tr("It needs a change that was not done.")
                        : QString());
        }
        m_applied.requests = m_writer.sentRequests();
        return std::move(m_applied);
    }

private:
    struct Pending {
        size_t index;
        ChangeKind kind; //!< with the names that hold the intent
        std::chrono::steady_clock::time_point since;
        std::chrono::steady_clock::time_point due;
        Pauses pauses;
        Secret secret; //!< of AddSecret: to be proven
        bool foreign = false; //!< somebody else's writing is waited for
    };

    void set(size_t index, State state, const QString& message = {}, const QString& details = {})
    {
        ChangeProgress& progress = m_applied.changes[index];
        progress.state = state;
        progress.message = message;
        progress.details = details;
        if (m_writer.ports().progressed)
            m_writer.ports().progressed(progress);
    }
    void stop(const QString& why) { m_applied.stopped = why; }

    [[nodiscard]] bool isThere(size_t index) const
    {
        const State state = m_applied.changes[index].state;
        return state == State::Done || state == State::AlreadyThere;
    }

    [[nodiscard]] std::optional<size_t> nextReady() const
    {
        for (size_t index = 0; index < m_plan.changes.size(); ++index) {
            const std::vector<size_t>& after = m_plan.changes[index].after;
            if (m_applied.changes[index].state == State::Pending
                && std::ranges::all_of(after, [this](size_t each) { return isThere(each); }))
                return index;
        }
        return std::nullopt;
    }

    //! Until when an error may be an early one: what the change stands on is that fresh.
    [[nodiscard]] bool isWithinWindow() const
    {
        return m_lastWrite && m_writer.ticks() - *m_lastWrite < replicationWindow;
    }

    //! One intent after another: a second one only for what is not repeatable and was shown not to
    //! have been carried out.
    void start(size_t index)
    {
        if (std::holds_alternative<change::ConsentInBrowser>(m_plan.changes[index].kind))
            return consent(index);
        constexpr int mostIntents = 2;
        for (int turn = 0; turn < mostIntents; ++turn) {
            if (attempt(index) != Attempt::Again)
                return;
        }
        set(index, State::Unknown,
            CarryWords::tr("No reply came, twice, and reading does not show it."));
    }

    enum class Attempt { Ended, Again };

    //! All sendings of one intent.
    Attempt attempt(size_t index)
    {
        const QString id = newId();
        Change change = m_plan.changes[index];
        change.kind = named(std::move(change.kind), id);
        Pauses pauses;
        bool lost = false; //!< an earlier sending may have been carried out
        bool merged = false; //!< merged anew once already
        const auto started = m_writer.ticks();
        set(index, State::Sending);
        while (true) {
            if (m_writer.isStopped()) {
                stop(CarryWords::tr("Stopped. What was sent is in the journal."));
                set(index, lost ? State::Unknown : State::Pending);
                return Attempt::Ended;
            }
            const GraphReplies replies = m_writer.readOne(change.kind);
            const Move move = nextOf(m_writer, change.kind, replies);
            if (std::holds_alternative<AlreadyThere>(move)) {
                const Sight sight = seeOf(m_writer, change.kind, replies);
                foundThere(index, id, change, sight, lost);
                return Attempt::Ended;
            }
            if (const auto* cannot = std::get_if<CannotDo>(&move)) {
                set(index, State::Refused, cannot->why);
                return Attempt::Ended;
            }
            if (const auto* notYet = std::get_if<NotYet>(&move)) {
                if (m_writer.ticks() - started >= replicationWindow) {
                    set(index, lost ? State::Unknown : State::Refused, notYet->why);
                    return Attempt::Ended;
                }
                rest(index, pauses, started);
                continue;
            }
            const Write& write = std::get<Write>(move);
            if (const Result<void> kept = m_writer.note(intentOf(id, change, write)); !kept) {
                stop(CarryWords::tr("The journal cannot be kept, so nothing is sent. %1")
                         .arg(kept.error().what));
                set(index, State::Pending);
                return Attempt::Ended;
            }
            Sent sent = m_writer.send(write);
            switch (sent.kind) {
            case Sent::Kind::Done: carriedOut(index, id, change, sent); return Attempt::Ended;
            case Sent::Kind::NotSent:
                outcome(id, EntryState::Refused, change, sent.words);
                set(index, lost ? State::Unknown : State::Pending, sent.words);
                stop(sent.words);
                return Attempt::Ended;
            case Sent::Kind::SignIn:
                outcome(id, EntryState::Refused, change, sent.details);
                m_applied.claims = sent.claims;
                set(index, State::Pending, CarryWords::tr("The sign-in has ended."), sent.details);
                stop(CarryWords::tr(
                    "The sign-in has ended. Sign in again: it goes on where it was."));
                return Attempt::Ended;
            case Sent::Kind::Conflict:
                if (merged) {
                    outcome(id, EntryState::Refused, change, sent.details);
                    set(index, State::Refused,
                        CarryWords::tr("Somebody else changes the same thing just now. Try again "
                                       "in a minute."),
                        sent.details);
                    return Attempt::Ended;
                }
                merged = true;
                continue;
            case Sent::Kind::Busy:
                if (!m_writer.wait(
                        std::max(sent.after, pauses.next()), [&] { tick(index, started); })
                    || m_writer.ticks() - started >= replicationWindow) {
                    outcome(id, EntryState::Refused, change, sent.details);
                    set(index, State::Refused,
                        CarryWords::tr("Microsoft Graph is busy. Try again later."), sent.details);
                    return Attempt::Ended;
                }
                continue;
            case Sent::Kind::Lost:
                lost = true;
                if (!write.repeatable)
                    return settleLost(index, id, change, sent);
                if (m_writer.ticks() - started >= replicationWindow) {
                    outcome(id, EntryState::Unknown, change, sent.words);
                    set(index, State::Unknown, sent.words, sent.details);
                    return Attempt::Ended;
                }
                rest(index, pauses, started);
                continue;
            case Sent::Kind::Refused: break;
            }
            // what an earlier, lost sending did is refused as a double; so is what somebody else
            // did
            if (readBack(index, id, change, lost, sent))
                return Attempt::Ended;
            // PIM knows of a schedule before its list shows it; then it is an update
            const bool exists = sent.code == u"RoleAssignmentExists";
            if ((exists || (isEarly(change.kind, sent) && isWithinWindow()))
                && m_writer.ticks() - started < replicationWindow) {
                rest(index, pauses, started);
                continue;
            }
            outcome(id, EntryState::Refused, change, sent.details);
            set(index, State::Refused, refusalWords(change, sent), sent.details);
            return Attempt::Ended;
        }
    }

    static QString refusalWords(const Change& change, const Sent& sent)
    {
        if (sent.status != 403)
            return sent.words;
        return CarryWords::tr("This account may not do that. It takes the role %1 and the "
                              "permission %2.")
            .arg(change.roles.value(0), change.scopes.join(u", "_s));
    }

    void rest(size_t index, Pauses& pauses, std::chrono::steady_clock::time_point since)
    {
        const auto pause = std::max(pauses.next(), std::chrono::milliseconds(500));
        (void)m_writer.wait(pause, [&] { tick(index, since); });
    }

    void tick(size_t index, std::chrono::steady_clock::time_point since)
    {
        ChangeProgress& progress = m_applied.changes[index];
        progress.waited =
            std::chrono::duration_cast<std::chrono::milliseconds>(m_writer.ticks() - since);
        if (m_writer.ports().progressed)
            m_writer.ports().progressed(progress);
    }

    void outcome(const QString& id, EntryState state, const Change& change, const QString& detail,
        const Json& made = Json::object())
    {
        JournalEntry entry{.at = {},
            .state = state,
            .who = {},
            .what = change.sentence,
            .request = {},
            .detail = detail,
            .change = id,
            .data = Json::object()};
        if (!made.empty())
            entry.data["made"] = made;
        if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
            stop(CarryWords::tr("It was sent, but its outcome could not be kept: %1")
                     .arg(kept.error().what));
    }

    //! It is right already: by somebody else, or by a sending of ours whose reply was lost.
    void foundThere(
        size_t index, const QString& id, const Change& change, const Sight& sight, bool lost)
    {
        m_writer.learn(change.kind, sight.made);
        if (lost) {
            outcome(id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
            m_lastWrite = m_writer.ticks();
        }
        set(index, lost ? State::Done : State::AlreadyThere);
    }

    //! Whether the tenant shows it although this sending was refused.
    bool readBack(
        size_t index, const QString& id, const Change& change, bool lost, const Sent& sent)
    {
        const bool mayBeLate = lost || sent.status == 409;
        Pauses pauses;
        const auto started = m_writer.ticks();
        while (!m_writer.isStopped()) {
            const Sight sight = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
            if (sight.shown == Sight::Shown::Yes) {
                if (!lost)
                    outcome(id, EntryState::Refused, change, sent.details);
                foundThere(index, id, change, sight, lost);
                return true;
            }
            // a refusal that is early is sent again by itself, and a lost one shows in time
            if (!mayBeLate || m_writer.ticks() - started >= replicationWindow
                || (!lost && isEarly(change.kind, sent)))
                return false;
            rest(index, pauses, started);
        }
        return false;
    }

    void carriedOut(size_t index, const QString& id, const Change& change, Sent& sent)
    {
        const Json made = idsIn(sent.reply);
        m_lastWrite = m_writer.ticks();
        Pending pending{.index = index,
            .kind = change.kind,
            .since = m_writer.ticks(),
            .due = m_writer.ticks(),
            .pauses = {},
            .secret = {}};
        if (!sent.secret.isEmpty()) {
            // the key id first: whatever fails now, it can be found and removed
            outcome(id, EntryState::Unknown, change, QString::number(sent.status), made);
            pending.secret = Secret(QByteArrayView(sent.secret));
            sent.secret.fill('\0');
            keepSecret(index, pending.secret);
        }
        m_writer.learn(change.kind, made);
        outcome(id, EntryState::Done, change, QString::number(sent.status), made);
        pending.due += pending.pauses.next();
        set(index, State::Waiting, m_applied.changes[index].message);
        m_pending.push_back(std::move(pending));
    }

    void keepSecret(size_t index, const Secret& secret)
    {
        const std::optional<SecretKey> key = m_writer.secretKey();
        bool kept = false;
        if (key) {
            // not with the run's stop token: half-way is the worst place to stop
            const auto written = m_writer.ports().secrets.write(*key, secret, {});
            kept = written.has_value();
            if (!kept)
                m_applied.changes[index].message =
                    CarryWords::tr("The secret could not be kept: %1")
                        .arg(explain(written.error()));
        }
        if (m_writer.ports().madeSecret)
            m_writer.ports().madeSecret(secret.clone(), kept);
    }

    //! What is not repeatable and whose reply was lost: two minutes of reading tell.
    Attempt settleLost(size_t index, const QString& id, const Change& change, const Sent& sent)
    {
        outcome(id, EntryState::Unknown, change, sent.words);
        set(index, State::Waiting, CarryWords::tr("No reply came. Reading whether it was done."));
        Pauses pauses;
        const auto started = m_writer.ticks();
        while (!m_writer.isStopped()) {
            const Sight sight = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
            if (sight.shown == Sight::Shown::Yes)
                return foundLost(index, id, change, sight);
            if (m_writer.ticks() - started >= replicationWindow) {
                if (sight.shown == Sight::Shown::Unread) {
                    set(index, State::Unknown, sent.words, sent.details);
                    return Attempt::Ended;
                }
                outcome(id, EntryState::Refused, change, CarryWords::tr("not seen by reading"));
                return Attempt::Again;
            }
            rest(index, pauses, started);
        }
        set(index, State::Unknown, sent.words, sent.details);
        return Attempt::Ended;
    }

    Attempt foundLost(size_t index, const QString& id, const Change& change, const Sight& sight)
    {
        if (!std::holds_alternative<change::AddSecret>(change.kind)) {
            m_writer.learn(change.kind, sight.made);
            outcome(id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
            m_lastWrite = m_writer.ticks();
            set(index, State::Done);
            return Attempt::Ended;
        }
        // its value is lost with the reply: a secret that nobody knows is of no use to anybody
        outcome(id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
        const WriteRecord record{.id = id,
            .at = m_writer.now(),
            .doneAt = m_writer.now(),
            .state = WriteRecord::State::Done,
            .who = {},
            .what = change.sentence,
            .undo = change.undo,
            .kind = change.kind,
            .heals = change.heals,
            .before = Json::object(),
            .made = sight.made};
        const ChangeProgress removed = takeBackRecord(m_writer, record, index, m_applied);
        if (removed.state == State::Undone)
            return Attempt::Again;
        set(index, State::Unknown,
            CarryWords::tr("The secret was made, but its value was lost on the way, and it could "
                           "not be removed."),
            removed.details);
        return Attempt::Ended;
    }

    //! In the browser somebody consents; then it shows.
    void consent(size_t index)
    {
        const Change& change = m_plan.changes[index];
        const auto& kind = std::get<change::ConsentInBrowser>(change.kind);
        const Sight there = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
        if (there.shown == Sight::Shown::Yes) {
            m_writer.learn(change.kind, there.made);
            return set(index, State::AlreadyThere);
        }
        const QString id = newId();
        JournalEntry entry = intentOf(id, change, {});
        entry.request = u"GET "_s + kind.url.path();
        if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
            return stop(CarryWords::tr("The journal cannot be kept, so nothing is opened. %1")
                            .arg(kept.error().what));
        if (!m_writer.ports().browser.open(kind.url)) {
            outcome(id, EntryState::Refused, change, CarryWords::tr("no browser"));
            return set(index, State::Refused,
                CarryWords::tr("No browser could be started. The address is %1")
                    .arg(kind.url.toString()));
        }
        set(index, State::Waiting,
            CarryWords::tr("Consent in the browser; this goes on by itself."));
        constexpr std::chrono::minutes patience{15}; // a person reads what is asked
        Pauses pauses;
        const auto started = m_writer.ticks();
        while (!m_writer.isStopped()) {
            const Sight sight = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
            if (sight.shown == Sight::Shown::Yes) {
                m_writer.learn(change.kind, sight.made);
                outcome(
                    id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
                m_lastWrite = m_writer.ticks();
                return set(index, State::Done);
            }
            if (m_writer.ticks() - started >= patience)
                break;
            rest(index, pauses, started);
        }
        outcome(id, EntryState::Refused, change, CarryWords::tr("not seen by reading"));
        set(index, State::NotShown, CarryWords::tr("Nobody has consented yet."));
    }

    //! One look at all that is waited for.
    void lookAtPending()
    {
        const auto soonest = std::ranges::min_element(m_pending, {}, &Pending::due);
        const auto pause =
            std::chrono::duration_cast<std::chrono::milliseconds>(soonest->due - m_writer.ticks());
        const auto tickAll = [this] {
            for (const Pending& each : m_pending)
                tick(each.index, each.since);
        };
        if (pause.count() > 0 && !m_writer.wait(pause, tickAll))
            return; // stopped: carryOut() says so
        std::map<size_t, std::vector<GraphGet>> wanted;
        for (const Pending& each : m_pending) {
            if (each.due <= m_writer.ticks())
                wanted[each.index] = looksOf(each.kind, m_writer.place());
        }
        const std::map<size_t, GraphReplies> replies = m_writer.read(wanted);
        std::erase_if(m_pending, [&](Pending& each) {
            const auto reply = replies.find(each.index);
            return reply != replies.end() && isOver(each, reply->second);
        });
    }

    //! Whether it shows, or has not for too long.
    bool isOver(Pending& pending, const GraphReplies& replies)
    {
        const Sight sight = seeOf(m_writer, pending.kind, replies);
        const bool shows = sight.shown == Sight::Shown::Yes;
        tick(pending.index, pending.since);
        const QString& message = m_applied.changes[pending.index].message;
        if (shows && (pending.secret.isEmpty() || m_writer.provesThrice(pending.secret))) {
            m_writer.learn(pending.kind, sight.made);
            set(pending.index, State::Done, message);
            return true;
        }
        if (m_writer.ticks() - pending.since >= replicationWindow) {
            set(pending.index, State::NotShown,
                CarryWords::tr("It was carried out, but Entra does not show it after two minutes. "
                               "Check again later."));
            return true;
        }
        pending.due = m_writer.ticks() + pending.pauses.next();
        return false;
    }

    const Plan& m_plan;
    Writer m_writer;
    Applied m_applied;
    std::vector<Pending> m_pending;
    std::optional<std::chrono::steady_clock::time_point> m_lastWrite;
};

} // namespace

QString tenantOf(const Session& session, const TenantSnapshot& snapshot)
{
    if (session.identity)
        return session.identity->tenantId;
    return snapshot.identity ? snapshot.identity->tenantId : QString();
}

QString stateWord(State state)
{
    switch (state) {
    case State::Pending: return CarryWords::tr("Not begun");
    case State::Sending: return CarryWords::tr("Sending");
    case State::Waiting: return CarryWords::tr("Waiting for Entra");
    case State::Done: return CarryWords::tr("Done");
    case State::AlreadyThere: return CarryWords::tr("Right already");
    case State::Undone: return CarryWords::tr("Undone");
    case State::Left: return CarryWords::tr("Left as it is");
    case State::Refused: return CarryWords::tr("Refused");
    case State::NotShown: return CarryWords::tr("Not shown yet");
    case State::Unknown: return CarryWords::tr("Not known");
    case State::Skipped: return CarryWords::tr("Not done");
    }
    return {};
}

bool Applied::isComplete() const
{
    return std::ranges::all_of(changes, [](const ChangeProgress& each) {
        return each.state == State::Done || each.state == State::AlreadyThere
            || each.state == State::Undone;
    });
}

Applied apply(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
{
    return Run(request, ports, stop).carryOut();
}

} // namespace lockstep
