// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup_store.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

Setup simpleSetup(const QString& id)
{
    Setup setup;
    setup.id = id;
    setup.profile = u"sspim"_s;
    setup.customer = u"Contoso"_s;
    setup.inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
    setup.currentStep = u"secret"_s;
    setup.created = utc(1'700'000'000'123);
    setup.changed = utc(1'700'000'100'456);
    return setup;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

} // namespace

class SetupStoreTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsSavedIsListedAndLoaded();
    void anotherWriterIsRefusedAndNamed();
    void aDeadProcessLosesItsLock();
    void unreadableFilesAreListedAndLeftAlone();
    void idsNeverLeaveTheFolder();
    void aFolderThatCannotBeMadeIsNamed();
    void aFullDiskLeavesTheOldFileWhole();
    void leftoversOfAKilledSaveAreRemoved();
    void removingTakesTheFileAndTheLock();
};

void SetupStoreTest::whatIsSavedIsListedAndLoaded()
{
    const QTemporaryDir folder;
    const SetupStore store(QDir(folder.filePath(u"new/setups"_s)));
    QVERIFY(store.list().setups.empty());
    Setup older = simpleSetup(newId());
    Setup newer = simpleSetup(newId());
    newer.changed = older.changed.addSecs(1);
    for (const Setup* setup : {&older, &newer}) {
        const Result<SetupLock> lock = store.lock(setup->id);
        QVERIFY(lock);
        QVERIFY(store.save(*setup, *lock));
        QVERIFY(store.save(*setup, *lock)); // and again over the first one
    }
    const SetupStore::Listing listing = store.list();
    QCOMPARE(listing.setups.size(), 2U);
    QVERIFY(listing.unreadable.empty());
    QCOMPARE(listing.setups[0].id, newer.id);
    const Result<Setup> loaded = store.load(older.id);
    QVERIFY(loaded);
    QCOMPARE(loaded->inputs, older.inputs);
    const QFileInfo file(folder.filePath(u"new/setups/"_s + older.id + u".json"_s));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
}

void SetupStoreTest::anotherWriterIsRefusedAndNamed()
{
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    const QString id = newId();
    {
        const Result<SetupLock> lock = store.lock(id);
        QVERIFY(lock);
        const Result<SetupLock> second = store.lock(id);
        QVERIFY(!second);
        QVERIFY2(second.error().what.contains(u"this program"_s), qPrintable(second.error().what));
        // a lock is good for its own setup only
        QVERIFY(!store.save(simpleSetup(newId()), *lock));
    }
    QVERIFY(store.lock(id));
#ifdef Q_OS_LINUX
    // a lock file of a process that lives: this test's parent
    const auto parent = static_cast<qint64>(getppid());
    const QString program =
        QFileInfo(QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(parent))).fileName();
    const QByteArray boot = contents(u"/proc/sys/kernel/random/boot_id"_s).trimmed();
    write(folder.filePath(id + u".lock"_s),
        u"%1\n%2\n%3\n"_s.arg(parent).arg(program, QSysInfo::machineHostName()).toUtf8()
            + QSysInfo::machineUniqueId() + '\n' + boot + '\n');
    const Result<SetupLock> refused = store.lock(id);
    QVERIFY(!refused);
    QVERIFY2(
        refused.error().what.contains(QString::number(parent)), qPrintable(refused.error().what));
#endif
}

void SetupStoreTest::aDeadProcessLosesItsLock()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    const QString id = newId();
    QProcess dead;
    dead.start(u"true"_s, QStringList());
    QVERIFY(dead.waitForStarted());
    const qint64 process = dead.processId();
    QVERIFY(dead.waitForFinished());
    write(folder.filePath(id + u".lock"_s),
        u"%1\nlockstep\n%2\n"_s.arg(process).arg(QSysInfo::machineHostName()).toUtf8());
    QVERIFY(store.lock(id));
#endif
}

void SetupStoreTest::unreadableFilesAreListedAndLeftAlone()
{
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    const Setup setup = simpleSetup(newId());
    QByteArray future = setupToJson(setup);
    future.replace("lockstep.setup/1", "lockstep.setup/9");
    const QString path = folder.filePath(setup.id + u".json"_s);
    write(path, future);
    write(folder.filePath(u"notes.json"_s), "not a setup");
    write(folder.filePath(newId() + u".json"_s), setupToJson(setup)); // under another's name

    const SetupStore::Listing listing = store.list();
    QCOMPARE(listing.setups.size(), 0U);
    QCOMPARE(listing.unreadable.size(), 3U);
    Result<SetupLock> lock = store.lock(setup.id);
    QVERIFY(lock);
    const Result<void> saved = store.save(setup, *lock);
    QVERIFY(!saved);
    QVERIFY2(saved.error().what.contains(u"not overwritten"_s), qPrintable(saved.error().what));
    QVERIFY(!store.remove(setup.id, std::move(*lock)));
    QCOMPARE(contents(path), future);
}

void SetupStoreTest::idsNeverLeaveTheFolder()
{
    const QTemporaryDir folder;
    const SetupStore store(QDir(folder.filePath(u"setups"_s)));
    for (const QString& id : {u"../outside"_s, u""_s, u"a/b"_s, newId() + u"/.."_s}) {
        QVERIFY(!store.load(id));
        QVERIFY(!store.lock(id));
    }
    QVERIFY(!QFile::exists(folder.filePath(u"outside.lock"_s)));
}

void SetupStoreTest::aFolderThatCannotBeMadeIsNamed()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"file"_s), "in the way");
    const SetupStore store(QDir(folder.filePath(u"file/setups"_s)));
    const Result<SetupLock> lock = store.lock(newId());
    QVERIFY(!lock);
    QVERIFY2(lock.error().where.contains(u"setups"_s), qPrintable(lock.error().where));
    QVERIFY(store.list().setups.empty());
#ifdef Q_OS_LINUX
    // nobody, not even root, makes a folder there
    const SetupStore readOnly(QDir(u"/proc/lockstep-setups"_s));
    QVERIFY(!readOnly.lock(newId()));
    const SetupStore existing(QDir(u"/proc/self"_s));
    const Result<SetupLock> refused = existing.lock(newId());
    QVERIFY(!refused);
    QVERIFY2(
        refused.error().what.contains(u"cannot be written"_s), qPrintable(refused.error().what));
#endif
}

void SetupStoreTest::aFullDiskLeavesTheOldFileWhole()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    Setup setup = simpleSetup(newId());
    const Result<SetupLock> lock = store.lock(setup.id);
    QVERIFY(lock);
    QVERIFY(store.save(setup, *lock));
    const QString path = folder.filePath(setup.id + u".json"_s);
    const QByteArray before = contents(path);

    // a limit on file sizes fails the write as a full disk does, part of the bytes written
    setup.customer = QString(100'000, u'x');
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    const rlimit small{4096, old.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<void> saved = store.save(setup, *lock);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);

    QVERIFY(!saved);
    QVERIFY(saved.error().where.contains(setup.id));
    QVERIFY(saved.error().what.size() > 40); // the reason is in it
    QCOMPARE(contents(path), before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2); // the setup and its lock
    QVERIFY(store.save(setup, *lock)); // space again
    QCOMPARE(store.load(setup.id)->customer.size(), 100'000);
#endif
}

void SetupStoreTest::leftoversOfAKilledSaveAreRemoved()
{
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    const QString id = newId();
    const QString other = newId();
    write(folder.filePath(id + u".json.AbCdEf"_s), "half");
    write(folder.filePath(other + u".json.AbCdEf"_s), "half");
    QVERIFY(store.list().unreadable.empty());
    QVERIFY(store.lock(id));
    QVERIFY(!QFile::exists(folder.filePath(id + u".json.AbCdEf"_s)));
    QVERIFY(QFile::exists(folder.filePath(other + u".json.AbCdEf"_s))); // its writer may live
}

void SetupStoreTest::removingTakesTheFileAndTheLock()
{
    const QTemporaryDir folder;
    const SetupStore store{QDir(folder.path())};
    const Setup setup = simpleSetup(newId());
    Result<SetupLock> lock = store.lock(setup.id);
    QVERIFY(lock);
    QVERIFY(store.save(setup, *lock));
    QVERIFY(store.remove(setup.id, std::move(*lock)));
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(SetupStoreTest)
#include "tst_setup_store.moc"
