// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "graph/pacer.h"

#include <map>
#include <mutex>

namespace lockstep {

//! Microsoft Graph's permission ids by tenant, kept for the process (contract R3). Thread-safe.
class GraphPermissionCache {
public:
    [[nodiscard]] std::optional<GraphPermissions> find(const QString& tenantId) const;
    void store(const QString& tenantId, GraphPermissions permissions);

private:
    mutable std::mutex m_mutex;
    std::map<QString, GraphPermissions> m_byTenant;
};

//! Everything that one confirmation needs. References must outlive the call.
struct VerifyRequest {
    const Profile& profile;
    const Inputs& inputs;
    const Secret* secret = nullptr; //!< null or empty: nothing to try
    Session* session = nullptr; //!< null: without signing in; its tokens are renewed in place
    const Endpoints& endpoints;
    GraphPermissionCache* cache = nullptr;
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
