// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/browser.h"
#include "graph/endpoints.h"
#include "graph/pacer.h"
#include "graph/transport.h"
#include "secret.h"

#include <QStringList>

#include <optional>
#include <variant>

namespace lockstep {

//! Microsoft Graph Command Line Tools (contract 3.1), unless the settings name another public
//! client.
inline constexpr const char* defaultPublicClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

//! Who signed in, read from the id_token (display only; Graph's own replies decide).
struct Identity {
    QString tenantId; //!< tid
    QString objectId; //!< oid
    QString userName; //!< preferred_username
    friend bool operator==(const Identity&, const Identity&) = default;
};

//! A token reply. `identity` only where an id_token came with it.
struct TokenGrant {
    Secret accessToken;
    Secret refreshToken;
    std::chrono::seconds expiresIn{0};
    QStringList scopes;
    std::optional<Identity> identity;
    QDateTime serverDate; //!< the reply's Date header; invalid if absent
};

//! The token endpoint's "no", as data. Never holds a token or the secret.
struct TokenRefusal {
    int status = 0;
    QString error; //!< "invalid_client"
    std::vector<int> codes; //!< AADSTS numbers
    QString suberror;
    QString description; //!< first line of error_description
    QString traceId;
    QString correlationId;
    QString claims; //!< JSON of a claims challenge, if any
    [[nodiscard]] bool hasCode(int code) const;
    friend bool operator==(const TokenRefusal&, const TokenRefusal&) = default;
};

//! Something answered, but not a token endpoint (captive portal, proxy page, truncated JSON).
struct NotATokenReply {
    int status = 0;
    QString contentType;
    QString requestId;
};

using TokenProblem = std::variant<TokenRefusal, TransportFailure, NotATokenReply>;
template <class T = TokenGrant> using TokenResult = Result<T, TokenProblem>;

//! The problem in words, with what to do; the table of AADSTS codes only picks the words
//! (contract 3.6).
[[nodiscard]] QString explain(const TokenRefusal& refusal);
[[nodiscard]] QString explain(const TokenProblem& problem);
//! Whether only a new interactive sign-in can help.
[[nodiscard]] bool needsInteraction(const TokenRefusal& refusal);

//! The admin's sign-in. Move-only because it holds tokens; never stored.
struct Session {
    QString publicClientId;
    Secret accessToken;
    Secret refreshToken; //!< empty for a token given from outside
    QDateTime accessTokenEnds; //!< UTC; invalid when unknown
    QStringList scopes;
    std::optional<Identity> identity;
};

//! RFC 7636: `verifier` stays here, `challenge` (S256) goes to /authorize.
struct Pkce {
    Secret verifier;
    QByteArray challenge;
};
[[nodiscard]] Pkce makePkce();
[[nodiscard]] QString randomState();

//! The claims parameter: xms_cc cp1 (contract 3.6), merged with a challenge's claims JSON if there
//! is one.
[[nodiscard]] QByteArray claimsParameter(const QString& challengeClaims = {});
//! The claims JSON of a WWW-Authenticate header with insufficient_claims; empty if there is none.
[[nodiscard]] QString claimsOfChallenge(QByteArrayView wwwAuthenticate);

struct AuthorizeParameters {
    QString tenant;
    QString clientId;
    QString redirectUri;
    QStringList scopes;
    QString state;
    QByteArray challenge;
    QString loginHint;
    QString claims; //!< of a challenge
};
[[nodiscard]] QUrl authorizeUrl(const Endpoints& endpoints, const AuthorizeParameters& parameters);

[[nodiscard]] HttpRequest codeRequest(const Endpoints& endpoints,
    const AuthorizeParameters& parameters, const Secret& code, const Secret& verifier);
[[nodiscard]] HttpRequest refreshRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const Secret& refreshToken, const QStringList& scopes);
[[nodiscard]] HttpRequest clientCredentialsRequest(const Endpoints& endpoints,
    const QString& tenant, const QString& clientId, const Secret& clientSecret);
[[nodiscard]] HttpRequest deviceCodeRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const QStringList& scopes);
[[nodiscard]] HttpRequest devicePollRequest(const Endpoints& endpoints, const QString& tenant,
    const QString& clientId, const Secret& deviceCode);
//! `sent`: what the request proved itself with. A refusal that throws it back loses those texts.
[[nodiscard]] TokenResult<> readTokenReply(
    const HttpResult& reply, std::initializer_list<const Secret*> sent);

//! The claims of an id_token's payload, unverified: it came straight from the token endpoint over
//! TLS.
[[nodiscard]] std::optional<Identity> identityOf(QByteArrayView idToken);

struct SignInOptions {
    QString tenant; //!< GUID or verified domain, never "common"
    QString publicClientId = QString::fromLatin1(defaultPublicClientId);
    QStringList scopes; //!< full scope strings
    QString loginHint;
    QString claims; //!< of a claims challenge being answered
};
struct SignInFailure {
    bool cancelled = false;
    QString message; //!< for a person
    std::optional<TokenRefusal> refusal; //!< technical details
};

//! Authorization code + PKCE through the system browser. Blocks; run it off the GUI thread.
[[nodiscard]] Result<Session, SignInFailure> signInWithBrowser(const Endpoints& endpoints,
    const SignInOptions& options, Browser& browser, Transport& transport, Pacer& pacer,
    std::stop_token stop);

struct DeviceCode {
    QString userCode;
    QUrl verificationUri;
    QString message;
    QDateTime ends; //!< UTC
};
//! Device code. `show` is called once, from the calling thread. Blocks until signed in, declined,
//! expired or stopped.
[[nodiscard]] Result<Session, SignInFailure> signInWithDeviceCode(const Endpoints& endpoints,
    const SignInOptions& options, const std::function<void(const DeviceCode&)>& show,
    Transport& transport, Pacer& pacer, std::stop_token stop);

} // namespace lockstep
