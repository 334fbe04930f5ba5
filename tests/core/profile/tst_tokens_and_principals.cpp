// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/inputs.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = FieldVerdict::Kind;

Q_DECLARE_METATYPE(FieldVerdict::Kind)

namespace {

const QString token = u"scim-5c1Qz8.Vw_02-Kd~7/Lm+9Pq=="_s;
const QString objectId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;

const Profile& scim()
{
    static const Profile profile = builtInProfile(u"scim"_s).value();
    return profile;
}

const Profile& sparkPim()
{
    static const Profile profile = builtInProfile(u"spark-pim"_s).value();
    return profile;
}

FieldVerdict validateToken(const QString& text)
{
    return validateField(scim(), *scim().field(u"secretToken"_s), text, {});
}

FieldVerdict validateAssignee(const QString& text, const Inputs& others = {})
{
    return validateField(scim(), *scim().field(u"assignees"_s), text, others);
}

} // namespace

class TokensAndPrincipalsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void tokens_data();
    void tokens();
    void noMessageQuotesAToken_data();
    void noMessageQuotesAToken();
    void principals_data();
    void principals();
    void anIdOfTheSetupIsNobody();
    void onePersonMayStandInTwoFields();
    void aListOfPrincipalsHasEachOnce();
    void aPastedBlockFillsTheNewKinds();
};

void TokensAndPrincipalsTest::initTestCase()
{
    QVERIFY(builtInProfile(u"scim"_s));
    QVERIFY(builtInProfile(u"spark-pim"_s));
}

void TokensAndPrincipalsTest::tokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<FieldVerdict::Kind>("kind");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("cleaned");
    const auto row = [](const char* name, const QString& text, Kind kind, const QString& words = {},
                         const QString& cleaned = {}) {
        QTest::newRow(name) << text << kind << words << cleaned;
    };
    const auto bad = Kind::Malformed;
    row("token", token, Kind::Good);
    row("a JSON web token", u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzY2ltIn0.dBjftJeZ4CVP-mB92K27"_s,
        Kind::Good);
    row("a GUID, as some services make them", objectId, Kind::Good);
    row("shortest", u"12345678"_s, Kind::Good);
    row("longest", QString(1024, u'x'), Kind::Good);
    row("nothing", {}, Kind::Empty);
    row("only blanks", u"  "_s, bad, u"only blanks"_s);
    row("with Bearer", u"Bearer "_s + token, bad, u"Bearer"_s, token);
    row("with bearer in small letters", u"bearer  "_s + token, bad, u"Bearer"_s, token);
    row("quoted with Bearer", u"\"Bearer "_s + token + u'"', bad, u"Bearer"_s, token);
    row("with its label", u"Secret Token: "_s + token, bad, u"label"_s, token);
    row("blank after", token + u' ', bad, u"Blanks"_s, token);
    row("line break after", token + u"\r\n"_s, bad, u"line break"_s, token);
    row("blank inside", token.left(9) + u' ' + token.mid(9), bad, u"blank"_s);
    row("line break inside", token.left(9) + u'\n' + token.mid(9), bad, u"line break inside"_s);
    row("umlaut inside", token + u"\u00e4x"_s, bad, u"no token holds"_s);
    row("in quotes", u'"' + token + u'"', bad, u"Quotes"_s, token);
    row("in brackets", u'<' + token + u'>', bad, u"Brackets"_s, token);
    row("masked with stars", u"scim-*********"_s, bad, u"hidden"_s);
    row("masked with dots", u"scim-\u2022\u2022\u2022\u2022"_s, bad, u"hidden"_s);
    row("too short", u"1234567"_s, bad, u"too short"_s);
    row("too long", QString(1025, u'x'), bad, u"1024"_s);
    row("an address", u"https://api.example.com/scim"_s, bad, u"address"_s);
}

void TokensAndPrincipalsTest::tokens()
{
    QFETCH(QString, text);
    QFETCH(FieldVerdict::Kind, kind);
    QFETCH(QString, words);
    QFETCH(QString, cleaned);
    const FieldVerdict verdict = validateToken(text);
    QVERIFY2(verdict.kind == kind, qPrintable(verdict.message));
    QVERIFY2(verdict.message.contains(words), qPrintable(verdict.message));
    QCOMPARE(verdict.cleaned.value_or(QString()), cleaned);
    if (verdict.cleaned)
        QVERIFY(validateToken(*verdict.cleaned).kind == Kind::Good);
}

void TokensAndPrincipalsTest::noMessageQuotesAToken_data()
{
    tokens_data();
}

void TokensAndPrincipalsTest::noMessageQuotesAToken()
{
    QFETCH(QString, text);
    for (const Field& field : scim().fields) {
        if (field.secret)
            QVERIFY(!validateField(scim(), field, text, {}).message.contains(u"scim-"_s));
    }
}

void TokensAndPrincipalsTest::principals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<FieldVerdict::Kind>("kind");
    QTest::addColumn<QString>("cleaned");
    QTest::newRow("user") << u"jane@contoso.com"_s << Kind::Good << QString();
    QTest::newRow("object id") << objectId << Kind::Good << QString();
    QTest::newRow("group") << u"Payroll clerks (north)"_s << Kind::Good << QString();
    QTest::newRow("group abroad") << u"مسؤولو الدعم"_s << Kind::Good << QString();
    QTest::newRow("nothing") << QString() << Kind::Empty << QString();
    QTest::newRow("user as mail programs say it")
        << u"Jane Doe <jane@contoso.com>"_s << Kind::Malformed << u"jane@contoso.com"_s;
    QTest::newRow("user with two ats") << u"jane@x@contoso.com"_s << Kind::Malformed << QString();
    QTest::newRow("blank after") << u"Clerks "_s << Kind::Malformed << u"Clerks"_s;
    QTest::newRow("line break") << u"Clerks\nDeputies"_s << Kind::Malformed << QString();
    QTest::newRow("too long") << QString(257, u'x') << Kind::Malformed << QString();
}

void TokensAndPrincipalsTest::principals()
{
    QFETCH(QString, text);
    QFETCH(FieldVerdict::Kind, kind);
    QFETCH(QString, cleaned);
    const FieldVerdict verdict = validateAssignee(text);
    QVERIFY2(verdict.kind == kind, qPrintable(verdict.message));
    QCOMPARE(verdict.cleaned.value_or(QString()), cleaned);
}

void TokensAndPrincipalsTest::anIdOfTheSetupIsNobody()
{
    Inputs others;
    others.set(u"clientId"_s, objectId);
    const FieldVerdict verdict = validateAssignee(objectId, others);
    QVERIFY(verdict.kind == Kind::Malformed);
    QVERIFY2(verdict.message.contains(u"Application (client) ID"_s), qPrintable(verdict.message));
}

//! The test user is one of the eligible users, also where both are typed as object ids.
void TokensAndPrincipalsTest::onePersonMayStandInTwoFields()
{
    Inputs inputs;
    inputs.values[u"eligibleUsers"_s] = {objectId};
    inputs.set(u"testUser"_s, objectId);
    for (const QString& id : {u"eligibleUsers"_s, u"testUser"_s}) {
        const FieldVerdict verdict = validateEntries(sparkPim(), *sparkPim().field(id), inputs);
        QVERIFY2(verdict.kind == Kind::Good, qPrintable(verdict.message));
    }
    inputs.set(u"group"_s, objectId);
    QVERIFY(validateEntries(sparkPim(), *sparkPim().field(u"testUser"_s), inputs).kind
        == Kind::Malformed);
}

void TokensAndPrincipalsTest::aListOfPrincipalsHasEachOnce()
{
    const Field& assignees = *scim().field(u"assignees"_s);
    Inputs inputs;
    QVERIFY(validateEntries(scim(), assignees, inputs).kind == Kind::Empty);
    inputs.values[u"assignees"_s] = {u"jane@contoso.com"_s, u"Clerks"_s, objectId};
    QVERIFY(validateEntries(scim(), assignees, inputs).kind == Kind::Good);
    inputs.values[u"assignees"_s] << u"Clerks"_s;
    QVERIFY(validateEntries(scim(), assignees, inputs).kind == Kind::Malformed);
}

void TokensAndPrincipalsTest::aPastedBlockFillsTheNewKinds()
{
    const QString consent = u"https://login.microsoftonline.com/"_s + objectId
        + u"/adminconsent?client_id="_s + objectId;
    const auto values = parsePastedBlock(scim(),
        u"Admin consent URL: "_s + consent + u"\nSCIM endpoint URL: https://api.example.com/scim"_s
            + u"\nAPI token: "_s + token);
    QCOMPARE(values.at(u"consentUrl"_s), consent);
    QCOMPARE(values.at(u"scimUrl"_s), u"https://api.example.com/scim"_s);
    QCOMPARE(values.at(u"secretToken"_s), token);
    QCOMPARE(values.size(), 3U);
}

QTEST_APPLESS_MAIN(TokensAndPrincipalsTest)
#include "tst_tokens_and_principals.moc"
