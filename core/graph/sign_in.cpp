// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/sign_in.h"

#include "json_read.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->generate() & 0xff);
    return bytes;
}

//! application/x-www-form-urlencoded: QUrlQuery leaves '+' alone, which a server reads as a blank.
class Form {
public:
    Form& add(QByteArrayView name, const QString& value)
    {
        return add(name, QByteArrayView(value.toUtf8()));
    }
    Form& add(QByteArrayView name, const Secret& value)
    {
        return value.expose([&](QByteArrayView bytes) -> Form& { return add(name, bytes); });
    }
    Form& add(QByteArrayView name, QByteArrayView value)
    {
        if (!m_body.isEmpty())
            m_body += '&';
        m_body += name.toByteArray() + '=' + value.toByteArray().toPercentEncoding();
        return *this;
    }
    [[nodiscard]] QByteArray take() { return std::move(m_body); }

private:
    QByteArray m_body;
};

HttpRequest formPost(
    const Endpoints& endpoints, const QString& tenant, const QString& path, QByteArray body)
{
    return HttpRequest{.method = HttpMethod::Post,
        .url = endpoints.loginUrl(u'/' + tenant + path),
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
            {"Accept", "application/json"}},
        .body = std::move(body),
        .pathTemplate = "/{tenant}" + path.toUtf8(),
        .maxReplyBytes = 1024 * 1024};
}

const QString tokenPath = u"/oauth2/v2.0/token"_s;

std::vector<int> codesOf(const Json& reply)
{
    std::vector<int> codes;
    if (const Json* list = member(reply, "error_codes"); list && list->is_array()) {
        for (const Json& each : *list) {
            if (each.is_number_integer())
                codes.push_back(each.get<int>());
        }
    }
    return codes;
}

TokenRefusal refusalOf(int status, const QString& error, const Json& reply)
{
    const QString description = stringMember(reply, "error_description").value_or(QString());
    return TokenRefusal{.status = status,
        .error = error,
        .codes = codesOf(reply),
        .suberror = stringMember(reply, "suberror").value_or(QString()),
        // the first line is the sentence; trace ids and time follow it and have members of their
        // own
        .description = description.section(u'\n', 0, 0).trimmed().left(500),
        .traceId = stringMember(reply, "trace_id").value_or(QString()),
        .correlationId = stringMember(reply, "correlation_id").value_or(QString()),
        .claims = stringMember(reply, "claims").value_or(QString())};
}

//! A sign-in host or a proxy may throw the request back; reports must not carry it on.
TokenRefusal withoutEchoes(TokenRefusal refusal, std::initializer_list<const Secret*> sent)
{
    for (QString* text : {&refusal.error, &refusal.suberror, &refusal.description, &refusal.traceId,
             &refusal.correlationId, &refusal.claims}) {
        if (std::any_of(sent.begin(), sent.end(),
                [text](const Secret* secret) { return secret && echoes(*text, *secret); }))
            text->clear();
    }
    return refusal;
}

TokenGrant grantOf(const Json& reply, const HttpResponse& response)
{
    const auto secretOf = [&](const char* name) {
        const Json* found = member(reply, name);
        return found && found->is_string()
            ? Secret(QByteArrayView(found->get_ref<const std::string&>()))
            : Secret();
    };
    TokenGrant grant{.accessToken = secretOf("access_token"),
        .refreshToken = secretOf("refresh_token"),
        .expiresIn = std::chrono::seconds(intMember(reply, "expires_in").value_or(0)),
        .scopes = stringMember(reply, "scope").value_or(QString()).split(u' ', Qt::SkipEmptyParts),
        .identity = std::nullopt,
        .serverDate = response.date()};
    if (const Json* idToken = member(reply, "id_token"); idToken && idToken->is_string())
        grant.identity = identityOf(QByteArrayView(idToken->get_ref<const std::string&>()));
    return grant;
}

} // namespace

bool TokenRefusal::hasCode(int code) const
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Pkce makePkce()
{
    const QByteArray verifier =
        randomBytes(48).toBase64(base64Url); // 64 characters: RFC 7636 wants 43 to 128
    return Pkce{.verifier = Secret(QByteArrayView(verifier)),
        .challenge =
            QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(base64Url)};
}

QString randomState()
{
    return QString::fromLatin1(randomBytes(24).toBase64(base64Url));
}

QByteArray claimsParameter(const QString& challengeClaims)
{
    Json claims = parseObject(challengeClaims.toUtf8()).value_or(Json::object());
    if (!member(claims, "access_token") || !claims["access_token"].is_object())
        claims["access_token"] = Json::object();
    claims["access_token"]["xms_cc"] = {{"values", {"cp1"}}};
    return QByteArray::fromStdString(claims.dump());
}

QString claimsOfChallenge(QByteArrayView wwwAuthenticate)
{
    const QString header = QString::fromLatin1(wwwAuthenticate);
    if (!header.contains(u"insufficient_claims"_s))
        return {};
    const qsizetype start = header.indexOf(u"claims=\""_s);
    if (start < 0)
        return {};
    const QString encoded = header.mid(start + 8).section(u'"', 0, 0);
    const QByteArray decoded = QByteArray::fromBase64(encoded.toLatin1());
    return parseObject(decoded) ? QString::fromUtf8(decoded) : QString();
}

QUrl authorizeUrl(const Endpoints& endpoints, const AuthorizeParameters& parameters)
{
    Form query;
    query.add("client_id", parameters.clientId)
        .add("response_type", u"code"_s)
        .add("redirect_uri", parameters.redirectUri)
        .add("response_mode", u"query"_s)
        .add("scope", parameters.scopes.join(u' '))
        .add("state", parameters.state)
        .add("code_challenge", QByteArrayView(parameters.challenge))
        .add("code_challenge_method", u"S256"_s)
        .add("claims", QByteArrayView(claimsParameter(parameters.claims)));
    // select_account keeps a technician from signing in silently with the wrong customer's account
    query.add("prompt", u"select_account"_s);
    if (!parameters.loginHint.isEmpty())
        query.add("login_hint", parameters.loginHint);
    QUrl url = endpoints.loginUrl(u'/' + parameters.tenant + u"/oauth2/v2.0/authorize"_s);
    url.setQuery(QString::fromLatin1(query.take()), QUrl::StrictMode);
    return url;
}

HttpRequest codeRequest(const Endpoints& endpoints, const AuthorizeParameters& parameters,
    const Secret& code, const Secret& verifier)
{
    return formPost(endpoints, parameters.tenant, tokenPath,
        Form()
            .add("client_id", parameters.clientId)
            .add("grant_type", u"authorization_code"_s)
            .add("code", code)
            .add("redirect_uri", parameters.redirectUri)
            .add("code_verifier", verifier)
            .add("scope", parameters.scopes.join(u' '))
            .add("claims", QByteArrayView(claimsParameter(parameters.claims)))
            .take());
}

HttpRequest refreshRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const Secret& refreshToken, const QStringList& scopes)
{
    return formPost(endpoints, tenant, tokenPath,
        Form()
            .add("client_id", clientId)
            .add("grant_type", u"refresh_token"_s)
            .add("refresh_token", refreshToken)
            .add("scope", scopes.join(u' '))
            .add("claims", QByteArrayView(claimsParameter()))
            .take());
}

HttpRequest clientCredentialsRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const Secret& clientSecret)
{
    return formPost(endpoints, tenant, tokenPath,
        Form()
            .add("client_id", clientId)
            .add("client_secret", clientSecret)
            .add("scope", endpoints.defaultScope())
            .add("grant_type", u"client_credentials"_s)
            .take());
}

HttpRequest deviceCodeRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const QStringList& scopes)
{
    return formPost(endpoints, tenant, u"/oauth2/v2.0/devicecode"_s,
        Form().add("client_id", clientId).add("scope", scopes.join(u' ')).take());
}

HttpRequest devicePollRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const Secret& deviceCode)
{
    return formPost(endpoints, tenant, tokenPath,
        Form()
            .add("grant_type", u"urn:ietf:params:oauth:grant-type:device_code"_s)
            .add("client_id", clientId)
            .add("device_code", deviceCode)
            .take());
}

TokenResult<> readTokenReply(const HttpResult& reply, std::initializer_list<const Secret*> sent)
{
    if (!reply)
        return tl::unexpected(TokenProblem(reply.error()));
    const NotATokenReply notAToken{.status = reply->status,
        .contentType = QString::fromLatin1(reply->header("Content-Type").left(100)),
        .requestId = QString::fromLatin1(reply->header("x-ms-request-id").left(100))};
    const std::optional<Json> json = parseObject(reply->body);
    if (!json)
        return tl::unexpected(TokenProblem(notAToken));
    if (const std::optional<QString> error = stringMember(*json, "error"))
        return tl::unexpected(
            TokenProblem(withoutEchoes(refusalOf(reply->status, *error, *json), sent)));
    TokenGrant grant = grantOf(*json, *reply);
    if (reply->status != 200 || grant.accessToken.isEmpty())
        return tl::unexpected(TokenProblem(notAToken));
    return grant;
}

std::optional<Identity> identityOf(QByteArrayView idToken)
{
    const QByteArrayList parts = idToken.toByteArray().split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const std::optional<Json> claims = parseObject(QByteArray::fromBase64(parts[1], base64Url));
    if (!claims)
        return std::nullopt;
    const std::optional<QString> tenantId = stringMember(*claims, "tid");
    const std::optional<QString> objectId = stringMember(*claims, "oid");
    if (!tenantId || !objectId)
        return std::nullopt;
    return Identity{.tenantId = *tenantId,
        .objectId = *objectId,
        .userName = stringMember(*claims, "preferred_username").value_or(QString())};
}

} // namespace lockstep
