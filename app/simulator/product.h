// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answer.h"

namespace lockstep::sim {

//! Everything below /product: an instance of Self Service PIM that tries the values it is given for
//! real, and locks itself when they are wrong. Nothing where the path is none of its own.
[[nodiscard]] std::optional<Answer> answerProduct(World& world, const Request& request);

//! What the setup form holds.
struct ProductValues {
    QString instanceUrl;
    QString clientId;
    QString tenantId;
    QString tenantName;
    QString clientSecret;
};

//! Whether Self Service PIM would work with these values against the simulated Entra.
[[nodiscard]] bool productWorksWith(World& world, const ProductValues& values);

} // namespace lockstep::sim
