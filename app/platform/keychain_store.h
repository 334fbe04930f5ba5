// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/secret_store.h"

#include <QtGlobal>

#include <chrono>

namespace lockstep {

//! The system's keychain through QtKeychain. Believes nothing that it says unproven: a write is
//! read back, a removal is looked for, and "not found" counts only while the keyring is unlocked.
//!
//! Never falls back to plain text. Needs a QCoreApplication.
class KeychainStore final : public SecretStore {
public:
    struct Options {
        std::chrono::milliseconds timeout{20'000}; //!< for one job of the keychain
        //! How long the system's unlock prompt may stay open; zero fails with Locked at once.
        //! Linux only: elsewhere the system prompts by itself.
        std::chrono::milliseconds promptTimeout{0};
        //! Bytes of one secret, zero for no limit. Windows: CRED_MAX_CREDENTIAL_BLOB_SIZE, less
        //! one.
#if defined(Q_OS_WIN)
        qsizetype maxBytes = 2559;
#else
        qsizetype maxBytes = 0;
#endif
    };

    KeychainStore();
    explicit KeychainStore(Options options);

    [[nodiscard]] Result<void, SecretStoreError> probe(std::stop_token stop) override;
    [[nodiscard]] Result<Secret, SecretStoreError> read(
        const SecretKey& key, std::stop_token stop) override;
    [[nodiscard]] Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override;
    //! Nothing there is as good as removed.
    [[nodiscard]] Result<void, SecretStoreError> remove(
        const SecretKey& key, std::stop_token stop) override;
    [[nodiscard]] bool isSessionOnly() const override
    {
        return false;
    }

private:
    Options m_options;
};

} // namespace lockstep
