// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/inputs.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Values = std::map<QString, QString>;

Q_DECLARE_METATYPE(Values)

namespace {

const QString client = u"7f3c9a52-1d4e-4b86-9c0d-2e5f6a7b8c9d"_s;
const QString tenant = u"0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"_s;
const QString object = u"11112222-3333-4444-8555-666677778888"_s;
const QString secret = u"aB18Q~"_s + QString(34, u'x');

} // namespace

class PastedBlockTest : public QObject {
    Q_OBJECT
private slots:
    void aBlockFillsTheFieldsThatItNames_data();
    void aBlockFillsTheFieldsThatItNames();
    void aHugeClipboardIsNoProblem();
};

void PastedBlockTest::aBlockFillsTheFieldsThatItNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Values>("values");
    const Values both{{u"clientId"_s, client}, {u"tenantId"_s, tenant}};

    QTest::newRow("nothing") << u"Hello there"_s << Values{};
    QTest::newRow("empty") << QString() << Values{};
    QTest::newRow("a plain id") << client << Values{};
    QTest::newRow("one line") << u"Application (client) ID: %1 Directory (tenant) ID: %2"_s.arg(
        client, tenant) << both;
    QTest::newRow("one line with commas")
        << u"Client ID=%1, Tenant ID=%2;"_s.arg(client, tenant) << both;
    QTest::newRow("other order") << u"Directory (tenant) ID: %2\nApplication (client) ID: %1"_s.arg(
        client, tenant) << both;
    QTest::newRow("Windows line ends")
        << u"TENANT ID:\r\n%2\r\n\r\nclient id :\r\n%1\r\n"_s.arg(client, tenant) << both;
    QTest::newRow("tabs") << u"Application (client) ID\t%1\nDirectory (tenant) ID\t%2"_s.arg(
        client, tenant) << both;
    QTest::newRow("label above value")
        << u"Application (client) ID\n%1\nObject ID\n%3\nDirectory (tenant) ID\n%2\n"_s.arg(
               client, tenant, object)
        << both;
    QTest::newRow("blanks only") << u"Client ID   %1\nTenant ID %2"_s.arg(client, tenant) << both;
    QTest::newRow("bullets") << u"- **Application ID:** %1\n\u2022 Tenant ID: %2"_s.arg(
        client, tenant) << both;
    QTest::newRow("JSON") << u"{\"clientId\": \"%1\",\n \"tenantId\": \"%2\"}"_s.arg(client, tenant)
                          << both;
    QTest::newRow("environment") << u"client_id=%1\ntenant_id=%2"_s.arg(client, tenant) << both;
    QTest::newRow("object id is nobody's") << u"Object ID: %1"_s.arg(object) << Values{};
    QTest::newRow("portal overview")
        << u"Display name\n: \nSelf Service PIM\nApplication (client) ID\n: \n%1\nObject ID\n: "
           u"\n%3\n"
           "Directory (tenant) ID\n: \n%2\nSupported account types\n: \nMy organization only\n"_s
               .arg(client, tenant, object)
        << both;
    QTest::newRow("portal's table of secrets")
        << u"Description\tExpires\tValue\tSecret ID\nSelf Service PIM\t1/1/2028\t%1\t%2\n"_s.arg(
               secret, object)
        << Values{{u"clientSecret"_s, secret}};
    QTest::newRow("mail")
        << u"Hello,\n\nyour instance is ready.\nInstance URL: https://xyz.selfservicepim.com\n"
           "Regards"_s
        << Values{{u"instanceUrl"_s, u"https://xyz.selfservicepim.com"_s}};
    QTest::newRow("name and secret") << u"Tenant name: Value Partners Ltd\nSecret value: %1"_s.arg(
        secret) << Values{{u"tenantName"_s, u"Value Partners Ltd"_s}, {u"clientSecret"_s, secret}};
    QTest::newRow("no colon and no id") << u"Value Partners"_s << Values{};
    QTest::newRow("the clearer label wins")
        << u"Primary domain: contoso.com\nTenant name: contoso.onmicrosoft.com"_s
        << Values{{u"tenantName"_s, u"contoso.onmicrosoft.com"_s}};
    QTest::newRow("contradiction")
        << u"Client ID: %1\nClient ID: %2"_s.arg(client, tenant) << Values{};
    QTest::newRow("said twice") << u"Client ID: %1\nClient ID: %1"_s.arg(client)
                                << Values{{u"clientId"_s, client}};
    QTest::newRow("label without value")
        << u"Client ID:\nTenant ID: %1"_s.arg(tenant) << Values{{u"tenantId"_s, tenant}};
    QTest::newRow("no-break blanks") << u"Application\u00a0(client)\u00a0ID:\u00a0%1"_s.arg(client)
                                     << Values{{u"clientId"_s, client}};
}

void PastedBlockTest::aBlockFillsTheFieldsThatItNames()
{
    QFETCH(QString, text);
    QFETCH(Values, values);
    const Result<Profile> profile = builtInProfile(u"sspim"_s);
    QVERIFY(profile);
    const Values found = parsePastedBlock(*profile, text);
    QStringList shown;
    for (const auto& [field, value] : found)
        shown << field + u'=' + value;
    QVERIFY2(found == values, qPrintable(shown.join(u'\n')));
}

void PastedBlockTest::aHugeClipboardIsNoProblem()
{
    const Result<Profile> profile = builtInProfile(u"sspim"_s);
    QVERIFY(profile);
    const QString text =
        u"Client ID: %1\n"_s.arg(client) + QString(u"Tenant ID "_s).repeated(200'000);
    QCOMPARE(parsePastedBlock(*profile, text), (Values{{u"clientId"_s, client}}));
}

QTEST_APPLESS_MAIN(PastedBlockTest)
#include "tst_pasted_block.moc"
