// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "setup/verify.h"
#include "worker.h"

namespace lockstep {

//! "Check all": confirms each saved setup in turn with its kept secret, without signing in.
class FleetRunner final : public QObject {
    Q_OBJECT
public:
    FleetRunner(const AppServices& services, TenantMemory& memory, QObject* parent = nullptr);
    void start(const std::vector<Setup>& setups);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_worker.isRunning(); }

Q_SIGNALS:
    void progressed(const QString& setup, const QString& text);
    void ended(bool cancelled);

private:
    struct Job {
        Setup setup;
        ProfilePointer profile;
    };
    void run(const std::vector<Job>& jobs, const std::stop_token& stop);
    [[nodiscard]] QString checkOne(const Job& job, const std::stop_token& stop);
    void say(const QString& setup, const QString& text);

    AppServices m_services;
    TenantMemory& m_memory;
    Worker m_worker;
};

} // namespace lockstep
