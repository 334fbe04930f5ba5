// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/verify.h"

#include "plan/plan.h"

namespace lockstep {

std::optional<GraphPermissions> TenantMemory::permissions(const QString& tenantId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_permissions.find(tenantId.toLower());
    return found == m_permissions.end() ? std::nullopt : std::optional(found->second);
}

void TenantMemory::keep(const QString& tenantId, GraphPermissions permissions)
{
    const std::scoped_lock lock(m_mutex);
    m_permissions[tenantId.toLower()] = std::move(permissions);
}

TenantMemory::ProvisioningIds TenantMemory::provisioningIds(
    const QString& tenantId, const QString& appId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_provisioning.find({tenantId.toLower(), appId.toLower()});
    return found == m_provisioning.end() ? ProvisioningIds{} : found->second;
}

void TenantMemory::keep(const QString& tenantId, const QString& appId, ProvisioningIds ids)
{
    const std::scoped_lock lock(m_mutex);
    m_provisioning[{tenantId.toLower(), appId.toLower()}] = std::move(ids);
}

std::optional<Verified> verify(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
{
    TenantSnapshot snapshot = readTenant(request, transport, pacer, stop);
    if (stop.stop_requested())
        return std::nullopt;
    const bool secretGiven = request.secret && !request.secret->isEmpty();
    Report report = evaluate(request.profile, request.inputs, secretGiven, snapshot);
    if (request.onlyFor.isEmpty())
        offerChanges(report,
            plan({.profile = request.profile,
                .inputs = request.inputs,
                .snapshot = snapshot,
                .report = report}));
    return Verified{.report = std::move(report), .snapshot = std::move(snapshot)};
}

} // namespace lockstep
