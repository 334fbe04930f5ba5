// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsApplications{"Application.Read.All", "Application.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All", "Application.ReadWrite.OwnedBy"};
const Names readsGrants{
    "Directory.Read.All", "Directory.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"};
const Names readsDomains{"Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All"};
const Names readsGroups{"Group.Read.All", "Group.ReadWrite.All", "GroupMember.Read.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsUsers{"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsOneUser{"User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsSelf{"User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsOrganization{"User.Read", "User.Read.All", "Organization.Read.All",
    "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsSkus{"LicenseAssignment.Read.All", "Organization.Read.All",
    "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsPolicy{"Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"};
const Names readsOtherTenants{"CrossTenantInformation.ReadBasic.All"};

GraphReply listOf(
    const GraphContext& context, std::vector<Json> entities, const char* type, const QString& name)
{
    return listReply(context.world, context.odata, entities,
        {.type = type, .context = name, .path = context.call.path, .query = context.call.query});
}

GraphReply oneOf(
    const GraphContext& context, const Json& entity, const char* type, const QString& name)
{
    return entityReply(context.world, context.odata, withoutPrivate(entity), type, name);
}

std::vector<Json> publicCopies(const Json& list)
{
    std::vector<Json> copies;
    for (const Json& item : list)
        copies.push_back(withoutPrivate(item));
    return copies;
}

QString valueOf(const GraphContext& context, const char* name)
{
    return context.values.value(QString::fromLatin1(name));
}

//! By appId or by object id, whichever the path held.
const Json* addressed(const GraphContext& context, const char* list)
{
    const Json& entities = listAt(context.tenant, list);
    if (const QString appId = valueOf(context, "appId"); !appId.isEmpty())
        return findBy(entities, "appId", appId);
    if (const QString name = valueOf(context, "uniqueName"); !name.isEmpty())
        return findBy(entities, "uniqueName", name);
    return findBy(entities, "id", valueOf(context, "id"));
}

QString addressOf(const GraphContext& context)
{
    for (const char* name : {"appId", "uniqueName", "id"}) {
        if (const QString value = valueOf(context, name); !value.isEmpty())
            return value;
    }
    return {};
}

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
    std::vector<Json> links;
    for (const Json& link : listAt(context.tenant, list)) {
        if (textAt(link, member) == id)
            links.push_back(withoutPrivate(link));
    }
    return listOf(context, std::move(links), type, name);
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

GraphReply organization(const GraphContext& context)
{
    Json entity = organizationOf(context.tenant);
    const bool full = context.token.kind == TokenInfo::Kind::App
        || context.token.permissions.contains(QStringLiteral("Directory.Read.All"))
        || context.token.permissions.contains(QStringLiteral("Organization.Read.All"));
    if (!full) { // User.Read shows these three alone (contract R7)
        for (auto& [name, value] : entity.items()) {
            if (name != "id" && name != "displayName" && name != "verifiedDomains")
                value = nullptr;
        }
    }
    return listOf(context, {entity}, "organization", QStringLiteral("organization"));
}

GraphReply domains(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "domains")), "domain",
        QStringLiteral("domains"));
}

GraphReply subscribedSkus(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "subscribedSkus")), "subscribedSku",
        QStringLiteral("subscribedSkus"));
}

GraphReply appManagementPolicy(const GraphContext& context)
{
    return oneOf(context, context.tenant["policies"]["defaultAppManagementPolicy"],
        "tenantAppManagementPolicy", QStringLiteral("policies/defaultAppManagementPolicy"));
}

const Json* signedInUser(const GraphContext& context)
{
    return findBy(listAt(context.tenant, "users"), "id", context.token.objectId);
}

GraphReply noUserInToken(const GraphContext& context)
{
    return graphError(context.world, 400, "BadRequest",
        QStringLiteral("/me request is only valid with delegated authentication flow."));
}

//! Without $select a user comes with this short set, never with everything.
Json shortUser(const Json& user)
{
    Json brief;
    for (const char* name :
        {"businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone",
            "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"})
        brief[name] = user[name];
    return brief;
}

GraphReply oneUser(const GraphContext& context, const Json& user)
{
    const Json& shown = context.odata.select.isEmpty() ? shortUser(user) : user;
    return oneOf(context, shown, "user", QStringLiteral("users"));
}

GraphReply me(const GraphContext& context)
{
    const Json* user = signedInUser(context);
    return user ? oneUser(context, *user) : noUserInToken(context);
}

GraphReply myDirectoryRoles(const GraphContext& context)
{
    const Json* user = signedInUser(context);
    if (!user)
        return noUserInToken(context);
    if (!context.odata.count || context.call.headers.value("consistencylevel") != "eventual")
        return graphError(context.world, 400, "Request_UnsupportedQuery",
            QStringLiteral("An OData cast needs $count=true and ConsistencyLevel: eventual."));
    return listOf(context, directoryRolesOf(*user, context.tenant), "directoryRole",
        QStringLiteral("directoryRoles"));
}

GraphReply user(const GraphContext& context)
{
    const QString id = valueOf(context, "id");
    const Json& users = listAt(context.tenant, "users");
    const Json* found = findBy(users, "id", id);
    if (!found)
        found = findBy(users, "userPrincipalName", id);
    const bool self = found && textAt(*found, "id") == context.token.objectId;
    const bool others = context.token.kind == TokenInfo::Kind::App
        || std::any_of(readsUsers.begin(), readsUsers.end(), [&](const char* permission) {
               return context.token.permissions.contains(QString::fromLatin1(permission));
           });
    if (!self && !others)
        return denied(context.world);
    return found ? oneUser(context, *found) : notFound(context.world, id);
}

GraphReply users(const GraphContext& context)
{
    std::vector<Json> copies;
    for (const Json& one : listAt(context.tenant, "users"))
        copies.push_back(context.odata.select.isEmpty() && context.odata.equals.empty()
                ? shortUser(one)
                : withoutPrivate(one));
    return listOf(context, std::move(copies), "user", QStringLiteral("users"));
}

GraphReply group(const GraphContext& context)
{
    const Json* found = addressed(context, "groups");
    return found ? oneOf(context, *found, "group", QStringLiteral("groups"))
                 : notFound(context.world, addressOf(context));
}

GraphReply groups(const GraphContext& context)
{
    return listOf(
        context, publicCopies(listAt(context.tenant, "groups")), "group", QStringLiteral("groups"));
}

GraphReply groupMembers(const GraphContext& context)
{
    const Json* found = addressed(context, "groups");
    if (!found)
        return notFound(context.world, addressOf(context));
    std::vector<Json> members;
    for (const Json& id : listAt(*found, "_members")) {
        const Json* member =
            findBy(listAt(context.tenant, "users"), "id", fromJson(id.get<std::string>()));
        if (!member)
            continue;
        Json copy = context.odata.select.isEmpty() ? shortUser(*member) : withoutPrivate(*member);
        copy["@odata.type"] = "#microsoft.graph.user";
        members.push_back(std::move(copy));
    }
    return listOf(
        context, std::move(members), "directoryObject", QStringLiteral("directoryObjects"));
}

GraphReply tenantInformation(const GraphContext& context)
{
    const QString wanted = valueOf(context, "name");
    const Json* found = context.world.tenant(wanted);
    if (!found)
        return graphError(context.world, 404, "ResourceNotFound",
            QStringLiteral("Unable to resolve the tenant '%1'.").arg(wanted));
    QString main = initialDomain(*found);
    for (const Json& domain : listAt(*found, "domains")) {
        if (flagAt(domain, "isDefault"))
            main = textAt(domain, "id");
    }
    return {.status = 200,
        .headers = {},
        .body = {{"@odata.context",
                     toJson(context.world.graphUrl().toString()
                         + QStringLiteral("/v1.0/$metadata#microsoft.graph.tenantInformation"))},
            {"tenantId", (*found)["id"]}, {"displayName", (*found)["displayName"]},
            {"federationBrandName", nullptr}, {"defaultDomainName", toJson(main)}}};
}

} // namespace

const std::vector<GraphRoute>& readRoutes()
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
        {"GET", "/organization", readsOrganization, readsOrganization, organization},
        {"GET", "/domains", readsDomains, readsDomains, domains},
        {"GET", "/subscribedSkus", readsSkus, readsSkus, subscribedSkus},
        {"GET", "/policies/defaultAppManagementPolicy", readsPolicy, readsPolicy,
            appManagementPolicy},
        {"GET", "/me", readsSelf, readsSelf, me},
        {"GET", "/me/transitiveMemberOf/microsoft.graph.directoryRole", readsSelf, readsSelf,
            myDirectoryRoles},
        {"GET", "/users/{id}", readsOneUser, readsUsers, user},
        {"GET", "/users", readsUsers, readsUsers, users},
        {"GET", "/groups/{id}", readsGroups, readsGroups, group},
        {"GET", "/groups", readsGroups, readsGroups, groups},
        {"GET", "/groups/{id}/members", readsGroups, readsGroups, groupMembers},
        {"GET", "/tenantRelationships/findTenantInformationByTenantId(tenantId='{name}')",
            readsOtherTenants, readsOtherTenants, tenantInformation},
        {"GET", "/tenantRelationships/findTenantInformationByDomainName(domainName='{name}')",
            readsOtherTenants, readsOtherTenants, tenantInformation},
    };
    return routes;
}

} // namespace lockstep::sim
