// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>

namespace lockstep {

//! What the Secret Service says of its default collection, which is where QtKeychain writes.
struct SecretServiceState {
    enum class Kind {
        Usable,
        Locked,
        NoBus,
        NoService,
        NoCollection,
        NoAnswer,
        NotAsked, //!< another keychain is in use here (Windows, macOS, KWallet)
    };
    Kind kind = Kind::NotAsked;
    QString detail; //!< the bus's own words
};

//! Asks, never prompts, and starts no bus. Blocks up to about twice the timeout.
[[nodiscard]] SecretServiceState askSecretService(std::chrono::milliseconds timeout);

} // namespace lockstep
