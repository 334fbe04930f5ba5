// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/synchronization.h"

#include "simulator/answer.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

const char* const never = "0001-01-01T00:00:00Z";

Json emptyJob()
{
    return {{"schedule", {{"expiration", nullptr}, {"interval", "PT40M"}, {"state", "Disabled"}}},
        {"status",
            {{"code", "NotConfigured"}, {"countSuccessiveCompleteFailures", 0},
                {"escrowsPruned", false}, {"lastExecution", nullptr},
                {"lastSuccessfulExecution", nullptr},
                {"lastSuccessfulExecutionWithExports", nullptr}, {"progress", Json::array()},
                {"quarantine", nullptr}, {"steadyStateFirstAchievedTime", never},
                {"steadyStateLastAchievedTime", never},
                {"synchronizedEntryCountByType", Json::array()}, {"troubleshootingUrl", nullptr}}},
        {"synchronizationJobSettings",
            {{{"name", "AzureIngestionAttributeOptimization"}, {"value", "False"}},
                {{"name", "LookaheadQueryEnabled"}, {"value", "False"}}}}};
}

void completeLastCycle(Json& job)
{
    if (!job.contains("_lastCycleDateTime"))
        return;
    const std::string when = textAt(job, "_lastCycleDateTime").toStdString();
    const bool failed = textAt(job, "_lastResult") == u"Failed";
    const Json execution = taskExecution(when, failed ? "Failed" : "Succeeded", 0);
    Json& status = job["status"];
    status["lastExecution"] = execution;
    if (failed)
        return;
    status["lastSuccessfulExecution"] = execution;
    status["steadyStateFirstAchievedTime"] = when;
    status["steadyStateLastAchievedTime"] = when;
}

void completeQuarantine(Json& job)
{
    Json& status = job["status"];
    if (textAt(status, "code") == u"Quarantine" && status["quarantine"].is_null())
        status["quarantine"] = quarantineRecord(textAt(job, "_lastCycleDateTime").toStdString(),
            QStringLiteral("The SCIM service refused the stored credentials: 401 Unauthorized."));
    if (status["quarantine"].is_object() && status["lastExecution"].is_object())
        status["lastExecution"]["error"] = status["quarantine"]["error"];
}

void completeJob(Json& job)
{
    Json whole = emptyJob();
    whole.update(job, true);
    job = std::move(whole);
    if (!job.contains("_schema")) {
        const QString roles = textAt(job, "_roleMapping");
        job["_schema"] = synchronizationSchema(
            roles.isEmpty() ? QStringLiteral("none") : roles, flagAt(job, "_usersEnabled", true));
    }
    completeLastCycle(job);
    completeQuarantine(job);
}

void completePrincipal(Json& principal, const Json& tenant)
{
    Json& held = principal["_synchronization"];
    if (!held.is_object())
        held = Json::object();
    for (const char* list : {"jobs", "secrets", "log", "rows"}) {
        if (!held[list].is_array())
            held[list] = Json::array();
    }
    for (Json& job : held["jobs"])
        completeJob(job);
    for (const Json& line : held["log"])
        held["rows"].push_back(provisioningRow(tenant, principal,
            {.jobId = textAt(line, "jobId"),
                .userId = textAt(line, "userId"),
                .when = textAt(line, "activityDateTime").toStdString(),
                .action = line.value("action", "create"),
                .status = line.value("status", "success"),
                .reason = textAt(line, "reason")}));
    held.erase("log");
}

Json statusInfo(const ProvisioningEvent& event)
{
    Json info{{"status", event.status}, {"errorInformation", nullptr}};
    if (event.status != "success")
        info["errorInformation"] = {{"errorCategory", "failure"},
            {"errorCode",
                event.status == "skipped" ? "NotEffectivelyEntitled"
                                          : "SystemForCrossDomainIdentityManagementBadResponse"},
            {"reason", toJson(event.reason)}, {"additionalDetails", nullptr},
            {"recommendedAction", nullptr}};
    return info;
}

Json steps(const ProvisioningEvent& event, const std::string& name)
{
    const auto step = [&](const char* title, const char* type, const std::string& status,
                          const std::string& text) {
        return Json{{"name", title}, {"provisioningStepType", type}, {"status", status},
            {"description", text}, {"details", Json::object()}};
    };
    return Json::array(
        {step("EntryImport", "import", "success", "Retrieved user '" + name + "' from Entra ID"),
            step("EntrySynchronizationScoping", "scoping",
                event.status == "skipped" ? "skipped" : "success",
                "Determined whether user '" + name + "' is in scope"),
            step(event.action == "update" ? "EntryExportUpdate" : "EntryExportAdd", "export",
                event.status, "User '" + name + "': " + event.action)});
}

} // namespace

void completeSynchronization(Json& tenant)
{
    for (Json& principal : tenant["servicePrincipals"]) {
        if (principal.contains("_provisioningTemplates") || principal.contains("_synchronization"))
            completePrincipal(principal, tenant);
    }
}

Json provisioningTemplate(const QString& id)
{
    return {{"id", toJson(id)}, {"applicationId", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"},
        {"default", true}, {"description", "customappsso to any SCIM service"},
        {"discoverable", false}, {"factoryTag", toJson(id)},
        {"metadata",
            {{{"key", "GalleryApplicationIdentifier"},
                 {"value", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"}},
                {{"key", "GalleryApplicationKey"}, {"value", toJson(id)}},
                {{"key", "IsOAuthEnabled"}, {"value", "False"}},
                {{"key", "IsSynchronizationAgentRequired"}, {"value", "False"}}}}};
}

Json newSynchronizationJob(const Json& tenant, const QString& templateId)
{
    Json job{{"templateId", toJson(templateId)},
        {"id",
            toJson(templateId + u'.' + textAt(tenant, "id").remove(u'-') + u'.'
                + fromJson(newGuid()))}};
    completeJob(job);
    return job;
}

QString storedCredential(const Json& principal, const char* key)
{
    const Json* entry = findBy(listAt(objectAt(principal, "_synchronization"), "secrets"), "key",
        QString::fromLatin1(key));
    return entry ? textAt(*entry, "value") : QString();
}

Json taskExecution(const std::string& when, const char* state, int exported)
{
    return {{"activityIdentifier", newGuid()}, {"countEntitled", exported},
        {"countEntitledForProvisioning", exported}, {"countEscrowed", 0}, {"countEscrowedRaw", 0},
        {"countExported", exported}, {"countExports", exported}, {"countImported", exported},
        {"countImportedDeltas", 0}, {"countImportedReferenceDeltas", 0}, {"error", nullptr},
        {"state", state}, {"timeBegan", when}, {"timeEnded", when}};
}

Json quarantineRecord(const std::string& when, const QString& message)
{
    return {{"currentBegan", when}, {"seriesBegan", when}, {"nextAttempt", when},
        {"seriesCount", 1}, {"reason", "EncounteredQuarantineException"},
        {"error",
            {{"code", "SystemForCrossDomainIdentityManagementCredentialValidation"},
                {"message", toJson(message)}, {"tenantActionable", true}}}};
}

Json provisioningRow(const Json& tenant, const Json& principal, const ProvisioningEvent& event)
{
    const Json* user = findBy(listAt(tenant, "users"), "id", event.userId);
    const std::string name = user ? user->value("userPrincipalName", "") : "";
    const auto system = [](const char* id, const std::string& title) {
        return Json{{"id", derivedGuid(QString::fromLatin1(id))}, {"displayName", title},
            {"details", Json::object()}};
    };
    const std::string change = newGuid();
    return {{"id", newGuid()}, {"activityDateTime", event.when}, {"tenantId", tenant["id"]},
        {"jobId", toJson(event.jobId)},
        {"cycleId", event.cycleId.isEmpty() ? Json(newGuid()) : toJson(event.cycleId)},
        {"changeId", change}, {"durationInMilliseconds", 211}, {"provisioningAction", event.action},
        {"provisioningStatusInfo", statusInfo(event)}, {"provisioningSteps", steps(event, name)},
        {"modifiedProperties", Json::array()},
        {"initiatedBy",
            {{"id", ""}, {"displayName", "Azure AD Provisioning Service"},
                {"initiatorType", "system"}}},
        {"servicePrincipal",
            {{"id", principal["id"]}, {"displayName", principal.value("displayName", "")}}},
        {"sourceIdentity",
            {{"id", toJson(event.userId)}, {"displayName", name}, {"identityType", "User"},
                {"details", Json::object()}}},
        {"targetIdentity",
            {{"id", toJson(event.targetId)}, {"displayName", name}, {"identityType", "User"},
                {"details", Json::object()}}},
        {"sourceSystem", system("source", "Azure Active Directory")},
        {"targetSystem", system("target", "customappsso")}};
}

} // namespace lockstep::sim
