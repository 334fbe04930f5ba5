// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/apply.h"
#include "platform/qt_transport.h"
#include "profile/consent_url.h"
#include "setup/read_plan.h"
#include "setup/setup_store.h"
#include "simulator/scenario_addresses.h"
#include "simulator/simulator.h"

#include <QTemporaryDir>

namespace lockstep::test {

//! Waiting takes no time: it moves the simulated services' clock, so that what replicates shows.
class SimulatedPacer final : public Pacer {
public:
    explicit SimulatedPacer(Simulator& simulator) : m_simulator(simulator) { }
    QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addMSecs(m_ahead.count());
    }
    std::chrono::steady_clock::time_point ticks() const override
    {
        return std::chrono::steady_clock::now() + m_ahead;
    }
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        if (stop.stop_requested())
            return false;
        m_ahead += duration;
        m_simulator.advanceClock(duration);
        return true;
    }

private:
    Simulator& m_simulator;
    std::chrono::milliseconds m_ahead{0};
};

//! Opens an address as the signed-in administrator's browser would.
class ClickingBrowser final : public Browser {
public:
    std::function<bool(const QUrl&)> click;
    bool open(const QUrl& url) override { return click && click(url); }
    Result<QUrlQuery> openForRedirect(const std::function<QUrl(const QString&)>&, const QString&,
        std::chrono::milliseconds, std::stop_token) override
    {
        return failure(QStringLiteral("browser"), QStringLiteral("not in this test"));
    }
};

//! A setup on a simulated tenant that writes: plan, apply, settle and undo as the programs do it.
class WriteRun {
public:
    WriteRun(Scenario ofTest, Profile guide)
        : scenario(std::move(ofTest))
        , profile(std::move(guide))
        , simulator(Simulator::start(scenario, {}).value())
        , endpoints(customCloud(simulator->loginUrl(), simulator->graphUrl()).value())
        , pacer(*simulator)
    {
        reset();
    }
    explicit WriteRun(const QString& id)
        : WriteRun(
            builtInScenario(id).value(), builtInProfile(builtInScenario(id)->profile).value())
    {
    }

    //! Another tenant, nothing journalled, nothing typed but the scenario's values.
    void load(const Scenario& other)
    {
        scenario = other;
        const Result<void> loaded = simulator->load(scenario);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().what));
        reset();
    }

    void reset()
    {
        folder = std::make_unique<QTemporaryDir>();
        journal = std::make_unique<Journal>(folder->filePath(QStringLiteral("setup.journal")));
        secrets = std::make_unique<SessionSecretStore>();
        inputs = withIdsReadOff(profile, {.values = inputsAt(scenario, simulator->loginUrl())});
        secret = Secret(QByteArrayView(scenario.secret));
        signIn();
    }

    //! With everything that the guide can take: which scopes are asked for is another test's
    //! matter.
    void signIn(const QString& account = {})
    {
        QStringList scopes = readScopes(endpoints, profile);
        for (const char* name :
            {"Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All",
                "DelegatedPermissionGrant.ReadWrite.All", "Application.Read.All",
                "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup", "GroupMember.ReadWrite.All",
                "RoleManagement.ReadWrite.Directory", "Synchronization.ReadWrite.All"})
            scopes << endpoints.graphScope(QString::fromLatin1(name));
        QStringList names;
        for (const QString& scope : scopes)
            names << scope.section(QLatin1Char('/'), -1);
        const QString who = account.isEmpty() ? scenario.signIn : account;
        session = Session{.publicClientId = {},
            .accessToken = Secret(QByteArrayView(simulator->issueAdminToken(who, names))),
            .refreshToken = {},
            .accessTokenEnds = {},
            .scopes = scopes,
            .identity = std::nullopt};
    }

    Verified check(int proofs = 1)
    {
        const VerifyRequest request{.profile = profile,
            .inputs = inputs,
            .secret = &secret,
            .session = &session,
            .endpoints = endpoints,
            .memory = &memory,
            .secretProofs = proofs};
        return *verify(request, transport, pacer, {});
    }

    Plan planFor(const Verified& verified, const QStringList& only = {}) const
    {
        return plan({.profile = profile,
            .inputs = inputs,
            .snapshot = verified.snapshot,
            .report = verified.report,
            .only = only});
    }

    ApplyPorts ports()
    {
        return {.transport = *writing,
            .pacer = pacer,
            .browser = browser,
            .secrets = *secrets,
            .journal = *journal,
            .progressed = [this](const ChangeProgress& each) { progress.push_back(each); },
            .madeValue = [this](const QString& field,
                             const QString& value) { inputs.set(field, value); },
            .madeSecret =
                [this](Secret made, bool kept) {
                    secret = std::move(made);
                    secretKept = kept;
                }};
    }

    Applied applyPlan(const Plan& wanted, const Verified& verified, std::stop_token stop = {})
    {
        const Inputs typed = inputs;
        const Secret given = secret.clone();
        return apply({.profile = profile,
                         .inputs = typed,
                         .secret = &given,
                         .plan = wanted,
                         .snapshot = verified.snapshot,
                         .session = session,
                         .endpoints = endpoints},
            ports(), stop);
    }

    Settled settleOpen(const Verified& verified)
    {
        const Inputs typed = inputs;
        const Secret given = secret.clone();
        const Plan nothing;
        return settle({.profile = profile,
                          .inputs = typed,
                          .secret = &given,
                          .plan = nothing,
                          .snapshot = verified.snapshot,
                          .session = session,
                          .endpoints = endpoints},
            ports(), {});
    }

    std::vector<WriteRecord> records() const
    {
        return writeRecords(journal->read().value()).value();
    }

    Applied undoAll(const Verified& verified, const QStringList& only = {})
    {
        const std::vector<WriteRecord> all = records();
        const Inputs typed = inputs;
        const Secret given = secret.clone();
        return undo({.profile = profile,
                        .inputs = typed,
                        .secret = &given,
                        .records = all,
                        .only = only,
                        .snapshot = verified.snapshot,
                        .session = session,
                        .endpoints = endpoints},
            ports(), {});
    }

    //! The tenant as it is, without what deleting leaves behind and without names that Entra makes.
    nlohmann::json tenant() const
    {
        nlohmann::json state = simulator->state();
        for (nlohmann::json& each : state)
            each.erase("deletedApplications");
        return state;
    }

    Scenario scenario;
    Profile profile;
    std::unique_ptr<Simulator> simulator;
    Endpoints endpoints;
    SimulatedPacer pacer;
    QtTransport transport;
    Transport* writing = &transport; //!< what apply() sends through; tests may put one between
    ClickingBrowser browser;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<SessionSecretStore> secrets;
    TenantMemory memory;
    Inputs inputs;
    Secret secret;
    Session session;
    bool secretKept = false;
    std::vector<ChangeProgress> progress;
};

//! The operations that would make one of the other, as text: a failure says where they differ.
inline QByteArray differences(const nlohmann::json& now, const nlohmann::json& before)
{
    const nlohmann::json patch = nlohmann::json::diff(before, now);
    return patch.empty() ? QByteArray() : QByteArray::fromStdString(patch.dump(1).substr(0, 2000));
}

//! Requests to Graph that are no reads.
inline int writesIn(const std::vector<SimulatorRequest>& requests)
{
    int writes = 0;
    for (const SimulatorRequest& each : requests) {
        const bool graph = each.path.startsWith("/graph") && !each.path.endsWith("$batch");
        writes += graph && each.method != "GET" ? 1 : 0;
    }
    return writes;
}

//! "require-assignment=Refused: why" of what is not done.
inline QStringList notDone(const Plan& plan, const Applied& applied)
{
    QStringList list;
    for (const ChangeProgress& each : applied.changes) {
        const bool done = each.state == ChangeProgress::State::Done
            || each.state == ChangeProgress::State::AlreadyThere
            || each.state == ChangeProgress::State::Undone;
        if (done)
            continue;
        const QString what = each.index < plan.changes.size()
            ? changeName(plan.changes[each.index].kind)
            : QString::number(each.index);
        list << what + QLatin1Char('=') + stateWord(each.state) + QStringLiteral(": ")
                + each.message + QLatin1Char(' ') + each.details;
    }
    if (!applied.stopped.isEmpty())
        list << QStringLiteral("stopped: ") + applied.stopped;
    return list;
}

} // namespace lockstep::test
