// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/direction.h"
#include "report/report_parts.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

class TestDirection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreSetApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked"); // [ and ] for the isolates
        const auto row = [](const char* name, const QString& text, const QString& marked) {
            QTest::newRow(name) << text << marked;
        };
        row("nothing", u""_s, u""_s);
        row("latin", u"Kai (kai@x.test), 12"_s, u"Kai (kai@x.test), 12"_s);
        row("chinese", u"山田 太郎 is here"_s, u"山田 太郎 is here"_s);
        row("hebrew", u"דוד is here"_s, u"[דוד] is here"_s);
        row("two words", u"The group دعم الفريق has 3"_s, u"The group [دعم الفريق] has 3"_s);
        row("a list keeps its order", u"א, ב, 3"_s, u"[א], [ב], 3"_s);
        row("brackets are the sentence's", u"אב (גד) x"_s, u"[אב] ([גד]) x"_s);
        row("quotes too", u"\"אב\" x"_s, u"\"[אב]\" x"_s);
        row("latin inside", u"אב Ltd גד"_s, u"[אב] Ltd [גד]"_s);
        row("number inside", u"אב 12 גד 34"_s, u"[אב 12 גד] 34"_s);
        row("marks stay on their letter", u"x שָׁלוֹם"_s, u"x [שָׁלוֹם]"_s);
        row("last mark too", u"x بٌ y"_s, u"x [بٌ] y"_s);
        row("lines", u"אב\nגד"_s, u"[אב]\n[גד]"_s);
        row("beyond the first plane", u"x \U0001e900\U0001e901 y"_s,
            u"x [\U0001e900\U0001e901] y"_s);
        row("apostrophe and hyphen", u"ב'-ב x"_s, u"[ב'-ב] x"_s);
        row("emoji", u"👩\u200d💻 אב 👩\u200d💻 גד"_s, u"👩\u200d💻 [אב 👩\u200d💻 גד]"_s);
        row("half a character", u"א"_s + QChar(0xd800), u"[א]"_s + QChar(0xd800));
    }
    void namesAreSetApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, marked);
        QString isolates = isolated(text);
        QCOMPARE(QString(isolates).remove(u'\u2068').remove(u'\u2069'), text);
        isolates.replace(u'\u2068', u'[').replace(u'\u2069', u']');
        QCOMPARE(isolates, marked);
        QString joined;
        for (const DirectedRun& run : directedRuns(text)) {
            QVERIFY(!run.text.isEmpty());
            joined += run.text;
        }
        QCOMPARE(joined, text);
    }

    void joinersStayAndDirectionMarksGo()
    {
        const QString persian = u"می\u200cخواهم"_s;
        QCOMPARE(printable(persian), persian);
        QCOMPARE(printable(u"👩\u200d💻"_s), u"👩\u200d💻"_s);
        // a name that brings isolates of its own cannot close ours
        for (const char16_t mark : {u'\u200e', u'\u200f', u'\u202a', u'\u202e', u'\u2066',
                 u'\u2068', u'\u2069', u'\u061c'})
            QCOMPARE(printable(QString(QChar(mark))), QString(QChar(QChar::ReplacementCharacter)));
    }
};

QTEST_GUILESS_MAIN(TestDirection)
#include "tst_direction.moc"
