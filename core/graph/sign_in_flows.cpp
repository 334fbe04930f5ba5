// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/sign_in.h"

#include "json_read.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using SignInResult = Result<Session, SignInFailure>;

constexpr std::chrono::minutes browserPatience{10}; // a code lives about as long (contract 3.2)

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

tl::unexpected<SignInFailure> cancelled()
{
    return tl::unexpected(SignInFailure{
        .cancelled = true, .message = Words::tr("The sign-in was cancelled."), .refusal = {}});
}

tl::unexpected<SignInFailure> failed(const QString& message)
{
    return tl::unexpected(SignInFailure{.cancelled = false, .message = message, .refusal = {}});
}

tl::unexpected<SignInFailure> failed(const TokenProblem& problem)
{
    const auto* refusal = std::get_if<TokenRefusal>(&problem);
    return tl::unexpected(SignInFailure{.cancelled = false,
        .message = explain(problem),
        .refusal = refusal ? std::optional(*refusal) : std::nullopt});
}

SignInResult sessionOf(TokenGrant grant, const SignInOptions& options, const Pacer& pacer)
{
    if (!grant.identity)
        return failed(Words::tr("The sign-in reply does not say who signed in."));
    return Session{.publicClientId = options.publicClientId,
        .accessToken = std::move(grant.accessToken),
        .refreshToken = std::move(grant.refreshToken),
        .accessTokenEnds = pacer.now().addSecs(grant.expiresIn.count()),
        .scopes = std::move(grant.scopes),
        .identity = std::move(grant.identity)};
}

SignInResult redeem(HttpRequest request, std::initializer_list<const Secret*> sent,
    const SignInOptions& options, Transport& transport, const Pacer& pacer, std::stop_token stop)
{
    std::vector<HttpRequest> wave;
    wave.push_back(std::move(request));
    const std::vector<HttpResult> replies = transport.sendAll(std::move(wave), stop);
    if (stop.stop_requested())
        return cancelled();
    TokenResult<> token = readTokenReply(replies.front(), sent);
    if (!token)
        return failed(token.error());
    return sessionOf(std::move(*token), options, pacer);
}

SignInFailure explainRedirectError(const QUrlQuery& query, const QString& error)
{
    TokenRefusal refusal{.status = 302, .error = error};
    const QString description =
        query.queryItemValue(u"error_description"_s, QUrl::FullyDecoded).replace(u'+', u' ');
    refusal.description = description.section(u'\n', 0, 0).trimmed().left(500);
    static const QString prefix = u"AADSTS"_s;
    if (refusal.description.startsWith(prefix))
        refusal.codes.push_back(refusal.description.mid(prefix.size()).section(u':', 0, 0).toInt());
    return SignInFailure{.cancelled = error == u"access_denied" && refusal.codes.empty(),
        .message = explain(refusal),
        .refusal = refusal};
}

} // namespace

Result<Session, SignInFailure> signInWithBrowser(const Endpoints& endpoints,
    const SignInOptions& options, Browser& browser, Transport& transport, Pacer& pacer,
    std::stop_token stop)
{
    const Pkce pkce = makePkce();
    AuthorizeParameters parameters{.tenant = options.tenant,
        .clientId = options.publicClientId,
        .redirectUri = {},
        .scopes = options.scopes,
        .state = randomState(),
        .challenge = pkce.challenge,
        .loginHint = options.loginHint,
        .claims = options.claims};
    const auto makeUrl = [&](const QString& redirectUri) {
        parameters.redirectUri = redirectUri;
        return authorizeUrl(endpoints, parameters);
    };
    const Result<QUrlQuery> redirect =
        browser.openForRedirect(makeUrl, parameters.state, browserPatience, stop);
    if (stop.stop_requested())
        return cancelled();
    if (!redirect)
        return failed(redirect.error().what);
    // an error may come together with other parameters: it decides (contract 13.5)
    if (const QString error = redirect->queryItemValue(u"error"_s); !error.isEmpty())
        return tl::unexpected(explainRedirectError(*redirect, error));
    if (redirect->queryItemValue(u"state"_s, QUrl::FullyDecoded) != parameters.state)
        return failed(Words::tr("The browser came back with an answer to another sign-in."));
    const Secret code = Secret::fromText(redirect->queryItemValue(u"code"_s, QUrl::FullyDecoded));
    if (code.isEmpty())
        return failed(Words::tr("The browser came back without a code."));
    return redeem(codeRequest(endpoints, parameters, code, pkce.verifier), {&code, &pkce.verifier},
        options, transport, pacer, stop);
}

namespace {

struct DeviceGrant {
    Secret deviceCode;
    DeviceCode shown;
    std::chrono::seconds interval{5};
};

Result<DeviceGrant, SignInFailure> requestDeviceCode(const Endpoints& endpoints,
    const SignInOptions& options, Transport& transport, const Pacer& pacer, std::stop_token stop)
{
    std::vector<HttpRequest> wave;
    wave.push_back(
        deviceCodeRequest(endpoints, options.tenant, options.publicClientId, options.scopes));
    const std::vector<HttpResult> replies = transport.sendAll(std::move(wave), stop);
    if (stop.stop_requested())
        return cancelled();
    const HttpResult& reply = replies.front();
    const std::optional<Json> json = reply ? parseObject(reply->body) : std::nullopt;
    const std::optional<QString> deviceCode =
        json ? stringMember(*json, "device_code") : std::nullopt;
    if (!deviceCode) {
        // the same reader turns refusals, lost replies and web pages into words
        const TokenResult<> problem = readTokenReply(reply, {});
        return problem
            ? Result<DeviceGrant, SignInFailure>(failed(Words::tr("No device code came.")))
            : failed(problem.error());
    }
    return DeviceGrant{.deviceCode = Secret::fromText(*deviceCode),
        .shown = DeviceCode{.userCode = stringMember(*json, "user_code").value_or(QString()),
            .verificationUri = QUrl(stringMember(*json, "verification_uri").value_or(QString())),
            .message = stringMember(*json, "message").value_or(QString()),
            .ends = pacer.now().addSecs(intMember(*json, "expires_in").value_or(900))},
        .interval = std::chrono::seconds(
            std::clamp<qint64>(intMember(*json, "interval").value_or(5), 1, 60))};
}

} // namespace

Result<Session, SignInFailure> signInWithDeviceCode(const Endpoints& endpoints,
    const SignInOptions& options, const std::function<void(const DeviceCode&)>& show,
    Transport& transport, Pacer& pacer, std::stop_token stop)
{
    Result<DeviceGrant, SignInFailure> grant =
        requestDeviceCode(endpoints, options, transport, pacer, stop);
    if (!grant)
        return tl::unexpected(grant.error());
    show(grant->shown);
    while (pacer.now() < grant->shown.ends) {
        if (!pacer.wait(grant->interval, stop))
            return cancelled();
        std::vector<HttpRequest> wave;
        wave.push_back(devicePollRequest(
            endpoints, options.tenant, options.publicClientId, grant->deviceCode));
        const std::vector<HttpResult> replies = transport.sendAll(std::move(wave), stop);
        if (stop.stop_requested())
            return cancelled();
        TokenResult<> token = readTokenReply(replies.front(), {&grant->deviceCode});
        if (token)
            return sessionOf(std::move(*token), options, pacer);
        const auto* refusal = std::get_if<TokenRefusal>(&token.error());
        if (!refusal) {
            // RFC 8628 3.5: back off when a poll is lost, the code itself is still good
            grant->interval *= 2;
            continue;
        }
        if (refusal->error == u"slow_down")
            grant->interval += std::chrono::seconds(5);
        else if (refusal->error != u"authorization_pending")
            return failed(token.error());
    }
    return failed(Words::tr("The code has expired. Start the sign-in again."));
}

} // namespace lockstep
