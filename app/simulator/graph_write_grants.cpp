// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/crowd.h"
#include "simulator/graph_write_support.h"
#include "simulator/tenant_defaults.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

const std::vector<const char*> assignsRoles{"AppRoleAssignment.ReadWrite.All"};
const std::vector<const char*> writesGrants{
    "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"};
const QString defaultAccess = QStringLiteral("00000000-0000-0000-0000-000000000000");

bool readsApplications(const TokenInfo& token)
{
    return token.permissions.contains(QStringLiteral("Application.Read.All"))
        || token.permissions.contains(QStringLiteral("Application.ReadWrite.All"))
        || token.permissions.contains(QStringLiteral("Directory.Read.All"));
}

//! W6 on Microsoft Graph needs Privileged Role Administrator, W8 on any other app less.
bool mayAssign(const GraphContext& context, bool onGraph)
{
    if (!readsApplications(context.token))
        return false;
    if (onGraph)
        return holdsRole(context, {globalAdministrator, privilegedRoleAdministrator});
    return holdsRole(context,
        {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator,
            userAdministrator});
}

struct Assignable {
    QString resourceId;
    const Json* roles; //!< appRoles of the resource
};

std::optional<Assignable> resourceOf(const GraphContext& context)
{
    const QString wanted = textAt(context.call.body, "resourceId");
    if (wanted == textAt(context.tenant, "_graphServicePrincipalId"))
        return Assignable{wanted, &context.world.permissions(context.tenant).appRoles()};
    const Json* principal = findBy(listAt(context.tenant, "servicePrincipals"), "id", wanted);
    if (!principal)
        return std::nullopt;
    return Assignable{wanted, &listAt(*principal, "appRoles")};
}

bool roleFits(const Assignable& resource, const QString& roleId)
{
    if (roleId == defaultAccess)
        return resource.roles->empty();
    const Json* role = findBy(*resource.roles, "id", roleId);
    return role && flagAt(*role, "isEnabled");
}

GraphReply assign(const GraphContext& context)
{
    const Json& body = context.call.body;
    const auto resource = resourceOf(context);
    const bool onGraph =
        resource && resource->resourceId == textAt(context.tenant, "_graphServicePrincipalId");
    if (!mayAssign(context, onGraph))
        return denied(context.world);
    if (!resource || !principalExists(context.tenant, textAt(body, "principalId")))
        return refusedWrite(
            context.world, "Request_BadRequest", QStringLiteral("Not a valid reference update."));
    if (!roleFits(*resource, textAt(body, "appRoleId")))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("Permission entry not found on the resource, or it is disabled."));
    Json& tenant = newestTenant(context);
    Json assignment{{"principalId", body["principalId"]}, {"resourceId", body["resourceId"]},
        {"appRoleId", body["appRoleId"]}};
    completeAssignment(assignment, tenant);
    if (findBy(tenant["appRoleAssignments"], "id", textAt(assignment, "id")))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("Permission being assigned already exists on the object."));
    tenant["appRoleAssignments"].push_back(assignment);
    context.world.written();
    return createdReply(context, assignment, QStringLiteral("appRoleAssignments"));
}

//! Removes the link that the path names; 404 where there is none.
GraphReply removeLink(const GraphContext& context, const char* list, const char* key)
{
    Json& links = newestTenant(context)[list];
    const QString id = context.values.value(QString::fromLatin1(key));
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (textAt(links[i], "id") != id)
            continue;
        links.erase(i);
        context.world.written();
        return noContent();
    }
    return notFound(context.world, id);
}

GraphReply unassign(const GraphContext& context)
{
    const Json* link = findBy(listAt(context.tenant, "appRoleAssignments"), "id",
        context.values.value(QStringLiteral("link")));
    const bool onGraph =
        link && (*link)["resourceId"] == context.tenant["_graphServicePrincipalId"];
    return mayAssign(context, onGraph) ? removeLink(context, "appRoleAssignments", "link")
                                       : denied(context.world);
}

bool mayConsentByApi(const GraphContext& context)
{
    return holdsRole(context,
        {globalAdministrator, privilegedRoleAdministrator, applicationAdministrator,
            cloudApplicationAdministrator});
}

std::optional<GraphReply> refusedScope(const GraphContext& context, const QString& scope)
{
    const PermissionCatalogue& permissions = context.world.permissions(context.tenant);
    for (const QString& name : scope.split(u' ', Qt::SkipEmptyParts)) {
        if (!permissions.hasDelegated(name))
            return refusedWrite(context.world, "Request_BadRequest",
                QStringLiteral("The scope '%1' does not exist on the resource.").arg(name));
    }
    return std::nullopt;
}

GraphReply postGrant(const GraphContext& context)
{
    const Json& body = context.call.body;
    const QString consent = textAt(body, "consentType");
    if (!mayConsentByApi(context))
        return denied(context.world);
    if ((consent != u"AllPrincipals" && consent != u"Principal") || textAt(body, "scope").isEmpty()
        || !principalExists(context.tenant, textAt(body, "clientId"))
        || textAt(body, "resourceId") != textAt(context.tenant, "_graphServicePrincipalId"))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("The client, the resource or the consent type is not valid."));
    if (auto refused = refusedScope(context, textAt(body, "scope")))
        return *std::move(refused);
    Json& tenant = newestTenant(context);
    Json grant{{"clientId", body["clientId"]}, {"resourceId", body["resourceId"]},
        {"consentType", body["consentType"]}, {"principalId", body.value("principalId", Json())},
        {"scope", body["scope"]}};
    completeGrant(grant);
    if (findBy(tenant["oauth2PermissionGrants"], "id", textAt(grant, "id")))
        return graphError(context.world, 409, "Request_MultipleObjectsWithSameKeyValue",
            QStringLiteral("Permission entry already exists."));
    tenant["oauth2PermissionGrants"].push_back(grant);
    context.world.written();
    return createdReply(context, grant, QStringLiteral("oauth2PermissionGrants"));
}

GraphReply patchGrant(const GraphContext& context)
{
    Json* grant = writable(context, "oauth2PermissionGrants");
    if (!grant)
        return notFound(context.world, context.values.first());
    if (!mayConsentByApi(context))
        return denied(context.world);
    const Json& body = context.call.body;
    if (!body.is_object() || body.size() != 1 || !body.contains("scope")
        || !body["scope"].is_string())
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("Only the scope of a grant can be changed."));
    if (auto refused = refusedScope(context, textAt(body, "scope")))
        return *std::move(refused);
    (*grant)["scope"] = body["scope"];
    context.world.written();
    return noContent();
}

GraphReply deleteGrant(const GraphContext& context)
{
    return mayConsentByApi(context) ? removeLink(context, "oauth2PermissionGrants", "id")
                                    : denied(context.world);
}

} // namespace

const std::vector<GraphRoute>& grantWrites()
{
    static const std::vector<GraphRoute> routes = [] {
        std::vector<GraphRoute> all{
            {"POST", "/oauth2PermissionGrants", writesGrants, writesGrants, postGrant},
            {"PATCH", "/oauth2PermissionGrants/{id}", writesGrants, writesGrants, patchGrant},
            {"DELETE", "/oauth2PermissionGrants/{id}", writesGrants, writesGrants, deleteGrant}};
        for (const QByteArray owner :
            {"/servicePrincipals(appId='{appId}')", "/servicePrincipals/{id}"}) {
            for (const QByteArray side : {"/appRoleAssignedTo", "/appRoleAssignments"}) {
                all.push_back({"POST", owner + side, assignsRoles, assignsRoles, assign});
                all.push_back(
                    {"DELETE", owner + side + "/{link}", assignsRoles, assignsRoles, unassign});
            }
        }
        return all;
    }();
    return routes;
}

} // namespace lockstep::sim
