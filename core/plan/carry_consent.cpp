// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_assignment.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString sp = u"sp"_s;
const QString granted = u"granted"_s; // R4

} // namespace

// ConsentInBrowser

std::vector<GraphGet> looks(const change::ConsentInBrowser&, const Place& place)
{
    return {principalGet(place)};
}
//! Not a request: the browser opens the kind's own address.
Move next(const change::ConsentInBrowser&, const Place&, const GraphReplies& replies)
{
    if (jsonOf(replies, sp))
        return AlreadyThere{};
    if (!isMissing(replies, sp))
        return unreadMove(replies, sp);
    return Write{.method = HttpMethod::Get, .path = {}, .pathTemplate = "adminconsent"};
}
Sight see(const change::ConsentInBrowser&, const Place&, const GraphReplies& replies)
{
    return seePrincipal(replies);
}
Move takeBack(
    const change::ConsentInBrowser&, const WriteRecord&, const Place&, const GraphReplies& replies)
{
    if (isMissing(replies, sp))
        return AlreadyThere{};
    return CannotDo{CarryWords::tr(
        "A consent is taken back in the portal, by deleting the enterprise application.")};
}

// GrantInBrowser: somebody else's act, watched

namespace {

bool isGrantedAll(
    const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies)
{
    const Json* roles = listReply(replies, granted);
    return roles && std::ranges::all_of(kind.permissions, [&](const PermissionWish& wish) {
        const QString id = permissionId(wish.name, place);
        return !id.isEmpty() && assignmentOf(*roles, {}, place.graph.servicePrincipalId, id);
    });
}

} // namespace

std::vector<GraphGet> looks(const change::GrantInBrowser&, const Place& place)
{
    return {grantedGet(place)};
}
//! Not a request: the browser opens the address.
Move next(const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies)
{
    if (isGrantedAll(kind, place, replies))
        return AlreadyThere{};
    return Write{.method = HttpMethod::Get, .path = {}, .pathTemplate = "adminconsent"};
}
Sight see(const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies)
{
    if (!listReply(replies, granted))
        return isMissing(replies, granted) ? sightOf(false) : Sight{};
    return sightOf(isGrantedAll(kind, place, replies));
}
Move takeBack(const change::GrantInBrowser&, const WriteRecord&, const Place&, const GraphReplies&)
{
    return CannotDo{CarryWords::tr("A consent in the browser is taken back in the portal.")};
}

} // namespace lockstep
