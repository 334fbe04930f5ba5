// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include <QRegularExpression>

#include <algorithm>

// No message of this file may quote the text: it is, or is part of, a secret.
namespace lockstep::rules {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype shortestBelievable = 16;
constexpr qsizetype usualLength = 40; //!< of the values that Entra makes today
constexpr qsizetype shortestOfToday = 37;
constexpr qsizetype shortestOfEver = 32;

FieldVerdict checkGuid(const Question& question, const QString& guid)
{
    if (const Field* other = alreadyIn(question, guid))
        return malformed(
            RuleWords::tr("This is the value of \"%1\", not a secret.").arg(other->label));
    const QString message = RuleWords::tr(
        "This is an ID, most likely the Secret ID. Copy the column \"Value\" instead.");
    // a bare ID may still be tried: the registration then tells whether it is one of its Secret IDs
    return question.text == guid ? warning(message) : malformed(message);
}

bool isMasked(const QString& text)
{
    // the portal shows three characters and hides the rest
    return text.endsWith(u"****"_s) || text.endsWith(u"\u2022\u2022\u2022"_s)
        || text.endsWith(u"\u25cf\u25cf\u25cf"_s);
}

FieldVerdict checkLength(const QString& text)
{
    static const QRegularExpression today(u"^[A-Za-z0-9_.~-]{3}\\dQ~"_s);
    if (today.match(text).hasMatch()) {
        if (text.size() < shortestOfToday) {
            return malformed(
                RuleWords::tr("The value is cut short: %1 of usually %2 characters are here.")
                    .arg(text.size())
                    .arg(usualLength));
        }
        if (text.size() > usualLength)
            return malformed(
                RuleWords::tr("More than the value was copied: Entra makes %1 characters.")
                    .arg(usualLength));
        if (text.size() < usualLength)
            return warning(
                RuleWords::tr("Entra usually makes %1 characters. Compare the end with the portal.")
                    .arg(usualLength));
        return good();
    }
    if (text.size() < shortestBelievable)
        return malformed(RuleWords::tr("This is too short for a client secret."));
    if (text.size() < shortestOfEver)
        return warning(RuleWords::tr("This is shorter than the values that Entra makes."));
    return good();
}

FieldVerdict checkCharacters(const QString& text)
{
    if (std::ranges::any_of(text, [](QChar c) { return c == u'\n' || c == u'\r'; }))
        return malformed(RuleWords::tr("There is a line break inside the value."));
    if (std::ranges::any_of(text, [](QChar c) { return c.isSpace(); }))
        return malformed(RuleWords::tr("There is a blank inside the value. A secret holds none."));
    if (std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x21 || c.unicode() > 0x7e; }))
        return malformed(
            RuleWords::tr("There is a character inside the value that Entra never uses."));
    return checkLength(text);
}

} // namespace

FieldVerdict checkSecret(const Question& question)
{
    const Unwrapped unwrapped = unwrap(question.text);
    if (isGuid(unwrapped.core))
        return checkGuid(question, unwrapped.core);
    if (const auto labelled = splitLabel(question.profile, unwrapped.core)) {
        if (labelled->field != &question.field) {
            return malformed(RuleWords::tr("This is labelled \"%1\", not as the value of a secret.")
                                 .arg(labelled->label),
                {}, labelled->field ? labelled->field->id : QString());
        }
        return malformed(RuleWords::tr("The label was copied along with the value."),
            unwrap(labelled->value).core);
    }
    if (isMasked(unwrapped.core))
        return malformed(RuleWords::tr(
            "The portal hides this value already. Make a new secret and copy it at once."));
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    return checkCharacters(question.text);
}

FieldVerdict checkBearerToken(const Question& question)
{
    constexpr qsizetype shortestToken = 8;
    constexpr qsizetype longestToken = 1024; // what Entra stores for provisioning (contract 2)
    const Unwrapped unwrapped = unwrap(question.text);
    if (unwrapped.core.startsWith(u"Bearer "_s, Qt::CaseInsensitive))
        return malformed(RuleWords::tr("The word \"Bearer\" was copied along with the token."),
            unwrapped.core.mid(7).trimmed());
    if (const auto labelled = splitLabel(question.profile, unwrapped.core)) {
        return malformed(RuleWords::tr("The label was copied along with the value."),
            labelled->field == &question.field ? unwrap(labelled->value).core : QString());
    }
    if (isMasked(unwrapped.core))
        return malformed(RuleWords::tr("This value is hidden behind stars or dots. Ask for it."));
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    const QString& text = question.text;
    if (std::ranges::any_of(text, [](QChar c) { return c == u'\n' || c == u'\r'; }))
        return malformed(RuleWords::tr("There is a line break inside the value."));
    if (std::ranges::any_of(
            text, [](QChar c) { return c.unicode() <= 0x20 || c.unicode() > 0x7e; }))
        return malformed(
            RuleWords::tr("There is a blank or another character that no token holds."));
    if (text.startsWith(u"http://"_s) || text.startsWith(u"https://"_s))
        return malformed(RuleWords::tr("This is an address, not a token."));
    if (text.size() < shortestToken)
        return malformed(RuleWords::tr("This is too short for a token."));
    if (text.size() > longestToken)
        return malformed(
            RuleWords::tr("Entra stores no more than %1 characters.").arg(longestToken));
    return good();
}

} // namespace lockstep::rules
