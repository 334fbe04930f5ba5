// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

// Privileged Identity Management for Groups (contract section 9): what is in force follows from the
// schedules and the simulated clock alone, so that nothing has to happen when a time passes.

//! ms of an ISO 8601 duration of days, hours, minutes and seconds; nothing where it is none.
[[nodiscard]] std::optional<qint64> durationMs(const QString& text);
//! ms since the epoch of an instant that names its offset.
[[nodiscard]] std::optional<qint64> momentMs(const QString& text);
[[nodiscard]] Json momentText(qint64 ms);

//! When a requestSchedule ("scheduleInfo") begins and ends; no end: it never does.
struct PimSpan {
    qint64 startMs = 0;
    std::optional<qint64> endMs;
};
[[nodiscard]] PimSpan spanOf(const Json& scheduleInfo);

[[nodiscard]] bool isInForce(const Json& schedule, qint64 nowMs);
[[nodiscard]] bool isOver(const Json& schedule, qint64 nowMs);

//! What tells schedules and requests apart: where, who, and as what ("member", "owner").
struct PimKey {
    QString groupId;
    QString principalId;
    QString accessId;
};
[[nodiscard]] PimKey keyOf(const Json& schedule);
[[nodiscard]] bool sameKey(const Json& schedule, const PimKey& key);

//! R17 and R20: what of the schedules is in force, as instances.
[[nodiscard]] std::vector<Json> eligibilityInstances(const Json& tenant, qint64 nowMs);
[[nodiscard]] std::vector<Json> assignmentInstances(const Json& tenant, qint64 nowMs);

//! Object ids of whom R15 shows: standing members and those whom PIM makes members just now.
[[nodiscard]] QStringList memberIds(const Json& group, const Json& tenant, qint64 nowMs);
//! Whether an assignment or activation of PIM is in force for exactly this.
[[nodiscard]] bool isPimMember(const PimKey& key, const Json& tenant, qint64 nowMs);

} // namespace lockstep::sim
