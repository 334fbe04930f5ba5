// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The half of PlanFlow that signs in, runs, and knows what was written.
#include "plan_flow.h"
#include "setup_controller.h"

#include <algorithm>

namespace lockstep {

namespace {

using State = ChangeProgress::State;
using namespace std::chrono_literals;

//! "User.Read" of "https://graph.microsoft.com/User.Read": replies say it either way.
QString shortName(const QString& scope)
{
    return scope.section(u'/', -1).toLower();
}

//! Those are of the sign-in itself; replies leave them out as they like.
bool isOidc(const QString& scope)
{
    static const QStringList names{QStringLiteral("openid"), QStringLiteral("profile"),
        QStringLiteral("email"), QStringLiteral("offline_access")};
    return names.contains(scope);
}

bool isUndoable(const WriteRecord& record)
{
    return record.state == WriteRecord::State::Done && canBeUndone(record);
}

} // namespace

QStringList PlanFlow::wantedScopes() const
{
    switch (m_purpose) {
    case Purpose::Apply:
        return applyScopes(m_controller.endpoints(), m_controller.profile(), ticked());
    case Purpose::Undo: {
        std::vector<WriteRecord> wanted;
        std::ranges::copy_if(m_records, std::back_inserter(wanted),
            [this](const WriteRecord& one) { return m_undoIds.contains(one.id); });
        return undoScopes(m_controller.endpoints(), m_controller.profile(), wanted);
    }
    case Purpose::Settle: return readScopes(m_controller.endpoints(), m_controller.profile());
    }
    return {};
}

bool PlanFlow::covers(const QStringList& scopes) const
{
    if (!m_session || !m_controller.signIn().session() || !m_claims.isEmpty())
        return false;
    const bool ending = m_session->accessTokenEnds.isValid()
        && m_session->accessTokenEnds < m_controller.now().addSecs(300);
    QStringList granted;
    for (const QString& scope : m_session->scopes)
        granted << shortName(scope);
    return !ending && std::ranges::all_of(scopes, [&](const QString& scope) {
        return isOidc(scope) || granted.contains(shortName(scope));
    });
}

bool PlanFlow::needsSignIn() const
{
    return !covers(applyScopes(m_controller.endpoints(), m_controller.profile(), ticked()));
}

bool PlanFlow::undoNeedsSignIn(const QStringList& ids) const
{
    std::vector<WriteRecord> wanted;
    std::ranges::copy_if(m_records, std::back_inserter(wanted),
        [&](const WriteRecord& one) { return ids.contains(one.id); });
    return !covers(undoScopes(m_controller.endpoints(), m_controller.profile(), wanted));
}

void PlanFlow::signInOr(Way way)
{
    const QStringList scopes = wantedScopes();
    if (covers(scopes)) {
        review();
        return;
    }
    m_controller.cancelCheck();
    if (!m_claims.isEmpty())
        m_controller.answerChallenge(m_claims);
    setStage(Stage::SigningIn);
    m_controller.askFor(scopes);
    if (way == Way::Browser)
        m_controller.startBrowserSignIn();
    else
        m_controller.startDeviceSignIn();
    Q_EMIT m_controller.signInWanted(); // shows how far it is
}

void PlanFlow::signInChanged()
{
    const SignInRunner& signIn = m_controller.signIn();
    if (!signIn.session())
        m_session.reset();
    if (m_stage == Stage::SigningIn && !signIn.isBusy())
        setStage(m_purpose == Purpose::Apply ? Stage::Preview : Stage::Ended);
    else
        Q_EMIT changed();
}

void PlanFlow::signedIn()
{
    const Session* session = m_controller.signIn().session();
    // a sign-in that was under way already when the plan was wanted
    if (m_stage == Stage::Reading && session && !m_controller.runner().isRunning())
        m_controller.checkNow();
    if (m_stage != Stage::SigningIn || !session)
        return; // signInChanged() says why
    m_claims.clear();
    m_session = cloneSession(*session);
    if (covers(wantedScopes())) {
        review();
        return;
    }
    setStage(m_purpose == Purpose::Apply ? Stage::Preview : Stage::Ended,
        tr("The sign-in did not bring all permissions that this takes. Nothing was sent."));
}

//! Nothing is sent on the word of an older reading.
void PlanFlow::review()
{
    setStage(Stage::Reviewing);
    m_controller.checkNow();
}

PlanJob PlanFlow::job(PlanJob::Kind kind) const
{
    PlanJob job{.kind = kind,
        .profile = m_controller.sharedProfile(),
        .inputs = m_controller.setup().inputs,
        .secret = m_controller.secretKeeper().secret().clone(),
        .session = cloneSession(m_session ? *m_session : *m_controller.signIn().session()),
        .endpoints = m_controller.endpoints(),
        .setup = m_controller.setup().id};
    job.snapshot = *m_controller.snapshot();
    if (kind == PlanJob::Kind::Undo) {
        job.records = m_undoFrom;
        job.only = m_undoIds;
    } else {
        job.plan = m_plan;
    }
    return job;
}

void PlanFlow::checked()
{
    switch (m_stage) {
    case Stage::Reading:
        showPlan(planNow());
        setStage(Stage::Preview);
        break;
    case Stage::Reviewing: afterReview(); break;
    case Stage::Checking: finish(); break;
    case Stage::Preview: { // checked again while it was looked through
        const Plan fresh = planNow();
        const std::set<size_t> unticked = untickedIn(fresh);
        showPlan(fresh);
        m_unticked = unticked;
        setStage(Stage::Preview);
        break;
    }
    case Stage::Ended:
        if (m_purpose == Purpose::Apply)
            m_next = planNow();
        Q_EMIT changed();
        watchWaiting();
        break;
    default: break;
    }
}

void PlanFlow::checkStopped()
{
    if (m_stage == Stage::Reading)
        setStage(Stage::Closed);
    else if (m_stage == Stage::Reviewing)
        setStage(m_purpose == Purpose::Apply ? Stage::Preview : Stage::Ended,
            tr("Cancelled. Nothing was sent."));
    else if (m_stage == Stage::Checking)
        finish();
}

void PlanFlow::cancel()
{
    switch (m_stage) {
    case Stage::Reading:
    case Stage::Reviewing:
    case Stage::Checking: m_controller.cancelCheck(); break;
    case Stage::SigningIn: m_controller.signIn().cancel(); break;
    case Stage::Settling:
    case Stage::Applying:
    case Stage::Undoing:
        m_runner.stop();
        Q_EMIT changed();
        break;
    default: break;
    }
}

void PlanFlow::heard(const ChangeProgress& progress)
{
    if (m_stage == Stage::Applying && progress.index < m_progress.size())
        m_progress[progress.index] = progress;
    else if (m_stage == Stage::Undoing && progress.index < m_undoFrom.size())
        m_undo[m_undoFrom[progress.index].id] = progress;
    Q_EMIT progressed();
}

void PlanFlow::runEnded(const PlanOutcome& outcome)
{
    m_claims = outcome.applied.claims;
    switch (outcome.kind) {
    case PlanJob::Kind::Apply:
        if (outcome.applied.changes.size() == m_progress.size())
            m_progress = outcome.applied.changes;
        m_stopped = outcome.applied.stopped;
        break;
    case PlanJob::Kind::Undo: undoEnded(outcome.applied); break;
    case PlanJob::Kind::Settle:
        m_stopped = outcome.settled.problem;
        if (!m_stopped.isEmpty() && m_purpose == Purpose::Apply) {
            m_runner.readRecords(m_controller.setup().id);
            setStage(Stage::Preview, m_stopped);
            return;
        }
        break;
    }
    const bool goOn = outcome.kind == PlanJob::Kind::Settle && m_purpose == Purpose::Apply;
    setStage(goOn ? Stage::Reviewing : Stage::Checking);
    m_checkDue = true; // once it is known what was written: that may not show yet
    m_runner.readRecords(m_controller.setup().id);
}

void PlanFlow::undoEnded(const Applied& applied)
{
    m_stopped = applied.stopped;
    for (const ChangeProgress& one : applied.changes) {
        if (one.index >= m_undoFrom.size())
            continue;
        const WriteRecord& record = m_undoFrom[one.index];
        if (!m_undoIds.contains(record.id))
            continue;
        m_undo[record.id] = one;
        if (one.state != State::Undone)
            continue;
        // what was made and is gone again is no value of the setup any more
        if (std::holds_alternative<change::AddSecret>(record.kind))
            m_controller.setSecret(Secret());
        if (!std::holds_alternative<change::CreateApplication>(record.kind))
            continue;
        const auto made = record.made.find("appId");
        const QString appId = made != record.made.end() && made->is_string()
            ? QString::fromStdString(made->get<std::string>())
            : QString();
        for (const Field& field : m_controller.profile().fields)
            if (field.kind == FieldKind::ClientId && !appId.isEmpty()
                && m_controller.text(field.id).compare(appId, Qt::CaseInsensitive) == 0)
                m_controller.setText(field.id, {});
    }
}

void PlanFlow::recordsRead(const RecordsRead& records)
{
    m_recordsProblem = records.problem;
    if (records.problem.isEmpty()) {
        m_records = records.records;
        m_requests = records.requests;
    }
    Q_EMIT recordsChanged();
    Q_EMIT changed();
    const bool first = !std::exchange(m_recordsKnown, true);
    if (first)
        fetchLostSecret();
    if (first && openCount() > 0)
        Q_EMIT m_controller.notice(
            tr("%n change(s) of an earlier session are not settled yet. Open \"What was changed\" "
               "to find out.",
                nullptr, openCount()));
    if (std::exchange(m_checkDue, false))
        checkAfterwards();
}

//! The program ended after a secret was made and put into the keychain, before the setup knew.
void PlanFlow::fetchLostSecret()
{
    SecretKeeper& keeper = m_controller.secretKeeper();
    const bool made = std::ranges::any_of(m_records, [](const WriteRecord& one) {
        return one.state == WriteRecord::State::Done
            && std::holds_alternative<change::AddSecret>(one.kind);
    });
    if (made && !m_controller.setup().secretKept && keeper.where() == SecretKeeper::Where::Nowhere)
        keeper.load();
}

void PlanFlow::checkAfterwards()
{
    if (m_stage != Stage::Checking && m_stage != Stage::Reviewing)
        return;
    if (m_controller.signIn().session())
        m_controller.checkNow();
    else
        checkStopped();
}

int PlanFlow::openCount() const
{
    return static_cast<int>(std::ranges::count_if(m_records, [](const WriteRecord& one) {
        return one.state == WriteRecord::State::Open || one.state == WriteRecord::State::Undoing;
    }));
}

const WriteRecord* PlanFlow::recordOf(size_t index) const
{
    if (index >= m_progress.size() || !m_startedAt.isValid())
        return nullptr;
    const QString& sentence = m_plan.changes[index].sentence;
    const WriteRecord* found = nullptr; // the last one: a repeated intent comes after the first
    for (const WriteRecord& one : m_records)
        if (one.at >= m_startedAt && one.what == sentence)
            found = &one;
    return found;
}

QStringList PlanFlow::undoable() const
{
    QStringList ids;
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record)
        if (isUndoable(*record))
            ids << record->id;
    return ids;
}

QStringList PlanFlow::undoableOfRun() const
{
    QStringList ids;
    for (size_t i = m_progress.size(); i-- > 0;) {
        const WriteRecord* record = recordOf(i);
        if (record && isUndoable(*record))
            ids << record->id;
    }
    return ids;
}

QString PlanFlow::requestOf(const QString& id) const
{
    const auto found = m_requests.find(id);
    return found == m_requests.end() ? QString() : found->second;
}

const ChangeProgress* PlanFlow::undoProgress(const QString& id) const
{
    const auto found = m_undo.find(id);
    return found == m_undo.end() ? nullptr : &found->second;
}

void PlanFlow::undo(const QStringList& ids, Way way)
{
    if (isBusy() || ids.isEmpty() || m_controller.document().isReadOnly())
        return;
    m_purpose = Purpose::Undo;
    m_undoIds = ids;
    m_next = {};
    m_stopped.clear();
    signInOr(way);
}

void PlanFlow::findOut(Way way)
{
    if (isBusy() || openCount() == 0 || m_controller.document().isReadOnly())
        return;
    m_purpose = Purpose::Settle;
    m_settled = false;
    m_stopped.clear();
    if (m_controller.signIn().session())
        review();
    else
        signInOr(way);
}

} // namespace lockstep
