// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "secret_keeper.h"

namespace lockstep {

namespace {

bool sameKey(const std::optional<SecretKey>& one, const std::optional<SecretKey>& other)
{
    return one.has_value() == other.has_value() && (!one || one->text() == other->text());
}

} // namespace

SecretKeeper::SecretKeeper(const Ports& ports, QObject* parent)
    : QObject(parent), m_store(ports.secrets), m_keychainProblem(ports.keychainProblem)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(700);
    connect(&m_pause, &QTimer::timeout, this, &SecretKeeper::keep);
}

QString SecretKeeper::ending() const
{
    return m_secret.expose([](QByteArrayView value) {
        // four of at least sixteen characters tell two secrets apart and give nothing away
        return value.size() < 16 ? QString() : QString::fromUtf8(value.last(4));
    });
}

void SecretKeeper::setWhere(Where where, const QString& note)
{
    m_where = where;
    m_note = note;
    Q_EMIT whereChanged();
}

void SecretKeeper::setSecret(Secret secret, bool keepable)
{
    if (m_where == Where::Reading)
        m_worker.cancel(); // what is typed wins over what was kept
    m_secret = std::move(secret);
    m_keepable = keepable;
    ++m_version;
    setWhere(m_secret.isEmpty() ? Where::Nowhere : Where::Memory);
    m_pause.start();
    Q_EMIT secretChanged();
}

void SecretKeeper::setKey(const std::optional<SecretKey>& key)
{
    if (sameKey(key, m_key))
        return;
    m_key = key;
    if (m_key && !m_secret.isEmpty())
        m_pause.start();
}

void SecretKeeper::load()
{
    if (!m_key)
        return;
    setWhere(Where::Reading);
    m_worker.start(
        [this, key = *m_key](const std::stop_token& stop) { return m_store.read(key, stop); },
        [this, key = *m_key](Result<Secret, SecretStoreError> outcome) {
            if (!outcome) {
                setWhere(Where::Nowhere, explain(outcome.error()));
                return;
            }
            m_secret = std::move(*outcome);
            m_keepable = true;
            m_storedUnder = key;
            m_keptVersion = ++m_version;
            setWhere(m_store.isSessionOnly() ? Where::SessionOnly : Where::Keychain);
            Q_EMIT secretChanged();
            if (!sameKey(m_key, key))
                m_pause.start();
        });
}

bool SecretKeeper::isPending() const
{
    if (m_worker.isRunning() && m_where == Where::Writing)
        return true;
    if (m_secret.isEmpty() || !m_keepable || !m_key || m_refusedVersion == m_version)
        return false;
    return m_keptVersion != m_version || !sameKey(m_storedUnder, m_key);
}

void SecretKeeper::keepNow()
{
    m_pause.stop();
    keep();
}

void SecretKeeper::keep()
{
    if (m_worker.isRunning() || !isPending())
        return; // kept() looks again when the run ends
    setWhere(Where::Writing);
    auto value = std::make_shared<Secret>(m_secret.clone());
    m_worker.start(
        [this, key = *m_key, old = m_storedUnder, value](const std::stop_token& stop) {
            Result<void, SecretStoreError> outcome = m_store.write(key, *value, stop);
            // the old entry goes only once the new one has been read back
            if (outcome && old && !sameKey(old, key))
                (void)m_store.remove(*old, stop);
            return outcome;
        },
        [this, key = *m_key, version = m_version](
            const Result<void, SecretStoreError>& outcome) { kept(key, version, outcome); });
}

void SecretKeeper::kept(
    const SecretKey& key, quint64 version, const Result<void, SecretStoreError>& outcome)
{
    if (outcome) {
        m_storedUnder = key;
        m_keptVersion = version;
    } else {
        m_refusedVersion = version;
    }
    if (version != m_version) {
        keep();
        return;
    }
    if (!outcome)
        setWhere(Where::SessionOnly, explain(outcome.error()));
    else if (m_store.isSessionOnly())
        setWhere(Where::SessionOnly, m_keychainProblem ? m_keychainProblem() : QString());
    else
        setWhere(Where::Keychain);
    keep(); // the ids may have changed meanwhile
}

} // namespace lockstep
