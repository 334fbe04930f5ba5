// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of SetupController that checks and proves: findings, attestations, gate.
#include "setup/moments.h"
#include "setup_controller.h"

#include <utility>

namespace lockstep {

namespace {

//! The claims of a challenge that a read met (contract 3.6); empty when there was none.
QString challengeIn(const TenantSnapshot& snapshot)
{
    const auto of = [](const auto& fetched) {
        return fetched.failedWith(ReadFailure::Kind::Challenged) ? fetched.failure().detail
                                                                 : QString();
    };
    for (const QString& claims : {of(snapshot.application), of(snapshot.servicePrincipal),
             of(snapshot.organization), of(snapshot.me), of(snapshot.directoryRoles)})
        if (!claims.isEmpty())
            return claims;
    return {};
}

} // namespace

std::vector<Finding> SetupController::findingsOf(const QString& step) const
{
    std::vector<Finding> mine;
    std::copy_if(m_findings.begin(), m_findings.end(), std::back_inserter(mine),
        [&](const Finding& finding) { return finding.step == step; });
    return mine;
}

StepState SetupController::stateOf(const QString& step) const
{
    return stepState(*m_profile, step, m_findings, malformedFields(), setup().attestations);
}

SetupController::Freshness SetupController::freshness() const
{
    if (!m_proof)
        return setup().lastReport ? Freshness::History : Freshness::NotRun;
    return m_proof->madeFor == fingerprint(setup().inputs, m_secret.secret()) ? Freshness::Fresh
                                                                              : Freshness::Outdated;
}

const Report* SetupController::report() const
{
    if (m_proof)
        return &m_proof->report;
    return setup().lastReport ? &*setup().lastReport : nullptr;
}

QDateTime SetupController::checkedAt() const
{
    return report() ? report()->startedAt : QDateTime();
}

int SetupController::confirmedCount() const
{
    return static_cast<int>(
        std::count_if(m_findings.begin(), m_findings.end(), [](const Finding& finding) {
            return finding.verdict == Verdict::Pass || finding.verdict == Verdict::Warn;
        }));
}

std::map<QString, QString> SetupController::portalValues() const
{
    std::map<QString, QString> values;
    for (const auto& [field, texts] : setup().inputs.values)
        if (!texts.isEmpty() && !texts.first().isEmpty())
            values[field] = texts.join(QStringLiteral(", "));
    if (!m_applicationObjectId.isEmpty())
        values[QStringLiteral("objectId")] = m_applicationObjectId;
    if (!m_servicePrincipalId.isEmpty())
        values[QStringLiteral("servicePrincipalId")] = m_servicePrincipalId;
    return values;
}

PortalPage SetupController::portal(const PortalLink& link) const
{
    return portalPage(link.blade, m_endpoints.portal, portalValues());
}

void SetupController::check()
{
    if (m_runner.isRunning() || m_signIn.isBusy() || m_changes->isWorking())
        return;
    if (!m_signIn.session() && !m_withoutSignIn && !signInOptions().tenant.isEmpty()) {
        m_checkAfterSignIn = true;
        Q_EMIT signInWanted();
        return;
    }
    checkNow();
}

void SetupController::checkSignedIn()
{
    m_withoutSignIn = false;
    check();
}

void SetupController::watch(const QString& check)
{
    if (m_runner.isRunning() || m_signIn.isBusy() || m_changes->isWorking())
        return;
    m_watchFor = check;
    this->check();
}

void SetupController::checkNow()
{
    m_checkAfterSignIn = false;
    judgeFields();
    const Session* session = m_signIn.session();
    m_runner.start(VerificationJob{
        .profile = m_profile,
        .inputs = setup().inputs,
        .secret = m_secret.secret().clone(),
        .session = session ? std::optional(cloneSession(*session)) : std::nullopt,
        .endpoints = m_endpoints,
        .watchFor = std::exchange(m_watchFor, {}),
        .records = m_changes->records(),
    });
}

void SetupController::cancelCheck()
{
    m_checkAfterSignIn = false;
    m_watchFor.clear();
    m_runner.cancel();
    Q_EMIT signInDeclined();
}

void SetupController::checkEnded(const std::shared_ptr<VerificationOutcome>& outcome)
{
    const TenantSnapshot& snapshot = outcome->snapshot;
    m_applicationObjectId = snapshot.application ? snapshot.application->id : QString();
    m_servicePrincipalId = snapshot.servicePrincipal ? snapshot.servicePrincipal->id : QString();
    m_claims = challengeIn(snapshot);
    m_snapshot = snapshot;
    m_proof = std::move(outcome->proof);
    m_findings = m_proof->report.findings;
    m_document.edit([&](Setup& setup) {
        setup.lastReport = m_proof->report;
        if (snapshot.organization && !snapshot.organization->displayName.isEmpty())
            setup.customer = snapshot.organization->displayName;
        keepMoments(setup, *m_profile, m_proof->report);
    });
    const bool refused =
        outcome->session && snapshot.organization.failedWith(ReadFailure::Kind::SignInMissing);
    if (refused)
        m_signIn.refuse(tr("Your sign-in has ended. Sign in again to confirm the rest."));
    else if (outcome->session && m_signIn.session())
        m_signIn.setSession(std::move(*outcome->session));
    m_expiry.start(std::chrono::duration_cast<std::chrono::milliseconds>(reportLifetime)
        + std::chrono::seconds(1));
    Q_EMIT findingsChanged();
    Q_EMIT tenantChanged();
    Q_EMIT gateChanged();
}

bool SetupController::isAttested(const QString& name) const
{
    const std::vector<Attestation>& all = setup().attestations;
    return std::any_of(
        all.begin(), all.end(), [&](const Attestation& one) { return one.name == name; });
}

bool SetupController::isVouchedFor(const Finding& finding) const
{
    const QString name = QStringLiteral("unknown:") + finding.key();
    const std::vector<Attestation>& all = setup().attestations;
    return std::any_of(all.begin(), all.end(),
        [&](const Attestation& one) { return one.name == name && one.at > checkedAt(); });
}

void SetupController::attest(const QString& name, bool on, const QString& statement)
{
    m_document.edit([&](Setup& setup) {
        std::erase_if(setup.attestations, [&](const Attestation& one) { return one.name == name; });
        if (on)
            setup.attestations.push_back({name, whoActs(), now(), statement});
    });
    Q_EMIT attestationsChanged();
    Q_EMIT gateChanged();
}

GateQuestion SetupController::gateQuestion() const
{
    return GateQuestion{
        .profile = *m_profile,
        .inputs = setup().inputs,
        .secret = m_secret.secret(),
        .proof = m_proof ? &*m_proof : nullptr,
        .attestations = setup().attestations,
        .now = now(),
    };
}

std::vector<GateReason> SetupController::gate() const
{
    return closedBecause(gateQuestion());
}

Result<CompletionPermit, std::vector<GateReason>> SetupController::permit() const
{
    return requestPermit(gateQuestion());
}

void SetupController::record(const Completion& completion)
{
    m_document.edit([&](Setup& setup) { setup.completion = completion; });
    m_document.saveSoon();
    Q_EMIT completionChanged();
    Q_EMIT gateChanged();
}

void SetupController::forgetCompletion()
{
    m_document.edit([](Setup& setup) { setup.completion.reset(); });
    m_document.saveSoon();
    Q_EMIT completionChanged();
    Q_EMIT gateChanged();
}

} // namespace lockstep
