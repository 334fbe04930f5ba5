// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "escape_sheet.h"
#include "support/window_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

class TestEscapeSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesWhatWasSetAndWhomToAsk()
    {
        UiWorld world;
        Setup setup = freshSetup(*world.profile, world.pacer.now());
        setup.customer = u"Contoso & <Sons>"_s;
        setup.inputs.set(u"clientId"_s, clientIdText);
        setup.inputs.set(u"tenantId"_s, tenantIdText);
        const QString page = QString::fromUtf8(escapeSheet(setup, *world.profile,
            u"admin@contoso.com"_s, QUrl(u"https://entra.microsoft.com"_s), world.pacer.now()));
        QVERIFY(page.contains(u"Contoso &amp; &lt;Sons&gt;"_s));
        QVERIFY(!page.contains(u"<Sons>"_s));
        QVERIFY(page.contains(clientIdText));
        QVERIFY(page.contains(world.profile->handoff.support.toString()));
        QVERIFY(page.contains(u"admin@contoso.com"_s));
        for (const CheckSpec& spec : world.profile->checks)
            QVERIFY2(page.contains(spec.title.toHtmlEscaped()), qPrintable(spec.title));
    }

    void theCalendarEntryIsOneDayWithAReminder()
    {
        UiWorld world;
        Setup setup = freshSetup(*world.profile, world.pacer.now());
        setup.customer = u"Contoso, Ltd; ÄÖÜäöüßéèêëíìîïóòôõúùûüñçÄÖÜäöüßéèêëíìîïóòôõúùûüñç"_s;
        const QDateTime end(QDate(2028, 2, 29), QTime(23, 30), Qt::UTC);
        const QByteArray entry = calendarEntry(setup, *world.profile, end, world.pacer.now());
        QVERIFY(entry.startsWith("BEGIN:VCALENDAR\r\n"));
        QVERIFY(entry.endsWith("END:VCALENDAR\r\n"));
        QVERIFY(entry.contains("DTSTART;VALUE=DATE:20280229\r\n"));
        QVERIFY(entry.contains("DTEND;VALUE=DATE:20280301\r\n"));
        QVERIFY(entry.contains("TRIGGER:-P30D\r\n"));
        QVERIFY(entry.contains("Contoso\\, Ltd\\;"));
        for (const QByteArray& line : entry.split('\n')) {
            QVERIFY2(line.size() <= 76, line.constData()); // 75 octets and the carriage return
            QVERIFY(QString::fromUtf8(line).toUtf8() == line); // no character was cut
        }
    }
};

QTEST_MAIN(TestEscapeSheet)
#include "tst_escape_sheet.moc"
