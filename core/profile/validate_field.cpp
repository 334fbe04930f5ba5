// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

namespace rules {

using namespace Qt::Literals::StringLiterals;

FieldVerdict good()
{
    return {};
}

FieldVerdict malformed(const QString& message, const QString& cleaned, const QString& belongsTo)
{
    return {.kind = FieldVerdict::Kind::Malformed,
        .message = message,
        .cleaned = cleaned.isEmpty() ? std::nullopt : std::optional(cleaned),
        .belongsTo = belongsTo};
}

FieldVerdict warning(const QString& message, const QString& cleaned)
{
    return {.kind = FieldVerdict::Kind::Warning,
        .message = message,
        .cleaned = cleaned.isEmpty() ? std::nullopt : std::optional(cleaned),
        .belongsTo = {}};
}

namespace {

//! Also what looks like nothing: no-break and zero-width blanks, byte order marks.
bool isInvisible(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Format
        || c.category() == QChar::Other_Control;
}

QString trimInvisible(const QString& text)
{
    const auto first = std::ranges::find_if_not(text, isInvisible);
    auto last = text.cend();
    while (last != first && isInvisible(*(last - 1)))
        --last;
    return text.mid(first - text.cbegin(), last - first);
}

struct Pair {
    char16_t open;
    char16_t close;
    const char* fault;
};
constexpr Pair wrappers[] = {
    {u'{', u'}', QT_TRANSLATE_NOOP("Fields", "Braces were copied along with the value.")},
    {u'(', u')', QT_TRANSLATE_NOOP("Fields", "Brackets were copied along with the value.")},
    {u'[', u']', QT_TRANSLATE_NOOP("Fields", "Brackets were copied along with the value.")},
    {u'<', u'>', QT_TRANSLATE_NOOP("Fields", "Brackets were copied along with the value.")},
    {u'"', u'"', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'\'', u'\'', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'`', u'`', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'\u201c', u'\u201d', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'\u201e', u'\u201c', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'\u2018', u'\u2019', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
    {u'\u00ab', u'\u00bb', QT_TRANSLATE_NOOP("Fields", "Quotes were copied along with the value.")},
};

} // namespace

Unwrapped unwrap(const QString& text)
{
    Unwrapped result{.core = trimInvisible(text), .fault = {}};
    if (result.core.size() != text.size()) {
        const bool breaks =
            std::ranges::any_of(text, [](QChar c) { return c == u'\n' || c == u'\r'; });
        result.fault = breaks ? RuleWords::tr("A line break was copied along with the value.")
                              : RuleWords::tr("Blanks were copied along with the value.");
    }
    for (bool again = true; again && result.core.size() >= 2;) {
        again = false;
        for (const Pair& pair : wrappers) {
            if (result.core.front() != pair.open || result.core.back() != pair.close)
                continue;
            result.core = trimInvisible(result.core.mid(1, result.core.size() - 2));
            result.fault = RuleWords::tr(pair.fault);
            again = true;
            break;
        }
    }
    return result;
}

const Field* alreadyIn(const Question& question, const QString& value)
{
    // one person may be both among the eligible and the one who tests
    const bool people = question.field.kind == FieldKind::User;
    for (const Field& other : question.profile.fields) {
        if (other.id != question.field.id && !value.isEmpty()
            && !(people && other.kind == FieldKind::User)
            && question.others.text(other.id).compare(value, Qt::CaseInsensitive) == 0)
            return &other;
    }
    return nullptr;
}

const Field* fieldOfKind(const Profile& profile, FieldKind kind)
{
    const auto found = std::ranges::find(profile.fields, kind, &Field::kind);
    return found == profile.fields.end() ? nullptr : &*found;
}

} // namespace rules

FieldVerdict validateField(const Profile& profile, const Field& field, const QString& text,
    const Inputs& others, const QDateTime& now)
{
    if (text.isEmpty())
        return {.kind = FieldVerdict::Kind::Empty, .message = {}, .cleaned = {}, .belongsTo = {}};
    if (rules::unwrap(text).core.isEmpty())
        return rules::malformed(rules::RuleWords::tr("There are only blanks here."));
    const rules::Question question{profile, field, text, others, now};
    switch (field.kind) {
    case FieldKind::Url: return rules::checkUrl(question);
    case FieldKind::ClientId:
    case FieldKind::TenantId: return rules::checkId(question);
    case FieldKind::TenantName: return rules::checkTenantName(question);
    case FieldKind::ClientSecret: return rules::checkSecret(question);
    case FieldKind::User: return rules::checkUser(question);
    case FieldKind::Text: return rules::checkText(question);
    case FieldKind::Domain: return rules::checkDomain(question);
    case FieldKind::Duration: return rules::checkDuration(question);
    case FieldKind::Date: return rules::checkDate(question);
    case FieldKind::Choice: return rules::checkChoice(question);
    case FieldKind::Group: return rules::checkGroup(question);
    case FieldKind::Principal: return rules::checkPrincipal(question);
    case FieldKind::BearerToken: return rules::checkBearerToken(question);
    case FieldKind::ConsentUrl: return rules::checkConsentUrl(question);
    }
    return {};
}

namespace {

//! Entra does not tell names and ids of another case apart.
qsizetype countOf(const QStringList& entries, const QString& entry)
{
    return std::ranges::count_if(entries,
        [&](const QString& other) { return other.compare(entry, Qt::CaseInsensitive) == 0; });
}

} // namespace

FieldVerdict validateEntries(
    const Profile& profile, const Field& field, const Inputs& inputs, const QDateTime& now)
{
    if (!field.list)
        return validateField(profile, field, inputs.text(field.id), inputs, now);
    const QStringList entries = inputs.list(field.id);
    if (entries.isEmpty())
        return {.kind = FieldVerdict::Kind::Empty, .message = {}, .cleaned = {}, .belongsTo = {}};
    FieldVerdict worst;
    for (const QString& entry : entries) {
        FieldVerdict verdict = entry.isEmpty()
            ? rules::malformed(rules::RuleWords::tr("An entry of the list is empty."))
            : validateField(profile, field, entry, inputs, now);
        if (verdict.kind == FieldVerdict::Kind::Good && countOf(entries, entry) > 1)
            verdict = rules::malformed(rules::RuleWords::tr("\"%1\" is there twice.").arg(entry));
        if (verdict.kind == FieldVerdict::Kind::Malformed)
            return verdict;
        if (verdict.kind == FieldVerdict::Kind::Warning)
            worst = verdict;
    }
    return worst;
}

} // namespace lockstep
