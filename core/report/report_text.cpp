// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/direction.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

//! One line of a terminal: line ends inside a value would look like findings of their own.
QString oneLine(const QString& raw)
{
    return printable(raw).simplified();
}

QString coloured(const QString& line, Verdict verdict, bool colour)
{
    if (!colour)
        return line;
    switch (verdict) {
    case Verdict::Pass: return u"\x1b[32m"_s + line + u"\x1b[0m"_s;
    case Verdict::Fail: return u"\x1b[31m"_s + line + u"\x1b[0m"_s;
    case Verdict::Warn:
    case Verdict::Waiting:
    case Verdict::Unknown: return u"\x1b[33m"_s + line + u"\x1b[0m"_s;
    case Verdict::NotRun: return line;
    }
    return line;
}

QString lineOf(const Finding& finding, const TextOptions& options)
{
    QString line =
        u"  %1 %2  %3\n"_s.arg(verdictMark(finding.verdict), verdictWord(finding.verdict),
            oneLine(finding.message.isEmpty() ? finding.key() : finding.message));
    line = coloured(line.chopped(1), finding.verdict, options.colour) + u'\n';
    if (finding.verdict == Verdict::Pass || finding.verdict == Verdict::NotRun)
        return line;
    const auto detail = [&](const QString& label, const QString& value) {
        if (!value.isEmpty())
            line += u"      %1: %2\n"_s.arg(label, oneLine(value));
    };
    detail(Words::tr("check"), finding.key());
    detail(Words::tr("expected"), finding.expected);
    detail(Words::tr("seen"), finding.observed);
    if (finding.remedy) {
        detail(Words::tr("next"), finding.remedy->text);
        detail(Words::tr("where"), finding.remedy->url.toString(QUrl::FullyEncoded));
    }
    detail(Words::tr("details"), finding.details);
    return line;
}

QString headline(const Report& report)
{
    const auto count = [&](auto... verdicts) {
        return std::ranges::count_if(report.findings,
            [&](const Finding& finding) { return ((finding.verdict == verdicts) || ...); });
    };
    QStringList counts{Words::tr("%1 of %2 confirmed")
                           .arg(count(Verdict::Pass, Verdict::Warn))
                           .arg(report.findings.size())};
    if (const auto warnings = static_cast<int>(count(Verdict::Warn)); warnings > 0)
        counts << Words::tr("%n warning(s)", nullptr, warnings);
    counts << Words::tr("%n problem(s)", nullptr, static_cast<int>(count(Verdict::Fail)))
           << Words::tr("%1 not confirmed")
                  .arg(count(Verdict::Unknown, Verdict::Waiting, Verdict::NotRun));
    const QString all = counts.join(u", "_s);
    switch (report.overall()) {
    case Overall::Ready: return Words::tr("READY: every required check passed (%1)").arg(all);
    case Overall::Blocked: return Words::tr("BLOCKED: %1").arg(all);
    case Overall::Unconfirmed: return Words::tr("UNCONFIRMED: %1").arg(all);
    case Overall::Unreachable:
        return Words::tr("UNREACHABLE: no verdict, nothing answered (%1)").arg(all);
    }
    return {};
}

} // namespace

QString reportAsText(const Report& report, const Profile& profile, const TextOptions& options)
{
    QString page =
        u"%1 · %2 · %3\n"_s.arg(profile.title, oneLine(report.tenantId), oneLine(report.cloud));
    for (const ReportSection& section : sectionsOf(report, profile)) {
        page += u"\n%1\n"_s.arg(section.title);
        for (const Finding* finding : section.findings)
            page += lineOf(*finding, options);
    }
    if (!report.attested.empty())
        page += u'\n' + Words::tr("Said by a person, not read") + u'\n';
    for (const Attested& one : report.attested)
        page += u"  %1 (%2, %3)\n"_s.arg(
            oneLine(one.text), oneLine(one.by), one.at.toUTC().toString(Qt::ISODate));
    if (!report.moments.empty())
        page += u'\n' + Words::tr("Proven at its own time") + u'\n';
    for (const Moment& one : report.moments)
        page += u"  %1 (%2)\n"_s.arg(oneLine(one.message), one.at.toUTC().toString(Qt::ISODate));
    if (!report.plan.empty())
        page += u'\n' + Words::tr("What can be done about it by itself, in this order") + u'\n';
    int number = 0;
    for (const PlannedChange& change : report.plan) {
        page +=
            u"  %1. %2\n"_s.arg(QString::number(++number).rightJustified(2), oneLine(change.text));
        if (change.undo.isEmpty())
            page += u"      %1\n"_s.arg(Words::tr("It cannot be undone."));
    }
    page += u'\n' + headline(report) + u'\n';
    for (const QString& note : report.notes)
        page += oneLine(note) + u'\n';
    page += Words::tr("%1 ms, %2 requests in %3 waves, %4 batched reads, %5 retries")
                .arg(report.duration.count())
                .arg(report.network.requests)
                .arg(report.network.waves)
                .arg(report.network.batched)
                .arg(report.network.retries)
        + u'\n';
    return options.isolates ? isolated(page) : page;
}

} // namespace lockstep
