// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

//! One "no" of the sign-in service (contract 3.4, 3.6).
struct EntraRefusal {
    int status = 400;
    QByteArray error; //!< OAuth's word: "invalid_client"
    int number = 0; //!< AADSTS number; 0: none
    QString text;
    QByteArray suberror = {};
    QByteArray claims = {}; //!< JSON
};

//! The JSON envelope with trace id, correlation id and timestamp.
[[nodiscard]] Reply entraError(const World& world, const EntraRefusal& refusal);
//! "AADSTS7000215: ... Trace ID: ... Correlation ID: ... Timestamp: ..."
[[nodiscard]] QString errorDescription(const World& world, const EntraRefusal& refusal);

[[nodiscard]] EntraRefusal tenantNotFound(const QString& tenant);
[[nodiscard]] EntraRefusal appNotFound(const QString& clientId, const QString& tenant);

} // namespace lockstep::sim
