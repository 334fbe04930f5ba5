// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/verify.h"

namespace lockstep {

std::optional<GraphPermissions> GraphPermissionCache::find(const QString& tenantId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_byTenant.find(tenantId.toLower());
    return found == m_byTenant.end() ? std::nullopt : std::optional(found->second);
}

void GraphPermissionCache::store(const QString& tenantId, GraphPermissions permissions)
{
    const std::scoped_lock lock(m_mutex);
    m_byTenant[tenantId.toLower()] = std::move(permissions);
}

std::optional<Verified> verify(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop)
{
    TenantSnapshot snapshot = readTenant(request, transport, pacer, stop);
    if (stop.stop_requested())
        return std::nullopt;
    const bool secretGiven = request.secret && !request.secret->isEmpty();
    Report report = evaluate(request.profile, request.inputs, secretGiven, snapshot);
    return Verified{.report = std::move(report), .snapshot = std::move(snapshot)};
}

} // namespace lockstep
