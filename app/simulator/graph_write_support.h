// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/graph.h"

namespace lockstep::sim {

//! A write's no: 400 with Graph's code.
[[nodiscard]] GraphReply refusedWrite(
    const World& world, const QByteArray& code, const QString& message);

//! Whether the caller may write: an app by its permissions alone, a person by one of these
//! directory roles as well (contract section 6).
[[nodiscard]] bool holdsRole(const GraphContext& context, std::initializer_list<const char*> roles);

inline constexpr const char* globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
inline constexpr const char* privilegedRoleAdministrator = "e8611ab8-c189-46e8-94e1-60213ab1f814";
inline constexpr const char* applicationAdministrator = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
inline constexpr const char* cloudApplicationAdministrator = "158c047a-c907-4556-b7ef-446551a6b5f7";
inline constexpr const char* userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";
inline constexpr const char* applicationDeveloper = "cf1c38e5-3621-4004-a7cb-879624dced7c";

//! The newest state of the caller's tenant.
[[nodiscard]] Json& newestTenant(const GraphContext& context);

//! The object that the path names, in its newest state; null while reads do not show it yet, as a
//! fresh object answers 404 for a while (contract 1.5).
[[nodiscard]] Json* writable(const GraphContext& context, const char* list);

[[nodiscard]] bool wantsCreation(const GraphContext& context); //!< Prefer: create-if-missing

//! 201 with the object, 204 without.
[[nodiscard]] GraphReply createdReply(
    const GraphContext& context, const Json& entity, const QString& name);
[[nodiscard]] GraphReply noContent();

//! The change of an application that is wrong, or nothing.
[[nodiscard]] std::optional<GraphReply> refusedApplicationChange(
    const World& world, const Json& before, const Json& change);

//! Routes of one file each, in the order in which they are tried.
[[nodiscard]] const std::vector<GraphRoute>& applicationWrites();
[[nodiscard]] const std::vector<GraphRoute>& servicePrincipalWrites();
[[nodiscard]] const std::vector<GraphRoute>& passwordWrites();
[[nodiscard]] const std::vector<GraphRoute>& grantWrites();
[[nodiscard]] const std::vector<GraphRoute>& memberWrites();
[[nodiscard]] const std::vector<GraphRoute>& eligibilityWrites();
[[nodiscard]] const std::vector<GraphRoute>& assignmentWrites();
[[nodiscard]] const std::vector<GraphRoute>& policyWrites();
[[nodiscard]] const std::vector<GraphRoute>& synchronizationWrites();
[[nodiscard]] const std::vector<GraphRoute>& provisioningWrites();

} // namespace lockstep::sim
