// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/tenant_defaults.h"

#include <algorithm>
#include <set>

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesPrincipals{
    "Application.ReadWrite.All", "Directory.ReadWrite.All"};

std::optional<GraphReply> refusedMembers(const World& world, const Json& change)
{
    static const std::set<std::string> settable{"accountEnabled", "appId",
        "appRoleAssignmentRequired", "tags", "notes", "preferredSingleSignOnMode", "loginUrl",
        "description", "notificationEmailAddresses", "homepage", "displayName"};
    if (!change.is_object())
        return refusedWrite(
            world, "BadRequest", QStringLiteral("Unable to read JSON request payload."));
    for (const auto& [name, value] : change.items()) {
        if (!settable.contains(name))
            return refusedWrite(world, "Request_BadRequest",
                QStringLiteral("The property '%1' cannot be set.").arg(fromJson(name)));
    }
    return std::nullopt;
}

bool mayWrite(const GraphContext& context)
{
    return holdsRole(
        context, {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator});
}

GraphReply makePrincipal(const GraphContext& context, const QString& appId)
{
    const Json* application = findBy(listAt(context.tenant, "applications"), "appId", appId);
    if (!application) // also while a new registration is still replicating (contract 1.5)
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("NoBackingApplicationObject: no application with appId '%1'.")
                .arg(appId));
    Json principal{{"id", newGuid()}, {"appId", toJson(appId)}};
    principal.update(context.call.body);
    Json& tenant = newestTenant(context);
    completeServicePrincipal(principal, tenant);
    tenant["servicePrincipals"].push_back(principal);
    context.world.written();
    return createdReply(context, principal, QStringLiteral("servicePrincipals"));
}

GraphReply postPrincipal(const GraphContext& context)
{
    if (auto refused = refusedMembers(context.world, context.call.body))
        return *std::move(refused);
    if (!mayWrite(context))
        return denied(context.world);
    const QString appId = textAt(context.call.body, "appId");
    if (findBy(newestTenant(context)["servicePrincipals"], "appId", appId))
        return graphError(context.world, 409, "Request_MultipleObjectsWithSameKeyValue",
            QStringLiteral("The service principal cannot be created: the name %1 is in use.")
                .arg(appId));
    return makePrincipal(context, appId);
}

GraphReply patchPrincipal(const GraphContext& context)
{
    if (auto refused = refusedMembers(context.world, context.call.body))
        return *std::move(refused);
    if (!mayWrite(context))
        return denied(context.world);
    Json* principal = writable(context, "servicePrincipals");
    const QString appId = context.values.value(QStringLiteral("appId"));
    if (!principal && !appId.isEmpty() && wantsCreation(context)) {
        // made already, only not shown yet: the upsert finds it all the same
        principal = findBy(newestTenant(context)["servicePrincipals"], "appId", appId);
        if (!principal)
            return makePrincipal(context, appId);
    }
    if (!principal)
        return notFound(context.world, context.values.first());
    principal->update(context.call.body);
    context.world.written();
    return noContent();
}

void dropLinks(Json& links, std::initializer_list<const char*> members, const QString& id)
{
    for (std::size_t i = links.size(); i > 0; --i) {
        const bool names = std::any_of(members.begin(), members.end(),
            [&](const char* member) { return sameName(textAt(links[i - 1], member), id); });
        if (names)
            links.erase(i - 1);
    }
}

//! What it was given, and who was given it, go along.
GraphReply deletePrincipal(const GraphContext& context)
{
    const Json* principal = writable(context, "servicePrincipals");
    if (!principal)
        return notFound(context.world, context.values.first());
    if (!mayWrite(context))
        return denied(context.world);
    const QString id = textAt(*principal, "id");
    Json& tenant = newestTenant(context);
    dropLinks(tenant["appRoleAssignments"], {"principalId", "resourceId"}, id);
    dropLinks(tenant["oauth2PermissionGrants"], {"clientId"}, id);
    dropLinks(tenant["servicePrincipals"], {"id"}, id);
    context.world.written();
    return noContent();
}

} // namespace

const std::vector<GraphRoute>& servicePrincipalWrites()
{
    static const std::vector<GraphRoute> routes{
        {"POST", "/servicePrincipals", writesPrincipals, writesPrincipals, postPrincipal},
        {"PATCH", "/servicePrincipals(appId='{appId}')", writesPrincipals, writesPrincipals,
            patchPrincipal},
        {"PATCH", "/servicePrincipals/{id}", writesPrincipals, writesPrincipals, patchPrincipal},
        {"DELETE", "/servicePrincipals(appId='{appId}')", writesPrincipals, writesPrincipals,
            deletePrincipal},
        {"DELETE", "/servicePrincipals/{id}", writesPrincipals, writesPrincipals, deletePrincipal},
    };
    return routes;
}

} // namespace lockstep::sim
