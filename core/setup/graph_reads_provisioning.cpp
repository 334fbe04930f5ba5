// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/graph_reads.h"

#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

void addProvisioningReads(std::vector<GraphRead>& reads, const ReadContext& context)
{
    if (context.servicePrincipalId.isEmpty())
        return;
    // no alternate key below /synchronization (contract 1.2)
    const QString synchronization =
        u"/servicePrincipals/"_s + pathSegment(context.servicePrincipalId) + u"/synchronization"_s;
    reads.push_back({Fact::SyncTemplates, {u"R21"_s, synchronization + u"/templates"_s},
        into(&TenantSnapshot::syncTemplates, decodeIds)});
    reads.push_back({Fact::SyncJobs, {u"R22"_s, synchronization + u"/jobs"_s},
        into(&TenantSnapshot::syncJobs, decodeSyncJobs)});
    reads.push_back({Fact::SyncSecrets, {u"R24"_s, synchronization + u"/secrets"_s},
        into(&TenantSnapshot::syncSecrets, decodeSyncSecrets)});
    if (context.jobId.isEmpty())
        return;
    reads.push_back({Fact::SyncSchema,
        {u"R23"_s, synchronization + u"/jobs/"_s + pathSegment(context.jobId) + u"/schema"_s},
        into(&TenantSnapshot::syncSchema, decodeSyncSchema)});
    // filters of this list are case sensitive: the id goes back as it came
    reads.push_back({Fact::ProvisioningLog,
        {.id = u"R25"_s,
            .path = u"/auditLogs/provisioning?$filter=jobId eq '"_s + pathKey(context.jobId)
                + u"'&$orderby=activityDateTime desc&$top=25"_s,
            .firstPageOnly = true},
        into(&TenantSnapshot::provisioningLog, decodeProvisioningLog)});
}

HttpRequest connectionTestRequest(const Session& session, const Endpoints& endpoints,
    const QString& servicePrincipalId, const QString& jobId)
{
    std::vector<HttpHeader> headers = graphHeaders(session.accessToken);
    headers.push_back({"Content-Type", "application/json"});
    return {.method = HttpMethod::Post,
        .url = endpoints.graphUrl(u"/servicePrincipals/"_s + pathSegment(servicePrincipalId)
            + u"/synchronization/jobs/"_s + pathSegment(jobId) + u"/validateCredentials"_s),
        .headers = std::move(headers),
        .body = R"({"useSavedCredentials":true})",
        .pathTemplate = "/servicePrincipals/{id}/synchronization/jobs/{id}/validateCredentials"};
}

} // namespace lockstep
