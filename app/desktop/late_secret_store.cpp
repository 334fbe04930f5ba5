// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "late_secret_store.h"

#include "platform/keychain_store.h"

namespace lockstep {

SecretStore& LateSecretStore::opened(const std::stop_token& stop)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_store) {
        SecretStoreError why;
        m_store = openSecretStore(stop, &why);
        m_sessionOnly = m_store->isSessionOnly();
        if (m_sessionOnly)
            m_problem = explain(why);
    }
    return *m_store;
}

QString LateSecretStore::problem() const
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    return lock ? m_problem : QString();
}

Result<void, SecretStoreError> LateSecretStore::probe(std::stop_token stop)
{
    return opened(stop).probe(stop);
}

Result<Secret, SecretStoreError> LateSecretStore::read(const SecretKey& key, std::stop_token stop)
{
    return opened(stop).read(key, stop);
}

Result<void, SecretStoreError> LateSecretStore::write(
    const SecretKey& key, const Secret& secret, std::stop_token stop)
{
    return opened(stop).write(key, secret, stop);
}

Result<void, SecretStoreError> LateSecretStore::remove(const SecretKey& key, std::stop_token stop)
{
    return opened(stop).remove(key, stop);
}

} // namespace lockstep
