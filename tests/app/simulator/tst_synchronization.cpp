// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "scim_client.h"

using namespace lockstep;

namespace {

using Json = nlohmann::json;

const QString jobs = boards::synchronization + QStringLiteral("/jobs");
const QString job = jobs + u'/' + boards::job;
const QString secrets = boards::synchronization + QStringLiteral("/secrets");
const QString logOfJob =
    QStringLiteral("/auditLogs/provisioning?$filter=jobId eq '%1'").arg(boards::job);

Json secretsWith(const QString& address, const QByteArray& token)
{
    return Json::array({{{"key", "BaseAddress"}, {"value", address.toStdString()}},
        {{"key", "SecretToken"}, {"value", token.toStdString()}},
        {{"key", "SyncAll"}, {"value", "false"}}});
}

const Json saved{{"useSavedCredentials", true}};

} // namespace

class SynchronizationTest : public QObject {
    Q_OBJECT

private slots:
    void everyReadOfTheGuideIsAnswered()
    {
        ScimClient client;
        const QByteArray token = client.token();
        const auto read = [&](const QString& path) { return client.read(path, token); };
        const auto templates = read(boards::synchronization + QStringLiteral("/templates")).json();
        QCOMPARE(templates["value"][0]["factoryTag"], "customappsso");
        const auto list = read(jobs).json()["value"];
        QCOMPARE(list.size(), 1U);
        QCOMPARE(list[0]["schedule"]["state"], "Active");
        QCOMPARE(list[0]["status"]["code"], "Active");
        QVERIFY(list[0]["status"]["lastSuccessfulExecution"].is_object());
        QCOMPARE(read(job).json()["id"], boards::job.toStdString());
        const auto schema = read(job + QStringLiteral("/schema")).json();
        const auto users = schema["synchronizationRules"][0]["objectMappings"][0];
        QCOMPARE(users["sourceObjectName"], "User");
        QVERIFY(users["enabled"].get<bool>());
        const auto roles = users["attributeMappings"].back();
        QCOMPARE(roles["targetAttributeName"], "roles[primary eq \"True\"].value");
        QCOMPARE(roles["source"]["type"], "Function");
        QCOMPARE(roles["source"]["expression"], "SingleAppRoleAssignment([appRoleAssignments])");
        QCOMPARE(roles["source"]["parameters"][0]["value"]["name"], "appRoleAssignments");
        const auto kept = read(secrets).json()["value"];
        QCOMPARE(kept[1]["key"], "SecretToken");
        QCOMPARE(kept[1]["value"], "*");
        QCOMPARE(kept[3]["value"], "false");
        QCOMPARE(read(jobs + QStringLiteral("/nothing")).status, 404);
    }

    void noAlternateKeyBelowIt()
    {
        ScimClient client;
        const QString path = QStringLiteral("/servicePrincipals(appId='%1')/synchronization/jobs")
                                 .arg(boards::appId);
        QCOMPARE(client.read(path, client.token()).status, 501);
    }

    void permissionAndRoleDecide_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<int>("jobsStatus");
        QTest::addColumn<int>("logStatus");
        QTest::addColumn<int>("startStatus");
        const QString write = QStringLiteral("Synchronization.ReadWrite.All");
        const QString read = QStringLiteral("Synchronization.Read.All");
        QTest::newRow("Global Administrator") << contoso::admin << write << 200 << 403 << 204;
        QTest::newRow("may only read") << contoso::admin << read << 200 << 403 << 403;
        QTest::newRow("no such permission")
            << contoso::admin << QStringLiteral("Directory.Read.All") << 403 << 200 << 403;
        QTest::newRow("Cloud Application Administrator")
            << boards::cloudAdmin << write << 200 << 403 << 204;
        QTest::newRow("Global Reader") << boards::reader << write << 403 << 403 << 403;
        QTest::newRow("Global Reader of the log")
            << boards::reader << QStringLiteral("ProvisioningLog.Read.All") << 403 << 200 << 403;
        QTest::newRow("plain member of the log")
            << contoso::member << QStringLiteral("ProvisioningLog.Read.All") << 403 << 403 << 403;
    }
    void permissionAndRoleDecide()
    {
        QFETCH(QString, account);
        QFETCH(QString, scope);
        Scenario scenario = scimScenario();
        scenario.tenants[0]["_publicClientConsent"] = Json::array();
        ScimClient client(scenario);
        const QByteArray token = client.token(account, {scope});
        QTEST(client.read(jobs, token).status, "jobsStatus");
        QTEST(client.read(logOfJob, token).status, "logStatus");
        QTEST(client.graph("POST", job + QStringLiteral("/start"), token, Json::object()).status,
            "startStatus");
    }

    void theLogIsFilteredExactlyAndSorted()
    {
        ScimClient client;
        const QByteArray token = client.token();
        const QString rest = QStringLiteral("&$orderby=activityDateTime desc&$top=%1");
        const auto rows = client.read(logOfJob + rest.arg(25), token).json()["value"];
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0]["provisioningAction"], "update");
        QCOMPARE(rows[0]["provisioningStatusInfo"]["status"], "success");
        QVERIFY(rows[0]["activityDateTime"].get<std::string>()
            >= rows[1]["activityDateTime"].get<std::string>());
        QCOMPARE(client.read(logOfJob + rest.arg(1), token).json()["value"].size(), 1U);
        const QString shouted = QStringLiteral("/auditLogs/provisioning?$filter=jobId eq '%1'")
                                    .arg(boards::job.toUpper());
        QCOMPARE(client.read(shouted, token).json()["value"].size(), 0U);
        ScimClient failing(scimScenario("failures-only"));
        const auto failures = failing.read(logOfJob, failing.token()).json();
        QCOMPARE(failures["value"].size(), 3U);
        for (const auto& row : failures["value"])
            QCOMPARE(row["provisioningStatusInfo"]["status"], "failure");
    }

    void theAddressMayBeMasked()
    {
        ScimClient client(scimScenario("masked-address"));
        const auto kept = client.read(secrets, client.token()).json()["value"];
        QCOMPARE(kept[0]["value"], "*");
        QCOMPARE(
            client
                .graph("POST", job + QStringLiteral("/validateCredentials"), client.token(), saved)
                .status,
            204);
    }

    void aJobIsMadeAndASecondOneToo()
    {
        ScimClient client(scimScenario("no-job"));
        const QByteArray token = client.token();
        QCOMPARE(client.graph("POST", jobs, token, {{"templateId", "nothing"}}).status, 400);
        const Got made = client.graph("POST", jobs, token, {{"templateId", "customappsso"}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json()["schedule"]["state"], "Disabled");
        QCOMPARE(made.json()["status"]["code"], "NotConfigured");
        QCOMPARE(client.graph("POST", jobs, token, {{"templateId", "customappsso"}}).status, 201);
        QCOMPARE(client.read(jobs, token).json()["value"].size(), 2U);
        const QString first =
            jobs + u'/' + QString::fromStdString(made.json()["id"].get<std::string>());
        QCOMPARE(client.graph("DELETE", first, token).status, 204);
        QCOMPARE(client.read(first, token).status, 404);
        ScimClient closed(scimScenario("not-possible"));
        QCOMPARE(closed.read(boards::synchronization + QStringLiteral("/templates"), closed.token())
                     .json()["value"]
                     .size(),
            0U);
        QCOMPARE(
            closed.graph("POST", jobs, closed.token(), {{"templateId", "customappsso"}}).status,
            400);
    }

    void secretsAreReplacedAsAWhole()
    {
        ScimClient client;
        const QByteArray token = client.token();
        QCOMPARE(client.graph("PUT", secrets, token, {{"value", Json::array()}}).status, 400);
        QCOMPARE(client
                     .graph("PUT", secrets, token,
                         {{"value", Json::array({{{"key", "Nonsense"}, {"value", "x"}}})}})
                     .status,
            400);
        const Json wanted = secretsWith(client.simulator->scimUrl().toString(), "new");
        QCOMPARE(client.graph("PUT", secrets, token, {{"value", wanted}}).status, 204);
        const auto kept = client.read(secrets, token).json()["value"];
        QCOMPARE(kept.size(), 3U);
        QCOMPARE(kept[1]["value"], "*");
        QCOMPARE(
            client.graph("POST", job + QStringLiteral("/validateCredentials"), token, saved).status,
            400);
    }

    void theWholeSchemaComesBackAsItWasSent()
    {
        ScimClient client(scimScenario("no-role-mapping"));
        const QByteArray token = client.token();
        const QString path = job + QStringLiteral("/schema");
        Json schema = client.read(path, token).json();
        QVERIFY(schema.contains("provisioningTaskIdentifier"));
        const Json mapping{{"defaultValue", nullptr}, {"exportMissingReferences", false},
            {"flowBehavior", "FlowWhenChanged"}, {"flowType", "Always"}, {"matchingPriority", 0},
            {"targetAttributeName", "roles[primary eq \"True\"].value"},
            {"source",
                {{"expression", "SingleAppRoleAssignment([appRoleAssignments])"},
                    {"name", "SingleAppRoleAssignment"}, {"type", "Function"},
                    {"parameters", Json::array()}}}};
        schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"].push_back(
            mapping);
        schema["someLaterMember"] = {{"kept", true}};
        // the target has no such attribute yet (contract, W15 procedure)
        QCOMPARE(client.graph("PUT", path, token, schema).status, 400);
        for (Json& directory : schema["directories"]) {
            for (Json& object : directory["objects"]) {
                if (!directory["readOnly"].get<bool>())
                    object["attributes"].push_back(
                        {{"name", "roles[primary eq \"True\"].value"}, {"type", "String"}});
            }
        }
        QCOMPARE(client.graph("PUT", path, token, schema).status, 204);
        QCOMPARE(client.read(path, token).json(), schema);
        QCOMPARE(client.graph("PUT", path, token, {{"directories", Json::array()}}).status, 400);
    }

    void credentialsAreProvenByTheServiceItself_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* id, int status, const char* says) {
            QTest::newRow(id) << QString::fromLatin1(id) << status << QString::fromLatin1(says);
        };
        row("ready", 204, "");
        row("wrong-token", 400, "401 Unauthorized");
        row("other-address", 400, "scim.tailspin.example");
        row("no-credentials", 400, "SecretToken");
        row("not-scim", 400, "not SCIM");
        row("down", 502, "503");
    }
    void credentialsAreProvenByTheServiceItself()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, says);
        ScimClient client(scimScenario(scenario.toLatin1().constData()));
        const Got got = client.graph(
            "POST", job + QStringLiteral("/validateCredentials"), client.token(), saved);
        QTEST(got.status, "status");
        QVERIFY2(got.body.contains(says.toUtf8()), got.body.constData());
        QVERIFY(!got.body.contains(client.loaded.secret));
    }

    void givenCredentialsAreProvenWithoutBeingKept()
    {
        ScimClient client;
        const QByteArray token = client.token();
        const QString address = client.simulator->scimUrl().toString();
        const auto validate = [&](const QString& place, const QByteArray& secret) {
            return client
                .graph("POST", place + QStringLiteral("/validateCredentials"), token,
                    {{"credentials", secretsWith(address, secret)}})
                .status;
        };
        QCOMPARE(validate(job, client.loaded.secret), 204);
        QCOMPARE(validate(jobs, client.loaded.secret), 204);
        QCOMPARE(validate(job, "wrong"), 400);
        QCOMPARE(
            client.graph("POST", job + QStringLiteral("/validateCredentials"), token, saved).status,
            204);
    }

    void oneUserIsProvisionedOnDemand()
    {
        ScimClient client(scimScenario("first-cycle"));
        const QByteArray token = client.token();
        QCOMPARE(client.scimUserNames(), QStringList());
        const Json schema = client.read(job + QStringLiteral("/schema"), token).json();
        const auto provision = [&](const QString& user, const Json& rule) {
            return client.graph("POST", job + QStringLiteral("/provisionOnDemand"), token,
                {{"parameters",
                    Json::array({{{"ruleId", rule},
                        {"subjects",
                            Json::array({{{"objectId", user.toStdString()},
                                {"objectTypeName", "User"}}})}}})}});
        };
        const Json rule = schema["synchronizationRules"][0]["id"];
        const Got done = provision(boards::kai, rule);
        QCOMPARE(done.status, 200);
        const Json report = Json::parse(done.json()["value"].get<std::string>());
        QCOMPARE(report[0]["provisioningSteps"].back()["status"], "Success");
        QCOMPARE(client.scimUserNames(), QStringList{QStringLiteral("kai.carter")});
        const auto kai = client.scim("GET", QStringLiteral("/Users")).json()["Resources"][0];
        QCOMPARE(kai["roles"][0]["value"], "Admin");
        QCOMPARE(kai["displayName"], "Kai Carter");
        QCOMPARE(kai["emails"][0]["type"], "work");
        QCOMPARE(kai["active"], true);
        const QString outside = QStringLiteral("0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f");
        const Json skipped =
            Json::parse(provision(outside, rule).json()["value"].get<std::string>());
        QCOMPARE(skipped[0]["provisioningStatus"]["errorCode"], "NotEffectivelyEntitled");
        QCOMPARE(client.scimUserNames().size(), 1);
        QCOMPARE(provision(boards::kai, "nothing").status, 400);
        QCOMPARE(provision(QStringLiteral("nobody"), rule).status, 404);
        QCOMPARE(provision(boards::kai, rule).status, 200);
        const Got sixth = provision(boards::kai, rule);
        QCOMPARE(sixth.status, 429);
        QVERIFY(!sixth.header("Retry-After").isEmpty());
        client.simulator->advanceClock(std::chrono::seconds(11));
        QCOMPARE(provision(boards::kai, rule).status, 200);
    }

    void aSecondApplicationIsOpenToProvisioning()
    {
        ScimClient client(scimScenario("not-possible"));
        const QByteArray token =
            client.token(contoso::admin, {QStringLiteral("Application.ReadWrite.All")});
        const QString made = QStringLiteral("/applicationTemplates/%1/instantiate");
        const QString custom = QStringLiteral("8adf8e6e-67b2-4cf2-a259-e3dc5476c621");
        QCOMPARE(
            client.graph("POST", made.arg(boards::appId), token, {{"displayName", "x"}}).status,
            404);
        const Got got = client.graph("POST", made.arg(custom), token, {{"displayName", "Boards"}});
        QCOMPARE(got.status, 201);
        QCOMPARE(got.json()["application"]["displayName"], "Boards");
        QVERIFY(!got.body.contains("\"_"));
        const QString principal =
            QString::fromStdString(got.json()["servicePrincipal"]["id"].get<std::string>());
        const auto templates =
            client
                .read(QStringLiteral("/servicePrincipals/%1/synchronization/templates")
                          .arg(principal),
                    token)
                .json();
        QCOMPARE(templates["value"].size(), 1U);
        QCOMPARE(
            client.graph("POST", made.arg(custom), client.token(), {{"displayName", "x"}}).status,
            403);
    }
};

QTEST_GUILESS_MAIN(SynchronizationTest)
#include "tst_synchronization.moc"
