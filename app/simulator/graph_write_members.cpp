// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/pim_access.h"
#include "simulator/pim_schedules.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names writesMembers{
    "GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"};
//! The address without /$ref is that of the person, not of the membership.
const Names writesUsers{"User.ReadWrite.All", "Directory.ReadWrite.All"};

bool isManagedElsewhere(const Json& group)
{
    const Json& types = listAt(group, "groupTypes");
    return flagAt(group, "onPremisesSyncEnabled")
        || std::find(types.begin(), types.end(), "DynamicMembership") != types.end();
}

//! Whether it was there.
bool eraseId(Json& group, const QString& id)
{
    Json& ids = group["_members"];
    bool there = false;
    for (std::size_t i = ids.size(); i > 0; --i) {
        if (!sameName(fromJson(ids[i - 1].get<std::string>()), id))
            continue;
        ids.erase(i - 1);
        there = true;
    }
    return there;
}

//! W10.
GraphReply removeMember(const GraphContext& context)
{
    const QString id = context.values.value(QStringLiteral("member"));
    Json* group = writable(context, "groups");
    if (!group)
        return notFound(context.world, context.values.value(QStringLiteral("id")));
    if (!mayManageMembers(context, *group))
        return denied(context.world);
    if (isManagedElsewhere(*group))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("The members of this group follow from a rule or from elsewhere."));
    if (!eraseId(*group, id)) {
        const PimKey key{textAt(*group, "id"), id, QStringLiteral("member")};
        return isPimMember(key, newestTenant(context), context.world.nowMs())
            ? refusedWrite(context.world, "Request_BadRequest",
                QStringLiteral("This membership was made by PIM and is removed there."))
            : notFound(context.world, id);
    }
    context.world.written();
    return noContent();
}

//! The last segment of "@odata.id"; empty where it is no reference to a directory object.
QString referredId(const GraphContext& context)
{
    const QString text = textAt(context.call.body, "@odata.id");
    const QString root = context.world.graphUrl().toString() + QStringLiteral("/v1.0/");
    for (const char* list : {"directoryObjects/", "users/"}) {
        const QString start = root + QString::fromLatin1(list);
        if (text.startsWith(start))
            return text.mid(start.size());
    }
    return {};
}

//! Undoes W10.
GraphReply addMember(const GraphContext& context)
{
    Json* group = writable(context, "groups");
    if (!group)
        return notFound(context.world, context.values.value(QStringLiteral("id")));
    if (!mayManageMembers(context, *group))
        return denied(context.world);
    if (isManagedElsewhere(*group))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("The members of this group follow from a rule or from elsewhere."));
    const QString id = referredId(context);
    if (!findBy(listAt(context.tenant, "users"), "id", id))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("Invalid object identifier '%1'.").arg(id));
    if (memberIds(*group, newestTenant(context), context.world.nowMs())
            .contains(id, Qt::CaseInsensitive))
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("One or more added object references already exist for the following "
                           "modified properties: 'members'."));
    Json& ids = (*group)["_members"];
    if (!ids.is_array())
        ids = Json::array();
    ids.push_back(toJson(id));
    context.world.written();
    return noContent();
}

//! The trap beside W10 (contract 13.10): whoever may do it deletes the very user.
GraphReply deleteUser(const GraphContext& context)
{
    const QString id = context.values.value(QStringLiteral("member"));
    const Json* group = writable(context, "groups");
    if (!group
        || !memberIds(*group, context.tenant, context.world.nowMs())
                .contains(id, Qt::CaseInsensitive))
        return notFound(context.world, id);
    if (!holdsRole(context, {globalAdministrator, userAdministrator}))
        return denied(context.world);
    Json& tenant = newestTenant(context);
    for (Json& each : tenant["groups"])
        (void)eraseId(each, id);
    Json& users = tenant["users"];
    for (std::size_t i = users.size(); i > 0; --i) {
        if (sameName(textAt(users[i - 1], "id"), id))
            users.erase(i - 1);
    }
    context.world.written();
    return noContent();
}

} // namespace

const std::vector<GraphRoute>& memberWrites()
{
    static const std::vector<GraphRoute> routes{{"DELETE", "/groups/{id}/members/{member}/$ref",
                                                    writesMembers, writesMembers, removeMember},
        {"POST", "/groups/{id}/members/$ref", writesMembers, writesMembers, addMember},
        {"DELETE", "/groups/{id}/members/{member}", writesUsers, writesUsers, deleteUser}};
    return routes;
}

} // namespace lockstep::sim
