// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// App roles of the registration: every entry is sent back as it came, and an enabled one must be
// disabled before it changes or goes (contract section 6).

#include "plan/carry_out.h"

#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString app = u"app"_s;

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
    const auto found = std::ranges::find_if(
        roles, [&](const Json& role) { return sameText(role, "value", wish.value); });
    return found == roles.end() ? nullptr : &*found;
}

bool isAsWished(const Json& role, const RoleWish& wish)
{
    return stringMember(role, "value") == wish.value
        && stringMember(role, "displayName") == wish.displayName && isEnabled(role)
        && isForUsers(role);
}

Move unread(const GraphReplies& replies)
{
    return isMissing(replies, app) ? Move(AlreadyThere{}) : unreadMove(replies, app);
}

} // namespace

// DisableRole

std::vector<GraphGet> looks(const change::DisableRole&, const Place& place)
{
    return {applicationGet(place)};
}
Move next(const change::DisableRole& kind, const Place& place, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return unreadMove(replies, app);
    Json roles = listOf(*application, "appRoles");
    Json* role = byId(roles, kind.roleId);
    if (!role || !isEnabled(*role))
        return AlreadyThere{};
    (*role)["isEnabled"] = false;
    return patchRoles(place, roles);
}
Sight see(const change::DisableRole& kind, const Place&, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return {};
    Json roles = listOf(*application, "appRoles");
    const Json* role = byId(roles, kind.roleId);
    return sightOf(!role || !isEnabled(*role));
}
Move takeBack(const change::DisableRole& kind, const WriteRecord&, const Place& place,
    const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return unread(replies);
    Json roles = listOf(*application, "appRoles");
    Json* role = byId(roles, kind.roleId);
    if (!role || isEnabled(*role))
        return AlreadyThere{};
    (*role)["isEnabled"] = true;
    return patchRoles(place, roles);
}

// DefineRoles

std::vector<GraphGet> looks(const change::DefineRoles&, const Place& place)
{
    return {applicationGet(place)};
}

Move next(const change::DefineRoles& kind, const Place& place, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return unreadMove(replies, app);
    Json roles = listOf(*application, "appRoles");
    Json before{{"added", Json::array()}, {"mended", Json::array()}};
    for (const RoleWish& wish : kind.roles) {
        Json* role = roleFor(roles, wish);
        if (role && isAsWished(*role, wish))
            continue;
        if (!role) {
            const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
            roles.push_back({{"id", id}, {"value", wish.value.toStdString()},
                {"displayName", wish.displayName.toStdString()},
                {"description", wish.displayName.toStdString()}, {"isEnabled", true},
                {"allowedMemberTypes", {"User"}}});
            before["added"].push_back(id);
            continue;
        }
        before["mended"].push_back(*role);
        (*role)["value"] = wish.value.toStdString();
        (*role)["displayName"] = wish.displayName.toStdString();
        (*role)["isEnabled"] = true;
        if (!isForUsers(*role))
            (*role)["allowedMemberTypes"].push_back("User");
    }
    if (before["added"].empty() && before["mended"].empty())
        return AlreadyThere{};
    return patchRoles(place, roles, std::move(before));
}

Sight see(const change::DefineRoles& kind, const Place&, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return {};
    Json roles = listOf(*application, "appRoles");
    return sightOf(std::ranges::all_of(kind.roles, [&](const RoleWish& wish) {
        const Json* role = roleFor(roles, wish);
        return role && isAsWished(*role, wish);
    }));
}

namespace {

//! How far the way back is: nothing to do, to be disabled first, or to be changed or removed.
enum class WayBack { There, Disable, Change, Changed };

//! Of a role that was corrected: `before` is how it was.
WayBack wayBackOf(const Json& role, const Json& before, const change::DefineRoles& kind)
{
    const auto same = [&](const char* name) {
        return role.value(name, Json()) == before.value(name, Json());
    };
    if (same("value") && same("displayName") && same("isEnabled") && same("allowedMemberTypes"))
        return WayBack::There;
    const bool needsDisabling = !same("value") || !same("allowedMemberTypes");
    const bool ours = std::ranges::any_of(kind.roles, [&](const RoleWish& wish) {
        return stringMember(role, "value") == wish.value
            && stringMember(role, "displayName") == wish.displayName;
    });
    if (!ours)
        return WayBack::Changed;
    return needsDisabling && isEnabled(role) ? WayBack::Disable : WayBack::Change;
}

} // namespace

Move takeBack(const change::DefineRoles& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, app);
    if (!application)
        return unread(replies);
    Json roles = listOf(*application, "appRoles");
    bool disabled = false;
    bool changed = false;
    for (const Json& id : listOf(record.before, "added")) {
        Json* role = byId(roles, toQString(id));
        if (!role)
            continue;
        if (isEnabled(*role)) {
            (*role)["isEnabled"] = false;
            disabled = true;
        }
        changed = true;
    }
    for (const Json& before : listOf(record.before, "mended")) {
        Json* role = byId(roles, stringMember(before, "id").value_or(QString()));
        const WayBack way = role ? wayBackOf(*role, before, kind) : WayBack::There;
        if (way == WayBack::Changed)
            return CannotDo{CarryWords::tr("The app role %1 was changed since, so it is left.")
                                .arg(stringMember(before, "value").value_or(QString()))};
        changed = changed || way != WayBack::There;
        if (way == WayBack::Disable) {
            (*role)["isEnabled"] = false;
            disabled = true;
        }
    }
    if (!changed)
        return AlreadyThere{};
    if (disabled)
        return patchRoles(place, roles);
    for (const Json& id : listOf(record.before, "added"))
        std::erase_if(roles.get_ref<Json::array_t&>(),
            [&](const Json& role) { return sameText(role, "id", toQString(id)); });
    for (const Json& before : listOf(record.before, "mended")) {
        Json* role = byId(roles, stringMember(before, "id").value_or(QString()));
        for (const char* name : {"value", "displayName", "isEnabled", "allowedMemberTypes"}) {
            if (role && before.contains(name))
                (*role)[name] = before[name];
        }
    }
    return patchRoles(place, roles);
}

} // namespace lockstep
