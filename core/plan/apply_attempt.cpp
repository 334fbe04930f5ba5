// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply_run.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

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

bool isSecretMissing(const ChangeKind& kind, const Sent& sent)
{
    return std::holds_alternative<change::AddSecret>(kind) && sent.secret.isEmpty();
}

bool isForbidden(const GraphReplies& replies)
{
    return std::ranges::any_of(replies,
        [](const auto& each) { return each.second.failedWith(ReadFailure::Kind::Refused); });
}

QString refusalWords(const Change& change, const Sent& sent)
{
    if (sent.status != 403)
        return sent.words;
    return CarryWords::tr("This account may not do that. It takes the role %1 and the "
                          "permission %2.")
        .arg(change.roles.value(0), change.scopes.join(u", "_s));
}

} // namespace

bool ApplyRun::isWithinWindow() const
{
    return m_lastWrite && m_writer.ticks() - *m_lastWrite < replicationWindow;
}

ApplyRun::Tries ApplyRun::begin(size_t index)
{
    Tries tries{.id = newIntentId(), .change = m_plan.changes[index], .started = m_writer.ticks()};
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

ApplyRun::Attempt ApplyRun::attempt(size_t index)
{
    if (std::holds_alternative<change::AddSecret>(m_plan.changes[index].kind)
        && !hasClearedSecrets(index))
        return Attempt::Ended;
    m_writer.place().unanswered = nullptr; // an earlier change's
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
            rest(index, tries.pauses, tries.started);
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

std::optional<ApplyRun::Attempt> ApplyRun::after(
    size_t index, Tries& tries, const Write& write, Sent& sent)
{
    switch (sent.kind) {
    case Sent::Kind::Done: carriedOut(index, tries.id, tries.change, sent); return Attempt::Ended;
    case Sent::Kind::NotSent:
        giveUp(index, tries, State::Pending, sent.words, sent.words);
        stop(sent.words);
        return Attempt::Ended;
    case Sent::Kind::SignIn:
        giveUp(
            index, tries, State::Pending, CarryWords::tr("The sign-in has ended."), sent.details);
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
        rest(index, tries.pauses, tries.started);
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
        rest(index, tries.pauses, tries.started);
        return std::nullopt;
    }
    giveUp(index, tries, State::Refused, refusalWords(tries.change, sent), sent.details);
    return Attempt::Ended;
}

bool ApplyRun::isTooLong(const Tries& tries) const
{
    return m_writer.ticks() - tries.started >= replicationWindow;
}

void ApplyRun::giveUp(
    size_t index, const Tries& tries, State state, const QString& words, const QString& details)
{
    if (tries.noted)
        outcome(tries.id, tries.lost ? EntryState::Unknown : EntryState::Refused, tries.change,
            details);
    set(index, tries.lost && state != State::Pending ? State::Unknown : state, words,
        details == words ? QString() : details);
}

void ApplyRun::foundThere(
    size_t index, const Tries& tries, const Sight& sight, const QString& details)
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

bool ApplyRun::readBack(size_t index, const Tries& tries, const Sent& sent)
{
    const bool mayBeLate = tries.lost || sent.status == 409;
    Pauses pauses;
    const auto started = m_writer.ticks();
    while (!m_writer.isStopped()) {
        const Sight sight = seeOf(m_writer, tries.change.kind, m_writer.readOne(tries.change.kind));
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

void ApplyRun::carriedOut(size_t index, const QString& id, const Change& change, Sent& sent)
{
    const Json made = idsIn(sent.reply);
    m_lastWrite = m_writer.ticks();
    Pending pending{.index = index,
        .kind = change.kind,
        .since = m_writer.ticks(),
        .due = m_writer.ticks(),
        .pauses = {},
        .secret = {},
        .unmade = made.empty() ? id : QString()};
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

ApplyRun::Attempt ApplyRun::settleLost(size_t index, const Tries& tries, const Sent& sent)
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
            outcome(
                tries.id, EntryState::Refused, tries.change, CarryWords::tr("not seen by reading"));
            return Attempt::Again;
        }
        rest(index, pauses, started);
    }
    set(index, State::Unknown, sent.words, sent.details);
    return Attempt::Ended;
}

} // namespace lockstep
