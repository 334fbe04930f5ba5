// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"
#include "graph/endpoints.h"
#include "profile/consent_url.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Whether the address is for the tenant that is set up: a domain counts where it is verified
//! there.
Fetched<bool> isForTenant(const ConsentUrl& consent, const Evidence& evidence)
{
    const QString tenantId = evidence.inputs.text(u"tenantId"_s);
    if (isGuid(consent.tenant))
        return sameId(consent.tenant, tenantId);
    const Fetched<Organization>& organization = evidence.snapshot.organization;
    if (!organization)
        return organization.failure();
    return std::ranges::any_of(organization->verifiedDomains,
        [&](const Organization::Domain& domain) { return sameWord(domain.name, consent.tenant); });
}

} // namespace

Finding evaluate(const check::ConsentAddress& spec, Judge judge, const Evidence& evidence)
{
    const QString text = evidence.inputs.text(spec.field);
    if (text.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The consent address is missing."));
    const QString tenantId = evidence.inputs.text(u"tenantId"_s);
    const QString clientId = evidence.inputs.text(u"clientId"_s);
    judge.mendIn(spec.field, CheckWords::tr("Correct the consent address"));
    const Result<ConsentUrl, QString> consent = parseConsentUrl(text);
    if (!consent)
        return judge.fail(consent.error(), CheckWords::tr("malformed"));
    const Result<Endpoints> cloud = cloudByName(evidence.snapshot.cloud);
    if (cloud && !cloud->isLoginHost(consent->url.host()))
        return judge.fail(CheckWords::tr("The address is not of the chosen cloud: it leads to %1.")
                              .arg(consent->url.host()),
            consent->url.host());
    if (!clientId.isEmpty() && !sameId(consent->clientId, clientId))
        return judge.fail(CheckWords::tr("The address is for another application than the one "
                                         "typed here."),
            consent->clientId);
    if (consent->isForAnyTenant())
        return judge.warn(
            CheckWords::tr("The address names no tenant. It is opened with this tenant's ID."),
            consent->tenant);
    judge.expect(tenantId);
    const Fetched<bool> own = isForTenant(*consent, evidence);
    if (!own)
        return judge.unread(own.failure());
    if (!*own)
        return judge.fail(
            CheckWords::tr("The address would consent in another tenant."), consent->tenant);
    if (consent->version2 && !consent->asksForDefault())
        return judge.warn(
            CheckWords::tr("The address asks for single permissions, so it grants no application "
                           "permissions. Ask the vendor for one with \"/.default\"."),
            consent->scopes.join(u' '));
    return judge.pass(CheckWords::tr("The address is for this tenant and this application."));
}

Finding evaluate(const check::AppOwner&, Judge judge, const Evidence& evidence)
{
    const Fetched<ServicePrincipal>& principal = evidence.snapshot.servicePrincipal;
    judge.expect(CheckWords::tr("owned by the vendor's tenant"));
    if (!principal)
        return judge.unread(principal.failure());
    if (principal->appOwnerOrganizationId.isEmpty())
        return judge.unknown(CheckWords::tr("Entra does not say who owns the application."));
    if (sameId(principal->appOwnerOrganizationId, evidence.inputs.text(u"tenantId"_s)))
        return judge.warn(
            CheckWords::tr("The application is this tenant's own registration, not the vendor's."),
            principal->appOwnerOrganizationId);
    return judge.pass(CheckWords::tr("The application is the vendor's, here by consent."),
        principal->appOwnerOrganizationId);
}

namespace {

QString nameOfId(const std::map<QString, QString>& ids, const QString& id)
{
    for (const auto& [name, each] : ids) {
        if (each == id)
            return name;
    }
    return id;
}

//! Application permissions with which their holder can reach every right in the tenant.
const QStringList& makesAdministrators()
{
    static const QStringList names{u"RoleManagement.ReadWrite.Directory"_s,
        u"AppRoleAssignment.ReadWrite.All"_s, u"Application.ReadWrite.All"_s,
        u"Directory.ReadWrite.All"_s, u"PrivilegedAccess.ReadWrite.AzureADGroup"_s};
    return names;
}

} // namespace

Finding evaluate(const check::PermissionReview&, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (!snapshot.grantedRoles)
        return judge.unread(snapshot.grantedRoles.failure());
    if (!snapshot.grants)
        return judge.unread(snapshot.grants.failure());
    if (!snapshot.graph && !snapshot.grantedRoles->empty()) // what they allow is not known
        return judge.unread(snapshot.graph.failure());
    QStringList application;
    for (const AppRoleAssignment& role : *snapshot.grantedRoles)
        application << nameOfId(snapshot.graph->applicationIds, role.appRoleId);
    QStringList delegated;
    for (const PermissionGrant& grant : *snapshot.grants)
        delegated << grant.scopes;
    delegated.removeDuplicates();
    QStringList powerful;
    for (const QString& name : application) {
        if (makesAdministrators().contains(name))
            powerful << name;
    }
    if (!powerful.isEmpty())
        return judge.warn(
            CheckWords::tr("With %1 the vendor's application can make itself Global Administrator.")
                .arg(powerful.join(u", "_s)),
            application.join(u", "_s));
    const QString none = CheckWords::tr("none");
    return judge.pass(
        CheckWords::tr("Granted to the vendor's application: as itself %1; for its users %2.")
            .arg(application.isEmpty() ? none : application.join(u", "_s),
                delegated.isEmpty() ? none : delegated.join(u", "_s)));
}

} // namespace lockstep
