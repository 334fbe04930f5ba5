// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "plan/records.h"
#include "setup/completion.h"
#include "setup/verify.h"
#include "worker.h"

#include <QElapsedTimer>
#include <QTimer>

namespace lockstep {

//! A copy that a run may renew on its own thread.
[[nodiscard]] Session cloneSession(const Session& session);

//! What one check needs, owned by the check: the window may change its own meanwhile.
struct VerificationJob {
    ProfilePointer profile;
    Inputs inputs;
    Secret secret;
    std::optional<Session> session;
    Endpoints endpoints;
    QString watchFor; //!< a check that is read again until it passes; empty: once
    //! What we wrote: a moment ago it may not show yet.
    std::vector<WriteRecord> records;
};

//! What a check brought: the report with the values that it is for, and the renewed session.
struct VerificationOutcome {
    ProvenReport proof;
    TenantSnapshot snapshot;
    std::optional<Session> session;
};

//! The only way a check runs in the window: off the GUI thread, cancellable at once.
class VerificationRunner final : public QObject {
    Q_OBJECT
public:
    VerificationRunner(
        Transport& transport, Pacer& pacer, TenantMemory& memory, QObject* parent = nullptr);

    void start(VerificationJob job);
    //! Idle as soon as this returns.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_worker.isRunning(); }
    //! The check that is waited for; empty while nothing is.
    [[nodiscard]] QString watchedFor() const { return isRunning() ? m_watchedFor : QString(); }
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

Q_SIGNALS:
    void started();
    void progressed(); //!< four times a second while it runs
    void finished(std::shared_ptr<lockstep::VerificationOutcome> outcome);
    void cancelled();
    //! A watch looked once more and goes on; the outcome comes without a session.
    void looked(std::shared_ptr<lockstep::VerificationOutcome> outcome);

private:
    Transport& m_transport;
    Pacer& m_pacer;
    TenantMemory& m_memory;
    QString m_watchedFor;
    QElapsedTimer m_clock;
    QTimer m_tick;
    Worker m_worker;
};

} // namespace lockstep
