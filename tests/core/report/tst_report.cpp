// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_formats.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

namespace {

const Profile& sspim()
{
    static const Profile profile = builtInProfile(u"sspim"_s).value();
    return profile;
}

//! Text that breaks out of whatever does not escape it.
QString hostile()
{
    return u"</title><script>alert(1)</script>\"'&]]>%1%2\x1b[31m\x07\u202eevil\u2066 "_s
        + QChar(0xd800) + u" \u6771\U0001f600\r\nsecond line"_s;
}

Report mixedReport()
{
    Report report;
    report.profile = u"sspim"_s;
    report.tenantId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
    report.cloud = u"global"_s;
    report.startedAt = QDateTime(QDate(2026, 5, 4), QTime(10, 0, 0, 123), Qt::UTC);
    report.duration = std::chrono::milliseconds(432);
    report.network = {.requests = 5, .batched = 11, .waves = 2, .retries = 1};
    report.findings = notRunFindings(sspim(), {});
    const Verdict verdicts[] = {Verdict::Pass, Verdict::Warn, Verdict::Waiting, Verdict::Unknown,
        Verdict::Fail, Verdict::NotRun};
    for (std::size_t i = 0; i < report.findings.size(); ++i)
        report.findings[i].verdict = verdicts[i % 6];
    report.findings[4].expected = u"exists"_s;
    report.findings[4].observed = u"AADSTS90002"_s;
    report.findings[4].remedy = Remedy{.kind = Remedy::Kind::Field,
        .text = u"Copy the tenant ID again."_s,
        .url = QUrl(u"https://entra.microsoft.com/#view/A/~/B"_s),
        .field = u"tenantId"_s};
    report.findings[4].details = u"request-id 1"_s;
    report.notes = QStringList{u"This computer's clock is 61 minutes ahead."_s};
    report.secretAccepted = 2;
    report.secretEnds = QDateTime(QDate(2028, 5, 4), QTime(0, 0), Qt::UTC);
    return report;
}

Report hostileReport()
{
    Report report = mixedReport();
    report.tenantId = hostile();
    report.cloud = hostile();
    report.notes = QStringList{hostile()};
    for (Finding& finding : report.findings) {
        finding.message = finding.expected = finding.observed = finding.details = hostile();
        finding.subject += hostile();
        finding.remedy =
            Remedy{.kind = Remedy::Kind::Portal, .text = hostile(), .url = {}, .field = {}};
    }
    report.findings.back().check = hostile();
    report.findings.back().step = hostile();
    return report;
}

Report withVerdicts(std::initializer_list<std::pair<Verdict, bool>> verdicts)
{
    Report report;
    for (const auto& [verdict, required] : verdicts)
        report.findings.push_back(
            {.check = u"app.exists"_s, .verdict = verdict, .required = required});
    return report;
}

} // namespace

Q_DECLARE_METATYPE(Report)

class ReportTest : public QObject {
    Q_OBJECT
private slots:
    void theOverallVerdictFollowsTheFindings_data();
    void theOverallVerdictFollowsTheFindings();
    void jsonHasTheFixedKeys();
    void jsonRoundTrips_data();
    void jsonRoundTrips();
    void wrongJsonIsRefusedWithItsPlace_data();
    void wrongJsonIsRefusedWithItsPlace();
    void textShowsEachFindingUnderItsStep();
    void textKeepsColourAndControlCharactersApart();
    void junitCountsAndSorts();
    void junitOfHostileTextIsWellFormed();
    void htmlIsSelfContainedAndEscaped();
    void noFormatLosesAFindingOfAnUnknownStep();
};

void ReportTest::theOverallVerdictFollowsTheFindings_data()
{
    QTest::addColumn<Report>("report");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const Report& report, const QString& overall, int code) {
        QTest::newRow(name) << report << overall << code;
    };
    using enum Verdict;
    row("nothing", Report(), u"unconfirmed"_s, 3);
    row("only what is not required", withVerdicts({{Pass, false}}), u"unconfirmed"_s, 3);
    row("pass", withVerdicts({{Pass, true}}), u"ready"_s, 0);
    row("warn", withVerdicts({{Pass, true}, {Warn, true}}), u"ready"_s, 0);
    row("unknown", withVerdicts({{Pass, true}, {Unknown, true}}), u"unconfirmed"_s, 3);
    row("waiting", withVerdicts({{Pass, true}, {Waiting, true}}), u"unconfirmed"_s, 3);
    row("not run", withVerdicts({{Pass, true}, {NotRun, true}}), u"unconfirmed"_s, 3);
    row("unknown, not required", withVerdicts({{Pass, true}, {Unknown, false}}), u"ready"_s, 0);
    row("fail beats unknown", withVerdicts({{Unknown, true}, {Fail, true}}), u"blocked"_s, 1);
    row("fail, not required", withVerdicts({{Pass, true}, {Fail, false}}), u"blocked"_s, 1);
    Report unreachable = withVerdicts({{Unknown, true}});
    unreachable.nothingReached = true;
    row("unreachable", unreachable, u"unreachable"_s, 4);
}

void ReportTest::theOverallVerdictFollowsTheFindings()
{
    QFETCH(Report, report);
    QFETCH(QString, name);
    QFETCH(int, code);
    QCOMPARE(overallName(report.overall()), name);
    QCOMPARE(exitCode(report.overall()), code);
}

void ReportTest::jsonHasTheFixedKeys()
{
    const Json json = Json::parse(reportAsJson(mixedReport()).toStdString());
    QCOMPARE(json["schema"].get<std::string>(), std::string("lockstep.report/1"));
    QCOMPARE(json["profile"].get<std::string>(), std::string("sspim"));
    QCOMPARE(json["verdict"].get<std::string>(), std::string("blocked"));
    QCOMPARE(json["startedAt"].get<std::string>(), std::string("2026-05-04T10:00:00.123Z"));
    QCOMPARE(json["durationMs"].get<int>(), 432);
    QVERIFY(
        (json["network"] == Json{{"requests", 5}, {"batched", 11}, {"waves", 2}, {"retries", 1}}));
    QCOMPARE(json["findings"].size(), sspim().checks.size());
    const Json& finding = json["findings"][4];
    for (const char* key :
        {"check", "subject", "step", "verdict", "required", "expected", "observed", "message"})
        QVERIFY2(finding.contains(key), key);
    QCOMPARE(finding["verdict"].get<std::string>(), std::string("fail"));
    QVERIFY((finding["remedy"]
        == Json{{"kind", "field"}, {"text", "Copy the tenant ID again."},
            {"url", "https://entra.microsoft.com/#view/A/~/B"}, {"field", "tenantId"}}));
    QVERIFY(!json["findings"][0].contains("remedy"));
    // where nothing was reached there is no fourth verdict, but a key that says so
    Report unreachable = mixedReport();
    unreachable.nothingReached = true;
    const Json other = Json::parse(reportAsJson(unreachable).toStdString());
    QCOMPARE(other["verdict"].get<std::string>(), std::string("unconfirmed"));
    QCOMPARE(other["nothingReached"].get<bool>(), true);
}

void ReportTest::jsonRoundTrips_data()
{
    QTest::addColumn<Report>("report");
    Report unreachable = mixedReport();
    unreachable.nothingReached = true;
    Report bare = mixedReport();
    bare.secretEnds = QDateTime();
    bare.notes.clear();
    bare.findings.clear();
    QTest::newRow("mixed") << mixedReport();
    QTest::newRow("hostile") << hostileReport();
    QTest::newRow("unreachable") << unreachable;
    QTest::newRow("bare") << bare;
}

void ReportTest::jsonRoundTrips()
{
    QFETCH(Report, report);
    const QByteArray json = reportAsJson(report);
    const Result<Report> read = reportFromJson(json, u"r.json"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().where + read.error().what));
    QCOMPARE(reportAsJson(*read), json);
    QCOMPARE(read->startedAt, report.startedAt);
    QCOMPARE(read->secretEnds, report.secretEnds);
    QCOMPARE(read->findings.size(), report.findings.size());
    QVERIFY(read->overall() == report.overall());
}

void ReportTest::wrongJsonIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("value"); // empty = removed
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const QString& pointer, const QByteArray& value,
                         const QString& where) {
        QTest::newRow(name) << pointer << value << where;
    };
    row("schema", u"/schema"_s, "\"lockstep.report/2\"", u": /schema"_s);
    row("verdict of a finding", u"/findings/3/verdict"_s, "\"green\"", u": /findings/3/verdict"_s);
    row("verdict", u"/verdict"_s, "\"ready\"", u": /verdict"_s);
    row("no findings", u"/findings"_s, "", u": /"_s);
    row("findings", u"/findings"_s, "{}", u": /findings"_s);
    row("finding", u"/findings/1"_s, "7", u": /findings/1"_s);
    row("required", u"/findings/1/required"_s, "\"yes\"", u": /findings/1/required"_s);
    row("check", u"/findings/1/check"_s, "\"\"", u": /findings/1/check"_s);
    row("remedy", u"/findings/4/remedy/kind"_s, "\"magic\"", u": /findings/4/remedy/kind"_s);
    row("network", u"/network/waves"_s, "-1", u": /network/waves"_s);
    row("duration", u"/durationMs"_s, "1.5", u": /durationMs"_s);
    row("date", u"/startedAt"_s, "\"yesterday\"", u": /startedAt"_s);
    row("key", u"/extra"_s, "1", u": /extra"_s);
}

void ReportTest::wrongJsonIsRefusedWithItsPlace()
{
    QFETCH(QString, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, where);
    Json json = Json::parse(reportAsJson(mixedReport()).toStdString());
    const Json::json_pointer at(pointer.toStdString());
    if (value.isEmpty())
        json[at.parent_pointer()].erase(at.back());
    else
        json[at] = Json::parse(value.toStdString());
    const Result<Report> read =
        reportFromJson(QByteArray::fromStdString(json.dump(1)), u"r.json"_s);
    QVERIFY(!read);
    QVERIFY2(read.error().where.startsWith(u"r.json:"_s), qPrintable(read.error().where));
    QVERIFY2(read.error().where.endsWith(where), qPrintable(read.error().where));
    QVERIFY(!read.error().what.isEmpty());
}

void ReportTest::textShowsEachFindingUnderItsStep()
{
    const QString text = reportAsText(mixedReport(), sspim());
    qsizetype at = 0;
    for (const Step& step : sspim().steps) {
        if (step.id == u"complete"_s)
            continue; // has no check
        const qsizetype title = text.indexOf(u'\n' + step.title + u'\n', at);
        QVERIFY2(title >= at, qPrintable(step.title));
        at = title;
    }
    for (const QString& part : {u"BLOCKED"_s, u"Problem"_s, u"Waiting"_s, u"Not confirmed"_s,
             u"Copy the tenant ID again."_s, u"AADSTS90002"_s, u"61 minutes"_s, u"✗"_s, u"✓"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    for (const Finding& finding : mixedReport().findings)
        QVERIFY2(text.contains(finding.message), qPrintable(finding.key()));
}

void ReportTest::textKeepsColourAndControlCharactersApart()
{
    const QString plain = reportAsText(hostileReport(), sspim());
    QVERIFY(!plain.contains(QChar(0x1b)));
    QVERIFY(!plain.contains(QChar(0x07)));
    QVERIFY(!plain.contains(u'\r'));
    QVERIFY(!plain.contains(QChar(0x202e)));
    QVERIFY(!plain.contains(u"\nsecond line"_s)); // a value never makes a line of its own
    QVERIFY(plain.contains(u"\u6771\U0001f600"_s)); // what is no command stays
    QVERIFY(plain.contains(u"%1%2"_s));
    const QString coloured = reportAsText(hostileReport(), sspim(), {.colour = true});
    static const QRegularExpression ours(u"\x1b\\[(0|31|32|33)m"_s);
    QVERIFY(coloured.contains(ours));
    QCOMPARE(QString(coloured).remove(ours), plain);
}

void ReportTest::junitCountsAndSorts()
{
    QXmlStreamReader xml(reportAsJUnit(mixedReport(), sspim()));
    int suites = 0;
    int cases = 0;
    QMap<QString, int> outcomes;
    QMap<QString, int> totals;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString name = xml.name().toString();
        if (name == u"testsuites"_s) {
            for (const auto& count : {u"tests"_s, u"failures"_s, u"errors"_s, u"skipped"_s})
                totals[count] = xml.attributes().value(count).toInt();
        } else if (name == u"testsuite"_s) {
            ++suites;
        } else if (name == u"testcase"_s) {
            ++cases;
        } else {
            ++outcomes[name];
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(suites, 6);
    QCOMPARE(cases, 27);
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    int warnings = 0;
    for (const Finding& finding : mixedReport().findings) {
        failures += finding.verdict == Verdict::Fail;
        errors += finding.verdict == Verdict::Unknown || finding.verdict == Verdict::Waiting;
        skipped += finding.verdict == Verdict::NotRun;
        warnings += finding.verdict == Verdict::Warn;
    }
    QCOMPARE(outcomes[u"failure"_s], failures);
    QCOMPARE(outcomes[u"error"_s], errors);
    QCOMPARE(outcomes[u"skipped"_s], skipped);
    QCOMPARE(outcomes[u"system-out"_s], warnings);
    QCOMPARE(totals[u"tests"_s], cases);
    QCOMPARE(totals[u"failures"_s], failures);
    QCOMPARE(totals[u"errors"_s], errors);
    QCOMPARE(totals[u"skipped"_s], skipped);
}

void ReportTest::junitOfHostileTextIsWellFormed()
{
    QXmlStreamReader xml(reportAsJUnit(hostileReport(), sspim()));
    int cases = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        cases += xml.isStartElement() && xml.name() == u"testcase"_s;
        QVERIFY(!(xml.isStartElement() && xml.name() == u"script"_s));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, 27);
}

void ReportTest::htmlIsSelfContainedAndEscaped()
{
    const QString page = QString::fromUtf8(reportAsHtml(hostileReport(), sspim()));
    QVERIFY(page.startsWith(u"<!DOCTYPE html>"_s));
    QVERIFY(!page.contains(u"<script"_s));
    QVERIFY(page.contains(u"&lt;script&gt;"_s));
    QVERIFY(!page.contains(QChar(0x202e)));
    QVERIFY(!page.contains(QChar(0x1b)));
    QVERIFY(page.contains(u"prefers-color-scheme:dark"_s));
    QVERIFY(page.contains(u"@media print"_s));
    static const QRegularExpression outside(u"(src|href)=|url\\(|@import"_s);
    QVERIFY(!page.contains(outside));
    // each element that is opened is closed, so nothing broke out of its place
    for (const QString& tag : {u"ul"_s, u"li"_s, u"dl"_s, u"h2"_s, u"p"_s, u"title"_s})
        QCOMPARE(
            page.count(u"<%1"_s.arg(tag) + (tag == u"li"_s || tag == u"p"_s ? QString() : u">"_s)),
            page.count(u"</%1>"_s.arg(tag)));
    const QString plain = QString::fromUtf8(reportAsHtml(mixedReport(), sspim()));
    for (const Finding& finding : mixedReport().findings)
        QVERIFY2(plain.contains(finding.message.toHtmlEscaped()), qPrintable(finding.key()));
    QVERIFY(plain.contains(u"2028-05-04"_s));
}

void ReportTest::noFormatLosesAFindingOfAnUnknownStep()
{
    Report report = mixedReport();
    report.findings[0].step = u"of-a-later-guide"_s;
    report.findings[0].verdict = Verdict::Fail;
    report.findings[0].message = u"Nobody may miss this."_s;
    QVERIFY(reportAsText(report, sspim()).contains(u"Nobody may miss this."_s));
    QVERIFY(reportAsHtml(report, sspim()).contains("Nobody may miss this."));
    QVERIFY(reportAsJUnit(report, sspim()).contains("Nobody may miss this."));
}

QTEST_APPLESS_MAIN(ReportTest)
#include "tst_report.moc"
