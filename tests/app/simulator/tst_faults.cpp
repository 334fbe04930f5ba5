// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

#include <QElapsedTimer>

using namespace lockstep;
using nlohmann::json;

namespace {

const QString me = QStringLiteral("/me");
const json anyMe{{"id", "1"}, {"method", "GET"}, {"url", "/me"}};

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT

    SimClient client = SimClient::ready();
    QByteArray token = client.simulator->issueAdminToken(contoso::admin);

    void strike(json fault)
    {
        if (!fault.contains("path"))
            fault["path"] = "/graph/v1.0/me";
        QVERIFY(client.simulator->setFaults(json::array({fault})));
    }

private slots:
    void theNthRequestIsStruckAlone()
    {
        strike({{"nth", {2}}, {"status", 429}, {"retryAfter", 3}});
        QCOMPARE(client.read(me, token).status, 200);
        const Got struck = client.read(me, token);
        QCOMPARE(struck.status, 429);
        QCOMPARE(struck.header("Retry-After"), QByteArray("3"));
        QCOMPARE(client.read(me, token).status, 200);
    }

    void aStruckWriteIsNotDone()
    {
        const QByteArray writer = client.simulator->issueAdminToken(
            contoso::admin, {QStringLiteral("Application.ReadWrite.All")});
        const json before = client.simulator->state();
        strike(
            {{"path", "/graph/v1.0/applications(appId='{appId}')/addPassword"}, {"status", 503}});
        QCOMPARE(client
                     .graph("POST", contoso::app + QStringLiteral("/addPassword"), writer,
                         json::object())
                     .status,
            503);
        QVERIFY(client.simulator->state() == before);
        // a dropped reply is another matter: the work was done (contract W4)
        strike({{"path", "/graph/v1.0/applications(appId='{appId}')/addPassword"},
            {"action", "drop"}, {"nth", {1}}});
        (void)client.graph(
            "POST", contoso::app + QStringLiteral("/addPassword"), writer, json::object());
        QVERIFY(client.simulator->state() != before);
    }

    void theWireBreaks_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("drop") << "drop";
        QTest::newRow("half") << "half-body";
    }
    void theWireBreaks()
    {
        QFETCH(QString, action);
        strike({{"action", action.toStdString()}});
        QVERIFY(client.read(me, token).error != QNetworkReply::NoError);
    }

    void aStalledReplyNeverComes()
    {
        strike({{"action", "stall"}});
        const Got got = client.send(
            "GET", client.graphUrl(me), {}, {{"Authorization", "Bearer " + token}}, 300);
        QCOMPARE(got.error, QNetworkReply::OperationCanceledError);
    }

    void otherThingsComeInsteadOfJson()
    {
        strike({{"action", "captive-portal"}});
        const Got portal = client.read(me, token);
        QCOMPARE(portal.status, 200);
        QVERIFY(portal.header("Content-Type").startsWith("text/html"));
        strike({{"action", "not-json"}});
        QVERIFY(client.read(me, token).json().is_discarded());
        strike({{"action", "huge-body"}, {"bytes", 300'000}});
        QCOMPARE(client.read(me, token).body.size(), 300'000);
        strike({{"action", "redirect"}, {"to", "https://elsewhere.example/"}});
        const Got redirect = client.read(me, token);
        QCOMPARE(redirect.status, 302);
        QCOMPARE(redirect.header("Location"), QByteArray("https://elsewhere.example/"));
    }

    void delaysAreReal()
    {
        strike({{"action", "delay"}, {"delayMs", 250}});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client.read(me, token).status, 200);
        QVERIFY(timer.elapsed() >= 250);
        (void)client.simulator->setFaults(json::array());
        client.simulator->setLatency(150);
        timer.restart();
        QCOMPARE(client.read(me, token).status, 200);
        QVERIFY(timer.elapsed() >= 150);
        client.simulator->setLatency(0);
    }

    void itemsOfABatchAreStruckAlone()
    {
        strike({{"path", "/graph/v1.0/$batch"}, {"item", "/me"}, {"action", "missing-item"},
            {"nth", {1}}});
        QCOMPARE(client.batch(json::array({anyMe}), token).json()["responses"].size(), 0U);
        QCOMPARE(client.batch(json::array({anyMe}), token).json()["responses"].size(), 1U);
        strike(
            {{"path", "/graph/v1.0/$batch"}, {"item", "/me"}, {"status", 429}, {"retryAfter", 7}});
        const auto item = client.batch(json::array({anyMe}), token).json()["responses"][0];
        QCOMPARE(item["status"], 429);
        QCOMPARE(item["headers"]["Retry-After"], "7");
        QCOMPARE(client.read(me, token).status, 200);
    }

    void listsLeadAstray()
    {
        const QString users = QStringLiteral("/users");
        strike({{"path", "/graph/v1.0/users"}, {"action", "foreign-next-link"}});
        QVERIFY(!QString::fromStdString(client.read(users, token).json()["@odata.nextLink"])
                     .startsWith(client.simulator->graphUrl().toString()));
        strike({{"path", "/graph/v1.0/users"}, {"action", "empty-page"}});
        const json page = client.read(users, token).json();
        QVERIFY(page["value"].empty());
        const Got next = client.send("GET", QUrl(QString::fromStdString(page["@odata.nextLink"])),
            {}, {{"Authorization", "Bearer " + token}});
        QCOMPARE(next.json()["value"].size(), 4U);
    }

    void aChallengeCarriesItsClaims()
    {
        strike({{"action", "claims-challenge"}});
        const Got got = client.read(me, token);
        QCOMPARE(got.status, 401);
        const QByteArray challenge = got.header("WWW-Authenticate");
        QVERIFY(challenge.contains("error=\"insufficient_claims\""));
        const qsizetype start =
            challenge.indexOf("claims=\"", challenge.indexOf("_claims\"") + 8) + 8;
        const QByteArray claims =
            QByteArray::fromBase64(challenge.mid(start, challenge.indexOf('"', start) - start));
        QVERIFY(json::parse(claims.toStdString())["access_token"].contains("nbf"));
    }

    void theTokenEndpointSaysNo()
    {
        QVERIFY(
            client.simulator->setFaults(json::array({{{"path", "/login/{tenant}/oauth2/v2.0/token"},
                {"item", "client_credentials"}, {"action", "entra-error"},
                {"error", "invalid_grant"}, {"number", 50076}, {"suberror", "basic_action"}}})));
        const Got got =
            client.clientCredentials(contoso::tenant, contoso::clientId, QStringLiteral("x"));
        QCOMPARE(got.aadsts(), 50076);
        QCOMPARE(got.json()["suberror"], "basic_action");
    }

    void anUnknownFaultIsRefused()
    {
        const auto result =
            client.simulator->setFaults(json::array({{{"path", "/x"}, {"action", "explode"}}}));
        QVERIFY(!result);
        QCOMPARE(result.error().where, QStringLiteral("network/faults/0"));
    }

    void theClockCanBeOff()
    {
        Scenario scenario = readyScenario();
        scenario.network["clockSkewSeconds"] = 3600;
        SimClient early(scenario);
        const Got got = early.get(early.login(
            u'/' + contoso::tenant + QStringLiteral("/v2.0/.well-known/openid-configuration")));
        QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(got.header("Date")),
            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
        date.setTimeSpec(Qt::UTC);
        QVERIFY(qAbs(QDateTime::currentDateTimeUtc().secsTo(date) - 3600) < 60);
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
