// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

//! Permissions of Microsoft Graph, by name.
struct ConsentedPermissions {
    QStringList applicationPermissions;
    QStringList scopes;
};

//! The application's own list (requiredResourceAccess).
[[nodiscard]] ConsentedPermissions listedPermissions(
    World& world, const Json& vendor, const Json& application);

//! The enterprise application of a vendor's registration in the tenant `home`, with its grants
//! (R2, R4, R5). The registration stays where it is.
void recordVendorConsent(World& world, const Json& home, const Json& vendor,
    const Json& application, const ConsentedPermissions& wanted);

} // namespace lockstep::sim
