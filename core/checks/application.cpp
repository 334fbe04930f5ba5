// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"
#include "profile/consent_url.h"

#include <QUrl>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! An address as Entra compares it: scheme and host without case, the path exactly (checks.md
//! section 5).
struct ComparableUri {
    QString origin;
    QString path;
    friend bool operator==(const ComparableUri&, const ComparableUri&) = default;
};

ComparableUri comparable(const QString& text)
{
    const qsizetype scheme = text.indexOf(u"://"_s);
    const qsizetype slash = scheme < 0 ? -1 : text.indexOf(u'/', scheme + 3);
    if (slash < 0)
        return {text.toLower(), {}};
    return {text.left(slash).toLower(), text.mid(slash)};
}

enum class UriMatch { None, TrailingSlash, Path, Same };

UriMatch compare(const QString& wanted, const QString& registered)
{
    const ComparableUri a = comparable(wanted);
    const ComparableUri b = comparable(registered);
    if (a == b)
        return UriMatch::Same;
    if (a.origin != b.origin)
        return UriMatch::None;
    const auto bare = [](const QString& path) { return path.isEmpty() || path == u"/"; };
    if (bare(a.path) && bare(b.path))
        return UriMatch::TrailingSlash;
    const auto chopped = [](const QString& path) {
        return path.endsWith(u'/') ? path.chopped(1) : path;
    };
    return chopped(a.path) == chopped(b.path) ? UriMatch::Path : UriMatch::None;
}

struct BestMatch {
    UriMatch match = UriMatch::None;
    QString uri;
};

BestMatch bestOf(const QString& wanted, const QStringList& registered)
{
    BestMatch best;
    for (const QString& uri : registered) {
        const UriMatch match = compare(wanted, uri);
        if (match > best.match)
            best = {match, uri};
    }
    return best;
}

} // namespace

Finding evaluate(const check::AppExists&, Judge judge, const Evidence& evidence)
{
    const QString clientId = evidence.inputs.text(u"clientId"_s);
    if (!isGuid(clientId))
        return judge.field(
            u"clientId"_s, CheckWords::tr("The application (client) ID is missing."));
    judge.expect(clientId);
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (snapshot.application.failedWith(ReadFailure::Kind::NotFound)) {
        if (snapshot.servicePrincipal) {
            return judge.fail(
                CheckWords::tr("The app is used here, but registered in another tenant (%1).")
                    .arg(snapshot.servicePrincipal->appOwnerOrganizationId),
                snapshot.servicePrincipal->appOwnerOrganizationId);
        }
        return judge.fail(CheckWords::tr("No app registration of this tenant has this ID. "
                                         "Copy the application (client) ID, not an object ID."));
    }
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    if (snapshot.application->appId.compare(clientId, Qt::CaseInsensitive) != 0)
        return judge.fail(
            CheckWords::tr("Another app registration answered."), snapshot.application->appId);
    return judge.pass(CheckWords::tr("\"%1\" is registered in this tenant.")
                          .arg(snapshot.application->displayName),
        snapshot.application->displayName);
}

Finding evaluate(const check::AppSingleTenant&, Judge judge, const Evidence& evidence)
{
    const Fetched<Application>& application = evidence.snapshot.application;
    judge.expect(u"AzureADMyOrg"_s);
    if (!application)
        return judge.unread(application.failure());
    if (application->signInAudience == u"AzureADMyOrg")
        return judge.pass(CheckWords::tr("Only accounts of this directory can sign in."),
            application->signInAudience);
    return judge.fail(CheckWords::tr("Accounts of other directories can sign in too."),
        application->signInAudience);
}

Finding evaluate(const check::AppRedirectUri& spec, Judge judge, const Evidence& evidence)
{
    const QString wanted = evidence.inputs.text(spec.field);
    if (wanted.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The address of your instance is missing."));
    judge.expect(wanted);
    const Fetched<Application>& application = evidence.snapshot.application;
    if (!application)
        return judge.unread(application.failure());
    const BestMatch web = bestOf(wanted, application->webRedirectUris);
    if (web.match == UriMatch::Same)
        return judge.pass(
            CheckWords::tr("The redirect URI is registered under platform Web."), web.uri);
    if (web.match == UriMatch::TrailingSlash) {
        return judge.warn(
            CheckWords::tr(
                "The redirect URI is %1; the instance is %2. Only the last slash differs.")
                .arg(web.uri, wanted),
            web.uri);
    }
    if (web.match == UriMatch::Path) {
        return judge.fail(
            CheckWords::tr("The redirect URI is %1; the slash at its end differs from %2.")
                .arg(web.uri, wanted),
            web.uri);
    }
    if (const BestMatch spa = bestOf(wanted, application->spaRedirectUris);
        spa.match == UriMatch::Same)
        return judge.fail(
            CheckWords::tr(
                "The address is registered under Single-page application; it belongs under Web."),
            spa.uri);
    const BestMatch publicClient = bestOf(wanted, application->publicClientRedirectUris);
    if (publicClient.match == UriMatch::Same) {
        return judge.fail(CheckWords::tr("The address is registered under Mobile and desktop "
                                         "applications; it belongs under Web."),
            publicClient.uri);
    }
    const QString seen = application->webRedirectUris.join(u", "_s);
    return judge.fail(
        CheckWords::tr("The address of your instance is not among the redirect URIs."),
        seen.isEmpty() ? CheckWords::tr("none registered") : seen);
}

namespace {

//! What brings it about is the consent address that was typed, unless that is wrong itself.
Finding withConsentAddress(Finding finding, const Evidence& evidence)
{
    for (const CheckSpec& spec : evidence.profile.checks) {
        const auto* address = std::get_if<check::ConsentAddress>(&spec.kind);
        const Result<ConsentUrl, QString> consent =
            parseConsentUrl(address ? evidence.inputs.text(address->field) : QString());
        if (!address || !consent)
            continue;
        const QString tenantId = evidence.inputs.text(u"tenantId"_s);
        const bool own = consent->isForAnyTenant()
            || consent->tenant.compare(tenantId, Qt::CaseInsensitive) == 0;
        if (own)
            finding.remedy = Remedy{.kind = Remedy::Kind::Portal,
                .text = CheckWords::tr("Open the consent address as an administrator"),
                .url = consentUrlFor(*consent, tenantId),
                .field = {}};
    }
    return finding;
}

} // namespace

Finding evaluate(const check::AppServicePrincipal&, const Judge& judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (snapshot.servicePrincipal.failedWith(ReadFailure::Kind::NotFound)) {
        // without a registration either, app.exists says what is missing
        if (snapshot.application.failedWith(ReadFailure::Kind::NotFound))
            return judge.notRun(CheckWords::tr("what it looks at does not exist yet."));
        // a vendor's application comes into the tenant by consent, without a registration here
        if (evidence.profile.uses("app.owner"))
            return withConsentAddress(
                judge.fail(CheckWords::tr(
                    "The application is not in this tenant: nobody has consented yet.")),
                evidence);
        return judge.fail(
            CheckWords::tr("The registration has no enterprise application in this tenant."));
    }
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (!snapshot.servicePrincipal->accountEnabled)
        return judge.fail(
            CheckWords::tr("The enterprise application is disabled: nobody can sign in."));
    if (snapshot.servicePrincipal->servicePrincipalType != u"Application") {
        return judge.fail(CheckWords::tr("The enterprise application is of another type."),
            snapshot.servicePrincipal->servicePrincipalType);
    }
    return judge.pass(CheckWords::tr("The enterprise application exists and is enabled."),
        snapshot.servicePrincipal->displayName);
}

Finding evaluate(const check::IdTokenEnabled&, const Judge& judge, const Evidence& evidence)
{
    const Fetched<Application>& application = evidence.snapshot.application;
    if (!application)
        return judge.unread(application.failure());
    if (!application->idTokenIssuance)
        return judge.fail(
            CheckWords::tr("ID tokens are not issued; signing in would end with AADSTS700054."));
    if (application->accessTokenIssuance)
        return judge.warn(CheckWords::tr(
            "ID tokens are issued. Access tokens are too, which the guide does not need."));
    return judge.pass(CheckWords::tr("ID tokens are issued."));
}

} // namespace lockstep
