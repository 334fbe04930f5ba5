// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/qt_transport.h"
#include "platform/system_browser.h"
#include "platform/system_pacer.h"
#include "profile/consent_url.h"
#include "setup/verify.h"
#include "simulator/headless_browser.h"
#include "simulator/scenario_addresses.h"
#include "simulator/simulator.h"

#include <QTest>

namespace lockstep::test {

//! One scenario's simulated tenant, its admin signed in over real HTTP, ready to be confirmed.
class ScenarioRun {
public:
    explicit ScenarioRun(const QString& id)
        : ScenarioRun(
            builtInScenario(id).value(), builtInProfile(builtInScenario(id)->profile).value())
    {
    }
    //! A guide that is not built in.
    ScenarioRun(Scenario ofTest, Profile ofVendor)
        : scenario(std::move(ofTest))
        , profile(std::move(ofVendor))
        , simulator(Simulator::start(scenario, {}).value())
        , endpoints(customCloud(simulator->loginUrl(), simulator->graphUrl()).value())
        , inputs(withIdsReadOff(profile, {.values = inputsAt(scenario, simulator->loginUrl())}))
        , secret(QByteArrayView(scenario.secret))
    {
    }

    //! False with the reason when the scenario's own sign-in is refused (some are about that).
    bool signIn()
    {
        if (scenario.signIn.isEmpty())
            return false;
        SystemBrowser browser([this](const QUrl& url) { return page.open(url); });
        const SignInOptions options{.tenant = inputs.text(QStringLiteral("tenantId")),
            .scopes = readScopes(endpoints, profile),
            .loginHint = scenario.signIn};
        Result<Session, SignInFailure> result =
            signInWithBrowser(endpoints, options, browser, transport, pacer, page.deadEnd());
        if (!result) {
            signInProblem = result.error().message;
            return false;
        }
        session = std::move(*result);
        return true;
    }

    Verified check(int proofs = 1, std::chrono::milliseconds timeout = std::chrono::seconds(60))
    {
        const VerifyRequest request{.profile = profile,
            .inputs = inputs,
            .secret = &secret,
            .session = session ? &*session : nullptr,
            .endpoints = endpoints,
            .memory = &memory,
            .secretProofs = proofs,
            .timeout = timeout};
        return *verify(request, transport, pacer, {});
    }

    Scenario scenario;
    Profile profile;
    std::unique_ptr<Simulator> simulator;
    Endpoints endpoints;
    Inputs inputs;
    Secret secret;
    std::optional<Session> session;
    QString signInProblem;
    TenantMemory memory;
    QtTransport transport;
    SystemPacer pacer;
    HeadlessBrowser page;
};

//! "check/subject=verdict" of every finding that is not a pass, in order.
inline QStringList notGreen(const Report& report)
{
    QStringList list;
    for (const Finding& finding : report.findings) {
        if (finding.verdict != Verdict::Pass)
            list << finding.key() + u'=' + verdictName(finding.verdict);
    }
    return list;
}

inline QStringList expectedNotGreen(const Scenario& scenario)
{
    QStringList list;
    for (const ScenarioExpectation& each : scenario.findings)
        list << (each.subject.isEmpty() ? each.check : each.check + u'/' + each.subject) + u'='
                + each.verdict;
    return list;
}

} // namespace lockstep::test
