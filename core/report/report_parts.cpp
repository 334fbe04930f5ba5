// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

std::vector<ReportSection> sectionsOf(const Report& report, const Profile& profile)
{
    std::vector<ReportSection> sections;
    for (const Step& step : profile.steps)
        sections.push_back({step.id, step.title, {}});
    sections.push_back({u"other"_s, QCoreApplication::translate("Report", "Other"), {}});
    for (const Finding& finding : report.findings) {
        auto section = std::ranges::find(sections, finding.step, &ReportSection::id);
        if (section == sections.end())
            section = sections.end() - 1;
        section->findings.push_back(&finding);
    }
    std::erase_if(sections, [](const ReportSection& each) { return each.findings.empty(); });
    return sections;
}

QString printable(const QString& text)
{
    QString clean = text;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const QChar c = clean[i];
        const bool joiner = c == u'\u200c' || c == u'\u200d';
        const bool pair =
            c.isHighSurrogate() && i + 1 < clean.size() && clean[i + 1].isLowSurrogate();
        if (pair)
            ++i;
        else if (!c.isPrint() && !joiner && c != u'\t' && c != u'\n')
            clean[i] = QChar::ReplacementCharacter;
    }
    return clean;
}

QString verdictMark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass: return u"✓"_s;
    case Verdict::Warn: return u"!"_s;
    case Verdict::Fail: return u"✗"_s;
    case Verdict::Waiting: return u"…"_s;
    case Verdict::Unknown: return u"?"_s;
    case Verdict::NotRun: return u"·"_s;
    }
    return {};
}

QString overallWord(Overall overall)
{
    switch (overall) {
    case Overall::Ready: return QCoreApplication::translate("Report", "Ready");
    case Overall::Blocked: return QCoreApplication::translate("Report", "Blocked");
    case Overall::Unconfirmed: return QCoreApplication::translate("Report", "Not confirmed");
    case Overall::Unreachable: return QCoreApplication::translate("Report", "Nothing was reached");
    }
    return {};
}

} // namespace lockstep
