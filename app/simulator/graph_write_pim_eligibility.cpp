// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_request.h"

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesEligibility{
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"};
constexpr const char* schedules = "eligibilitySchedules";
constexpr const char* requests = "eligibilityScheduleRequests";

//! Who is no longer eligible is no longer active either.
void endActivations(const GraphContext& context, const PimKey& key)
{
    Json& all = newestTenant(context)["assignmentSchedules"];
    for (std::size_t i = all.size(); i > 0; --i) {
        const Json& one = all[i - 1];
        if (sameKey(one, key) && textAt(one, "assignmentType") == u"activated")
            all.erase(i - 1);
    }
}

GraphReply removeEligibility(const GraphContext& context, const PimRequest& request, Json* existing)
{
    if (!existing)
        return notThere(context);
    if (isTooFresh(context, *existing))
        return tooFresh(context);
    const Json removed = *existing;
    removeSchedule(context, schedules, removed);
    endActivations(context, request.key);
    return acceptedRequest(context, request, requests, "Revoked", removed);
}

//! One row for each person, group and access: what is over makes way for its successor.
void forgetEnded(const GraphContext& context, const PimKey& key)
{
    Json& all = newestTenant(context)[schedules];
    for (std::size_t i = all.size(); i > 0; --i) {
        if (sameKey(all[i - 1], key) && isOver(all[i - 1], context.world.nowMs()))
            all.erase(i - 1);
    }
}

//! W11. What is over can be updated as well, as long as R16 lists it.
GraphReply postEligibility(const GraphContext& context)
{
    const auto request = readPimRequest(context, {"adminAssign", "adminUpdate", "adminRemove"});
    if (!request)
        return request.error();
    if (auto refused = refusedPimTarget(context, *request))
        return *std::move(refused);
    Json* existing = liveSchedule(context, schedules, request->key);
    if (request->action == u"adminRemove")
        return removeEligibility(context, *request, existing);
    if (request->action == u"adminAssign" && existing)
        return alreadyThere(context);
    if (request->action == u"adminUpdate" && !existing) {
        for (Json& one : newestTenant(context)[schedules])
            existing = sameKey(one, request->key) ? &one : existing;
        if (!existing)
            return notThere(context);
    }
    if (auto refused = brokenPolicy(context, *request, adminEligibility))
        return *std::move(refused);
    Json schedule = scheduleFrom(context, *request);
    const bool later = spanOf(request->scheduleInfo).startMs > context.world.nowMs();
    const char* status = later ? "ScheduleCreated" : "Provisioned";
    if (flagAt(request->asked, "isValidationOnly"))
        return acceptedRequest(context, *request, requests, "Granted", {});
    if (existing) {
        schedule["id"] = (*existing)["id"];
        schedule["createdDateTime"] = (*existing)["createdDateTime"];
        *existing = schedule;
    } else {
        forgetEnded(context, request->key);
        newestTenant(context)[schedules].push_back(schedule);
    }
    return acceptedRequest(context, *request, requests, status, schedule);
}

} // namespace

const std::vector<GraphRoute>& eligibilityWrites()
{
    static const std::vector<GraphRoute> routes{
        {"POST", "/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests",
            writesEligibility, writesEligibility, postEligibility}};
    return routes;
}

} // namespace lockstep::sim
