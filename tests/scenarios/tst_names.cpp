// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// Names of every kind, read from a tenant and written into every report.

#include "report/direction.h"
#include "report/report_formats.h"
#include "support/scenario_run.h"
#include "tenant/directory_search.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString arabicGroup = u"مسؤولو البوابة (القاهرة)"_s;
const QStringList names{u"أحمد بن علي"_s, u"דוד כהן, \"הראשון\""_s, u"山田 太郎"_s,
    u"Zoe\u0308 Nguye\u0302\u0303n 👩\u200d💻 🇩🇪"_s,
    u"Plattformadministratorinnen"_s.repeated(12).left(256),
    u"<b>Bobby</b> 'Tables' & \\\"Co\\\" %1 %n"_s};

//! The scenario's check, read once for all tests.
struct Checked {
    ScenarioRun run{u"spark-pim-names"_s};
    Report report;
    Checked()
    {
        if (!run.signIn())
            qFatal("sign-in failed");
        report = run.check().report;
    }
};

Checked& checked()
{
    static Checked checked;
    return checked;
}

//! The report of one problem with all names in it, as a check that lists people would write it.
Report listingAll()
{
    Report report = checked().report;
    for (Finding& finding : report.findings) {
        if (finding.check != u"group.no-standing-members"_s)
            continue;
        finding.verdict = Verdict::Fail;
        finding.observed = names.join(u", "_s);
        finding.message = u"%1 are in the group."_s.arg(names.join(u", "_s));
    }
    return report;
}

bool isRightToLeft(QChar c)
{
    return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
}

qsizetype findingLines(const QString& text)
{
    static const QRegularExpression line(u"^  [✓!✗…?·] "_s, QRegularExpression::MultilineOption);
    qsizetype count = 0;
    for (auto all = line.globalMatch(text); all.hasNext(); all.next())
        ++count;
    return count;
}

} // namespace

class NamesTest : public QObject {
    Q_OBJECT

private slots:
    void theCheckGivesExactlyItsFindings()
    {
        const Report& report = checked().report;
        QCOMPARE(notGreen(report), expectedNotGreen(checked().run.scenario));
        QCOMPARE(exitCode(report.overall()), 0);
        const QString group = checked().run.inputs.text(u"group"_s);
        QVERIFY(group.contains(u'\'') && group.contains(u'%') && group.contains(u'&'));
        const Finding* exists = report.find(u"group.exists"_s, group);
        QVERIFY(exists);
        QCOMPARE(exists->verdict, Verdict::Pass);
        for (const QString& name : names) {
            QVERIFY2(std::ranges::any_of(report.findings,
                         [&](const Finding& finding) { return finding.message.contains(name); }),
                qPrintable(name));
        }
    }

    void twoGroupsOfOneNameAreSaidToBeTwo()
    {
        ScenarioRun run(u"spark-pim-names"_s);
        QVERIFY(run.signIn());
        run.inputs.set(u"group"_s, arabicGroup);
        const Report report = run.check().report;
        const Finding* finding = report.find(u"group.exists"_s, arabicGroup);
        QVERIFY(finding);
        QCOMPARE(finding->verdict, Verdict::Fail);
        QCOMPARE(exitCode(report.overall()), 1);
        // both can be told apart from what is said
        const QString said = finding->message + finding->observed;
        QVERIFY2(said.contains(u"37a6c294-d1a8-457f-84c6-82fb1d590ae7"_s)
                && said.contains(u"48b7d3a5-e2b9-4680-95d7-930c2e6a1bf8"_s),
            qPrintable(said));
        run.inputs.set(u"group"_s, u"37a6c294-d1a8-457f-84c6-82fb1d590ae7"_s);
        const Report byId = run.check().report;
        const Finding* exists = byId.find(u"group.exists"_s, run.inputs.text(u"group"_s));
        QVERIFY(exists && exists->verdict == Verdict::Pass);
    }

    void textIsOneLineAFinding()
    {
        const Report report = listingAll();
        const QString plain = reportAsText(report, checked().run.profile);
        QCOMPARE(findingLines(plain), qsizetype(report.findings.size()));
        for (const QString& name : names)
            QVERIFY2(plain.contains(name), qPrintable(name)); // whole, so that grep finds it
        QVERIFY(!plain.contains(u'\u2068') && !plain.contains(u'\u2069'));
        const QString shown =
            reportAsText(report, checked().run.profile, {.colour = false, .isolates = true});
        QCOMPARE(QString(shown).remove(u'\u2068').remove(u'\u2069'), plain);
        QCOMPARE(shown.count(u'\u2068'), shown.count(u'\u2069'));
        bool inside = false;
        for (const QChar c : shown) {
            QVERIFY(!inside || c != u'\n');
            QVERIFY(!isRightToLeft(c) || inside);
            inside = c == u'\u2068' || (inside && c != u'\u2069');
        }
    }

    void htmlEscapesAndIsolates()
    {
        const Report report = listingAll();
        const QString page = QString::fromUtf8(reportAsHtml(report, checked().run.profile));
        QVERIFY(!page.contains(u"<b>Bobby"_s));
        QVERIFY(page.contains(u"&lt;b&gt;Bobby&lt;/b&gt;"_s));
        QCOMPARE(page.count(u"<bdi>"_s), page.count(u"</bdi>"_s));
        QString outside = page;
        static const QRegularExpression isolates(u"<bdi>[^<]*</bdi>"_s);
        outside.remove(isolates);
        QVERIFY(std::ranges::none_of(outside, isRightToLeft));
        QString text = page;
        static const QRegularExpression bdi(u"</?bdi>"_s);
        text.remove(bdi);
        for (const QString& name : names)
            QVERIFY2(text.contains(name.toHtmlEscaped()), qPrintable(name));
        QVERIFY(text.contains(checked().run.inputs.text(u"group"_s).toHtmlEscaped()));
    }

    void junitIsXmlAndHoldsTheNames()
    {
        const Report report = listingAll();
        QXmlStreamReader xml(reportAsJUnit(report, checked().run.profile));
        QStringList cases;
        QString failure;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"testcase"_s)
                cases << xml.attributes().value(u"name"_s).toString();
            if (xml.name() == u"failure"_s)
                failure = xml.attributes().value(u"message"_s).toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(cases.size(), qsizetype(report.findings.size()));
        QVERIFY(cases.contains(u"group.exists/"_s + checked().run.inputs.text(u"group"_s)));
        QCOMPARE(failure, u"%1 are in the group."_s.arg(names.join(u", "_s)));
    }

    void jsonRoundTrips()
    {
        const Report report = listingAll();
        const Result<Report> again = reportFromJson(reportAsJson(report), u"report.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().what));
        QCOMPARE(again->findings.size(), report.findings.size());
        for (size_t i = 0; i < report.findings.size(); ++i) {
            QCOMPARE(again->findings[i].key(), report.findings[i].key());
            QCOMPARE(again->findings[i].message, report.findings[i].message);
            QCOMPARE(again->findings[i].observed, report.findings[i].observed);
        }
    }

    void whatIsSearchedIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const QString& text, DirectoryKind kind, const QStringList& found) {
            QTest::newRow(qPrintable(text)) << text << int(kind) << found;
        };
        row(u"O'Brien & Söhne <100%> \"adm"_s, DirectoryKind::Group,
            {checked().run.inputs.text(u"group"_s)});
        row(u"البوابة"_s, DirectoryKind::Group, {arabicGroup, arabicGroup});
        row(u"כהן"_s, DirectoryKind::User, {names[1]});
        row(u"山田"_s, DirectoryKind::User, {names[2]});
        row(u"Plattform"_s, DirectoryKind::User, {names[4]});
        row(u"'Tables' & \\\"Co"_s, DirectoryKind::User, {names[5]});
    }
    void whatIsSearchedIsFound()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QStringList, found);
        ScenarioRun& run = checked().run;
        NetContext net{.transport = run.transport,
            .pacer = run.pacer,
            .stop = {},
            .endpoints = run.endpoints,
            .deadline = run.pacer.ticks() + std::chrono::seconds(20),
            .use = {},
            .clockSkew = {}};
        const auto hits = searchDirectory(DirectoryKind(kind), text, run.session->accessToken, net);
        QVERIFY2(hits, hits ? "" : qPrintable(explain(hits.failure())));
        QStringList seen;
        for (const DirectoryHit& hit : *hits) {
            seen << hit.name;
            QCOMPARE(hit.sharesName, found.size() > 1);
        }
        QCOMPARE(seen, found);
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
