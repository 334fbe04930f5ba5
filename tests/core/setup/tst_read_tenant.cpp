// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "setup/verify.h"
#include "support/fake_pacer.h"
#include "support/fake_transport.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;
using Kind = ReadFailure::Kind;

namespace {

const QString tenantId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString clientId = u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s;

//! A tenant behind a token that was given from outside.
struct Scene {
    Profile profile = builtInProfile(u"sspim"_s).value();
    Inputs inputs;
    std::vector<QString> asked; //!< the paths inside batches
    int metadataStatus = 200;
    QByteArray metadata = R"({"issuer":"https:\/\/login.test/)" + tenantId.toLatin1()
        + R"(/v2.0","msgraph_host":"graph.test"})";
    std::function<Json(const QString& path)> answer;

    Scene()
    {
        inputs.set(u"tenantId"_s, tenantId);
        inputs.set(u"clientId"_s, clientId);
    }

    TenantSnapshot read()
    {
        const Endpoints endpoints{u"custom"_s, u"Custom"_s, QUrl(u"https://login.test"_s),
            QUrl(u"https://graph.test"_s), {}};
        Session session{.publicClientId = u"x"_s,
            .accessToken = Secret(QByteArrayView("outside")),
            .refreshToken = {},
            .accessTokenEnds = {},
            .scopes = {},
            .identity = {}};
        FakePacer pacer;
        FakeTransport transport([&](const HttpRequest& request) -> HttpResult {
            if (request.method == HttpMethod::Get)
                return reply(metadataStatus, metadata);
            Json responses = Json::array();
            const Json batch = *parseObject(request.body);
            for (const Json& item : batch["requests"]) {
                const QString path = toQString(item["url"]);
                asked.push_back(path);
                Json response = answer(path);
                response["id"] = item["id"];
                responses.push_back(std::move(response));
            }
            return reply(200, QByteArray::fromStdString(Json{{"responses", responses}}.dump()));
        });
        const VerifyRequest request{
            .profile = profile, .inputs = inputs, .session = &session, .endpoints = endpoints};
        return readTenant(request, transport, pacer, {});
    }
};

Json refused()
{
    return {{"status", 403}, {"body", {{"error", {{"code", "Authorization_RequestDenied"}}}}}};
}

Json servicePrincipal()
{
    return {{"status", 200},
        {"body",
            {{"id", "s"}, {"appId", clientId.toStdString()}, {"displayName", "x"},
                {"accountEnabled", true}, {"appRoleAssignmentRequired", true},
                {"appRoles", Json::array()}, {"servicePrincipalType", "Application"},
                {"appOwnerOrganizationId", tenantId.toStdString()}}}};
}

} // namespace

class TestReadTenant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTokenOfAnUnknownTenantProvesNothing()
    {
        Scene scene;
        scene.answer = [](const QString& path) {
            return path.startsWith(u"/servicePrincipals(appId='7c1f"_s)
                    && path.contains(u"appRoleAssignmentRequired"_s)
                ? servicePrincipal()
                : refused();
        };
        const TenantSnapshot snapshot = scene.read();
        QVERIFY(snapshot.organization.failedWith(Kind::Refused));
        QVERIFY(!snapshot.identity);
        QVERIFY(!snapshot.servicePrincipal); // it came, but nobody knows from whose tenant
        const Report report = evaluate(scene.profile, scene.inputs, false, snapshot);
        for (const Finding& finding : report.findings)
            QVERIFY2(finding.verdict != Verdict::Pass || finding.check == u"tenant.exists"_s,
                qPrintable(finding.key()));
    }

    void aNameWithAnApostropheIsOneSegment()
    {
        Scene scene;
        scene.inputs.set(u"adminUser"_s, u"o'brien@contoso.example"_s);
        scene.answer = [](const QString&) { return refused(); };
        (void)scene.read();
        const auto user = std::ranges::find_if(
            scene.asked, [](const QString& path) { return path.startsWith(u"/users/"_s); });
        QVERIFY(user != scene.asked.end());
        QVERIFY2(user->startsWith(u"/users/o%27brien%40contoso.example?"_s), qPrintable(*user));
    }

    void onlyEntraSaysThatThereIsNoSuchTenant_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("missing");
        QTest::newRow("Entra")
            << 400
            << QByteArray(
                   R"({"error":"invalid_tenant","error_description":"AADSTS90002: Tenant not found."})")
            << true;
        QTest::newRow("proxy") << 403 << QByteArray(R"({"error":"policy_denied"})") << false;
        QTest::newRow("gateway") << 407 << QByteArray(R"({"error":"authenticate"})") << false;
        QTest::newRow("odd 404") << 404 << QByteArray(R"({"error":"no route"})") << false;
    }
    void onlyEntraSaysThatThereIsNoSuchTenant()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, missing);
        Scene scene;
        scene.metadataStatus = status;
        scene.metadata = body;
        scene.answer = [](const QString&) { return refused(); };
        QCOMPARE(scene.read().metadata.failedWith(Kind::NotFound), missing);
    }

    void aReplyWithoutEndIsRefusedNotFollowed()
    {
        const QByteArray deep =
            R"({"a":)" + QByteArray(200'000, '[') + QByteArray(200'000, ']') + '}';
        QVERIFY(!parseObject(deep));
        QVERIFY(parseObject(R"({"a":[[[[1]]]]})"));
    }
};

QTEST_GUILESS_MAIN(TestReadTenant)
#include "tst_read_tenant.moc"
