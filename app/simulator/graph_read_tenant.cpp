// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"
#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsDomains{"Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All"};
const Names readsOrganization{"User.Read", "User.Read.All", "Organization.Read.All",
    "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsSkus{"LicenseAssignment.Read.All", "Organization.Read.All",
    "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsPolicy{"Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"};
const Names readsOtherTenants{"CrossTenantInformation.ReadBasic.All"};

GraphReply organization(const GraphContext& context)
{
    Json entity = organizationOf(context.tenant);
    const bool full = context.token.kind == TokenInfo::Kind::App
        || context.token.permissions.contains(QStringLiteral("Directory.Read.All"))
        || context.token.permissions.contains(QStringLiteral("Organization.Read.All"));
    if (!full) { // User.Read shows these three alone (contract R7)
        for (auto& [name, value] : entity.items()) {
            if (name != "id" && name != "displayName" && name != "verifiedDomains")
                value = nullptr;
        }
    }
    return listOf(context, {entity}, "organization", QStringLiteral("organization"));
}

GraphReply domains(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "domains")), "domain",
        QStringLiteral("domains"));
}

GraphReply subscribedSkus(const GraphContext& context)
{
    return listOf(context, publicCopies(listAt(context.tenant, "subscribedSkus")), "subscribedSku",
        QStringLiteral("subscribedSkus"));
}

GraphReply appManagementPolicy(const GraphContext& context)
{
    return oneOf(context, context.tenant["policies"]["defaultAppManagementPolicy"],
        "tenantAppManagementPolicy", QStringLiteral("policies/defaultAppManagementPolicy"));
}

GraphReply tenantInformation(const GraphContext& context)
{
    const QString wanted = valueOf(context, "name");
    const Json* found = context.world.tenant(wanted);
    if (!found)
        return graphError(context.world, 404, "ResourceNotFound",
            QStringLiteral("Unable to resolve the tenant '%1'.").arg(wanted));
    QString main = initialDomain(*found);
    for (const Json& domain : listAt(*found, "domains")) {
        if (flagAt(domain, "isDefault"))
            main = textAt(domain, "id");
    }
    return {.status = 200,
        .headers = {},
        .body = {{"@odata.context",
                     toJson(context.world.graphUrl().toString()
                         + QStringLiteral("/v1.0/$metadata#microsoft.graph.tenantInformation"))},
            {"tenantId", (*found)["id"]}, {"displayName", (*found)["displayName"]},
            {"federationBrandName", nullptr}, {"defaultDomainName", toJson(main)}}};
}

} // namespace

const std::vector<GraphRoute>& tenantReads()
{
    static const std::vector<GraphRoute> routes{
        {"GET", "/organization", readsOrganization, readsOrganization, organization},
        {"GET", "/domains", readsDomains, readsDomains, domains},
        {"GET", "/subscribedSkus", readsSkus, readsSkus, subscribedSkus},
        {"GET", "/policies/defaultAppManagementPolicy", readsPolicy, readsPolicy,
            appManagementPolicy},
        {"GET", "/tenantRelationships/findTenantInformationByTenantId(tenantId='{name}')",
            readsOtherTenants, readsOtherTenants, tenantInformation},
        {"GET", "/tenantRelationships/findTenantInformationByDomainName(domainName='{name}')",
            readsOtherTenants, readsOtherTenants, tenantInformation},
    };
    return routes;
}

} // namespace lockstep::sim
