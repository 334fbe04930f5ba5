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

std::optional<bool> flagOf(const Json& application, const char* name)
{
    const Json* web = member(application, "web");
    const Json* settings = web ? member(*web, "implicitGrantSettings") : nullptr;
    return settings ? boolMember(*settings, name) : std::nullopt;
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

//! Sight from a condition on the registration; nullopt where what it looks at is not shown.
template <class Condition> Sight seeApplication(const GraphReplies& replies, Condition condition)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return isMissing(replies, app) ? sightOf(false) : Sight{};
    const std::optional<bool> shown = condition(*application);
    return shown ? sightOf(*shown) : Sight{};
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
    if (textIn(*byName, "appId").isEmpty()) // what comes next could not speak of it
        return {};
    const bool byId = !place.appId.isEmpty() && jsonOf(replies, app);
    Sight sight = sightOf(place.appId.isEmpty() || byId);
    sight.made = idsOf(*byName);
    return sight;
}

namespace {

bool holdsEntry(const Json& entries, const Json& entry)
{
    return std::ranges::any_of(entries, [&](const Json& each) {
        return sameText(each, "id", textIn(entry, "id"))
            && textIn(each, "type") == textIn(entry, "type");
    });
}

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
            return unreadMove(replies, app);
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

// LimitAudience (W3)

std::vector<GraphGet> looks(const change::LimitAudience&, const Place& place)
{
    return looksAtApplication(place);
}
Move next(const change::LimitAudience&, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies, [&](const Json& application) -> Move {
        const QString now = textIn(application, "signInAudience");
        if (now == u"AzureADMyOrg")
            return AlreadyThere{};
        if (now.isEmpty()) // there would be no way back
            return notAsKnown();
        return patchApplication(
            place, {{"signInAudience", "AzureADMyOrg"}}, {{"signInAudience", text(now)}});
    });
}
Sight see(const change::LimitAudience&, const Place&, const GraphReplies& replies)
{
    return seeApplication(replies, [](const Json& application) -> std::optional<bool> {
        const std::optional<QString> now = stringMember(application, "signInAudience");
        return now ? std::optional(*now == u"AzureADMyOrg") : std::nullopt;
    });
}
Move takeBack(const change::LimitAudience&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const QString now = textIn(application, "signInAudience");
        if (now.isEmpty())
            return unreadMove(replies, app);
        if (now != u"AzureADMyOrg")
            return AlreadyThere{};
        const QString before = textIn(record.before, "signInAudience");
        if (before.isEmpty())
            return CannotDo{CarryWords::tr("It is not known how it was before.")};
        return patchApplication(place, {{"signInAudience", text(before)}});
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
        const Json* uris = urisOf(application, "web");
        if (!uris)
            return notAsKnown();
        if (holds(*uris, kind.uri))
            return AlreadyThere{};
        constexpr size_t mostUris = 256; // contract section 6
        if (uris->size() >= mostUris)
            return CannotDo{CarryWords::tr("The registration has 256 redirect URIs already; Entra "
                                           "takes no more.")};
        Json body{{"web", {{"redirectUris", with(*uris, kind.uri)}}}};
        Json before = Json::object();
        for (const char* platform : {"spa", "publicClient"}) {
            const Json* others = urisOf(application, platform);
            if (!others)
                return notAsKnown();
            const bool there = holds(*others, kind.uri);
            before[platform] = there;
            if (there)
                body[platform] = {{"redirectUris", without(*others, kind.uri)}};
        }
        return patchApplication(place, body, std::move(before));
    });
}
Sight see(const change::AddRedirectUri& kind, const Place&, const GraphReplies& replies)
{
    return seeApplication(replies, [&](const Json& application) -> std::optional<bool> {
        const Json* uris = urisOf(application, "web");
        return uris ? std::optional(holds(*uris, kind.uri)) : std::nullopt;
    });
}
Move takeBack(const change::AddRedirectUri& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const Json* uris = urisOf(application, "web");
        if (!uris)
            return unreadMove(replies, app);
        if (!holds(*uris, kind.uri))
            return AlreadyThere{};
        Json body{{"web", {{"redirectUris", without(*uris, kind.uri)}}}};
        for (const char* platform : {"spa", "publicClient"}) {
            if (!boolMember(record.before, platform).value_or(false))
                continue;
            const Json* others = urisOf(application, platform);
            if (!others)
                return notAsKnown();
            body[platform] = {{"redirectUris", with(*others, kind.uri)}};
        }
        return patchApplication(place, body);
    });
}

// IssueIdTokens (W3)

namespace {

Move setIdTokens(const Json& application, const Place& place, bool on)
{
    // both, so that access tokens are not switched by accident (contract section 6)
    const std::optional<bool> idTokens = flagOf(application, "enableIdTokenIssuance");
    const std::optional<bool> accessTokens = flagOf(application, "enableAccessTokenIssuance");
    if (!idTokens || !accessTokens)
        return notAsKnown();
    if (*idTokens == on)
        return AlreadyThere{};
    return patchApplication(place,
        {{"web",
            {{"implicitGrantSettings",
                {{"enableIdTokenIssuance", on}, {"enableAccessTokenIssuance", *accessTokens}}}}}});
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

bool isOfGraph(const Json& resource)
{
    return sameText(resource, "resourceAppId", QString::fromLatin1(graphAppId));
}

//! What the registration lists, each with a list of its own of what of it; null where it is not as
//! Graph gives it.
const Json* resourcesOf(const Json& application)
{
    const Json* resources = listIn(application, "requiredResourceAccess");
    const bool whole = resources && std::ranges::all_of(*resources, [](const Json& resource) {
        return listIn(resource, "resourceAccess") != nullptr;
    });
    return whole ? resources : nullptr;
}

bool isRequested(const Json& resources, const Json& entry)
{
    return std::ranges::any_of(resources, [&](const Json& resource) {
        return isOfGraph(resource) && holdsEntry(listOf(resource, "resourceAccess"), entry);
    });
}

Json missingOf(const Json& resources, const Json& entries)
{
    Json missing = Json::array();
    for (const Json& entry : entries) {
        if (!isRequested(resources, entry))
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
        const Json* listed = resourcesOf(application);
        if (!listed)
            return notAsKnown();
        const Json missing = missingOf(*listed, *entries);
        if (missing.empty())
            return AlreadyThere{};
        Json resources = *listed;
        const auto graph = std::ranges::find_if(resources, isOfGraph);
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
    return seeApplication(replies, [&](const Json& application) -> std::optional<bool> {
        const Json* listed = resourcesOf(application);
        if (!listed)
            return std::nullopt;
        return entries && missingOf(*listed, *entries).empty();
    });
}
Move takeBack(const change::RequestPermissions&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json& added = listOf(record.before, "added");
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const Json* listed = resourcesOf(application);
        if (!listed)
            return unreadMove(replies, app);
        if (std::ranges::none_of(
                added, [&](const Json& entry) { return isRequested(*listed, entry); }))
            return AlreadyThere{};
        Json resources = Json::array();
        for (Json resource : *listed) {
            if (isOfGraph(resource)) {
                std::erase_if(resource["resourceAccess"].get_ref<Json::array_t&>(),
                    [&](const Json& access) { return holdsEntry(added, access); });
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
                    {"endDateTime", text(kind.end.toUTC().toString(Qt::ISODate))}}}})};
    });
}
//! By its name, which holds the id of the intent: also when the reply with the key id was lost.
Sight see(const change::AddSecret& kind, const Place&, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return isMissing(replies, app) ? sightOf(false) : Sight{};
    if (!listIn(*application, "passwordCredentials"))
        return {};
    const Json* credential = credentialOf(*application, {}, kind.displayName);
    Sight sight = sightOf(credential != nullptr);
    if (credential)
        sight.made = {{"keyId", text(textIn(*credential, "keyId"))}};
    return sight;
}
Move takeBack(const change::AddSecret& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        if (!listIn(application, "passwordCredentials"))
            return unreadMove(replies, app);
        const Json* credential =
            credentialOf(application, textIn(record.made, "keyId"), kind.displayName);
        if (!credential)
            return AlreadyThere{};
        const QString keyId = textIn(*credential, "keyId");
        if (keyId.isEmpty())
            return unreadMove(replies, app);
        return Write{.method = HttpMethod::Post,
            .path = applicationPath(place) + u"/removePassword"_s,
            .pathTemplate = "/applications(appId='{appId}')/removePassword",
            .body = bodyOf({{"keyId", text(keyId)}})};
    });
}

} // namespace lockstep
