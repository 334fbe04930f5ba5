// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "verification_runner.h"

#include "plan/apply.h"
#include "setup/watch.h"

namespace lockstep {

Session cloneSession(const Session& session)
{
    return Session{
        .publicClientId = session.publicClientId,
        .accessToken = session.accessToken.clone(),
        .refreshToken = session.refreshToken.clone(),
        .accessTokenEnds = session.accessTokenEnds,
        .scopes = session.scopes,
        .identity = session.identity,
    };
}

namespace {

using Look = std::function<void(const std::shared_ptr<VerificationOutcome>&)>;

//! What we wrote a moment ago may not show yet, and what only waits needs no change.
void settleReport(const VerificationJob& job, Verified& verified, const QDateTime& now)
{
    if (job.records.empty())
        return;
    markWaiting(verified.report, job.records, verified.snapshot, now);
    offerChanges(verified.report,
        plan({.profile = *job.profile,
            .inputs = job.inputs,
            .snapshot = verified.snapshot,
            .report = verified.report,
            .only = {}}));
}

//! Null when it was stopped.
std::shared_ptr<VerificationOutcome> run(VerificationJob& job, TenantMemory& memory,
    Transport& transport, Pacer& pacer, const std::stop_token& stop, const Look& look)
{
    const VerifyRequest request{
        .profile = *job.profile,
        .inputs = job.inputs,
        .secret = &job.secret,
        .session = job.session ? &*job.session : nullptr,
        .endpoints = job.endpoints,
        .memory = &memory,
        // the gate wants the secret proven several times, so each check may open it
        .secretProofs = wantedSecretProofs,
    };
    const auto settle = [&](Verified& verified) { settleReport(job, verified, pacer.now()); };
    const auto round = [&](const Verified& verified) {
        look(std::make_shared<VerificationOutcome>(VerificationOutcome{
            .proof = {verified.report, fingerprint(job.inputs, job.secret)},
            .snapshot = verified.snapshot,
            .session = std::nullopt,
        }));
    };
    std::optional<Verified> verified = job.watchFor.isEmpty()
        ? verify(request, transport, pacer, stop)
        : watch(request, job.watchFor, transport, pacer, stop, round, settle);
    if (!verified)
        return nullptr;
    if (job.watchFor.isEmpty())
        settle(*verified);
    return std::make_shared<VerificationOutcome>(VerificationOutcome{
        .proof = {std::move(verified->report), fingerprint(job.inputs, job.secret)},
        .snapshot = std::move(verified->snapshot),
        .session = std::move(job.session),
    });
}

} // namespace

VerificationRunner::VerificationRunner(
    Transport& transport, Pacer& pacer, TenantMemory& memory, QObject* parent)
    : QObject(parent), m_transport(transport), m_pacer(pacer), m_memory(memory)
{
    m_tick.setInterval(250);
    connect(&m_tick, &QTimer::timeout, this, &VerificationRunner::progressed);
}

void VerificationRunner::start(VerificationJob job)
{
    m_watchedFor = job.watchFor;
    m_clock.start();
    m_tick.start();
    m_worker.start(
        [this, work = std::move(job)](const std::stop_token& stop) mutable {
            const Look look = [this, stop](const std::shared_ptr<VerificationOutcome>& outcome) {
                m_worker.post([this, stop, outcome] {
                    if (!stop.stop_requested())
                        Q_EMIT looked(outcome);
                });
            };
            return run(work, m_memory, m_transport, m_pacer, stop, look);
        },
        [this](const std::shared_ptr<VerificationOutcome>& outcome) {
            m_tick.stop();
            if (outcome)
                Q_EMIT finished(outcome);
            else
                Q_EMIT cancelled();
        });
    Q_EMIT started();
}

void VerificationRunner::cancel()
{
    if (!m_worker.isRunning())
        return;
    m_tick.stop();
    m_worker.cancel();
    Q_EMIT cancelled();
}

std::chrono::milliseconds VerificationRunner::elapsed() const
{
    return std::chrono::milliseconds(m_worker.isRunning() ? m_clock.elapsed() : 0);
}

} // namespace lockstep
