// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/graph.h"

namespace lockstep::sim {

// Who may use PIM for Groups, beyond the permission of the token (contract R16, R19, W11). An app
// needs its permission alone, as everywhere in the simulator.

//! A tenant without P2 or Governance has no PIM: 400 AadPremiumLicenseRequired (contract 1.4).
[[nodiscard]] std::optional<GraphReply> refusedForLicence(const GraphContext& context);

[[nodiscard]] bool mayReadPim(const GraphContext& context, const Json& group);
//! Where the filter names no group.
[[nodiscard]] bool mayReadAllPim(const GraphContext& context);
[[nodiscard]] bool mayReadPolicy(const GraphContext& context, const Json& group);
[[nodiscard]] bool mayManagePim(const GraphContext& context, const Json& group);
//! W10, without PIM.
[[nodiscard]] bool mayManageMembers(const GraphContext& context, const Json& group);

} // namespace lockstep::sim
