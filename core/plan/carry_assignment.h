// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/carry_out.h"

namespace lockstep {

// Granting an application permission and assigning an app role are one thing to Graph, seen from
// two sides (R4, R6).

//! The id of Microsoft Graph's app role in this tenant; empty: it offers none of this name.
[[nodiscard]] QString permissionId(const QString& permission, const Place& place);
//! The assignment of a list that has these ids; empty ones are not compared. Null: none.
[[nodiscard]] const Json* assignmentOf(
    const Json& list, const QString& principalId, const QString& resourceId, const QString& roleId);
//! Unread without a list.
[[nodiscard]] Sight sightOfAssignment(const Json* list, const Json* found);
//! Takes back only the very assignment that was made; `otherwise` where its id was lost. `side`:
//! "/appRoleAssignments" or "/appRoleAssignedTo".
[[nodiscard]] Move removeAssignment(const Place& place, const GraphReplies& replies,
    const QString& list, const char* side, const WriteRecord& record, const Json* otherwise);

} // namespace lockstep
