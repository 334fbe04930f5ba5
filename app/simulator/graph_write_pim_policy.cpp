// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/pim_access.h"
#include "simulator/pim_policies.h"
#include "simulator/pim_schedules.h"

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesPolicies{"RoleManagementPolicy.ReadWrite.AzureADGroup"};

GraphReply badRule(const GraphContext& context, const QString& why)
{
    return refusedWrite(context.world, "BadRequest", why);
}

//! A change may hold only what this kind of rule has, and nothing may turn it into another.
std::optional<GraphReply> refusedChange(
    const GraphContext& context, const Json& rule, const Json& change)
{
    if (!change.is_object())
        return badRule(context, QStringLiteral("Unable to read JSON request payload."));
    for (const auto& [name, value] : change.items()) {
        if (!rule.contains(name))
            return badRule(
                context, QStringLiteral("The rule has no property '%1'.").arg(fromJson(name)));
        if ((name == "id" || name == "@odata.type") && value != rule[name])
            return badRule(context, QStringLiteral("The rule is of another kind."));
        if (name == "maximumDuration" && !durationMs(textAt(change, "maximumDuration")))
            return badRule(context, QStringLiteral("The duration is not valid."));
    }
    return std::nullopt;
}

//! W12. By the id that the policy has now: an older one names nothing any more.
GraphReply patchRule(const GraphContext& context)
{
    if (auto refused = refusedForLicence(context))
        return *std::move(refused);
    Json& tenant = newestTenant(context);
    const QString policyId = context.values.value(QStringLiteral("policyId"));
    const QString ruleId = context.values.value(QStringLiteral("ruleId"));
    Json* assignment =
        findBy(tenant["policies"]["roleManagementPolicyAssignments"], "policyId", policyId);
    if (!assignment)
        return notFound(context.world, policyId);
    const QString groupId = textAt(*assignment, "scopeId");
    const Json* group = findBy(tenant["groups"], "id", groupId);
    if (!group || !mayManagePim(context, *group))
        return denied(context.world);
    Json* rule = findBy((*assignment)["policy"]["rules"], "id", ruleId);
    if (!rule)
        return notFound(context.world, ruleId);
    if (auto refused = refusedChange(context, *rule, context.call.body))
        return *std::move(refused);
    rule->update(context.call.body, true);
    GraphReply reply{.status = 200, .headers = {}, .body = *rule};
    (*assignment)["policy"]["lastModifiedDateTime"] = momentText(context.world.nowMs());
    renewPolicyId(*assignment);
    onboardGroup(tenant, groupId);
    context.world.written();
    return reply;
}

} // namespace

const std::vector<GraphRoute>& policyWrites()
{
    static const std::vector<GraphRoute> routes{
        {"PATCH", "/policies/roleManagementPolicies/{policyId}/rules/{ruleId}", writesPolicies,
            writesPolicies, patchRule}};
    return routes;
}

} // namespace lockstep::sim
