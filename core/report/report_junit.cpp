// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_formats.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! XML 1.0 has no way to write most control characters.
QString xmlSafe(const QString& raw)
{
    QString clean;
    for (const QChar each : raw) {
        const bool control = each < u' ' && each != u'\n' && each != u'\t';
        clean += control || each == u'\ufffe' || each == u'\uffff' ? QChar(u'\ufffd') : each;
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
    xml.writeAttribute(u"classname"_s, finding.check);
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

} // namespace

QByteArray reportAsJUnit(const Report& report, const Profile& profile)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(
        u"name"_s, u"lockstep %1 %2"_s.arg(report.profile, xmlSafe(report.tenantId)));
    for (const Step& step : profile.steps) {
        std::vector<const Finding*> mine;
        for (const Finding& finding : report.findings) {
            if (finding.step == step.id)
                mine.push_back(&finding);
        }
        const auto count = [&](auto predicate) {
            return QString::number(
                std::ranges::count_if(mine, [&](const Finding* each) { return predicate(*each); }));
        };
        xml.writeStartElement(u"testsuite"_s);
        xml.writeAttribute(u"name"_s, step.id);
        xml.writeAttribute(u"tests"_s, QString::number(mine.size()));
        xml.writeAttribute(
            u"failures"_s, count([](const Finding& f) { return f.verdict == Verdict::Fail; }));
        xml.writeAttribute(u"errors"_s, count(isError));
        xml.writeAttribute(
            u"skipped"_s, count([](const Finding& f) { return f.verdict == Verdict::NotRun; }));
        xml.writeAttribute(u"timestamp"_s, report.startedAt.toUTC().toString(Qt::ISODate));
        for (const Finding* finding : mine)
            writeFinding(xml, *finding);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace lockstep
