// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "fleet_runner.h"

#include "setup_controller.h"

namespace lockstep {

namespace {

Result<Secret, SecretStoreError> keptSecret(
    const Setup& setup, const Profile& profile, SecretStore& store, const std::stop_token& stop)
{
    const std::optional<SecretKey> key = secretKeyOf(profile, setup.inputs);
    if (!setup.secretKept || !key)
        return Secret();
    return store.read(*key, stop);
}

QString summaryOf(const Report& report)
{
    const auto failed = std::find_if(report.findings.begin(), report.findings.end(),
        [](const Finding& finding) { return finding.verdict == Verdict::Fail; });
    if (report.overall() == Overall::Unreachable)
        return FleetRunner::tr("Could not be reached");
    if (failed != report.findings.end())
        return FleetRunner::tr("Problem: %1").arg(failed->message);
    const Finding* secret = report.find(QStringLiteral("secret.accepted"));
    if (secret && secret->verdict == Verdict::Pass)
        return FleetRunner::tr("Secret works; open it to sign in for the rest");
    return FleetRunner::tr("Tenant found; open it to sign in for the rest");
}

} // namespace

FleetRunner::FleetRunner(const AppServices& services, TenantMemory& memory, QObject* parent)
    : QObject(parent), m_services(services), m_memory(memory)
{
}

void FleetRunner::start(const std::vector<Setup>& setups)
{
    std::vector<Job> jobs;
    for (const Setup& setup : setups)
        if (ProfilePointer profile = m_services.profile(setup.profile))
            jobs.push_back({setup, std::move(profile)});
    m_worker.start(
        [this, jobs = std::move(jobs)](const std::stop_token& stop) {
            run(jobs, stop);
            return stop.stop_requested();
        },
        [this](bool cancelled) { Q_EMIT ended(cancelled); });
}

void FleetRunner::cancel()
{
    if (!m_worker.isRunning())
        return;
    m_worker.cancel();
    Q_EMIT ended(true);
}

void FleetRunner::say(const QString& setup, const QString& text)
{
    m_worker.post([this, setup, text] { Q_EMIT progressed(setup, text); });
}

void FleetRunner::run(const std::vector<Job>& jobs, const std::stop_token& stop)
{
    for (const Job& job : jobs) {
        if (stop.stop_requested())
            return;
        say(job.setup.id, tr("Checking"));
        const QString outcome = checkOne(job, stop);
        say(job.setup.id, stop.stop_requested() ? QString() : outcome);
    }
}

QString FleetRunner::checkOne(const Job& job, const std::stop_token& stop)
{
    const Result<Endpoints> endpoints = endpointsOf(job.setup);
    if (!endpoints)
        return endpoints.error().what;
    const Result<Secret, SecretStoreError> secret =
        keptSecret(job.setup, *job.profile, m_services.ports.secrets, stop);
    // without it the tenant would be told of a missing secret, which is not what went wrong
    if (!secret)
        return explain(secret.error());
    const VerifyRequest request{
        .profile = *job.profile,
        .inputs = job.setup.inputs,
        .secret = &*secret,
        .endpoints = *endpoints,
        .memory = &m_memory,
    };
    const std::optional<Verified> verified =
        verify(request, m_services.ports.transport, m_services.ports.pacer, stop);
    // a run without sign-in knows less than the last report: it is shown, never kept over it
    return verified ? summaryOf(verified->report) : QString();
}

} // namespace lockstep
