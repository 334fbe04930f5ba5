// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"

#include <QDateTime>

namespace lockstep::sim {

namespace {

constexpr int lifetimeSeconds = 3599;

Json commonClaims(const World& world, const QString& tenantId)
{
    const qint64 now = world.nowMs() / 1000;
    return {{"aud", graphAppId},
        {"iss", toJson(world.loginUrl().toString() + u'/' + tenantId + QStringLiteral("/v2.0"))},
        {"iat", now}, {"nbf", now}, {"exp", now + lifetimeSeconds}, {"tid", toJson(tenantId)},
        {"ver", "2.0"}};
}

QByteArray idToken(const World& world, const Json& user, const QString& tenantId)
{
    Json claims = commonClaims(world, tenantId);
    claims["aud"] = publicClientId;
    claims["oid"] = user["id"];
    claims["sub"] = user["id"];
    claims["name"] = user.value("displayName", "");
    claims["preferred_username"] = user.value("userPrincipalName", "");
    return tokenShaped(claims);
}

QByteArray issueUserToken(World& world, const Json& user, const Json& tenant,
    const PendingSignIn& signIn, const QStringList& scopes)
{
    const QString tenantId = textAt(tenant, "id");
    Json claims = commonClaims(world, tenantId);
    claims["oid"] = user["id"];
    claims["upn"] = user.value("userPrincipalName", "");
    claims["appid"] = toJson(signIn.clientId);
    claims["scp"] = toJson(scopes.join(u' '));
    return world.tokens.addAccess({.kind = TokenInfo::Kind::Admin,
                                      .tenantId = tenantId,
                                      .objectId = textAt(user, "id"),
                                      .clientId = signIn.clientId,
                                      .permissions = scopes,
                                      .expiresMs = world.nowMs() + lifetimeSeconds * 1000,
                                      .claimsMet = signIn.claimsMet},
        claims);
}

QStringList grantedRoles(World& world, const Json& tenant, const QString& servicePrincipalId)
{
    const PermissionCatalogue& permissions = world.permissions(tenant);
    const QString graphId = textAt(tenant, "_graphServicePrincipalId");
    QStringList roles;
    for (const Json& grant : listAt(tenant, "appRoleAssignments")) {
        if (textAt(grant, "principalId") == servicePrincipalId
            && textAt(grant, "resourceId") == graphId)
            roles.append(permissions.applicationName(textAt(grant, "appRoleId")));
    }
    return roles;
}

//! Entra's answer to a secret: the credential's own, or why it is none.
std::optional<EntraRefusal> secretRefused(
    const World& world, const Json& application, const QString& secret)
{
    for (const Json& credential : listAt(application, "passwordCredentials")) {
        if (secret.isEmpty() || textAt(credential, "_secret") != secret)
            continue;
        const auto end = QDateTime::fromString(textAt(credential, "endDateTime"), Qt::ISODate);
        if (end.toMSecsSinceEpoch() > world.nowMs())
            return std::nullopt;
        return EntraRefusal{.status = 401,
            .error = "invalid_client",
            .number = 7000222,
            .text = QStringLiteral("The client secret of app '%1' is expired.")
                        .arg(textAt(application, "appId"))};
    }
    return EntraRefusal{.status = 401,
        .error = "invalid_client",
        .number = 7000215,
        .text = QStringLiteral("Invalid client secret provided. Send the secret's value, not its "
                               "id, for app '%1'.")
                    .arg(textAt(application, "appId"))};
}

} // namespace

QByteArray userAccessToken(World& world, const PendingSignIn& signIn)
{
    const auto [user, home] = world.account(signIn.userId);
    if (!user)
        return {};
    return issueUserToken(
        world, *user, *home, signIn, effectiveScopes(*user, *home, signIn.scopes));
}

Reply userTokens(World& world, const PendingSignIn& signIn)
{
    const auto [user, home] = world.account(signIn.userId);
    if (!user)
        return entraError(world,
            {.status = 400,
                .error = "invalid_grant",
                .number = 50034,
                .text = QStringLiteral("The user account does not exist in this directory.")});
    const QStringList scopes = effectiveScopes(*user, *home, signIn.scopes);
    QStringList printed;
    for (const QString& name : scopes)
        printed.append(name.at(0).isUpper() ? world.graphUrl().toString() + u'/' + name : name);
    Json body{{"token_type", "Bearer"}, {"scope", toJson(printed.join(u' '))},
        {"expires_in", lifetimeSeconds}, {"ext_expires_in", lifetimeSeconds},
        {"access_token", issueUserToken(world, *user, *home, signIn, scopes).toStdString()}};
    if (signIn.scopes.contains(QStringLiteral("openid")))
        body["id_token"] = idToken(world, *user, textAt(*home, "id")).toStdString();
    if (signIn.scopes.contains(QStringLiteral("offline_access")))
        body["refresh_token"] = world.tokens.addRefresh(signIn).toStdString();
    Reply reply = jsonReply(200, body);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

Result<QByteArray, EntraRefusal> appAccessToken(
    World& world, const QString& tenantName, const QString& clientId, const QString& secret)
{
    const Json* tenant = world.tenant(tenantName);
    if (!tenant)
        return tl::unexpected(tenantNotFound(tenantName));
    const QString tenantId = textAt(*tenant, "id");
    const Json* application = findBy(listAt(*tenant, "applications"), "appId", clientId);
    const Json* principal = findBy(listAt(*tenant, "servicePrincipals"), "appId", clientId);
    if (!application)
        return tl::unexpected(appNotFound(clientId, tenantId));
    if (!principal)
        return tl::unexpected(EntraRefusal{.status = 401,
            .error = "invalid_client",
            .number = 7000229,
            .text = QStringLiteral("The client application %1 has no service principal in the "
                                   "tenant %2.")
                        .arg(clientId, tenantId)});
    if (!flagAt(*principal, "accountEnabled", true))
        return tl::unexpected(EntraRefusal{.status = 401,
            .error = "unauthorized_client",
            .number = 7000112,
            .text = QStringLiteral("Application '%1' is disabled.").arg(clientId)});
    if (const auto refused = secretRefused(world, *application, secret))
        return tl::unexpected(*refused);

    const QString principalId = textAt(*principal, "id");
    const QStringList roles = grantedRoles(world, *tenant, principalId);
    Json claims = commonClaims(world, tenantId);
    claims["oid"] = toJson(principalId);
    claims["appid"] = toJson(clientId);
    claims["roles"] = Json::array();
    for (const QString& role : roles)
        claims["roles"].push_back(toJson(role));
    return world.tokens.addAccess({.kind = TokenInfo::Kind::App,
                                      .tenantId = tenantId,
                                      .objectId = principalId,
                                      .clientId = clientId,
                                      .permissions = roles,
                                      .expiresMs = world.nowMs() + lifetimeSeconds * 1000,
                                      .claimsMet = true},
        claims);
}

} // namespace lockstep::sim
