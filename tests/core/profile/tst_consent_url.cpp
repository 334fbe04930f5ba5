// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/consent_url.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = FieldVerdict::Kind;

Q_DECLARE_METATYPE(FieldVerdict::Kind)

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString other = u"0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"_s;
const QString client = u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s;
const QString host = u"https://login.microsoftonline.com/"_s;
const QString query = u"?client_id="_s + client;

const Profile& scim()
{
    static const Profile profile = builtInProfile(u"scim"_s).value();
    return profile;
}

FieldVerdict validate(const QString& text)
{
    return validateField(scim(), *scim().field(u"consentUrl"_s), text, {});
}

Inputs withUrl(const QString& url)
{
    Inputs inputs;
    inputs.set(u"consentUrl"_s, url);
    return inputs;
}

} // namespace

class ConsentUrlTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(builtInProfile(u"scim"_s)); }
    void eachAddressIsJudged_data();
    void eachAddressIsJudged();
    void anAddressIsTakenApart();
    void versionTwoNeedsDefaultForApplicationPermissions();
    void theTenantIsPutInForAnyTenantOnly();
    void idsAreReadOffWhereNothingIsTyped();
    void whatWasTypedStays();
    void anAddressWithoutItsTenantGivesTheClientOnly();
    void aBadAddressGivesNothing();
};

void ConsentUrlTest::eachAddressIsJudged_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<FieldVerdict::Kind>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QString& text, Kind kind,
                         const QString& words = {}) {
        QTest::newRow(name) << text << kind << words;
    };
    const QString v1 = host + tenant + u"/adminconsent"_s;
    const QString good = v1 + query;
    row("version 1", good, Kind::Good);
    row("version 1 with a way back",
        good + u"&state=7&redirect_uri=https%3A%2F%2Fapp.example.com%2Fdone"_s, Kind::Good);
    row("version 2",
        host + tenant + u"/v2.0/adminconsent"_s + query
            + u"&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"_s,
        Kind::Good);
    row("a domain as tenant", host + u"contoso.com/adminconsent"_s + query, Kind::Good);
    row("government", u"https://login.microsoftonline.us/"_s + tenant + u"/adminconsent"_s + query,
        Kind::Good);
    row("own cloud",
        u"http"_s + u"://127.0.0.1:8443/login/"_s + tenant + u"/adminconsent"_s + query,
        Kind::Good);
    row("nothing", {}, Kind::Empty);
    row("common", host + u"common/adminconsent"_s + query, Kind::Warning, u"choose the tenant"_s);
    row("organizations", host + u"Organizations/v2.0/adminconsent"_s + query, Kind::Warning,
        u"choose the tenant"_s);
    row("no client id", v1, Kind::Malformed, u"client_id"_s);
    row("a name as client id", v1 + u"?client_id=portal"_s, Kind::Malformed, u"client_id"_s);
    row("wrong host", u"https://login.example.com/"_s + tenant + u"/adminconsent"_s + query,
        Kind::Malformed, u"login.example.com"_s);
    row("a host that looks like it",
        u"https://login.microsoftonline.com.example.net/"_s + tenant + u"/adminconsent"_s + query,
        Kind::Malformed, u"no sign-in host"_s);
    row("http", u"http"_s + good.mid(5), Kind::Malformed, u"https"_s);
    row("another scheme", u"ftp"_s + good.mid(5), Kind::Malformed, u"well-formed"_s);
    row("user info",
        u"https://ada@login.microsoftonline.com/"_s + tenant + u"/adminconsent"_s + query,
        Kind::Malformed, u"user name"_s);
    row("fragment", good + u"#x"_s, Kind::Malformed, u"fragment"_s);
    row("too long", good + u"&state="_s + QString(2000, u'x'), Kind::Malformed, u"longer"_s);
    row("sign-in instead of consent", host + tenant + u"/oauth2/v2.0/authorize"_s + query,
        Kind::Malformed, u"adminconsent"_s);
    row("no tenant", host + u"adminconsent"_s + query, Kind::Malformed, u"adminconsent"_s);
    row("more in front", host + u"x/"_s + tenant + u"/adminconsent"_s + query, Kind::Malformed,
        u"adminconsent"_s);
    row("a line break after", good + u'\n', Kind::Malformed, u"line break"_s);
    row("in brackets", u'<' + good + u'>', Kind::Malformed, u"Brackets"_s);
    row("with its label", u"Admin consent URL: "_s + good, Kind::Malformed, u"label"_s);
    row("no address", u"ask Ada"_s, Kind::Malformed, u"well-formed"_s);
}

void ConsentUrlTest::eachAddressIsJudged()
{
    QFETCH(QString, text);
    QFETCH(FieldVerdict::Kind, kind);
    QFETCH(QString, words);
    const FieldVerdict verdict = validate(text);
    QVERIFY2(verdict.kind == kind, qPrintable(verdict.message));
    QVERIFY2(verdict.message.contains(words), qPrintable(verdict.message));
    QCOMPARE(verdict.message.isEmpty(), kind == Kind::Good || kind == Kind::Empty);
    if (verdict.cleaned)
        QVERIFY(validate(*verdict.cleaned).kind == Kind::Good);
}

void ConsentUrlTest::anAddressIsTakenApart()
{
    const auto consent = parseConsentUrl(host + tenant + u"/adminconsent"_s + query);
    QVERIFY(consent);
    QCOMPARE(consent->tenant, tenant);
    QCOMPARE(consent->clientId, client);
    QVERIFY(!consent->version2);
    QVERIFY(!consent->isForAnyTenant());
    QVERIFY(consent->scopes.isEmpty());
}

void ConsentUrlTest::versionTwoNeedsDefaultForApplicationPermissions()
{
    const QString address = host + tenant + u"/v2.0/adminconsent"_s + query;
    const auto single = parseConsentUrl(address + u"&scope=User.Read%20openid"_s);
    QVERIFY(single && single->version2);
    QCOMPARE(single->scopes, QStringList({u"User.Read"_s, u"openid"_s}));
    QVERIFY(!single->asksForDefault());
    const auto all = parseConsentUrl(address + u"&scope=https://graph.microsoft.com/.default"_s);
    QVERIFY(all && all->asksForDefault());
}

void ConsentUrlTest::theTenantIsPutInForAnyTenantOnly()
{
    const auto common = parseConsentUrl(host + u"common/v2.0/adminconsent"_s + query);
    QVERIFY(common);
    QCOMPARE(consentUrlFor(*common, tenant), QUrl(host + tenant + u"/v2.0/adminconsent"_s + query));
    QCOMPARE(consentUrlFor(*common, u"contoso"_s), common->url);
    const auto foreign = parseConsentUrl(host + other + u"/adminconsent"_s + query);
    QVERIFY(foreign);
    QCOMPARE(consentUrlFor(*foreign, tenant), foreign->url);
}

void ConsentUrlTest::idsAreReadOffWhereNothingIsTyped()
{
    const Inputs read = withIdsReadOff(scim(), withUrl(host + tenant + u"/adminconsent"_s + query));
    QCOMPARE(read.text(u"clientId"_s), client);
    QCOMPARE(read.text(u"tenantId"_s), tenant);
}

void ConsentUrlTest::whatWasTypedStays()
{
    Inputs typed = withUrl(host + tenant + u"/adminconsent"_s + query);
    typed.set(u"clientId"_s, other);
    typed.set(u"tenantId"_s, u"half typed"_s);
    QCOMPARE(withIdsReadOff(scim(), typed), typed);
}

void ConsentUrlTest::anAddressWithoutItsTenantGivesTheClientOnly()
{
    for (const QString& word : {u"common"_s, u"organizations"_s, u"contoso.com"_s}) {
        const Inputs read =
            withIdsReadOff(scim(), withUrl(host + word + u"/adminconsent"_s + query));
        QCOMPARE(read.text(u"clientId"_s), client);
        QCOMPARE(read.text(u"tenantId"_s), QString());
    }
}

void ConsentUrlTest::aBadAddressGivesNothing()
{
    for (const QString& bad :
        {QString(), u"https://login.example.com/"_s + tenant + u"/adminconsent"_s + query}) {
        const Inputs typed = withUrl(bad);
        QCOMPARE(withIdsReadOff(scim(), typed), typed);
    }
}

QTEST_APPLESS_MAIN(ConsentUrlTest)
#include "tst_consent_url.moc"
