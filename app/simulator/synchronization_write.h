// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/graph.h"

namespace lockstep::sim {

// What the writes below /synchronization have in common: permission, role and address.

[[nodiscard]] const std::vector<const char*>& writesSynchronization();
[[nodiscard]] const std::vector<const char*>& writesSynchronizationAsApp();

//! The service principal or job that the path names, at its newest, or Graph's no.
[[nodiscard]] Result<Json*, GraphReply> writablePrincipal(const GraphContext& context);
[[nodiscard]] Result<Json*, GraphReply> writableJob(const GraphContext& context);

} // namespace lockstep::sim
