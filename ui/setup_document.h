// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/pacer.h"
#include "setup/setup_store.h"
#include "worker.h"

#include <QTimer>

namespace lockstep {

//! One setup while it is open: each change reaches the disk in order, 300 ms after the last.
class SetupDocument final : public QObject {
    Q_OBJECT
public:
    enum class State { Saved, Unsaved, Failed, ReadOnly };

    //! Without a lock it is read-only, for the reason given.
    SetupDocument(Setup setup, std::optional<SetupLock> lock, QString readOnlyReason,
        const SetupStore& store, Pacer& pacer, QObject* parent = nullptr);
    ~SetupDocument() override;

    [[nodiscard]] const Setup& setup() const { return m_setup; }
    //! Changes the setup through `fn(Setup&)` and has it saved. Does nothing when read-only.
    template <class Fn> void edit(Fn&& fn)
    {
        if (!m_lock)
            return;
        fn(m_setup);
        touched();
    }
    //! Saves now, on the calling thread; for closing. Error when the disk refused.
    Result<void> flush();
    //! Saves without waiting for the pause, off this thread.
    void saveSoon();
    //! Calls `then(ok)` once what is held now is on the disk, or could not be put there.
    void whenSaved(std::function<void(bool)> then);

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isReadOnly() const { return !m_lock; }
    [[nodiscard]] QDateTime savedAt() const { return m_savedAt; }
    [[nodiscard]] QString problem() const { return m_problem; }

Q_SIGNALS:
    void stateChanged();

private:
    void touched();
    void startSave();
    void saveEnded(quint64 version, const Result<void>& outcome);

    const SetupStore& m_store;
    Pacer& m_pacer;
    Setup m_setup;
    std::optional<SetupLock> m_lock;
    QString m_problem;
    QDateTime m_savedAt;
    quint64 m_version = 0;
    quint64 m_savedVersion = 0;
    struct Waiter {
        quint64 version;
        std::function<void(bool)> then;
    };
    std::vector<Waiter> m_waiters;
    QTimer m_pause;
    Worker m_worker; // last: joined before the lock is given up
};

} // namespace lockstep
