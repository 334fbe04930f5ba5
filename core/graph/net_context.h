// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/endpoints.h"
#include "graph/pacer.h"
#include "graph/transport.h"
#include "tenant/snapshot.h"

namespace lockstep {

//! What one run shares: its ports, its deadline and its counters.
struct NetContext {
    Transport& transport;
    Pacer& pacer;
    std::stop_token stop;
    const Endpoints& endpoints;
    std::chrono::steady_clock::time_point deadline;
    NetworkUse use;
    std::optional<std::chrono::seconds> clockSkew; //!< this machine minus the servers' Date

    [[nodiscard]] std::chrono::milliseconds remaining() const;
    //! Compares a genuine reply's Date header with this machine's clock.
    void noteServerDate(const HttpResponse& response);
};

//! Whether a reply may be better if asked again: 429, 502, 503, 504 and 500.
[[nodiscard]] bool isTransient(int status);
//! Retry-After in seconds; without one, 1-2-4 s by attempt (contract 1.5). `attempt` counts from 0.
[[nodiscard]] std::chrono::milliseconds retryDelay(QByteArrayView retryAfter, int attempt);
inline constexpr int maxRetries = 3;

//! Sends one wave. Throttled and failed requests, and lost GETs, are sent again alone while time is
//! left.
[[nodiscard]] std::vector<HttpResult> sendWave(std::vector<HttpRequest> requests, NetContext& net);

//! A transport failure as the reason why a fact is not known.
[[nodiscard]] ReadFailure readFailureOf(const TransportFailure& failure);
//! A Graph error reply (status, envelope, challenge) likewise (contract 1.4).
[[nodiscard]] ReadFailure readFailureOf(int status, const nlohmann::json& body,
    QByteArrayView requestId, QByteArrayView wwwAuthenticate);

} // namespace lockstep
