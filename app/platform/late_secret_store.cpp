// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/late_secret_store.h"

namespace lockstep {

using Kind = SecretStoreError::Kind;

LateSecretStore::LateSecretStore(std::unique_ptr<SecretStore> keychain)
    : m_keychain(std::move(keychain))
{
}

LateSecretStore::Opened LateSecretStore::opened(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const bool waited = m_probing;
    if (!m_probed.wait(lock, stop, [this] { return !m_probing; }))
        return tl::unexpected(SecretStoreError{Kind::TimedOut, {}});
    if (m_store)
        return m_store;
    // a prompt that was dismissed once is not shown again to each of those who waited for it
    if (waited && m_lastFailure)
        return tl::unexpected(*m_lastFailure);
    m_probing = true;
    lock.unlock();
    const Result<void, SecretStoreError> probed = m_keychain->probe(stop);
    lock.lock();
    m_probing = false;
    m_probed.notify_all();
    return settle(probed, stop);
}

LateSecretStore::Opened LateSecretStore::settle(
    const Result<void, SecretStoreError>& probed, const std::stop_token& stop)
{
    m_lastFailure.reset();
    if (probed)
        return m_store = m_keychain.get();
    // who cancelled learnt nothing about the keychain
    if (stop.stop_requested())
        return tl::unexpected(probed.error());
    if (probed.error().kind == Kind::NoKeychain) {
        m_problem = explain(probed.error());
        return m_store = &m_session;
    }
    m_lastFailure = probed.error();
    return tl::unexpected(probed.error());
}

bool LateSecretStore::isSessionOnly() const
{
    const std::scoped_lock lock(m_mutex);
    return m_store && m_store->isSessionOnly();
}

QString LateSecretStore::problem() const
{
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

Result<void, SecretStoreError> LateSecretStore::probe(std::stop_token stop)
{
    return opened(stop).and_then([&](SecretStore* store) { return store->probe(stop); });
}

Result<Secret, SecretStoreError> LateSecretStore::read(const SecretKey& key, std::stop_token stop)
{
    return opened(stop).and_then([&](SecretStore* store) { return store->read(key, stop); });
}

Result<void, SecretStoreError> LateSecretStore::write(
    const SecretKey& key, const Secret& secret, std::stop_token stop)
{
    return opened(stop).and_then(
        [&](SecretStore* store) { return store->write(key, secret, stop); });
}

Result<void, SecretStoreError> LateSecretStore::remove(const SecretKey& key, std::stop_token stop)
{
    return opened(stop).and_then([&](SecretStore* store) { return store->remove(key, stop); });
}

} // namespace lockstep
