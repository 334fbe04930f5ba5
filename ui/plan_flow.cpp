// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "plan_flow.h"

#include "setup_controller.h"

#include <algorithm>

namespace lockstep {

namespace {

using State = ChangeProgress::State;

bool isDone(const ChangeProgress& progress)
{
    return progress.state == State::Done || progress.state == State::AlreadyThere;
}

} // namespace

PlanFlow::PlanFlow(SetupController& controller)
    : m_controller(controller), m_runner(controller.ports())
{
    m_runner.keepValue = [this](const QString& field, const QString& value,
                             std::function<void()> then) {
        m_controller.setText(field, value);
        m_controller.document().whenSaved([done = std::move(then)](bool) { done(); });
    };
    m_runner.keepSecret = [this](Secret secret) { m_controller.setSecret(std::move(secret)); };
    connect(&m_runner, &PlanRunner::progressed, this, &PlanFlow::heard);
    connect(&m_runner, &PlanRunner::ended, this, &PlanFlow::runEnded);
    connect(&m_runner, &PlanRunner::recordsRead, this, &PlanFlow::recordsRead);
    VerificationRunner& checks = controller.runner();
    // in a turn of its own, once the window has shown what was found: both together are felt
    connect(&checks, &VerificationRunner::finished, this, [this] { m_turn.start(); });
    m_turn.setSingleShot(true);
    m_turn.setInterval(20);
    connect(&m_turn, &QTimer::timeout, this, &PlanFlow::checked);
    connect(&checks, &VerificationRunner::cancelled, this, &PlanFlow::checkStopped);
    connect(&checks, &VerificationRunner::progressed, this, &PlanFlow::progressed);
    connect(&controller, &SetupController::fieldsJudged, this, &PlanFlow::valuesJudged);
    connect(&controller, &SetupController::signInDeclined, this, &PlanFlow::checkStopped);
    connect(&controller.signIn(), &SignInRunner::signedIn, this, &PlanFlow::signedIn);
    // queued: a sign-in that went well says so after it has changed
    connect(&controller.signIn(), &SignInRunner::changed, this, &PlanFlow::signInChanged,
        Qt::QueuedConnection);
    m_runner.readRecords(controller.setup().id);
}

bool PlanFlow::isWorking() const
{
    return m_stage == Stage::Reviewing || m_stage == Stage::Settling || m_stage == Stage::Applying
        || m_stage == Stage::Undoing || m_runner.isRunning();
}

bool PlanFlow::isBusy() const
{
    return isWorking() || m_stage == Stage::Reading || m_stage == Stage::SigningIn
        || m_stage == Stage::Checking;
}

std::chrono::milliseconds PlanFlow::elapsed() const
{
    return std::chrono::milliseconds(m_since.isValid() ? m_since.elapsed() : 0);
}

void PlanFlow::setStage(Stage stage, const QString& message)
{
    if (m_stage != stage)
        m_since.start();
    m_stage = stage;
    m_message = message;
    if (stage != Stage::SigningIn)
        m_controller.askFor({});
    Q_EMIT changed();
    Q_EMIT m_controller.gateChanged();
}

QString PlanFlow::whyNot() const
{
    if (m_controller.document().isReadOnly())
        return tr("This setup is open read-only.");
    return m_controller.signInProblem();
}

void PlanFlow::open(const QStringList& only)
{
    if (isBusy()) {
        Q_EMIT opened();
        return;
    }
    if (const QString reason = whyNot(); !reason.isEmpty()) {
        Q_EMIT m_controller.notice(reason);
        return;
    }
    const bool again = m_stage == Stage::Preview && m_only == only;
    m_leftOut = again ? leftOut() : std::vector<Change>{};
    m_only = only;
    m_purpose = Purpose::Apply;
    showPlan({});
    const bool fresh = m_controller.signIn().session() && m_controller.snapshot()
        && m_controller.freshness() == SetupController::Freshness::Fresh;
    if (const std::optional<Plan> unseen = planUnseen()) {
        showTicked(*unseen);
        setStage(Stage::Preview);
    } else if (fresh) {
        showTicked(planNow());
        setStage(Stage::Preview);
    } else {
        // a watch may go on for long, and what runs may have no sign-in: neither brings the plan
        m_controller.cancelCheck();
        setStage(Stage::Reading);
        m_controller.checkSignedIn();
    }
    Q_EMIT opened();
}

void PlanFlow::close()
{
    if (m_stage == Stage::Reading || m_stage == Stage::SigningIn)
        cancel();
    m_runner.stop();
    m_session.reset();
    showPlan({});
    m_undo.clear();
    setStage(Stage::Closed);
}

void PlanFlow::apply(Way way)
{
    if (m_stage != Stage::Preview || ticked().isEmpty())
        return;
    if (isOutdated())
        return valuesJudged();
    m_purpose = Purpose::Apply;
    m_shown = ticked();
    m_settled = false;
    signInOr(way);
}

void PlanFlow::showNext()
{
    if (m_stage != Stage::Ended || m_next.isEmpty())
        return;
    showPlan(Plan(m_next));
    setStage(Stage::Preview);
}

//! After the reading that comes before a write: looks for what is open, then does what was asked.
void PlanFlow::afterReview()
{
    const Report* report = m_controller.report();
    const Stage back = m_purpose == Purpose::Apply ? Stage::Preview : Stage::Ended;
    if (!m_controller.signIn().session() || !report || report->nothingReached) {
        setStage(back, tr("The tenant could not be read. Nothing was sent."));
        return;
    }
    if (m_purpose == Purpose::Undo) {
        m_undo.clear();
        m_undoFrom = m_records;
        setStage(Stage::Undoing);
        m_runner.start(job(PlanJob::Kind::Undo));
        return;
    }
    if ((openCount() > 0 || lacksMadeId()) && !m_settled) {
        m_settled = true;
        setStage(Stage::Settling);
        m_runner.start(job(PlanJob::Kind::Settle));
        return;
    }
    if (m_purpose == Purpose::Apply)
        applyWhatWasShown();
    else
        setStage(back);
}

void PlanFlow::applyWhatWasShown()
{
    const Plan fresh = planNow();
    m_leftOut = leftOut();
    showTicked(fresh);
    const Plan wanted = ticked();
    if (wanted.isEmpty()) {
        showPlan({});
        setStage(Stage::Preview, tr("The tenant already shows all of it. Nothing was sent."));
        return;
    }
    if (!wasShown(wanted, m_shown)) {
        setStage(Stage::Preview,
            tr("The tenant is not as it was when this plan was made. Nothing was sent yet. Look "
               "through the changes once more."));
        return;
    }
    showPlan(wanted);
    for (size_t i = 0; i < wanted.changes.size(); ++i) {
        ChangeProgress pending;
        pending.index = i;
        m_progress.push_back(pending);
    }
    m_startedAt = m_controller.now();
    setStage(Stage::Applying);
    m_runner.start(job(PlanJob::Kind::Apply));
}

void PlanFlow::finish()
{
    if (m_purpose == Purpose::Apply)
        m_next = planNow();
    const bool complete = std::ranges::all_of(m_progress, isDone);
    if (!m_claims.isEmpty())
        m_controller.answerChallenge(m_claims);
    setStage(Stage::Ended, m_stopped);
    if (complete)
        watchWaiting();
}

//! What we wrote and does not show everywhere yet is read again by itself.
void PlanFlow::watchWaiting()
{
    for (const Finding& finding : m_controller.findings()) {
        if (finding.required && finding.verdict == Verdict::Waiting) {
            m_controller.watch(finding.check);
            return;
        }
    }
}

int PlanFlow::doneCount() const
{
    int count = 0;
    for (size_t i = 0; i < m_progress.size(); ++i)
        count += isDone(m_progress[i]) || isSentOnly(i) ? 1 : 0;
    return count;
}

bool PlanFlow::isSentOnly(size_t index) const
{
    if (m_stage == Stage::Applying || index >= m_progress.size())
        return false;
    const State state = m_progress[index].state;
    const WriteRecord* record = recordOf(index);
    return (state == State::Sending || state == State::Waiting) && record
        && record->state == WriteRecord::State::Done;
}

} // namespace lockstep
