// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "setup/graph_reads.h"
#include "setup/token_wave.h"
#include "setup/verify.h"
#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

class TenantReader {
public:
    TenantReader(
        const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
        : m_request(request)
        , m_plan(request.onlyFor.isEmpty() ? readPlan(request.profile)
                                           : readPlan(request.profile, request.onlyFor))
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
        m_appToken = readTokens(m_request, m_plan, m_appId, m_net, m_snapshot);
        graphWaves();
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

    [[nodiscard]] bool signedInElsewhere() const
    {
        return m_strange
            || (m_snapshot.identity && isGuid(m_snapshot.tenant)
                && m_snapshot.identity->tenantId.compare(m_snapshot.tenant, Qt::CaseInsensitive)
                    != 0);
    }

    //! Rounds of batches: what is asked in a round needs an id from an earlier one (contract
    //! section 12). Ids of an earlier run are guesses; see dropWrongGuesses().
    void graphWaves()
    {
        if (const auto known = m_request.memory ? m_request.memory->permissions(m_snapshot.tenant)
                                                : std::nullopt) {
            m_snapshot.graph = *known;
            m_plan.erase(Fact::GraphPermissions);
        }
        if (m_request.memory)
            m_guess = m_request.memory->provisioningIds(m_snapshot.tenant, m_appId);
        bool first = true;
        while (!m_net.stop.stop_requested() && !signedInElsewhere()
            && (first ? firstRound() : laterRound()))
            first = false;
        silenceEchoes();
        remember();
    }

    //! As the admin, and as the app itself in parallel. Whether there may be a next one.
    bool firstRound()
    {
        std::vector<GraphRead> asAdmin = newAdminReads();
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
            return false;
        Alongside alongside{.requests = connectionTest(), .results = {}};
        const std::vector<GraphReplies> replies = readBatches(jobs, m_net, alongside);
        if (!asAdmin.empty())
            takeAll(asAdmin, replies.front());
        if (!asApp.empty())
            takeAll(asApp, replies.back());
        takeConnectionTest(alongside);
        afterFirstRound(asAdmin);
        return signedIn;
    }

    bool laterRound()
    {
        const std::vector<GraphRead> reads = newAdminReads();
        Alongside alongside{.requests = connectionTest(), .results = {}};
        if (reads.empty() && alongside.requests.empty())
            return false;
        const std::vector<GraphReplies> replies =
            readBatches({{m_request.session->accessToken, getsOf(reads)}}, m_net, alongside);
        takeAll(reads, replies.front());
        takeConnectionTest(alongside);
        dropWrongGuesses();
        return true;
    }

    std::vector<GraphRead> newAdminReads()
    {
        std::vector<GraphRead> reads = adminReads({.profile = m_request.profile,
            .inputs = m_request.inputs,
            .snapshot = m_snapshot,
            .appId = m_appId,
            .servicePrincipalId = servicePrincipalId(),
            .jobId = jobId()});
        std::erase_if(reads, [this](const GraphRead& read) {
            return !wants(read.fact) || !m_asked.insert(read.get.path).second;
        });
        return reads;
    }

    //! From this run's reply; before it is in, from an earlier run.
    [[nodiscard]] QString servicePrincipalId() const
    {
        if (m_snapshot.servicePrincipal)
            return m_snapshot.servicePrincipal->id;
        return m_roundDone ? QString() : m_guess.servicePrincipal;
    }
    [[nodiscard]] QString jobId() const
    {
        if (m_snapshot.syncJobs)
            return m_snapshot.syncJobs->size() == 1 ? m_snapshot.syncJobs->front().id : QString();
        return m_roundDone ? QString() : m_guess.job;
    }

    //! What was read below an id that this run's replies do not confirm is about something else.
    void dropWrongGuesses()
    {
        m_roundDone = true;
        if (!m_guess.servicePrincipal.isEmpty()
            && servicePrincipalId() != m_guess.servicePrincipal) {
            m_snapshot.syncTemplates = ReadFailure{};
            m_snapshot.syncJobs = ReadFailure{};
            m_snapshot.syncSecrets = ReadFailure{};
        }
        if (!m_guess.job.isEmpty() && jobId() != m_guess.job) {
            m_snapshot.syncSchema = ReadFailure{};
            m_snapshot.provisioningLog = ReadFailure{};
            m_snapshot.connectionTest = ReadFailure{};
            // the log is asked for by the job alone: it may turn out to be the right one after all
            std::erase_if(m_asked, [this](const QString& path) {
                return path.contains(pathKey(m_guess.job)) || path.contains(m_guess.job);
            });
        }
        m_guess = {};
    }

    //! W16: a POST that changes nothing; Entra tries the credentials that it has stored.
    std::vector<HttpRequest> connectionTest()
    {
        const bool signedIn = m_request.session && !m_request.session->accessToken.isEmpty();
        const QString principal = servicePrincipalId();
        const QString job = jobId();
        if (!wants(Fact::ConnectionTest) || !signedIn || principal.isEmpty() || job.isEmpty())
            return {};
        HttpRequest request =
            connectionTestRequest(*m_request.session, m_request.endpoints, principal, job);
        if (!m_asked.insert(request.url.path()).second)
            return {};
        return {std::move(request)};
    }

    void takeConnectionTest(const Alongside& alongside)
    {
        if (alongside.results.empty())
            return;
        m_snapshot.connectionTest = decodeConnectionTest(alongside.results.front());
    }

    static std::vector<GraphGet> getsOf(const std::vector<GraphRead>& reads)
    {
        std::vector<GraphGet> gets;
        gets.reserve(reads.size());
        for (const GraphRead& read : reads)
            gets.push_back(read.get);
        return gets;
    }

    void takeAll(const std::vector<GraphRead>& reads, const GraphReplies& replies)
    {
        for (const GraphRead& read : reads)
            read.take(m_snapshot, replies.at(read.get.id));
    }

    void afterFirstRound(const std::vector<GraphRead>& asAdmin)
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
            m_strange = true;
        }
        dropWrongGuesses();
        identifySecret();
    }

    //! The SCIM server's own words come along in places: not where they repeat its token.
    void silenceEchoes()
    {
        if (!m_request.secret || m_request.secret->isEmpty())
            return;
        const auto silence = [this](QString& words) {
            if (echoes(words, *m_request.secret))
                words.clear();
        };
        if (m_snapshot.syncJobs) {
            std::vector<SyncJob> jobs = *m_snapshot.syncJobs;
            for (SyncJob& job : jobs)
                silence(job.quarantineError);
            m_snapshot.syncJobs = std::move(jobs);
        }
        if (m_snapshot.provisioningLog) {
            std::vector<ProvisioningLogRow> rows = *m_snapshot.provisioningLog;
            for (ProvisioningLogRow& row : rows)
                silence(row.reason);
            m_snapshot.provisioningLog = std::move(rows);
        }
        if (m_snapshot.connectionTest) {
            ConnectionTest test = *m_snapshot.connectionTest;
            silence(test.detail);
            m_snapshot.connectionTest = std::move(test);
        }
    }

    //! Only what was read of the very tenant that was asked for.
    void remember()
    {
        if (!m_request.memory || !m_snapshot.organization
            || m_snapshot.organization->id.compare(m_snapshot.tenant, Qt::CaseInsensitive) != 0)
            return;
        if (m_snapshot.graph)
            m_request.memory->keep(m_snapshot.tenant, *m_snapshot.graph);
        if (m_snapshot.servicePrincipal && wants(Fact::SyncJobs))
            m_request.memory->keep(m_snapshot.tenant, m_appId,
                {.servicePrincipal = servicePrincipalId(), .job = jobId()});
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

    const VerifyRequest& m_request;
    std::set<Fact> m_plan;
    NetContext m_net;
    QString m_appId;
    Secret m_appToken;
    TenantMemory::ProvisioningIds m_guess;
    std::set<QString> m_asked; //!< paths, so that no round repeats one
    bool m_roundDone = false;
    bool m_strange = false; //!< a token of which nothing shows whose tenant it reads
    TenantSnapshot m_snapshot;
};

} // namespace

TenantSnapshot readTenant(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
{
    return TenantReader(request, transport, pacer, std::move(stop)).read();
}

} // namespace lockstep
