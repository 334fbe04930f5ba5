// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup_store.h"
#include "support/certificates.h"
#include "support/raw_server.h"
#include "support/scenario_run.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QUuid>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! What each trouble is called. None may be mistaken for another.
const std::map<QString, QByteArray>& words()
{
    static const std::map<QString, QByteArray> all{
        {u"no keychain"_s, "This computer has no keychain"},
        {u"locked keychain"_s, "The keychain is locked. Unlock it"},
        {u"no network"_s, "This computer is not connected to a network."},
        {u"guest network"_s, "A web page came instead"},
        {u"unknown issuer"_s,
            "was issued by Corporate Inspection CA, which this computer does not trust"},
        {u"clock"_s, "This computer's clock is "},
        {u"read-only"_s, "The folder for setups cannot be written, so nothing can be saved."},
        {u"read-only, first start"_s, "The folder for setups cannot be made."},
        {u"two at once"_s, "This setup is open in another program: scripted_person, process "},
        {u"disk full"_s, "This setup could not be saved: No space left on device"},
    };
    return all;
}

struct Outcome {
    int exit = -1;
    QByteArray said; //!< both outputs
};

//! Says its own words and nobody else's.
void verifyClear(const Outcome& outcome, const QString& trouble)
{
    for (const auto& [name, text] : words()) {
        const bool said = outcome.said.contains(text);
        QVERIFY2(said == (name == trouble),
            qPrintable(name + (said ? u" was said:\n"_s : u" was not said:\n"_s)
                + QString::fromUtf8(outcome.said.left(3000))));
    }
}

QString ctl()
{
    return QStringLiteral(BINARY_DIR) + u"/lockstepctl"_s;
}

Outcome run(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QTemporaryDir home;
    QProcess process;
    QProcessEnvironment clean = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"})
        clean.remove(QString::fromLatin1(name));
    clean.insert(u"HOME"_s, home.path());
    process.setProcessEnvironment(clean);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {
        process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAll()};
}

QStringList checkOf(const Scenario& scenario)
{
    QStringList arguments{u"check"_s, u"--profile"_s, scenario.profile};
    for (const auto& [field, values] : scenario.inputs)
        arguments << u"--set"_s << field + u'=' + values.value(0);
    return arguments;
}

//! One setup in a folder, with a value that must survive.
struct Kept {
    explicit Kept(const QDir& folder) : store(folder)
    {
        Setup setup;
        setup.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        setup.profile = u"sspim"_s;
        setup.currentStep = u"secret"_s;
        setup.created = setup.changed = QDateTime::currentDateTimeUtc();
        setup.inputs.set(u"tenantName"_s, u"contoso.onmicrosoft.com"_s);
        id = setup.id;
        const auto lock = store.lock(id);
        saved = lock && store.save(setup, *lock);
    }
    [[nodiscard]] QString tenantName() const
    {
        const Result<Setup> setup = store.load(id);
        return setup ? setup->inputs.text(u"tenantName"_s) : setup.error().what;
    }
    SetupStore store;
    QString id;
    bool saved = false;
};

} // namespace

class FaultTest : public QObject {
    Q_OBJECT

private slots:
    void keychains_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("no keychain") << u"none"_s;
        QTest::newRow("locked keychain") << u"locked"_s;
    }
    void keychains()
    {
        QFETCH(QString, kind);
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        const Outcome outcome =
            run(QStringLiteral(TESTS_SOURCE_DIR) + u"/support/with-keyring.sh"_s,
                QStringList{kind, ctl()} + checkOf(scenario)
                    + QStringList{u"--secret-keychain"_s, u"--sign-in"_s, u"none"_s});
        verifyClear(outcome, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(outcome.exit, 4);
    }

    void guestNetwork()
    {
        const Outcome outcome = run(ctl(),
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"captive-portal"_s,
                u"--sign-in"_s, u"none"_s});
        verifyClear(outcome, u"guest network"_s);
        QCOMPARE(outcome.exit, 4);
    }

    void unknownIssuer()
    {
        const Certificates certificates;
        QVERIFY(certificates.make());
        const RawServer server(
            [](QTcpSocket& socket, const RawRequest&) { socket.write(RawServer::reply("{}")); },
            certificates.leaf(u"inspected"_s));
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        const Outcome outcome = run(ctl(),
            checkOf(scenario)
                + QStringList{u"--login-url"_s, server.url(u"/login"_s).toString(),
                    u"--graph-url"_s, server.url(u"/graph"_s).toString(), u"--sign-in"_s, u"none"_s,
                    u"--secret-stdin"_s},
            scenario.secret);
        verifyClear(outcome, u"unknown issuer"_s);
        QCOMPARE(outcome.exit, 4);
        QCOMPARE(server.requests(), 0); // the secret was not told to whom nobody trusts
    }

    void clockAnHourOff()
    {
        const Outcome outcome =
            run(ctl(), {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"clock-off"_s});
        verifyClear(outcome, u"clock"_s);
        QCOMPARE(outcome.exit, 0); // said, but no reason to block: the servers' time decides
    }

    //! Runs without any network: alone in its namespace, where even loopback is down.
    void noNetwork()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        const Outcome outcome = run(u"unshare"_s,
            QStringList{u"-n"_s, ctl()} + checkOf(scenario)
                + QStringList{u"--sign-in"_s, u"none"_s, u"--secret-stdin"_s, u"--timeout"_s,
                    u"30"_s},
            scenario.secret);
        verifyClear(outcome, u"no network"_s);
        QCOMPARE(outcome.exit, 4);
    }

    void twoInstances()
    {
        QTemporaryDir home;
        const Kept kept(QDir(home.path()));
        QVERIFY(kept.saved);
        QProcess first;
        first.start(QStringLiteral(SCRIPTED_PERSON), {home.path(), kept.id, u"type"_s, u"7"_s});
        QVERIFY(first.waitForReadyRead(20'000));
        QCOMPARE(first.readLine(), QByteArray("opened\n"));
        const Outcome second = run(QStringLiteral(SCRIPTED_PERSON),
            {home.path(), kept.id, u"once"_s, u"tenantName"_s, u"5"_s});
        verifyClear(second, u"two at once"_s);
        QVERIFY2(second.said.contains("process " + QByteArray::number(first.processId()) + " on "),
            second.said.constData());
        QCOMPARE(second.exit, 3);
        QVERIFY(kept.tenantName() != u"xxxxx"_s);
        // the first one goes on undisturbed
        (void)first.readAll();
        QByteArray shown;
        while (shown.count('\n') < 20) {
            QVERIFY(first.waitForReadyRead(20'000));
            shown += first.readAll();
        }
        first.kill();
        QVERIFY(first.waitForFinished());
        QVERIFY(kept.store.load(kept.id).has_value());
    }

    //! Root may write everywhere but where the kernel says read-only.
    void readOnlyHome()
    {
        QTemporaryDir home;
        const QDir folder(home.filePath(u"setups"_s));
        const Kept kept(folder);
        QVERIFY(kept.saved);
        const QString script =
            u"mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && shift && exec \"$@\""_s;
        const QStringList readOnly{u"-m"_s, u"sh"_s, u"-c"_s, script, u"sh"_s, home.path(),
            QStringLiteral(SCRIPTED_PERSON)};
        const QStringList once{u"once"_s, u"tenantName"_s, u"5"_s};
        const Outcome known =
            run(u"unshare"_s, readOnly + QStringList{folder.path(), kept.id} + once);
        verifyClear(known, u"read-only"_s);
        QCOMPARE(known.exit, 3);
        QCOMPARE(kept.tenantName(), u"contoso.onmicrosoft.com"_s);
        const Outcome first = run(u"unshare"_s,
            readOnly
                + QStringList{home.filePath(u"none"_s),
                    QUuid::createUuid().toString(QUuid::WithoutBraces)}
                + once);
        verifyClear(first, u"read-only, first start"_s);
        QCOMPARE(first.exit, 3);
    }

    //! 64 KiB in all: the second value has no room beside the first.
    void diskFull()
    {
        QTemporaryDir home;
        const QString script =
            u"mount -t tmpfs -o size=64k none \"$1\" && \"$2\" \"$1\" \"$3\" once tenantName 20 &&"
            " { \"$2\" \"$1\" \"$3\" once tenantName 200000; status=$?; cp \"$1\"/* \"$4\"; exit $status; }"_s;
        QTemporaryDir after;
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const Outcome outcome = run(u"unshare"_s,
            {u"-m"_s, u"sh"_s, u"-c"_s, script, u"sh"_s, home.path(),
                QStringLiteral(SCRIPTED_PERSON), id, after.path()});
        verifyClear(outcome, u"disk full"_s);
        QVERIFY2(outcome.said.startsWith("opened\nsaved tenantName\nopened\nfailed: "),
            outcome.said.constData());
        QCOMPARE(outcome.exit, 1);
        // what was shown as saved is whole, and nothing half-written lies beside it
        const Result<Setup> kept = SetupStore(QDir(after.path())).load(id);
        QVERIFY2(kept.has_value(), kept ? "" : qPrintable(kept.error().what));
        QCOMPARE(kept->inputs.text(u"tenantName"_s), QString(20, u'x'));
        QCOMPARE(QDir(after.path()).entryList({u"*.json*"_s}, QDir::Files),
            QStringList{id + u".json"_s});
    }
};

QTEST_GUILESS_MAIN(FaultTest)
#include "tst_faults.moc"
