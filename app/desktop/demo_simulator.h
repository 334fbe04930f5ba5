// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "platform/system_browser.h"
#include "simulator/simulator.h"

#include <QTemporaryDir>

namespace lockstep {

//! The demo's world: the simulator on loopback, its setups in a folder that goes with the program,
//! its secrets in memory.
class DemoSimulator final : public DemoHost {
public:
    DemoSimulator(Transport& transport, Pacer& pacer,
        std::function<bool(const QUrl&)> opener = openWithSystem);

    [[nodiscard]] std::vector<Scenario> scenarios() const override { return m_scenarios; }
    [[nodiscard]] Result<void> load(const QString& scenario) override;
    [[nodiscard]] QString profile() const override { return m_current.profile; }
    [[nodiscard]] Endpoints endpoints() const override;
    [[nodiscard]] Inputs inputs() const override;
    [[nodiscard]] Secret secret() const override
    {
        return Secret{QByteArrayView(m_current.secret)};
    }
    [[nodiscard]] QString account() const override { return m_current.signIn; }
    [[nodiscard]] bool productLocked() const override;
    [[nodiscard]] Ports ports() override;

private:
    Transport& m_transport;
    Pacer& m_pacer;
    SystemBrowser m_browser;
    QTemporaryDir m_folder;
    SetupStore m_store;
    SessionSecretStore m_secrets;
    std::vector<Scenario> m_scenarios;
    lockstep::Scenario m_current;
    std::unique_ptr<Simulator> m_simulator;
};

} // namespace lockstep
