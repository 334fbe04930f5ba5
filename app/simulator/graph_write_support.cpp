// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"

#include "simulator/tenant_defaults.h"

#include <algorithm>

namespace lockstep::sim {

GraphReply refusedWrite(const World& world, const QByteArray& code, const QString& message)
{
    return graphError(world, 400, code, message);
}

bool holdsRole(const GraphContext& context, std::initializer_list<const char*> roles)
{
    if (context.token.kind == TokenInfo::Kind::App)
        return true;
    const Json* user = findBy(listAt(context.tenant, "users"), "id", context.token.objectId);
    if (!user)
        return false;
    return std::any_of(roles.begin(), roles.end(), [&](const char* role) {
        const Json& held = listAt(*user, "_roles");
        return std::find(held.begin(), held.end(), role) != held.end();
    });
}

Json& newestTenant(const GraphContext& context)
{
    return *context.world.newestTenant(context.token.tenantId);
}

namespace {

const Json* named(const Json& entities, const PathValues& values)
{
    for (const char* key : {"appId", "uniqueName", "id"}) {
        const QString value = values.value(QString::fromLatin1(key));
        if (!value.isEmpty())
            return findBy(entities, key, value);
    }
    return nullptr;
}

} // namespace

Json* writable(const GraphContext& context, const char* list)
{
    const Json* shown = named(listAt(context.tenant, list), context.values);
    return shown ? findBy(newestTenant(context)[list], "id", textAt(*shown, "id")) : nullptr;
}

bool wantsCreation(const GraphContext& context)
{
    return context.call.headers.value("prefer").contains("create-if-missing");
}

GraphReply createdReply(const GraphContext& context, const Json& entity, const QString& name)
{
    Json body = withoutPrivate(entity);
    body["@odata.context"] = toJson(context.world.graphUrl().toString()
        + QStringLiteral("/v1.0/$metadata#%1/$entity").arg(name));
    return {.status = 201, .headers = {}, .body = std::move(body)};
}

GraphReply noContent()
{
    return {.status = 204, .headers = {}, .body = {}};
}

const std::vector<GraphRoute>& writeRoutes()
{
    static const std::vector<GraphRoute> all = [] {
        std::vector<GraphRoute> routes;
        for (const auto* part : {&applicationWrites(), &servicePrincipalWrites(), &passwordWrites(),
                 &grantWrites(), &memberWrites(), &eligibilityWrites(), &assignmentWrites(),
                 &policyWrites(), &synchronizationWrites(), &provisioningWrites()})
            routes.insert(routes.end(), part->begin(), part->end());
        return routes;
    }();
    return all;
}

} // namespace lockstep::sim
