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

std::string text(const QString& words)
{
    return words.toStdString();
}

Move patchPrincipal(const Place& place, const Json& body)
{
    return Write{.method = HttpMethod::Patch,
        .path = principalPath(place),
        .pathTemplate = "/servicePrincipals(appId='{appId}')",
        .body = bodyOf(body)};
}

//! An enterprise application that is gone has nothing left to be taken back.
Move goneOr(const GraphReplies& replies, const QString& id)
{
    return isMissing(replies, id) ? Move(AlreadyThere{}) : unreadMove(replies, id);
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
    const Json* principal = jsonOf(replies, sp);
    if (!principal)
        return isMissing(replies, sp) ? sightOf(false) : Sight{};
    const QString id = textIn(*principal, "id");
    if (id.isEmpty())
        return {};
    Sight sight = sightOf(true);
    sight.made = {{"id", text(id)}};
    return sight;
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

// GrantApplicationPermission (W6)

namespace {

QString permissionId(const change::GrantApplicationPermission& kind, const Place& place)
{
    const auto found = place.graph.applicationIds.find(kind.permission);
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
        sight.made = {{"id", text(textIn(*found, "id"))}};
    return sight;
}

//! Only the very assignment that was made.
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

} // namespace

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
    const QString roleId = permissionId(kind, place);
    if (roleId.isEmpty())
        return CannotDo{CarryWords::tr("Microsoft Graph of this tenant does not offer %1.")
                            .arg(kind.permission)};
    if (assignmentOf(*list, {}, place.graph.servicePrincipalId, roleId))
        return AlreadyThere{};
    return Write{.method = HttpMethod::Post,
        .path = u"/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
                "/appRoleAssignedTo"_s,
        .pathTemplate = "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
        .body = bodyOf({{"principalId", text(place.servicePrincipalId)},
            {"resourceId", text(place.graph.servicePrincipalId)}, {"appRoleId", text(roleId)}})};
}
Sight see(
    const change::GrantApplicationPermission& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, granted);
    return sightOfAssignment(list,
        list ? assignmentOf(*list, {}, place.graph.servicePrincipalId, permissionId(kind, place))
             : nullptr);
}
Move takeBack(const change::GrantApplicationPermission& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, granted);
    return removeAssignment(place, replies, granted, "/appRoleAssignments", record,
        list ? assignmentOf(*list, {}, place.graph.servicePrincipalId, permissionId(kind, place))
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
                {{"clientId", text(place.servicePrincipalId)}, {"consentType", "AllPrincipals"},
                    {"resourceId", text(place.graph.servicePrincipalId)},
                    {"scope", text(kind.permissions.join(u' '))}}),
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
        .body = bodyOf({{"scope", text(scopes.join(u' '))}}),
        .before = {{"scope", text(before)}}};
}
Sight see(
    const change::GrantDelegatedPermissions& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, consents);
    if (!list)
        return isMissing(replies, consents) ? sightOf(false) : Sight{};
    const Json* grant = tenantWideGrant(*list, place);
    Sight sight = sightOf(grant && coversAll(scopesOf(*grant), kind.permissions));
    if (grant)
        sight.made = {{"id", text(textIn(*grant, "id"))}};
    return sight;
}
Move takeBack(const change::GrantDelegatedPermissions& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, consents);
    if (!list)
        return goneOr(replies, consents);
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
        write.body = bodyOf({{"scope", text(kept.join(u' '))}});
    return write;
}

// GrantInBrowser: somebody else's act, watched

namespace {

bool isGrantedAll(
    const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies)
{
    const Json* roles = listReply(replies, granted);
    return roles && std::ranges::all_of(kind.permissions, [&](const PermissionWish& wish) {
        const QString id =
            permissionId(change::GrantApplicationPermission{.permission = wish.name}, place);
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
        .body = bodyOf({{"principalId", text(kind.who.id)}, {"resourceId", text(resourceId)},
            {"appRoleId", text(roleId)}})};
}
Sight see(const change::AssignRole& kind, const Place&, const GraphReplies& replies)
{
    const Json* list = listReply(replies, assigned);
    if (!list)
        return isMissing(replies, assigned) ? sightOf(false) : Sight{};
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
