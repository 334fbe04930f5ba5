// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_document.h"
#include "json_read.h"
#include "report/report_formats.h"

#include <QCoreApplication>

#include <array>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array verdicts{Verdict::NotRun, Verdict::Pass, Verdict::Warn, Verdict::Waiting,
    Verdict::Unknown, Verdict::Fail};
constexpr std::array remedies{Remedy::Kind::Change, Remedy::Kind::Portal, Remedy::Kind::Field,
    Remedy::Kind::Wait, Remedy::Kind::Attest, Remedy::Kind::SignIn};

Json findingJson(const Finding& finding)
{
    Json json{{"check", toJson(finding.check)}, {"subject", toJson(finding.subject)},
        {"step", toJson(finding.step)}, {"verdict", toJson(verdictName(finding.verdict))},
        {"required", finding.required}, {"expected", toJson(finding.expected)},
        {"observed", toJson(finding.observed)}, {"message", toJson(finding.message)}};
    if (!finding.details.isEmpty())
        json["details"] = toJson(finding.details);
    if (finding.remedy) {
        json["remedy"] = {{"kind", toJson(remedyName(finding.remedy->kind))},
            {"text", toJson(finding.remedy->text)},
            {"url", toJson(finding.remedy->url.toString(QUrl::FullyEncoded))}};
        if (!finding.remedy->field.isEmpty())
            json["remedy"]["field"] = toJson(finding.remedy->field);
    }
    return json;
}

QString isoUtc(const QDateTime& instant)
{
    return instant.toUTC().toString(Qt::ISODateWithMs);
}

} // namespace

QByteArray reportAsJson(const Report& report)
{
    Json json{{"schema", "lockstep.report/1"}, {"profile", toJson(report.profile)},
        {"tenantId", toJson(report.tenantId)}, {"cloud", toJson(report.cloud)},
        {"verdict", toJson(overallName(report.overall()))},
        {"startedAt", toJson(isoUtc(report.startedAt))}, {"durationMs", report.duration.count()},
        {"network",
            {{"requests", report.network.requests}, {"batched", report.network.batched},
                {"waves", report.network.waves}, {"retries", report.network.retries}}},
        {"findings", Json::array()}, {"notes", toJson(report.notes)},
        {"secretAccepted", report.secretAccepted}};
    if (report.secretEnds.isValid())
        json["secretEnds"] = toJson(isoUtc(report.secretEnds));
    for (const Finding& finding : report.findings)
        json["findings"].push_back(findingJson(finding));
    return QByteArray::fromStdString(json.dump(1, ' ', false, Json::error_handler_t::replace))
        + '\n';
}

namespace {

//! Collects the first thing that is wrong, with its place.
class ReportReader {
public:
    explicit ReportReader(const JsonDocument& document) : m_document(document) { }

    template <class T> T need(std::optional<T> value, const std::string& pointer)
    {
        if (!value)
            wrong(pointer);
        return value.value_or(T());
    }
    void wrong(const std::string& pointer)
    {
        if (!m_error)
            m_error = Error{m_document.where(pointer),
                QCoreApplication::translate(
                    "report", "This part of the report is missing or malformed.")};
    }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    Finding finding(const Json& json, const std::string& pointer)
    {
        const auto string = [&](const char* name) {
            return need(stringMember(json, name), pointer + '/' + name);
        };
        Finding finding{.check = string("check"),
            .subject = string("subject"),
            .step = string("step"),
            .verdict = verdict(string("verdict"), pointer + "/verdict"),
            .required = need(boolMember(json, "required"), pointer + "/required"),
            .expected = string("expected"),
            .observed = string("observed"),
            .message = string("message"),
            .remedy = std::nullopt,
            .details = stringMember(json, "details").value_or(QString())};
        if (const Json* remedy = member(json, "remedy"))
            finding.remedy = remedyOf(*remedy, pointer + "/remedy");
        return finding;
    }

private:
    Verdict verdict(const QString& name, const std::string& pointer)
    {
        for (const Verdict each : verdicts) {
            if (verdictName(each) == name)
                return each;
        }
        wrong(pointer);
        return Verdict::NotRun;
    }
    Remedy remedyOf(const Json& json, const std::string& pointer)
    {
        Remedy remedy{.kind = Remedy::Kind::Portal,
            .text = need(stringMember(json, "text"), pointer + "/text"),
            .url = QUrl(stringMember(json, "url").value_or(QString())),
            .field = stringMember(json, "field").value_or(QString())};
        const std::optional<QString> kind = stringMember(json, "kind");
        const auto known = std::ranges::find_if(
            remedies, [&](Remedy::Kind each) { return kind == remedyName(each); });
        if (known == remedies.end())
            wrong(pointer + "/kind");
        else
            remedy.kind = *known;
        return remedy;
    }

    const JsonDocument& m_document;
    std::optional<Error> m_error;
};

NetworkUse networkOf(ReportReader& reader, const Json& root)
{
    const Json* network = member(root, "network");
    const auto number = [&](const char* name) {
        const std::optional<qint64> value = network ? intMember(*network, name) : std::nullopt;
        return static_cast<int>(reader.need(value, std::string("/network/") + name));
    };
    return {.requests = number("requests"),
        .batched = number("batched"),
        .waves = number("waves"),
        .retries = number("retries")};
}

} // namespace

Result<Report> reportFromJson(const QByteArray& json, const QString& name)
{
    const Result<JsonDocument> document = parseJson(json, name);
    if (!document)
        return tl::unexpected(document.error());
    const Json& root = document->root;
    if (stringMember(root, "schema") != u"lockstep.report/1")
        return failure(document->where("/schema"),
            QCoreApplication::translate("report", "This is not a lockstep.report/1 report."));
    ReportReader reader(*document);
    Report report{.profile = reader.need(stringMember(root, "profile"), "/profile"),
        .tenantId = reader.need(stringMember(root, "tenantId"), "/tenantId"),
        .cloud = reader.need(stringMember(root, "cloud"), "/cloud"),
        .startedAt = reader.need(dateMember(root, "startedAt"), "/startedAt"),
        .duration =
            std::chrono::milliseconds(reader.need(intMember(root, "durationMs"), "/durationMs")),
        .network = networkOf(reader, root),
        .notes = stringsMember(root, "notes").value_or(QStringList()),
        .secretAccepted = static_cast<int>(intMember(root, "secretAccepted").value_or(0)),
        .secretEnds = dateMember(root, "secretEnds").value_or(QDateTime())};
    report.nothingReached = stringMember(root, "verdict") == overallName(Overall::Unreachable);
    const Json* findings = member(root, "findings");
    if (!findings || !findings->is_array())
        reader.wrong("/findings");
    for (size_t i = 0; findings && findings->is_array() && i < findings->size(); ++i)
        report.findings.push_back(reader.finding((*findings)[i], "/findings/" + std::to_string(i)));
    if (reader.error())
        return tl::unexpected(*reader.error());
    return report;
}

} // namespace lockstep
