// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

#include <vector>

namespace lockstep::sim {

//! The vendor's SCIM service: what it accepts and what it holds, in the order of creation.
struct ScimService {
    QByteArray token; //!< empty: none is good
    bool acceptsAnyToken = false;
    std::vector<Json> users;
    std::vector<Json> groups;
    int versions = 0; //!< counts changes, for ETags
};

//! From a scenario's `product.scim`: {"token", "acceptsAnyToken", "users", "groups"}.
[[nodiscard]] ScimService scimServiceOf(const Json& product);

} // namespace lockstep::sim
