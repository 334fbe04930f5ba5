// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "opening.h"

#include <QCoreApplication>
#include <QUuid>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Opening)
};

} // namespace

Setup freshSetup(const Profile& profile, const QDateTime& now)
{
    Setup setup;
    setup.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    setup.profile = profile.id;
    setup.currentStep = profile.steps.front().id;
    setup.created = now;
    setup.changed = now;
    return setup;
}

OpenedSetup makeSetup(const Setup& setup, const ProfilePointer& profile, const SetupStore& store)
{
    OpenedSetup opened{
        .profile = profile, .setup = setup, .lock = {}, .readOnlyReason = {}, .cloudFixed = false};
    Result<SetupLock> lock = store.lock(setup.id);
    if (!lock) {
        opened.readOnlyReason = lock.error().what;
        return opened;
    }
    const Result<void> saved = store.save(setup, *lock);
    if (!saved)
        opened.readOnlyReason = saved.error().what;
    else
        opened.lock = std::move(*lock);
    return opened;
}

OpenedSetup loadSetup(
    const QString& id, const std::vector<ProfilePointer>& profiles, const SetupStore& store)
{
    OpenedSetup opened{};
    // the lock first: what is read afterwards is not being written by anybody else
    Result<SetupLock> lock = store.lock(id);
    Result<Setup> setup = store.load(id);
    if (!setup) {
        opened.readOnlyReason = setup.error().what;
        return opened;
    }
    for (const ProfilePointer& profile : profiles)
        if (profile->id == setup->profile)
            opened.profile = profile;
    if (!opened.profile) {
        opened.readOnlyReason =
            Words::tr("This program does not know the guide %1.").arg(setup->profile);
        return opened;
    }
    opened.setup = std::move(*setup);
    if (lock)
        opened.lock = std::move(*lock);
    else
        opened.readOnlyReason = lock.error().what;
    return opened;
}

} // namespace lockstep
