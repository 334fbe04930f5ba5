// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

using namespace lockstep;

namespace {

const QByteArray verifier(48, 'v');

QString challenge()
{
    return QString::fromLatin1(
        QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

const QString redirect = QStringLiteral("http://localhost:49152");

class SignIn {
public:
    explicit SignIn(const Scenario& scenario = readyScenario()) : client(scenario) { }

    [[nodiscard]] Form query(const QString& account = contoso::admin) const
    {
        return {{QStringLiteral("client_id"), contoso::publicClient},
            {QStringLiteral("response_type"), QStringLiteral("code")},
            {QStringLiteral("redirect_uri"), redirect},
            {QStringLiteral("scope"),
                QStringLiteral("openid profile offline_access ")
                    + client.scopeOf(QStringLiteral("User.Read")) + u' '
                    + client.scopeOf(QStringLiteral("Directory.Read.All"))},
            {QStringLiteral("state"), QStringLiteral("st&=4 2")},
            {QStringLiteral("code_challenge"), challenge()},
            {QStringLiteral("code_challenge_method"), QStringLiteral("S256")},
            {QStringLiteral("login_hint"), account}};
    }
    static void set(Form& form, const QString& key, const QString& value)
    {
        for (auto& [name, held] : form) {
            if (name == key) {
                held = value;
                return;
            }
        }
        form.append({key, value});
    }
    Got authorize(const Form& form, const QString& tenant = contoso::tenant)
    {
        QByteArray encoded;
        for (const auto& [key, value] : form)
            encoded += (encoded.isEmpty() ? "?" : "&") + QUrl::toPercentEncoding(key) + '='
                + QUrl::toPercentEncoding(value);
        return client.get(QUrl::fromEncoded(
            client.login(u'/' + tenant + QStringLiteral("/oauth2/v2.0/authorize")).toEncoded()
            + encoded));
    }
    static QUrlQuery returned(const Got& got)
    {
        return QUrlQuery(QUrl::fromEncoded(got.header("Location")));
    }
    QString code(const Form& form, const QString& tenant = contoso::tenant)
    {
        return returned(authorize(form, tenant)).queryItemValue(QStringLiteral("code"));
    }
    QString code() { return code(query()); }
    Got token(Form form, const QString& tenant = contoso::tenant)
    {
        form.append({QStringLiteral("client_id"), contoso::publicClient});
        return client.postForm(
            client.login(u'/' + tenant + QStringLiteral("/oauth2/v2.0/token")), form);
    }
    static Form codeForm(const QString& code, const QByteArray& proof = verifier)
    {
        return {{QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
            {QStringLiteral("code"), code}, {QStringLiteral("redirect_uri"), redirect},
            {QStringLiteral("code_verifier"), QString::fromLatin1(proof)}};
    }
    static Form refreshForm(const nlohmann::json& tokens)
    {
        return {{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
            {QStringLiteral("refresh_token"),
                QString::fromStdString(tokens["refresh_token"].get<std::string>())}};
    }

    SimClient client;
};

nlohmann::json claimsOf(const nlohmann::json& token)
{
    const QByteArray payload =
        QByteArray::fromStdString(token.get<std::string>()).split('.').value(1);
    const QByteArray text = QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding);
    return nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
}

} // namespace

class SignInTest : public QObject {
    Q_OBJECT

private slots:
    void metadataNamesTenantAndCloud()
    {
        SignIn signIn;
        for (const QString& name : {contoso::tenant, QStringLiteral("contoso.onmicrosoft.com")}) {
            const Got got = signIn.client.get(signIn.client.login(
                u'/' + name + QStringLiteral("/v2.0/.well-known/openid-configuration")));
            QCOMPARE(got.status, 200);
            const auto json = got.json();
            QVERIFY(QString::fromStdString(json["issuer"].get<std::string>())
                        .contains(contoso::tenant));
            QCOMPARE(json["tenant_region_scope"], "EU");
            for (const char* member : {"token_endpoint", "authorization_endpoint",
                     "device_authorization_endpoint", "cloud_instance_name", "msgraph_host"})
                QVERIFY2(json.contains(member), member);
        }
    }

    void metadataOfNoTenantIsAnError()
    {
        SignIn signIn;
        const Got got = signIn.client.get(signIn.client.login(QStringLiteral(
            "/00000000-1111-2222-3333-444444444444/v2.0/.well-known/openid-configuration")));
        QCOMPARE(got.status, 400);
        QCOMPARE(got.oauthError(), QStringLiteral("invalid_tenant"));
        QCOMPARE(got.aadsts(), 90002);
        QVERIFY(got.json().contains("trace_id") && got.json().contains("correlation_id"));
    }

    void codeComesBackWithTheState()
    {
        SignIn signIn;
        const Got got = signIn.authorize(signIn.query());
        QCOMPARE(got.status, 302);
        QVERIFY(got.header("Location").startsWith("http://localhost:49152/?"));
        const QUrlQuery query = SignIn::returned(got);
        QCOMPARE(query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded),
            QStringLiteral("st&=4 2"));
        QVERIFY(!query.queryItemValue(QStringLiteral("code")).isEmpty());
    }

    void codeGivesTokensOnce()
    {
        SignIn signIn;
        const QString code = signIn.code();
        const Got got = signIn.token(SignIn::codeForm(code));
        QCOMPARE(got.status, 200);
        const auto json = got.json();
        QCOMPARE(json["token_type"], "Bearer");
        QVERIFY(QString::fromStdString(json["scope"])
                    .contains(signIn.client.scopeOf(QStringLiteral("Directory.Read.All"))));
        const auto claims = claimsOf(json["id_token"]);
        QCOMPARE(QString::fromStdString(claims["tid"]), contoso::tenant);
        QCOMPARE(QString::fromStdString(claims["preferred_username"]), contoso::admin);
        QVERIFY(claims.contains("oid") && claims.contains("name"));
        QVERIFY(claimsOf(json["access_token"]).contains("scp"));

        const Got again = signIn.token(SignIn::codeForm(code));
        QCOMPARE(again.status, 400);
        QCOMPARE(again.oauthError(), QStringLiteral("invalid_grant"));
    }

    void codeNeedsItsVerifierRedirectAndTenant()
    {
        SignIn signIn;
        QCOMPARE(
            signIn.token(SignIn::codeForm(signIn.code(), QByteArray(48, 'x'))).aadsts(), 501481);
        Form other = SignIn::codeForm(signIn.code());
        SignIn::set(other, QStringLiteral("redirect_uri"), QStringLiteral("http://localhost:1"));
        QCOMPARE(signIn.token(other).aadsts(), 500112);
        QCOMPARE(
            signIn
                .token(SignIn::codeForm(signIn.code()), QStringLiteral("fabrikam.onmicrosoft.com"))
                .oauthError(),
            QStringLiteral("invalid_grant"));
        Form withSecret = SignIn::codeForm(signIn.code());
        withSecret.append({QStringLiteral("client_secret"), QStringLiteral("x")});
        QCOMPARE(signIn.token(withSecret).aadsts(), 700025);
    }

    void wrongAddressIsShownNeverRedirected_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("client") << "client_id"
                                << "00000000-1111-2222-3333-444444444444";
        QTest::newRow("path") << "redirect_uri"
                              << "http://localhost:1/other";
        QTest::newRow("scheme") << "redirect_uri"
                                << "https://localhost:1";
        QTest::newRow("host") << "redirect_uri"
                              << "http://127.0.0.1:1";
        QTest::newRow("elsewhere") << "redirect_uri"
                                   << "http://evil.example";
    }
    void wrongAddressIsShownNeverRedirected()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        SignIn signIn;
        Form query = signIn.query();
        SignIn::set(query, key, value);
        const Got got = signIn.authorize(query);
        QCOMPARE(got.status, 400);
        QVERIFY(got.header("Location").isEmpty());
        QVERIFY(got.body.contains("AADSTS"));
    }

    void badParametersComeBackAsErrors_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("error");
        QTest::newRow("type") << "response_type"
                              << "id_token"
                              << "unsupported_response_type";
        QTest::newRow("no PKCE") << "code_challenge"
                                 << ""
                                 << "invalid_request";
        QTest::newRow("plain") << "code_challenge_method"
                               << "plain"
                               << "invalid_request";
        QTest::newRow("claims") << "claims"
                                << "{"
                                << "invalid_request";
        QTest::newRow("prompt") << "prompt"
                                << "please"
                                << "invalid_request";
        QTest::newRow("scope") << "scope"
                               << "User.Reed"
                               << "invalid_client";
        QTest::newRow("resource") << "scope"
                                  << "https://other.example/x"
                                  << "invalid_resource";
        QTest::newRow("account") << "login_hint"
                                 << "robin.chen@fabrikam.onmicrosoft.com"
                                 << "access_denied";
    }
    void badParametersComeBackAsErrors()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, error);
        SignIn signIn;
        Form query = signIn.query();
        SignIn::set(query, key, value);
        const QUrlQuery back = SignIn::returned(signIn.authorize(query));
        QCOMPARE(back.queryItemValue(QStringLiteral("error")), error);
        QVERIFY(!back.hasQueryItem(QStringLiteral("code")));
        QVERIFY(back.hasQueryItem(QStringLiteral("state")));
    }

    void withoutAHintAPageOffersEveryAccount()
    {
        SignIn signIn;
        Form query = signIn.query();
        SignIn::set(query, QStringLiteral("login_hint"), {});
        const Got page = signIn.authorize(query);
        QCOMPARE(page.status, 200);
        for (const char* name : {"Avery Howard", "Morgan Lee", "Robin Chen", "Cancel"})
            QVERIFY2(page.body.contains(name), name);
        SignIn::set(query, QStringLiteral("sim_account"), contoso::admin);
        QVERIFY(!signIn.code(query).isEmpty());
        SignIn::set(query, QStringLiteral("sim_account"), QStringLiteral("none"));
        QCOMPARE(SignIn::returned(signIn.authorize(query)).queryItemValue(QStringLiteral("error")),
            QStringLiteral("access_denied"));
    }

    void consentIsAskedOfAnAdminAndRefusedToAMember()
    {
        SignIn signIn(*builtInScenario(QStringLiteral("fresh")));
        Form query = signIn.query();
        SignIn::set(query, QStringLiteral("login_hint"), {});
        SignIn::set(query, QStringLiteral("sim_account"), contoso::admin);
        QVERIFY(signIn.authorize(query).body.contains("Directory.Read.All"));
        Form declined = query;
        SignIn::set(declined, QStringLiteral("sim_consent"), QStringLiteral("no"));
        QVERIFY(SignIn::returned(signIn.authorize(declined)).hasQueryItem(QStringLiteral("error")));
        Form member = query;
        SignIn::set(member, QStringLiteral("sim_account"), contoso::member);
        QVERIFY(SignIn::returned(signIn.authorize(member))
                    .queryItemValue(QStringLiteral("error_description"))
                    .contains(u"90094"));
        SignIn::set(query, QStringLiteral("sim_consent"), QStringLiteral("yes"));
        QVERIFY(!signIn.code(query).isEmpty());
        // consent is remembered: the next sign-in is not asked again
        query.removeLast();
        QVERIFY(!signIn.code(query).isEmpty());
    }

    void refreshTokensAreRotated()
    {
        SignIn signIn;
        const auto first = signIn.token(SignIn::codeForm(signIn.code())).json();
        const Got second = signIn.token(SignIn::refreshForm(first));
        QCOMPARE(second.status, 200);
        QVERIFY(second.json()["refresh_token"] != first["refresh_token"]);
        QCOMPARE(
            signIn.token(SignIn::refreshForm(first)).oauthError(), QStringLiteral("invalid_grant"));
        QCOMPARE(signIn.token(SignIn::refreshForm(second.json())).status, 200);
    }

    void aChallengeNeedsANewSignIn()
    {
        SignIn signIn;
        const auto tokens = signIn.token(SignIn::codeForm(signIn.code())).json();
        Form refresh = SignIn::refreshForm(tokens);
        const QString claims =
            QStringLiteral(R"({"access_token":{"nbf":{"essential":true,"value":"1"}}})");
        refresh.append({QStringLiteral("claims"), claims});
        const Got refused = signIn.token(refresh);
        QCOMPARE(refused.oauthError(), QStringLiteral("interaction_required"));
        QCOMPARE(refused.json()["suberror"], "basic_action");
        Form query = signIn.query();
        SignIn::set(query, QStringLiteral("claims"), claims);
        QCOMPARE(signIn.token(SignIn::codeForm(signIn.code(query))).status, 200);
    }

    void anotherTenantsAccountLandsAtHomeWhereTheScenarioSaysSo()
    {
        SignIn signIn(*builtInScenario(QStringLiteral("another-tenant-admin")));
        const Form query = signIn.query(QStringLiteral("robin.chen@fabrikam.onmicrosoft.com"));
        const auto tokens = signIn.token(SignIn::codeForm(signIn.code(query))).json();
        QVERIFY(claimsOf(tokens["id_token"])["tid"] != contoso::tenant.toStdString());
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
