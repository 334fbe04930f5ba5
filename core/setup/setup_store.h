// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/journal.h"
#include "setup/setup.h"

#include <QDir>

#include <memory>

class QLockFile;

namespace lockstep {

//! The right to write one setup; gone when destroyed, also after a crash.
class SetupLock {
public:
    SetupLock(SetupLock&&) noexcept;
    SetupLock& operator=(SetupLock&&) noexcept;
    ~SetupLock();

private:
    friend class SetupStore;
    explicit SetupLock(std::unique_ptr<QLockFile> lock);
    std::unique_ptr<QLockFile> m_lock;
};

//! Setups as one JSON file each, below a folder of the user's. Each save is whole or not at all.
class SetupStore {
public:
    explicit SetupStore(QDir folder);
    //! Where the user's setups live on this system.
    [[nodiscard]] static QDir defaultFolder();

    struct Listing {
        std::vector<Setup> setups; //!< newest change first
        std::vector<Error> unreadable; //!< files left alone, with what is wrong with each
    };
    [[nodiscard]] Listing list() const;
    [[nodiscard]] Result<Setup> load(const QString& id) const;
    //! Error when another process has it open (names the process) or the folder cannot be written.
    [[nodiscard]] Result<SetupLock> lock(const QString& id) const;
    //! Atomic: written beside, flushed, renamed. Errors (read-only, disk full) leave the old file
    //! whole.
    [[nodiscard]] Result<void> save(const Setup& setup, const SetupLock& lock) const;
    [[nodiscard]] Result<void> remove(const QString& id, SetupLock lock) const;

    //! What was written into the tenant for this setup; lies beside it.
    [[nodiscard]] Journal journal(const QString& id) const;

private:
    [[nodiscard]] QString pathOf(const QString& id) const;
    QDir m_folder;
};

} // namespace lockstep
