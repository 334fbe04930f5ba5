// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace lockstep {

//! One job for QtKeychain. `data` is what to write; it is wiped, along with what shares its bytes.
struct KeychainCall {
    enum class Kind { Read, Write, Delete };
    Kind kind = Kind::Read;
    QString key;
    QByteArray data;
};

//! What QtKeychain said. `data` is what was read; it shares its bytes with nobody.
struct KeychainReply {
    QKeychain::Error error = QKeychain::NoError;
    QString message;
    QByteArray data;
};

//! Overwrites the bytes where they are, in all that share them: QByteArray::fill() detaches first,
//! and would overwrite a copy of its own. Not for literals.
void wipe(QByteArray& bytes);

//! Runs the job in the keychain thread and blocks. Nothing when the time is up or the stop token
//! fired; a job that had not begun by then never will, one that had is left to end by itself.
[[nodiscard]] std::optional<KeychainReply> runKeychainJob(
    KeychainCall call, std::chrono::milliseconds timeout, const std::stop_token& stop);

//! Runs a question that may block (D-Bus) in a thread from where the caller can walk away. False
//! when it did.
[[nodiscard]] bool runInKeychainThread(
    std::function<void()> question, std::chrono::milliseconds timeout, const std::stop_token& stop);

} // namespace lockstep
