// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim_client.h"

#include "simulator/scenario_addresses.h"

//! Names of the scenario `scim-ready`.
namespace boards {
inline const QString appId = QStringLiteral("d66d77b1-5cfa-4e6b-a3b3-09d3ece2668b");
inline const QString principal = QStringLiteral("1c001ec6-4b16-4031-a00e-a0d39a49ec41");
inline const QString vendor = QStringLiteral("9e019a94-0baa-4060-a33c-860b7b1ec34d");
inline const QString designers = QStringLiteral("6739d472-1ec1-48b6-a900-92ccee7c4b31");
inline const QString memberRole = QStringLiteral("fab6bf71-b320-475a-aeb3-2c3595f9f69e");
inline const QString kai = QStringLiteral("51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14");
inline const QString reader = QStringLiteral("robin.patel@contoso.onmicrosoft.com");
inline const QString cloudAdmin = QStringLiteral("kai.carter@contoso.onmicrosoft.com");
inline const QString job = QStringLiteral("customappsso.3f8a6c1d52b74e09a1c48d60be27f95a."
                                          "3a2452af-31c1-4833-abbe-18067d26c5fa");
inline const QString synchronization =
    QStringLiteral("/servicePrincipals/%1/synchronization").arg(principal);
} // namespace boards

inline lockstep::Scenario scimScenario(const char* id = "ready")
{
    return *lockstep::builtInScenario(QStringLiteral("scim-") + QString::fromLatin1(id));
}

//! A client of one of the scenarios `scim-*`, with the SCIM service's own voice.
class ScimClient : public SimClient {
public:
    explicit ScimClient(const lockstep::Scenario& scenario = scimScenario())
        : SimClient(scenario), loaded(scenario)
    {
    }

    Got scim(const QByteArray& method, const QString& place, const nlohmann::json& body = nullptr,
        QList<QPair<QByteArray, QByteArray>> headers = {})
    {
        return scimAs(loaded.secret, method, place, body, std::move(headers));
    }
    Got scimAs(const QByteArray& token, const QByteArray& method, const QString& place,
        const nlohmann::json& body = nullptr, QList<QPair<QByteArray, QByteArray>> headers = {})
    {
        if (!token.isEmpty())
            headers.emplaceBack("Authorization", "Bearer " + token);
        if (!body.is_null())
            headers.emplaceBack("Content-Type", "application/scim+json");
        return send(method, QUrl(simulator->scimUrl().toString() + place),
            body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump()), headers);
    }
    [[nodiscard]] QStringList scimUserNames()
    {
        QStringList names;
        const auto list = scim("GET", QStringLiteral("/Users")).json();
        for (const auto& user : list["Resources"])
            names.append(QString::fromStdString(user.value("userName", "")).section(u'@', 0, 0));
        return names;
    }
    [[nodiscard]] QByteArray token(
        const QString& account = contoso::admin, const QStringList& scopes = {})
    {
        return simulator->issueAdminToken(account, scopes);
    }

    lockstep::Scenario loaded;
};
