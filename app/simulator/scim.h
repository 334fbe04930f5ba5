// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answer.h"

namespace lockstep::sim {

inline constexpr const char* scimUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr const char* scimGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr const char* scimEnterpriseSchema =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

//! Everything below /scim (RFC 7644). Nothing where the path is none of the service's.
[[nodiscard]] std::optional<Answer> answerScim(World& world, const Request& request);

[[nodiscard]] Reply scimReply(int status, const Json& body);
[[nodiscard]] Reply scimError(int status, const QString& detail, const char* scimType = nullptr);
[[nodiscard]] Json scimList(Json resources, int total, int startIndex);

// The endpoints.
[[nodiscard]] Reply scimConfiguration(const World& world);
[[nodiscard]] Reply scimResourceTypes(const World& world, const QString& id);
[[nodiscard]] Reply scimSchemas(const World& world, const QString& id);

//! What tells users from groups.
struct ScimKind {
    const char* type; //!< "User"
    QByteArray endpoint; //!< "Users"
    const char* schema;
    const char* required; //!< the attribute without which there is none
    bool unique; //!< whether two may not share it
    std::vector<Json> ScimService::*store;
};
[[nodiscard]] const ScimKind& scimUsers();
[[nodiscard]] const ScimKind& scimGroups();

[[nodiscard]] Reply scimCollection(World& world, const ScimKind& kind, const Request& request);
[[nodiscard]] Reply scimResource(
    World& world, const ScimKind& kind, const QString& id, const Request& request);

} // namespace lockstep::sim
