// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"
#include "profile/typed_date.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace lockstep {

namespace rules {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestText = 256; // Entra's limit for display names
constexpr int longestMinutes = 366 * 24 * 60;

} // namespace

FieldVerdict checkLine(const Question& question)
{
    const Unwrapped unwrapped = unwrap(question.text);
    if (unwrapped.core.size() != question.text.size() && unwrapped.fault.isEmpty())
        return malformed(RuleWords::tr("There are blanks around the value."), unwrapped.core);
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    if (question.text.contains(u'\n') || question.text.contains(u'\r'))
        return malformed(RuleWords::tr("There is a line break inside the value."));
    if (question.text.size() > longestText)
        return malformed(RuleWords::tr("The value is longer than %1 characters.").arg(longestText));
    return good();
}

FieldVerdict checkText(const Question& question)
{
    return checkLine(question);
}

FieldVerdict checkDomain(const Question& question)
{
    static const QRegularExpression domain(
        u"^(?=.{1,253}$)([\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}$"_s);
    if (const FieldVerdict line = checkLine(question); line.kind != FieldVerdict::Kind::Good)
        return line;
    const QString& text = question.text;
    if (text.contains(u'@'))
        return malformed(RuleWords::tr("This is an e-mail address. Only the domain is wanted."),
            text.section(u'@', -1));
    if (text.contains(u"://"_s))
        return malformed(
            RuleWords::tr("This is an address. Only the domain is wanted."), QUrl(text).host());
    if (!domain.match(text).hasMatch())
        return malformed(RuleWords::tr("This is not a domain name such as contoso.com."));
    return good();
}

FieldVerdict checkDuration(const Question& question)
{
    if (const FieldVerdict line = checkLine(question); line.kind != FieldVerdict::Kind::Good)
        return line;
    const std::optional<int> minutes = minutesOf(question.text);
    if (!minutes)
        return malformed(
            RuleWords::tr("Give a duration such as \"30 minutes\", \"1 hour\" or \"PT8H\"."));
    if (*minutes == 0)
        return malformed(RuleWords::tr("The duration must be longer than nothing."));
    if (*minutes > longestMinutes)
        return malformed(RuleWords::tr("The duration is longer than a year."));
    return good();
}

FieldVerdict checkChoice(const Question& question)
{
    QStringList known;
    for (const FieldChoice& choice : question.field.choices) {
        if (choice.value == question.text)
            return good();
        known << choice.value;
    }
    return malformed(RuleWords::tr("Choose one of %1.").arg(known.join(u", "_s)));
}

FieldVerdict checkGroup(const Question& question)
{
    if (const FieldVerdict line = checkLine(question); line.kind != FieldVerdict::Kind::Good)
        return line;
    if (isGuid(question.text)) {
        if (const Field* other = alreadyIn(question, question.text))
            return malformed(
                RuleWords::tr("This is the value of \"%1\", not of a group.").arg(other->label));
    }
    return good();
}

FieldVerdict checkPrincipal(const Question& question)
{
    // a user is known by the at sign; everything else is an id or a group's name
    return question.text.contains(u'@') ? checkUser(question) : checkGroup(question);
}

} // namespace rules

std::optional<int> minutesOf(const QString& text)
{
    using namespace Qt::Literals::StringLiterals;
    static const QRegularExpression iso(
        u"^P(?!$)(?:(\\d{1,3})Y)?(?:(\\d{1,3})M)?(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?"
        "(?:T(?=\\d)(?:(\\d{1,6})H)?(?:(\\d{1,7})M)?)?$"_s);
    static const QRegularExpression spoken(u"^(\\d{1,6}) ?(min|minutes?|h|hours?|d|days?)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = iso.match(text); match.hasMatch()) {
        // a year counts as 365 days and a month as 30, as Entra's own pages use them
        const int days = match.captured(1).toInt() * 365 + match.captured(2).toInt() * 30
            + match.captured(3).toInt() * 7 + match.captured(4).toInt();
        return days * 24 * 60 + match.captured(5).toInt() * 60 + match.captured(6).toInt();
    }
    if (const auto match = spoken.match(text); match.hasMatch()) {
        const QChar unit = match.captured(2).front().toLower();
        return match.captured(1).toInt() * (unit == u'm' ? 1 : unit == u'h' ? 60 : 24 * 60);
    }
    return std::nullopt;
}

std::optional<QDateTime> instantOf(const QString& text)
{
    const Result<TypedDate, DateFault> date = typedDate(text);
    return date ? std::optional(date->instant) : std::nullopt;
}

} // namespace lockstep
