// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/permission_catalogue.h"

#include <QFile>

namespace lockstep::sim {

namespace {

Json appRole(const QString& name, const QString& id, const std::string& text)
{
    return {{"allowedMemberTypes", Json::array({"Application"})}, {"description", text},
        {"displayName", text}, {"id", toJson(id)}, {"isEnabled", true}, {"origin", "Application"},
        {"value", toJson(name)}};
}

Json scope(const QString& name, const QString& id, const std::string& text)
{
    const bool forUsers = name == u"User.Read" || name == u"openid" || name == u"profile"
        || name == u"email" || name == u"offline_access";
    return {{"adminConsentDescription", text}, {"adminConsentDisplayName", text},
        {"id", toJson(id)}, {"isEnabled", true}, {"origin", "Application"},
        {"type", forUsers ? "User" : "Admin"}, {"userConsentDescription", text},
        {"userConsentDisplayName", text}, {"value", toJson(name)}};
}

QString idOf(const Json& entry, const Json& own, const char* kind)
{
    const QString changed = textAt(own, kind);
    return changed.isEmpty() ? textAt(objectAt(entry, kind), "id") : changed;
}

} // namespace

PermissionCatalogue PermissionCatalogue::load(const Json& overrides)
{
    PermissionCatalogue catalogue;
    QFile file(QStringLiteral(":/lockstep/data/graph-permissions.json"));
    if (!file.open(QIODevice::ReadOnly))
        return catalogue;
    const Json data = parsed(file.readAll());
    for (const Json& entry : listAt(data, "permissions")) {
        const QString name = textAt(entry, "name");
        const Json& own = objectAt(overrides, name.toUtf8().constData());
        if (const QString id = idOf(entry, own, "application"); !id.isEmpty()) {
            const Json& kind = objectAt(entry, "application");
            catalogue.m_appRoles.push_back(appRole(name, id, textAt(kind, "text").toStdString()));
            catalogue.m_applicationNames[id] = name;
            catalogue.m_applicationIds[name] = id;
        }
        if (const QString id = idOf(entry, own, "delegated"); !id.isEmpty()) {
            const Json& kind = objectAt(entry, "delegated");
            catalogue.m_scopes.push_back(scope(name, id, textAt(kind, "text").toStdString()));
            catalogue.m_delegatedIds[name] = id;
        }
    }
    return catalogue;
}

QString PermissionCatalogue::applicationName(const QString& id) const
{
    const auto found = m_applicationNames.find(id);
    return found == m_applicationNames.end() ? QString() : found->second;
}

bool PermissionCatalogue::hasDelegated(const QString& name) const
{
    return m_delegatedIds.contains(name);
}

QString PermissionCatalogue::applicationId(const QString& name) const
{
    const auto found = m_applicationIds.find(name);
    return found == m_applicationIds.end() ? QString() : found->second;
}

QString PermissionCatalogue::delegatedId(const QString& name) const
{
    const auto found = m_delegatedIds.find(name);
    return found == m_delegatedIds.end() ? QString() : found->second;
}

} // namespace lockstep::sim
