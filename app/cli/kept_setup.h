// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "setup/secret_store.h"
#include "setup/setup_store.h"

#include <QTemporaryDir>

namespace lockstep::cli {

//! The setup that a command writes for: what it made is kept there as it is made, beside its
//! journal, where the window finds it too. A demo's lives in a folder that goes with it.
class KeptSetup {
public:
    //! The one of the same guide and tenant that is there, or a new one. `id` names one.
    [[nodiscard]] static Result<std::unique_ptr<KeptSetup>> open(Job& job, const QString& id);

    [[nodiscard]] const Setup& setup() const { return m_setup; }
    [[nodiscard]] Journal journal() const { return m_store->journal(m_setup.id); }
    [[nodiscard]] SecretStore& secrets() { return *m_secrets; }
    //! Before anything is sent: what is journalled must be found again.
    bool keepAll() { return save(); }
    //! Written at once; false, with the reason said, where it cannot be.
    bool keep(const QString& field, const QString& value);
    bool keepSecretState(bool kept);
    bool keepReport(const Report& report, const QString& account);

private:
    explicit KeptSetup(bool demo);
    bool save();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SetupStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::optional<SetupLock> m_lock;
    Setup m_setup;
};

//! The setup of that id as it is kept, for `undo`; its profile and endpoints.
[[nodiscard]] Result<Setup> keptSetup(const QString& id);

} // namespace lockstep::cli
