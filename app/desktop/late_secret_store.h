// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/secret_store.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace lockstep {

//! Finds out on first use, off the GUI thread, whether there is a keychain: the probe may block.
class LateSecretStore final : public SecretStore {
public:
    [[nodiscard]] Result<void, SecretStoreError> probe(std::stop_token stop) override;
    [[nodiscard]] Result<Secret, SecretStoreError> read(
        const SecretKey& key, std::stop_token stop) override;
    [[nodiscard]] Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override;
    [[nodiscard]] Result<void, SecretStoreError> remove(
        const SecretKey& key, std::stop_token stop) override;
    [[nodiscard]] bool isSessionOnly() const override { return m_sessionOnly; }
    //! Why secrets live for this session only; empty otherwise. Any thread.
    [[nodiscard]] QString problem() const;

private:
    SecretStore& opened(const std::stop_token& stop);

    mutable std::mutex m_mutex;
    std::unique_ptr<SecretStore> m_store;
    QString m_problem;
    std::atomic_bool m_sessionOnly = false;
};

} // namespace lockstep
