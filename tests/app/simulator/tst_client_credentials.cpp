// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

using namespace lockstep;

class ClientCredentialsTest : public QObject {
    Q_OBJECT

private slots:
    void aGoodSecretGivesAToken()
    {
        const Scenario ready = readyScenario();
        SimClient client(ready);
        const Got got = client.clientCredentials(
            contoso::tenant, contoso::clientId, QString::fromUtf8(ready.secret));
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json()["token_type"], "Bearer");
        QVERIFY(!got.json().contains("refresh_token"));
        QVERIFY(!got.header("Date").isEmpty());
    }

    void eachRefusalHasItsCode_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("tenant");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("code");
        QTest::newRow("wrong value")
            << "secret-wrong" << contoso::tenant << "invalid_client" << 7000215;
        QTest::newRow("secret id")
            << "secret-id-pasted" << contoso::tenant << "invalid_client" << 7000215;
        QTest::newRow("expired") << "secret-expired" << contoso::tenant << "invalid_client"
                                 << 7000222;
        QTest::newRow("unknown app")
            << "object-id-pasted" << contoso::tenant << "unauthorized_client" << 700016;
        QTest::newRow("disabled") << "service-principal-disabled" << contoso::tenant
                                  << "unauthorized_client" << 7000112;
        QTest::newRow("no principal")
            << "service-principal-missing" << contoso::tenant << "invalid_client" << 7000229;
        QTest::newRow("no tenant") << "ready"
                                   << "00000000-1111-2222-3333-444444444444"
                                   << "invalid_tenant" << 90002;
        QTest::newRow("no tenant's name") << "ready"
                                          << "Contoso Ltd"
                                          << "invalid_request" << 900023;
        QTest::newRow("common") << "ready"
                                << "common"
                                << "invalid_request" << 9001023;
    }
    void eachRefusalHasItsCode()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, tenant);
        QFETCH(QString, error);
        QFETCH(int, code);
        const auto loaded = builtInScenario(scenario);
        SimClient client(*loaded);
        const Got got =
            client.clientCredentials(tenant, loaded->inputs.at(QStringLiteral("clientId")).first(),
                QString::fromUtf8(loaded->secret));
        QVERIFY(got.status == 400 || got.status == 401);
        QCOMPARE(got.oauthError(), error);
        QCOMPARE(got.aadsts(), code);
        const auto json = got.json();
        const QString description = QString::fromStdString(json["error_description"]);
        QVERIFY(description.startsWith(QStringLiteral("AADSTS%1: ").arg(code)));
        for (const char* part : {"Trace ID: ", "Correlation ID: ", "Timestamp: "})
            QVERIFY2(description.contains(QString::fromLatin1(part)), part);
        for (const char* member : {"timestamp", "trace_id", "correlation_id", "error_uri"})
            QVERIFY2(json.contains(member), member);
        QVERIFY(loaded->secret.isEmpty() || scenario == u"secret-id-pasted"
            || !got.body.contains(loaded->secret));
    }

    void theScopeIsGraphsDefault()
    {
        SimClient client = SimClient::ready();
        const auto ask = [&](const QString& scope) {
            return client.postForm(
                client.login(u'/' + contoso::tenant + QStringLiteral("/oauth2/v2.0/token")),
                {{QStringLiteral("grant_type"), QStringLiteral("client_credentials")},
                    {QStringLiteral("client_id"), contoso::clientId},
                    {QStringLiteral("client_secret"), QStringLiteral("x")},
                    {QStringLiteral("scope"), scope}});
        };
        QCOMPARE(ask(QStringLiteral("https://graph.microsoft.com/.default")).oauthError(),
            QStringLiteral("invalid_resource"));
        QCOMPARE(ask(client.scopeOf(QStringLiteral("User.Read"))).oauthError(),
            QStringLiteral("invalid_scope"));
    }

    void rolesAreThoseOfTheMomentOfIssue()
    {
        const Scenario scenario = *builtInScenario(QStringLiteral("consent-missing"));
        SimClient client(scenario);
        const auto issue = [&] {
            return QByteArray::fromStdString(
                client
                    .clientCredentials(
                        contoso::tenant, contoso::clientId, QString::fromUtf8(scenario.secret))
                    .json()["access_token"]
                    .get<std::string>());
        };
        const QByteArray before = issue();
        QCOMPARE(client.read(QStringLiteral("/users?$top=1"), before).status, 403);
        const QByteArray admin = client.simulator->issueAdminToken(contoso::admin,
            {QStringLiteral("Application.Read.All"),
                QStringLiteral("AppRoleAssignment.ReadWrite.All")});
        const Got granted = client.graph("POST",
            QStringLiteral("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
                           "/appRoleAssignedTo"),
            admin,
            {{"principalId", "d85c2e09-71fa-4b36-ae40-c9163d7f5be8"},
                {"resourceId", "b2d97a40-16ce-4f83-9e5b-70c3a1d8f264"},
                {"appRoleId", "df021288-bdef-4463-88db-98f22de89214"}});
        QCOMPARE(granted.status, 201);
        QCOMPARE(client.read(QStringLiteral("/users?$top=1"), before).status, 403);
        QCOMPARE(client.read(QStringLiteral("/users?$top=1"), issue()).status, 200);
    }
};

QTEST_GUILESS_MAIN(ClientCredentialsTest)
#include "tst_client_credentials.moc"
