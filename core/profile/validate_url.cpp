// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include "graph/endpoints.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep::rules {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype longestRedirectUri = 256; // Entra's own limit for a redirect URI

bool looksLikeHost(const QString& text)
{
    static const QRegularExpression host(u"^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:\\d+)?(/\\S*)?$"_s);
    return host.match(text).hasMatch();
}

//! The text up to the first of these marks: what is offered instead.
QString upTo(const QString& text, const QString& mark)
{
    return text.left(text.indexOf(mark));
}

FieldVerdict checkScheme(const QString& text)
{
    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*):"_s);
    const auto match = scheme.match(text);
    const bool isHost = looksLikeHost(text);
    if (!match.hasMatch() || (isHost && !text.contains(u"://"_s)))
        return malformed(RuleWords::tr("The address must begin with https://."),
            isHost ? u"https://"_s + text : QString());
    const QString name = match.captured(1).toLower();
    if (name != u"https" && name != u"http")
        return malformed(
            RuleWords::tr("The address must begin with https://, not with %1:.").arg(name));
    if (!text.mid(match.capturedEnd()).startsWith(u"//"_s))
        return malformed(
            RuleWords::tr("After \"%1:\" two slashes and a host name must follow.").arg(name));
    return good();
}

//! What a well-formed address may not hold here.
FieldVerdict checkParts(const QString& text, const QUrl& url)
{
    if (url.host().isEmpty())
        return malformed(RuleWords::tr("The host name is missing."));
    if (!url.userInfo().isEmpty() || text.section(u'/', 2, 2).contains(u'@')) {
        return malformed(RuleWords::tr("The address holds a user name. It must not."),
            url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded));
    }
    if (text.contains(u'#'))
        return malformed(
            RuleWords::tr("The address holds a fragment, the part from \"#\". It must not."),
            upTo(text, u"#"_s));
    if (text.contains(u'?'))
        return malformed(
            RuleWords::tr("The address holds a query, the part from \"?\". It must not."),
            upTo(text, u"?"_s));
    if (url.scheme() == u"http"_s && !isLoopback(url))
        return malformed(RuleWords::tr("The address must begin with https://; http is not safe."),
            u"https"_s + text.mid(4));
    if (text.size() > longestRedirectUri)
        return malformed(
            RuleWords::tr("The address is longer than %1 characters.").arg(longestRedirectUri));
    if (url.path() == u"/"_s)
        return warning(RuleWords::tr("The address ends in a slash. The guide wants it without."),
            text.chopped(1));
    return good();
}

} // namespace

FieldVerdict checkUrl(const Question& question)
{
    const Unwrapped unwrapped = unwrap(question.text);
    if (const auto labelled = splitLabel(question.profile, unwrapped.core)) {
        const bool own = labelled->field == &question.field;
        return malformed(own ? RuleWords::tr("The label was copied along with the address.")
                             : RuleWords::tr("This is labelled \"%1\".").arg(labelled->label),
            own ? unwrap(labelled->value).core : QString(),
            labelled->field && !own ? labelled->field->id : QString());
    }
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    const QString& text = question.text;
    if (text.contains(u'*'))
        return malformed(
            RuleWords::tr("The address holds a wildcard (*). Entra compares it letter by letter."));
    if (std::ranges::any_of(text, [](QChar c) { return c.isSpace() || !c.isPrint(); }))
        return malformed(RuleWords::tr("There is a blank inside the address."));
    if (text.contains(u'\\'))
        return malformed(RuleWords::tr("There is a backslash in the address."),
            QString(text).replace(u'\\', u'/'));
    if (const FieldVerdict scheme = checkScheme(text); scheme.kind != FieldVerdict::Kind::Good)
        return scheme;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() && !text.section(u'/', 2, 2).isEmpty())
        return malformed(RuleWords::tr("This is not a well-formed address."));
    return checkParts(text, url);
}

} // namespace lockstep::rules
