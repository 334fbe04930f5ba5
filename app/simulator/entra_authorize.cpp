// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"
#include "simulator/html_page.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace lockstep::sim {

namespace {

using Query = QMap<QString, QString>;

class Words {
    Q_DECLARE_TR_FUNCTIONS(SignInPage)
};

const QString& accountKey()
{
    static const QString key = QStringLiteral("sim_account");
    return key;
}

const QString& consentKey()
{
    static const QString key = QStringLiteral("sim_consent");
    return key;
}

//! What is wrong with the application or its address: shown, never redirected (RFC 6749 4.1.2.1).
std::optional<EntraRefusal> untrustedRequest(const QString& tenant, const Query& query)
{
    const QString clientId = query.value(QStringLiteral("client_id"));
    if (!sameName(clientId, QString::fromLatin1(publicClientId)))
        return appNotFound(clientId, tenant);
    const QUrl redirect(query.value(QStringLiteral("redirect_uri")));
    // any port, but scheme, host and path count; [::1] and 127.0.0.1 are not registered (3.2)
    const bool known = redirect.scheme() == u"http" && redirect.host() == u"localhost"
        && (redirect.path().isEmpty() || redirect.path() == u"/") && !redirect.hasQuery();
    if (!known)
        return EntraRefusal{.status = 400,
            .error = "invalid_request",
            .number = 50011,
            .text = QStringLiteral("The redirect URI does not match one of application '%1'.")
                        .arg(clientId)};
    return std::nullopt;
}

std::optional<EntraRefusal> badParameters(const Query& query)
{
    const auto refused = [](QByteArray error, int number, QString text) {
        return EntraRefusal{
            .status = 400, .error = std::move(error), .number = number, .text = std::move(text)};
    };
    const QString type = query.value(QStringLiteral("response_type"));
    if (type.contains(u"id_token"))
        return refused("unsupported_response_type", 700054,
            QStringLiteral("response_type 'id_token' is not enabled for the application."));
    if (type != u"code")
        return refused("unsupported_response_type", 900144,
            QStringLiteral("The request must hold response_type=code."));
    if (query.value(QStringLiteral("scope")).isEmpty())
        return refused("invalid_request", 900144,
            QStringLiteral("The request must hold the parameter 'scope'."));
    if (query.value(QStringLiteral("code_challenge_method")) != u"S256"
        || query.value(QStringLiteral("code_challenge")).size() != 43)
        return refused(
            "invalid_request", 501491, QStringLiteral("A code_challenge by S256 is required."));
    const QString claims = query.value(QStringLiteral("claims"));
    if (!claims.isEmpty() && !parsed(claims.toUtf8()).is_object())
        return refused("invalid_request", 50149, QStringLiteral("The claims are not JSON."));
    static const QStringList prompts{QString(), QStringLiteral("select_account"),
        QStringLiteral("login"), QStringLiteral("consent"), QStringLiteral("none")};
    if (!prompts.contains(query.value(QStringLiteral("prompt"))))
        return refused(
            "invalid_request", 90023, QStringLiteral("The value of 'prompt' is not supported."));
    return std::nullopt;
}

Reply sendBack(const Query& query, const QList<QPair<QString, QString>>& pairs)
{
    QUrl to(query.value(QStringLiteral("redirect_uri")));
    if (to.path().isEmpty())
        to.setPath(QStringLiteral("/")); // an address without path comes back with one (3.2)
    QByteArray encoded;
    const auto add = [&](const QString& key, const QString& value) {
        encoded += (encoded.isEmpty() ? QByteArray() : QByteArray("&"))
            + QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
    };
    for (const auto& [key, value] : pairs)
        add(key, value);
    if (query.contains(QStringLiteral("state")))
        add(QStringLiteral("state"), query.value(QStringLiteral("state")));
    to.setQuery(QString::fromLatin1(encoded));
    return redirectReply(to);
}

Reply sendBackError(const World& world, const Query& query, const EntraRefusal& refusal)
{
    return sendBack(query,
        {{QStringLiteral("error"), QString::fromLatin1(refusal.error)},
            {QStringLiteral("error_description"), errorDescription(world, refusal)}});
}

} // namespace

QString choiceButton(
    const QString& name, const QString& value, const QString& label, const QString& hint)
{
    return QStringLiteral("<button name=\"%1\" value=\"%2\">%3<br><small>%4</small></button>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped(), label.toHtmlEscaped(),
            hint.toHtmlEscaped());
}

Reply accountPage(const World& world, const QString& action, const Query& query)
{
    QString buttons;
    for (const Json& tenant : world.tenants()) {
        for (const Json& user : listAt(tenant, "users")) {
            buttons += choiceButton(accountKey(), textAt(user, "id"), textAt(user, "displayName"),
                textAt(user, "userPrincipalName") + QStringLiteral(" · ")
                    + textAt(tenant, "displayName"));
        }
    }
    buttons += choiceButton(accountKey(), QStringLiteral("none"), Words::tr("Cancel"), QString());
    const QString note =
        QStringLiteral("<p>%1</p>")
            .arg(Words::tr("This is a simulated sign-in. Nothing here is real.").toHtmlEscaped());
    return htmlReply(200,
        htmlPage(Words::tr("Choose an account"),
            note + htmlForm(QStringLiteral("get"), action, query, buttons)));
}

namespace {

Reply consentPage(const QString& action, const Query& query, const QStringList& missing)
{
    QString list;
    for (const QString& scope : missing)
        list += QStringLiteral("<li>%1</li>").arg(scope.toHtmlEscaped());
    const QString text =
        QStringLiteral("<p>%1</p><ul>%2</ul>")
            .arg(Words::tr("Microsoft Graph Command Line Tools asks, for your whole organization:")
                     .toHtmlEscaped(),
                list);
    const QString buttons =
        choiceButton(consentKey(), QStringLiteral("yes"), Words::tr("Accept"), {})
        + choiceButton(consentKey(), QStringLiteral("no"), Words::tr("Cancel"), {});
    return htmlReply(200,
        htmlPage(Words::tr("Permissions requested"),
            text + htmlForm(QStringLiteral("get"), action, query, buttons)));
}

//! The account that signs in without a person, as tests and a headless demo need it.
QString automaticAccount(const World& world, const Query& query)
{
    const auto [user, home] = world.account(query.value(QStringLiteral("login_hint")));
    if (user)
        return textAt(*user, "id");
    return flagAt(world.scenario().network, "autoSignIn") ? world.scenario().signIn : QString();
}

PendingSignIn pendingFor(const World& world, const QString& tenant, const QString& userId,
    const Query& query, const QStringList& scopes)
{
    constexpr qint64 tenMinutes = 600'000;
    return {.tenant = tenant,
        .userId = userId,
        .clientId = query.value(QStringLiteral("client_id")),
        .redirectUri = query.value(QStringLiteral("redirect_uri")),
        .challenge = query.value(QStringLiteral("code_challenge")).toLatin1(),
        .scopes = scopes,
        .expiresMs = world.nowMs() + tenMinutes,
        .claimsMet = answersChallenge(query.value(QStringLiteral("claims")))};
}

//! An account was chosen: consent, and then the code.
Reply signedIn(World& world, const QString& tenantName, const QString& userId, bool automatic,
    const Query& query, const QStringList& scopes)
{
    if (userId == u"none")
        return sendBackError(world, query,
            {.status = 400,
                .error = "access_denied",
                .number = 65004,
                .text = QStringLiteral("The user cancelled.")});
    if (const auto refused = accountRefused(world, tenantName, userId))
        return sendBackError(world, query, *refused);
    const auto [user, home] = world.account(userId);
    const QStringList missing = missingConsent(*user, *home, scopes);
    const QString answer = query.value(consentKey());
    if (!missing.isEmpty() && !mayConsent(*user))
        return sendBackError(world, query,
            {.status = 400,
                .error = "access_denied",
                .number = 90094,
                .text = QStringLiteral("An administrator has to consent to this application.")});
    if (!missing.isEmpty() && answer == u"no")
        return sendBackError(world, query,
            {.status = 400,
                .error = "access_denied",
                .number = 65004,
                .text = QStringLiteral("The user declined to consent.")});
    if (!missing.isEmpty() && answer.isEmpty() && !automatic) {
        Query again = query;
        again.insert(accountKey(), userId);
        return consentPage(
            QStringLiteral("/login/%1/oauth2/v2.0/authorize").arg(tenantName), again, missing);
    }
    const PendingSignIn pending = pendingFor(world, tenantName, textAt(*user, "id"), query, scopes);
    if (!missing.isEmpty())
        recordConsent(world, *home, missing);
    return sendBack(query,
        {{QStringLiteral("code"), QString::fromLatin1(world.tokens.addCode(pending))},
            {QStringLiteral("session_state"), fromJson(newGuid())}});
}

Reply errorPage(const World& world, const EntraRefusal& refusal)
{
    return htmlReply(400,
        htmlPage(Words::tr("Sign-in failed"),
            QStringLiteral("<p>%1</p>").arg(errorDescription(world, refusal).toHtmlEscaped())));
}

} // namespace

Reply authorizeEndpoint(World& world, const QString& tenantName, const Query& query)
{
    const Json* tenant = world.tenant(tenantName);
    if (!tenant)
        return errorPage(world, tenantNotFound(tenantName));
    if (const auto untrusted = untrustedRequest(tenantName, query))
        return errorPage(world, *untrusted);
    if (const auto bad = badParameters(query))
        return sendBackError(world, query, *bad);
    const auto scopes = requestedScopes(world, *tenant, query.value(QStringLiteral("scope")));
    if (!scopes)
        return sendBackError(world, query, scopes.error());

    const QString chosen = query.value(accountKey());
    const QString automatic = automaticAccount(world, query);
    if (!chosen.isEmpty())
        return signedIn(world, tenantName, chosen, false, query, *scopes);
    if (!automatic.isEmpty())
        return signedIn(world, tenantName, automatic, true, query, *scopes);
    if (query.value(QStringLiteral("prompt")) == u"none")
        return sendBackError(world, query,
            {.status = 400,
                .error = "login_required",
                .number = 50058,
                .text =
                    QStringLiteral("A silent sign-in was asked for, but nobody is signed in.")});
    return accountPage(
        world, QStringLiteral("/login/%1/oauth2/v2.0/authorize").arg(tenantName), query);
}

} // namespace lockstep::sim
