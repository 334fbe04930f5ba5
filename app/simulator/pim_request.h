// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/graph_write_support.h"
#include "simulator/pim_schedules.h"

namespace lockstep::sim {

//! One schedule request as it came (contract 9.2): who, where, what, and for how long.
struct PimRequest {
    PimKey key;
    QString action; //!< spelt as Graph prints it
    Json scheduleInfo; //!< complete, and beginning now at the earliest
    Json asked; //!< the whole body
};

//! Which part of a policy bounds a request; names the rules' last part.
inline constexpr const char* adminEligibility = "Admin_Eligibility";
inline constexpr const char* adminAssignment = "Admin_Assignment";
inline constexpr const char* endUserAssignment = "EndUser_Assignment";

//! The request, or why it makes no sense whatever the tenant holds.
[[nodiscard]] Result<PimRequest, GraphReply> readPimRequest(
    const GraphContext& context, std::initializer_list<const char*> actions);

//! Licence, group and principal; the group's kind, which PIM may not manage.
[[nodiscard]] std::optional<GraphReply> refusedPimTarget(
    const GraphContext& context, const PimRequest& request);

//! 400 RoleAssignmentRequestPolicyValidationFailed with the names of the rules that it breaks.
[[nodiscard]] std::optional<GraphReply> brokenPolicy(
    const GraphContext& context, const PimRequest& request, const char* part);

//! The row of the newest state that is about this very key and not over, or null.
[[nodiscard]] Json* liveSchedule(const GraphContext& context, const char* list, const PimKey& key);
//! Nobody may leave in the first five minutes.
[[nodiscard]] bool isTooFresh(const GraphContext& context, const Json& schedule);
void removeSchedule(const GraphContext& context, const char* list, const Json& schedule);

[[nodiscard]] GraphReply alreadyThere(const GraphContext& context);
[[nodiscard]] GraphReply notThere(const GraphContext& context);
[[nodiscard]] GraphReply tooFresh(const GraphContext& context);

//! A new schedule from the request; its id and times are the service's.
[[nodiscard]] Json scheduleFrom(const GraphContext& context, const PimRequest& request);
//! Keeps the request, onboards its group, and answers 201. `list`: where requests are kept.
[[nodiscard]] GraphReply acceptedRequest(const GraphContext& context, const PimRequest& request,
    const char* list, const char* status, const Json& schedule);

} // namespace lockstep::sim
