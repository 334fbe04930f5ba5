// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"
#include "setup/graph_reads.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString app = u"app"_s;
const QString unique = u"unique"_s;
const QString sp = u"sp"_s;
constexpr const char* graphAppId = "00000003-0000-0000-c000-000000000000";

const QString applicationSelect =
    u"?$select=id,appId,displayName,signInAudience,web,spa,publicClient,requiredResourceAccess,"
    "passwordCredentials,keyCredentials,appRoles,uniqueName"_s;

std::string text(const QString& words)
{
    return words.toStdString();
}

//! A list below an object below the application: web.redirectUris.
const Json& urisOf(const Json& application, const char* platform)
{
    static const Json nothing = Json::object();
    const Json* part = member(application, platform);
    return listOf(part ? *part : nothing, "redirectUris");
}

bool holds(const Json& list, const QString& entry)
{
    return std::ranges::find(list, toJson(entry)) != list.end();
}

Json with(Json list, const QString& entry)
{
    if (!holds(list, entry))
        list.push_back(toJson(entry));
    return list;
}

Json without(const Json& list, const QString& entry)
{
    Json kept = Json::array();
    for (const Json& each : list) {
        if (each != toJson(entry))
            kept.push_back(each);
    }
    return kept;
}

bool flagOf(const Json& application, const char* name)
{
    const Json* web = member(application, "web");
    const Json* settings = web ? member(*web, "implicitGrantSettings") : nullptr;
    return settings && boolMember(*settings, name).value_or(false);
}

Write patchApplication(const Place& place, const Json& body, Json before = Json::object())
{
    return {.method = HttpMethod::Patch,
        .path = applicationPath(place),
        .pathTemplate = "/applications(appId='{appId}')",
        .body = bodyOf(body),
        .before = std::move(before)};
}

std::vector<GraphGet> looksAtApplication(const Place& place)
{
    return {applicationGet(place)};
}

//! Sight from a condition on the registration.
template <class Condition> Sight seeApplication(const GraphReplies& replies, Condition condition)
{
    const Json* application = jsonOf(replies, app);
    if (application)
        return sightOf(condition(*application));
    return isMissing(replies, app) ? sightOf(false) : Sight{};
}

//! A registration that is gone has nothing left to be taken back.
template <class Undo> Move takeBackOn(const GraphReplies& replies, Undo undo)
{
    const Json* application = jsonOf(replies, app);
    if (application)
        return undo(*application);
    return isMissing(replies, app) ? Move(AlreadyThere{}) : unreadMove(replies, app);
}

template <class Next> Move nextOn(const GraphReplies& replies, Next merge)
{
    const Json* application = jsonOf(replies, app);
    return application ? merge(*application) : unreadMove(replies, app);
}

} // namespace

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
    return {.id = app, .path = applicationPath(place) + applicationSelect};
}

GraphGet principalGet(const Place& place)
{
    return {.id = sp,
        .path = principalPath(place)
            + u"?$select=id,appId,displayName,accountEnabled,appRoleAssignmentRequired,appRoles,"
              "tags"_s};
}

// CreateApplication (W1)

namespace {

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
            {{"id", text(found->second)}, {"type", wish.application ? "Role" : "Scope"}});
    }
    return entries;
}

Json newRole(const RoleWish& wish)
{
    return {{"id", text(QUuid::createUuid().toString(QUuid::WithoutBraces))},
        {"value", text(wish.value)}, {"displayName", text(wish.displayName)},
        {"description", text(wish.displayName)}, {"isEnabled", true},
        {"allowedMemberTypes", {"User"}}};
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
            ids[name] = text(*id);
    }
    return ids;
}

} // namespace

std::vector<GraphGet> looks(const change::CreateApplication& kind, const Place& place)
{
    std::vector<GraphGet> gets;
    if (!kind.uniqueName.isEmpty())
        gets.push_back(byUniqueName(kind));
    // what comes next speaks of it by its appId, so that key must work too
    if (!place.appId.isEmpty()) {
        gets.push_back(applicationGet(place));
        gets.push_back(
            {.id = u"assigned"_s, .path = principalPath(place) + u"/appRoleAssignedTo"_s});
    }
    return gets;
}

Move next(const change::CreateApplication& kind, const Place& place, const GraphReplies& replies)
{
    if (jsonOf(replies, unique))
        return AlreadyThere{};
    if (!isMissing(replies, unique))
        return unreadMove(replies, unique);
    const Result<Json, CannotDo> access = accessEntries(kind.permissions, place);
    if (!access)
        return access.error();
    Json web{{"implicitGrantSettings",
        {{"enableIdTokenIssuance", kind.idTokens}, {"enableAccessTokenIssuance", false}}}};
    if (!kind.redirectUri.isEmpty())
        web["redirectUris"] = Json::array({text(kind.redirectUri)});
    Json roles = Json::array();
    for (const RoleWish& role : kind.roles)
        roles.push_back(newRole(role));
    Json body{{"displayName", text(kind.displayName)}, {"signInAudience", "AzureADMyOrg"},
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
    const bool byId = !place.appId.isEmpty() && jsonOf(replies, app);
    Sight sight = sightOf(place.appId.isEmpty() || byId);
    sight.made = idsOf(*byName);
    return sight;
}

namespace {

//! What is on the registration that was not made with it; empty: nothing.
QString addedSince(
    const change::CreateApplication& kind, const Json& application, const GraphReplies& replies)
{
    for (const char* platform : {"web", "spa", "publicClient"}) {
        for (const Json& uri : urisOf(application, platform)) {
            if (uri != toJson(kind.redirectUri))
                return CarryWords::tr("the redirect URI %1").arg(toQString(uri));
        }
    }
    for (const Json& role : listOf(application, "appRoles")) {
        const QString value = stringMember(role, "value").value_or(QString());
        if (std::ranges::find(kind.roles, value, &RoleWish::value) == kind.roles.end())
            return CarryWords::tr("the app role %1").arg(value);
    }
    if (!listOf(application, "passwordCredentials").empty()
        || !listOf(application, "keyCredentials").empty())
        return CarryWords::tr("a secret or certificate");
    size_t permissions = 0;
    for (const Json& resource : listOf(application, "requiredResourceAccess"))
        permissions += listOf(resource, "resourceAccess").size();
    if (permissions > kind.permissions.size())
        return CarryWords::tr("a permission");
    const Json* assigned = jsonOf(replies, u"assigned"_s);
    if (assigned && !listOf(*assigned).empty())
        return CarryWords::tr("an assigned user or group");
    return {};
}

} // namespace

Move takeBack(const change::CreateApplication& kind, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    if (place.appId.isEmpty()) // never learned: nothing of it was ever seen
        return isMissing(replies, unique) ? Move(AlreadyThere{}) : unreadMove(replies, unique);
    return takeBackOn(replies, [&](const Json& application) -> Move {
        if (const QString added = addedSince(kind, application, replies); !added.isEmpty())
            return CannotDo{
                CarryWords::tr("It has %1 that was not made with it, so it is left.").arg(added)};
        return Write{.method = HttpMethod::Delete,
            .path = applicationPath(place),
            .pathTemplate = "/applications(appId='{appId}')"};
    });
}

// LimitAudience (W3)

std::vector<GraphGet> looks(const change::LimitAudience&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::LimitAudience&, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies, [&](const Json& application) -> Move {
        const QString now = stringMember(application, "signInAudience").value_or(QString());
        if (now == u"AzureADMyOrg")
            return AlreadyThere{};
        return patchApplication(
            place, {{"signInAudience", "AzureADMyOrg"}}, {{"signInAudience", text(now)}});
    });
}
Sight see(const change::LimitAudience&, const Place&, const GraphReplies& replies)
{
    return seeApplication(replies, [](const Json& application) {
        return stringMember(application, "signInAudience") == u"AzureADMyOrg"_s;
    });
}
Move takeBack(const change::LimitAudience&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        if (stringMember(application, "signInAudience") != u"AzureADMyOrg"_s)
            return AlreadyThere{};
        return patchApplication(
            place, {{"signInAudience", record.before.value("signInAudience", "")}});
    });
}

// AddRedirectUri (W3)

std::vector<GraphGet> looks(const change::AddRedirectUri&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::AddRedirectUri& kind, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies, [&](const Json& application) -> Move {
        const Json& uris = urisOf(application, "web");
        if (holds(uris, kind.uri))
            return AlreadyThere{};
        constexpr size_t mostUris = 256; // contract section 6
        if (uris.size() >= mostUris)
            return CannotDo{CarryWords::tr("The registration has 256 redirect URIs already; Entra "
                                           "takes no more.")};
        Json body{{"web", {{"redirectUris", with(uris, kind.uri)}}}};
        Json before = Json::object();
        for (const char* platform : {"spa", "publicClient"}) {
            const Json& others = urisOf(application, platform);
            before[platform] = holds(others, kind.uri);
            if (before[platform])
                body[platform] = {{"redirectUris", without(others, kind.uri)}};
        }
        return patchApplication(place, body, std::move(before));
    });
}
Sight see(const change::AddRedirectUri& kind, const Place&, const GraphReplies& replies)
{
    return seeApplication(replies,
        [&](const Json& application) { return holds(urisOf(application, "web"), kind.uri); });
}
Move takeBack(const change::AddRedirectUri& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const Json& uris = urisOf(application, "web");
        if (!holds(uris, kind.uri))
            return AlreadyThere{};
        Json body{{"web", {{"redirectUris", without(uris, kind.uri)}}}};
        for (const char* platform : {"spa", "publicClient"}) {
            if (boolMember(record.before, platform).value_or(false))
                body[platform] = {{"redirectUris", with(urisOf(application, platform), kind.uri)}};
        }
        return patchApplication(place, body);
    });
}

// IssueIdTokens (W3)

namespace {

Move setIdTokens(const Json& application, const Place& place, bool on)
{
    if (flagOf(application, "enableIdTokenIssuance") == on)
        return AlreadyThere{};
    // both, so that access tokens are not switched by accident (contract section 6)
    return patchApplication(place,
        {{"web",
            {{"implicitGrantSettings",
                {{"enableIdTokenIssuance", on},
                    {"enableAccessTokenIssuance",
                        flagOf(application, "enableAccessTokenIssuance")}}}}}});
}

} // namespace

std::vector<GraphGet> looks(const change::IssueIdTokens&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::IssueIdTokens&, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies,
        [&](const Json& application) -> Move { return setIdTokens(application, place, true); });
}
Sight see(const change::IssueIdTokens&, const Place&, const GraphReplies& replies)
{
    return seeApplication(replies,
        [](const Json& application) { return flagOf(application, "enableIdTokenIssuance"); });
}
Move takeBack(const change::IssueIdTokens&, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies,
        [&](const Json& application) -> Move { return setIdTokens(application, place, false); });
}

// RequestPermissions (W3)

namespace {

bool isRequested(const Json& application, const Json& entry)
{
    return std::ranges::any_of(
        listOf(application, "requiredResourceAccess"), [&](const Json& resource) {
            return sameText(resource, "resourceAppId", QString::fromLatin1(graphAppId))
                && std::ranges::any_of(listOf(resource, "resourceAccess"), [&](const Json& access) {
                       return sameText(access, "id", stringMember(entry, "id").value_or(QString()))
                           && access.value("type", "") == entry.value("type", "");
                   });
        });
}

Json missingOf(const Json& application, const Json& entries)
{
    Json missing = Json::array();
    for (const Json& entry : entries) {
        if (!isRequested(application, entry))
            missing.push_back(entry);
    }
    return missing;
}

} // namespace

std::vector<GraphGet> looks(const change::RequestPermissions&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::RequestPermissions& kind, const Place& place, const GraphReplies& replies)
{
    const Result<Json, CannotDo> entries = accessEntries(kind.permissions, place);
    if (!entries)
        return entries.error();
    return nextOn(replies, [&](const Json& application) -> Move {
        const Json missing = missingOf(application, *entries);
        if (missing.empty())
            return AlreadyThere{};
        Json resources = listOf(application, "requiredResourceAccess");
        const auto graph = std::ranges::find_if(resources, [](const Json& resource) {
            return sameText(resource, "resourceAppId", QString::fromLatin1(graphAppId));
        });
        const bool hadEntry = graph != resources.end();
        if (!hadEntry)
            resources.push_back({{"resourceAppId", graphAppId}, {"resourceAccess", missing}});
        else
            for (const Json& entry : missing)
                (*graph)["resourceAccess"].push_back(entry);
        return patchApplication(place, {{"requiredResourceAccess", resources}},
            {{"added", missing}, {"hadEntry", hadEntry}});
    });
}
Sight see(const change::RequestPermissions& kind, const Place& place, const GraphReplies& replies)
{
    const Result<Json, CannotDo> entries = accessEntries(kind.permissions, place);
    return seeApplication(replies, [&](const Json& application) {
        return entries && missingOf(application, *entries).empty();
    });
}
Move takeBack(const change::RequestPermissions&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json& added = listOf(record.before, "added");
    return takeBackOn(replies, [&](const Json& application) -> Move {
        if (std::ranges::none_of(
                added, [&](const Json& entry) { return isRequested(application, entry); }))
            return AlreadyThere{};
        Json resources = Json::array();
        for (Json resource : listOf(application, "requiredResourceAccess")) {
            if (sameText(resource, "resourceAppId", QString::fromLatin1(graphAppId))) {
                std::erase_if(
                    resource["resourceAccess"].get_ref<Json::array_t&>(), [&](const Json& access) {
                        return std::ranges::any_of(added, [&](const Json& entry) {
                            return access.value("id", "") == entry.value("id", "")
                                && access.value("type", "") == entry.value("type", "");
                        });
                    });
                if (resource["resourceAccess"].empty()
                    && !boolMember(record.before, "hadEntry").value_or(false))
                    continue;
            }
            resources.push_back(std::move(resource));
        }
        return patchApplication(place, {{"requiredResourceAccess", std::move(resources)}});
    });
}

// AddSecret (W4)

namespace {

const Json* credentialOf(const Json& application, const QString& keyId, const QString& name)
{
    for (const Json& credential : listOf(application, "passwordCredentials")) {
        if (keyId.isEmpty() ? sameText(credential, "displayName", name)
                            : sameText(credential, "keyId", keyId))
            return &credential;
    }
    return nullptr;
}

} // namespace

std::vector<GraphGet> looks(const change::AddSecret&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::AddSecret& kind, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies, [&](const Json&) -> Move {
        return Write{.method = HttpMethod::Post,
            .path = applicationPath(place) + u"/addPassword"_s,
            .pathTemplate = "/applications(appId='{appId}')/addPassword",
            .body = bodyOf({{"passwordCredential",
                {{"displayName", text(kind.displayName)},
                    {"endDateTime", text(kind.end.toUTC().toString(Qt::ISODate))}}}}),
            .repeatable = false};
    });
}
//! By its name, which holds the id of the intent: also when the reply with the key id was lost.
Sight see(const change::AddSecret& kind, const Place&, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return isMissing(replies, app) ? sightOf(false) : Sight{};
    const Json* credential = credentialOf(*application, {}, kind.displayName);
    Sight sight = sightOf(credential != nullptr);
    if (credential)
        sight.made = {{"keyId", credential->value("keyId", "")}};
    return sight;
}
Move takeBack(const change::AddSecret& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const QString keyId = stringMember(record.made, "keyId").value_or(QString());
        const Json* credential = credentialOf(application, keyId, kind.displayName);
        if (!credential)
            return AlreadyThere{};
        return Write{.method = HttpMethod::Post,
            .path = applicationPath(place) + u"/removePassword"_s,
            .pathTemplate = "/applications(appId='{appId}')/removePassword",
            .body = bodyOf({{"keyId", credential->value("keyId", "")}})};
    });
}

} // namespace lockstep
