// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

#include <QtEndian>

#include <set>

using namespace lockstep;

namespace {

const QString graphPrincipal =
    QStringLiteral("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
const QString myRoles = QStringLiteral("/me/transitiveMemberOf/microsoft.graph.directoryRole"
                                       "?$select=id,displayName,roleTemplateId&$count=true");

} // namespace

class GraphReadsTest : public QObject {
    Q_OBJECT

    SimClient client = SimClient::ready();
    QByteArray token = client.simulator->issueAdminToken(contoso::admin);

private slots:
    void everyReadOfTheGuideIsAnswered_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString& path : {contoso::app
                     + QStringLiteral(
                         "?$select=id,appId,displayName,"
                         "signInAudience,web,spa,publicClient,requiredResourceAccess,"
                         "passwordCredentials,"
                         "keyCredentials,appRoles,tags,uniqueName,applicationTemplateId"),
                 contoso::principal
                     + QStringLiteral("?$select=id,appId,displayName,accountEnabled,"
                                      "appRoleAssignmentRequired,appRoles,appOwnerOrganizationId,"
                                      "servicePrincipalType,"
                                      "preferredSingleSignOnMode,applicationTemplateId,tags"),
                 graphPrincipal
                     + QStringLiteral("?$select=id,appId,appRoles,oauth2PermissionScopes"),
                 contoso::principal + QStringLiteral("/appRoleAssignments"),
                 contoso::principal + QStringLiteral("/oauth2PermissionGrants"),
                 contoso::principal + QStringLiteral("/appRoleAssignedTo"),
                 QStringLiteral("/organization?$select=id,displayName,verifiedDomains"),
                 QStringLiteral("/domains?$select=id,isVerified,isDefault,isInitial,"
                                "authenticationType,supportedServices"),
                 QStringLiteral("/me?$select=id,displayName,userPrincipalName"),
                 QStringLiteral(
                     "/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans"),
                 QStringLiteral("/policies/defaultAppManagementPolicy"),
                 QStringLiteral(
                     "/groups/e7a15c90-83d4-4b6f-9c28-5d0f71ba3e46?$select=id,displayName,"
                     "securityEnabled,mailEnabled,groupTypes,membershipRule,"
                     "isAssignableToRole,onPremisesSyncEnabled"),
                 QStringLiteral("/groups/e7a15c90-83d4-4b6f-9c28-5d0f71ba3e46/members"
                                "?$select=id,displayName,userPrincipalName&$top=100"),
                 QStringLiteral("/users/kai.carter@contoso.onmicrosoft.com?$select=id,displayName"),
                 QStringLiteral("/users?$top=1&$select=id"),
                 QStringLiteral("/groups?$top=1&$select=id")})
            QTest::newRow(qPrintable(path.left(70))) << path;
    }
    void everyReadOfTheGuideIsAnswered()
    {
        QFETCH(QString, path);
        const Got got = client.read(path, token);
        QCOMPARE(got.status, 200);
        QVERIFY(got.json().contains("@odata.context"));
        QVERIFY(!got.header("request-id").isEmpty() && !got.header("Date").isEmpty());
        QVERIFY(!got.body.contains("\"_"));
    }

    void selectGivesThatAndNothingElse()
    {
        const auto json =
            client.read(contoso::app + QStringLiteral("?$select=id,web"), token).json();
        QCOMPARE(json.size(), 3U);
        QVERIFY(json.contains("id") && json.contains("web"));
        QCOMPARE(client.read(contoso::app + QStringLiteral("?$select=wep"), token).status, 400);
        const auto user = client.read(QStringLiteral("/me"), token).json();
        QVERIFY(!user.contains("accountEnabled")); // the short set of users
    }

    void graphListsItsPermissions()
    {
        const auto json =
            client
                .read(
                    graphPrincipal + QStringLiteral("?$select=id,appRoles,oauth2PermissionScopes"),
                    token)
                .json();
        const auto holds = [](const nlohmann::json& list, const char* name, const char* id) {
            return std::any_of(list.begin(), list.end(), [&](const nlohmann::json& entry) {
                return entry["value"] == name && entry["id"] == id;
            });
        };
        QVERIFY(json["appRoles"].size() > 300 && json["oauth2PermissionScopes"].size() > 300);
        QVERIFY(holds(json["appRoles"], "User.Read.All", "df021288-bdef-4463-88db-98f22de89214"));
        QVERIFY(holds(json["oauth2PermissionScopes"], "User.Read.All",
            "a154be20-db9c-4678-8ab7-66f6cc099a59"));
    }

    void secretsAreNeverShown()
    {
        const Got got = client.read(contoso::app, token);
        const auto credential = got.json()["passwordCredentials"][0];
        QVERIFY(credential["secretText"].is_null());
        QCOMPARE(credential["hint"].get<std::string>().size(), 3U);
        QVERIFY(!got.body.contains(readyScenario().secret));
        const std::string state = client.simulator->state().dump();
        QVERIFY(state.find(readyScenario().secret.toStdString()) == std::string::npos);
    }

    void whatIsNotThereIs404()
    {
        for (const QString& path :
            {QStringLiteral("/applications(appId='00000000-1111-2222-3333-444444444444')"),
                QStringLiteral("/servicePrincipals(appId='00000000-1111-2222-3333-444444444444')"),
                QStringLiteral("/servicePrincipals(appId='x')/appRoleAssignedTo"),
                QStringLiteral("/users/nobody@contoso.onmicrosoft.com"),
                QStringLiteral("/groups/00000000-1111-2222-3333-444444444444")}) {
            const Got got = client.read(path, token);
            QCOMPARE(got.status, 404);
            QCOMPARE(got.code(), QStringLiteral("Request_ResourceNotFound"));
            const auto inner = got.json()["error"]["innerError"];
            QVERIFY(inner.contains("request-id") && inner.contains("date"));
        }
    }

    void filterAndCast()
    {
        const auto groups =
            client
                .read(QStringLiteral("/groups?$filter=displayName eq 'Finance'&$select=id"), token)
                .json();
        QCOMPARE(groups["value"].size(), 1U);
        QCOMPARE(client.read(QStringLiteral("/groups?$filter=displayName eq 'O''Brien'"), token)
                     .json()["value"]
                     .size(),
            0U);
        QCOMPARE(
            client.read(QStringLiteral("/groups?$filter=displayName like 'F'"), token).status, 400);
        QCOMPARE(client.read(myRoles, token).code(), QStringLiteral("Request_UnsupportedQuery"));
        const Got roles =
            client.graph("GET", myRoles, token, nullptr, {{"ConsistencyLevel", "eventual"}});
        QCOMPARE(roles.json()["@odata.count"], 1);
        QCOMPARE(
            roles.json()["value"][0]["roleTemplateId"], "62e90394-69f5-4237-9190-012177145e10");
    }

    void longListsComeInPages()
    {
        QUrl next = client.graphUrl(QStringLiteral("/users?$top=1&$select=id"));
        std::set<std::string> ids;
        for (int pages = 0; pages < 9 && !next.isEmpty(); ++pages) {
            const auto json =
                client.send("GET", next, {}, {{"Authorization", "Bearer " + token}}).json();
            for (const auto& user : json["value"])
                ids.insert(user["id"].get<std::string>());
            next = QUrl(QString::fromStdString(json.value("@odata.nextLink", "")));
        }
        QCOMPARE(ids.size(), 4U);
        QVERIFY(next.isEmpty());
    }

    void largeRepliesAreCompressedWhenAsked()
    {
        const QString path = graphPrincipal + QStringLiteral("?$select=appRoles");
        const Got plain =
            client.graph("GET", path, token, nullptr, {{"Accept-Encoding", "identity"}});
        QVERIFY(plain.header("Content-Encoding").isEmpty());
        const Got packed =
            client.graph("GET", path, token, nullptr, {{"Accept-Encoding", "deflate"}});
        QCOMPARE(packed.header("Content-Encoding"), QByteArray("deflate"));
        QByteArray withSize(4, '\0');
        qToBigEndian<quint32>(static_cast<quint32>(plain.body.size()), withSize.data());
        QVERIFY(packed.body.size() < plain.body.size() / 3);
        QCOMPARE(qUncompress(withSize + packed.body), plain.body);
        QCOMPARE(client.read(path, token).body, plain.body); // as QNetworkAccessManager asks itself
    }

    void tokensAreNeededAndMustBeOurs()
    {
        const QUrl url = client.graphUrl(QStringLiteral("/organization"));
        const Got none = client.get(url);
        QCOMPARE(none.status, 401);
        QCOMPARE(none.code(), QStringLiteral("InvalidAuthenticationToken"));
        QVERIFY(!none.header("WWW-Authenticate").isEmpty());
        QCOMPARE(
            client.send("GET", url, {}, {{"Authorization", "Bearer made.up.token"}}).status, 401);
    }

    void scopesDecide_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<int>("status");
        const QString app = contoso::app;
        const QString grants = contoso::principal + QStringLiteral("/oauth2PermissionGrants");
        QTest::newRow("app by User.Read") << app << "User.Read" << 403;
        QTest::newRow("app by Application.Read.All") << app << "Application.Read.All" << 200;
        QTest::newRow("grants by Application.Read.All") << grants << "Application.Read.All" << 403;
        QTest::newRow("grants by Directory.Read.All") << grants << "Directory.Read.All" << 200;
        QTest::newRow("organization by User.Read") << "/organization"
                                                   << "User.Read" << 200;
        QTest::newRow("domains by User.Read") << "/domains"
                                              << "User.Read" << 403;
        QTest::newRow("groups by GroupMember.Read.All") << "/groups"
                                                        << "GroupMember.Read.All" << 200;
        QTest::newRow("policy by Directory.Read.All") << "/policies/defaultAppManagementPolicy"
                                                      << "Directory.Read.All" << 403;
        QTest::newRow("policy by Policy.Read.All") << "/policies/defaultAppManagementPolicy"
                                                   << "Policy.Read.All" << 200;
        QTest::newRow("another user by User.Read") << "/users/kai.carter@contoso.onmicrosoft.com"
                                                   << "User.Read" << 403;
        QTest::newRow("own user by User.Read") << "/users/avery.howard@contoso.onmicrosoft.com"
                                               << "User.Read" << 200;
    }
    void scopesDecide()
    {
        QFETCH(QString, path);
        QFETCH(QString, scope);
        QFETCH(int, status);
        // in this tenant nothing was consented to before, so the token holds this one alone
        SimClient fresh([] {
            Scenario scenario = readyScenario();
            scenario.tenants[0]["_publicClientConsent"] = nlohmann::json::array();
            return scenario;
        }());
        const QByteArray narrow = fresh.simulator->issueAdminToken(contoso::admin, {scope});
        const Got got = fresh.read(path, narrow);
        QCOMPARE(got.status, status);
        if (status == 403)
            QCOMPARE(got.code(), QStringLiteral("Authorization_RequestDenied"));
    }

    void aSearchFindsWhatBeginsSo()
    {
        const auto search = [&](const QString& words, bool eventual) {
            const QString path = QStringLiteral("/users?$select=displayName&$search=") + words;
            return eventual
                ? client.graph("GET", path, token, nullptr, {{"ConsistencyLevel", "eventual"}})
                : client.read(path, token);
        };
        QCOMPARE(search(QStringLiteral("\"displayName:mor\""), true).json()["value"].size(), 1U);
        QCOMPARE(search(QStringLiteral("\"displayName:organ\""), true).json()["value"].size(), 0U);
        QCOMPARE(search(QStringLiteral("\"displayName:zz\" OR \"userPrincipalName:kai\""), true)
                     .json()["value"]
                     .size(),
            1U);
        QCOMPARE(search(QStringLiteral("\"displayName:mor\""), false).status, 400);
        QCOMPARE(search(QStringLiteral("mor"), true).status, 400);
    }

    void anUndeclaredRequestIsAnError()
    {
        for (const QString& path : {QStringLiteral("/sites"), QStringLiteral("/me/messages"),
                 QStringLiteral("/users?$orderby=displayName"),
                 QStringLiteral("/groups?$expand=members")}) {
            const Got got = client.read(path, token);
            QCOMPARE(got.status, 501);
            QCOMPARE(got.code(), QStringLiteral("SimulatorUndeclared"));
        }
        QCOMPARE(
            client.get(QUrl(client.simulator->loginUrl().toString() + QStringLiteral("/x"))).status,
            501);
        QCOMPARE(
            client.get(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(client.simulator->port())))
                .status,
            501);
        bool recorded = false;
        for (const SimulatorRequest& request : client.simulator->requests())
            recorded = recorded || (request.status == 501 && request.path.contains("undeclared"));
        QVERIFY(recorded);
    }
};

QTEST_GUILESS_MAIN(GraphReadsTest)
#include "tst_graph_reads.moc"
