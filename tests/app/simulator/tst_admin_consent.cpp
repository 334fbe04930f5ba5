// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "scim_client.h"

using namespace lockstep;

namespace {

const QString principal = QStringLiteral("/servicePrincipals(appId='%1')").arg(boards::appId);

struct Consenting : ScimClient {
    using ScimClient::ScimClient;
    QUrl page(const QString& tenant, const QString& more = {}, bool v2 = false)
    {
        return login(u'/' + tenant + (v2 ? QStringLiteral("/v2.0") : QString())
            + QStringLiteral("/adminconsent?client_id=") + boards::appId + more);
    }
    Got answer(const QString& account, const QString& choice = QStringLiteral("yes"),
        const QString& more = {}, bool v2 = false)
    {
        return get(page(contoso::tenant,
            QStringLiteral("&sim_account=%1&sim_consent=%2").arg(account, choice) + more, v2));
    }
    int principalStatus() { return read(principal, token()).status; }
};

Scenario freshScenario(const char* permissionType = "Scope",
    const char* permission = "e1fe6dd8-ba31-4d61-89e7-88639da4683d")
{
    Scenario scenario = scimScenario("fresh");
    auto& application = scenario.tenants[1]["applications"][0];
    application["requiredResourceAccess"][0]["resourceAccess"] =
        nlohmann::json::array({{{"id", permission}, {"type", permissionType}}});
    application["web"]["redirectUris"] = nlohmann::json::array({"https://boards.example/done"});
    return scenario;
}

const char* const userReadAll = "df021288-bdef-4463-88db-98f22de89214";

} // namespace

class AdminConsentTest : public QObject {
    Q_OBJECT

private slots:
    void theAppOfAnotherTenantComesByConsentAlone()
    {
        Consenting client(freshScenario());
        QCOMPARE(client.principalStatus(), 404);
        const Got accounts = client.get(client.page(contoso::tenant));
        QCOMPARE(accounts.status, 200);
        QVERIFY(accounts.body.contains("Avery Howard"));
        const Got question = client.get(
            client.page(contoso::tenant, QStringLiteral("&sim_account=") + contoso::admin));
        QVERIFY(question.body.contains("Tailspin Boards") && question.body.contains("User.Read"));
        QCOMPARE(client.principalStatus(), 404);
        const Got done = client.answer(contoso::admin);
        QCOMPARE(done.status, 200);
        QVERIFY(done.body.contains("Tailspin Boards"));

        const auto made = client.read(principal, client.token()).json();
        QCOMPARE(made["appOwnerOrganizationId"], boards::vendor.toStdString());
        QCOMPARE(made["appRoles"].size(), 2U);
        QVERIFY(made["accountEnabled"].get<bool>());
        const auto grants =
            client.read(principal + QStringLiteral("/oauth2PermissionGrants"), client.token())
                .json()["value"];
        QCOMPARE(grants[0]["scope"], "User.Read");
        QCOMPARE(grants[0]["consentType"], "AllPrincipals");
        // the registration itself stays the vendor's
        QCOMPARE(client
                     .read(QStringLiteral("/applications(appId='%1')").arg(boards::appId),
                         client.token())
                     .status,
            404);
        QCOMPARE(client.answer(contoso::admin).status, 200);
        QCOMPARE(client.simulator->state()[0]["servicePrincipals"].size(), 1U);
    }

    void provisioningIsOpenOnlyWhereTheScenarioSaysSo()
    {
        const auto templates = [](const Scenario& scenario) {
            Consenting client(scenario);
            (void)client.answer(contoso::admin);
            const auto id = client.read(principal, client.token()).json()["id"].get<std::string>();
            return client
                .read(QStringLiteral("/servicePrincipals/%1/synchronization/templates")
                          .arg(QString::fromStdString(id)),
                    client.token(contoso::admin, {QStringLiteral("Synchronization.Read.All")}))
                .json()["value"]
                .size();
        };
        QCOMPARE(templates(freshScenario()), 1U);
        Scenario closed = freshScenario();
        closed.tenants[1]["applications"][0].erase("_provisioningTemplates");
        QCOMPARE(templates(closed), 0U);
    }

    void applicationPermissionsNeedMoreThanACloudAdministrator()
    {
        Consenting client(freshScenario("Role", userReadAll));
        QCOMPARE(client.answer(boards::cloudAdmin).status, 400);
        QCOMPARE(client.principalStatus(), 404);
        QCOMPARE(client.answer(contoso::admin).status, 200);
        const auto grants =
            client.read(principal + QStringLiteral("/appRoleAssignments"), client.token())
                .json()["value"];
        QCOMPARE(grants[0]["appRoleId"], userReadAll);
        Consenting delegated(freshScenario());
        QCOMPARE(delegated.answer(contoso::member).status, 400);
        QCOMPARE(delegated.answer(boards::cloudAdmin).status, 200);
    }

    void versionTwoGrantsApplicationPermissionsByDefaultScopeOnly()
    {
        Consenting client(freshScenario("Role", userReadAll));
        const QString named = QStringLiteral("&scope=User.Read");
        QCOMPARE(client.answer(contoso::admin, QStringLiteral("yes"), named, true).status, 200);
        const QString given = principal + QStringLiteral("/appRoleAssignments");
        QCOMPARE(client.read(given, client.token()).json()["value"].size(), 0U);
        const QString all = QStringLiteral("&scope=%1/.default").arg(client.scopeOf({}).chopped(1));
        QCOMPARE(client.answer(contoso::admin, QStringLiteral("yes"), all, true).status, 200);
        QCOMPARE(client.read(given, client.token()).json()["value"].size(), 1U);
    }

    void theBrowserIsSentBackToARegisteredAddressOnly()
    {
        Consenting client(freshScenario());
        const QString back = QStringLiteral("&state=s1&redirect_uri=https://boards.example/done");
        const auto sentTo = [&](const QString& choice, bool v2) {
            return client.answer(contoso::admin, choice, back, v2).header("Location");
        };
        const QByteArray no = sentTo(QStringLiteral("no"), false);
        QVERIFY(no.contains("error=permission_denied") && no.contains("state=s1"));
        QVERIFY(!no.contains("admin_consent"));
        const QByteArray noTwo = sentTo(QStringLiteral("no"), true);
        QVERIFY(noTwo.contains("admin_consent=True") && noTwo.contains("error=consent_required"));
        const QByteArray yes = sentTo(QStringLiteral("yes"), false);
        QVERIFY(yes.startsWith("https://boards.example/done?admin_consent=True&tenant="));
        const Got wrong = client.answer(contoso::admin, QStringLiteral("yes"),
            QStringLiteral("&redirect_uri=https://other.example"));
        QCOMPARE(wrong.status, 400);
        QVERIFY(wrong.body.contains("AADSTS50011"));
    }

    void anyTenantMeansTheAccountsOwn()
    {
        Consenting client(freshScenario());
        const QString yes = QStringLiteral("&sim_consent=yes&sim_account=") + contoso::admin;
        QCOMPARE(client.get(client.page(boards::vendor, yes)).status, 400);
        QCOMPARE(client.principalStatus(), 404);
        QCOMPARE(client.get(client.page(QStringLiteral("common"), yes)).status, 200);
        QCOMPARE(client.principalStatus(), 200);
        QCOMPARE(client.get(client.page(QStringLiteral("nobody.example"))).status, 400);
    }

    void readsShowItAfterTheDelay()
    {
        Scenario scenario = freshScenario();
        scenario.network["replicationDelayMs"] = 60'000;
        Consenting client(scenario);
        QCOMPARE(client.answer(contoso::admin).status, 200);
        QCOMPARE(client.principalStatus(), 404);
        client.simulator->advanceClock(std::chrono::minutes(1));
        QCOMPARE(client.principalStatus(), 200);
    }

    void anAppOfOneTenantIsNotForOthers()
    {
        Scenario scenario = freshScenario();
        scenario.tenants[1]["applications"][0]["signInAudience"] = "AzureADMyOrg";
        Consenting client(scenario);
        const Got got = client.answer(contoso::admin);
        QCOMPARE(got.status, 400);
        QVERIFY(got.body.contains("AADSTS700016"));
    }
};

QTEST_GUILESS_MAIN(AdminConsentTest)
#include "tst_admin_consent.moc"
