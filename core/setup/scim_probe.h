// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/http.h"
#include "secret.h"
#include "tenant/provisioning.h"

#include <span>

namespace lockstep {

//! What a SCIM endpoint is asked directly (RFC 7644): its configuration, and its users with a token
//! that nobody made, which it must refuse, and with the given one. Reads only. Empty without an
//! address.
[[nodiscard]] std::vector<HttpRequest> scimProbeRequests(
    const QString& address, const Secret* token);

//! The replies to those requests, in their order. `token`: what an answer must not repeat.
[[nodiscard]] ScimProbe readScimProbe(
    const QString& address, std::span<const HttpResult> replies, const Secret* token);

} // namespace lockstep
