// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_formats.h"
#include "report/report_parts.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! XML 1.0 has no way to write most control characters, nor half of a surrogate pair.
QString xmlSafe(const QString& raw)
{
    QString clean = printable(raw);
    for (QChar& each : clean) {
        if (each == u'\ufffe' || each == u'\uffff')
            each = QChar::ReplacementCharacter;
    }
    return clean;
}

bool isError(const Finding& finding)
{
    return finding.verdict == Verdict::Unknown || finding.verdict == Verdict::Waiting;
}

void writeFinding(QXmlStreamWriter& xml, const Finding& finding)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, xmlSafe(finding.check));
    xml.writeAttribute(u"name"_s, xmlSafe(finding.key()));
    const auto outcome = [&](const QString& element) {
        xml.writeStartElement(element);
        xml.writeAttribute(u"type"_s, verdictName(finding.verdict));
        xml.writeAttribute(u"message"_s, xmlSafe(finding.message));
        xml.writeCharacters(xmlSafe(u"expected: %1\nseen: %2\n%3"_s.arg(finding.expected,
            finding.observed, finding.remedy ? finding.remedy->text : QString())));
        xml.writeEndElement();
    };
    if (finding.verdict == Verdict::Fail)
        outcome(u"failure"_s);
    else if (isError(finding))
        outcome(u"error"_s);
    else if (finding.verdict == Verdict::NotRun)
        xml.writeEmptyElement(u"skipped"_s);
    else if (finding.verdict == Verdict::Warn)
        xml.writeTextElement(u"system-out"_s, xmlSafe(finding.message));
    xml.writeEndElement();
}

//! The counts that a suite, or all of them, carry.
void writeCounts(QXmlStreamWriter& xml, const std::vector<const Finding*>& findings)
{
    const auto count = [&](const QString& name, auto predicate) {
        const auto number =
            std::ranges::count_if(findings, [&](const Finding* each) { return predicate(*each); });
        xml.writeAttribute(name, QString::number(number));
    };
    count(u"tests"_s, [](const Finding&) { return true; });
    count(u"failures"_s, [](const Finding& f) { return f.verdict == Verdict::Fail; });
    count(u"errors"_s, isError);
    count(u"skipped"_s, [](const Finding& f) { return f.verdict == Verdict::NotRun; });
}

} // namespace

QByteArray reportAsJUnit(const Report& report, const Profile& profile)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(
        u"name"_s, xmlSafe(u"lockstep %1 %2"_s.arg(report.profile, report.tenantId)));
    std::vector<const Finding*> all;
    for (const Finding& finding : report.findings)
        all.push_back(&finding);
    writeCounts(xml, all);
    for (const ReportSection& section : sectionsOf(report, profile)) {
        xml.writeStartElement(u"testsuite"_s);
        xml.writeAttribute(u"name"_s, xmlSafe(section.id));
        writeCounts(xml, section.findings);
        xml.writeAttribute(u"timestamp"_s, report.startedAt.toUTC().toString(Qt::ISODate));
        for (const Finding* finding : section.findings)
            writeFinding(xml, *finding);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace lockstep
