// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_assignment.h"
#include "setup/graph_reads.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString granted = u"granted"_s; // R4
const QString consents = u"consents"_s; // R5

} // namespace

// GrantApplicationPermission (W6)

std::vector<GraphGet> looks(const change::GrantApplicationPermission&, const Place& place)
{
    return {grantedGet(place)};
}
Move next(
    const change::GrantApplicationPermission& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, granted);
    if (!list || place.servicePrincipalId.isEmpty())
        return unreadMove(replies, granted);
    const QString roleId = permissionId(kind.permission, place);
    if (roleId.isEmpty())
        return CannotDo{CarryWords::tr("Microsoft Graph of this tenant does not offer %1.")
                            .arg(kind.permission)};
    if (assignmentOf(*list, {}, place.graph.servicePrincipalId, roleId))
        return AlreadyThere{};
    return Write{.method = HttpMethod::Post,
        .path = u"/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
                "/appRoleAssignedTo"_s,
        .pathTemplate = "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
        .body = bodyOf({{"principalId", toJson(place.servicePrincipalId)},
            {"resourceId", toJson(place.graph.servicePrincipalId)},
            {"appRoleId", toJson(roleId)}})};
}
Sight see(
    const change::GrantApplicationPermission& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, granted);
    if (permissionId(kind.permission, place).isEmpty()) // nothing could be compared with it
        return {};
    return sightOfAssignment(list,
        list ? assignmentOf(
            *list, {}, place.graph.servicePrincipalId, permissionId(kind.permission, place))
             : nullptr);
}
Move takeBack(const change::GrantApplicationPermission& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, granted);
    if (textIn(record.made, "id").isEmpty() && list
        && permissionId(kind.permission, place).isEmpty())
        return unreadMove(replies, granted);
    return removeAssignment(place, replies, granted, "/appRoleAssignments", record,
        list ? assignmentOf(
            *list, {}, place.graph.servicePrincipalId, permissionId(kind.permission, place))
             : nullptr);
}

// GrantDelegatedPermissions (W7)

namespace {

QStringList scopesOf(const Json& grant)
{
    return textIn(grant, "scope").split(u' ', Qt::SkipEmptyParts);
}

const Json* tenantWideGrant(const Json& list, const Place& place)
{
    for (const Json& grant : listOf(list)) {
        if (sameText(grant, "consentType", u"AllPrincipals"_s)
            && sameText(grant, "resourceId", place.graph.servicePrincipalId))
            return &grant;
    }
    return nullptr;
}

bool coversAll(const QStringList& scopes, const QStringList& wanted)
{
    return std::ranges::all_of(
        wanted, [&](const QString& each) { return scopes.contains(each, Qt::CaseInsensitive); });
}

} // namespace

std::vector<GraphGet> looks(const change::GrantDelegatedPermissions&, const Place& place)
{
    return {consentsGet(place)};
}
Move next(
    const change::GrantDelegatedPermissions& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, consents);
    if (!list || place.servicePrincipalId.isEmpty())
        return unreadMove(replies, consents);
    const Json* grant = tenantWideGrant(*list, place);
    if (!grant) {
        return Write{.method = HttpMethod::Post,
            .path = u"/oauth2PermissionGrants"_s,
            .pathTemplate = "/oauth2PermissionGrants",
            .body = bodyOf(
                {{"clientId", toJson(place.servicePrincipalId)}, {"consentType", "AllPrincipals"},
                    {"resourceId", toJson(place.graph.servicePrincipalId)},
                    {"scope", toJson(kind.permissions.join(u' '))}}),
            .before = {{"scope", ""}}};
    }
    const QString id = textIn(*grant, "id");
    if (!stringMember(*grant, "scope") || id.isEmpty())
        return notAsKnown();
    QStringList scopes = scopesOf(*grant);
    if (coversAll(scopes, kind.permissions))
        return AlreadyThere{};
    const QString before = scopes.join(u' ');
    for (const QString& each : kind.permissions) {
        if (!scopes.contains(each, Qt::CaseInsensitive))
            scopes << each;
    }
    return Write{.method = HttpMethod::Patch,
        .path = u"/oauth2PermissionGrants/"_s + pathSegment(id),
        .pathTemplate = "/oauth2PermissionGrants/{id}",
        .body = bodyOf({{"scope", toJson(scopes.join(u' '))}}),
        .before = {{"scope", toJson(before)}}};
}
Sight see(
    const change::GrantDelegatedPermissions& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, consents);
    if (!list)
        return isMissing(replies, consents) ? sightOf(false) : Sight{};
    if (place.graph.servicePrincipalId.isEmpty()) // whose permissions they are is not known
        return {};
    const Json* grant = tenantWideGrant(*list, place);
    Sight sight = sightOf(grant && coversAll(scopesOf(*grant), kind.permissions));
    if (grant)
        sight.made = {{"id", toJson(textIn(*grant, "id"))}};
    return sight;
}
Move takeBack(const change::GrantDelegatedPermissions& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, consents);
    if (!list)
        return goneOr(replies, consents);
    if (place.graph.servicePrincipalId.isEmpty())
        return unreadMove(replies, consents);
    const Json* grant = tenantWideGrant(*list, place);
    if (!grant)
        return AlreadyThere{};
    const QString id = textIn(*grant, "id");
    if (!stringMember(*grant, "scope") || id.isEmpty())
        return unreadMove(replies, consents);
    if (!stringMember(record.before, "scope"))
        return CannotDo{CarryWords::tr("It is not known how it was before.")};
    const QStringList before = scopesOf(record.before);
    QStringList kept;
    bool ours = false;
    for (const QString& scope : scopesOf(*grant)) {
        const bool added = kind.permissions.contains(scope, Qt::CaseInsensitive)
            && !before.contains(scope, Qt::CaseInsensitive);
        ours = ours || added;
        if (!added)
            kept << scope;
    }
    if (!ours)
        return AlreadyThere{};
    Write write{.method = kept.isEmpty() ? HttpMethod::Delete : HttpMethod::Patch,
        .path = u"/oauth2PermissionGrants/"_s + pathSegment(id),
        .pathTemplate = "/oauth2PermissionGrants/{id}"};
    if (!kept.isEmpty())
        write.body = bodyOf({{"scope", toJson(kept.join(u' '))}});
    return write;
}

} // namespace lockstep
