// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_document.h"

namespace lockstep {

SetupDocument::SetupDocument(Setup setup, std::optional<SetupLock> lock, QString readOnlyReason,
    const SetupStore& store, Pacer& pacer, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_pacer(pacer)
    , m_setup(std::move(setup))
    , m_lock(std::move(lock))
    , m_problem(std::move(readOnlyReason))
    , m_savedAt(m_setup.changed)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &SetupDocument::startSave);
}

SetupDocument::~SetupDocument()
{
    (void)flush();
}

SetupDocument::State SetupDocument::state() const
{
    if (!m_lock)
        return State::ReadOnly;
    if (m_savedVersion == m_version)
        return State::Saved;
    return m_problem.isEmpty() ? State::Unsaved : State::Failed;
}

void SetupDocument::touched()
{
    m_setup.changed = m_pacer.now();
    ++m_version;
    m_pause.start(std::chrono::milliseconds(300));
    Q_EMIT stateChanged();
}

void SetupDocument::saveSoon()
{
    m_pause.stop();
    startSave();
}

void SetupDocument::whenSaved(std::function<void(bool)> then)
{
    if (m_savedVersion == m_version || !m_lock) {
        then(m_lock.has_value());
        return;
    }
    m_waiters.push_back({m_version, std::move(then)});
    saveSoon();
}

void SetupDocument::startSave()
{
    if (m_savedVersion == m_version || !m_lock || m_worker.isRunning())
        return; // a save under way looks again when it ends
    m_worker.start(
        [this, copy = m_setup](const std::stop_token&) { return m_store.save(copy, *m_lock); },
        [this, version = m_version](const Result<void>& outcome) { saveEnded(version, outcome); });
}

void SetupDocument::saveEnded(quint64 version, const Result<void>& outcome)
{
    if (outcome) {
        m_savedVersion = version;
        m_savedAt = m_pacer.now();
        m_problem.clear();
    } else {
        m_problem = outcome.error().what;
    }
    Q_EMIT stateChanged();
    std::vector<Waiter> waiting;
    std::swap(waiting, m_waiters);
    for (Waiter& waiter : waiting) {
        if (outcome && waiter.version > version)
            m_waiters.push_back(std::move(waiter));
        else
            waiter.then(outcome.has_value());
    }
    if (outcome && m_savedVersion != m_version && !m_pause.isActive())
        startSave();
    else if (!outcome)
        m_pause.start(std::chrono::seconds(5)); // the disk may have room again
}

Result<void> SetupDocument::flush()
{
    m_pause.stop();
    if (!m_lock)
        return {};
    m_worker.join();
    if (m_savedVersion == m_version)
        return {};
    Result<void> outcome = m_store.save(m_setup, *m_lock);
    if (outcome)
        m_savedVersion = m_version;
    return outcome;
}

} // namespace lockstep
