// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "graph/pacer.h"
#include "setup/read_plan.h"

#include <map>
#include <mutex>

namespace lockstep {

//! What earlier runs of this process learned of tenants and what spares this run a wave: Microsoft
//! Graph's permission ids (contract R3), and the ids below which provisioning is read (section 12).
//! Never evidence: ids are compared again in each run. Thread-safe.
class TenantMemory {
public:
    [[nodiscard]] std::optional<GraphPermissions> permissions(const QString& tenantId) const;
    void keep(const QString& tenantId, GraphPermissions permissions);

    struct ProvisioningIds {
        QString servicePrincipal;
        QString job; //!< empty unless it was the only one
    };
    [[nodiscard]] ProvisioningIds provisioningIds(
        const QString& tenantId, const QString& appId) const;
    void keep(const QString& tenantId, const QString& appId, ProvisioningIds ids);

private:
    mutable std::mutex m_mutex;
    std::map<QString, GraphPermissions> m_permissions;
    std::map<std::pair<QString, QString>, ProvisioningIds> m_provisioning;
};

//! Everything that one confirmation needs. References must outlive the call.
struct VerifyRequest {
    const Profile& profile;
    const Inputs& inputs;
    const Secret* secret = nullptr; //!< null or empty: nothing to try
    Session* session = nullptr; //!< null: without signing in; its tokens are renewed in place
    const Endpoints& endpoints;
    TenantMemory* memory = nullptr;
    QString onlyFor; //!< reads just what this check looks at; the report is no whole one then
    int secretProofs =
        1; //!< token requests for the secret in the first wave; completing wants three
    std::chrono::milliseconds timeout{60'000};
};
struct Verified {
    Report report;
    TenantSnapshot snapshot;
};

//! The spine (design 3): reads in two waves, evaluates. Blocks; never on the GUI thread.
//! No error path: what could not be read is a finding. Empty only when stopped.
[[nodiscard]] std::optional<Verified> verify(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop);

//! The reading half of verify().
[[nodiscard]] TenantSnapshot readTenant(
    const VerifyRequest& request, Transport& transport, Pacer& pacer, std::stop_token stop);

} // namespace lockstep
