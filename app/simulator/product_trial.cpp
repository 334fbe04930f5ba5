// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"
#include "simulator/graph.h"
#include "simulator/product.h"

namespace lockstep::sim {

namespace {

bool nameFits(const Json& tenant, const QString& name)
{
    const QString initial = initialDomain(tenant);
    return textAt(tenant, "displayName") == name
        || findBy(listAt(tenant, "domains"), "id", name) != nullptr
        || sameName(initial.section(u'.', 0, 0), name);
}

//! Entra compares scheme and host without case and the path exactly; with no path at all a single
//! slash is the same address (contract 3.2).
QString comparable(const QString& address)
{
    QUrl url(address);
    url.setScheme(url.scheme().toLower());
    url.setHost(url.host().toLower());
    if (url.path() == u"/")
        url.setPath({});
    return url.toString(QUrl::FullyEncoded);
}

bool signsInAt(const Json& application, const QString& instanceUrl)
{
    for (const Json& uri : listAt(objectAt(application, "web"), "redirectUris")) {
        if (comparable(fromJson(uri.get<std::string>())) == comparable(instanceUrl))
            return flagAt(objectAt(objectAt(application, "web"), "implicitGrantSettings"),
                "enableIdTokenIssuance");
    }
    return false;
}

const Json* usableRole(const Json& application, const QString& value)
{
    for (const Json& role : listAt(application, "appRoles")) {
        const Json& types = listAt(role, "allowedMemberTypes");
        if (textAt(role, "value") == value && flagAt(role, "isEnabled")
            && std::find(types.begin(), types.end(), "User") != types.end())
            return &role;
    }
    return nullptr;
}

bool somebodyHolds(const Json& tenant, const Json& principal, const Json& role)
{
    for (const Json& assignment : listAt(tenant, "appRoleAssignments")) {
        if (assignment["resourceId"] == principal["id"] && assignment["appRoleId"] == role["id"])
            return true;
    }
    return false;
}

bool reads(World& world, const TokenInfo& token, const QByteArray& path)
{
    const GraphCall call{.method = "GET",
        .path = path,
        .query = {{QStringLiteral("$top"), QStringLiteral("1")}},
        .headers = {},
        .body = {}};
    // as an item of a batch, so that what a scenario does to the app's reads strikes here too
    return dispatch(world, token, call, "/graph/v1.0/$batch").reply.status == 200;
}

} // namespace

bool productWorksWith(World& world, const ProductValues& values)
{
    const Json* tenant = world.tenant(values.tenantId);
    if (!tenant || !sameName(textAt(*tenant, "id"), values.tenantId)
        || !nameFits(*tenant, values.tenantName))
        return false;
    const auto token = appAccessToken(world, values.tenantId, values.clientId, values.clientSecret);
    if (!token)
        return false;
    const TokenInfo held = *world.tokens.findAccess(*token);
    if (!reads(world, held, "/users") || !reads(world, held, "/groups"))
        return false;
    const Json* application = findBy(listAt(*tenant, "applications"), "appId", values.clientId);
    const Json* principal = findBy(listAt(*tenant, "servicePrincipals"), "appId", values.clientId);
    const Json* admin = usableRole(*application, QStringLiteral("Admin"));
    return signsInAt(*application, values.instanceUrl)
        && usableRole(*application, QStringLiteral("User")) && admin
        && somebodyHolds(*tenant, *principal, *admin);
}

} // namespace lockstep::sim
