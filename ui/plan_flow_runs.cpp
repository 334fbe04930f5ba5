// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of PlanFlow that signs in and runs.
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
        setStage(m_purpose == Purpose::Apply ? Stage::Preview : Stage::Ended, signIn.problem());
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
    if (isOutdated())
        return valuesJudged();
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
    const Session* session = m_session ? &*m_session : m_controller.signIn().session();
    PlanJob job{.kind = kind,
        .profile = m_controller.sharedProfile(),
        .inputs = m_controller.setup().inputs,
        .secret = m_controller.secretKeeper().secret().clone(),
        // without one the run says that nobody is signed in, and sends nothing
        .session = session ? cloneSession(*session) : Session(),
        .endpoints = m_controller.endpoints(),
        .setup = m_controller.setup().id};
    if (const TenantSnapshot* snapshot = m_controller.snapshot())
        job.snapshot = *snapshot;
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
        showTicked(planNow());
        setStage(Stage::Preview);
        break;
    case Stage::Reviewing: afterReview(); break;
    case Stage::Checking: finish(); break;
    case Stage::Preview: // checked again while it was looked through
        m_leftOut = leftOut();
        showTicked(planNow());
        setStage(Stage::Preview);
        break;
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
    if (m_stage == Stage::Closed) { // put away while it was stopping
        m_runner.readRecords(m_controller.setup().id);
        return;
    }
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
        if (m_stopped.isEmpty() && m_purpose == Purpose::Settle && outcome.settled.left > 0)
            m_stopped =
                tr("%n change(s) are still open: the tenant does not show them yet, or what "
                   "is left of them waits for you. Look again in two minutes, or make a "
                   "new plan: it goes on where this ended.",
                    nullptr, outcome.settled.left);
        break;
    }
    const bool goOn = outcome.kind == PlanJob::Kind::Settle && m_purpose == Purpose::Apply;
    setStage(goOn ? Stage::Reviewing : Stage::Checking);
    m_checkDue = true; // once it is known what was written: that may not show yet
    m_runner.readRecords(m_controller.setup().id);
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

} // namespace lockstep
