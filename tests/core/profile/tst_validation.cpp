// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/inputs.h"

#include <QRandomGenerator>
#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = FieldVerdict::Kind;

Q_DECLARE_METATYPE(FieldVerdict::Kind)

namespace {

const QString guidA = u"7f3c9a52-1d4e-4b86-9c0d-2e5f6a7b8c9d"_s;
const QString guidB = u"0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"_s;
// the shape of Entra's values: three characters, a digit, "Q~", 34 more
const QString secret = u"aB18Q~"_s + QString(34, u'x');

const Profile& sspim()
{
    static const Profile profile = builtInProfile(u"sspim"_s).value();
    return profile;
}

FieldVerdict validate(const QString& field, const QString& text, const Inputs& others = {})
{
    return validateField(sspim(), *sspim().field(field), text, others);
}

} // namespace

class ValidationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(builtInProfile(u"sspim"_s)); }
    void eachMistakeHasItsOwnWords_data();
    void eachMistakeHasItsOwnWords();
    void theSameIdTwiceIsFound();
    void anIdPastedAsSecretNamesItsField();
    void cleanedValuesAreGoodOnes_data();
    void cleanedValuesAreGoodOnes();
    void noMessageQuotesASecret_data();
    void noMessageQuotesASecret();
    void differentMistakesHaveDifferentWords();
    void randomTextNeverCrashesAndNeverGoesUnnoticed();
};

void ValidationTest::eachMistakeHasItsOwnWords_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<FieldVerdict::Kind>("kind");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("cleaned");
    QTest::addColumn<QString>("belongsTo");

    const auto row = [](const char* name, const QString& field, const QString& text, Kind kind,
                         const QString& words = {}, const QString& cleaned = {},
                         const QString& belongsTo = {}) {
        QTest::newRow(name) << field << text << kind << words << cleaned << belongsTo;
    };
    const auto bad = Kind::Malformed;
    const QString id = u"clientId"_s;
    row("id", id, guidA, Kind::Good);
    row("id in capitals", id, guidA.toUpper(), Kind::Good);
    row("id empty", id, {}, Kind::Empty);
    row("id blanks only", id, u"   "_s, bad, u"only blanks"_s);
    row("id in braces", id, u'{' + guidA + u'}', bad, u"Braces"_s, guidA);
    row("id in quotes", id, u'"' + guidA + u'"', bad, u"Quotes"_s, guidA);
    row("id in curly quotes", id, u'\u201c' + guidA + u'\u201d', bad, u"Quotes"_s, guidA);
    row("id with a blank after", id, guidA + u' ', bad, u"Blanks"_s, guidA);
    row("id with a no-break blank", id, QChar(0xa0) + guidA, bad, u"Blanks"_s, guidA);
    row("id with a zero-width blank", id, guidA + QChar(0x200b), bad, u"Blanks"_s, guidA);
    row("id with a line break", id, guidA + u"\r\n"_s, bad, u"line break"_s, guidA);
    row("id with its label", id, u"Application (client) ID: "_s + guidA, bad, u"label"_s, guidA);
    row("id with its label and no colon", id, u"Client ID "_s + guidA, bad, u"label"_s, guidA);
    row("id with its label above", id, u"Application (client) ID\n"_s + guidA, bad, u"label"_s,
        guidA);
    row("tenant id with its label", id, u"Directory (tenant) ID : "_s + guidA, bad,
        u"belongs into"_s, guidA, u"tenantId"_s);
    row("client id in the tenant's field", u"tenantId"_s, u"client_id="_s + guidA, bad,
        u"belongs into"_s, guidA, u"clientId"_s);
    row("object id", id, u"Object ID: "_s + guidA, bad, u"Object ID"_s);
    row("secret id", id, u"Secret ID\t"_s + guidA, bad, u"Secret ID"_s);
    row("id in other text", id, u"the app "_s + guidA + u" of Contoso"_s, bad, u"other text"_s,
        guidA);
    row("two ids", id, guidA + u' ' + guidB, bad, u"more than one"_s);
    row("id without hyphens", id, QString(guidA).remove(u'-'), bad, u"hyphens"_s, guidA);
    row("id cut short", id, guidA.left(30), bad, u"cut short"_s);
    row("id with a wrong letter", id, u"7g3c9a52-1d4e-4b86-9c0d-2e5f6a7b8c9d"_s, bad, u"a-f"_s);
    row("id of zeros", id, u"00000000-0000-0000-0000-000000000000"_s, bad, u"placeholder"_s);
    row("id of Graph", id, u"00000003-0000-0000-c000-000000000000"_s, bad, u"Microsoft Graph"_s);
    row("a name for an id", id, u"Self Service PIM"_s, bad, u"not an ID"_s);
    row("a domain for an id", u"tenantId"_s, u"contoso.onmicrosoft.com"_s, bad, u"domain"_s, {},
        u"tenantName"_s);
    row("an e-mail address for an id", u"tenantId"_s, u"a@contoso.com"_s, bad, u"e-mail"_s);
    row("a secret for an id", id, secret, bad, u"client secret"_s, {}, u"clientSecret"_s);

    const QString key = u"clientSecret"_s;
    row("secret", key, secret, Kind::Good);
    row("old secret", key, u"Zk[3v?-Rw9+y]Tq2=Lm:Xp7@Bc5/Nd8.w"_s, Kind::Good);
    row("secret id for a value", key, guidA, Kind::Warning, u"Secret ID"_s);
    row("secret id in braces", key, u'{' + guidA + u'}', bad, u"Secret ID"_s);
    row("secret id with its label", key, u"Secret ID: "_s + guidA, bad, u"Secret ID"_s);
    row("secret with its label", key, u"Value: "_s + secret, bad, u"label"_s, secret);
    row("secret cut short", key, secret.left(30), bad, u"cut short"_s);
    row("secret a little short", key, secret.left(38), Kind::Warning, u"usually"_s);
    row("secret too long", key, secret + u"xx"_s, bad, u"More than the value"_s);
    row("secret far too short", key, u"abc"_s, bad, u"too short"_s);
    row("secret rather short", key, u"Zk3vRw9yTq2LmXp7Bc5N"_s, Kind::Warning, u"shorter"_s);
    row("secret with a blank after", key, secret + u' ', bad, u"Blanks"_s, secret);
    row("secret with a line break after", key, secret + u'\n', bad, u"line break"_s, secret);
    row("secret with a blank inside", key, secret.left(20) + u' ' + secret.mid(20), bad,
        u"blank inside"_s);
    row("secret with a line break inside", key, secret.left(20) + u'\n' + secret.mid(20), bad,
        u"line break inside"_s);
    row("secret in quotes", key, u'"' + secret + u'"', bad, u"Quotes"_s, secret);
    row("secret masked", key, u"aB1******************"_s, bad, u"hides"_s);
    row("secret with an umlaut", key, u"\u00e4"_s + secret.mid(1), bad, u"never uses"_s);

    const QString url = u"instanceUrl"_s;
    const QString plain = u"https://xyz.selfservicepim.com"_s;
    row("url", url, plain, Kind::Good);
    row("url with a path", url, plain + u"/signin"_s, Kind::Good);
    row("url with a path and slash", url, plain + u"/signin/"_s, Kind::Good);
    row("url with a port", url, plain + u":8443"_s, Kind::Good);
    row("url on loopback", url, u"http://localhost:8080"_s, Kind::Good);
    row("url on loopback 4", url, u"http://127.0.0.1:8080/x"_s, Kind::Good);
    row("url on loopback 6", url, u"http://[::1]:8080/x"_s, Kind::Good);
    row("url over http", url, u"http://xyz.selfservicepim.com"_s, bad, u"http is not safe"_s,
        plain);
    row("url over http elsewhere", url, u"http://localhost.evil.test"_s, bad, u"http is not safe"_s,
        u"https://localhost.evil.test"_s);
    row("url over ftp", url, u"ftp://xyz.selfservicepim.com"_s, bad, u"ftp"_s);
    row("url with a slash", url, plain + u'/', Kind::Warning, u"slash"_s, plain);
    row("url with a fragment", url, plain + u"/a#b"_s, bad, u"fragment"_s, plain + u"/a"_s);
    row("url with an empty fragment", url, plain + u'#', bad, u"fragment"_s, plain);
    row("url with a query", url, plain + u"?a=b"_s, bad, u"query"_s, plain);
    row("url with a wildcard", url, u"https://*.selfservicepim.com"_s, bad, u"wildcard"_s);
    row("url with a user", url, u"https://admin:pw@xyz.selfservicepim.com"_s, bad, u"user name"_s,
        plain);
    row("url that hides its host", url, u"https://xyz.selfservicepim.com@evil.test"_s, bad,
        u"user name"_s, u"https://evil.test"_s);
    row("url without host", url, u"https://"_s, bad, u"host name"_s);
    row("url without host but a path", url, u"https:///path"_s, bad, u"host name"_s);
    row("url with one slash", url, u"https:/xyz.test"_s, bad, u"two slashes"_s);
    row("url without scheme", url, u"xyz.selfservicepim.com"_s, bad, u"begin with https"_s, plain);
    row("url without scheme with port", url, u"xyz.selfservicepim.com:8443"_s, bad,
        u"begin with https"_s, plain + u":8443"_s);
    row("url with a blank inside", url, u"https://xyz .selfservicepim.com"_s, bad,
        u"blank inside"_s);
    row("url with a blank after", url, plain + u' ', bad, u"Blanks"_s, plain);
    row("url in angle brackets", url, u'<' + plain + u'>', bad, u"Brackets"_s, plain);
    row("url with its label", url, u"Redirect URI: "_s + plain, bad, u"label"_s, plain);
    row("url with backslashes", url, u"https:\\\\xyz.selfservicepim.com"_s, bad, u"backslash"_s,
        plain);
    row("url far too long", url, plain + u'/' + QString(300, u'a'), bad, u"longer"_s);
    row("url with a bad host", url, u"https://exa mple..com"_s, bad, u"blank"_s);
    row("url with a bad port", url, plain + u":99999"_s, bad, u"well-formed"_s);

    const QString name = u"tenantName"_s;
    row("name", name, u"contoso.onmicrosoft.com"_s, Kind::Good);
    row("display name", name, u"Value Partners Ltd."_s, Kind::Good);
    row("display name abroad", name, u"Müller & Söhne (東京)"_s, Kind::Good);
    row("name is an e-mail address", name, u"admin@contoso.com"_s, bad, u"e-mail"_s,
        u"contoso.com"_s);
    row("name is an id", name, guidA, bad, u"This is an ID"_s, {}, u"tenantId"_s);
    row("name is an address", name, u"https://contoso.sharepoint.com/x"_s, bad, u"address"_s,
        u"contoso.sharepoint.com"_s);
    row("name with a blank", name, u" contoso.com"_s, bad, u"Blanks"_s, u"contoso.com"_s);
    row("name with its label", name, u"Primary domain: contoso.com"_s, bad, u"label"_s,
        u"contoso.com"_s);
    row("name over two lines", name, u"Contoso\nLtd"_s, bad, u"line break inside"_s);
    row("name far too long", name, QString(300, u'a'), bad, u"longer"_s);

    const QString user = u"adminUser"_s;
    row("user", user, u"jane.doe@contoso.com"_s, Kind::Good);
    row("guest", user, u"jane_x.test#EXT#@contoso.onmicrosoft.com"_s, Kind::Good);
    row("user by id", user, guidA, Kind::Good);
    row("user as a mail program says it", user, u"Jane Doe <jane@contoso.com>"_s, bad,
        u"brackets"_s, u"jane@contoso.com"_s);
    row("user with mailto", user, u"mailto:jane@contoso.com"_s, bad, u"mailto"_s,
        u"jane@contoso.com"_s);
    row("user of Windows", user, u"CONTOSO\\jane"_s, bad, u"Windows"_s);
    row("user by display name", user, u"Jane Doe"_s, bad, u"name@domain"_s);
    row("user with two ats", user, u"jane@x@contoso.com"_s, bad, u"name@domain"_s);
}

void ValidationTest::eachMistakeHasItsOwnWords()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(FieldVerdict::Kind, kind);
    QFETCH(QString, words);
    QFETCH(QString, cleaned);
    QFETCH(QString, belongsTo);
    const FieldVerdict verdict = validate(field, text);
    QVERIFY2(verdict.kind == kind, qPrintable(verdict.message));
    QCOMPARE(verdict.message.isEmpty(), kind == Kind::Good || kind == Kind::Empty);
    QVERIFY2(verdict.message.contains(words), qPrintable(verdict.message));
    QCOMPARE(verdict.cleaned.value_or(QString()), cleaned);
    QCOMPARE(verdict.belongsTo, belongsTo);
}

void ValidationTest::theSameIdTwiceIsFound()
{
    Inputs others;
    others.set(u"tenantId"_s, guidA.toUpper());
    const FieldVerdict verdict = validate(u"clientId"_s, guidA, others);
    QVERIFY(verdict.kind == Kind::Malformed);
    QVERIFY2(verdict.message.contains(u"Directory (tenant) ID"_s), qPrintable(verdict.message));
    QVERIFY(validate(u"clientId"_s, guidB, others).kind == Kind::Good);
    QVERIFY(validate(u"tenantId"_s, guidA, others).kind == Kind::Good); // its own value is no other
    QVERIFY(validate(u"adminUser"_s, guidA, others).kind == Kind::Malformed);
}

void ValidationTest::anIdPastedAsSecretNamesItsField()
{
    Inputs others;
    others.set(u"clientId"_s, guidA);
    QVERIFY(
        validate(u"clientSecret"_s, guidA, others).message.contains(u"Application (client) ID"_s));
    QVERIFY(validate(u"clientSecret"_s, guidB, others).message.contains(u"Secret ID"_s));
}

void ValidationTest::cleanedValuesAreGoodOnes_data()
{
    eachMistakeHasItsOwnWords_data();
}

void ValidationTest::cleanedValuesAreGoodOnes()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    const FieldVerdict verdict = validate(field, text);
    if (!verdict.cleaned)
        return;
    const QString target = verdict.belongsTo.isEmpty() ? field : verdict.belongsTo;
    const FieldVerdict after = validate(target, *verdict.cleaned);
    QVERIFY2(after.kind == Kind::Good, qPrintable(after.message));
}

void ValidationTest::noMessageQuotesASecret_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("cut") << secret.left(30);
    QTest::newRow("blank inside") << secret.left(10) + u' ' + secret.mid(10);
    QTest::newRow("label") << u"Value: "_s + secret;
    QTest::newRow("quotes") << u'"' + secret + u'"';
    QTest::newRow("umlaut") << secret + u"\u00e4"_s;
    QTest::newRow("whole") << secret;
}

void ValidationTest::noMessageQuotesASecret()
{
    QFETCH(QString, text);
    for (const Field& field : sspim().fields) {
        const QString message = validate(field.id, text).message;
        QVERIFY2(!message.contains(u"aB18Q~"_s), qPrintable(field.id));
        QVERIFY2(!message.contains(u"xxxx"_s), qPrintable(field.id));
    }
}

void ValidationTest::differentMistakesHaveDifferentWords()
{
    const QStringList texts{u'{' + guidA + u'}', u'"' + guidA + u'"', guidA + u' ', guidA + u'\n',
        u"Client ID: "_s + guidA, u"Object ID: "_s + guidA, guidA.left(30),
        QString(guidA).remove(u'-'), u"contoso.com"_s, u"a@contoso.com"_s, secret,
        guidA + u' ' + guidB, u"hello"_s};
    QSet<QString> messages;
    for (const QString& text : texts)
        messages.insert(validate(u"clientId"_s, text).message);
    QCOMPARE(messages.size(), texts.size());
}

void ValidationTest::randomTextNeverCrashesAndNeverGoesUnnoticed()
{
    QRandomGenerator random(20260101);
    const QString alphabet =
        u"abcXYZ019-~.:/@{}\"' \t\n\r\\#?*%\u00e4\u200b\U0001f600Value:IDTenant"_s;
    for (int i = 0; i < 3000; ++i) {
        QString text;
        const int length = random.bounded(1, 60);
        for (int j = 0; j < length; ++j)
            text += alphabet[random.bounded(alphabet.size())];
        for (const Field& field : sspim().fields) {
            const FieldVerdict verdict = validate(field.id, text);
            // a value that is taken as good carries nothing that was copied along
            if (verdict.kind == Kind::Good) {
                QCOMPARE(text, text.trimmed());
                QVERIFY(!text.contains(u'\n'));
            }
            QCOMPARE(verdict.message.isEmpty(), verdict.kind == Kind::Good);
        }
        if (i % 10 == 0)
            QVERIFY(parsePastedBlock(sspim(), text).size() <= sspim().fields.size());
    }
}

QTEST_APPLESS_MAIN(ValidationTest)
#include "tst_validation.moc"
