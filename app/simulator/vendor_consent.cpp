// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/vendor_consent.h"

#include "simulator/answer.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

QString delegatedName(const PermissionCatalogue& permissions, const QString& id)
{
    const Json* scope = findBy(permissions.scopes(), "id", id);
    return scope ? textAt(*scope, "value") : QString();
}

Json& principalIn(Json& tenant, const Json& vendor, const Json& application)
{
    const QString appId = textAt(application, "appId");
    Json& principals = tenant["servicePrincipals"];
    if (Json* there = findBy(principals, "appId", appId))
        return *there;
    Json principal{{"id", newGuid()}, {"appId", toJson(appId)},
        {"displayName", application["displayName"]}, {"appDisplayName", application["displayName"]},
        {"appOwnerOrganizationId", vendor["id"]}, {"appRoles", application["appRoles"]},
        {"replyUrls", objectAt(application, "web").value("redirectUris", Json::array())},
        {"signInAudience", application["signInAudience"]},
        {"tags", Json::array({"WindowsAzureActiveDirectoryIntegratedApp"})}};
    // open to provisioning only where the scenario says that the vendor's listing is
    if (application.contains("_provisioningTemplates"))
        principal["_provisioningTemplates"] = application["_provisioningTemplates"];
    completeServicePrincipal(principal, tenant);
    principals.push_back(std::move(principal));
    return principals.back();
}

void addOnce(Json& list, Json entry)
{
    if (!findBy(list, "id", textAt(entry, "id")))
        list.push_back(std::move(entry));
}

//! R4 and R5 as they are afterwards; an older grant gets the new names besides its own.
void grant(
    World& world, Json& tenant, const QString& principalId, const ConsentedPermissions& wanted)
{
    const PermissionCatalogue& permissions = world.permissions(tenant);
    const QString graphId = textAt(tenant, "_graphServicePrincipalId");
    for (const QString& name : wanted.applicationPermissions) {
        Json assignment{{"principalId", toJson(principalId)}, {"resourceId", toJson(graphId)},
            {"appRoleId", toJson(permissions.applicationId(name))}};
        completeAssignment(assignment, tenant);
        addOnce(tenant["appRoleAssignments"], std::move(assignment));
    }
    if (wanted.scopes.isEmpty())
        return;
    Json fresh{{"clientId", toJson(principalId)}, {"resourceId", toJson(graphId)},
        {"consentType", "AllPrincipals"}, {"scope", toJson(wanted.scopes.join(u' '))}};
    completeGrant(fresh);
    if (Json* held = findBy(tenant["oauth2PermissionGrants"], "id", textAt(fresh, "id"))) {
        QStringList names = textAt(*held, "scope").split(u' ', Qt::SkipEmptyParts) + wanted.scopes;
        names.removeDuplicates();
        (*held)["scope"] = toJson(names.join(u' '));
    } else {
        tenant["oauth2PermissionGrants"].push_back(std::move(fresh));
    }
}

} // namespace

//! The application's own list of Graph permissions.
ConsentedPermissions listedPermissions(World& world, const Json& vendor, const Json& application)
{
    const PermissionCatalogue& permissions = world.permissions(vendor);
    ConsentedPermissions wanted;
    for (const Json& resource : listAt(application, "requiredResourceAccess")) {
        if (textAt(resource, "resourceAppId") != QString::fromLatin1(graphAppId))
            continue;
        for (const Json& access : listAt(resource, "resourceAccess")) {
            const QString id = textAt(access, "id");
            if (textAt(access, "type") == u"Role")
                wanted.applicationPermissions.append(permissions.applicationName(id));
            else
                wanted.scopes.append(delegatedName(permissions, id));
        }
    }
    wanted.applicationPermissions.removeAll(QString());
    wanted.scopes.removeAll(QString());
    return wanted;
}

void recordVendorConsent(World& world, const Json& home, const Json& vendor,
    const Json& application, const ConsentedPermissions& wanted)
{
    Json& tenant = *world.newestTenant(textAt(home, "id"));
    const QString principalId = textAt(principalIn(tenant, vendor, application), "id");
    grant(world, tenant, principalId, wanted);
    world.written();
}

} // namespace lockstep::sim
