// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/net_context.h"
#include "setup/verify.h"

namespace lockstep {

//! The first wave (contract 12): sign-in refresh, the token requests that prove the secret, tenant
//! metadata and the SCIM endpoint's own answers, all in parallel. Fills in their parts of the
//! snapshot, renews the session in place, and returns the app's own token; empty where Entra gave
//! none.
[[nodiscard]] Secret readTokens(const VerifyRequest& request, const std::set<Fact>& plan,
    const QString& appId, NetContext& net, TenantSnapshot& snapshot);

} // namespace lockstep
