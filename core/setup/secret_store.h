// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/inputs.h"
#include "secret.h"

#include <map>
#include <mutex>
#include <stop_token>

namespace lockstep {

//! What a keychain key is made of; the full text carries all three because Windows ignores the
//! service name.
struct SecretKey {
    QString profile; //!< profile id ("sspim")
    QString tenantId;
    QString clientId;
    //! "lockstep/sspim/{tenantId}/{clientId}/clientSecret"
    [[nodiscard]] QString text() const
    {
        return QStringLiteral("lockstep/%1/%2/%3/clientSecret").arg(profile, tenantId, clientId);
    }
};

//! Where the secret of these values is kept; nothing while one of the two ids is no GUID. GUIDs in
//! lower case, however they were typed.
[[nodiscard]] std::optional<SecretKey> secretKeyOf(const Profile& profile, const Inputs& inputs);

struct SecretStoreError {
    enum class Kind { NoKeychain, Locked, Refused, NotFound, TimedOut, Failed };
    Kind kind = Kind::Failed;
    QString detail; //!< the keychain's own words, never the secret
};

//! One sentence for a person, with what to do.
[[nodiscard]] QString explain(const SecretStoreError& error);

//! Port: the OS keychain. Every call blocks (a keychain may ask the user): never call it on the GUI
//! thread.
class SecretStore {
public:
    SecretStore() = default;
    SecretStore(const SecretStore&) = delete;
    SecretStore& operator=(const SecretStore&) = delete;
    virtual ~SecretStore() = default;

    //! Writes, reads back and deletes a probe entry: the proof that secrets will really be kept.
    [[nodiscard]] virtual Result<void, SecretStoreError> probe(std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<Secret, SecretStoreError> read(
        const SecretKey& key, std::stop_token stop) = 0;
    //! Succeeds only when reading back gave the same value.
    [[nodiscard]] virtual Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<void, SecretStoreError> remove(
        const SecretKey& key, std::stop_token stop) = 0;
    //! True when secrets live for this session only.
    [[nodiscard]] virtual bool isSessionOnly() const = 0;
};

//! The honest fallback: in memory, for this session only.
class SessionSecretStore final : public SecretStore {
public:
    Result<void, SecretStoreError> probe(std::stop_token stop) override;
    Result<Secret, SecretStoreError> read(const SecretKey& key, std::stop_token stop) override;
    Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override;
    Result<void, SecretStoreError> remove(const SecretKey& key, std::stop_token stop) override;
    bool isSessionOnly() const override { return true; }

private:
    std::mutex m_mutex;
    std::map<QString, Secret> m_secrets;
};

} // namespace lockstep
