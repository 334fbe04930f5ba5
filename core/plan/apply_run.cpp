// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply_run.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isConsent(const ChangeKind& kind)
{
    return std::holds_alternative<change::ConsentInBrowser>(kind)
        || std::holds_alternative<change::GrantInBrowser>(kind);
}

//! Words for what was carried out and is not to be seen.
QString notShown(const Sight& sight)
{
    if (!sight.why.isEmpty())
        return sight.why;
    return sight.shown == Sight::Shown::Unread
        ? CarryWords::tr("It was carried out, but could not be read afterwards.")
        : CarryWords::tr("It was carried out, but Entra does not show it after two minutes. "
                         "Check again later.");
}

} // namespace

QString newIntentId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

ChangeKind named(ChangeKind kind, const QString& id)
{
    if (auto* application = std::get_if<change::CreateApplication>(&kind))
        application->uniqueName = u"lockstep-"_s + id;
    if (auto* secret = std::get_if<change::AddSecret>(&kind))
        secret->displayName += u" (Lockstep %1)"_s.arg(id.left(8));
    return kind;
}

ApplyRun::ApplyRun(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
    : m_plan(request.plan), m_writer(Writer::settingOf(request), ports, std::move(stop))
{
    for (size_t place = 0; place < m_plan.changes.size(); ++place)
        m_applied.changes.push_back({.index = place});
}

Applied ApplyRun::carryOut()
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
                m_applied.stopped.isEmpty() ? CarryWords::tr("It needs a change that was not done.")
                                            : QString());
    }
    m_applied.requests = m_writer.sentRequests();
    return std::move(m_applied);
}

void ApplyRun::readOpen()
{
    const Result<std::vector<JournalEntry>> entries = m_writer.ports().journal.read();
    auto records = entries ? writeRecords(*entries) : tl::unexpected(entries.error());
    if (!records)
        return stop(CarryWords::tr("The journal cannot be read, so nothing is sent: %1 %2")
                        .arg(records.error().where, records.error().what));
    for (WriteRecord& record : *records) {
        const bool here = record.tenantId.isEmpty()
            || record.tenantId.compare(m_writer.place().tenantId, Qt::CaseInsensitive) == 0;
        const bool fresh =
            record.state == WriteRecord::State::Done && isRecent(record.doneAt, m_writer.now());
        if (fresh && here)
            m_fresh.push_back(record);
        if (record.state != WriteRecord::State::Open || !here)
            continue;
        const bool secret = std::holds_alternative<change::AddSecret>(record.kind);
        (secret ? m_openSecrets : m_open).push_back(std::move(record));
    }
}

void ApplyRun::set(size_t index, State state, const QString& message, const QString& details)
{
    ChangeProgress& progress = m_applied.changes[index];
    progress.state = state;
    progress.message = message;
    progress.details = details;
    if (m_writer.ports().progressed)
        m_writer.ports().progressed(progress);
}

bool ApplyRun::isThere(size_t index) const
{
    const State state = m_applied.changes[index].state;
    return state == State::Done || state == State::AlreadyThere;
}

std::optional<size_t> ApplyRun::nextReady() const
{
    for (size_t index = 0; index < m_plan.changes.size(); ++index) {
        const std::vector<size_t>& after = m_plan.changes[index].after;
        if (m_applied.changes[index].state == State::Pending
            && std::ranges::all_of(after, [this](size_t each) { return isThere(each); }))
            return index;
    }
    return std::nullopt;
}

void ApplyRun::start(size_t index)
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

bool ApplyRun::isHere(const WriteRecord& record) const
{
    return record.appId.isEmpty()
        || record.appId.compare(m_writer.setting().place.appId, Qt::CaseInsensitive) == 0;
}

bool ApplyRun::isDoneAlready(size_t index)
{
    const ChangeKind& kind = m_plan.changes[index].kind;
    const bool secret = std::holds_alternative<change::AddSecret>(kind);
    // the journal does not know the token; the mapping has two ways to be
    if (std::holds_alternative<change::SaveCredentials>(kind)
        || std::holds_alternative<change::MapRoles>(kind))
        return false;
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

void ApplyRun::settleRest()
{
    for (const WriteRecord& record : std::exchange(m_open, {})) {
        if (m_writer.isStopped() || !m_applied.stopped.isEmpty())
            return;
        if (!isHere(record))
            continue;
        const Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
        const Change change{.kind = record.kind, .sentence = record.what};
        if (sight.shown == Sight::Shown::Yes)
            outcome(
                record.id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
    }
}

void ApplyRun::tick(size_t index, std::chrono::steady_clock::time_point since)
{
    ChangeProgress& progress = m_applied.changes[index];
    progress.waited =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_writer.ticks() - since);
    if (m_writer.ports().progressed)
        m_writer.ports().progressed(progress);
}

void ApplyRun::outcome(const QString& id, EntryState state, const Change& change,
    const QString& detail, const Json& made)
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

void ApplyRun::lookAtPending()
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
    m_writer.place().unanswered = nullptr; // all of these were answered for
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

bool ApplyRun::isOver(Pending& pending, const GraphReplies& replies)
{
    const Sight sight = seeOf(m_writer, pending.kind, replies);
    const bool shows = sight.shown == Sight::Shown::Yes;
    tick(pending.index, pending.since);
    const QString& message = m_applied.changes[pending.index].message;
    if (shows && (pending.secret.isEmpty() || m_writer.provesThrice(pending.secret))) {
        m_writer.learn(pending.kind, sight.made);
        if (!pending.unmade.isEmpty() && !sight.made.empty()) // an undo must find it again
            outcome(pending.unmade, EntryState::Done, m_plan.changes[pending.index],
                CarryWords::tr("seen by reading"), sight.made);
        set(pending.index, State::Done, message);
        return true;
    }
    if (isSignedOut(replies) || m_writer.ticks() - pending.since >= replicationWindow) {
        set(pending.index, State::NotShown, notShown(sight));
        return true;
    }
    pending.due = m_writer.ticks() + pending.pauses.next();
    return false;
}

bool ApplyRun::isSignedOut(const GraphReplies& replies)
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

void ApplyRun::rest(size_t index, Pauses& pauses, std::chrono::steady_clock::time_point since)
{
    const auto pause = std::max(pauses.next(), std::chrono::milliseconds(500));
    (void)m_writer.wait(pause, [&] { tick(index, since); });
}

} // namespace lockstep
