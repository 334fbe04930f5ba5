// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

#include <QStringList>

#include <map>
#include <optional>

namespace lockstep::sim {

//! Every permission of Microsoft Graph, in the shape in which its service principal lists them
//! (R3), and both ways between names and ids.
class PermissionCatalogue {
public:
    //! `overrides`: {"User.Read.All": {"application": id, "delegated": id}} for tenants whose ids
    //! are their own (contract section 4).
    [[nodiscard]] static PermissionCatalogue load(const Json& overrides);

    [[nodiscard]] const Json& appRoles() const { return m_appRoles; }
    [[nodiscard]] const Json& scopes() const { return m_scopes; }
    [[nodiscard]] QString applicationName(const QString& id) const;
    [[nodiscard]] bool hasDelegated(const QString& name) const;
    [[nodiscard]] QString applicationId(const QString& name) const;
    [[nodiscard]] QString delegatedId(const QString& name) const;

private:
    Json m_appRoles = Json::array();
    Json m_scopes = Json::array();
    std::map<QString, QString> m_applicationNames; // by id
    std::map<QString, QString> m_applicationIds; // by name
    std::map<QString, QString> m_delegatedIds; // by name
};

} // namespace lockstep::sim
