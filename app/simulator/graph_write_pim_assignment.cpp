// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_policies.h"
#include "simulator/pim_request.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesAssignments{
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"};
constexpr const char* schedules = "assignmentSchedules";
constexpr const char* requests = "assignmentScheduleRequests";

//! The schedule of that type; a person can be assigned and activated at once.
Json* liveOfType(const GraphContext& context, const PimKey& key, const char* type)
{
    for (Json& one : newestTenant(context)[schedules]) {
        if (sameKey(one, key) && !isOver(one, context.world.nowMs())
            && textAt(one, "assignmentType") == QString::fromLatin1(type))
            return &one;
    }
    return nullptr;
}

GraphReply end(const GraphContext& context, const PimRequest& request, Json* existing)
{
    if (!existing)
        return notThere(context);
    if (isTooFresh(context, *existing))
        return tooFresh(context);
    const Json removed = *existing;
    removeSchedule(context, schedules, removed);
    return acceptedRequest(context, request, requests, "Revoked", removed);
}

GraphReply begin(const GraphContext& context, const PimRequest& request, const char* type)
{
    if (flagAt(request.asked, "isValidationOnly"))
        return acceptedRequest(context, request, requests, "Granted", {});
    Json schedule = scheduleFrom(context, request);
    schedule["assignmentType"] = type;
    newestTenant(context)[schedules].push_back(schedule);
    const bool later = spanOf(request.scheduleInfo).startMs > context.world.nowMs();
    return acceptedRequest(
        context, request, requests, later ? "ScheduleCreated" : "Provisioned", schedule);
}

bool isPending(const GraphContext& context, const PimKey& key)
{
    for (const Json& one : newestTenant(context)[requests]) {
        if (sameKey(one, key) && textAt(one, "status").startsWith(u"Pending"))
            return true;
    }
    return false;
}

const Json& activationRule(
    const GraphContext& context, const PimRequest& request, const char* ruleId)
{
    return policyRule(newestTenant(context), request.key.groupId, request.key.accessId, ruleId);
}

bool needsApproval(const GraphContext& context, const PimRequest& request)
{
    const Json& rule = activationRule(context, request, "Approval_EndUser_Assignment");
    return flagAt(objectAt(rule, "setting"), "isApprovalRequired");
}

bool needsContext(const GraphContext& context, const PimRequest& request)
{
    const Json& rule = activationRule(context, request, "AuthenticationContext_EndUser_Assignment");
    return flagAt(rule, "isEnabled") && !context.token.claimsMet;
}

//! Nobody stays active for longer than eligible.
void shorten(PimRequest& request, const Json& eligibility)
{
    const auto most = spanOf(objectAt(eligibility, "scheduleInfo")).endMs;
    const auto asked = spanOf(request.scheduleInfo).endMs;
    if (most && (!asked || *asked > *most))
        request.scheduleInfo["expiration"] = {
            {"type", "afterDateTime"}, {"endDateTime", momentText(*most)}, {"duration", nullptr}};
}

//! Contract 9.3.
GraphReply activate(const GraphContext& context, PimRequest request)
{
    const Json* eligible = liveSchedule(context, "eligibilitySchedules", request.key);
    if (!eligible || !isInForce(*eligible, context.world.nowMs()))
        return notThere(context);
    if (liveOfType(context, request.key, "activated"))
        return alreadyThere(context);
    if (isPending(context, request.key))
        return refusedWrite(context.world, "PendingRoleAssignmentRequest",
            QStringLiteral("There is a pending request for this assignment."));
    if (needsContext(context, request))
        return refusedWrite(context.world, "RoleAssignmentRequestAcrsValidationFailed",
            QStringLiteral("The authentication context was not satisfied."));
    if (auto refused = brokenPolicy(context, request, endUserAssignment))
        return *std::move(refused);
    shorten(request, *eligible);
    if (needsApproval(context, request) && !flagAt(request.asked, "isValidationOnly"))
        return acceptedRequest(context, request, requests, "PendingApproval", {});
    return begin(context, request, "activated");
}

GraphReply assignByAdmin(const GraphContext& context, const PimRequest& request)
{
    Json* existing = liveOfType(context, request.key, "assigned");
    if (request.action == u"adminAssign" && existing)
        return alreadyThere(context);
    if (request.action == u"adminUpdate" && !existing)
        return notThere(context);
    if (auto refused = brokenPolicy(context, request, adminAssignment))
        return *std::move(refused);
    if (existing && !flagAt(request.asked, "isValidationOnly"))
        removeSchedule(context, schedules, Json(*existing));
    return begin(context, request, "assigned");
}

GraphReply postAssignment(const GraphContext& context)
{
    const auto request = readPimRequest(
        context, {"adminAssign", "adminUpdate", "adminRemove", "selfActivate", "selfDeactivate"});
    if (!request)
        return request.error();
    if (auto refused = refusedPimTarget(context, *request))
        return *std::move(refused);
    if (request->action == u"selfActivate")
        return activate(context, *request);
    if (request->action == u"selfDeactivate")
        return end(context, *request, liveOfType(context, request->key, "activated"));
    if (request->action == u"adminRemove") {
        Json* assigned = liveOfType(context, request->key, "assigned");
        return end(context, *request,
            assigned ? assigned : liveOfType(context, request->key, "activated"));
    }
    return assignByAdmin(context, *request);
}

} // namespace

const std::vector<GraphRoute>& assignmentWrites()
{
    static const std::vector<GraphRoute> routes{
        {"POST", "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests",
            writesAssignments, writesAssignments, postAssignment}};
    return routes;
}

} // namespace lockstep::sim
