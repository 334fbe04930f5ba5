// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile.h"
#include "profile/vocabulary.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString client = u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s;
const QString principal = u"b2d97a40-16ce-4f83-9e5b-70c3a1d8f264"_s;
const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QUrl entra{u"https://entra.microsoft.com"_s};

} // namespace

class PortalTest : public QObject {
    Q_OBJECT
private slots:
    void pagesHaveTheirAddress_data();
    void pagesHaveTheirAddress();
    void everyBladeOpensSomethingAndSaysTheWay();
    void anUnknownBladeOpensNothing();
};

void PortalTest::pagesHaveTheirAddress_data()
{
    using Values = std::map<QString, QString>;
    QTest::addColumn<QString>("blade");
    QTest::addColumn<QUrl>("portal");
    QTest::addColumn<Values>("values");
    QTest::addColumn<QString>("url");
    const QString permissions =
        u"/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/%1/isMSAApp~/false"_s
            .arg(client);
    const QString list =
        u"/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade/quickStartType~/null/sourceType/Microsoft_AAD_IAM"_s;
    QTest::newRow("by client id") << u"app-permissions"_s << entra
                                  << Values{{u"clientId"_s, client}}
                                  << entra.toString() + permissions;
    QTest::newRow("in its tenant")
        << u"app-permissions"_s << entra << Values{{u"clientId"_s, client}, {u"tenantId"_s, tenant}}
        << entra.toString() + u'/' + tenant + permissions;
    QTest::newRow("another cloud")
        << u"app-permissions"_s << QUrl(u"https://portal.azure.us/"_s)
        << Values{{u"clientId"_s, client}} << u"https://portal.azure.us"_s + permissions;
    QTest::newRow("nothing typed")
        << u"app-permissions"_s << entra << Values{} << entra.toString() + list;
    QTest::newRow("half typed") << u"app-permissions"_s << entra
                                << Values{{u"clientId"_s, u"7c1f/../evil"_s},
                                       {u"tenantId"_s, u"contoso.com"_s}}
                                << entra.toString() + list;
    QTest::newRow("enterprise application")
        << u"enterprise-users"_s << entra
        << Values{{u"clientId"_s, client}, {u"servicePrincipalId"_s, principal}}
        << entra.toString()
            + u"/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Users/objectId/%1/appId/%2"_s.arg(
                principal, client);
    QTest::newRow("enterprise application not read yet")
        << u"enterprise-users"_s << entra << Values{{u"clientId"_s, client}}
        << entra.toString()
            + u"/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview"_s;
    QTest::newRow("no portal") << u"app-permissions"_s << QUrl() << Values{{u"clientId"_s, client}}
                               << QString();
}

void PortalTest::pagesHaveTheirAddress()
{
    using Values = std::map<QString, QString>;
    QFETCH(QString, blade);
    QFETCH(QUrl, portal);
    QFETCH(Values, values);
    QFETCH(QString, url);
    const PortalPage page = portalPage(blade, portal, values);
    QCOMPARE(page.url.toString(), url);
    QVERIFY(page.url.isEmpty() || page.url.isValid());
    QVERIFY(page.path.contains(u"your application"_s));
    values[u"app"_s] = u"Self Service PIM"_s;
    QVERIFY(portalPage(blade, portal, values).path.contains(u"> Self Service PIM >"_s));
}

void PortalTest::everyBladeOpensSomethingAndSaysTheWay()
{
    const std::map<QString, QString> all{
        {u"clientId"_s, client}, {u"servicePrincipalId"_s, principal}};
    const QStringList blades = vocabulary::bladeNames();
    QVERIFY(blades.size() >= 10);
    for (const QString& blade : blades) {
        QVERIFY(isKnownBlade(blade));
        for (const auto& values : {all, std::map<QString, QString>{}}) {
            const PortalPage page = portalPage(blade, entra, values);
            QVERIFY2(page.url.isValid() && page.url.host() == entra.host(), qPrintable(blade));
            QVERIFY2(!page.url.toString().contains(u'{'), qPrintable(page.url.toString()));
            QVERIFY2(page.path.startsWith(u"Entra ID > "_s) && !page.path.contains(u'{'),
                qPrintable(page.path));
        }
        const bool needsIds = portalPage(blade, entra, all).url.toString().contains(client);
        QCOMPARE(portalPage(blade, entra, {}).url != portalPage(blade, entra, all).url, needsIds);
    }
}

void PortalTest::anUnknownBladeOpensNothing()
{
    QVERIFY(!isKnownBlade(u"app-permision"_s));
    QVERIFY(portalPage(u"app-permision"_s, entra, {}).url.isEmpty());
    QVERIFY(portalPage(u"app-permision"_s, entra, {}).path.isEmpty());
}

QTEST_APPLESS_MAIN(PortalTest)
#include "tst_portal.moc"
