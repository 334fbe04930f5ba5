// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep::rules {

namespace {

using namespace Qt::Literals::StringLiterals;

//! Microsoft Graph's own application id: it is on the API permissions page, next to the wanted one.
constexpr auto graphAppId = "00000003-0000-0000-c000-000000000000";

bool isPlaceholder(const QString& guid)
{
    return std::ranges::all_of(guid, [&](QChar c) { return c == u'-' || c == guid.front(); });
}

FieldVerdict checkPlainGuid(const Question& question, const QString& guid)
{
    if (isPlaceholder(guid))
        return malformed(RuleWords::tr("This is a placeholder, not an ID of your tenant."));
    if (guid == QLatin1StringView(graphAppId))
        return malformed(
            RuleWords::tr("This is the ID of Microsoft Graph itself, not of your application."));
    if (const Field* other = alreadyIn(question, guid)) {
        return malformed(
            RuleWords::tr("\"%1\" holds the same ID. The two are never the same, so one is wrong.")
                .arg(other->label));
    }
    return good();
}

FieldVerdict checkLabelled(const Question& question, const Labelled& labelled)
{
    const QString core = unwrap(labelled.value).core;
    if (!labelled.field) {
        return malformed(
            RuleWords::tr("This is labelled \"%1\". The value wanted here is labelled \"%2\".")
                .arg(labelled.label, question.field.label));
    }
    const QString cleaned = isGuid(core) ? core : QString();
    if (labelled.field->id != question.field.id) {
        return malformed(RuleWords::tr("This is labelled \"%1\", so it belongs into \"%2\".")
                             .arg(labelled.label, labelled.field->label),
            cleaned, labelled.field->id);
    }
    return malformed(RuleWords::tr("The label was copied along with the ID."), cleaned);
}

//! Why a text without a GUID in it is none.
FieldVerdict explainNoGuid(const Question& question, const QString& core)
{
    static const QRegularExpression bare(u"^[0-9A-Fa-f]{32}$"_s);
    static const QRegularExpression domain(u"^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"_s);
    static const QRegularExpression hexOnly(u"^[0-9A-Fa-f-]+$"_s);
    static const QRegularExpression secretLike(u"^[A-Za-z0-9_.~-]{3}\\dQ~"_s);
    if (bare.match(core).hasMatch()) {
        return malformed(RuleWords::tr("The hyphens of the ID are missing."),
            QStringList{
                core.mid(0, 8), core.mid(8, 4), core.mid(12, 4), core.mid(16, 4), core.mid(20)}
                .join(u'-'));
    }
    if (secretLike.match(core).hasMatch()) {
        const Field* secret = fieldOfKind(question.profile, FieldKind::ClientSecret);
        return malformed(RuleWords::tr("This looks like a client secret, not like an ID."), {},
            secret ? secret->id : QString());
    }
    if (core.contains(u'@'))
        return malformed(RuleWords::tr("This is an e-mail address, not an ID."));
    if (domain.match(core).hasMatch()) {
        const Field* name = fieldOfKind(question.profile, FieldKind::TenantName);
        return malformed(
            RuleWords::tr("This is a domain name, not an ID."), {}, name ? name->id : QString());
    }
    if (hexOnly.match(core).hasMatch()) {
        return malformed(core.size() < 36
                ? RuleWords::tr("The ID is cut short: it has %1 of 36 characters.").arg(core.size())
                : RuleWords::tr("The ID is not in the form 8-4-4-4-12."));
    }
    if (core.size() == 36 && core.count(u'-') == 4)
        return malformed(
            RuleWords::tr("An ID holds only the digits 0-9, the letters a-f and hyphens."));
    return malformed(
        RuleWords::tr("This is not an ID of the form 8-4-4-4-12, such as the portal shows."));
}

} // namespace

FieldVerdict checkId(const Question& question)
{
    static const QRegularExpression guid(
        u"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"_s);
    if (isGuid(question.text))
        return checkPlainGuid(question, question.text);
    const Unwrapped unwrapped = unwrap(question.text);
    if (isGuid(unwrapped.core))
        return malformed(unwrapped.fault, unwrapped.core);
    if (unwrapped.core.count(guid) > 1)
        return malformed(RuleWords::tr("There is more than one ID here."));
    if (const auto labelled = splitLabel(question.profile, unwrapped.core))
        return checkLabelled(question, *labelled);
    if (const auto match = guid.match(unwrapped.core); match.hasMatch())
        return malformed(RuleWords::tr("There is other text around the ID."), match.captured());
    return explainNoGuid(question, unwrapped.core);
}

} // namespace lockstep::rules
