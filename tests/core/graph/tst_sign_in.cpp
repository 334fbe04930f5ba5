// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/sign_in.h"
#include "json_read.h"
#include "setup/read_plan.h"
#include "support/fake_pacer.h"
#include "support/fake_transport.h"

#include <QCryptographicHash>
#include <QTest>
#include <QUrlQuery>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const Endpoints endpoints = *cloudByName(u"global"_s);

QByteArray idToken(const char* tenant)
{
    const QByteArray payload = QByteArray(R"({"tid":")") + tenant
        + R"(","oid":"o1","preferred_username":"ada@contoso.com"})";
    return "e30." + payload.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        + ".sig";
}

QByteArray tokenReply()
{
    return R"({"access_token":"at","refresh_token":"rt","expires_in":3600,"scope":"User.Read","id_token":")"
        + idToken("t1") + "\"}";
}

//! A browser that comes back with what a function makes of the address.
class FakeBrowser final : public Browser {
public:
    std::function<Result<QUrlQuery>(const QUrl&)> answer;
    QUrl opened;
    bool open(const QUrl&) override { return true; }
    Result<QUrlQuery> openForRedirect(const std::function<QUrl(const QString&)>& makeUrl,
        const QString&, std::chrono::milliseconds, std::stop_token) override
    {
        opened = makeUrl(u"http://localhost:54321"_s);
        return answer(opened);
    }
};

QUrlQuery codeFor(const QUrl& opened)
{
    QUrlQuery query;
    query.addQueryItem(u"code"_s, u"c0de"_s);
    query.addQueryItem(u"state"_s, QUrlQuery(opened).queryItemValue(u"state"_s));
    return query;
}

QString formValue(const QByteArray& body, const char* name)
{
    return QUrlQuery(QString::fromLatin1(body))
        .queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
}

SignInOptions options()
{
    return {.tenant = u"t1"_s, .scopes = readScopes(endpoints, builtInProfile(u"sspim"_s).value())};
}

} // namespace

class SignInTest : public QObject {
    Q_OBJECT

private slots:
    void theVerifierProvesTheChallenge()
    {
        const Pkce pkce = makePkce();
        const QByteArray verifier =
            pkce.verifier.expose([](QByteArrayView v) { return v.toByteArray(); });
        QVERIFY(verifier.size() >= 43 && verifier.size() <= 128);
        QCOMPARE(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                     .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            pkce.challenge);
        QVERIFY(makePkce().challenge != pkce.challenge);
    }

    void theBrowserFlowEndsInASession()
    {
        FakeBrowser browser;
        browser.answer = [](const QUrl& url) { return codeFor(url); };
        QByteArray body;
        FakeTransport transport([&](const HttpRequest& request) {
            body = request.body;
            return reply(200, tokenReply());
        });
        FakePacer pacer;
        const Result<Session, SignInFailure> session =
            signInWithBrowser(endpoints, options(), browser, transport, pacer, {});
        QVERIFY(session.has_value());
        QCOMPARE(session->identity->tenantId, u"t1"_s);
        QCOMPARE(session->identity->userName, u"ada@contoso.com"_s);
        const QUrlQuery query(browser.opened);
        QCOMPARE(query.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
        QCOMPARE(query.queryItemValue(u"prompt"_s), u"select_account"_s);
        QVERIFY(query.queryItemValue(u"claims"_s, QUrl::FullyDecoded).contains(u"cp1"_s));
        QCOMPARE(formValue(body, "redirect_uri"), u"http://localhost:54321"_s);
        QCOMPARE(formValue(body, "code"), u"c0de"_s);
        QVERIFY(formValue(body, "client_secret").isEmpty()); // AADSTS700025 otherwise
        const QByteArray proof = QCryptographicHash::hash(
            formValue(body, "code_verifier").toLatin1(), QCryptographicHash::Sha256);
        QCOMPARE(query.queryItemValue(u"code_challenge"_s).toLatin1(),
            proof.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    }

    void anErrorInTheRedirectDecidesWhateverElseIsThere()
    {
        FakeBrowser browser;
        browser.answer = [](const QUrl& url) {
            QUrlQuery query = codeFor(url);
            query.addQueryItem(u"error"_s, u"access_denied"_s);
            query.addQueryItem(u"error_description"_s, u"AADSTS65004: declined"_s);
            return Result<QUrlQuery>(query);
        };
        FakeTransport transport([](const HttpRequest&) { return reply(200, tokenReply()); });
        FakePacer pacer;
        const auto session = signInWithBrowser(endpoints, options(), browser, transport, pacer, {});
        QVERIFY(!session);
        QVERIFY(session.error().refusal->hasCode(65004));
        QVERIFY(transport.sent.empty());
    }

    void anotherStateIsRefused()
    {
        FakeBrowser browser;
        browser.answer = [](const QUrl&) {
            QUrlQuery query;
            query.addQueryItem(u"code"_s, u"stolen"_s);
            query.addQueryItem(u"state"_s, u"other"_s);
            return Result<QUrlQuery>(query);
        };
        FakeTransport transport([](const HttpRequest&) { return reply(200, tokenReply()); });
        FakePacer pacer;
        QVERIFY(!signInWithBrowser(endpoints, options(), browser, transport, pacer, {}));
        QVERIFY(transport.sent.empty());
    }

    void deviceCodeWaitsSlowsDownAndEnds()
    {
        int polls = 0;
        FakeTransport transport([&](const HttpRequest& request) {
            if (request.url.path().endsWith(u"/devicecode"_s))
                return reply(200,
                    R"({"device_code":"dc","user_code":"ABCD","verification_uri":"https:\/\/microsoft.com/devicelogin","expires_in":900,"interval":5,"message":"m"})");
            ++polls;
            if (polls == 1)
                return reply(400, R"({"error":"authorization_pending"})");
            if (polls == 2)
                return reply(400, R"({"error":"slow_down"})");
            return reply(200, tokenReply());
        });
        FakePacer pacer;
        QString shown;
        const auto session = signInWithDeviceCode(endpoints, options(),
            [&](const DeviceCode& code) { shown = code.userCode; }, transport, pacer, {});
        QVERIFY(session.has_value());
        QCOMPARE(shown, u"ABCD"_s);
        using std::chrono::seconds;
        QCOMPARE(pacer.waits,
            (std::vector<std::chrono::milliseconds>{seconds(5), seconds(5), seconds(10)}));
    }

    void aDeviceCodeThatNobodyUsesExpires()
    {
        FakeTransport transport([&](const HttpRequest& request) {
            if (request.url.path().endsWith(u"/devicecode"_s))
                return reply(200,
                    R"({"device_code":"dc","user_code":"A","verification_uri":"https:\/\/x","expires_in":30,"interval":5})");
            return reply(400, R"({"error":"authorization_pending"})");
        });
        FakePacer pacer;
        const auto session = signInWithDeviceCode(
            endpoints, options(), [](const DeviceCode&) {}, transport, pacer, {});
        QVERIFY(!session);
        QVERIFY(!session.error().cancelled);
    }

    void everyCharacterOfASecretSurvivesTheForm()
    {
        const QByteArray odd = "a+b&c=d%20~e/f?g#h \xc3\xa4\"'";
        const HttpRequest request =
            clientCredentialsRequest(endpoints, u"t"_s, u"c"_s, Secret{QByteArrayView(odd)});
        QCOMPARE(formValue(request.body, "client_secret").toUtf8(), odd);
        QVERIFY(!request.body.contains('+'));
        QVERIFY(!request.url.toEncoded().contains("a+b"));
    }

    void whatWasSentIsNotThrownBackIntoARefusal()
    {
        const Secret secret(QByteArrayView("abc8Q~ThisIsWhatWasSent"));
        const TokenResult<> result = readTokenReply(
            reply(400,
                R"({"error":"bad","error_description":"got client_secret=abc8Q%7EThisIsWhatWasSent","suberror":"WhatWasSent","trace_id":"tr"})"),
            {&secret});
        const auto& refusal = std::get<TokenRefusal>(result.error());
        QVERIFY(refusal.description.isEmpty() && refusal.suberror.isEmpty());
        QCOMPARE(refusal.error, u"bad"_s);
        QCOMPARE(refusal.traceId, u"tr"_s);
    }

    void refusalsAreReadWithCodesAndIds()
    {
        const TokenResult<> result = readTokenReply(
            reply(401,
                R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret.\r\nTrace ID: x","error_codes":[7000215],"trace_id":"tr","correlation_id":"co"})"),
            {});
        QVERIFY(!result);
        const auto& refusal = std::get<TokenRefusal>(result.error());
        QVERIFY(refusal.hasCode(7000215));
        QCOMPARE(refusal.description, u"AADSTS7000215: Invalid client secret."_s);
        QCOMPARE(refusal.traceId, u"tr"_s);
        QVERIFY(explain(refusal).contains(u"secret"_s, Qt::CaseInsensitive));
    }

    void whateverIsNoTokenReplyIsNoToken_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("html") << 200 << QByteArray("<html></html>");
        QTest::newRow("empty object") << 200 << QByteArray("{}");
        QTest::newRow("token of another type") << 200 << QByteArray(R"({"access_token":5})");
        QTest::newRow("empty token") << 200 << QByteArray(R"({"access_token":""})");
        QTest::newRow("token with status 500") << 500 << QByteArray(R"({"access_token":"x"})");
    }
    void whateverIsNoTokenReplyIsNoToken()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const TokenResult<> result = readTokenReply(reply(status, body), {});
        QVERIFY(!result);
        QVERIFY(std::holds_alternative<NotATokenReply>(result.error()));
    }

    void aChallengeIsMergedWithOurCapability()
    {
        const Json claims =
            *parseObject(claimsParameter(uR"({"access_token":{"acrs":{"value":"c1"}}})"_s));
        QCOMPARE(
            claims["access_token"]["xms_cc"]["values"][0].get<std::string>(), std::string("cp1"));
        QCOMPARE(claims["access_token"]["acrs"]["value"].get<std::string>(), std::string("c1"));
        QVERIFY(parseObject(claimsParameter(u"not json"_s)).has_value());
    }

    void customCloudsNeedHttpsOrLoopback_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << u"https://login.test"_s << true;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/login"_s << true;
        QTest::newRow("localhost") << u"http://localhost:8080"_s << true;
        QTest::newRow("ipv6") << u"http://[::1]:8080"_s << true;
        QTest::newRow("http") << u"http://login.test"_s << false;
        QTest::newRow("looks like loopback") << u"http://127.0.0.1.evil.test"_s << false;
        QTest::newRow("localhost below") << u"http://localhost.evil.test"_s << false;
        QTest::newRow("user info") << u"https://user@login.test"_s << false;
        QTest::newRow("query") << u"https://login.test?x=1"_s << false;
        QTest::newRow("no host") << u"https:///x"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    }
    void customCloudsNeedHttpsOrLoopback()
    {
        QFETCH(QString, login);
        QFETCH(bool, good);
        QCOMPARE(customCloud(QUrl(login), QUrl(u"https://graph.test"_s)).has_value(), good);
        QCOMPARE(customCloud(QUrl(u"https://login.test"_s), QUrl(login)).has_value(), good);
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
