// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_defaults.h"

#include "simulator/pim_policies.h"
#include "simulator/pim_schedules.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

void underlay(Json& value, const Json& defaults)
{
    Json merged = defaults;
    merged.update(value, true);
    value = std::move(merged);
}

Json& ensuredList(Json& object, const char* key)
{
    Json& list = object[key];
    if (!list.is_array())
        list = Json::array();
    return list;
}

std::string derivedId(const Json& object, const char* kind)
{
    const PimKey key = keyOf(object);
    return derivedGuid(QString::fromLatin1(kind) + key.groupId + key.principalId + key.accessId
        + textAt(object, "createdDateTime") + textAt(object, "status"));
}

void completeScheduleInfo(Json& info)
{
    static const Json defaults = Json::parse(R"({
        "startDateTime": null, "recurrence": null,
        "expiration": {"type": "noExpiration", "endDateTime": null, "duration": null}})");
    if (!info.is_object())
        info = Json::object();
    underlay(info, defaults);
}

//! A group that PIM knows already has policies; the ids of declared ones stay as they are.
void onboardSilently(Json& tenant, Json& group)
{
    const QString groupId = textAt(group, "id");
    bool known = flagAt(group, "_pimOnboarded");
    for (const char* list : {"eligibilitySchedules", "eligibilityScheduleRequests",
             "assignmentSchedules", "assignmentScheduleRequests"})
        known = known || findBy(tenant[list], "groupId", groupId);
    Json& policies = tenant["policies"]["roleManagementPolicyAssignments"];
    known = known || findBy(policies, "scopeId", groupId);
    group["_pimOnboarded"] = flagAt(group, "_pimOnboarded", known);
    if (!flagAt(group, "_pimOnboarded"))
        return;
    for (const char* access : {"member", "owner"}) {
        bool there = false;
        for (const Json& policy : policies)
            there = there
                || (textAt(policy, "scopeId") == groupId
                    && textAt(policy, "roleDefinitionId") == QString::fromLatin1(access));
        if (there)
            continue;
        Json made{{"scopeId", toJson(groupId)}, {"roleDefinitionId", access}};
        completePolicyAssignment(made);
        policies.push_back(std::move(made));
    }
}

} // namespace

void completePimSchedule(Json& schedule)
{
    underlay(schedule,
        {{"accessId", "member"}, {"memberType", "direct"}, {"status", "Provisioned"},
            {"createdDateTime", nullptr}, {"modifiedDateTime", nullptr},
            {"createdUsing", nullptr}});
    completeScheduleInfo(schedule["scheduleInfo"]);
    if (schedule["createdDateTime"].is_null())
        schedule["createdDateTime"] = schedule["scheduleInfo"]["startDateTime"];
    if (!schedule.contains("id"))
        schedule["id"] = schedule["groupId"].get<std::string>() + '_'
            + schedule["accessId"].get<std::string>() + '_' + derivedId(schedule, "schedule");
}

void completePimRequest(Json& request)
{
    static const Json defaults = Json::parse(R"({
        "accessId": "member", "action": "adminAssign", "approvalId": null,
        "completedDateTime": null, "createdBy": null, "createdDateTime": null, "customData": null,
        "isValidationOnly": false, "justification": null, "status": "Provisioned",
        "targetScheduleId": null, "ticketInfo": {"ticketNumber": null, "ticketSystem": null}})");
    underlay(request, defaults);
    completeScheduleInfo(request["scheduleInfo"]);
    if (!request.contains("id"))
        request["id"] = derivedId(request, "request");
}

void completePim(Json& tenant)
{
    for (const char* list : {"eligibilitySchedules", "assignmentSchedules"}) {
        for (Json& schedule : ensuredList(tenant, list))
            completePimSchedule(schedule);
    }
    for (Json& schedule : tenant["assignmentSchedules"])
        underlay(schedule, {{"assignmentType", "assigned"}});
    for (const char* list : {"eligibilityScheduleRequests", "assignmentScheduleRequests"}) {
        for (Json& request : ensuredList(tenant, list))
            completePimRequest(request);
    }
    for (Json& assignment : ensuredList(tenant["policies"], "roleManagementPolicyAssignments"))
        completePolicyAssignment(assignment);
    for (Json& group : tenant["groups"])
        onboardSilently(tenant, group);
}

} // namespace lockstep::sim
