// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"
#include "simulator/pim_access.h"
#include "simulator/pim_schedules.h"

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsEligibility{"PrivilegedEligibilitySchedule.Read.AzureADGroup",
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"};
const Names readsAssignments{"PrivilegedAssignmentSchedule.Read.AzureADGroup",
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"};
const Names readsPolicies{
    "RoleManagementPolicy.Read.AzureADGroup", "RoleManagementPolicy.ReadWrite.AzureADGroup"};

const QByteArray pimRoot = QByteArrayLiteral("/identityGovernance/privilegedAccess/group/");

//! What the filter demands of a member; empty where it says nothing of it.
QString filtered(const GraphContext& context, const char* member)
{
    for (const auto& [path, value] : context.odata.equals) {
        if (path == QStringList{QString::fromLatin1(member)} && value.is_string())
            return fromJson(value.get<std::string>());
    }
    return {};
}

GraphReply missingFilter(const GraphContext& context, const QString& members)
{
    return graphError(context.world, 400, "BadRequest",
        QStringLiteral("The required filter is missing: %1.").arg(members));
}

//! Everybody may see their own; all else needs a role or the group (contract R16).
std::optional<GraphReply> refusedList(const GraphContext& context)
{
    const QString groupId = filtered(context, "groupId");
    const QString principalId = filtered(context, "principalId");
    if (groupId.isEmpty() && principalId.isEmpty())
        return missingFilter(context, QStringLiteral("groupId or principalId"));
    if (auto refused = refusedForLicence(context))
        return refused;
    const std::optional<Json> group = groupOf(context.tenant, groupId);
    if (!groupId.isEmpty() && !group)
        return notFound(context.world, groupId);
    const bool own = sameName(principalId, context.token.objectId);
    if (own || (group ? mayReadPim(context, *group) : mayReadAllPim(context)))
        return std::nullopt;
    return denied(context.world);
}

GraphReply pimList(
    const GraphContext& context, std::vector<Json> rows, const char* type, const char* name)
{
    if (auto refused = refusedList(context))
        return *std::move(refused);
    return listOf(context, std::move(rows), type,
        QStringLiteral("identityGovernance/privilegedAccess/group/") + QString::fromLatin1(name));
}

GraphReply eligibilitySchedules(const GraphContext& context)
{
    return pimList(context, publicCopies(listAt(context.tenant, "eligibilitySchedules")),
        "privilegedAccessGroupEligibilitySchedule", "eligibilitySchedules");
}

GraphReply eligibilityInForce(const GraphContext& context)
{
    return pimList(context, eligibilityInstances(context.tenant, context.world.nowMs()),
        "privilegedAccessGroupEligibilityScheduleInstance", "eligibilityScheduleInstances");
}

GraphReply eligibilityRequests(const GraphContext& context)
{
    return pimList(context, publicCopies(listAt(context.tenant, "eligibilityScheduleRequests")),
        "privilegedAccessGroupEligibilityScheduleRequest", "eligibilityScheduleRequests");
}

GraphReply assignmentsInForce(const GraphContext& context)
{
    return pimList(context, assignmentInstances(context.tenant, context.world.nowMs()),
        "privilegedAccessGroupAssignmentScheduleInstance", "assignmentScheduleInstances");
}

//! R19. Nothing before the group is onboarded: that is no error.
GraphReply policyAssignments(const GraphContext& context)
{
    const QString scopeId = filtered(context, "scopeId");
    const QString scopeType = filtered(context, "scopeType");
    if (scopeId.isEmpty() || scopeType.isEmpty())
        return missingFilter(context, QStringLiteral("scopeId and scopeType"));
    if (!sameName(scopeType, QStringLiteral("Group")))
        return undeclared("policies of the scope type", scopeType.toUtf8());
    const std::optional<Json> group = groupOf(context.tenant, scopeId);
    if (!group)
        return notFound(context.world, scopeId);
    if (!mayReadPolicy(context, *group))
        return denied(context.world);
    std::vector<Json> rows =
        publicCopies(listAt(context.tenant["policies"], "roleManagementPolicyAssignments"));
    if (context.odata.expand.isEmpty()) {
        for (Json& row : rows)
            row.erase("policy");
    }
    return listOf(context, std::move(rows), "unifiedRoleManagementPolicyAssignment",
        QStringLiteral("policies/roleManagementPolicyAssignments"));
}

} // namespace

const std::vector<GraphRoute>& pimReads()
{
    static const std::vector<GraphRoute> routes{
        {"GET", pimRoot + "eligibilitySchedules", readsEligibility, readsEligibility,
            eligibilitySchedules},
        {"GET", pimRoot + "eligibilityScheduleInstances", readsEligibility, readsEligibility,
            eligibilityInForce},
        {"GET", pimRoot + "eligibilityScheduleRequests", readsEligibility, readsEligibility,
            eligibilityRequests},
        {"GET", pimRoot + "assignmentScheduleInstances", readsAssignments, readsAssignments,
            assignmentsInForce},
        {"GET", "/policies/roleManagementPolicyAssignments", readsPolicies, readsPolicies,
            policyAssignments, "policy($expand=rules)"},
    };
    return routes;
}

} // namespace lockstep::sim
