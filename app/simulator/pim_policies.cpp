// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_policies.h"

#include "simulator/answer.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

Json rule(const char* type, const char* caller, const char* level, const Json& own)
{
    Json made{{"@odata.type", std::string("#microsoft.graph.unifiedRoleManagementPolicy") + type},
        {"target",
            {{"caller", caller}, {"operations", Json::array({"all"})}, {"level", level},
                {"inheritableSettings", Json::array()}, {"enforcedSettings", Json::array()}}}};
    made.update(own);
    return made;
}

Json expiration(const char* id, const char* caller, const char* level, const char* most)
{
    return rule("ExpirationRule", caller, level,
        {{"id", id}, {"isExpirationRequired", true}, {"maximumDuration", most}});
}

Json enablement(const char* id, const char* caller, const char* level, const Json& enabled)
{
    return rule("EnablementRule", caller, level, {{"id", id}, {"enabledRules", enabled}});
}

Json approval()
{
    const Json stage{{"approvalStageTimeOutInDays", 1}, {"isApproverJustificationRequired", true},
        {"escalationTimeInMinutes", 0}, {"isEscalationEnabled", false},
        {"primaryApprovers", Json::array()}, {"escalationApprovers", Json::array()}};
    return rule("ApprovalRule", "EndUser", "Assignment",
        {{"id", "Approval_EndUser_Assignment"},
            {"setting",
                {{"isApprovalRequired", false}, {"isApprovalRequiredForExtension", false},
                    {"isRequestorJustificationRequired", true}, {"approvalMode", "SingleStage"},
                    {"approvalStages", Json::array({stage})}}}});
}

Json* assignmentOf(Json& tenant, const QString& groupId, const QString& accessId)
{
    for (Json& assignment : tenant["policies"]["roleManagementPolicyAssignments"]) {
        if (sameName(textAt(assignment, "scopeId"), groupId)
            && sameName(textAt(assignment, "roleDefinitionId"), accessId))
            return &assignment;
    }
    return nullptr;
}

} // namespace

const Json& defaultPolicyRules()
{
    static const Json rules =
        Json::array({expiration("Expiration_Admin_Eligibility", "Admin", "Eligibility", "P365D"),
            enablement("Enablement_Admin_Eligibility", "Admin", "Eligibility", Json::array()),
            expiration("Expiration_Admin_Assignment", "Admin", "Assignment", "P180D"),
            enablement("Enablement_Admin_Assignment", "Admin", "Assignment",
                Json::array({"Justification"})),
            expiration("Expiration_EndUser_Assignment", "EndUser", "Assignment", "PT8H"),
            enablement("Enablement_EndUser_Assignment", "EndUser", "Assignment",
                Json::array({"Justification"})),
            approval(),
            rule("AuthenticationContextRule", "EndUser", "Assignment",
                {{"id", "AuthenticationContext_EndUser_Assignment"}, {"isEnabled", false},
                    {"claimValue", nullptr}})});
    return rules;
}

void completePolicyAssignment(Json& assignment)
{
    const QString groupId = textAt(assignment, "scopeId");
    const std::string access = assignment.value("roleDefinitionId", "member");
    Json& policy = assignment["policy"];
    Json rules = defaultPolicyRules();
    for (const Json& change : listAt(policy, "rules")) {
        if (Json* known = findBy(rules, "id", textAt(change, "id")))
            known->update(change, true);
        else
            rules.push_back(change); // served as it is
    }
    const std::string id = policy.is_object() && policy.contains("id")
        ? policy["id"].get<std::string>()
        : ("Group_" + groupId.toStdString() + '_' + derivedGuid(groupId + fromJson(access)));
    policy = {{"id", id}, {"displayName", "Group"}, {"description", "Group"},
        {"isOrganizationDefault", false}, {"scopeId", toJson(groupId)}, {"scopeType", "Group"},
        {"lastModifiedDateTime", nullptr},
        {"lastModifiedBy", {{"displayName", nullptr}, {"id", nullptr}}},
        {"rules", std::move(rules)}};
    assignment["scopeType"] = "Group";
    assignment["roleDefinitionId"] = access;
    assignment["policyId"] = id;
    assignment["id"] = id + '_' + access;
}

const Json& policyRule(
    const Json& tenant, const QString& groupId, const QString& accessId, const std::string& ruleId)
{
    const QString wanted = fromJson(ruleId);
    for (const Json& assignment :
        listAt(objectAt(tenant, "policies"), "roleManagementPolicyAssignments")) {
        if (!sameName(textAt(assignment, "scopeId"), groupId)
            || !sameName(textAt(assignment, "roleDefinitionId"), accessId))
            continue;
        if (const Json* own = findBy(listAt(assignment["policy"], "rules"), "id", wanted))
            return *own;
    }
    return *findBy(defaultPolicyRules(), "id", wanted);
}

void renewPolicyId(Json& assignment)
{
    const std::string id = "Group_" + assignment.value("scopeId", "") + '_' + newGuid();
    assignment["policy"]["id"] = id;
    assignment["policyId"] = id;
    assignment["id"] = id + '_' + assignment.value("roleDefinitionId", "");
}

void onboardGroup(Json& tenant, const QString& groupId)
{
    Json* group = findBy(tenant["groups"], "id", groupId);
    if (!group || flagAt(*group, "_pimOnboarded"))
        return;
    (*group)["_pimOnboarded"] = true;
    for (const char* access : {"member", "owner"}) {
        if (Json* assignment = assignmentOf(tenant, groupId, QString::fromLatin1(access))) {
            renewPolicyId(*assignment);
            continue;
        }
        Json made{{"scopeId", toJson(groupId)}, {"roleDefinitionId", access}};
        completePolicyAssignment(made);
        tenant["policies"]["roleManagementPolicyAssignments"].push_back(std::move(made));
    }
}

} // namespace lockstep::sim
