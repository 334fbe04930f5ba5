// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"

namespace lockstep::sim {

namespace {

bool isOidc(const QString& scope)
{
    static const QStringList names{QStringLiteral("openid"), QStringLiteral("profile"),
        QStringLiteral("email"), QStringLiteral("offline_access")};
    return names.contains(scope);
}

QStringList namesAt(const Json& object, const char* key)
{
    QStringList names;
    for (const Json& name : listAt(object, key))
        names.append(fromJson(name.get<std::string>()));
    return names;
}

} // namespace

Result<QStringList, EntraRefusal> requestedScopes(
    World& world, const Json& tenant, const QString& scope)
{
    const QString resource = world.graphUrl().toString() + u'/';
    QStringList names;
    for (const QString& asked : scope.split(u' ', Qt::SkipEmptyParts)) {
        const QString name = asked.startsWith(resource) ? asked.mid(resource.size()) : asked;
        if (name.contains(u"://"))
            return tl::unexpected(EntraRefusal{.status = 400,
                .error = "invalid_resource",
                .number = 500011,
                .text = QStringLiteral("The resource of '%1' was not found in the tenant.")
                            .arg(asked)});
        if (name != u".default" && !isOidc(name) && !world.permissions(tenant).hasDelegated(name))
            return tl::unexpected(EntraRefusal{.status = 400,
                .error = "invalid_client",
                .number = 650053,
                .text =
                    QStringLiteral("The scope '%1' does not exist on the resource.").arg(name)});
        names.append(name);
    }
    return names;
}

QStringList effectiveScopes(const Json& user, const Json& tenant, const QStringList& requested)
{
    // a token carries all that the client was ever given, not only what was asked this time
    QStringList scopes = requested + namesAt(tenant, "_publicClientConsent");
    scopes.removeAll(QStringLiteral(".default"));
    scopes.removeAll(QStringLiteral("offline_access"));
    scopes.removeDuplicates();
    if (!user.contains("_scopeLimit"))
        return scopes;
    const QStringList limit = namesAt(user, "_scopeLimit");
    scopes.removeIf([&](const QString& name) { return !isOidc(name) && !limit.contains(name); });
    return scopes;
}

QStringList missingConsent(const Json& user, const Json& tenant, const QStringList& requested)
{
    if (user.contains("_scopeLimit"))
        return {};
    const QStringList given = namesAt(tenant, "_publicClientConsent");
    QStringList missing;
    for (const QString& name : requested) {
        if (!isOidc(name) && name != u"User.Read" && name != u".default" && !given.contains(name))
            missing.append(name);
    }
    return missing;
}

bool mayConsent(const Json& user)
{
    static const QStringList roles{QStringLiteral("62e90394-69f5-4237-9190-012177145e10"),
        QStringLiteral("e8611ab8-c189-46e8-94e1-60213ab1f814"),
        QStringLiteral("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        QStringLiteral("158c047a-c907-4556-b7ef-446551a6b5f7")};
    for (const QString& role : namesAt(user, "_roles")) {
        if (roles.contains(role))
            return true;
    }
    return false;
}

void recordConsent(World& world, const Json& tenant, const QStringList& scopes)
{
    Json* newest = world.newestTenant(textAt(tenant, "id"));
    Json& given = (*newest)["_publicClientConsent"];
    if (!given.is_array())
        given = Json::array();
    for (const QString& scope : scopes)
        given.push_back(toJson(scope));
    world.written();
}

bool answersChallenge(const QString& claims)
{
    return objectAt(parsed(claims.toUtf8()), "access_token").contains("nbf");
}

std::optional<EntraRefusal> accountRefused(
    World& world, const QString& tenantName, const QString& userId)
{
    const auto [user, home] = world.account(userId);
    if (!user)
        return EntraRefusal{.status = 400,
            .error = "invalid_grant",
            .number = 50034,
            .text = QStringLiteral("The user account does not exist in this directory.")};
    // the sign-in page of a real tenant would not let it in; "own-tenant" is what `common` does
    const bool foreign = !tenantGoesBy(*home, tenantName);
    if (foreign && textAt(world.scenario().network, "foreignAccounts") != u"own-tenant")
        return EntraRefusal{.status = 400,
            .error = "access_denied",
            .number = 50020,
            .text = QStringLiteral("The user account '%1' does not exist in tenant '%2'.")
                        .arg(textAt(*user, "userPrincipalName"), tenantName)};
    if (!flagAt(*user, "accountEnabled", true))
        return EntraRefusal{.status = 400,
            .error = "invalid_grant",
            .number = 50057,
            .text = QStringLiteral("The user account is disabled.")};
    return std::nullopt;
}

} // namespace lockstep::sim
