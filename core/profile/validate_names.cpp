// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace lockstep::rules {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype longestName = 256; // Entra's limit for display names and for UPNs' domains

bool isDomain(const QString& text)
{
    static const QRegularExpression domain(u"^[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+$"_s);
    return domain.match(text).hasMatch();
}

bool isUserName(const QString& text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && text.count(u'@') == 1 && isDomain(text.mid(at + 1))
        && std::ranges::none_of(text,
            [](QChar c) { return c.isSpace() || !c.isPrint() || u"<>()[],;:\"\\/"_s.contains(c); });
}

bool hasLineBreak(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c == u'\n' || c == u'\r'; });
}

//! The faults that names and users have in common; good() when there is none.
FieldVerdict checkCopying(const Question& question, const Unwrapped& unwrapped)
{
    if (const auto labelled = splitLabel(question.profile, unwrapped.core)) {
        const bool own = labelled->field == &question.field;
        return malformed(own ? RuleWords::tr("The label was copied along with the value.")
                             : RuleWords::tr("This is labelled \"%1\".").arg(labelled->label),
            own ? unwrap(labelled->value).core : QString(),
            labelled->field && !own ? labelled->field->id : QString());
    }
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    if (hasLineBreak(question.text))
        return malformed(RuleWords::tr("There is a line break inside the value."));
    return good();
}

} // namespace

FieldVerdict checkTenantName(const Question& question)
{
    const Unwrapped unwrapped = unwrap(question.text);
    if (isGuid(unwrapped.core)) {
        const Field* id = fieldOfKind(question.profile, FieldKind::TenantId);
        return malformed(
            RuleWords::tr("This is an ID. The name is wanted here."), {}, id ? id->id : QString());
    }
    if (const FieldVerdict copying = checkCopying(question, unwrapped);
        copying.kind != FieldVerdict::Kind::Good)
        return copying;
    const QString& text = question.text;
    if (text.contains(u"://"_s)) {
        const QString host = QUrl(text).host();
        return malformed(RuleWords::tr("This is an address. The tenant's name is wanted here."),
            isDomain(host) ? host : QString());
    }
    if (text.contains(u'@')) {
        const QString domain = text.section(u'@', -1);
        return malformed(
            RuleWords::tr("This is an e-mail address. The tenant's name is wanted here."),
            isDomain(domain) ? domain : QString());
    }
    if (text.size() > longestName)
        return malformed(RuleWords::tr("The name is longer than %1 characters.").arg(longestName));
    return good();
}

FieldVerdict checkUser(const Question& question)
{
    static const QRegularExpression inBrackets(u"<([^<>]+)>$"_s);
    const Unwrapped unwrapped = unwrap(question.text);
    if (isGuid(question.text)) {
        if (const Field* other = alreadyIn(question, question.text))
            return malformed(
                RuleWords::tr("This is the value of \"%1\", not of a person.").arg(other->label));
        return good();
    }
    if (const FieldVerdict copying = checkCopying(question, unwrapped);
        copying.kind != FieldVerdict::Kind::Good)
        return copying;
    const QString& text = question.text;
    if (isUserName(text))
        return good();
    if (const auto match = inBrackets.match(text);
        match.hasMatch() && isUserName(match.captured(1)))
        return malformed(RuleWords::tr("Only the part in brackets is wanted."), match.captured(1));
    if (text.startsWith(u"mailto:"_s, Qt::CaseInsensitive))
        return malformed(RuleWords::tr("\"mailto:\" was copied along with the name."), text.mid(7));
    if (text.contains(u'\\'))
        return malformed(
            RuleWords::tr("This is a Windows logon name. The form name@domain is wanted."));
    return malformed(RuleWords::tr("A person is given as name@domain or as object ID."));
}

} // namespace lockstep::rules
