// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/http_message.h"
#include "simulator/json_access.h"

#include <optional>
#include <set>
#include <vector>

namespace lockstep::sim {

//! What goes wrong with a request that a fault names.
enum class Damage {
    Status, //!< another status instead of the work: 429, 5xx, 403 ...
    EntraError, //!< the token endpoint says no
    ClaimsChallenge, //!< 401 insufficient_claims until a token answers it (contract 3.6)
    Redirect,
    CaptivePortal, //!< 200 text/html instead of the work
    Delay,
    // from here on the work is done, and only its reply is lost or spoilt
    Drop, //!< the connection ends without a byte
    Stall, //!< and without an end, until the caller gives up
    HalfBody,
    HugeBody,
    NotJson,
    MissingItem,
    ForeignNextLink,
    EmptyPage, //!< an empty page with a next link to the real one
};

//! One line of a scenario's `network.faults`.
struct Fault {
    QByteArray path; //!< template, or a prefix that ends in '*'
    QByteArray item; //!< batch item's template or token request's grant type; empty: the whole
    std::set<int> nth; //!< which occurrences, from 1; empty: every one
    Damage damage = Damage::Status;
    int status = 503;
    QByteArray code; //!< of Graph, e.g. Directory_ConcurrencyViolation; empty: one that fits
    int retryAfter = -1; //!< seconds; < 0: no such header
    int delayMs = 0;
    Json details; //!< the line itself
    int seen = 0;

    //! Whether the work is left undone.
    [[nodiscard]] bool preempts() const { return damage <= Damage::CaptivePortal; }
};

//! Counts requests by path template and says which of them go wrong.
class FaultPlan {
public:
    //! Lines that name no known damage are an error in words; empty when all are good.
    [[nodiscard]] QString load(const Json& faults);
    //! Called once for each request or batch item.
    [[nodiscard]] std::optional<Fault> take(const QByteArray& path, const QByteArray& item);

private:
    std::vector<Fault> m_faults;
};

} // namespace lockstep::sim
