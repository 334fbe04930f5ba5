// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// App roles of the registration: every entry is sent back as it came, and an enabled one must be
// disabled before it changes or goes (contract section 6).

#include "plan/carry_out.h"
#include "plan/role_choice.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString app = u"app"_s;
const QString assigned = u"assigned"_s; // R6

Move patchRoles(const Place& place, const Json& roles, Json before = Json::object())
{
    return Write{.method = HttpMethod::Patch,
        .path = applicationPath(place),
        .pathTemplate = "/applications(appId='{appId}')",
        .body = bodyOf({{"appRoles", roles}}),
        .before = std::move(before)};
}

bool isEnabled(const Json& role)
{
    return boolMember(role, "isEnabled").value_or(false);
}

bool isForUsers(const Json& role)
{
    const Json& types = listOf(role, "allowedMemberTypes");
    return std::ranges::find(types, "User") != types.end();
}

Json* byId(Json& roles, const QString& id)
{
    const auto found =
        std::ranges::find_if(roles, [&](const Json& role) { return sameText(role, "id", id); });
    return found == roles.end() ? nullptr : &*found;
}

//! The role that the wish is about, also where the value differs in case only.
Json* roleFor(Json& roles, const RoleWish& wish)
{
    const auto found =
        roleMeant(roles, wish.value, [](const Json& role) { return textIn(role, "value"); });
    return found == roles.end() ? nullptr : &*found;
}

bool isAsWished(const Json& role, const RoleWish& wish)
{
    return stringMember(role, "value") == wish.value
        && stringMember(role, "displayName") == wish.displayName && isEnabled(role)
        && isForUsers(role);
}

//! The roles that were read; nullopt where they were not, or are no list.
std::optional<Json> rolesIn(const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    const Json* roles = application ? listIn(*application, "appRoles") : nullptr;
    return roles ? std::optional(*roles) : std::nullopt;
}

//! Why nothing can be merged into the roles.
Move noRoles(const GraphReplies& replies)
{
    return jsonOf(replies, app) ? notAsKnown() : unreadMove(replies, app);
}

} // namespace

// DisableRole

std::vector<GraphGet> looks(const change::DisableRole&, const Place& place)
{
    return {applicationGet(place)};
}
Move next(const change::DisableRole& kind, const Place& place, const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return noRoles(replies);
    Json* role = byId(*roles, kind.roleId);
    if (!role || !isEnabled(*role))
        return AlreadyThere{};
    (*role)["isEnabled"] = false;
    return patchRoles(place, *roles);
}
Sight see(const change::DisableRole& kind, const Place&, const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return {};
    const Json* role = byId(*roles, kind.roleId);
    return sightOf(!role || !isEnabled(*role));
}
Move takeBack(const change::DisableRole& kind, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return goneOr(replies, app);
    Json* role = byId(*roles, kind.roleId);
    if (!role || isEnabled(*role))
        return AlreadyThere{};
    (*role)["isEnabled"] = true;
    return patchRoles(place, *roles);
}

// DefineRoles

std::vector<GraphGet> looks(const change::DefineRoles&, const Place& place)
{
    return {applicationGet(place), assignedGet(place)};
}

Move next(const change::DefineRoles& kind, const Place& place, const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return noRoles(replies);
    Json before{{"added", Json::array()}, {"mended", Json::array()}};
    for (const RoleWish& wish : kind.roles) {
        Json* role = roleFor(*roles, wish);
        if (role && isAsWished(*role, wish))
            continue;
        if (!role) {
            const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
            roles->push_back({{"id", id}, {"value", wish.value.toStdString()},
                {"displayName", wish.displayName.toStdString()},
                {"description", wish.displayName.toStdString()}, {"isEnabled", true},
                {"allowedMemberTypes", {"User"}}});
            before["added"].push_back(id);
            continue;
        }
        if (!listIn(*role, "allowedMemberTypes"))
            return notAsKnown();
        before["mended"].push_back(*role);
        (*role)["value"] = wish.value.toStdString();
        (*role)["displayName"] = wish.displayName.toStdString();
        (*role)["isEnabled"] = true;
        if (!isForUsers(*role))
            (*role)["allowedMemberTypes"].push_back("User");
    }
    if (before["added"].empty() && before["mended"].empty())
        return AlreadyThere{};
    return patchRoles(place, *roles, std::move(before));
}

Sight see(const change::DefineRoles& kind, const Place&, const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return {};
    return sightOf(std::ranges::all_of(kind.roles, [&](const RoleWish& wish) {
        const Json* role = roleFor(*roles, wish);
        return role && isAsWished(*role, wish);
    }));
}

namespace {

//! How far the way back is: nothing to do, to be disabled first, or to be changed or removed.
enum class WayBack { There, Disable, Change, Changed };

bool isNamedAsWished(const Json& role, const change::DefineRoles& kind)
{
    return std::ranges::any_of(kind.roles, [&](const RoleWish& wish) {
        return stringMember(role, "value") == wish.value
            && stringMember(role, "displayName") == wish.displayName;
    });
}

//! Of a role that was corrected: `before` is how it was.
WayBack wayBackOf(const Json& role, const Json& before, const change::DefineRoles& kind)
{
    const auto same = [&](const char* name) {
        const Json* now = member(role, name);
        const Json* then = member(before, name);
        return now && then ? *now == *then : now == then;
    };
    if (same("value") && same("displayName") && same("isEnabled") && same("allowedMemberTypes"))
        return WayBack::There;
    const bool needsDisabling = !same("value") || !same("allowedMemberTypes");
    if (!isNamedAsWished(role, kind))
        return WayBack::Changed;
    return needsDisabling && isEnabled(role) ? WayBack::Disable : WayBack::Change;
}

CannotDo changedSince(const QString& value)
{
    return CannotDo{CarryWords::tr("The app role %1 was changed since, so it is left.").arg(value)};
}

//! Why a role that was added has to stay; nullopt: it need not.
std::optional<Move> whyKept(
    const Json& role, const change::DefineRoles& kind, const GraphReplies& replies)
{
    if (!isNamedAsWished(role, kind))
        return changedSince(textIn(role, "value"));
    const Json* holders = listReply(replies, assigned);
    if (!holders && !isMissing(replies, assigned)) // without an enterprise application nobody is
        return unreadMove(replies, assigned);
    const bool held = holders && std::ranges::any_of(listOf(*holders), [&](const Json& each) {
        return sameText(each, "appRoleId", textIn(role, "id"));
    });
    if (held)
        return CannotDo{CarryWords::tr("Users or groups have the app role %1, so it is left.")
                            .arg(textIn(role, "value"))};
    return std::nullopt;
}

//! As they were: what was added goes, what was corrected gets its earlier values.
void restore(Json& roles, const Json& before)
{
    for (const Json& id : listOf(before, "added")) {
        std::erase_if(roles.get_ref<Json::array_t&>(), [&](const Json& role) {
            return id.is_string() && sameText(role, "id", toQString(id));
        });
    }
    for (const Json& earlier : listOf(before, "mended")) {
        Json* role = byId(roles, textIn(earlier, "id"));
        for (const char* name : {"value", "displayName", "isEnabled", "allowedMemberTypes"}) {
            if (role && earlier.contains(name))
                (*role)[name] = earlier[name];
        }
    }
}

} // namespace

Move takeBack(const change::DefineRoles& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    std::optional<Json> roles = rolesIn(replies);
    if (!roles)
        return goneOr(replies, app);
    bool disabled = false;
    bool changed = false;
    const auto disable = [&disabled](Json& role) {
        role["isEnabled"] = false;
        disabled = true;
    };
    for (const Json& id : listOf(record.before, "added")) {
        Json* role = id.is_string() ? byId(*roles, toQString(id)) : nullptr;
        if (!role)
            continue;
        if (std::optional<Move> kept = whyKept(*role, kind, replies))
            return *std::move(kept);
        changed = true;
        if (isEnabled(*role))
            disable(*role);
    }
    for (const Json& before : listOf(record.before, "mended")) {
        Json* role = byId(*roles, textIn(before, "id"));
        const WayBack way = role ? wayBackOf(*role, before, kind) : WayBack::There;
        if (way == WayBack::Changed)
            return changedSince(textIn(before, "value"));
        changed = changed || way != WayBack::There;
        if (way == WayBack::Disable)
            disable(*role);
    }
    if (!changed)
        return AlreadyThere{};
    if (!disabled)
        restore(*roles, record.before);
    return patchRoles(place, *roles);
}

} // namespace lockstep
