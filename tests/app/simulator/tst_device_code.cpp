// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

using namespace lockstep;

namespace {

//! One device sign-in, with an interval of nothing so that polls need no waiting.
class Device {
public:
    explicit Device(int lifetimeSeconds = 900, int intervalSeconds = 0)
        : client([&] {
            Scenario scenario = readyScenario();
            scenario.network["deviceLifetimeSeconds"] = lifetimeSeconds;
            scenario.network["deviceIntervalSeconds"] = intervalSeconds;
            return scenario;
        }())
    {
        started = client.postForm(
            client.login(u'/' + contoso::tenant + QStringLiteral("/oauth2/v2.0/devicecode")),
            {{QStringLiteral("client_id"), contoso::publicClient},
                {QStringLiteral("scope"), QStringLiteral("openid User.Read")}});
    }
    [[nodiscard]] QString text(const char* member) const
    {
        return QString::fromStdString(started.json().value(member, ""));
    }
    Got poll(const QString& deviceCode)
    {
        return client.postForm(
            client.login(u'/' + contoso::tenant + QStringLiteral("/oauth2/v2.0/token")),
            {{QStringLiteral("client_id"), contoso::publicClient},
                {QStringLiteral("grant_type"),
                    QStringLiteral("urn:ietf:params:oauth:grant-type:device_code")},
                {QStringLiteral("device_code"), deviceCode}});
    }
    Got poll() { return poll(text("device_code")); }
    Got answer(const QString& key, const QString& value)
    {
        return client.postForm(client.login(QStringLiteral("/device")),
            {{QStringLiteral("user_code"), text("user_code")}, {key, value}});
    }

    SimClient client;
    Got started;
};

} // namespace

class DeviceCodeTest : public QObject {
    Q_OBJECT

private slots:
    void theReplyHasWhatAPersonNeeds()
    {
        Device device;
        QCOMPARE(device.started.status, 200);
        QCOMPARE(device.started.json()["expires_in"], 900);
        QVERIFY(!device.started.json().contains("verification_uri_complete"));
        QVERIFY(device.text("message").contains(device.text("user_code")));
        const Got page = device.client.get(QUrl(device.text("verification_uri")));
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("Avery Howard"));
    }

    void approvalEndsTheWaiting()
    {
        Device device;
        QCOMPARE(device.poll().oauthError(), QStringLiteral("authorization_pending"));
        QCOMPARE(device.answer(QStringLiteral("account"), contoso::admin).status, 200);
        const Got got = device.poll();
        QCOMPARE(got.status, 200);
        QVERIFY(got.json().contains("id_token"));
        QCOMPARE(device.poll().oauthError(), QStringLiteral("bad_verification_code"));
    }

    void decliningEndsIt()
    {
        Device device;
        (void)device.answer(QStringLiteral("decline"), QStringLiteral("yes"));
        QCOMPARE(device.poll().oauthError(), QStringLiteral("authorization_declined"));
    }

    void pollingTooFastIsSlowedDown()
    {
        Device device(900, 5);
        QCOMPARE(device.poll().oauthError(), QStringLiteral("authorization_pending"));
        QCOMPARE(device.poll().oauthError(), QStringLiteral("slow_down"));
    }

    void anOldCodeExpires()
    {
        Device device(-1);
        QCOMPARE(device.poll().oauthError(), QStringLiteral("expired_token"));
    }

    void anUnknownCodeIsNone()
    {
        Device device;
        QCOMPARE(device.poll(QStringLiteral("D0")).oauthError(),
            QStringLiteral("bad_verification_code"));
    }

    void anotherTenantsAccountIsRefused()
    {
        Device device;
        QCOMPARE(device
                     .answer(QStringLiteral("account"),
                         QStringLiteral("robin.chen@fabrikam.onmicrosoft.com"))
                     .status,
            400);
        QCOMPARE(device.poll().oauthError(), QStringLiteral("authorization_pending"));
    }
};

QTEST_GUILESS_MAIN(DeviceCodeTest)
#include "tst_device_code.moc"
