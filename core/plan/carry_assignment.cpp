// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_assignment.h"

#include "checks/named.h"
#include "setup/graph_reads.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString sp = u"sp"_s;
const QString assigned = u"assigned"_s; // R6

} // namespace

QString permissionId(const QString& permission, const Place& place)
{
    const auto found = place.graph.applicationIds.find(permission);
    return found == place.graph.applicationIds.end() ? QString() : found->second;
}

const Json* assignmentOf(
    const Json& list, const QString& principalId, const QString& resourceId, const QString& roleId)
{
    for (const Json& each : listOf(list)) {
        const bool principal = principalId.isEmpty() || sameText(each, "principalId", principalId);
        const bool resource = resourceId.isEmpty() || sameText(each, "resourceId", resourceId);
        if (principal && resource && sameText(each, "appRoleId", roleId))
            return &each;
    }
    return nullptr;
}

Sight sightOfAssignment(const Json* list, const Json* found)
{
    if (!list)
        return {};
    Sight sight = sightOf(found != nullptr);
    if (found)
        sight.made = {{"id", toJson(textIn(*found, "id"))}};
    return sight;
}

Move removeAssignment(const Place& place, const GraphReplies& replies, const QString& list,
    const char* side, const WriteRecord& record, const Json* otherwise)
{
    const Json* all = listReply(replies, list);
    if (!all)
        return goneOr(replies, list);
    const QString id = textIn(record.made, "id");
    const auto found = std::ranges::find_if(listOf(*all), [&](const Json& each) {
        return id.isEmpty() ? &each == otherwise : stringMember(each, "id") == id;
    });
    if (found == listOf(*all).end())
        return AlreadyThere{};
    const QString foundId = textIn(*found, "id");
    if (foundId.isEmpty()) // without it the address would be the whole list's
        return notAsKnown();
    return Write{.method = HttpMethod::Delete,
        .path = principalPath(place) + QLatin1StringView(side) + u'/' + pathSegment(foundId),
        .pathTemplate = QByteArray("/servicePrincipals(appId='{appId}')") + side + "/{id}"};
}

// AssignRole (W8)

namespace {

//! Empty while the enterprise application does not show the role yet.
QString roleIdOf(const change::AssignRole& kind, const Json& principal)
{
    if (kind.role.isEmpty())
        return QString::fromLatin1(defaultAccessRole);
    for (const Json& role : listOf(principal, "appRoles")) {
        if (stringMember(role, "value") == kind.role
            && boolMember(role, "isEnabled").value_or(false))
            return textIn(role, "id");
    }
    return {};
}

const Json* assignmentFor(
    const change::AssignRole& kind, const GraphReplies& replies, const Json& list)
{
    const Json* principal = jsonOf(replies, sp);
    const QString roleId = principal ? roleIdOf(kind, *principal) : QString();
    return roleId.isEmpty() || kind.who.id.isEmpty() ? nullptr
                                                     : assignmentOf(list, kind.who.id, {}, roleId);
}

} // namespace

std::vector<GraphGet> looks(const change::AssignRole&, const Place& place)
{
    return {principalGet(place), assignedGet(place)};
}
Move next(const change::AssignRole& kind, const Place&, const GraphReplies& replies)
{
    const Json* principal = jsonOf(replies, sp);
    const Json* list = listReply(replies, assigned);
    if (!principal || !list)
        return unreadMove(replies, principal ? assigned : sp);
    if (kind.who.id.isEmpty())
        return CannotDo{CarryWords::tr("It is not known who %1 is.").arg(kind.who.name)};
    const QString roleId = roleIdOf(kind, *principal);
    if (roleId.isEmpty())
        return NotYet{
            CarryWords::tr("The enterprise application does not show the app role %1 yet.")
                .arg(kind.role)};
    if (assignmentFor(kind, replies, *list))
        return AlreadyThere{};
    const QString appId = textIn(*principal, "appId");
    const QString resourceId = textIn(*principal, "id");
    if (appId.isEmpty() || resourceId.isEmpty())
        return notAsKnown();
    return Write{.method = HttpMethod::Post,
        .path = u"/servicePrincipals(appId='"_s + pathKey(appId) + u"')/appRoleAssignedTo"_s,
        .pathTemplate = "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
        .body = bodyOf({{"principalId", toJson(kind.who.id)}, {"resourceId", toJson(resourceId)},
            {"appRoleId", toJson(roleId)}})};
}
Sight see(const change::AssignRole& kind, const Place&, const GraphReplies& replies)
{
    const Json* list = listReply(replies, assigned);
    if (!list)
        return isMissing(replies, assigned) ? sightOf(false) : Sight{};
    if (!jsonOf(replies, sp)) // which role it is, is unread
        return isMissing(replies, sp) ? sightOf(false) : Sight{};
    return sightOfAssignment(list, assignmentFor(kind, replies, *list));
}
Move takeBack(const change::AssignRole& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json* list = listReply(replies, assigned);
    if (textIn(record.made, "id").isEmpty() && !jsonOf(replies, sp)) // which role it is, is unread
        return goneOr(replies, sp);
    return removeAssignment(place, replies, assigned, "/appRoleAssignedTo", record,
        list ? assignmentFor(kind, replies, *list) : nullptr);
}

} // namespace lockstep
