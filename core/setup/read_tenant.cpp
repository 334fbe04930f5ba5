// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "json_read.h"
#include "setup/read_plan.h"
#include "setup/verify.h"
#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! How a reply to the batch item of one read becomes a part of the snapshot.
struct GraphRead {
    Fact fact;
    GraphGet get;
    std::function<void(TenantSnapshot&, const Fetched<nlohmann::json>&)> take;
};

template <class T>
auto into(Fetched<T> TenantSnapshot::*part, Fetched<T> (*decode)(const Fetched<nlohmann::json>&))
{
    return [part, decode](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
        snapshot.*part = decode(reply);
    };
}

//! Contract 1.2: quoted, an inner quote doubled, and percent-encoded for the path.
QString key(const QString& value)
{
    return QString::fromLatin1(
        QUrl::toPercentEncoding(QString(value).replace(u'\'', u"''"_s), "'"));
}

//! One segment of a path, which has no quotes around it and so doubles none.
QString segment(const QString& value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

void addApplicationReads(std::vector<GraphRead>& reads, const QString& appId)
{
    const QString app = u"/applications(appId='"_s + key(appId) + u"')"_s;
    const QString servicePrincipal = u"/servicePrincipals(appId='"_s + key(appId) + u"')"_s;
    reads.push_back({Fact::Application,
        {u"R1"_s,
            app
                + u"?$select=id,appId,displayName,signInAudience,web,spa,publicClient,"
                  u"requiredResourceAccess,"
                  "passwordCredentials,keyCredentials,appRoles,tags,uniqueName,applicationTemplateId"_s},
        into(&TenantSnapshot::application, decodeApplication)});
    reads.push_back({Fact::ServicePrincipal,
        {u"R2"_s,
            servicePrincipal
                + u"?$select=id,appId,displayName,accountEnabled,appRoleAssignmentRequired,"
                  u"appRoles,"
                  "appOwnerOrganizationId,servicePrincipalType,preferredSingleSignOnMode,applicationTemplateId,tags"_s},
        into(&TenantSnapshot::servicePrincipal, decodeServicePrincipal)});
    reads.push_back({Fact::GrantedRoles, {u"R4"_s, servicePrincipal + u"/appRoleAssignments"_s},
        into(&TenantSnapshot::grantedRoles, decodeAssignments)});
    reads.push_back({Fact::Grants, {u"R5"_s, servicePrincipal + u"/oauth2PermissionGrants"_s},
        into(&TenantSnapshot::grants, decodeGrants)});
    reads.push_back({Fact::AssignedTo, {u"R6"_s, servicePrincipal + u"/appRoleAssignedTo"_s},
        into(&TenantSnapshot::assignedTo, decodeAssignments)});
}

std::vector<GraphRead> adminReads(const QString& appId, const QString& adminUser)
{
    std::vector<GraphRead> reads;
    if (!appId.isEmpty())
        addApplicationReads(reads, appId);
    reads.push_back({Fact::GraphPermissions,
        {u"R3"_s,
            u"/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
            "?$select=id,appId,appRoles,oauth2PermissionScopes"_s},
        into(&TenantSnapshot::graph, decodeGraphPermissions)});
    reads.push_back(
        {Fact::Organization, {u"R7"_s, u"/organization?$select=id,displayName,verifiedDomains"_s},
            into(&TenantSnapshot::organization, decodeOrganization)});
    reads.push_back({Fact::Domains,
        {u"R8"_s,
            u"/domains?$select=id,isVerified,isDefault,isInitial,authenticationType,supportedServices"_s},
        into(&TenantSnapshot::domains, decodeDomains)});
    reads.push_back({Fact::Me, {u"R9"_s, u"/me?$select=id,displayName,userPrincipalName"_s},
        into(&TenantSnapshot::me, decodePerson)});
    reads.push_back({Fact::DirectoryRoles,
        {u"R10"_s,
            u"/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId&$count=true"_s,
            true},
        into(&TenantSnapshot::directoryRoles, decodeDirectoryRoles)});
    reads.push_back({Fact::AppPolicy, {u"R12"_s, u"/policies/defaultAppManagementPolicy"_s},
        into(&TenantSnapshot::appPolicy, decodeAppPolicy)});
    if (!adminUser.isEmpty()) {
        reads.push_back({Fact::AdminUser,
            {u"user"_s,
                u"/users/"_s + segment(adminUser) + u"?$select=id,displayName,userPrincipalName"_s},
            into(&TenantSnapshot::adminUser, decodePerson)});
    }
    return reads;
}

//! The groups that the group fields name, by object id (R13) or by display name (R14).
std::vector<GraphRead> groupReads(const Profile& profile, const Inputs& inputs)
{
    const QString select =
        u"$select=id,displayName,securityEnabled,mailEnabled,groupTypes,membershipRule,"
        "isAssignableToRole,onPremisesSyncEnabled"_s;
    std::vector<GraphRead> reads;
    std::set<QString> named;
    for (const Field& field : profile.fields) {
        if (field.kind != FieldKind::Group)
            continue;
        for (const QString& entry : inputs.list(field.id)) {
            if (entry.isEmpty() || !named.insert(entry).second)
                continue;
            const bool byId = isGuid(entry);
            const QString path = byId
                ? u"/groups/"_s + segment(entry) + u'?' + select
                : u"/groups?$filter=displayName eq '"_s + key(entry) + u"'&"_s + select;
            reads.push_back({Fact::Groups, {u"group:"_s + entry, path},
                [entry, byId](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
                    snapshot.groups[entry] = byId ? decodeGroup(reply) : decodeGroups(reply);
                }});
        }
    }
    return reads;
}

std::vector<GraphRead> appReads()
{
    const auto effective = [](const QString& what) {
        return [what](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
            snapshot.effective[what] = decodeEffectiveRead(what, reply);
        };
    };
    return {
        {Fact::EffectiveUsers,
            {.id = u"users"_s, .path = u"/users?$top=1&$select=id"_s, .firstPageOnly = true},
            effective(u"users"_s)},
        {Fact::EffectiveGroups,
            {.id = u"groups"_s, .path = u"/groups?$top=1&$select=id"_s, .firstPageOnly = true},
            effective(u"groups"_s)},
        {Fact::EffectiveOrganization, {u"organization"_s, u"/organization?$select=id"_s},
            effective(u"organization"_s)},
    };
}

class TenantReader {
public:
    TenantReader(
        const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
        : m_request(request)
        , m_plan(readPlan(request.profile))
        , m_net{.transport = transport,
              .pacer = pacer,
              .stop = std::move(stop),
              .endpoints = request.endpoints,
              .deadline = pacer.ticks() + request.timeout}
        , m_appId(guidOrEmpty(request.inputs.text(u"clientId"_s)))
    {
        m_snapshot.cloud = request.endpoints.cloud;
        m_snapshot.startedAt = pacer.now();
        m_snapshot.tenant = request.inputs.text(u"tenantId"_s);
        if (m_snapshot.tenant.isEmpty() && request.session && request.session->identity)
            m_snapshot.tenant = request.session->identity->tenantId;
    }

    TenantSnapshot read()
    {
        const auto started = m_net.pacer.ticks();
        firstWave();
        if (!m_net.stop.stop_requested() && !signedInElsewhere())
            secondWave();
        if (!m_net.stop.stop_requested())
            groupWave();
        m_snapshot.network = m_net.use;
        m_snapshot.clockSkew = m_net.clockSkew;
        // a clock that is off must not make a good secret look expired: the servers' time decides
        m_snapshot.asOf = m_net.pacer.now();
        if (m_net.clockSkew)
            m_snapshot.asOf = m_snapshot.asOf.addSecs(-m_net.clockSkew->count());
        m_snapshot.took =
            std::chrono::duration_cast<std::chrono::milliseconds>(m_net.pacer.ticks() - started);
        return std::move(m_snapshot);
    }

private:
    static QString guidOrEmpty(const QString& text) { return isGuid(text) ? text : QString(); }
    [[nodiscard]] bool wants(Fact fact) const { return m_plan.contains(fact); }

    void firstWave()
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
                session->refreshToken, readScopes(m_request.endpoints)));
        }
        if (metadata) {
            wave.push_back(HttpRequest{.url = m_request.endpoints.loginUrl(u'/' + tenant
                                           + u"/v2.0/.well-known/openid-configuration"_s),
                .headers = {{"Accept", "application/json"}},
                .pathTemplate = "/{tenant}/v2.0/.well-known/openid-configuration",
                .maxReplyBytes = 1024 * 1024});
        }
        if (secret) {
            for (int proof = 0; proof < m_request.secretProofs; ++proof)
                wave.push_back(clientCredentialsRequest(
                    m_request.endpoints, tenant, m_appId, *m_request.secret));
        }
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
        if (secret)
            takeSecretProofs({next, results.end()});
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

    [[nodiscard]] bool signedInElsewhere() const
    {
        return m_snapshot.identity && isGuid(m_snapshot.tenant)
            && m_snapshot.identity->tenantId.compare(m_snapshot.tenant, Qt::CaseInsensitive) != 0;
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

    void secondWave()
    {
        std::vector<GraphRead> asAdmin = plannedAdminReads();
        std::vector<GraphRead> asApp;
        if (!m_appToken.isEmpty()) {
            asApp = appReads();
            std::erase_if(asApp, [this](const GraphRead& read) { return !wants(read.fact); });
        }
        const bool signedIn = m_request.session && !m_request.session->accessToken.isEmpty();
        if (!signedIn) {
            const ReadFailure missing = m_snapshot.identity
                ? ReadFailure{.kind = ReadFailure::Kind::SignInMissing}
                : m_snapshot.identity.failure();
            for (const GraphRead& read : asAdmin)
                read.take(m_snapshot, Fetched<nlohmann::json>(missing));
            asAdmin.clear();
        }
        std::vector<BatchJob> jobs;
        if (!asAdmin.empty())
            jobs.push_back({m_request.session->accessToken, getsOf(asAdmin)});
        if (!asApp.empty())
            jobs.push_back({m_appToken, getsOf(asApp)});
        if (jobs.empty())
            return;
        const std::vector<GraphReplies> replies = readBatches(jobs, m_net);
        if (!asAdmin.empty())
            takeAll(asAdmin, replies.front());
        if (!asApp.empty())
            takeAll(asApp, replies.back());
        afterSecondWave(asAdmin);
    }

    std::vector<GraphRead> plannedAdminReads()
    {
        std::vector<GraphRead> reads = adminReads(m_appId, m_request.inputs.text(u"adminUser"_s));
        std::ranges::move(
            groupReads(m_request.profile, m_request.inputs), std::back_inserter(reads));
        if (const auto cached =
                m_request.cache ? m_request.cache->find(m_snapshot.tenant) : std::nullopt) {
            m_snapshot.graph = *cached;
            m_plan.erase(Fact::GraphPermissions);
        }
        std::erase_if(reads, [this](const GraphRead& read) { return !wants(read.fact); });
        return reads;
    }

    static std::vector<GraphGet> getsOf(const std::vector<GraphRead>& reads)
    {
        std::vector<GraphGet> gets;
        for (const GraphRead& read : reads)
            gets.push_back(read.get);
        return gets;
    }

    void takeAll(const std::vector<GraphRead>& reads, const GraphReplies& replies)
    {
        for (const GraphRead& read : reads)
            read.take(m_snapshot, replies.at(read.get.id));
    }

    void afterSecondWave(const std::vector<GraphRead>& asAdmin)
    {
        if (m_request.inputs.text(u"adminUser"_s).isEmpty())
            m_snapshot.adminUser = m_snapshot.me;
        // a token given from outside has no id_token: the tenant itself says whose it is
        if (m_request.session && !m_request.session->identity && m_snapshot.organization) {
            m_snapshot.identity = Identity{.tenantId = m_snapshot.organization->id,
                .objectId = m_snapshot.me ? m_snapshot.me->id : QString(),
                .userName = m_snapshot.me ? m_snapshot.me->userPrincipalName : QString()};
        } else if (m_request.session && !m_request.session->identity) {
            m_snapshot.identity = m_snapshot.organization.failure();
            // nothing shows that the token is for this tenant: whatever it read may be a stranger's
            for (const GraphRead& read : asAdmin)
                read.take(m_snapshot, Fetched<nlohmann::json>(m_snapshot.identity.failure()));
        }
        if (m_request.cache && m_snapshot.graph && m_snapshot.organization
            && m_snapshot.organization->id.compare(m_snapshot.tenant, Qt::CaseInsensitive) == 0)
            m_request.cache->store(m_snapshot.tenant, *m_snapshot.graph);
        identifySecret();
    }

    //! Which stored credential the value is: the hint is its first three characters
    //! (contract 13.7).
    void identifySecret()
    {
        if (!m_snapshot.secret || !m_snapshot.application)
            return;
        SecretProof proof = *m_snapshot.secret;
        const QString value =
            m_request.secret->expose([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
        for (const PasswordCredential& credential : m_snapshot.application->passwordCredentials) {
            if (value.compare(credential.keyId, Qt::CaseInsensitive) == 0)
                proof.isSecretId = credential.keyId;
            else if (!credential.hint.isEmpty() && value.startsWith(credential.hint))
                proof.hintMatches << credential.keyId;
        }
        m_snapshot.secret = std::move(proof);
    }

    //! Only where a wanted role is not held directly: are its groups the person's (R15)?
    void groupWave()
    {
        if (!m_snapshot.assignedTo || !m_snapshot.adminUser || !m_snapshot.application)
            return;
        std::set<QString> groups;
        for (const CheckSpec& spec : m_request.profile.checks) {
            if (const auto* assigned = std::get_if<check::RoleAssigned>(&spec.kind))
                groups.merge(groupsHolding(assigned->role));
        }
        std::vector<GraphGet> gets;
        for (const QString& group : groups)
            gets.push_back(
                {group, u"/groups/"_s + segment(group) + u"/members?$select=id&$top=100"_s});
        if (gets.empty())
            return;
        const std::vector<GraphReplies> replies =
            readBatches({{m_request.session->accessToken, gets}}, m_net);
        for (const auto& [group, reply] : replies.front())
            m_snapshot.groupMembers[group] = decodeIds(reply);
    }

    //! Groups that hold the app role; none when the person holds it directly.
    [[nodiscard]] std::set<QString> groupsHolding(const QString& roleValue) const
    {
        std::set<QString> roleIds;
        for (const AppRole& role : m_snapshot.application->appRoles) {
            if (role.value == roleValue)
                roleIds.insert(role.id);
        }
        std::set<QString> groups;
        for (const AppRoleAssignment& assignment : *m_snapshot.assignedTo) {
            if (!roleIds.contains(assignment.appRoleId))
                continue;
            if (assignment.principalId == m_snapshot.adminUser->id)
                return {};
            if (assignment.principalType == u"Group")
                groups.insert(assignment.principalId);
        }
        return groups;
    }

    const VerifyRequest& m_request;
    std::set<Fact> m_plan;
    NetContext m_net;
    QString m_appId;
    Secret m_appToken;
    TenantSnapshot m_snapshot;
};

} // namespace

TenantSnapshot readTenant(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
{
    return TenantReader(request, transport, pacer, std::move(stop)).read();
}

} // namespace lockstep
