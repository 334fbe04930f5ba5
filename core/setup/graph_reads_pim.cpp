// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/graph_reads.h"

#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The fields that name the groups of PIM checks.
std::set<QString> groupFields(const Profile& profile)
{
    std::set<QString> fields;
    for (const CheckSpec& spec : profile.checks) {
        if (const auto* standing = std::get_if<check::GroupNoStandingMembers>(&spec.kind))
            fields.insert(standing->field);
        else if (const auto* eligible = std::get_if<check::PimEligible>(&spec.kind))
            fields.insert(eligible->group);
        else if (const auto* dates = std::get_if<check::PimDates>(&spec.kind))
            fields.insert(dates->group);
        else if (const auto* policy = std::get_if<check::PimPolicy>(&spec.kind))
            fields.insert(policy->group);
        else if (const auto* inactive = std::get_if<check::PimInactive>(&spec.kind))
            fields.insert(inactive->group);
        else if (const auto* active = std::get_if<check::PimActive>(&spec.kind))
            fields.insert(active->group);
    }
    return fields;
}

} // namespace

void addPimReads(std::vector<GraphRead>& reads, const ReadContext& context)
{
    std::set<QString> groups;
    for (const QString& field : groupFields(context.profile))
        groups.merge(groupIds(context.snapshot, context.inputs, field));
    const QString pim = u"/identityGovernance/privilegedAccess/group/"_s;
    for (const QString& group : groups) {
        // the lists answer only with a filter on the group (contract section 5)
        const auto list = [&](const QString& id, const QString& name, auto take) {
            reads.push_back({Fact::Pim,
                {id + u':' + group,
                    pim + name + u"?$filter=groupId eq '"_s + pathKey(group) + u'\''},
                take});
        };
        list(u"R16"_s, u"eligibilitySchedules"_s,
            into(&TenantSnapshot::eligibilities, group, decodeEligibilities));
        list(u"R17"_s, u"eligibilityScheduleInstances"_s,
            into(&TenantSnapshot::eligibleNow, group, decodeEligibleNow));
        list(u"R18"_s, u"eligibilityScheduleRequests"_s,
            into(&TenantSnapshot::eligibilityRequests, group, decodeEligibilityRequests));
        list(u"R20"_s, u"assignmentScheduleInstances"_s,
            into(&TenantSnapshot::assignmentsNow, group, decodeGroupAssignments));
        reads.push_back({Fact::PimRules,
            {u"R19:"_s + group,
                u"/policies/roleManagementPolicyAssignments?$filter=scopeId eq '"_s + pathKey(group)
                    + u"' and scopeType eq 'Group' and roleDefinitionId eq 'member'"
                      "&$expand=policy($expand=rules)"_s},
            into(&TenantSnapshot::groupRules, group, decodeGroupRules)});
    }
}

} // namespace lockstep
