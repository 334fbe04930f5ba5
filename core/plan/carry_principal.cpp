// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"
#include "plan/carry_out.h"
#include "setup/graph_reads.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString sp = u"sp"_s;
const QString granted = u"granted"_s; // R4
const QString consents = u"consents"_s; // R5
const QString assigned = u"assigned"_s; // R6

Move patchPrincipal(const Place& place, const Json& body)
{
    return Write{.method = HttpMethod::Patch,
        .path = principalPath(place),
        .pathTemplate = "/servicePrincipals(appId='{appId}')",
        .body = bodyOf(body)};
}

Sight seeFlag(const GraphReplies& replies, const char* name)
{
    const Json* principal = jsonOf(replies, sp);
    if (!principal)
        return isMissing(replies, sp) ? sightOf(false) : Sight{};
    const std::optional<bool> shown = boolMember(*principal, name);
    return shown ? sightOf(*shown) : Sight{};
}

Move setFlag(const Place& place, const GraphReplies& replies, const char* name, bool on)
{
    const Json* principal = jsonOf(replies, sp);
    if (!principal)
        return on ? unreadMove(replies, sp) : goneOr(replies, sp);
    const std::optional<bool> now = boolMember(*principal, name);
    if (!now)
        return unreadMove(replies, sp);
    if (*now == on)
        return AlreadyThere{};
    return patchPrincipal(place, {{name, on}});
}

} // namespace

Sight seePrincipal(const GraphReplies& replies)
{
    const Json* principal = jsonOf(replies, sp);
    if (!principal)
        return isMissing(replies, sp) ? sightOf(false) : Sight{};
    const QString id = textIn(*principal, "id");
    if (id.isEmpty())
        return {};
    Sight sight = sightOf(true);
    sight.made = {{"id", toJson(id)}};
    return sight;
}

// CreateServicePrincipal (W2)

std::vector<GraphGet> looks(const change::CreateServicePrincipal&, const Place& place)
{
    return {principalGet(place), assignedGet(place), grantedGet(place), consentsGet(place)};
}
Move next(const change::CreateServicePrincipal&, const Place& place, const GraphReplies& replies)
{
    if (const Json* there = jsonOf(replies, sp); there && !textIn(*there, "id").isEmpty())
        return AlreadyThere{};
    if (!isMissing(replies, sp))
        return unreadMove(replies, sp);
    return Write{.method = HttpMethod::Patch,
        .path = principalPath(place),
        .pathTemplate = "/servicePrincipals(appId='{appId}')",
        .body = R"({"tags":["WindowsAzureActiveDirectoryIntegratedApp"]})",
        .createIfMissing = true};
}
Sight see(const change::CreateServicePrincipal&, const Place&, const GraphReplies& replies)
{
    return seePrincipal(replies);
}
Move takeBack(const change::CreateServicePrincipal&, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    if (!jsonOf(replies, sp))
        return goneOr(replies, sp);
    for (const QString& list : {assigned, granted, consents}) {
        if (!listReply(replies, list))
            return unreadMove(replies, list);
    }
    if (!listOf(*jsonOf(replies, assigned)).empty())
        return CannotDo{CarryWords::tr("Users or groups are assigned to it, so it is left.")};
    if (!listOf(*jsonOf(replies, granted)).empty() || !listOf(*jsonOf(replies, consents)).empty())
        return CannotDo{CarryWords::tr("Permissions are granted to it, so it is left.")};
    return Write{.method = HttpMethod::Delete,
        .path = principalPath(place),
        .pathTemplate = "/servicePrincipals(appId='{appId}')"};
}

// EnableServicePrincipal, RequireAssignment (W2, W9)

std::vector<GraphGet> looks(const change::EnableServicePrincipal&, const Place& place)
{
    return {principalGet(place)};
}
Move next(const change::EnableServicePrincipal&, const Place& place, const GraphReplies& replies)
{
    return setFlag(place, replies, "accountEnabled", true);
}
Sight see(const change::EnableServicePrincipal&, const Place&, const GraphReplies& replies)
{
    return seeFlag(replies, "accountEnabled");
}
Move takeBack(const change::EnableServicePrincipal&, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    return setFlag(place, replies, "accountEnabled", false);
}

std::vector<GraphGet> looks(const change::RequireAssignment&, const Place& place)
{
    return {principalGet(place)};
}
Move next(const change::RequireAssignment&, const Place& place, const GraphReplies& replies)
{
    return setFlag(place, replies, "appRoleAssignmentRequired", true);
}
Sight see(const change::RequireAssignment&, const Place&, const GraphReplies& replies)
{
    return seeFlag(replies, "appRoleAssignmentRequired");
}
Move takeBack(const change::RequireAssignment&, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    return setFlag(place, replies, "appRoleAssignmentRequired", false);
}

} // namespace lockstep
