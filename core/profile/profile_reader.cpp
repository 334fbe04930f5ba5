// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile_reader.h"

#include "profile/vocabulary.h"
#include "words.h"

#include <QCoreApplication>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;
using vocabulary::Argument;
using vocabulary::ArgumentKind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

std::optional<PortalLink> readLink(JsonNode& parent, const char* key)
{
    std::optional<JsonNode> node = parent.child(key, Need::Optional);
    if (!node)
        return std::nullopt;
    const QStringList blades = vocabulary::bladeNames();
    PortalLink link{
        .blade = blades.value(static_cast<qsizetype>(node->word("blade", blades).value_or(0))),
        .text = node->text("text")};
    node->finish();
    return link;
}

Instruction readInstruction(JsonNode& node)
{
    Instruction instruction{.id = node.text("id"),
        .text = node.text("text"),
        .copy = node.texts("copy", Need::Optional),
        .link = readLink(node, "link"),
        .open = node.text("open", Need::Optional),
        .watch = node.text("watch", Need::Optional),
        .activate = node.text("activate", Need::Optional)};
    node.finish();
    return instruction;
}

Step readStep(JsonNode& node)
{
    Step step{.id = node.text("id"),
        .title = node.text("title"),
        .intro = node.text("intro"),
        .notice = node.text("notice", Need::Optional),
        .link = readLink(node, "link"),
        .provisioningLog = node.flag("provisioningLog", false),
        .instructions = {}};
    for (JsonNode& each : node.children("instructions"))
        step.instructions.push_back(readInstruction(each));
    node.finish();
    return step;
}

FieldChoice readChoice(JsonNode& node)
{
    FieldChoice choice{.value = node.text("value"), .label = node.text("label")};
    node.finish();
    return choice;
}

Field readField(JsonNode& node)
{
    Field field{.id = node.text("id"),
        .kind = static_cast<FieldKind>(node.word("kind", vocabulary::fieldKindNames()).value_or(0)),
        .step = node.text("step"),
        .label = node.text("label"),
        .help = node.text("help"),
        .placeholder = node.text("placeholder", Need::Optional),
        .required = node.flag("required", true),
        .secret = node.flag("secret", false),
        .list = node.flag("list", false),
        .choices = {},
        .readFrom = node.text("readFrom", Need::Optional),
        .pasteLabels = node.texts("pasteLabels", Need::Optional)};
    for (JsonNode& each : node.children("choices", Need::Optional))
        field.choices.push_back(readChoice(each));
    if (field.secret && field.list)
        node.problem("list", Words::tr("A secret is one value, never a list."));
    if ((field.kind == FieldKind::Choice) == field.choices.empty())
        node.problem(
            "choices", Words::tr("A field has choices exactly when its kind is \"choice\"."));
    if (field.secret != isSecretKind(field.kind))
        node.problem("secret",
            Words::tr("A field is secret exactly when its kind is \"clientSecret\" or "
                      "\"bearerToken\"."));
    node.finish();
    return field;
}

void readArgument(JsonNode& node, std::size_t index, const vocabulary::CheckRow& row,
    vocabulary::ArgumentValues& values)
{
    const Argument& argument = row.arguments[index];
    const auto readWord = [&](const QStringList& words) {
        const std::size_t word = node.word(argument.key, words).value_or(0);
        values.numbers[index] = static_cast<int>(word);
        values.texts[index] = words.value(static_cast<qsizetype>(word));
    };
    switch (argument.kind) {
    case ArgumentKind::None: return;
    case ArgumentKind::Number:
        values.numbers[index] = node.number(argument.key, argument.most);
        return;
    case ArgumentKind::Target: readWord(vocabulary::readTargets()); return;
    case ArgumentKind::PermissionKindWord: readWord(vocabulary::permissionKindNames()); return;
    case ArgumentKind::Permission:
    case ArgumentKind::UrlField:
    case ArgumentKind::TenantNameField:
    case ArgumentKind::UserField:
    case ArgumentKind::DomainField:
    case ArgumentKind::GroupField:
    case ArgumentKind::OneGroupField:
    case ArgumentKind::PrincipalField:
    case ArgumentKind::DateField:
    case ArgumentKind::ChoiceField:
    case ArgumentKind::TextField:
    case ArgumentKind::ConsentField:
    case ArgumentKind::TokenField:
    case ArgumentKind::Text: values.texts[index] = node.text(argument.key); return;
    }
}

CheckSpec readCheck(JsonNode& node)
{
    const std::optional<std::size_t> known = node.word("check", vocabulary::checkNames());
    if (!known)
        return {}; // its arguments cannot be judged
    const vocabulary::CheckRow& row = vocabulary::checkRows()[*known];
    vocabulary::ArgumentValues values;
    for (std::size_t i = 0; i < row.arguments.size(); ++i)
        readArgument(node, i, row, values);
    QStringList fields;
    for (std::size_t i = 0; i < row.arguments.size(); ++i) {
        if (vocabulary::fieldKindOf(row.arguments[i].kind))
            fields << values.texts[i];
    }
    CheckSpec spec{.kind = row.make(values),
        .fields = fields,
        .name = QString::fromLatin1(row.name),
        .subject =
            row.subject < 0 ? QString() : values.texts[static_cast<std::size_t>(row.subject)],
        .step = node.text("step"),
        .title = node.text("title"),
        .required = node.flag("required", true),
        .portal = readLink(node, "portal")};
    node.finish();
    return spec;
}

AttestationSpec readAttestation(JsonNode& node)
{
    AttestationSpec attestation{.id = node.text("id"),
        .step = node.text("step"),
        .text = node.text("text"),
        .required = node.flag("required", true)};
    node.finish();
    return attestation;
}

Handoff readHandoff(JsonNode& node)
{
    // a guide that ends with a test hands nothing over
    const QStringList values = node.texts("values", Need::Optional);
    Handoff handoff{.pageField = node.text("pageField", Need::Optional),
        .values = {values.begin(), values.end()},
        .endpointField = node.text("endpointField", Need::Optional),
        .warning = node.text("warning"),
        .support = {}};
    handoff.support = QUrl(node.text("support"), QUrl::StrictMode);
    if (!handoff.support.isValid() || handoff.support.scheme() != u"https"_s)
        node.problem("support", Words::tr("This must be an https address."));
    node.finish();
    return handoff;
}

} // namespace

Profile readProfile(const JsonDocument& document, Problems& problems)
{
    JsonNode root(document.root, {}, problems);
    (void)root.word("schema", {u"lockstep.profile/1"_s});
    Profile profile{.id = root.text("id"),
        .title = root.text("title"),
        .product = root.text("product"),
        .summary = root.text("summary"),
        .needs = root.texts("needs", Need::Required),
        .minutes = root.number("minutes", 600),
        .steps = {},
        .fields = {},
        .checks = {},
        .attestations = {},
        .handoff = {}};
    for (JsonNode& each : root.children("steps"))
        profile.steps.push_back(readStep(each));
    for (JsonNode& each : root.children("fields"))
        profile.fields.push_back(readField(each));
    for (JsonNode& each : root.children("checks"))
        profile.checks.push_back(readCheck(each));
    for (JsonNode& each : root.children("attestations"))
        profile.attestations.push_back(readAttestation(each));
    if (std::optional<JsonNode> node = root.child("handoff", Need::Required))
        profile.handoff = readHandoff(*node);
    root.finish();
    return profile;
}

} // namespace lockstep
