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

bool isConsent(const ChangeKind& kind)
{
    return std::holds_alternative<change::ConsentInBrowser>(kind)
        || std::holds_alternative<change::GrantInBrowser>(kind);
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
    Run(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
        : m_plan(request.plan)
        , m_writer(Writer::settingOf(request), ports, std::move(stop))
    {
        for (size_t place = 0; place < m_plan.changes.size(); ++place)
            m_applied.changes.push_back({.index = place});
    }

    Applied carryOut()
    {
        if (const QString why = m_writer.whyNotHere(); !why.isEmpty())
            m_applied.stopped = why;
        else
            readOpen();
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
        settleRest();
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
    //! Intents that an earlier run left open.
    void readOpen()
    {
        const Result<std::vector<JournalEntry>> entries = m_writer.ports().journal.read();
        auto records = entries ? writeRecords(*entries) : tl::unexpected(entries.error());
        if (!records)
            return stop(CarryWords::tr("The journal cannot be read, so nothing is sent: %1 %2")
                            .arg(records.error().where, records.error().what));
        for (WriteRecord& record : *records) {
            const bool here = record.tenantId.isEmpty()
                || record.tenantId.compare(m_writer.place().tenantId, Qt::CaseInsensitive) == 0;
            const bool fresh = record.state == WriteRecord::State::Done
                && record.doneAt.msecsTo(m_writer.now())
                    < std::chrono::milliseconds(replicationWindow).count();
            if (fresh && here)
                m_fresh.push_back(record);
            if (record.state != WriteRecord::State::Open || !here)
                continue;
            const bool secret = std::holds_alternative<change::AddSecret>(record.kind);
            (secret ? m_openSecrets : m_open).push_back(std::move(record));
        }
    }

    struct Pending {
        size_t index;
        ChangeKind kind; //!< with the names that hold the intent
        std::chrono::steady_clock::time_point since;
        std::chrono::steady_clock::time_point due;
        Pauses pauses;
        Secret secret; //!< of AddSecret: to be proven
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
        if (isConsent(m_plan.changes[index].kind))
            return consent(index);
        if (isDoneAlready(index))
            return;
        constexpr int mostIntents = 2;
        for (int turn = 0; turn < mostIntents; ++turn) {
            if (attempt(index) != Attempt::Again)
                return;
        }
        set(index, State::Unknown,
            CarryWords::tr("No reply came, twice, and reading does not show it."));
    }

    enum class Attempt { Ended, Again };

    //! Whether it was sent to the application that this run is about.
    [[nodiscard]] bool isHere(const WriteRecord& record) const
    {
        return record.appId.isEmpty()
            || record.appId.compare(m_writer.setting().place.appId, Qt::CaseInsensitive) == 0;
    }

    //! An earlier run did it a moment ago, and Entra does not show it yet: it is only waited for.
    bool isDoneAlready(size_t index)
    {
        const ChangeKind& kind = m_plan.changes[index].kind;
        const bool secret = std::holds_alternative<change::AddSecret>(kind);
        const auto done = std::ranges::find_if(m_fresh, [&](const WriteRecord& record) {
            return record.kind.index() == kind.index() && isHere(record)
                && (secret || changeToJson(named(kind, record.id)) == changeToJson(record.kind));
        });
        if (done == m_fresh.end())
            return false;
        const Secret* kept = m_writer.setting().secret;
        if (secret && (!kept || kept->isEmpty()))
            return false;
        m_writer.learn(done->kind, done->made);
        m_lastWrite = m_writer.ticks();
        m_pending.push_back({.index = index,
            .kind = done->kind,
            .since = m_writer.ticks(),
            .due = m_writer.ticks(),
            .pauses = {},
            .secret = secret ? kept->clone() : Secret()});
        m_fresh.erase(done);
        set(index, State::Waiting);
        return true;
    }

    //! What an earlier run sent and this plan had no need of any more: seen now, it was done.
    void settleRest()
    {
        for (const WriteRecord& record : std::exchange(m_open, {})) {
            if (m_writer.isStopped() || !m_applied.stopped.isEmpty())
                return;
            const Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
            const Change change{.kind = record.kind, .sentence = record.what};
            if (sight.shown == Sight::Shown::Yes)
                outcome(record.id, EntryState::Done, change, CarryWords::tr("seen by reading"),
                    sight.made);
        }
    }

    //! What one intent went through so far.
    struct Tries {
        QString id;
        Change change; //!< with the names that hold the intent
        bool lost = false; //!< an earlier sending may have been carried out
        bool noted = false; //!< the journal has the intent
        bool merged = false; //!< merged anew once already
        std::chrono::steady_clock::time_point started;
        Pauses pauses;
    };

    //! An intent of an earlier run that is still open goes on under its own id: what it may have
    //! done is found again by it, and counts as ours.
    Tries begin(size_t index)
    {
        Tries tries{.id = newId(), .change = m_plan.changes[index], .started = m_writer.ticks()};
        const auto open = std::ranges::find_if(m_open, [&](const WriteRecord& record) {
            return record.kind.index() == tries.change.kind.index() && isRepeatable(record.kind)
                && changeToJson(named(tries.change.kind, record.id)) == changeToJson(record.kind)
                && isHere(record);
        });
        if (open != m_open.end()) {
            tries.id = open->id;
            tries.lost = true;
            tries.noted = true;
            m_open.erase(open);
        }
        tries.change.kind = named(std::move(tries.change.kind), tries.id);
        return tries;
    }

    //! All sendings of one intent.
    Attempt attempt(size_t index)
    {
        if (std::holds_alternative<change::AddSecret>(m_plan.changes[index].kind)
            && !hasClearedSecrets(index))
            return Attempt::Ended;
        Tries tries = begin(index);
        set(index, State::Sending);
        while (true) {
            if (m_writer.isStopped()) {
                stop(CarryWords::tr("Stopped. What was sent is in the journal."));
                set(index, tries.lost ? State::Unknown : State::Pending);
                return Attempt::Ended;
            }
            const GraphReplies replies = m_writer.readOne(tries.change.kind);
            if (isSignedOut(replies)) {
                set(index, tries.lost ? State::Unknown : State::Pending,
                    CarryWords::tr("The sign-in has ended."));
                return Attempt::Ended;
            }
            const Move move = nextOf(m_writer, tries.change.kind, replies);
            if (std::holds_alternative<AlreadyThere>(move)) {
                foundThere(index, tries, seeOf(m_writer, tries.change.kind, replies), {});
                return Attempt::Ended;
            }
            if (const auto* cannot = std::get_if<CannotDo>(&move)) {
                giveUp(index, tries, State::Refused, cannot->why, cannot->why);
                return Attempt::Ended;
            }
            if (const auto* notYet = std::get_if<NotYet>(&move)) {
                if (isForbidden(replies) || isTooLong(tries)) {
                    giveUp(index, tries, State::Refused, notYet->why, notYet->why);
                    return Attempt::Ended;
                }
                rest(index, tries);
                continue;
            }
            const Write& write = std::get<Write>(move);
            const Result<void> kept =
                m_writer.note(intentOf(tries.id, tries.change, write, m_writer.place()));
            if (!kept) {
                stop(CarryWords::tr("The journal cannot be kept, so nothing is sent. %1")
                         .arg(kept.error().what));
                set(index, tries.lost ? State::Unknown : State::Pending);
                return Attempt::Ended;
            }
            tries.noted = true;
            Sent sent = m_writer.send(write);
            if (sent.kind == Sent::Kind::Done && isSecretMissing(tries.change.kind, sent))
                sent.kind = Sent::Kind::Lost;
            if (const std::optional<Attempt> end = after(index, tries, write, sent))
                return *end;
        }
    }

    //! What a sending came to; nothing where the intent is tried once more.
    std::optional<Attempt> after(size_t index, Tries& tries, const Write& write, Sent& sent)
    {
        switch (sent.kind) {
        case Sent::Kind::Done:
            carriedOut(index, tries.id, tries.change, sent);
            return Attempt::Ended;
        case Sent::Kind::NotSent:
            giveUp(index, tries, State::Pending, sent.words, sent.words);
            stop(sent.words);
            return Attempt::Ended;
        case Sent::Kind::SignIn:
            giveUp(index, tries, State::Pending, CarryWords::tr("The sign-in has ended."),
                sent.details);
            m_applied.claims = sent.claims;
            stop(CarryWords::tr("The sign-in has ended. Sign in again: it goes on where it was."));
            return Attempt::Ended;
        case Sent::Kind::Conflict:
            if (tries.merged) {
                giveUp(index, tries, State::Refused,
                    CarryWords::tr("Somebody else changes the same thing just now. Try again in a "
                                   "minute."),
                    sent.details);
                return Attempt::Ended;
            }
            tries.merged = true;
            return std::nullopt;
        case Sent::Kind::Busy: {
            const auto pause = std::max(sent.after, tries.pauses.next());
            const bool worthIt =
                m_writer.ticks() + pause - tries.started < std::chrono::minutes(replicationWindow);
            if (worthIt && m_writer.wait(pause, [&] { tick(index, tries.started); }))
                return std::nullopt;
            giveUp(index, tries, State::Refused,
                CarryWords::tr("Microsoft Graph is busy. Try again later."), sent.details);
            return Attempt::Ended;
        }
        case Sent::Kind::Lost:
            tries.lost = true;
            if (!isRepeatable(tries.change.kind))
                return settleLost(index, tries, sent);
            if (isTooLong(tries)) {
                giveUp(index, tries, State::Unknown, sent.words, sent.details);
                return Attempt::Ended;
            }
            if (sent.after < std::chrono::minutes(replicationWindow))
                (void)m_writer.wait(sent.after, [&] { tick(index, tries.started); });
            rest(index, tries);
            return std::nullopt;
        case Sent::Kind::Refused: break;
        }
        // the network layer itself repeats a DELETE whose connection broke: it was there a moment
        // ago
        if (write.method == HttpMethod::Delete && sent.status == 404)
            tries.lost = true;
        // what an earlier, lost sending did is refused as a double; so is what somebody else did
        if (readBack(index, tries, sent))
            return Attempt::Ended;
        // PIM knows of a schedule before its list shows it; then it is an update
        const bool exists = sent.code == u"RoleAssignmentExists";
        const bool early = exists || (isEarly(tries.change.kind, sent) && isWithinWindow());
        if (early && !isTooLong(tries)) {
            rest(index, tries);
            return std::nullopt;
        }
        giveUp(index, tries, State::Refused, refusalWords(tries.change, sent), sent.details);
        return Attempt::Ended;
    }

    [[nodiscard]] bool isTooLong(const Tries& tries) const
    {
        return m_writer.ticks() - tries.started >= replicationWindow;
    }

    //! The end without success. The journal says "refused" only where nothing of it can have been
    //! carried out.
    void giveUp(
        size_t index, const Tries& tries, State state, const QString& words, const QString& details)
    {
        if (tries.noted)
            outcome(tries.id, tries.lost ? EntryState::Unknown : EntryState::Refused, tries.change,
                details);
        set(index, tries.lost && state != State::Pending ? State::Unknown : state, words,
            details == words ? QString() : details);
    }

    //! A yes to addPassword without the value: as good as lost.
    static bool isSecretMissing(const ChangeKind& kind, const Sent& sent)
    {
        return std::holds_alternative<change::AddSecret>(kind) && sent.secret.isEmpty();
    }

    //! Whether reading says that the sign-in is no good any more; stops the run then.
    bool isSignedOut(const GraphReplies& replies)
    {
        using Failed = ReadFailure::Kind;
        for (const auto& [id, reply] : replies) {
            if (!reply.failedWith(Failed::SignInMissing) && !reply.failedWith(Failed::Challenged))
                continue;
            if (reply.failedWith(Failed::Challenged))
                m_applied.claims = reply.failure().detail;
            stop(CarryWords::tr("The sign-in has ended. Sign in again: it goes on where it was."));
            return true;
        }
        return false;
    }

    static bool isForbidden(const GraphReplies& replies)
    {
        return std::ranges::any_of(replies,
            [](const auto& each) { return each.second.failedWith(ReadFailure::Kind::Refused); });
    }

    //! Secrets of earlier runs whose value got lost are removed before another one is made, and one
    //! whose value is there after all is taken.
    bool hasClearedSecrets(size_t index)
    {
        for (const WriteRecord& record : std::exchange(m_openSecrets, {})) {
            const Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
            if (sight.shown == Sight::Shown::No)
                continue;
            WriteRecord made = record;
            made.made.update(sight.made);
            const ChangeProgress removed = takeBackRecord(m_writer, made, index, m_applied);
            if (removed.state == State::Undone)
                continue;
            set(index, State::Refused,
                CarryWords::tr("An earlier secret, whose value got lost, could not be removed, so "
                               "no other one is made. %1")
                    .arg(removed.message),
                removed.details);
            return false;
        }
        return true;
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
    void rest(size_t index, Tries& tries) { rest(index, tries.pauses, tries.started); }

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
    void foundThere(size_t index, const Tries& tries, const Sight& sight, const QString& details)
    {
        m_writer.learn(tries.change.kind, sight.made);
        if (tries.lost) {
            outcome(tries.id, EntryState::Done, tries.change, CarryWords::tr("seen by reading"),
                sight.made);
            m_lastWrite = m_writer.ticks();
        } else if (tries.noted) {
            outcome(tries.id, EntryState::Refused, tries.change,
                details.isEmpty() ? CarryWords::tr("right already, not by us") : details);
        }
        set(index, tries.lost ? State::Done : State::AlreadyThere);
    }

    //! Whether the tenant shows it although this sending was refused.
    bool readBack(size_t index, const Tries& tries, const Sent& sent)
    {
        const bool mayBeLate = tries.lost || sent.status == 409;
        Pauses pauses;
        const auto started = m_writer.ticks();
        while (!m_writer.isStopped()) {
            const Sight sight =
                seeOf(m_writer, tries.change.kind, m_writer.readOne(tries.change.kind));
            if (sight.shown == Sight::Shown::Yes) {
                foundThere(index, tries, sight, sent.details);
                return true;
            }
            // a refusal that is early is sent again by itself, and a lost one shows in time
            if (!mayBeLate || m_writer.ticks() - started >= replicationWindow
                || (!tries.lost && isEarly(tries.change.kind, sent)))
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
            const bool kept = keepSecret(index, pending.secret);
            if (!kept && m_writer.ports().mustKeepSecret)
                return removeUnkept(index, id, change, made);
        }
        m_writer.learn(change.kind, made);
        outcome(id, EntryState::Done, change, QString::number(sent.status), made);
        pending.due += pending.pauses.next();
        set(index, State::Waiting, m_applied.changes[index].message);
        m_pending.push_back(std::move(pending));
    }

    //! A secret that nobody will know is removed while it is known which one it is.
    void removeUnkept(size_t index, const QString& id, const Change& change, const Json& made)
    {
        const QString why = m_applied.changes[index].message;
        const ChangeProgress removed =
            takeBackRecord(m_writer, recordOf(id, change, made), index, m_applied);
        set(index, State::Refused,
            why + u' '
                + (removed.state == State::Undone
                        ? CarryWords::tr("So it was removed again.")
                        : CarryWords::tr("It could not be removed either: %1")
                              .arg(removed.message)),
            removed.details);
    }

    WriteRecord recordOf(const QString& id, const Change& change, const Json& made) const
    {
        return {.id = id,
            .at = m_writer.now(),
            .doneAt = m_writer.now(),
            .state = WriteRecord::State::Open,
            .who = {},
            .what = change.sentence,
            .undo = change.undo,
            .kind = change.kind,
            .heals = change.heals,
            .permissions = change.scopes,
            .before = Json::object(),
            .made = made};
    }

    //! Whether the keychain has it.
    bool keepSecret(size_t index, const Secret& secret)
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
        // one that is removed again is of no use to anybody
        if (m_writer.ports().madeSecret && (kept || !m_writer.ports().mustKeepSecret))
            m_writer.ports().madeSecret(secret.clone(), kept);
        return kept;
    }

    //! What is not repeatable and whose reply was lost: two minutes of reading tell.
    Attempt settleLost(size_t index, const Tries& tries, const Sent& sent)
    {
        outcome(tries.id, EntryState::Unknown, tries.change, sent.words);
        set(index, State::Waiting, CarryWords::tr("No reply came. Reading whether it was done."));
        Pauses pauses;
        const auto started = m_writer.ticks();
        while (!m_writer.isStopped()) {
            const GraphReplies replies = m_writer.readOne(tries.change.kind);
            const Sight sight = seeOf(m_writer, tries.change.kind, replies);
            if (sight.shown == Sight::Shown::Yes)
                return foundLost(index, tries, sight);
            const bool isOver = m_writer.ticks() - started >= replicationWindow;
            if (isSignedOut(replies) || (isOver && sight.shown == Sight::Shown::Unread))
                break;
            if (isOver) {
                outcome(tries.id, EntryState::Refused, tries.change,
                    CarryWords::tr("not seen by reading"));
                return Attempt::Again;
            }
            rest(index, pauses, started);
        }
        set(index, State::Unknown, sent.words, sent.details);
        return Attempt::Ended;
    }

    Attempt foundLost(size_t index, const Tries& tries, const Sight& sight)
    {
        if (!std::holds_alternative<change::AddSecret>(tries.change.kind)) {
            foundThere(index, tries, sight, {});
            return Attempt::Ended;
        }
        // its value is lost with the reply: a secret that nobody knows is of no use to anybody
        outcome(tries.id, EntryState::Unknown, tries.change, CarryWords::tr("seen by reading"),
            sight.made);
        const ChangeProgress removed = takeBackRecord(
            m_writer, recordOf(tries.id, tries.change, sight.made), index, m_applied);
        if (removed.state == State::Undone)
            return Attempt::Again;
        set(index, State::Unknown,
            CarryWords::tr("The secret was made, but its value was lost on the way, and it could "
                           "not be removed."),
            removed.details);
        return Attempt::Ended;
    }

    //! The vendor's own address, or version 1 without a redirect: ours is none of the app's own
    //! (contract 6.1).
    QUrl consentAddress(const ChangeKind& kind)
    {
        if (const auto* vendor = std::get_if<change::ConsentInBrowser>(&kind))
            return vendor->url;
        QUrl url = m_writer.setting().endpoints.loginUrl(
            u"/"_s + m_writer.place().tenantId + u"/adminconsent"_s);
        url.setQuery(u"client_id="_s + m_writer.place().appId);
        return url;
    }

    //! In the browser somebody consents; then it shows.
    void consent(size_t index)
    {
        const Change& change = m_plan.changes[index];
        const QUrl url = consentAddress(change.kind);
        const Sight there = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
        if (there.shown == Sight::Shown::Yes) {
            m_writer.learn(change.kind, there.made);
            return set(index, State::AlreadyThere);
        }
        const QString id = newId();
        JournalEntry entry = intentOf(id, change, {}, m_writer.place());
        entry.request = u"GET "_s + url.path();
        if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
            return stop(CarryWords::tr("The journal cannot be kept, so nothing is opened. %1")
                            .arg(kept.error().what));
        if (!m_writer.ports().browser.open(url)) {
            outcome(id, EntryState::Refused, change, CarryWords::tr("no browser"));
            return set(index, State::Refused,
                CarryWords::tr("No browser could be started. The address is %1")
                    .arg(url.toString()));
        }
        set(index, State::Waiting,
            CarryWords::tr("Consent in the browser; this goes on by itself."));
        constexpr std::chrono::minutes patience{15}; // a person reads what is asked
        Pauses pauses;
        const auto started = m_writer.ticks();
        bool isRead = true;
        while (!m_writer.isStopped()) {
            const GraphReplies replies = m_writer.readOne(change.kind);
            if (isSignedOut(replies))
                return set(index, State::Unknown, CarryWords::tr("The sign-in has ended."));
            const Sight sight = seeOf(m_writer, change.kind, replies);
            isRead = sight.shown != Sight::Shown::Unread;
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
        // whoever has the page open may still consent: the next run settles it
        if (m_writer.isStopped())
            return set(index, State::Unknown,
                CarryWords::tr("Stopped. Whether somebody has consented is read the next time."));
        if (!isRead)
            return set(index, State::Unknown,
                CarryWords::tr("Whether somebody consented could not be read."));
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

    static QString notShown(const Sight& sight)
    {
        if (!sight.why.isEmpty())
            return sight.why;
        return sight.shown == Sight::Shown::Unread
            ? CarryWords::tr("It was carried out, but could not be read afterwards.")
            : CarryWords::tr("It was carried out, but Entra does not show it after two minutes. "
                             "Check again later.");
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
        if (isSignedOut(replies) || m_writer.ticks() - pending.since >= replicationWindow) {
            set(pending.index, State::NotShown,
                notShown(sight));
            return true;
        }
        pending.due = m_writer.ticks() + pending.pauses.next();
        return false;
    }

    const Plan& m_plan;
    Writer m_writer;
    Applied m_applied;
    std::vector<Pending> m_pending;
    std::vector<WriteRecord> m_open;
    std::vector<WriteRecord> m_openSecrets;
    std::vector<WriteRecord> m_fresh; //!< done a moment ago by an earlier run
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
    return Run(request, ports, std::move(stop)).carryOut();
}

} // namespace lockstep
