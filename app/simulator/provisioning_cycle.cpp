// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/provisioning_cycle.h"

#include "simulator/answer.h"
#include "simulator/scenario_values.h"
#include "simulator/scim_caller.h"
#include "simulator/synchronization.h"

namespace lockstep::sim {

namespace {

constexpr int usualFirstCycle = 1200;
constexpr int usualCycle = 2400;

qint64 timeUntil(const World& world, bool first)
{
    const Json& network = world.scenario().network;
    return qint64(1000)
        * (first ? numberAt(network, "firstCycleSeconds", usualFirstCycle)
                 : numberAt(network, "cycleSeconds", usualCycle));
}

bool isActive(const Json& job)
{
    return textAt(objectAt(job, "schedule"), "state") == u"Active";
}

bool isDue(const World& world, Json& job)
{
    if (!isActive(job))
        return false;
    if (!job.contains("_nextCycleMs")) // a scenario's own
        job["_nextCycleMs"] =
            world.nowMs() + timeUntil(world, job["status"]["lastExecution"].is_null());
    return job["_nextCycleMs"].get<qint64>() <= world.nowMs();
}

std::string timeOf(qint64 milliseconds)
{
    return instant(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC));
}

void quarantine(const World& world, Json& status, const QString& message, const std::string& now)
{
    Json record = quarantineRecord(now, message);
    record["nextAttempt"] = timeOf(world.nowMs() + timeUntil(world, false));
    if (const Json before = status["quarantine"]; before.is_object()) {
        record["seriesBegan"] = before["seriesBegan"];
        record["seriesCount"] = before["seriesCount"].get<int>() + 1;
    }
    status["code"] = "Quarantine";
    status["lastExecution"] = taskExecution(now, "Failed", 0);
    status["lastExecution"]["error"] = record["error"];
    status["countSuccessiveCompleteFailures"] =
        status["countSuccessiveCompleteFailures"].get<int>() + 1;
    status["quarantine"] = std::move(record);
}

void succeed(Json& status, int exported, bool failures, const std::string& now)
{
    const Json execution =
        taskExecution(now, failures ? "EntryLevelErrors" : "Succeeded", exported);
    status["code"] = "Active";
    status["quarantine"] = nullptr;
    status["countSuccessiveCompleteFailures"] = 0;
    status["lastExecution"] = execution;
    status["lastSuccessfulExecution"] = execution;
    if (exported > 0)
        status["lastSuccessfulExecutionWithExports"] = execution;
    if (textAt(status, "steadyStateFirstAchievedTime").startsWith(u"0001"))
        status["steadyStateFirstAchievedTime"] = now;
    status["steadyStateLastAchievedTime"] = now;
}

//! Everybody in scope, with a row of the log for each change. What was exported comes back.
void provisionAll(World& world, Json& tenant, Json& principal, Json& job, const std::string& now)
{
    const QString cycle = fromJson(newGuid());
    const QStringList users = usersInScope(tenant, principal);
    int exported = 0;
    bool failures = false;
    for (const QString& id : users) {
        const Json* user = findBy(listAt(tenant, "users"), "id", id);
        const Json described = scimUserOf(tenant, principal, job["_schema"], *user);
        if (described.is_null())
            continue;
        const Provisioned done = provisionUser(world, storedCredentials(principal), described);
        exported += done.status == "success" && !done.action.empty() ? 1 : 0;
        failures = failures || done.status == "failure";
        if (!done.action.empty())
            principal["_synchronization"]["rows"].push_back(provisioningRow(tenant, principal,
                {.jobId = textAt(job, "id"),
                    .userId = id,
                    .when = now,
                    .action = done.action,
                    .status = done.status,
                    .reason = done.reason,
                    .targetId = done.targetId,
                    .cycleId = cycle}));
    }
    job["status"]["synchronizedEntryCountByType"] =
        Json::array({{{"key", "User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"},
            {"value", users.size()}}});
    succeed(job["status"], exported, failures, now);
}

void runCycle(World& world, Json& tenant, Json& principal, Json& job)
{
    const std::string now = timeOf(world.nowMs());
    if (const auto problem = credentialProblem(world, storedCredentials(principal)))
        quarantine(world, job["status"], problem->message, now);
    else
        provisionAll(world, tenant, principal, job, now);
    job["_nextCycleMs"] = world.nowMs() + timeUntil(world, false);
}

} // namespace

void runDueCycles(World& world)
{
    bool changed = false;
    for (const Json& shown : world.tenants()) {
        Json& tenant = *world.newestTenant(textAt(shown, "id"));
        for (Json& principal : tenant["servicePrincipals"]) {
            if (listAt(objectAt(principal, "_synchronization"), "jobs").empty())
                continue;
            for (Json& job : principal["_synchronization"]["jobs"]) {
                if (!isDue(world, job))
                    continue;
                runCycle(world, tenant, principal, job);
                changed = true;
            }
        }
    }
    if (changed) {
        world.written();
        world.settle();
    }
}

void startJob(const World& world, Json& job)
{
    Json& status = job["status"];
    job["schedule"]["state"] = "Active";
    status["quarantine"] = nullptr;
    status["countSuccessiveCompleteFailures"] = 0;
    status["code"] = status["lastSuccessfulExecution"].is_null() ? "NotRun" : "Active";
    job["_nextCycleMs"] = world.nowMs() + timeUntil(world, true);
}

void pauseJob(Json& job)
{
    job["schedule"]["state"] = "Paused";
    job["status"]["code"] = "Paused";
}

} // namespace lockstep::sim
