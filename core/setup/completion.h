// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/transport.h"
#include "setup/setup.h"

namespace lockstep {

//! HMAC over the inputs and the secret with a key that lives as long as the process.
[[nodiscard]] InputsFingerprint fingerprint(const Inputs& inputs, const Secret& secret);

//! Why the last button is closed, in the words beside it.
struct GateReason {
    QString text;
    QString step; //!< where to go
    QString check; //!< Finding::key(), empty for other reasons
};

//! How long a report may open the gate.
inline constexpr std::chrono::minutes reportLifetime{5};
inline constexpr int wantedSecretProofs = 3;

//! A report together with the very values it was made for.
struct ProvenReport {
    Report report;
    InputsFingerprint madeFor;
};

struct GateQuestion {
    const Profile& profile;
    const Inputs& inputs;
    const Secret& secret;
    const ProvenReport* proof = nullptr; //!< null: nothing checked in this session
    const std::vector<Attestation>& attestations;
    QDateTime now; //!< UTC, this machine's clock as the report's startedAt
};

//! Empty = open. Pure.
[[nodiscard]] std::vector<GateReason> closedBecause(const GateQuestion& question);

//! The key to the last action: made only by requestPermit() on proof, used once.
class CompletionPermit {
public:
    CompletionPermit(CompletionPermit&&) noexcept = default;
    CompletionPermit& operator=(CompletionPermit&&) noexcept = default;
    CompletionPermit(const CompletionPermit&) = delete;
    CompletionPermit& operator=(const CompletionPermit&) = delete;
    [[nodiscard]] const InputsFingerprint& madeFor() const { return m_madeFor; }
    [[nodiscard]] QDateTime ends() const { return m_ends; }

private:
    friend Result<CompletionPermit, std::vector<GateReason>> requestPermit(
        const GateQuestion& question);
    CompletionPermit(InputsFingerprint madeFor, QDateTime ends)
        : m_madeFor(std::move(madeFor)), m_ends(std::move(ends))
    {
    }
    InputsFingerprint m_madeFor;
    QDateTime m_ends;
};
[[nodiscard]] Result<CompletionPermit, std::vector<GateReason>> requestPermit(
    const GateQuestion& question);

//! What the product said to the https hand-off.
struct CompletionOutcome {
    enum class Kind { Completed, Locked, Refused, OutcomeUnknown, NotSent };
    Kind kind = Kind::NotSent;
    int status = 0;
    QString message; //!< for a person
};
struct CompletionRequest {
    const Profile& profile;
    const Inputs& inputs;
    const Secret& secret;
    QString idempotencyKey; //!< a GUID, journalled before this call
    QDateTime now; //!< UTC
};
//! Consumes the permit and sends one POST to the endpoint that the admin typed. Never retried: a
//! lost reply is OutcomeUnknown. NotSent when the permit is for other values or has ended. Blocks.
[[nodiscard]] CompletionOutcome completeSetup(CompletionPermit&& permit,
    const CompletionRequest& request, Transport& transport, std::stop_token stop);
//! The guided hand-off: only uses the permit up. Error when it is for other values or has ended.
[[nodiscard]] Result<void> beginGuidedCompletion(
    CompletionPermit&& permit, const CompletionRequest& request);

} // namespace lockstep
