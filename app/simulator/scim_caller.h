// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

#include <optional>

namespace lockstep::sim {

// Entra's provisioning service as the SCIM service's client.

struct ScimCredentials {
    QString baseAddress;
    QString token;
};
//! What R24 keeps for a service principal.
[[nodiscard]] ScimCredentials storedCredentials(const Json& principal);

struct ScimAnswer {
    int status = 0; //!< 0: nothing answered
    QString text; //!< what came, in words
    Json json;
};

//! One request to the address of these credentials; faults strike it as any other.
[[nodiscard]] ScimAnswer askScim(World& world, const ScimCredentials& credentials,
    const QByteArray& method, const QString& place, const Json& body = {});

struct CredentialProblem {
    bool itsOwnFault = false; //!< the service is down, which says nothing about the credentials
    QString message;
};
//! The test connection: nothing where the service accepts the credentials.
[[nodiscard]] std::optional<CredentialProblem> credentialProblem(
    World& world, const ScimCredentials& credentials);

//! The user as this job's mapping describes it to the SCIM service; null where users are not
//! mapped.
[[nodiscard]] Json scimUserOf(
    const Json& tenant, const Json& principal, const Json& schema, const Json& user);

struct Provisioned {
    std::string action; //!< create, update; empty: nothing to do
    std::string status = "success";
    QString reason;
    QString targetId;
};
[[nodiscard]] Provisioned provisionUser(
    World& world, const ScimCredentials& credentials, const Json& described);

//! Object ids of those that a job provisions: assigned users, direct members of assigned groups,
//! and everybody where SyncAll says so.
[[nodiscard]] QStringList usersInScope(const Json& tenant, const Json& principal);

} // namespace lockstep::sim
