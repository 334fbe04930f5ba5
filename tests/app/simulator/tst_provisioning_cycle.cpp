// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "scim_client.h"

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::json;

const QString jobs = boards::synchronization + QStringLiteral("/jobs");
const QString job = jobs + u'/' + boards::job;

//! A client whose tokens are new after each leap of the clock.
struct Clocked : ScimClient {
    using ScimClient::ScimClient;
    Json status() { return read(job, token()).json()["status"]; }
    int act(const char* what, const Json& body = Json::object())
    {
        return graph("POST", job + u'/' + QString::fromLatin1(what), token(), body).status;
    }
    Json rows()
    {
        return read(
            QStringLiteral("/auditLogs/provisioning?$filter=jobId eq '%1'").arg(boards::job),
            token())
            .json()["value"];
    }
};

} // namespace

class ProvisioningCycleTest : public QObject {
    Q_OBJECT

private slots:
    void readingChangesNothing()
    {
        Clocked client;
        const Json before = client.simulator->state();
        (void)client.status();
        QCOMPARE(client.act("validateCredentials", {{"useSavedCredentials", true}}), 204);
        QCOMPARE(client.simulator->state(), before);
    }

    void theFirstCycleTakesItsTime()
    {
        Clocked client(scimScenario("first-cycle"));
        QCOMPARE(client.status()["code"], "NotRun");
        client.simulator->advanceClock(19min);
        QVERIFY(client.status()["lastSuccessfulExecution"].is_null());
        QCOMPARE(client.scimUserNames(), QStringList());
        client.simulator->advanceClock(2min);
        QCOMPARE(client.status()["code"], "Active");
        QVERIFY(client.status()["lastSuccessfulExecution"]["timeEnded"].is_string());
        // Kai himself, Morgan and Sasha by their group
        QCOMPARE(client.scimUserNames(),
            (QStringList{QStringLiteral("kai.carter"), QStringLiteral("morgan.lee"),
                QStringLiteral("sasha.rivera")}));
        QCOMPARE(client.rows().size(), 3U);
        for (const auto& row : client.rows())
            QCOMPARE(row["provisioningStatusInfo"]["status"], "success");
    }

    void laterCyclesChangeOnlyWhatChanged()
    {
        Clocked client(scimScenario("first-cycle"));
        QCOMPARE(client.status()["code"], "NotRun");
        client.simulator->advanceClock(21min);
        QCOMPARE(client.rows().size(), 3U);
        client.simulator->advanceClock(41min);
        QCOMPARE(client.rows().size(), 3U);
        const QByteArray token =
            client.token(contoso::admin, {QStringLiteral("AppRoleAssignment.ReadWrite.All")});
        QCOMPARE(client
                     .graph("POST",
                         QStringLiteral("/servicePrincipals(appId='%1')/appRoleAssignedTo")
                             .arg(boards::appId),
                         token,
                         {{"principalId", "0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f"},
                             {"resourceId", boards::principal.toStdString()},
                             {"appRoleId", boards::memberRole.toStdString()}})
                     .status,
            201);
        client.simulator->advanceClock(41min);
        QCOMPARE(client.scimUserNames().size(), 4);
        QCOMPARE(client.rows().size(), 4U);
    }

    void wrongCredentialsEndInQuarantineAndAStartClearsIt()
    {
        Clocked client(scimScenario("wrong-token"));
        QCOMPARE(client.status()["code"], "Active");
        client.simulator->advanceClock(41min);
        const Json status = client.status();
        QCOMPARE(status["code"], "Quarantine");
        QCOMPARE(status["quarantine"]["reason"], "EncounteredQuarantineException");
        const std::string why = status["quarantine"]["error"]["message"].get<std::string>();
        QVERIFY(why.find("401") != std::string::npos);
        QVERIFY(status["lastSuccessfulExecution"].is_object());
        const Json secrets{{"value",
            Json::array({{{"key", "BaseAddress"},
                             {"value", client.simulator->scimUrl().toString().toStdString()}},
                {
                    {"key", "SecretToken"},
                    {"value", client.loaded.product["scim"]["token"]},
                },
                {{"key", "SyncAll"}, {"value", "false"}}})}};
        QCOMPARE(client
                     .graph("PUT", boards::synchronization + QStringLiteral("/secrets"),
                         client.token(), secrets)
                     .status,
            204);
        QCOMPARE(client.act("start"), 204);
        QVERIFY(client.status()["quarantine"].is_null());
        client.simulator->advanceClock(21min);
        QCOMPARE(client.status()["code"], "Active");
        QVERIFY(client.status()["quarantine"].is_null());
    }

    void aScenarioMayBeginInQuarantine()
    {
        Clocked client(scimScenario("quarantine"));
        QCOMPARE(client.status()["code"], "Quarantine");
        QVERIFY(client.status()["quarantine"]["error"]["message"].is_string());
        QVERIFY(client.status()["lastSuccessfulExecution"].is_null());
    }

    void aPausedJobWaits()
    {
        Clocked client(scimScenario("first-cycle"));
        QCOMPARE(client.act("pause"), 204);
        client.simulator->advanceClock(60min);
        QCOMPARE(client.status()["code"], "Paused");
        QCOMPARE(client.scimUserNames(), QStringList());
        QCOMPARE(client.act("restart", {{"criteria", {{"resetScope", "Nonsense"}}}}), 400);
        QCOMPARE(client.act("restart", {{"criteria", {{"resetScope", "Full"}}}}), 204);
        client.simulator->advanceClock(21min);
        QCOMPARE(client.scimUserNames().size(), 3);
    }

    void scopeAndMappingDecideWhoAndWhat()
    {
        const auto ranOnce = [](Scenario scenario) {
            scenario.product["scim"]["users"] = Json::array();
            auto client = std::make_unique<Clocked>(scenario);
            client->simulator->advanceClock(41min);
            return client;
        };
        QCOMPARE(ranOnce(scimScenario("sync-all"))->scimUserNames().size(), 5);
        QCOMPARE(ranOnce(scimScenario("users-disabled"))->scimUserNames().size(), 0);
        QCOMPARE(ranOnce(scimScenario("nobody-assigned"))->scimUserNames().size(), 0);
        const auto rolesOfKai = [&](const char* id) {
            const auto client = ranOnce(scimScenario(id));
            return client->scim("GET", QStringLiteral("/Users"))
                .json()["Resources"][0]
                .value("roles", Json());
        };
        QVERIFY(rolesOfKai("no-role-mapping").is_null());
        QCOMPARE(rolesOfKai("complex-mapping")[0]["type"], "WindowsAzureActiveDirectoryRole");
        QVERIFY(rolesOfKai("direct-mapping")[0]["value"].get<std::string>().find("principalId")
            != std::string::npos);
    }

    void aFreshTenantIsBroughtToLifeStepByStep()
    {
        Clocked client(scimScenario("fresh"));
        const QByteArray token = client.token(contoso::admin,
            {QStringLiteral("Directory.Read.All"), QStringLiteral("Synchronization.ReadWrite.All"),
                QStringLiteral("AppRoleAssignment.ReadWrite.All")});
        const QString consent = inputsAt(client.loaded, client.simulator->loginUrl())
                                    .at(QStringLiteral("consentUrl"))
                                    .value(0);
        QCOMPARE(client.get(QUrl(consent + QStringLiteral("&login_hint=") + contoso::admin)).status,
            200);
        const Json principal =
            client.read(QStringLiteral("/servicePrincipals(appId='%1')").arg(boards::appId), token)
                .json();
        const QString below = QStringLiteral("/servicePrincipals/%1")
                                  .arg(QString::fromStdString(principal["id"].get<std::string>()));
        const QString all = below + QStringLiteral("/synchronization/jobs");
        const Got made = client.graph("POST", all, token, {{"templateId", "customappsso"}});
        QCOMPARE(made.status, 201);
        const QString own =
            all + u'/' + QString::fromStdString(made.json()["id"].get<std::string>());
        const Json secrets{{"value",
            Json::array({{{"key", "BaseAddress"},
                             {"value", client.simulator->scimUrl().toString().toStdString()}},
                {{"key", "SecretToken"}, {"value", client.loaded.secret.toStdString()}},
                {{"key", "SyncAll"}, {"value", "false"}}})}};
        QCOMPARE(
            client.graph("PUT", below + QStringLiteral("/synchronization/secrets"), token, secrets)
                .status,
            204);
        QCOMPARE(client
                     .graph("POST", below + QStringLiteral("/appRoleAssignedTo"), token,
                         {{"principalId", boards::designers.toStdString()},
                             {"resourceId", principal["id"]},
                             {"appRoleId", boards::memberRole.toStdString()}})
                     .status,
            201);
        QCOMPARE(client.graph("POST", own + QStringLiteral("/start"), token, Json::object()).status,
            204);
        client.simulator->advanceClock(21s); // the scenario's first cycle takes 20
        QCOMPARE(client.read(own, token).json()["status"]["code"], "Active");
        QCOMPARE(client.scimUserNames(),
            (QStringList{QStringLiteral("morgan.lee"), QStringLiteral("sasha.rivera")}));
    }

    void whatTheServiceRefusesIsInTheLog()
    {
        Scenario scenario = scimScenario("first-cycle");
        scenario.network["faults"] =
            Json::array({{{"path", "/scim/v2/Users"}, {"status", 400}, {"nth", Json::array({3})}}});
        Clocked client(scenario);
        client.simulator->advanceClock(21min);
        QCOMPARE(client.status()["lastExecution"]["state"], "EntryLevelErrors");
        const Json first = client.rows()[0]["provisioningStatusInfo"];
        QCOMPARE(first["status"], "failure");
        QVERIFY(!first["errorInformation"]["reason"].get<std::string>().empty());
    }
};

QTEST_GUILESS_MAIN(ProvisioningCycleTest)
#include "tst_provisioning_cycle.moc"
