// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"
#include "simulator/pim_schedules.h"
#include "simulator/tenant_defaults.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsGroups{"Group.Read.All", "Group.ReadWrite.All", "GroupMember.Read.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsUsers{"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsOneUser{"User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};
const Names readsSelf{"User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
    "Directory.Read.All", "Directory.ReadWrite.All"};

const Json* signedInUser(const GraphContext& context)
{
    return findBy(listAt(context.tenant, "users"), "id", context.token.objectId);
}

GraphReply noUserInToken(const GraphContext& context)
{
    return graphError(context.world, 400, "BadRequest",
        QStringLiteral("/me request is only valid with delegated authentication flow."));
}

//! Without $select a user comes with this short set, never with everything.
Json shortUser(const Json& user)
{
    Json brief;
    for (const char* name :
        {"businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone",
            "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"})
        brief[name] = user[name];
    return brief;
}

GraphReply oneUser(const GraphContext& context, const Json& user)
{
    const Json& shown = context.odata.select.isEmpty() ? shortUser(user) : user;
    return oneOf(context, shown, "user", QStringLiteral("users"));
}

GraphReply me(const GraphContext& context)
{
    const Json* user = signedInUser(context);
    return user ? oneUser(context, *user) : noUserInToken(context);
}

GraphReply myDirectoryRoles(const GraphContext& context)
{
    const Json* user = signedInUser(context);
    if (!user)
        return noUserInToken(context);
    if (!context.odata.count || context.call.headers.value("consistencylevel") != "eventual")
        return graphError(context.world, 400, "Request_UnsupportedQuery",
            QStringLiteral("An OData cast needs $count=true and ConsistencyLevel: eventual."));
    return listOf(context, directoryRolesOf(*user, context.tenant), "directoryRole",
        QStringLiteral("directoryRoles"));
}

GraphReply user(const GraphContext& context)
{
    const QString id = valueOf(context, "id");
    const std::optional<Json> found = userOf(context.tenant, id);
    const bool self = found && textAt(*found, "id") == context.token.objectId;
    const bool others = context.token.kind == TokenInfo::Kind::App
        || std::any_of(readsUsers.begin(), readsUsers.end(), [&](const char* permission) {
               return context.token.permissions.contains(QString::fromLatin1(permission));
           });
    if (!self && !others)
        return denied(context.world);
    return found ? oneUser(context, *found) : notFound(context.world, id);
}

GraphReply users(const GraphContext& context)
{
    const bool brief = context.odata.select.isEmpty() && context.odata.equals.empty();
    return crowdedListOf(
        context, Crowd::Kind::User, publicCopies(listAt(context.tenant, "users")),
        [brief](const Json& one) { return brief ? shortUser(one) : one; }, "user",
        QStringLiteral("users"));
}

GraphReply group(const GraphContext& context)
{
    const std::optional<Json> found = groupOf(context.tenant, valueOf(context, "id"));
    return found ? oneOf(context, *found, "group", QStringLiteral("groups"))
                 : notFound(context.world, addressOf(context));
}

GraphReply groups(const GraphContext& context)
{
    return crowdedListOf(
        context, Crowd::Kind::Group, publicCopies(listAt(context.tenant, "groups")),
        [](const Json& one) { return one; }, "group", QStringLiteral("groups"));
}

GraphReply groupMembers(const GraphContext& context)
{
    const std::optional<Json> found = groupOf(context.tenant, valueOf(context, "id"));
    if (!found)
        return notFound(context.world, addressOf(context));
    std::vector<Json> members;
    for (const QString& id : memberIds(*found, context.tenant, context.world.nowMs())) {
        const std::optional<Json> member = userOf(context.tenant, id);
        if (!member)
            continue;
        Json copy = context.odata.select.isEmpty() ? shortUser(*member) : withoutPrivate(*member);
        copy["@odata.type"] = "#microsoft.graph.user";
        members.push_back(std::move(copy));
    }
    return listOf(
        context, std::move(members), "directoryObject", QStringLiteral("directoryObjects"));
}

} // namespace

const std::vector<GraphRoute>& peopleReads()
{
    static const std::vector<GraphRoute> routes{
        {"GET", "/me", readsSelf, readsSelf, me},
        {"GET", "/me/transitiveMemberOf/microsoft.graph.directoryRole", readsSelf, readsSelf,
            myDirectoryRoles},
        {"GET", "/users/{id}", readsOneUser, readsUsers, user},
        {"GET", "/users", readsUsers, readsUsers, users},
        {"GET", "/groups/{id}", readsGroups, readsGroups, group},
        {"GET", "/groups", readsGroups, readsGroups, groups},
        {"GET", "/groups/{id}/members", readsGroups, readsGroups, groupMembers},
    };
    return routes;
}

} // namespace lockstep::sim
