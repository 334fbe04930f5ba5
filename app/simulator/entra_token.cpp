// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"

#include <QCryptographicHash>

namespace lockstep::sim {

namespace {

using Form = QMap<QString, QString>;

EntraRefusal refusal(int status, QByteArray error, int number, QString text)
{
    return {.status = status, .error = std::move(error), .number = number, .text = std::move(text)};
}

bool verifierFits(const QByteArray& challenge, const QString& verifier)
{
    return QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256)
               .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        == challenge;
}

Reply codeGrant(World& world, const QString& tenant, const Form& form)
{
    const auto signIn = world.tokens.takeCode(form.value(QStringLiteral("code")).toLatin1());
    if (!signIn)
        return entraError(world,
            refusal(400, "invalid_grant", 54005,
                QStringLiteral("The authorization code is unknown or was redeemed already.")));
    if (signIn->expiresMs < world.nowMs())
        return entraError(world,
            refusal(400, "invalid_grant", 70008,
                QStringLiteral("The authorization code has expired.")));
    if (!sameName(signIn->tenant, tenant))
        return entraError(world,
            refusal(400, "invalid_grant", 70000,
                QStringLiteral("The code was issued below another tenant.")));
    if (signIn->redirectUri != form.value(QStringLiteral("redirect_uri")))
        return entraError(world,
            refusal(400, "invalid_grant", 500112,
                QStringLiteral("The reply address differs from the one of the sign-in.")));
    if (!verifierFits(signIn->challenge, form.value(QStringLiteral("code_verifier"))))
        return entraError(world,
            refusal(400, "invalid_grant", 501481,
                QStringLiteral("The code_verifier does not fit the code_challenge.")));
    return userTokens(world, *signIn);
}

Reply refreshGrant(World& world, const QString& tenantName, const Form& form)
{
    const QByteArray token = form.value(QStringLiteral("refresh_token")).toLatin1();
    const PendingSignIn* known = world.tokens.findRefresh(token);
    if (!known)
        return entraError(world,
            refusal(
                400, "invalid_grant", 70000, QStringLiteral("The refresh token is not valid.")));
    PendingSignIn signIn = *known;
    if (answersChallenge(form.value(QStringLiteral("claims"))) && !signIn.claimsMet) {
        EntraRefusal stepUp = refusal(400, "interaction_required", 50076,
            QStringLiteral("A new sign-in is needed to answer the challenge."));
        stepUp.suberror = "basic_action";
        return entraError(world, stepUp);
    }
    const Json* tenant = world.tenant(tenantName);
    const QString asked = form.value(QStringLiteral("scope"));
    if (!asked.isEmpty()) {
        const auto scopes = requestedScopes(world, *tenant, asked);
        if (!scopes)
            return entraError(world, scopes.error());
        const auto [user, home] = world.account(signIn.userId);
        QStringList unknown = user ? missingConsent(*user, *home, *scopes) : QStringList();
        unknown.removeIf([&](const QString& name) { return signIn.scopes.contains(name); });
        if (!unknown.isEmpty())
            return entraError(world,
                refusal(400, "invalid_grant", 65001,
                    QStringLiteral("Nobody has consented to %1.").arg(unknown.join(u' '))));
        signIn.scopes = *scopes;
    }
    world.tokens.dropRefresh(token); // rotated: the reply holds its successor
    if (!signIn.scopes.contains(QStringLiteral("offline_access")))
        signIn.scopes.append(QStringLiteral("offline_access"));
    return userTokens(world, signIn);
}

Reply clientCredentialsGrant(World& world, const QString& tenant, const Form& form)
{
    if (tenant == u"common" || tenant == u"consumers" || tenant == u"organizations")
        return entraError(world,
            refusal(400, "invalid_request", 9001023,
                QStringLiteral("This grant type needs the address of one tenant.")));
    const QString secret = form.value(QStringLiteral("client_secret"));
    if (secret.isEmpty())
        return entraError(world,
            refusal(401, "invalid_client", 7000216,
                QStringLiteral("'client_assertion' or 'client_secret' is required.")));
    const QString scope = form.value(QStringLiteral("scope"));
    if (scope != world.graphUrl().toString() + QStringLiteral("/.default"))
        return entraError(world,
            refusal(400, scope.endsWith(u"/.default") ? "invalid_resource" : "invalid_scope",
                scope.endsWith(u"/.default") ? 500011 : 1002012,
                QStringLiteral("The scope '%1' is not valid here; it ends in /.default of Graph.")
                    .arg(scope)));
    const auto token =
        appAccessToken(world, tenant, form.value(QStringLiteral("client_id")), secret);
    if (!token)
        return entraError(world, token.error());
    Reply reply = jsonReply(200,
        {{"token_type", "Bearer"}, {"expires_in", 3599}, {"ext_expires_in", 3599},
            {"access_token", token->toStdString()}});
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

//! A user's grants come from the public client, which has no secret (3.2).
std::optional<EntraRefusal> publicClientRefused(const QString& tenant, const Form& form)
{
    const QString clientId = form.value(QStringLiteral("client_id"));
    if (!sameName(clientId, QString::fromLatin1(publicClientId)))
        return appNotFound(clientId, tenant);
    if (form.contains(QStringLiteral("client_secret")))
        return refusal(401, "invalid_client", 700025,
            QStringLiteral("The client is public: no 'client_secret' may be sent."));
    return std::nullopt;
}

} // namespace

Reply tokenEndpoint(World& world, const QString& tenant, const Form& form)
{
    const QString grant = form.value(QStringLiteral("grant_type"));
    if (grant == u"client_credentials")
        return clientCredentialsGrant(world, tenant, form);
    if (!world.tenant(tenant))
        return entraError(world, tenantNotFound(tenant));
    if (const auto refused = publicClientRefused(tenant, form))
        return entraError(world, *refused);
    if (grant == u"authorization_code")
        return codeGrant(world, tenant, form);
    if (grant == u"refresh_token")
        return refreshGrant(world, tenant, form);
    if (grant == u"urn:ietf:params:oauth:grant-type:device_code")
        return deviceCodeGrant(world, tenant, form);
    return entraError(world,
        refusal(400, "unsupported_grant_type", 70003,
            QStringLiteral("The grant type '%1' is not supported.").arg(grant)));
}

} // namespace lockstep::sim
