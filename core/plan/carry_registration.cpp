// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_registration.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

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

std::vector<GraphGet> looksAtApplication(const Place& place)
{
    return {applicationGet(place)};
}

} // namespace

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
            place, {{"signInAudience", "AzureADMyOrg"}}, {{"signInAudience", toJson(now)}});
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
            return unreadMove(replies, registrationRead);
        if (now != u"AzureADMyOrg")
            return AlreadyThere{};
        const QString before = textIn(record.before, "signInAudience");
        if (before.isEmpty())
            return CannotDo{CarryWords::tr("It is not known how it was before.")};
        return patchApplication(place, {{"signInAudience", toJson(before)}});
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
            return unreadMove(replies, registrationRead);
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
        if (!listed || !entries)
            return std::nullopt;
        return missingOf(*listed, *entries).empty();
    });
}
Move takeBack(const change::RequestPermissions&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json& added = listOf(record.before, "added");
    return takeBackOn(replies, [&](const Json& application) -> Move {
        const Json* listed = resourcesOf(application);
        if (!listed)
            return unreadMove(replies, registrationRead);
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

} // namespace lockstep
