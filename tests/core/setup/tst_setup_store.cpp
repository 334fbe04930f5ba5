// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup_store.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
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

QString randomText(QRandomGenerator& random)
{
    const QString alphabet = u"abc XYZ\"\\/{}[]:,\t\n\r\u0000\u0007äß東\u202e\u2028<>&'"_s;
    QString text;
    for (int i = random.bounded(20); i > 0; --i)
        text += alphabet[random.bounded(alphabet.size())];
    return text;
}

Finding randomFinding(QRandomGenerator& random)
{
    Finding finding{.check = u"app.exists"_s,
        .subject = randomText(random),
        .step = u"app-registration"_s,
        .verdict = static_cast<Verdict>(random.bounded(6)),
        .required = random.bounded(2) == 1,
        .expected = randomText(random),
        .observed = randomText(random),
        .message = randomText(random),
        .remedy = std::nullopt,
        .details = randomText(random)};
    if (random.bounded(2) == 1) {
        finding.remedy = Remedy{.kind = static_cast<Remedy::Kind>(random.bounded(6)),
            .text = randomText(random),
            .url = QUrl(u"https://entra.microsoft.com/#view/x/~/y"_s),
            .field = u"clientId"_s};
    }
    return finding;
}

Report randomReport(QRandomGenerator& random)
{
    Report report;
    report.profile = u"sspim"_s;
    report.tenantId = randomText(random);
    report.cloud = u"custom"_s;
    report.startedAt = utc(random.generate());
    report.duration = std::chrono::milliseconds(random.bounded(100'000));
    report.network = {random.bounded(9), random.bounded(99), random.bounded(9), random.bounded(9)};
    for (int i = random.bounded(5); i > 0; --i)
        report.findings.push_back(randomFinding(random));
    report.nothingReached = random.bounded(5) == 0;
    report.notes = QStringList{randomText(random)};
    report.secretAccepted = random.bounded(4);
    if (random.bounded(2) == 1)
        report.secretEnds = utc(random.generate());
    return report;
}

Setup randomSetup(QRandomGenerator& random)
{
    Setup setup = simpleSetup(newId());
    setup.cloud = u"custom"_s;
    setup.loginUrl = QUrl(u"http://127.0.0.1:8080/a%20b"_s);
    setup.customer = randomText(random);
    setup.account = randomText(random);
    setup.secretKept = random.bounded(2) == 1;
    setup.inputs.values[u"groups"_s] = QStringList{randomText(random), randomText(random)};
    setup.inputs.values[u"empty"_s] = QStringList{};
    for (int i = random.bounded(3); i > 0; --i)
        setup.attestations.push_back(
            {u"further-admins"_s, randomText(random), utc(random.generate()), randomText(random)});
    if (random.bounded(2) == 1)
        setup.lastReport = randomReport(random);
    if (random.bounded(2) == 1)
        setup.completion =
            Completion{utc(5), randomText(random), u"https"_s, u"unknown"_s, newId()};
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
    void randomSetupsSurviveTheFile();
    void secretsNeverReachTheFile();
    void damagedSetupsAreErrorsWithTheirPlace_data();
    void damagedSetupsAreErrorsWithTheirPlace();
    void cuttingASetupAnywhereIsAnError();
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

void SetupStoreTest::randomSetupsSurviveTheFile()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        const QByteArray json = setupToJson(randomSetup(random));
        const Result<Setup> read = setupFromJson(json, u"x.json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().where + read.error().what));
        QCOMPARE(setupToJson(*read), json);
    }
    Setup setup = randomSetup(random);
    setup.inputs.set(u"tenantName"_s, u"M\u00fcller \u6771\u4eac"_s);
    const Result<Setup> read = setupFromJson(setupToJson(setup), u"x.json"_s);
    QVERIFY(read);
    QCOMPARE(read->inputs, setup.inputs);
    QCOMPARE(read->changed, setup.changed);
    QCOMPARE(read->loginUrl, setup.loginUrl);
    QCOMPARE(read->customer, setup.customer);
    QCOMPARE(read->secretKept, setup.secretKept);
}

void SetupStoreTest::secretsNeverReachTheFile()
{
    Setup setup = simpleSetup(newId());
    setup.inputs.set(u"clientSecret"_s, u"aB18Q~hidden"_s);
    setup.inputs.set(u"secretToken"_s, u"aB18Q~hidden"_s);
    QVERIFY(!setupToJson(setup).contains("hidden"));
    QVERIFY(!setupToJson(setup).contains("clientSecret"));
}

void SetupStoreTest::damagedSetupsAreErrorsWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* from, const char* to, const QString& where,
                         const QString& what) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << where << what;
    };
    row("later version", "lockstep.setup/1", "lockstep.setup/2", u"/schema"_s, u"newer version"_s);
    row("another file", "lockstep.setup/1", "lockstep.report/1", u"/schema"_s, u"not known"_s);
    row("no schema", "\"schema\"", "\"scheme\"", u": /"_s, u"missing"_s);
    row("key", "\"currentStep\"", "\"curentStep\"", u"/"_s, u"currentStep"_s);
    row("type", "\"Contoso\"", "7", u"/customer"_s, u"text"_s);
    row("date without offset", "123Z\"", "123\"", u"/created"_s, u"offset"_s);
    row("date", "\"2023-11-14", "\"2023-13-14", u"/created"_s, u"date"_s);
    row("inputs", "[\n      \"3f8a", "\"3f8a", u"x.json:"_s, u"JSON"_s);
    row("flag", "\"secretKept\": false", "\"secretKept\": \"no\"", u"/secretKept"_s,
        u"true or false"_s);
    row("attestations", "\"attestations\": []", "\"attestations\": {}", u"/attestations"_s,
        u"list"_s);
    row("twice", "\"customer\"", "\"profile\"", u"/profile"_s, u"twice"_s);
}

void SetupStoreTest::damagedSetupsAreErrorsWithTheirPlace()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, where);
    QFETCH(QString, what);
    QByteArray json = setupToJson(simpleSetup(newId()));
    QVERIFY2(json.contains(from), json.constData());
    json.replace(from, to);
    const Result<Setup> read = setupFromJson(json, u"x.json"_s);
    QVERIFY(!read);
    QVERIFY2(read.error().where.startsWith(u"x.json:"_s), qPrintable(read.error().where));
    QVERIFY2(read.error().where.contains(where), qPrintable(read.error().where));
    QVERIFY2(read.error().what.contains(what), qPrintable(read.error().what));
}

void SetupStoreTest::cuttingASetupAnywhereIsAnError()
{
    QRandomGenerator random(11);
    const QByteArray json = setupToJson(randomSetup(random)).trimmed();
    for (qsizetype length = 0; length < json.size(); length += 13)
        QVERIFY(!setupFromJson(json.left(length), u"x.json"_s));
}

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
