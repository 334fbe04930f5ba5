// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim.h"
#include "simulator/scim_caller.h"
#include "simulator/scim_patch.h"
#include "simulator/synchronization.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

bool isMember(const Json& tenant, const QString& groupId, const QString& userId)
{
    const Json* group = findBy(listAt(tenant, "groups"), "id", groupId);
    if (!group)
        return false;
    const Json& members = listAt(*group, "_members");
    return std::find(members.begin(), members.end(), toJson(userId)) != members.end();
}

//! The assignments of the app that reach the user: its own, or a group's that it is directly in.
std::vector<const Json*> assignmentsOf(
    const Json& tenant, const Json& principal, const QString& userId)
{
    std::vector<const Json*> found;
    for (const Json& assignment : listAt(tenant, "appRoleAssignments")) {
        const QString assigned = textAt(assignment, "principalId");
        if (textAt(assignment, "resourceId") == textAt(principal, "id")
            && (assigned == userId || isMember(tenant, assigned, userId)))
            found.push_back(&assignment);
    }
    return found;
}

//! Enabled roles only: default access has no name to send.
std::vector<const Json*> rolesOf(const Json& tenant, const Json& principal, const QString& userId)
{
    std::vector<const Json*> roles;
    for (const Json* assignment : assignmentsOf(tenant, principal, userId)) {
        const Json* role =
            findBy(listAt(principal, "appRoles"), "id", textAt(*assignment, "appRoleId"));
        if (role && flagAt(*role, "isEnabled"))
            roles.push_back(role);
    }
    return roles;
}

//! Raw, as a direct mapping sends it: what the guide warns of.
Json rawAssignments(const Json& tenant, const Json& principal, const QString& userId)
{
    Json list = Json::array();
    for (const Json* assignment : assignmentsOf(tenant, principal, userId))
        list.push_back(
            {{"id", (*assignment)["appRoleId"]}, {"principalId", (*assignment)["principalId"]}});
    return list.empty() ? Json() : Json(list.dump());
}

Json complexRoles(const std::vector<const Json*>& roles)
{
    Json list = Json::array();
    for (const Json* role : roles)
        list.push_back({{"primary", list.empty()}, {"type", "WindowsAzureActiveDirectoryRole"},
            {"display", (*role)["displayName"]}, {"value", (*role)["value"]}});
    return list.empty() ? Json() : list;
}

Json attributeOf(const Json& user, const QString& name)
{
    const QString principalName = textAt(user, "userPrincipalName");
    if (name == u"objectId")
        return user.value("id", Json());
    if (name == u"mobile")
        return user.value("mobilePhone", Json());
    if (name == u"telephoneNumber") {
        const Json& phones = listAt(user, "businessPhones");
        return phones.empty() ? Json() : phones.front();
    }
    if (name == u"mailNickname" && !user.contains("mailNickname"))
        return toJson(principalName.section(u'@', 0, 0));
    return user.value(name.toStdString(), Json());
}

Json valueOf(const Json& tenant, const Json& principal, const Json& source, const Json& user)
{
    const QString userId = textAt(user, "id");
    const QString name = textAt(source, "name");
    if (textAt(source, "type") == u"Attribute")
        return name == u"appRoleAssignments" ? rawAssignments(tenant, principal, userId)
                                             : attributeOf(user, name);
    if (name == u"Switch") // of IsSoftDeleted, the one in use
        return user.value("accountEnabled", true);
    if (name == u"Join")
        return toJson(
            QStringList{textAt(user, "givenName"), textAt(user, "surname")}.join(u' ').trimmed());
    const auto roles = rolesOf(tenant, principal, userId);
    if (name == u"SingleAppRoleAssignment")
        return roles.empty() ? Json() : (*roles.front())["displayName"];
    if (name.endsWith(u"AppRoleAssignmentsComplex"))
        return complexRoles(roles);
    return {};
}

} // namespace

Json scimUserOf(const Json& tenant, const Json& principal, const Json& schema, const Json& user)
{
    const Json* mapping = enabledUserMapping(schema);
    if (!mapping)
        return {};
    Json described{{"schemas", {scimUserSchema}}};
    for (const Json& attribute : listAt(*mapping, "attributeMappings")) {
        const Json value = valueOf(tenant, principal, objectAt(attribute, "source"), user);
        const bool nothing = value.is_null() || (value.is_string() && value.empty());
        if (!nothing)
            (void)applyScimChange(described, QStringLiteral("replace"),
                textAt(attribute, "targetAttributeName"), value);
    }
    if (described.contains(scimEnterpriseSchema))
        described["schemas"].push_back(scimEnterpriseSchema);
    return described;
}

QStringList usersInScope(const Json& tenant, const Json& principal)
{
    const bool everybody = storedCredential(principal, "SyncAll") == u"true";
    QStringList ids;
    for (const Json& user : listAt(tenant, "users")) {
        const QString id = textAt(user, "id");
        if (everybody || !assignmentsOf(tenant, principal, id).empty())
            ids.append(id);
    }
    return ids;
}

} // namespace lockstep::sim
