// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answer.h"

namespace lockstep::sim {

//! A reply of Graph, or of one item of a batch.
struct GraphReply {
    int status = 200;
    Headers headers = {}; //!< without Content-Type
    Json body = {}; //!< null: no body
};

//! Graph's error envelope with innerError (contract 1.4).
[[nodiscard]] GraphReply graphError(
    const World& world, int status, const QByteArray& code, const QString& message);
//! 401 with the claims that only a new sign-in can answer (contract 3.6).
[[nodiscard]] GraphReply claimsChallenge(const World& world);
[[nodiscard]] GraphReply undeclared(const QByteArray& method, const QByteArray& what);

[[nodiscard]] Reply toReply(const GraphReply& reply);

} // namespace lockstep::sim
