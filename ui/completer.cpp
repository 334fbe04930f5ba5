// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "completer.h"

#include <QPointer>
#include <QUuid>

namespace lockstep {

Completer::Completer(SetupController& controller, QObject* parent)
    : QObject(parent), m_controller(controller)
{
    connect(&controller, &SetupController::completionChanged, this, &Completer::changed);
}

Completer::Stage Completer::stage() const
{
    if (m_journalling || m_worker.isRunning())
        return Stage::Sending;
    const std::optional<Completion>& completion = m_controller.setup().completion;
    if (!completion)
        return Stage::Open;
    if (completion->outcome == QStringLiteral("completed"))
        return Stage::Done;
    if (completion->outcome == QStringLiteral("locked"))
        return Stage::Locked;
    return completion->how == QStringLiteral("guided") ? Stage::HandingOver : Stage::OutcomeUnknown;
}

bool Completer::usesEndpoint() const
{
    const QString field = m_controller.profile().handoff.endpointField;
    return !field.isEmpty() && !m_controller.text(field).isEmpty();
}

void Completer::begin()
{
    if (stage() != Stage::Open || m_controller.document().isReadOnly())
        return;
    Result<CompletionPermit, std::vector<GateReason>> permit = m_controller.permit();
    if (!permit) {
        m_message = permit.error().empty() ? QString() : permit.error().front().text;
        Q_EMIT changed();
        return;
    }
    Completion completion{.at = m_controller.now(),
        .by = m_controller.whoActs(),
        .how = usesEndpoint() ? QStringLiteral("https") : QStringLiteral("guided"),
        .outcome = QStringLiteral("unknown"),
        .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces)};
    if (!usesEndpoint()) {
        const CompletionRequest request{.profile = m_controller.profile(),
            .inputs = m_controller.setup().inputs,
            .secret = m_controller.secretKeeper().secret(),
            .idempotencyKey = completion.idempotencyKey,
            .now = m_controller.now()};
        const Result<void> begun = beginGuidedCompletion(std::move(*permit), request);
        m_message = begun ? QString() : begun.error().what;
        if (begun)
            m_controller.record(completion);
        Q_EMIT changed();
        return;
    }
    // the key is on the disk before the request goes out: after a crash the product can be asked
    // with the same one whether it has seen it
    m_journalling = true;
    m_controller.record(completion);
    auto held = std::make_shared<CompletionPermit>(std::move(*permit));
    m_controller.document().whenSaved(
        [self = QPointer(this), held, key = completion.idempotencyKey](bool saved) {
            if (self)
                self->journalled(std::move(*held), key, saved);
        });
}

void Completer::journalled(CompletionPermit permit, const QString& key, bool saved)
{
    m_journalling = false;
    if (saved) {
        send(std::move(permit), key);
        return;
    }
    m_message = tr("Nothing was sent: the setup could not be saved first.");
    m_controller.forgetCompletion();
    Q_EMIT changed();
}

void Completer::send(CompletionPermit permit, const QString& key)
{
    auto held = std::make_shared<CompletionPermit>(std::move(permit));
    auto secret = std::make_shared<Secret>(m_controller.secretKeeper().secret().clone());
    m_worker.start(
        [held, secret, key, profile = m_controller.sharedProfile(),
            inputs = m_controller.setup().inputs,
            ports = m_controller.ports()](const std::stop_token& stop) {
            const CompletionRequest request{.profile = *profile,
                .inputs = inputs,
                .secret = *secret,
                .idempotencyKey = key,
                .now = ports.pacer.now()};
            return completeSetup(std::move(*held), request, ports.transport, stop);
        },
        [this](const CompletionOutcome& outcome) { sent(outcome); });
    Q_EMIT changed();
}

void Completer::sent(const CompletionOutcome& outcome)
{
    m_message = outcome.message;
    switch (outcome.kind) {
    case CompletionOutcome::Kind::Completed: setOutcome(QStringLiteral("completed")); break;
    case CompletionOutcome::Kind::Locked: setOutcome(QStringLiteral("locked")); break;
    case CompletionOutcome::Kind::OutcomeUnknown: setOutcome(QStringLiteral("unknown")); break;
    case CompletionOutcome::Kind::Refused:
    case CompletionOutcome::Kind::NotSent: m_controller.forgetCompletion(); break;
    }
    Q_EMIT changed();
}

void Completer::setOutcome(const QString& outcome)
{
    Completion completion = *m_controller.setup().completion;
    completion.outcome = outcome;
    completion.at = m_controller.now();
    m_controller.record(completion);
}

void Completer::tell(const QString& outcome)
{
    m_message.clear();
    if (outcome.isEmpty())
        m_controller.forgetCompletion();
    else if (m_controller.setup().completion)
        setOutcome(outcome);
    Q_EMIT changed();
}

} // namespace lockstep
