// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_access.h"

#include "simulator/graph_write_support.h"
#include "simulator/pim_schedules.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

// template ids: contract section 4
constexpr const char* identityGovernanceAdministrator = "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e";
constexpr const char* groupsAdministrator = "fdd7a751-b60b-444a-984c-02652fe8fa1c";
constexpr const char* directoryWriters = "9360feb5-f418-4baa-8175-e2a00bac4301";
constexpr const char* globalReader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
constexpr const char* securityReader = "5d6b6bb7-de71-4623-b4af-96380a352509";
constexpr const char* securityOperator = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";
constexpr const char* securityAdministrator = "194ae4cb-b126-40b2-bd5b-6091b380977d";

bool isLicensed(const Json& tenant)
{
    for (const Json& sku : listAt(tenant, "subscribedSkus")) {
        if (textAt(sku, "capabilityStatus") != u"Enabled")
            continue;
        for (const Json& plan : listAt(sku, "servicePlans")) {
            const QString name = textAt(plan, "servicePlanName");
            if (name == u"AAD_PREMIUM_P2" || name == u"Entra_Identity_Governance")
                return true;
        }
    }
    return false;
}

bool owns(const GraphContext& context, const Json& group)
{
    const Json& owners = listAt(group, "_owners");
    return std::any_of(owners.begin(), owners.end(), [&](const Json& id) {
        return sameName(fromJson(id.get<std::string>()), context.token.objectId);
    });
}

bool managesOrdinaryGroups(const GraphContext& context)
{
    return holdsRole(context,
        {globalAdministrator, privilegedRoleAdministrator, directoryWriters, groupsAdministrator,
            identityGovernanceAdministrator, userAdministrator});
}

} // namespace

std::optional<GraphReply> refusedForLicence(const GraphContext& context)
{
    if (isLicensed(context.tenant))
        return std::nullopt;
    return refusedWrite(context.world, "AadPremiumLicenseRequired",
        QStringLiteral("The tenant needs Microsoft Entra ID P2 or Microsoft Entra ID Governance."));
}

bool mayReadPim(const GraphContext& context, const Json& group)
{
    if (owns(context, group)
        || memberIds(group, context.tenant, context.world.nowMs())
               .contains(context.token.objectId, Qt::CaseInsensitive))
        return true;
    return mayReadAllPim(context)
        || (!flagAt(group, "isAssignableToRole") && managesOrdinaryGroups(context));
}

bool mayReadAllPim(const GraphContext& context)
{
    return holdsRole(context, {globalAdministrator, globalReader, privilegedRoleAdministrator});
}

bool mayReadPolicy(const GraphContext& context, const Json& group)
{
    return owns(context, group)
        || holdsRole(context,
            {globalAdministrator, globalReader, securityReader, securityOperator,
                securityAdministrator, privilegedRoleAdministrator});
}

bool mayManagePim(const GraphContext& context, const Json& group)
{
    if (owns(context, group))
        return true;
    return flagAt(group, "isAssignableToRole")
        ? holdsRole(context, {globalAdministrator, privilegedRoleAdministrator})
        : managesOrdinaryGroups(context);
}

bool mayManageMembers(const GraphContext& context, const Json& group)
{
    if (!flagAt(group, "isAssignableToRole"))
        return owns(context, group)
            || holdsRole(context,
                {globalAdministrator, groupsAdministrator, userAdministrator, directoryWriters});
    return context.token.permissions.contains(QStringLiteral("RoleManagement.ReadWrite.Directory"))
        && holdsRole(context, {globalAdministrator, privilegedRoleAdministrator});
}

} // namespace lockstep::sim
