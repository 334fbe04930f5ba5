// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

using namespace lockstep;

namespace {

const QStringList everyWrite{QStringLiteral("User.Read"), QStringLiteral("Directory.Read.All"),
    QStringLiteral("Application.ReadWrite.All"), QStringLiteral("AppRoleAssignment.ReadWrite.All"),
    QStringLiteral("DelegatedPermissionGrant.ReadWrite.All")};

Scenario delayed(const char* id, int replicationMs)
{
    Scenario scenario = *builtInScenario(QString::fromLatin1(id));
    scenario.network["replicationDelayMs"] = replicationMs;
    return scenario;
}

struct Writer {
    explicit Writer(const char* scenario = "ready", int replicationMs = 0)
        : client(delayed(scenario, replicationMs))
        , token(client.simulator->issueAdminToken(contoso::admin, everyWrite))
    {
    }
    Got patchApp(const nlohmann::json& change)
    {
        return client.graph("PATCH", contoso::app, token, change);
    }
    nlohmann::json app() { return client.read(contoso::app, token).json(); }

    SimClient client;
    QByteArray token;
};

const QList<QPair<QByteArray, QByteArray>> createIfMissing{{"Prefer", "create-if-missing"}};

} // namespace

class GraphWritesTest : public QObject {
    Q_OBJECT

private slots:
    void anEnterpriseApplicationGoesWithItsLinks()
    {
        Writer writer;
        const nlohmann::json before = writer.client.simulator->state()[0];
        const std::string id = before["servicePrincipals"][0]["id"];
        const QString path =
            QStringLiteral("/servicePrincipals(appId='%1')")
                .arg(QString::fromStdString(before["servicePrincipals"][0]["appId"]));
        QCOMPARE(writer.client.graph("DELETE", path, writer.token).status, 204);
        QCOMPARE(writer.client.graph("DELETE", path, writer.token).status, 404);
        const nlohmann::json after = writer.client.simulator->state()[0];
        QCOMPARE(after["servicePrincipals"].size(), before["servicePrincipals"].size() - 1);
        QCOMPARE(after["applications"].size(), before["applications"].size());
        for (const char* list : {"appRoleAssignments", "oauth2PermissionGrants"}) {
            for (const nlohmann::json& link : after[list])
                QVERIFY(link.dump().find(id) == std::string::npos);
        }
    }

    void anAppIsMadeOnceByItsUniqueName()
    {
        Writer writer("fresh");
        const QString path = QStringLiteral("/applications(uniqueName='self-service-pim')");
        const nlohmann::json body{{"displayName", "Self Service PIM"},
            {"signInAudience", "AzureADMyOrg"},
            {"web", {{"redirectUris", {"https://contoso.selfservicepim.com"}}}}};
        QCOMPARE(writer.client.graph("PATCH", path, writer.token, body).status, 404);
        const Got made = writer.client.graph("PATCH", path, writer.token, body, createIfMissing);
        QCOMPARE(made.status, 201);
        QVERIFY(made.json().contains("appId") && made.json()["uniqueName"] == "self-service-pim");
        QCOMPARE(
            writer.client.graph("PATCH", path, writer.token, body, createIfMissing).status, 204);
        QCOMPARE(writer.client.read(QStringLiteral("/applications"), writer.token)
                     .json()["value"]
                     .size(),
            1U);
        // by API there is no service principal yet (contract 13.6)
        const QString appId = QString::fromStdString(made.json()["appId"]);
        const QString principal = QStringLiteral("/servicePrincipals(appId='%1')").arg(appId);
        QCOMPARE(writer.client.read(principal, writer.token).status, 404);
        const nlohmann::json tags{{"tags", {"WindowsAzureActiveDirectoryIntegratedApp"}}};
        QCOMPARE(
            writer.client.graph("PATCH", principal, writer.token, tags, createIfMissing).status,
            201);
        QCOMPARE(
            writer.client.graph("PATCH", principal, writer.token, tags, createIfMissing).status,
            204);
        const Got again = writer.client.graph("POST", QStringLiteral("/servicePrincipals"),
            writer.token, {{"appId", appId.toStdString()}});
        QCOMPARE(again.status, 409);
        QCOMPARE(again.code(), QStringLiteral("Request_MultipleObjectsWithSameKeyValue"));
    }

    void postNeverFindsTheSameAppAgain()
    {
        Writer writer("fresh");
        for (int i = 0; i < 2; ++i)
            QCOMPARE(writer.client
                         .graph("POST", QStringLiteral("/applications"), writer.token,
                             {{"displayName", "Twice"}})
                         .status,
                201);
        QCOMPARE(
            writer.client
                .read(QStringLiteral("/applications?$filter=displayName eq 'Twice'"), writer.token)
                .json()["value"]
                .size(),
            2U);
    }

    void collectionsAreReplacedWhole()
    {
        Writer writer;
        QCOMPARE(writer.patchApp({{"web", {{"redirectUris", {"https://a.example"}}}}}).status, 204);
        QCOMPARE(writer.app()["web"]["redirectUris"], nlohmann::json({"https://a.example"}));
        QCOMPARE(writer.app()["web"]["implicitGrantSettings"]["enableIdTokenIssuance"], true);
        QCOMPARE(
            writer.patchApp({{"requiredResourceAccess", nlohmann::json::array()}}).status, 204);
        QVERIFY(writer.app()["requiredResourceAccess"].empty());
    }

    void anEnabledRoleCannotVanish()
    {
        Writer writer;
        auto roles = writer.app()["appRoles"];
        auto fewer = nlohmann::json::array({roles[0]});
        QCOMPARE(writer.patchApp({{"appRoles", fewer}}).code(),
            QStringLiteral("CannotDeleteOrUpdateEnabledEntitlement"));
        roles[1]["isEnabled"] = false;
        QCOMPARE(writer.patchApp({{"appRoles", roles}}).status, 204);
        QCOMPARE(writer.patchApp({{"appRoles", fewer}}).status, 204);
        roles[1] = roles[0];
        roles[1]["id"] = "11111111-2222-3333-4444-555555555555";
        QCOMPARE(writer.patchApp({{"appRoles", roles}}).code(), QStringLiteral("DuplicateValue"));
    }

    void badChangesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("change");
        const auto row = [](const char* name, const nlohmann::json& change) {
            QTest::newRow(name) << QByteArray::fromStdString(change.dump());
        };
        const auto redirect = [](const char* uri) {
            return nlohmann::json{{"web", {{"redirectUris", nlohmann::json::array({uri})}}}};
        };
        row("credentials", {{"passwordCredentials", nlohmann::json::array()}});
        row("audience", {{"signInAudience", "Everybody"}});
        row("http", redirect("http://a.example"));
        row("wildcard", redirect("https://b.*.example"));
        const nlohmann::json access{
            {"id", "df021288-bdef-4463-88db-98f22de89214"}, {"type", "Both"}};
        const nlohmann::json resource{{"resourceAppId", "00000003-0000-0000-c000-000000000000"},
            {"resourceAccess", nlohmann::json::array({access})}};
        row("permission kind", {{"requiredResourceAccess", nlohmann::json::array({resource})}});
    }
    void badChangesAreRefused()
    {
        QFETCH(QByteArray, change);
        Writer writer;
        const auto before = writer.client.simulator->state();
        QCOMPARE(writer.patchApp(nlohmann::json::parse(change.toStdString())).status, 400);
        QVERIFY(writer.client.simulator->state() == before);
    }

    void eachAddPasswordAddsOneAndItWorks()
    {
        Writer writer;
        const QString path = contoso::app + QStringLiteral("/addPassword");
        const nlohmann::json body{{"passwordCredential", {{"displayName", "Made here"}}}};
        const auto first = writer.client.graph("POST", path, writer.token, body).json();
        const auto second = writer.client.graph("POST", path, writer.token, body).json();
        QVERIFY(first["keyId"] != second["keyId"] && first["secretText"] != second["secretText"]);
        const QString value = QString::fromStdString(first["secretText"]);
        QVERIFY(value.startsWith(QString::fromStdString(first["hint"])));
        QCOMPARE(writer.app()["passwordCredentials"].size(), 3U);
        QVERIFY(writer.app()["passwordCredentials"][1]["secretText"].is_null());
        QCOMPARE(
            writer.client.clientCredentials(contoso::tenant, contoso::clientId, value).status, 200);
        QCOMPARE(writer.client
                     .graph("POST", contoso::app + QStringLiteral("/removePassword"), writer.token,
                         {{"keyId", first["keyId"]}})
                     .status,
            204);
        QCOMPARE(
            writer.client.clientCredentials(contoso::tenant, contoso::clientId, value).aadsts(),
            7000215);
    }

    void aPolicyStopsSecrets()
    {
        const nlohmann::json body{{"passwordCredential", {{"displayName", "x"}}}};
        const QString path = contoso::app + QStringLiteral("/addPassword");
        Writer forbidding("secret-policy-forbids");
        QCOMPARE(forbidding.client.graph("POST", path, forbidding.token, body).code(),
            QStringLiteral("CredentialTypeNotAllowedAsPerAppPolicy"));
        Writer shortening("secret-policy-shortens");
        QCOMPARE(shortening.client.graph("POST", path, shortening.token, body).code(),
            QStringLiteral("CredentialInvalidLifetimeAsPerAppPolicy"));
    }

    void consentByApiIsGivenOnce()
    {
        Writer writer("consent-missing");
        const nlohmann::json grant{{"clientId", "d85c2e09-71fa-4b36-ae40-c9163d7f5be8"},
            {"consentType", "AllPrincipals"},
            {"resourceId", "b2d97a40-16ce-4f83-9e5b-70c3a1d8f264"}, {"scope", "User.Read"}};
        const QString path = QStringLiteral("/oauth2PermissionGrants");
        const Got made = writer.client.graph("POST", path, writer.token, grant);
        QCOMPARE(made.status, 201);
        QCOMPARE(writer.client.graph("POST", path, writer.token, grant).status, 409);
        const QString own = path + u'/' + QString::fromStdString(made.json()["id"]);
        QCOMPARE(
            writer.client.graph("PATCH", own, writer.token, {{"scope", "User.Read openid"}}).status,
            204);
        QCOMPARE(writer.client.read(own, writer.token).json()["scope"], "User.Read openid");
        QCOMPARE(
            writer.client.graph("PATCH", own, writer.token, {{"scope", "Nothing.Such"}}).status,
            400);
        QCOMPARE(writer.client.graph("DELETE", own, writer.token).status, 204);
        QCOMPARE(writer.client.read(own, writer.token).status, 404);
    }

    void rolesAreAssignedOnce()
    {
        Writer writer;
        const QString path = contoso::principal + QStringLiteral("/appRoleAssignedTo");
        nlohmann::json body{{"principalId", "51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14"},
            {"resourceId", "d85c2e09-71fa-4b36-ae40-c9163d7f5be8"},
            {"appRoleId", "a4e7d210-95bc-4f38-86c1-3b0d5e72f9a8"}};
        const Got made = writer.client.graph("POST", path, writer.token, body);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json()["principalDisplayName"], "Kai Carter");
        QCOMPARE(writer.client.graph("POST", path, writer.token, body).status, 400);
        QCOMPARE(writer.client
                     .graph("DELETE", path + u'/' + QString::fromStdString(made.json()["id"]),
                         writer.token)
                     .status,
            204);
        body["appRoleId"] = "00000000-0000-0000-0000-000000000000"; // roles are defined: no default
        QCOMPARE(writer.client.graph("POST", path, writer.token, body).status, 400);
        body["principalId"] = "99999999-0000-0000-0000-000000000000";
        QCOMPARE(writer.client.graph("POST", path, writer.token, body).status, 400);
    }

    void rolesOfTheCallerDecide()
    {
        Writer writer;
        const QByteArray member =
            writer.client.simulator->issueAdminToken(contoso::member, everyWrite);
        const QByteArray reader = writer.client.simulator->issueAdminToken(contoso::admin);
        const nlohmann::json change{{"signInAudience", "AzureADMultipleOrgs"}};
        const auto before = writer.client.simulator->state();
        QCOMPARE(writer.client.graph("PATCH", contoso::app, member, change).status, 403);
        QCOMPARE(writer.client.graph("PATCH", contoso::app, reader, change).status, 403);
        QVERIFY(writer.client.simulator->state() == before);
    }

    void aWriteShowsOnlyAfterTheDelay()
    {
        Writer writer("ready", 400);
        QCOMPARE(writer.client
                     .graph("PATCH", contoso::principal, writer.token,
                         {{"appRoleAssignmentRequired", false}})
                     .status,
            204);
        const auto shown = [&] {
            return writer.client.read(contoso::principal, writer.token)
                       .json()["appRoleAssignmentRequired"]
                == false;
        };
        QVERIFY(!shown());
        QVERIFY(
            writer.client.simulator->state()[0]["servicePrincipals"][0]["appRoleAssignmentRequired"]
            == false);
        QTRY_VERIFY_WITH_TIMEOUT(shown(), 5000);
    }

    void aFreshAppIsNotThereYet()
    {
        Writer writer("fresh", 400);
        const auto made = writer.client
                              .graph("POST", QStringLiteral("/applications"), writer.token,
                                  {{"displayName", "New"}})
                              .json();
        const auto principal = [&] {
            return writer.client.graph("POST", QStringLiteral("/servicePrincipals"), writer.token,
                {{"appId", made["appId"]}});
        };
        const Got early = principal();
        QCOMPARE(early.code(), QStringLiteral("Request_BadRequest"));
        QVERIFY(early.body.contains("NoBackingApplicationObject"));
        const QString app =
            QStringLiteral("/applications(appId='%1')").arg(QString::fromStdString(made["appId"]));
        QTRY_COMPARE_WITH_TIMEOUT(writer.client.read(app, writer.token).status, 200, 5000);
        QCOMPARE(principal().status, 201);
    }
};

QTEST_GUILESS_MAIN(GraphWritesTest)
#include "tst_graph_writes.moc"
