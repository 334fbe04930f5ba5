// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_simulator.h"

#include "simulator/scenario_addresses.h"

#include <QCoreApplication>

namespace lockstep {

DemoSimulator::DemoSimulator(
    Transport& transport, Pacer& pacer, std::function<bool(const QUrl&)> opener)
    : m_transport(transport)
    , m_pacer(pacer)
    , m_browser(std::move(opener))
    , m_store(QDir(m_folder.path()))
{
    for (const QString& id : builtInScenarioIds())
        if (const Result<lockstep::Scenario> scenario = builtInScenario(id))
            m_scenarios.push_back(
                {scenario->id, scenario->profile, scenario->title, scenario->summary});
}

Result<void> DemoSimulator::load(const QString& scenario)
{
    Result<lockstep::Scenario> wanted = builtInScenario(scenario);
    if (!wanted)
        return tl::unexpected(wanted.error());
    m_current = std::move(*wanted);
    if (m_simulator)
        return m_simulator->load(m_current);
    auto started = Simulator::start(m_current, {});
    if (!started)
        return tl::unexpected(started.error());
    m_simulator = std::move(*started);
    return {};
}

Endpoints DemoSimulator::endpoints() const
{
    return customCloud(m_simulator->loginUrl(), m_simulator->graphUrl()).value_or(Endpoints{});
}

Inputs DemoSimulator::inputs() const
{
    Inputs inputs{inputsAt(m_current, m_simulator->loginUrl())};
    const Result<Profile> guide = builtInProfile(m_current.profile);
    if (guide && !guide->handoff.endpointField.isEmpty())
        inputs.set(guide->handoff.endpointField, m_simulator->productSetupEndpoint().toString());
    return inputs;
}

bool DemoSimulator::productLocked() const
{
    return m_simulator && m_simulator->productLocked();
}

Ports DemoSimulator::ports()
{
    return Ports{
        .transport = m_transport,
        .secrets = m_secrets,
        .pacer = m_pacer,
        .browser = m_browser,
        .store = m_store,
        .keychainProblem =
            [] {
                return QCoreApplication::translate("DemoSimulator", "The demo keeps no secrets.");
            },
    };
}

} // namespace lockstep
