// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_json.h"

#include "report/report_formats.h"

#include <QCoreApplication>

#include <limits>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;
using Tree = nlohmann::ordered_json;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr auto schemaName = "lockstep.report/1";
constexpr qint64 most = std::numeric_limits<int>::max();
constexpr Verdict allVerdicts[] = {Verdict::NotRun, Verdict::Pass, Verdict::Warn, Verdict::Waiting,
    Verdict::Unknown, Verdict::Fail};
constexpr Remedy::Kind allRemedies[] = {Remedy::Kind::Change, Remedy::Kind::Portal,
    Remedy::Kind::Field, Remedy::Kind::Wait, Remedy::Kind::Attest, Remedy::Kind::SignIn};

//! The vocabulary has three verdicts; "nothing was reached" is said by a key of its own.
Overall withinVocabulary(Overall overall)
{
    return overall == Overall::Unreachable ? Overall::Unconfirmed : overall;
}

Tree remedyToTree(const Remedy& remedy)
{
    Tree tree;
    tree["kind"] = remedyName(remedy.kind).toStdString();
    tree["text"] = remedy.text.toStdString();
    tree["url"] = remedy.url.toString(QUrl::FullyEncoded).toStdString();
    if (!remedy.field.isEmpty())
        tree["field"] = remedy.field.toStdString();
    return tree;
}

Tree findingToTree(const Finding& finding)
{
    Tree tree;
    tree["check"] = finding.check.toStdString();
    tree["subject"] = finding.subject.toStdString();
    tree["step"] = finding.step.toStdString();
    tree["verdict"] = verdictName(finding.verdict).toStdString();
    tree["required"] = finding.required;
    tree["expected"] = finding.expected.toStdString();
    tree["observed"] = finding.observed.toStdString();
    tree["message"] = finding.message.toStdString();
    if (finding.remedy)
        tree["remedy"] = remedyToTree(*finding.remedy);
    if (!finding.details.isEmpty())
        tree["details"] = finding.details.toStdString();
    return tree;
}

QStringList names(const auto& values, auto name)
{
    QStringList list;
    for (const auto value : values)
        list << name(value);
    return list;
}

Remedy readRemedy(JsonNode& node)
{
    Remedy remedy{
        .kind = allRemedies[node.word("kind", names(allRemedies, remedyName)).value_or(0)],
        .text = node.anyText("text"),
        .url = QUrl(node.anyText("url"), QUrl::StrictMode),
        .field = node.anyText("field", Need::Optional)};
    if (!remedy.url.isEmpty() && !remedy.url.isValid())
        node.problem("url", Words::tr("This must be an address."));
    node.finish();
    return remedy;
}

Finding readFinding(JsonNode& node)
{
    Finding finding{.check = node.text("check"),
        .subject = node.anyText("subject"),
        .step = node.text("step"),
        .verdict = allVerdicts[node.word("verdict", names(allVerdicts, verdictName)).value_or(0)],
        .required = node.flag("required", true),
        .expected = node.anyText("expected"),
        .observed = node.anyText("observed"),
        .message = node.anyText("message"),
        .remedy = std::nullopt,
        .details = {}};
    if (std::optional<JsonNode> remedy = node.child("remedy", Need::Optional))
        finding.remedy = readRemedy(*remedy);
    finding.details = node.anyText("details", Need::Optional);
    node.finish();
    return finding;
}

Attested readAttested(JsonNode& node)
{
    Attested attested{.name = node.text("name"),
        .text = node.anyText("text"),
        .by = node.anyText("by"),
        .at = node.date("at")};
    node.finish();
    return attested;
}

Moment readMoment(JsonNode& node)
{
    Moment moment{.check = node.text("check"),
        .subject = node.anyText("subject"),
        .about = {},
        .at = node.date("at"),
        .message = node.anyText("message")};
    node.finish();
    return moment;
}

Tree textsToTree(const QStringList& texts)
{
    Tree tree = Tree::array();
    for (const QString& each : texts)
        tree.push_back(each.toStdString());
    return tree;
}

Tree plannedToTree(const PlannedChange& change)
{
    return {{"kind", change.kind.toStdString()}, {"text", change.text.toStdString()},
        {"heals", textsToTree(change.heals)}, {"before", change.before.toStdString()},
        {"now", change.now.toStdString()}, {"request", change.request.toStdString()},
        {"permissions", textsToTree(change.permissions)}, {"roles", textsToTree(change.roles)},
        {"undo", change.undo.toStdString()}};
}

PlannedChange readPlanned(JsonNode& node)
{
    PlannedChange change{.kind = node.text("kind"),
        .text = node.anyText("text"),
        .heals = node.anyTexts("heals", Need::Required),
        .before = node.anyText("before"),
        .now = node.anyText("now"),
        .request = node.anyText("request"),
        .permissions = node.anyTexts("permissions", Need::Required),
        .roles = node.anyTexts("roles", Need::Required),
        .undo = node.anyText("undo")};
    node.finish();
    return change;
}

NetworkUse readNetwork(JsonNode& node)
{
    NetworkUse use{.requests = static_cast<int>(node.count("requests", most)),
        .batched = static_cast<int>(node.count("batched", most)),
        .waves = static_cast<int>(node.count("waves", most)),
        .retries = static_cast<int>(node.count("retries", most))};
    node.finish();
    return use;
}

} // namespace

std::string dateText(const QDateTime& date)
{
    return date.isValid() ? date.toUTC().toString(Qt::ISODateWithMs).toStdString() : std::string();
}

QByteArray treeToBytes(const Tree& tree)
{
    return QByteArray::fromStdString(tree.dump(2, ' ', false, Tree::error_handler_t::replace))
        + '\n';
}

Tree reportToTree(const Report& report)
{
    Tree tree;
    tree["schema"] = schemaName;
    tree["profile"] = report.profile.toStdString();
    tree["tenantId"] = report.tenantId.toStdString();
    tree["cloud"] = report.cloud.toStdString();
    tree["verdict"] = overallName(withinVocabulary(report.overall())).toStdString();
    tree["startedAt"] = dateText(report.startedAt);
    tree["durationMs"] = report.duration.count();
    tree["network"] =
        Tree{{"requests", report.network.requests}, {"batched", report.network.batched},
            {"waves", report.network.waves}, {"retries", report.network.retries}};
    tree["findings"] = Tree::array();
    for (const Finding& finding : report.findings)
        tree["findings"].push_back(findingToTree(finding));
    tree["nothingReached"] = report.nothingReached;
    tree["notes"] = Tree::array();
    for (const QString& note : report.notes)
        tree["notes"].push_back(note.toStdString());
    if (!report.attested.empty())
        tree["attested"] = Tree::array();
    for (const Attested& one : report.attested)
        tree["attested"].push_back(
            Tree{{"name", one.name.toStdString()}, {"text", one.text.toStdString()},
                {"by", one.by.toStdString()}, {"at", dateText(one.at)}});
    if (!report.moments.empty())
        tree["moments"] = Tree::array();
    for (const Moment& one : report.moments)
        tree["moments"].push_back(
            Tree{{"check", one.check.toStdString()}, {"subject", one.subject.toStdString()},
                {"at", dateText(one.at)}, {"message", one.message.toStdString()}});
    if (!report.plan.empty())
        tree["plan"] = Tree::array();
    for (const PlannedChange& one : report.plan)
        tree["plan"].push_back(plannedToTree(one));
    tree["secretAccepted"] = report.secretAccepted;
    if (report.secretEnds.isValid())
        tree["secretEnds"] = dateText(report.secretEnds);
    return tree;
}

Report reportFromNode(JsonNode& node)
{
    (void)node.word("schema", {QString::fromLatin1(schemaName)});
    Report report{.profile = node.text("profile"),
        .tenantId = node.anyText("tenantId"),
        .cloud = node.anyText("cloud"),
        .startedAt = node.date("startedAt"),
        .duration = std::chrono::milliseconds(node.count("durationMs", most)),
        .network = {},
        .findings = {},
        .nothingReached = node.flag("nothingReached", false),
        .notes = node.anyTexts("notes", Need::Optional),
        .secretAccepted = static_cast<int>(node.count("secretAccepted", most, Need::Optional)),
        .secretEnds = node.date("secretEnds", Need::Optional),
        .attested = {},
        .moments = {},
        .plan = {}};
    if (std::optional<JsonNode> network = node.child("network", Need::Required))
        report.network = readNetwork(*network);
    for (JsonNode& each : node.children("findings"))
        report.findings.push_back(readFinding(each));
    for (JsonNode& each : node.children("attested", Need::Optional))
        report.attested.push_back(readAttested(each));
    for (JsonNode& each : node.children("moments", Need::Optional))
        report.moments.push_back(readMoment(each));
    for (JsonNode& each : node.children("plan", Need::Optional))
        report.plan.push_back(readPlanned(each));
    const QString verdict = overallName(withinVocabulary(report.overall()));
    if (node.anyText("verdict") != verdict)
        node.problem("verdict", Words::tr("The findings add up to \"%1\".").arg(verdict));
    node.finish();
    return report;
}

QByteArray reportAsJson(const Report& report)
{
    return treeToBytes(reportToTree(report));
}

Result<Report> reportFromJson(const QByteArray& json, const QString& name)
{
    const Result<JsonDocument> document = parseJson(json, name);
    if (!document)
        return tl::unexpected(document.error());
    Problems problems(*document);
    JsonNode root(document->root, {}, problems);
    Report report = reportFromNode(root);
    const std::vector<Error> found = problems.inOrder();
    if (!found.empty())
        return tl::unexpected(found.front());
    return report;
}

} // namespace lockstep
