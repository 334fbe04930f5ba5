// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/consent_url.h"

#include "graph/endpoints.h"
#include "profile/field_rules.h"

#include <QUrlQuery>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestAddress = 2000; // what browsers and mail programs carry unbroken

bool isAnyTenant(const QString& tenant)
{
    return tenant.compare(u"common"_s, Qt::CaseInsensitive) == 0
        || tenant.compare(u"organizations"_s, Qt::CaseInsensitive) == 0;
}

//! The sign-in hosts of all clouds; a cloud of one's own is on its own host.
bool isLoginHost(const QUrl& url)
{
    if (isLoopback(url))
        return true;
    return std::ranges::any_of(
        knownClouds(), [&](const Endpoints& cloud) { return cloud.isLoginHost(url.host()); });
}

tl::unexpected<QString> no(const QString& why)
{
    return tl::unexpected(why);
}

} // namespace

bool ConsentUrl::isForAnyTenant() const
{
    return isAnyTenant(tenant);
}

bool ConsentUrl::asksForDefault() const
{
    return std::ranges::any_of(
        scopes, [](const QString& scope) { return scope.endsWith(u"/.default"_s); });
}

Result<ConsentUrl, QString> parseConsentUrl(const QString& text)
{
    using rules::RuleWords;
    const QUrl url(text, QUrl::StrictMode);
    if (text.size() > longestAddress)
        return no(RuleWords::tr("The address is longer than %1 characters.").arg(longestAddress));
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != u"https" && url.scheme() != u"http"))
        return no(RuleWords::tr("This is not a well-formed address."));
    if (url.scheme() == u"http" && !isLoopback(url))
        return no(RuleWords::tr("The address must begin with https://; http is not safe."));
    if (!url.userInfo().isEmpty())
        return no(RuleWords::tr("The address holds a user name. It must not."));
    if (url.hasFragment())
        return no(RuleWords::tr("The address holds a fragment, the part from \"#\". It must not."));
    if (!isLoginHost(url))
        return no(RuleWords::tr("%1 is no sign-in host of Microsoft's. Do not consent there.")
                      .arg(url.host()));
    // a cloud of one's own may have its sign-in below a path
    const QStringList path = url.path().split(u'/', Qt::SkipEmptyParts);
    ConsentUrl consent{.url = url, .tenant = {}, .clientId = {}, .version2 = false, .scopes = {}};
    if (path.size() >= 2 && path.last() == u"adminconsent") {
        consent.version2 = path.size() >= 3 && path[path.size() - 2] == u"v2.0";
        consent.tenant = path[path.size() - (consent.version2 ? 3 : 2)];
    }
    if (consent.tenant.isEmpty() || (!isLoopback(url) && path.size() > (consent.version2 ? 3 : 2)))
        return no(RuleWords::tr(
            "This is no admin consent address: it must end in /{tenant}/adminconsent."));
    const QUrlQuery query(url);
    consent.clientId = query.queryItemValue(u"client_id"_s, QUrl::FullyDecoded);
    consent.scopes =
        query.queryItemValue(u"scope"_s, QUrl::FullyDecoded).split(u' ', Qt::SkipEmptyParts);
    if (!isGuid(consent.clientId))
        return no(RuleWords::tr("The address holds no client_id, or none that is an ID."));
    return consent;
}

QUrl consentUrlFor(const ConsentUrl& consent, const QString& tenantId)
{
    QUrl url = consent.url;
    if (!consent.isForAnyTenant() || !isGuid(tenantId))
        return url;
    QStringList path = url.path().split(u'/');
    for (QString& part : path) {
        if (isAnyTenant(part))
            part = tenantId;
    }
    url.setPath(path.join(u'/'));
    return url;
}

QString whyNotToOpen(const ConsentUrl& consent, const Inputs& inputs, const Endpoints& endpoints)
{
    using rules::RuleWords;
    const auto same = [](const QString& a, const QString& b) {
        return a.compare(b, Qt::CaseInsensitive) == 0;
    };
    const QString tenantId = inputs.text(u"tenantId"_s);
    const QString clientId = inputs.text(u"clientId"_s);
    if (!endpoints.isLoginHost(consent.url.host()))
        return RuleWords::tr("The address is not of the chosen cloud: it leads to %1.")
            .arg(consent.url.host());
    if (!clientId.isEmpty() && !same(consent.clientId, clientId))
        return RuleWords::tr("The address is for another application than the one typed here.");
    if (!isGuid(tenantId))
        return RuleWords::tr("Type the directory (tenant) ID first: the consent must be its own.");
    if (isGuid(consent.tenant) && !same(consent.tenant, tenantId))
        return RuleWords::tr("The address would consent in another tenant.");
    return {};
}

Inputs withIdsReadOff(const Profile& profile, Inputs inputs)
{
    for (const Field& field : profile.fields) {
        if (field.readFrom.isEmpty() || !inputs.text(field.id).isEmpty())
            continue;
        const Result<ConsentUrl, QString> consent = parseConsentUrl(inputs.text(field.readFrom));
        if (!consent)
            continue;
        if (field.kind == FieldKind::ClientId)
            inputs.set(field.id, consent->clientId);
        else if (field.kind == FieldKind::TenantId && isGuid(consent->tenant))
            inputs.set(field.id, consent->tenant);
    }
    return inputs;
}

namespace rules {

FieldVerdict checkConsentUrl(const Question& question)
{
    const Unwrapped unwrapped = unwrap(question.text);
    if (const auto labelled = splitLabel(question.profile, unwrapped.core);
        labelled && labelled->field == &question.field)
        return malformed(RuleWords::tr("The label was copied along with the address."),
            unwrap(labelled->value).core);
    if (!unwrapped.fault.isEmpty())
        return malformed(unwrapped.fault, unwrapped.core);
    const Result<ConsentUrl, QString> consent = parseConsentUrl(question.text);
    if (!consent)
        return malformed(consent.error());
    if (consent->isForAnyTenant())
        return warning(
            RuleWords::tr("The address lets whoever signs in choose the tenant. The tenant typed "
                          "here is put in when it is opened."));
    return good();
}

} // namespace rules

} // namespace lockstep
