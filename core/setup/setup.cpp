// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup.h"

#include "json_node.h"
#include "report/report_json.h"

#include <QCoreApplication>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;
using Tree = nlohmann::ordered_json;

constexpr auto schemaName = "lockstep.setup/1";
constexpr JsonLimits setupLimits{.bytes = 8 * 1024 * 1024, .depth = 16};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Setup)
};

//! Secrets are never put into Inputs; this holds should somebody do it by mistake.
bool mayHoldSecret(const QString& field)
{
    return field.contains(u"secret"_s, Qt::CaseInsensitive)
        || field.contains(u"password"_s, Qt::CaseInsensitive);
}

Tree inputsToTree(const Inputs& inputs)
{
    Tree tree = Tree::object();
    for (const auto& [field, texts] : inputs.values) {
        if (mayHoldSecret(field))
            continue;
        Tree& list = tree[field.toStdString()] = Tree::array();
        for (const QString& text : texts)
            list.push_back(text.toStdString());
    }
    return tree;
}

Tree attestationToTree(const Attestation& attestation)
{
    return Tree{{"name", attestation.name.toStdString()}, {"by", attestation.by.toStdString()},
        {"at", dateText(attestation.at)}, {"statement", attestation.statement.toStdString()}};
}

Tree completionToTree(const Completion& completion)
{
    return Tree{{"at", dateText(completion.at)}, {"by", completion.by.toStdString()},
        {"how", completion.how.toStdString()}, {"outcome", completion.outcome.toStdString()},
        {"idempotencyKey", completion.idempotencyKey.toStdString()}};
}

Tree momentToTree(const Moment& moment)
{
    return Tree{{"check", moment.check.toStdString()}, {"subject", moment.subject.toStdString()},
        {"about", moment.about.toStdString()}, {"at", dateText(moment.at)},
        {"message", moment.message.toStdString()}};
}

Inputs readInputs(JsonNode& node)
{
    Inputs inputs;
    for (const QString& field : node.keys()) {
        const QByteArray key = field.toUtf8();
        const QStringList texts = node.anyTexts(key.constData(), Need::Required);
        if (!mayHoldSecret(field))
            inputs.values[field] = texts;
    }
    node.finish();
    return inputs;
}

Attestation readAttestation(JsonNode& node)
{
    Attestation attestation{.name = node.text("name"),
        .by = node.anyText("by"),
        .at = node.date("at"),
        .statement = node.anyText("statement")};
    node.finish();
    return attestation;
}

Moment readMoment(JsonNode& node)
{
    Moment moment{.check = node.text("check"),
        .subject = node.anyText("subject"),
        .about = node.anyText("about"),
        .at = node.date("at"),
        .message = node.anyText("message")};
    node.finish();
    return moment;
}

Completion readCompletion(JsonNode& node)
{
    Completion completion{.at = node.date("at"),
        .by = node.anyText("by"),
        .how = node.text("how"),
        .outcome = node.text("outcome"),
        .idempotencyKey = node.anyText("idempotencyKey")};
    node.finish();
    return completion;
}

QUrl readUrl(JsonNode& node, const char* key)
{
    const QUrl url(node.anyText(key), QUrl::StrictMode);
    if (!url.isEmpty() && !url.isValid())
        node.problem(key, Words::tr("This must be an address."));
    return url;
}

Setup readSetup(JsonNode& node)
{
    (void)node.word("schema", {QString::fromLatin1(schemaName)});
    Setup setup{.id = node.text("id"),
        .profile = node.text("profile"),
        .cloud = node.text("cloud"),
        .loginUrl = readUrl(node, "loginUrl"),
        .graphUrl = readUrl(node, "graphUrl"),
        .customer = node.anyText("customer"),
        .inputs = {},
        .currentStep = node.anyText("currentStep"),
        .account = node.anyText("account"),
        .created = node.date("created"),
        .changed = node.date("changed"),
        .attestations = {},
        .moments = {},
        .lastReport = std::nullopt,
        .completion = std::nullopt,
        .secretKept = node.flag("secretKept", false)};
    if (!isGuid(setup.id))
        node.problem("id", Words::tr("This must be a GUID."));
    if (std::optional<JsonNode> inputs = node.child("inputs", Need::Required))
        setup.inputs = readInputs(*inputs);
    for (JsonNode& each : node.children("attestations"))
        setup.attestations.push_back(readAttestation(each));
    for (JsonNode& each : node.children("moments", Need::Optional))
        setup.moments.push_back(readMoment(each));
    if (std::optional<JsonNode> report = node.child("lastReport", Need::Optional))
        setup.lastReport = reportFromNode(*report);
    if (std::optional<JsonNode> completion = node.child("completion", Need::Optional))
        setup.completion = readCompletion(*completion);
    node.finish();
    return setup;
}

//! A file of a later program is no damaged file: what to do about it is different.
bool isFromLaterVersion(const JsonDocument& document)
{
    if (!document.root.is_object() || !document.root.contains("schema"))
        return false;
    const nlohmann::json& schema = document.root["schema"];
    return schema.is_string() && schema.get_ref<const std::string&>() != schemaName
        && schema.get_ref<const std::string&>().starts_with("lockstep.setup/");
}

} // namespace

QByteArray setupToJson(const Setup& setup)
{
    Tree tree;
    tree["schema"] = schemaName;
    tree["id"] = setup.id.toStdString();
    tree["profile"] = setup.profile.toStdString();
    tree["cloud"] = setup.cloud.toStdString();
    tree["loginUrl"] = setup.loginUrl.toString(QUrl::FullyEncoded).toStdString();
    tree["graphUrl"] = setup.graphUrl.toString(QUrl::FullyEncoded).toStdString();
    tree["customer"] = setup.customer.toStdString();
    tree["inputs"] = inputsToTree(setup.inputs);
    tree["currentStep"] = setup.currentStep.toStdString();
    tree["account"] = setup.account.toStdString();
    tree["created"] = dateText(setup.created);
    tree["changed"] = dateText(setup.changed);
    tree["secretKept"] = setup.secretKept;
    tree["attestations"] = Tree::array();
    for (const Attestation& attestation : setup.attestations)
        tree["attestations"].push_back(attestationToTree(attestation));
    if (!setup.moments.empty())
        tree["moments"] = Tree::array();
    for (const Moment& moment : setup.moments)
        tree["moments"].push_back(momentToTree(moment));
    if (setup.lastReport)
        tree["lastReport"] = reportToTree(*setup.lastReport);
    if (setup.completion)
        tree["completion"] = completionToTree(*setup.completion);
    return treeToBytes(tree);
}

Result<Setup> setupFromJson(const QByteArray& json, const QString& name)
{
    const Result<JsonDocument> document = parseJson(json, name, setupLimits);
    if (!document)
        return tl::unexpected(document.error());
    if (isFromLaterVersion(*document)) {
        return failure(document->where("/schema"),
            Words::tr("This setup was saved by a newer version of Lockstep. It is left as it is."));
    }
    Problems problems(*document);
    JsonNode root(document->root, {}, problems);
    Setup setup = readSetup(root);
    const std::vector<Error> found = problems.inOrder();
    if (!found.empty())
        return tl::unexpected(found.front());
    return setup;
}

} // namespace lockstep
