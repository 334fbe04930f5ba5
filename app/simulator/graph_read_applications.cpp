// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsApplications{"Application.Read.All", "Application.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All", "Application.ReadWrite.OwnedBy"};
const Names readsGrants{
    "Directory.Read.All", "Directory.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"};

GraphReply application(const GraphContext& context)
{
    const Json* found = addressed(context, "applications");
    return found ? oneOf(context, *found, "application", QStringLiteral("applications"))
                 : notFound(context.world, addressOf(context));
}

GraphReply applications(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "applications")), "application",
        QStringLiteral("applications"));
}

GraphReply deletedApplications(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "deletedApplications")),
        "application", QStringLiteral("applications"));
}

//! R3: every permission that Graph offers in this tenant.
Json graphServicePrincipal(const GraphContext& context)
{
    const PermissionCatalogue& permissions = context.world.permissions(context.tenant);
    Json principal{{"id", context.tenant["_graphServicePrincipalId"]}, {"appId", graphAppId},
        {"displayName", "Microsoft Graph"}, {"appDisplayName", "Microsoft Graph"},
        {"appOwnerOrganizationId", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"},
        {"signInAudience", "AzureADMultipleOrgs"}};
    completeServicePrincipal(principal, context.tenant);
    principal["appRoles"] = permissions.appRoles();
    principal["oauth2PermissionScopes"] = permissions.scopes();
    return principal;
}

bool addressesGraph(const GraphContext& context)
{
    return valueOf(context, "appId") == QString::fromLatin1(graphAppId)
        || (valueOf(context, "id") == textAt(context.tenant, "_graphServicePrincipalId")
            && !valueOf(context, "id").isEmpty());
}

GraphReply servicePrincipal(const GraphContext& context)
{
    if (addressesGraph(context))
        return entityReply(context.world, context.odata, graphServicePrincipal(context),
            "servicePrincipal", QStringLiteral("servicePrincipals"));
    const Json* found = addressed(context, "servicePrincipals");
    return found ? oneOf(context, *found, "servicePrincipal", QStringLiteral("servicePrincipals"))
                 : notFound(context.world, addressOf(context));
}

GraphReply servicePrincipals(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "servicePrincipals")),
        "servicePrincipal", QStringLiteral("servicePrincipals"));
}

//! The links of one service principal: 404 where it does not exist, as with the object itself.
GraphReply linksOf(const GraphContext& context, const char* list, const char* member,
    const char* type, const QString& name)
{
    const Json* found = addressed(context, "servicePrincipals");
    if (!found && !addressesGraph(context))
        return notFound(context.world, addressOf(context));
    const QString id =
        found ? textAt(*found, "id") : textAt(context.tenant, "_graphServicePrincipalId");
    std::vector<const Json*> links;
    for (const Json& link : listAt(context.tenant, list)) {
        if (textAt(link, member) == id)
            links.push_back(&link);
    }
    return longListOf(context, links, type, name);
}

GraphReply appRoleAssignments(const GraphContext& context)
{
    return linksOf(context, "appRoleAssignments", "principalId", "appRoleAssignment",
        QStringLiteral("appRoleAssignments"));
}

GraphReply appRoleAssignedTo(const GraphContext& context)
{
    return linksOf(context, "appRoleAssignments", "resourceId", "appRoleAssignment",
        QStringLiteral("appRoleAssignments"));
}

GraphReply grantsOfPrincipal(const GraphContext& context)
{
    return linksOf(context, "oauth2PermissionGrants", "clientId", "oAuth2PermissionGrant",
        QStringLiteral("oauth2PermissionGrants"));
}

GraphReply grants(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "oauth2PermissionGrants")),
        "oAuth2PermissionGrant", QStringLiteral("oauth2PermissionGrants"));
}

GraphReply grant(const GraphContext& context)
{
    const Json* found = addressed(context, "oauth2PermissionGrants");
    return found
        ? oneOf(context, *found, "oAuth2PermissionGrant", QStringLiteral("oauth2PermissionGrants"))
        : notFound(context.world, addressOf(context));
}

} // namespace

const std::vector<GraphRoute>& applicationReads()
{
    static const std::vector<GraphRoute> routes{
        {"GET", "/applications(appId='{appId}')", readsApplications, readsApplications,
            application},
        {"GET", "/applications(uniqueName='{uniqueName}')", readsApplications, readsApplications,
            application},
        {"GET", "/applications/{id}", readsApplications, readsApplications, application},
        {"GET", "/applications", readsApplications, readsApplications, applications},
        {"GET", "/directory/deletedItems/microsoft.graph.application", readsApplications,
            readsApplications, deletedApplications},
        {"GET", "/servicePrincipals(appId='{appId}')", readsApplications, readsApplications,
            servicePrincipal},
        {"GET", "/servicePrincipals/{id}", readsApplications, readsApplications, servicePrincipal},
        {"GET", "/servicePrincipals", readsApplications, readsApplications, servicePrincipals},
        {"GET", "/servicePrincipals(appId='{appId}')/appRoleAssignments", readsApplications,
            readsApplications, appRoleAssignments},
        {"GET", "/servicePrincipals/{id}/appRoleAssignments", readsApplications, readsApplications,
            appRoleAssignments},
        {"GET", "/servicePrincipals(appId='{appId}')/appRoleAssignedTo", readsApplications,
            readsApplications, appRoleAssignedTo},
        {"GET", "/servicePrincipals/{id}/appRoleAssignedTo", readsApplications, readsApplications,
            appRoleAssignedTo},
        {"GET", "/servicePrincipals(appId='{appId}')/oauth2PermissionGrants", readsGrants,
            readsGrants, grantsOfPrincipal},
        {"GET", "/servicePrincipals/{id}/oauth2PermissionGrants", readsGrants, readsGrants,
            grantsOfPrincipal},
        {"GET", "/oauth2PermissionGrants", readsGrants, readsGrants, grants},
        {"GET", "/oauth2PermissionGrants/{id}", readsGrants, readsGrants, grant},
    };
    return routes;
}

} // namespace lockstep::sim
