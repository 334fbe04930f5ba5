// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "tenant_access.h"

#include "console.h"
#include "plan/plan_formats.h"

namespace lockstep::cli {

void addTenantOptions(CommandLine& line)
{
    line.addProfile();
    line.addInputs();
    line.addSecret();
    line.addSignIn();
    line.addWhere();
}

std::optional<int> TenantAccess::signInFor(const QStringList& scopes)
{
    Result<std::optional<Session>, SignInFailure> session =
        signIn(m_line, m_job, scopes, m_transport, m_pacer);
    if (!session) {
        complain(session.error().message);
        return Exit::Unreachable;
    }
    m_session = std::move(*session);
    return std::nullopt;
}

Verified TenantAccess::check(int proofs)
{
    const VerifyRequest request{.profile = m_job.profile,
        .inputs = m_job.inputs,
        .secret = &m_job.secret,
        .session = m_session ? &*m_session : nullptr,
        .endpoints = m_job.endpoints,
        .memory = &m_memory,
        .secretProofs = proofs,
        .timeout = m_job.timeout};
    return *verify(request, m_transport, m_pacer, {});
}

Plan TenantAccess::planOf(const Verified& verified) const
{
    return plan({.profile = m_job.profile,
        .inputs = m_job.inputs,
        .snapshot = verified.snapshot,
        .report = verified.report});
}

Settled TenantAccess::settleOpen(KeptSetup& kept, const Journal& journal, const Verified& verified)
{
    const Inputs typed = m_job.inputs;
    const Secret given = m_job.secret.clone();
    const Plan nothing;
    const std::vector<QString> noSentences;
    return settle({.profile = m_job.profile,
                      .inputs = typed,
                      .secret = &given,
                      .plan = nothing,
                      .snapshot = verified.snapshot,
                      .session = *m_session,
                      .endpoints = m_job.endpoints},
        ports(kept, journal, noSentences), {});
}

ApplyPorts TenantAccess::ports(
    KeptSetup& kept, const Journal& journal, const std::vector<QString>& sentences)
{
    return {.transport = m_transport,
        .pacer = m_pacer,
        .browser = m_job.demo ? m_job.demo->browser() : static_cast<Browser&>(m_browser),
        .secrets = kept.secrets(),
        .journal = journal,
        .progressed =
            [this, &sentences](
                const ChangeProgress& progress) { say(progress, sentences.at(progress.index)); },
        .madeValue =
            [this, &kept](const QString& field, const QString& value) {
                m_job.inputs.set(field, value);
                m_kept = kept.keep(field, value) && m_kept;
            },
        .madeSecret =
            [this, &kept](Secret secret, bool inKeychain) {
                m_job.secret = std::move(secret);
                m_kept = kept.keepSecretState(inKeychain && !m_job.secret.isEmpty()) && inKeychain
                    && m_kept;
            },
        // the program ends, and whatever only it knows is lost
        .mustKeepSecret = true};
}

QString TenantAccess::account() const
{
    return m_session && m_session->identity ? m_session->identity->userName : QString();
}

//! Each state once, not each second of a wait.
void TenantAccess::say(const ChangeProgress& progress, const QString& sentence)
{
    auto& last = m_said[progress.index];
    const auto now = std::pair(progress.state, progress.message);
    if (last == now)
        return;
    last = now;
    tell(progressAsText(progress, sentence), m_line.quiet());
}

} // namespace lockstep::cli
