// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/token_wave.h"

#include "setup/scim_probe.h"
#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

class TokenWave {
public:
    TokenWave(const VerifyRequest& request, const std::set<Fact>& plan, const QString& appId,
        NetContext& net, TenantSnapshot& snapshot)
        : m_request(request), m_plan(plan), m_appId(appId), m_net(net), m_snapshot(snapshot)
    {
    }

    //! What reading takes, and what was granted besides: a session for writing stays one.
    [[nodiscard]] QStringList scopesToKeep(const Session& session) const
    {
        QStringList scopes = readScopes(m_request.endpoints, m_request.profile);
        for (const QString& granted : session.scopes) {
            // Entra names Graph's own with or without the host
            const QString full = granted.contains(u"://"_s) || scopes.contains(granted)
                ? granted
                : m_request.endpoints.graphScope(granted);
            if (!scopes.contains(full, Qt::CaseInsensitive))
                scopes << full;
        }
        return scopes;
    }

    void send()
    {
        const QString& tenant = m_snapshot.tenant;
        const bool tenantUsable = isGuid(tenant);
        const Session* session = m_request.session;
        const bool refresh = session && !session->refreshToken.isEmpty() && tenantUsable;
        const bool metadata = wants(Fact::Metadata) && tenantUsable;
        const bool secret = wants(Fact::SecretProof) && m_request.secret
            && !m_request.secret->isEmpty() && !m_appId.isEmpty() && tenantUsable;
        std::vector<HttpRequest> wave;
        if (refresh) {
            // in the tenant of the sign-in: a session of another tenant must show itself as such
            const QString& home = session->identity ? session->identity->tenantId : tenant;
            wave.push_back(refreshRequest(m_request.endpoints, home, session->publicClientId,
                session->refreshToken, scopesToKeep(*session)));
        }
        if (metadata) {
            wave.push_back(HttpRequest{.url = m_request.endpoints.loginUrl(u'/' + tenant
                                           + u"/v2.0/.well-known/openid-configuration"_s),
                .headers = {{"Accept", "application/json"}},
                .pathTemplate = "/{tenant}/v2.0/.well-known/openid-configuration",
                .maxReplyBytes = qint64{1024} * 1024});
        }
        if (secret) {
            for (int proof = 0; proof < m_request.secretProofs; ++proof)
                wave.push_back(clientCredentialsRequest(
                    m_request.endpoints, tenant, m_appId, *m_request.secret));
        }
        const QString endpoint = scimAddress();
        const std::vector<HttpRequest> probe = scimProbeRequests(endpoint, m_request.secret);
        std::ranges::copy(probe, std::back_inserter(wave));
        if (wave.empty())
            return takeSession();
        const std::vector<HttpResult> results = sendWave(std::move(wave), m_net);
        auto next = results.begin();
        if (refresh)
            takeRefresh(*next++);
        takeSession();
        if (metadata) {
            m_snapshot.metadata = decodeMetadata(*next);
            if (m_snapshot.metadata)
                m_net.noteServerDate(**next);
            ++next;
        }
        if (secret) {
            takeSecretProofs({next, next + m_request.secretProofs});
            next += m_request.secretProofs;
        }
        if (!probe.empty())
            m_snapshot.scim = readScimProbe(endpoint, {next, results.end()}, m_request.secret);
    }

    [[nodiscard]] Secret takeAppToken() { return std::move(m_appToken); }

private:
    [[nodiscard]] bool wants(Fact fact) const { return m_plan.contains(fact); }

    //! Of the vendor's endpoint, which is asked directly; empty when it was not typed.
    [[nodiscard]] QString scimAddress() const
    {
        for (const CheckSpec& spec : m_request.profile.checks) {
            const auto* reachable = std::get_if<check::ScimReachable>(&spec.kind);
            if (reachable && wants(Fact::ScimProbe))
                return m_request.inputs.text(reachable->field);
        }
        return {};
    }

    void takeRefresh(const HttpResult& reply)
    {
        Session& session = *m_request.session;
        const Secret sent = session.refreshToken.clone();
        TokenResult<> token = readTokenReply(reply, {&sent});
        if (token) {
            m_net.noteServerDate(*reply);
            session.accessToken = std::move(token->accessToken);
            if (!token->refreshToken.isEmpty())
                session.refreshToken = std::move(token->refreshToken);
            session.accessTokenEnds = m_net.pacer.now().addSecs(token->expiresIn.count());
            session.scopes = token->scopes;
            if (token->identity)
                session.identity = token->identity;
            return;
        }
        const auto* refusal = std::get_if<TokenRefusal>(&token.error());
        if (refusal && needsInteraction(*refusal)) {
            // revoked or too old (contract 3.6): an access token that is still running must not
            // outlive it
            session.accessToken = Secret();
            session.refreshToken = Secret();
            m_snapshot.identity = ReadFailure{.kind = ReadFailure::Kind::SignInMissing,
                .status = refusal->status,
                .code = refusal->codes.empty() ? refusal->error
                                               : u"AADSTS%1"_s.arg(refusal->codes.front()),
                .requestId = refusal->traceId,
                .detail = explain(*refusal)};
        } else if (session.accessTokenEnds <= m_net.pacer.now()) {
            session.accessToken = Secret();
            const auto* lost = std::get_if<TransportFailure>(&token.error());
            m_snapshot.identity = lost ? readFailureOf(*lost)
                                       : ReadFailure{.kind = ReadFailure::Kind::ServerError,
                                           .detail = explain(token.error())};
        }
    }

    void takeSession()
    {
        const Session* session = m_request.session;
        if (!session)
            m_snapshot.identity = ReadFailure{.kind = ReadFailure::Kind::SignInMissing};
        else if (session->identity && !session->accessToken.isEmpty())
            m_snapshot.identity = *session->identity;
    }

    void takeSecretProofs(std::span<const HttpResult> replies)
    {
        SecretProof proof{.asked = static_cast<int>(replies.size())};
        std::optional<ReadFailure> unread;
        for (const HttpResult& reply : replies) {
            TokenResult<> token = readTokenReply(reply, {m_request.secret});
            if (token) {
                m_net.noteServerDate(*reply);
                proof.accepted += 1;
                m_appToken = std::move(token->accessToken);
            } else if (const auto* refusal = std::get_if<TokenRefusal>(&token.error())) {
                proof.refusal = *refusal;
            } else if (const auto* lost = std::get_if<TransportFailure>(&token.error())) {
                unread = readFailureOf(*lost);
            } else {
                const auto& other = std::get<NotATokenReply>(token.error());
                unread =
                    ReadFailure{.kind = isTransient(other.status) ? ReadFailure::Kind::ServerError
                                                                  : ReadFailure::Kind::Unexpected,
                        .status = other.status,
                        .requestId = other.requestId,
                        .detail = explain(token.error())};
            }
        }
        if (unread && !proof.refusal)
            m_snapshot.secret = *unread; // a run of proofs with a hole in it proves nothing
        else
            m_snapshot.secret = proof;
    }

    const VerifyRequest& m_request;
    const std::set<Fact>& m_plan;
    const QString& m_appId;
    NetContext& m_net;
    TenantSnapshot& m_snapshot;
    Secret m_appToken;
};

} // namespace

Secret readTokens(const VerifyRequest& request, const std::set<Fact>& plan, const QString& appId,
    NetContext& net, TenantSnapshot& snapshot)
{
    TokenWave wave(request, plan, appId, net, snapshot);
    wave.send();
    return wave.takeAppToken();
}

} // namespace lockstep
