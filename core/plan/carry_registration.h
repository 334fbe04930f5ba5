// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/carry_out.h"
#include "setup/graph_reads.h"

namespace lockstep {

// What changes of the registration itself have in common; carry_application.cpp has them.

inline const QString registrationRead = QStringLiteral("app"); //!< the id of applicationGet()
constexpr const char* graphAppId = "00000003-0000-0000-c000-000000000000";

//! The redirect URIs of a platform ("web", "spa", "publicClient"). Null where they are not as Graph
//! gives them; only the platforms besides Web may be left out.
[[nodiscard]] const Json* urisOf(const Json& application, const char* platform);
//! Entries of requiredResourceAccess for Microsoft Graph's permissions, by this tenant's ids.
[[nodiscard]] Result<Json, CannotDo> accessEntries(
    const std::vector<PermissionWish>& permissions, const Place& place);
//! Whether a resourceAccess list has this entry.
[[nodiscard]] bool holdsEntry(const Json& entries, const Json& entry);
[[nodiscard]] Write patchApplication(
    const Place& place, const Json& body, Json before = Json::object());

//! What follows from the registration where it was read.
template <class Next> Move nextOn(const GraphReplies& replies, Next merge)
{
    const Json* application = jsonOf(replies, registrationRead);
    return application ? merge(*application) : unreadMove(replies, registrationRead);
}
//! A registration that is gone has nothing left to be taken back.
template <class Undo> Move takeBackOn(const GraphReplies& replies, Undo undo)
{
    const Json* application = jsonOf(replies, registrationRead);
    return application ? undo(*application) : goneOr(replies, registrationRead);
}
//! Sight from a condition on the registration; nullopt where what it looks at is not shown.
template <class Condition> Sight seeApplication(const GraphReplies& replies, Condition condition)
{
    const Json* application = jsonOf(replies, registrationRead);
    if (!application)
        return isMissing(replies, registrationRead) ? sightOf(false) : Sight{};
    const std::optional<bool> shown = condition(*application);
    return shown ? sightOf(*shown) : Sight{};
}

} // namespace lockstep
