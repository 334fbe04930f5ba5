// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/crowd.h"
#include "simulator/graph.h"

namespace lockstep::sim {

// What the reads of one family each have in common.

[[nodiscard]] GraphReply listOf(
    const GraphContext& context, std::vector<Json> entities, const char* type, const QString& name);
//! Of a long list: only what the page shows is copied.
[[nodiscard]] GraphReply longListOf(const GraphContext& context,
    const std::vector<const Json*>& entities, const char* type, const QString& name);
//! The tenant's crowd and then its own users or groups.
[[nodiscard]] GraphReply crowdedListOf(const GraphContext& context, Crowd::Kind kind,
    const std::vector<Json>& own, const std::function<Json(const Json&)>& shown, const char* type,
    const QString& name);
[[nodiscard]] GraphReply oneOf(
    const GraphContext& context, const Json& entity, const char* type, const QString& name);
[[nodiscard]] std::vector<Json> publicCopies(const Json& list);

[[nodiscard]] QString valueOf(const GraphContext& context, const char* name);
//! The object that the path names by appId, uniqueName or object id; null when there is none.
[[nodiscard]] const Json* addressed(const GraphContext& context, const char* list);
[[nodiscard]] QString addressOf(const GraphContext& context);

[[nodiscard]] const std::vector<GraphRoute>& applicationReads();
[[nodiscard]] const std::vector<GraphRoute>& tenantReads();
[[nodiscard]] const std::vector<GraphRoute>& peopleReads();
[[nodiscard]] const std::vector<GraphRoute>& pimReads();
[[nodiscard]] const std::vector<GraphRoute>& synchronizationReads();

} // namespace lockstep::sim
