// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/scenario_values.h"
#include "simulator/scim_caller.h"
#include "simulator/synchronization.h"
#include "simulator/synchronization_write.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

constexpr const char* customTemplate = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

ScimCredentials givenCredentials(const Json& body)
{
    const Json& given = listAt(body, "credentials");
    const auto value = [&](const char* key) {
        const Json* entry = findBy(given, "key", QString::fromLatin1(key));
        return entry ? textAt(*entry, "value") : QString();
    };
    return {.baseAddress = value("BaseAddress"), .token = value("SecretToken")};
}

//! W16: what the SCIM service itself says. A service that is down is Graph's 502, which proves
//! nothing about the credentials.
GraphReply validated(const GraphContext& context, const Json& principal)
{
    const Json& body = context.call.body;
    const bool saved = flagAt(body, "useSavedCredentials");
    if (!saved && listAt(body, "credentials").empty())
        return refusedWrite(context.world, "BadRequest",
            QStringLiteral("Give credentials, or useSavedCredentials."));
    const auto problem = credentialProblem(
        context.world, saved ? storedCredentials(principal) : givenCredentials(body));
    if (!problem)
        return noContent();
    return problem->itsOwnFault
        ? graphError(context.world, 502, "BadGateway", problem->message)
        : refusedWrite(context.world,
            "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
            problem->message);
}

GraphReply validateOfJob(const GraphContext& context)
{
    if (const auto job = writableJob(context); !job)
        return job.error();
    return validated(context, **writablePrincipal(context));
}

GraphReply validateWithoutJob(const GraphContext& context)
{
    const auto principal = writablePrincipal(context);
    return principal ? validated(context, **principal) : principal.error();
}

Json stepOf(const char* name, const char* type, const std::string& status,
    const std::string& description, const std::string& now)
{
    return {{"name", name}, {"type", type}, {"status", status}, {"description", description},
        {"timestamp", now}, {"details", Json::object()}};
}

//! What W19 reports of one user, in the words of the portal's on-demand page.
Json onDemandReport(const Json& user, const Provisioned& done, bool inScope, const std::string& now)
{
    const std::string name = user.value("userPrincipalName", "");
    const bool good = done.status == "success";
    Json report{{"provisioningSteps",
        Json::array({stepOf("EntryImport", "Import", "Success",
                         "Retrieved User '" + name + "' from Azure Active Directory", now),
            stepOf("EntrySynchronizationScoping", "Scoping", inScope ? "Success" : "Skipped",
                inScope ? "The user is in scope" : "The user is not effectively entitled", now)})}};
    if (inScope)
        report["provisioningSteps"].push_back(
            stepOf("EntryExport", "Export", good ? "Success" : "Failure",
                good ? "User '" + name + "' was provisioned" : done.reason.toStdString(), now));
    report["modifiedProperties"] = Json::array();
    report["provisioningStatus"] = {
        {"status", inScope ? (good ? "success" : "failure") : "skipped"},
        {"errorCode", inScope ? "" : "NotEffectivelyEntitled"}};
    return report;
}

struct OnDemand {
    Json* principal;
    Json* job;
};

Json provisionNow(const GraphContext& context, const OnDemand& target, const Json& user)
{
    const std::string now = instant(QDateTime::fromMSecsSinceEpoch(context.world.nowMs(), Qt::UTC));
    const Json& tenant = newestTenant(context);
    const bool inScope = usersInScope(tenant, *target.principal).contains(textAt(user, "id"));
    const Json described = scimUserOf(tenant, *target.principal, (*target.job)["_schema"], user);
    Provisioned done{.action = "other",
        .status = "skipped",
        .reason = QStringLiteral("The user is not effectively entitled."),
        .targetId = {}};
    if (inScope && !described.is_null())
        done = provisionUser(context.world, storedCredentials(*target.principal), described);
    Json row = provisioningRow(tenant, *target.principal,
        {.jobId = textAt(*target.job, "id"),
            .userId = textAt(user, "id"),
            .when = now,
            .action = done.action.empty() ? "update" : done.action,
            .status = done.status,
            .reason = done.reason,
            .targetId = done.targetId});
    (*target.principal)["_synchronization"]["rows"].push_back(std::move(row));
    return onDemandReport(user, done, inScope && !described.is_null(), now);
}

//! Five in ten seconds (contract 1.5), then 429.
std::optional<GraphReply> tooOften(const GraphContext& context, Json& job)
{
    constexpr qint64 window = 10'000;
    constexpr std::size_t most = 5;
    const qint64 now = context.world.nowMs();
    Json recent = Json::array();
    for (const Json& when : listAt(job, "_onDemandMs")) {
        if (when.get<qint64>() > now - window)
            recent.push_back(when);
    }
    if (recent.size() >= most) {
        GraphReply reply = graphError(context.world, 429, "TooManyRequests",
            QStringLiteral("Provisioning on demand was asked for too often."));
        reply.headers.emplace_back("Retry-After", "10");
        return reply;
    }
    recent.push_back(now);
    job["_onDemandMs"] = std::move(recent);
    return std::nullopt;
}

//! W19: the user is written to the SCIM service before the reply.
GraphReply provisionOnDemand(const GraphContext& context)
{
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    if (auto refused = tooOften(context, **job))
        return *std::move(refused);
    const OnDemand target{.principal = *writablePrincipal(context), .job = *job};
    Json reports = Json::array();
    for (const Json& parameter : listAt(context.call.body, "parameters")) {
        if (!findBy(listAt((**job)["_schema"], "synchronizationRules"), "id",
                textAt(parameter, "ruleId")))
            return refusedWrite(context.world, "BadRequest",
                QStringLiteral("The job has no such rule: '%1'.").arg(textAt(parameter, "ruleId")));
        for (const Json& subject : listAt(parameter, "subjects")) {
            const QString id = textAt(subject, "objectId");
            const Json* user = findBy(listAt(context.tenant, "users"), "id", id);
            if (!user || !sameName(textAt(subject, "objectTypeName"), QStringLiteral("User")))
                return notFound(context.world, id);
            reports.push_back(provisionNow(context, target, *user));
        }
    }
    if (reports.empty())
        return refusedWrite(
            context.world, "BadRequest", QStringLiteral("A rule and a user are needed."));
    context.world.written();
    return {.status = 200,
        .headers = {},
        .body = {
            {"@odata.context",
                toJson(context.world.graphUrl().toString()
                    + QStringLiteral("/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair"))},
            {"key", "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo"},
            {"value", reports.dump()}}};
}

Json customApplication(const QString& name)
{
    return {{"id", newGuid()}, {"appId", newGuid()}, {"displayName", toJson(name)},
        {"applicationTemplateId", customTemplate},
        {"appRoles",
            Json::array({{{"id", "18d14569-c3bd-439b-9a66-3a2aee01d14f"}, {"displayName", "User"},
                             {"description", "User"}, {"value", nullptr}},
                {{"id", "b9632174-c057-4f7e-951b-be3adc52bfe6"}, {"displayName", "msiam_access"},
                    {"description", "msiam_access"}, {"value", nullptr}}})}};
}

//! W20: a second, non-gallery application, which provisioning is open to.
GraphReply instantiate(const GraphContext& context)
{
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return denied(context.world);
    if (context.values.value(QStringLiteral("template")) != QString::fromLatin1(customTemplate))
        return notFound(context.world, context.values.value(QStringLiteral("template")));
    const QString name = textAt(context.call.body, "displayName");
    if (name.isEmpty())
        return refusedWrite(
            context.world, "Request_BadRequest", QStringLiteral("A displayName is needed."));
    Json& tenant = newestTenant(context);
    Json application = customApplication(name);
    completeApplication(application);
    tenant["applications"].push_back(application);
    Json principal{{"id", newGuid()}, {"appId", application["appId"]},
        {"applicationTemplateId", customTemplate},
        {"tags",
            {"WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
                "WindowsAzureActiveDirectoryIntegratedApp"}},
        {"_provisioningTemplates", Json::array({"customappsso"})}};
    completeServicePrincipal(principal, tenant);
    tenant["servicePrincipals"].push_back(principal);
    context.world.written();
    return createdReply(context, {{"application", application}, {"servicePrincipal", principal}},
        QStringLiteral("microsoft.graph.applicationServicePrincipal"));
}

} // namespace

const std::vector<GraphRoute>& provisioningWrites()
{
    static const std::vector<GraphRoute> routes = [] {
        const QByteArray jobs = "/servicePrincipals/{id}/synchronization/jobs";
        const auto& people = writesSynchronization();
        const auto& apps = writesSynchronizationAsApp();
        const std::vector<const char*> makes{
            "Application.ReadWrite.All", "Directory.ReadWrite.All"};
        return std::vector<GraphRoute>{
            {"POST", jobs + "/validateCredentials", people, apps, validateWithoutJob},
            {"POST", jobs + "/{job}/validateCredentials", people, apps, validateOfJob},
            {"POST", jobs + "/{job}/provisionOnDemand", people, apps, provisionOnDemand},
            {"POST", "/applicationTemplates/{template}/instantiate", makes, makes, instantiate}};
    }();
    return routes;
}

} // namespace lockstep::sim
