// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/secret_store.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace lockstep {

//! Finds out on first use, off the GUI thread, whether the keychain keeps secrets: the probe may
//! block. Where there is none, memory steps in for the whole session.
//!
//! Only that is for good. A keychain that is locked, refuses or does not answer fails the calls of
//! the moment, and the next one probes again: the person may have unlocked it meanwhile.
class LateSecretStore final : public SecretStore {
public:
    explicit LateSecretStore(std::unique_ptr<SecretStore> keychain);

    [[nodiscard]] Result<void, SecretStoreError> probe(std::stop_token stop) override;
    [[nodiscard]] Result<Secret, SecretStoreError> read(
        const SecretKey& key, std::stop_token stop) override;
    [[nodiscard]] Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override;
    [[nodiscard]] Result<void, SecretStoreError> remove(
        const SecretKey& key, std::stop_token stop) override;
    //! False until a probe has told. Any thread; never waits for a probe.
    [[nodiscard]] bool isSessionOnly() const override;
    //! Why secrets live for this session only; empty otherwise. Any thread; never waits for a
    //! probe.
    [[nodiscard]] QString problem() const;

private:
    using Opened = Result<SecretStore*, SecretStoreError>;
    [[nodiscard]] Opened opened(const std::stop_token& stop);
    [[nodiscard]] Opened settle(
        const Result<void, SecretStoreError>& probed, const std::stop_token& stop);

    const std::unique_ptr<SecretStore> m_keychain;
    SessionSecretStore m_session;

    mutable std::mutex m_mutex; // never held while the keychain is asked
    std::condition_variable_any m_probed;
    bool m_probing = false;
    SecretStore* m_store = nullptr; //!< one of the two above, once a probe has told
    std::optional<SecretStoreError> m_lastFailure; //!< for those who waited for the last probe
    QString m_problem;
};

} // namespace lockstep
