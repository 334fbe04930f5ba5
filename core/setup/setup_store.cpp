// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup_store.h"

#include "setup/whole_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr auto ownerOnlyFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Setup)
};

QString native(const QString& path)
{
    return QDir::toNativeSeparators(path);
}

//! The folder holds names of customers and tenants: nobody else's business on a shared machine.
Result<void> makeFolder(const QDir& folder)
{
    if (folder.exists())
        return {};
    if (!QDir().mkpath(folder.absolutePath())) {
        return failure(native(folder.absolutePath()),
            Words::tr(
                "The folder for setups cannot be made. Check that its parent can be written."));
    }
    QFile::setPermissions(folder.absolutePath(), ownerOnlyFolder);
    return {};
}

Error lockError(const QLockFile& lock, const QString& path)
{
    qint64 process = 0;
    QString host;
    QString program;
    if (lock.error() == QLockFile::LockFailedError && lock.getLockInfo(&process, &host, &program)) {
        if (process == QCoreApplication::applicationPid())
            return {native(path), Words::tr("This setup is already open in this program.")};
        return {native(path),
            Words::tr("This setup is open in another program: %1, process %2 on %3.")
                .arg(program, QString::number(process), host)};
    }
    if (lock.error() == QLockFile::LockFailedError)
        return {native(path), Words::tr("This setup is open in another program.")};
    return {native(path),
        Words::tr("The folder for setups cannot be written, so nothing can be saved.")};
}

//! What a program that was killed while saving left beside the file.
void removeLeftovers(const QDir& folder, const QString& id)
{
    const QStringList leftovers =
        folder.entryList({id + u".json.??????"_s}, QDir::Files | QDir::Hidden);
    for (const QString& name : leftovers)
        QFile::remove(folder.filePath(name));
}

Result<Setup> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(native(path), file.errorString());
    Result<Setup> setup = setupFromJson(file.readAll(), native(path));
    if (setup && setup->id != QFileInfo(path).completeBaseName())
        return failure(native(path), Words::tr("The file's name is not the setup's id."));
    return setup;
}

} // namespace

SetupLock::SetupLock(std::unique_ptr<QLockFile> lock) : m_lock(std::move(lock)) { }
SetupLock::SetupLock(SetupLock&&) noexcept = default;
SetupLock& SetupLock::operator=(SetupLock&&) noexcept = default;
SetupLock::~SetupLock() = default;

SetupStore::SetupStore(QDir folder) : m_folder(std::move(folder)) { }

QDir SetupStore::defaultFolder()
{
    // not AppDataLocation: the window and lockstepctl have different names and share the setups
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/lockstep/setups"_s);
}

QString SetupStore::pathOf(const QString& id) const
{
    return m_folder.filePath(id + u".json"_s);
}

SetupStore::Listing SetupStore::list() const
{
    Listing listing;
    for (const QString& name : m_folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        Result<Setup> setup = readFile(m_folder.filePath(name));
        if (setup)
            listing.setups.push_back(std::move(*setup));
        else
            listing.unreadable.push_back(setup.error());
    }
    std::ranges::stable_sort(listing.setups, std::greater(), &Setup::changed);
    return listing;
}

Result<Setup> SetupStore::load(const QString& id) const
{
    if (!isGuid(id))
        return failure(id, Words::tr("This is not a setup's id."));
    return readFile(pathOf(id));
}

Result<SetupLock> SetupStore::lock(const QString& id) const
{
    if (!isGuid(id))
        return failure(id, Words::tr("This is not a setup's id."));
    if (const Result<void> made = makeFolder(m_folder); !made)
        return tl::unexpected(made.error());
    auto lock = std::make_unique<QLockFile>(m_folder.filePath(id + u".lock"_s));
    lock->setStaleLockTime(0); // by age never: a setup may stay open for days. A dead owner is seen
    if (!lock->tryLock(0))
        return tl::unexpected(lockError(*lock, pathOf(id)));
    removeLeftovers(m_folder, id);
    return SetupLock(std::move(lock));
}

namespace {

Result<void> mayReplace(const QString& path)
{
    if (!QFile::exists(path))
        return {};
    const Result<Setup> present = readFile(path);
    if (present)
        return {};
    return failure(present.error().where,
        Words::tr("The file there cannot be read, so it is not overwritten. %1")
            .arg(present.error().what));
}

} // namespace

Result<void> SetupStore::save(const Setup& setup, const SetupLock& lock) const
{
    if (!isGuid(setup.id))
        return failure(setup.id, Words::tr("This is not a setup's id."));
    if (!lock.m_lock || lock.m_lock->fileName() != m_folder.filePath(setup.id + u".lock"_s))
        return failure(native(pathOf(setup.id)), Words::tr("The lock is for another setup."));
    if (const Result<void> free = mayReplace(pathOf(setup.id)); !free)
        return free;
    return writeWhole(pathOf(setup.id), setupToJson(setup));
}

Result<void> SetupStore::remove(const QString& id, SetupLock lock) const
{
    if (!isGuid(id) || !lock.m_lock
        || lock.m_lock->fileName() != m_folder.filePath(id + u".lock"_s))
        return failure(id, Words::tr("The lock is for another setup."));
    if (const Result<void> free = mayReplace(pathOf(id)); !free)
        return free;
    for (const QString& path : {pathOf(id), journal(id).path()}) {
        QFile file(path);
        if (file.exists() && !file.remove())
            return failure(native(path), file.errorString());
    }
    return {};
}

Journal SetupStore::journal(const QString& id) const
{
    return Journal(m_folder.filePath(id + u".journal"_s));
}

} // namespace lockstep
