// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/direction.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

const char* const styleSheet = R"(
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:15px/1.5 Inter,"Segoe UI",system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem}
.facts{color:GrayText}.verdict{display:inline-block;border:1px solid;border-radius:.4rem;padding:.1rem .6rem;font-weight:600}
ul{list-style:none;padding:0;margin:0}li{overflow-wrap:anywhere;border-top:1px solid var(--line);padding:.5rem 0 .5rem 8.5rem;position:relative}
li>b{position:absolute;left:0;width:8rem}dl{margin:.25rem 0 0;font-size:.9em;color:GrayText}
dt{float:left;clear:left;width:5.5rem}dd{margin:0 0 0 5.5rem;overflow-wrap:anywhere}
.pass b{color:#18794e}.fail b{color:#c62a2f}.warn b,.unknown b,.waiting b{color:#8a5a00}
@media(prefers-color-scheme:dark){.pass b{color:#4cc38a}.fail b{color:#ff8589}.warn b,.unknown b,.waiting b{color:#f1c063}}
@media print{body{margin:0;max-width:none}li{break-inside:avoid}}
)";

QString escaped(const QString& raw)
{
    return printable(raw).toHtmlEscaped();
}

//! A name that runs right to left must not carry the sentence around it along. Not dir="auto" on
//! the whole sentence: one that begins with such a name would be turned round.
QString marked(const QString& raw)
{
    QString html;
    for (const DirectedRun& run : directedRuns(printable(raw)))
        html += run.rightToLeft ? u"<bdi>%1</bdi>"_s.arg(run.text.toHtmlEscaped())
                                : run.text.toHtmlEscaped();
    return html;
}

QString row(const QString& label, const QString& value)
{
    if (value.isEmpty())
        return {};
    return u"<dt>%1</dt><dd>%2</dd>"_s.arg(marked(label), marked(value));
}

QString item(const Finding& finding)
{
    QString details;
    if (finding.verdict != Verdict::Pass) {
        details = row(Words::tr("expected"), finding.expected)
            + row(Words::tr("seen"), finding.observed) + row(Words::tr("details"), finding.details);
        if (finding.remedy)
            details += row(Words::tr("next"), finding.remedy->text);
    }
    const QString message = finding.message.isEmpty() ? finding.key() : finding.message;
    return u"<li class=\"%1\"><b>%2</b>%3 <code>%4</code>%5</li>\n"_s.arg(
        verdictName(finding.verdict),
        verdictMark(finding.verdict) + u' ' + marked(verdictWord(finding.verdict)), marked(message),
        marked(finding.key()), details.isEmpty() ? QString() : u"<dl>%1</dl>"_s.arg(details));
}

QString headOf(const QString& title)
{
    return u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\">"
           "<style>%2</style></head><body>\n"_s.arg(escaped(title), QString::fromUtf8(styleSheet));
}

} // namespace

QByteArray reportAsHtml(const Report& report, const Profile& profile)
{
    QString page = headOf(Words::tr("%1: what was confirmed").arg(profile.title));
    page +=
        u"<h1>%1</h1>\n<p class=\"facts\">%2 · %3 · %4</p>\n<p><span class=\"verdict\">%5</span></p>\n"_s
            .arg(marked(profile.title), marked(report.tenantId), marked(report.cloud),
                report.startedAt.toUTC().toString(Qt::ISODate),
                marked(overallWord(report.overall())));
    for (const QString& note : report.notes)
        page += u"<p>%1</p>\n"_s.arg(marked(note));
    for (const ReportSection& section : sectionsOf(report, profile)) {
        QString items;
        for (const Finding* finding : section.findings)
            items += item(*finding);
        page += u"<h2>%1</h2>\n<ul>\n%2</ul>\n"_s.arg(marked(section.title), items);
    }
    if (!report.attested.empty()) {
        QString items;
        for (const Attested& one : report.attested)
            items += u"<li>%1 <span class=\"facts\">%2, %3</span></li>\n"_s.arg(
                marked(one.text), marked(one.by), one.at.toUTC().toString(Qt::ISODate));
        page +=
            u"<h2>%1</h2>\n<ul>\n%2</ul>\n"_s.arg(Words::tr("Said by a person, not read"), items);
    }
    if (!report.moments.empty()) {
        QString items;
        for (const Moment& one : report.moments)
            items += u"<li>%1 <span class=\"facts\">%2</span></li>\n"_s.arg(
                marked(one.message), one.at.toUTC().toString(Qt::ISODate));
        page += u"<h2>%1</h2>\n<ul>\n%2</ul>\n"_s.arg(Words::tr("Proven at its own time"), items);
    }
    if (!report.plan.empty()) {
        QString items;
        for (const PlannedChange& one : report.plan)
            items += u"<li>%1<dl>%2</dl></li>\n"_s.arg(marked(one.text),
                row(Words::tr("before"), one.before) + row(Words::tr("after"), one.now)
                    + row(Words::tr("request"), one.request)
                    + row(Words::tr("permissions"), one.permissions.join(u", "_s))
                    + row(Words::tr("role"), one.roles.join(u", "_s))
                    + row(Words::tr("undo"),
                        one.undo.isEmpty() ? Words::tr("It cannot be undone.") : one.undo));
        page += u"<h2>%1</h2>\n<ol>\n%2</ol>\n"_s.arg(
            Words::tr("What can be done about it by itself, in this order"), items);
    }
    if (report.secretEnds.isValid())
        page +=
            u"<p>%1</p>\n"_s.arg(Words::tr("The client secret ends on %1.")
                                     .arg(report.secretEnds.toUTC().date().toString(Qt::ISODate)));
    page += u"<p class=\"facts\">%1</p>\n</body></html>\n"_s.arg(
        Words::tr("%1 requests in %2 waves, %3 ms. Made by Lockstep; it holds no secrets.")
            .arg(report.network.requests)
            .arg(report.network.waves)
            .arg(report.duration.count()));
    return page.toUtf8();
}

} // namespace lockstep
