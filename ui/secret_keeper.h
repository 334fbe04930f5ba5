// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "worker.h"

#include <QTimer>

#include <optional>

namespace lockstep {

//! Holds the client secret of one setup and keeps it in the keychain under the setup's ids.
//!
//! The keychain may ask the user or hang, so each of its calls runs on a thread of its own.
class SecretKeeper final : public QObject {
    Q_OBJECT
public:
    enum class Where {
        Nowhere, //!< there is no secret
        Reading, //!< the keychain is being asked for it
        Memory, //!< typed, not kept yet
        Writing,
        Keychain,
        SessionOnly, //!< note() says why
    };

    explicit SecretKeeper(const Ports& ports, QObject* parent = nullptr);

    [[nodiscard]] const Secret& secret() const { return m_secret; }
    [[nodiscard]] Where where() const { return m_where; }
    [[nodiscard]] QString note() const { return m_note; }
    //! Last four characters, for telling secrets apart; empty for short ones.
    [[nodiscard]] QString ending() const;

    //! A new value was typed or pasted; `keepable` = it looks like a secret's value.
    void setSecret(Secret secret, bool keepable);
    //! The key under which it belongs; none while an id is missing or malformed.
    void setKey(const std::optional<SecretKey>& key);
    //! Reads the value from the keychain, for a setup that says that it was kept.
    void load();
    //! Whether the keychain still lacks the newest value although it could have it.
    [[nodiscard]] bool isPending() const;
    //! Starts a write that is due, without the pause.
    void keepNow();

Q_SIGNALS:
    void secretChanged();
    void whereChanged();

private:
    void setWhere(Where where, const QString& note = {});
    void keep();
    void kept(const SecretKey& key, quint64 version, const Result<void, SecretStoreError>& outcome);

    SecretStore& m_store;
    std::function<QString()> m_keychainProblem;
    Secret m_secret;
    std::optional<SecretKey> m_key;
    std::optional<SecretKey> m_storedUnder;
    Where m_where = Where::Nowhere;
    QString m_note;
    bool m_keepable = false;
    quint64 m_version = 0;
    quint64 m_keptVersion = 0;
    quint64 m_refusedVersion = 0; //!< do not ask the keychain again and again for the same value
    QTimer m_pause;
    Worker m_worker;
};

} // namespace lockstep
