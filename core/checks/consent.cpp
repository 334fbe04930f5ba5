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
    judge.mendIn(spec.field, CheckWords::tr("Correct the consent address"));
    const Result<ConsentUrl, QString> consent = parseConsentUrl(text);
    if (!consent)
        return judge.fail(consent.error(), CheckWords::tr("malformed"));
    if (!isGuid(tenantId))
        return judge.notRun(CheckWords::tr("the directory (tenant) ID comes first."));
    // of a cloud of one's own the snapshot holds no addresses: its sign-in is where the reader went
    Endpoints endpoints;
    if (const Result<Endpoints> cloud = cloudByName(evidence.snapshot.cloud))
        endpoints = *cloud;
    else
        endpoints.login = consent->url;
    if (const QString why = whyNotToOpen(*consent, evidence.inputs, endpoints); !why.isEmpty())
        return judge.fail(why,
            CheckWords::tr("%1, tenant %2, application %3")
                .arg(consent->url.host(), consent->tenant, consent->clientId));
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

//! Permissions with which their holder can reach far beyond what provisioning needs (contract 8).
bool reachesFar(const QString& permission)
{
    static const QStringList names{u"RoleManagement.ReadWrite.Directory"_s,
        u"RoleAssignmentSchedule.ReadWrite.Directory"_s,
        u"RoleEligibilitySchedule.ReadWrite.Directory"_s, u"AppRoleAssignment.ReadWrite.All"_s,
        u"Application.ReadWrite.All"_s, u"Directory.ReadWrite.All"_s,
        u"Directory.AccessAsUser.All"_s, u"PrivilegedAccess.ReadWrite.AzureADGroup"_s,
        u"PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"_s,
        u"PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"_s,
        u"UserAuthenticationMethod.ReadWrite.All"_s, u"User-PasswordProfile.ReadWrite.All"_s,
        u"DelegatedPermissionGrant.ReadWrite.All"_s};
    return names.contains(permission, Qt::CaseInsensitive);
}

} // namespace

Finding evaluate(const check::PermissionReview&, const Judge& judge, const Evidence& evidence)
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
    QStringList far;
    std::ranges::copy_if(application + delegated, std::back_inserter(far), reachesFar);
    far.removeDuplicates();
    if (!far.isEmpty())
        return judge.warn(
            CheckWords::tr("The vendor's application may do far more than provisioning: %1. Ask "
                           "what it needs that for.")
                .arg(far.join(u", "_s)),
            (application + delegated).join(u", "_s));
    const QString none = CheckWords::tr("none");
    return judge.pass(
        CheckWords::tr("Granted to the vendor's application: as itself %1; for its users %2.")
            .arg(application.isEmpty() ? none : application.join(u", "_s),
                delegated.isEmpty() ? none : delegated.join(u", "_s)));
}

} // namespace lockstep
