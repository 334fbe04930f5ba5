// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_registration.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString unique = u"unique"_s;
const QString sp = u"sp"_s;

const QString applicationSelect =
    u"?$select=id,appId,displayName,signInAudience,web,spa,publicClient,requiredResourceAccess,"
    "passwordCredentials,keyCredentials,appRoles,uniqueName"_s;

} // namespace

//! A list below an object below the application: web.redirectUris. Null where it is not as Graph
//! gives it; only the platforms besides Web may be left out.
const Json* urisOf(const Json& application, const char* platform)
{
    static const Json nothing = Json::array();
    const Json* part = member(application, platform);
    if (!part)
        return QLatin1StringView(platform) == "web"_L1 ? nullptr : &nothing;
    const Json* uris = listIn(*part, "redirectUris");
    const bool texts =
        uris && std::ranges::all_of(*uris, [](const Json& each) { return each.is_string(); });
    return texts ? uris : nullptr;
}

Result<Json, CannotDo> accessEntries(
    const std::vector<PermissionWish>& permissions, const Place& place)
{
    Json entries = Json::array();
    for (const PermissionWish& wish : permissions) {
        const auto& ids = wish.application ? place.graph.applicationIds : place.graph.delegatedIds;
        const auto found = ids.find(wish.name);
        if (found == ids.end())
            return tl::unexpected(
                CannotDo{CarryWords::tr("Microsoft Graph of this tenant does not offer %1.")
                             .arg(wish.name)});
        entries.push_back(
            {{"id", toJson(found->second)}, {"type", wish.application ? "Role" : "Scope"}});
    }
    return entries;
}

bool holdsEntry(const Json& entries, const Json& entry)
{
    return std::ranges::any_of(entries, [&](const Json& each) {
        return sameText(each, "id", textIn(entry, "id"))
            && textIn(each, "type") == textIn(entry, "type");
    });
}

Write patchApplication(const Place& place, const Json& body, Json before)
{
    return {.method = HttpMethod::Patch,
        .path = applicationPath(place),
        .pathTemplate = "/applications(appId='{appId}')",
        .body = bodyOf(body),
        .before = std::move(before)};
}

QString applicationPath(const Place& place)
{
    return u"/applications(appId='"_s + pathKey(place.appId) + u"')"_s;
}

QString principalPath(const Place& place)
{
    return u"/servicePrincipals(appId='"_s + pathKey(place.appId) + u"')"_s;
}

GraphGet applicationGet(const Place& place)
{
    return {.id = registrationRead, .path = applicationPath(place) + applicationSelect};
}

GraphGet principalGet(const Place& place)
{
    return {.id = sp,
        .path = principalPath(place)
            + u"?$select=id,appId,displayName,accountEnabled,appRoleAssignmentRequired,appRoles,"
              "tags"_s};
}

GraphGet assignedGet(const Place& place)
{
    return {.id = u"assigned"_s, .path = principalPath(place) + u"/appRoleAssignedTo"_s};
}

GraphGet grantedGet(const Place& place)
{
    return {.id = u"granted"_s, .path = principalPath(place) + u"/appRoleAssignments"_s};
}

GraphGet consentsGet(const Place& place)
{
    return {.id = u"consents"_s, .path = principalPath(place) + u"/oauth2PermissionGrants"_s};
}

// CreateApplication (W1)

namespace {

Json newRole(const RoleWish& wish)
{
    return {{"id", toJson(QUuid::createUuid().toString(QUuid::WithoutBraces))},
        {"value", toJson(wish.value)}, {"displayName", toJson(wish.displayName)},
        {"description", toJson(wish.displayName)}, {"isEnabled", true},
        {"allowedMemberTypes", {"User"}}};
}

const QString sameName = u"sameName"_s;

//! Registrations of the same name: making another one is what nobody wants.
GraphGet bySameName(const change::CreateApplication& kind)
{
    return {.id = sameName,
        .path = u"/applications?$filter=displayName eq '"_s + pathKey(kind.displayName)
            + u"'&$select=appId,displayName,uniqueName,web"_s};
}

//! The application ID of one that serves the same address, or has none so far; empty: none.
QString twinOf(const change::CreateApplication& kind, const Json& list)
{
    for (const Json& each : listOf(list)) {
        const Json* uris = urisOf(each, "web");
        const bool serves = kind.redirectUri.isEmpty() || !uris || uris->empty()
            || std::ranges::find(*uris, toJson(kind.redirectUri)) != uris->end();
        if (serves && textIn(each, "uniqueName") != kind.uniqueName)
            return textIn(each, "appId");
    }
    return {};
}

GraphGet byUniqueName(const change::CreateApplication& kind)
{
    return {.id = unique,
        .path = u"/applications(uniqueName='"_s + pathKey(kind.uniqueName) + u"')"_s
            + applicationSelect};
}

Json idsOf(const Json& application)
{
    Json ids = Json::object();
    for (const char* name : {"id", "appId"}) {
        if (const auto id = stringMember(application, name))
            ids[name] = toJson(*id);
    }
    return ids;
}

} // namespace

std::vector<GraphGet> looks(const change::CreateApplication& kind, const Place& place)
{
    std::vector<GraphGet> gets;
    if (!kind.uniqueName.isEmpty())
        gets.push_back(byUniqueName(kind));
    if (place.appId.isEmpty())
        gets.push_back(bySameName(kind));
    // what comes next speaks of it by its appId, so that key must work too
    if (!place.appId.isEmpty()) {
        gets.push_back(applicationGet(place));
        for (GraphGet& get : std::vector{assignedGet(place), grantedGet(place), consentsGet(place)})
            gets.push_back(std::move(get));
    }
    return gets;
}

Move next(const change::CreateApplication& kind, const Place& place, const GraphReplies& replies)
{
    if (const Json* there = jsonOf(replies, unique); there && !textIn(*there, "appId").isEmpty())
        return AlreadyThere{};
    if (!isMissing(replies, unique))
        return unreadMove(replies, unique);
    if (place.appId.isEmpty()) {
        const Json* named = listReply(replies, sameName);
        if (!named)
            return unreadMove(replies, sameName);
        if (const QString twin = twinOf(kind, *named); !twin.isEmpty())
            return CannotDo{
                CarryWords::tr("This tenant has a registration of this name already, with the "
                               "application ID %1. Type that ID to go on with it; for a new one, "
                               "rename or delete the other in the portal.")
                    .arg(twin)};
    }
    const Result<Json, CannotDo> access = accessEntries(kind.permissions, place);
    if (!access)
        return access.error();
    Json web{{"implicitGrantSettings",
        {{"enableIdTokenIssuance", kind.idTokens}, {"enableAccessTokenIssuance", false}}}};
    if (!kind.redirectUri.isEmpty())
        web["redirectUris"] = Json::array({toJson(kind.redirectUri)});
    Json roles = Json::array();
    for (const RoleWish& role : kind.roles)
        roles.push_back(newRole(role));
    Json body{{"displayName", toJson(kind.displayName)}, {"signInAudience", "AzureADMyOrg"},
        {"web", std::move(web)}, {"appRoles", std::move(roles)}};
    if (!access->empty())
        body["requiredResourceAccess"] =
            Json::array({{{"resourceAppId", graphAppId}, {"resourceAccess", *access}}});
    return Write{.method = HttpMethod::Patch,
        .path = u"/applications(uniqueName='"_s + pathKey(kind.uniqueName) + u"')"_s,
        .pathTemplate = "/applications(uniqueName='{uniqueName}')",
        .body = bodyOf(body),
        .createIfMissing = true};
}

Sight see(const change::CreateApplication&, const Place& place, const GraphReplies& replies)
{
    const Json* byName = jsonOf(replies, unique);
    if (!byName)
        return isMissing(replies, unique) ? sightOf(false) : Sight{};
    if (textIn(*byName, "appId").isEmpty()) // what comes next could not speak of it
        return {};
    const bool byId = !place.appId.isEmpty() && jsonOf(replies, registrationRead);
    Sight sight = sightOf(place.appId.isEmpty() || byId);
    sight.made = idsOf(*byName);
    return sight;
}

namespace {

//! Whether only permissions are listed that it was made with; nullopt where that is not shown.
std::optional<bool> isListedAsMade(
    const change::CreateApplication& kind, const Json& application, const Place& place)
{
    const Result<Json, CannotDo> made = accessEntries(kind.permissions, place);
    const Json* resources = listIn(application, "requiredResourceAccess");
    if (!resources)
        return std::nullopt;
    for (const Json& resource : *resources) {
        const Json* listed = listIn(resource, "resourceAccess");
        if (!listed)
            return std::nullopt;
        const bool graph = sameText(resource, "resourceAppId", QString::fromLatin1(graphAppId));
        const bool ours = std::ranges::all_of(
            *listed, [&](const Json& entry) { return graph && made && holdsEntry(*made, entry); });
        if (!ours)
            return false;
    }
    return true;
}

//! What is on the registration that was not made with it; empty: nothing. Nullopt where a part of
//! it is not shown.
std::optional<QString> addedSince(
    const change::CreateApplication& kind, const Json& application, const Place& place)
{
    for (const char* platform : {"web", "spa", "publicClient"}) {
        const Json* uris = urisOf(application, platform);
        if (!uris)
            return std::nullopt;
        for (const Json& uri : *uris) {
            if (uri != toJson(kind.redirectUri))
                return CarryWords::tr("the redirect URI %1").arg(toQString(uri));
        }
    }
    const Json* roles = listIn(application, "appRoles");
    const Json* secrets = listIn(application, "passwordCredentials");
    const Json* certificates = listIn(application, "keyCredentials");
    if (!roles || !secrets || !certificates)
        return std::nullopt;
    for (const Json& role : *roles) {
        const QString value = textIn(role, "value");
        if (std::ranges::find(kind.roles, value, &RoleWish::value) == kind.roles.end())
            return CarryWords::tr("the app role %1").arg(value);
    }
    if (!secrets->empty() || !certificates->empty())
        return CarryWords::tr("a secret or certificate");
    const std::optional<bool> asMade = isListedAsMade(kind, application, place);
    if (!asMade)
        return std::nullopt;
    return *asMade ? QString() : CarryWords::tr("a permission");
}

} // namespace

Move takeBack(const change::CreateApplication& kind, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    if (place.appId.isEmpty()) // never learned: nothing of it was ever seen
        return isMissing(replies, unique) ? Move(AlreadyThere{}) : unreadMove(replies, unique);
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const std::optional<QString> onIt = addedSince(kind, application, place);
        if (!onIt)
            return unreadMove(replies, registrationRead);
        QString added = *onIt;
        // the enterprise application goes along with it; what is not there holds nothing
        for (const auto& [id, what] :
            {std::pair(u"assigned"_s, CarryWords::tr("an assigned user or group")),
                std::pair(u"granted"_s, CarryWords::tr("a granted permission")),
                std::pair(u"consents"_s, CarryWords::tr("a granted permission"))}) {
            const Json* list = listReply(replies, id);
            if (!list && !isMissing(replies, id))
                return unreadMove(replies, id);
            if (added.isEmpty() && list && !listOf(*list).empty())
                added = what;
        }
        if (!added.isEmpty())
            return CannotDo{
                CarryWords::tr("It has %1 that was not made with it, so it is left.").arg(added)};
        return Write{.method = HttpMethod::Delete,
            .path = applicationPath(place),
            .pathTemplate = "/applications(appId='{appId}')"};
    });
}

} // namespace lockstep
