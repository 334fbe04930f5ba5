// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "leak_search.h"
#include "recording_relay.h"
#include "support/raw_server.h"
#include "support/scenario_run.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray typedSecret = "Zk48Q~leakage.test-secret_value0123456789";

//! A program in a throw-away home, at the noisiest level, with every folder it could write to
//! below that home.
class Subject {
public:
    Subject()
    {
        for (const char* name : {"tmp", "run", "config", "data", "cache", "state", "cwd"})
            QDir(home.path()).mkdir(QString::fromLatin1(name));
        QFile::setPermissions(
            home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QProcessEnvironment clean;
        clean.insert(u"PATH"_s, bin.path() + u':' + qEnvironmentVariable("PATH"));
        clean.insert(u"HOME"_s, home.path());
        clean.insert(u"TMPDIR"_s, home.filePath(u"tmp"_s));
        clean.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"run"_s));
        for (const char* name : {"CONFIG", "DATA", "CACHE", "STATE"})
            clean.insert(u"XDG_%1_HOME"_s.arg(QString::fromLatin1(name)),
                home.filePath(QString::fromLatin1(name).toLower()));
        clean.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        clean.insert(u"QT_MESSAGE_PATTERN"_s,
            u"%{time} %{pid} %{type} %{category} %{file}:%{line} %{function} %{message}"_s);
        clean.insert(u"QT_LOGGING_TO_CONSOLE"_s, u"1"_s);
        clean.insert(u"G_MESSAGES_DEBUG"_s, u"all"_s);
        clean.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"}) {
            if (qEnvironmentVariableIsSet(name))
                clean.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
        }
        // the crashes must be the system's own: a sanitizer would turn them into an exit
        clean.insert(u"ASAN_OPTIONS"_s,
            clean.value(u"ASAN_OPTIONS"_s)
                + u":handle_segv=0:handle_sigbus=0:handle_abort=0:disable_coredump=0"_s);
        process.setProcessEnvironment(clean);
        process.setWorkingDirectory(home.filePath(u"cwd"_s));
        // a core file would be made if the program allowed it
        process.setChildProcessModifier([] {
            const rlimit wide{RLIM_INFINITY, RLIM_INFINITY};
            setrlimit(RLIMIT_CORE, &wide);
        });
    }
    void setVariable(const QString& name, const QByteArray& value)
    {
        QProcessEnvironment environment = process.processEnvironment();
        environment.insert(name, QString::fromUtf8(value));
        process.setProcessEnvironment(environment);
    }
    void start(const QString& program, const QStringList& arguments)
    {
        process.start(QStringLiteral(BINARY_DIR) + u'/' + program, arguments);
    }
    //! A browser that leaves the address, and the environment it got, beside the home.
    void installBrowser()
    {
        QFile script(bin.filePath(u"xdg-open"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nenv > '" + bin.path().toUtf8()
            + "/environment'\nprintf '%s' \"$1\" > '" + bin.path().toUtf8() + "/part'\nmv '"
            + bin.path().toUtf8() + "/part' '" + bin.path().toUtf8() + "/address'\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        setVariable(u"DISPLAY"_s, ":none");
    }
    [[nodiscard]] QUrl addressOpened() const
    {
        QFile file(bin.filePath(u"address"_s));
        return file.open(QIODevice::ReadOnly) ? QUrl(QString::fromUtf8(file.readAll())) : QUrl();
    }
    //! Every byte that is left behind: both outputs, each file, what the browser was given.
    QByteArray traces()
    {
        m_output += process.readAllStandardOutput() + process.readAllStandardError();
        return m_output + everythingBelow(home.path()) + everythingBelow(bin.path());
    }
    [[nodiscard]] QStringList coreFiles() const
    {
        QStringList list;
        QDirIterator files(
            home.path(), {u"*core*"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            list << files.next();
        return list;
    }
    //! As the kernel says: "Max core file size  0  0  bytes".
    [[nodiscard]] bool mayDumpCore() const
    {
        QFile limits(u"/proc/%1/limits"_s.arg(process.processId()));
        if (!limits.open(QIODevice::ReadOnly))
            return true;
        for (const QByteArray& line : limits.readAll().split('\n')) {
            if (line.startsWith("Max core file size"))
                return line.simplified() != "Max core file size 0 0 bytes";
        }
        return true;
    }

    QTemporaryDir home;
    QTemporaryDir bin;
    QProcess process;

private:
    QByteArray m_output;
};

QStringList checkAt(quint16 port, const Scenario& scenario)
{
    const QString host = u"http://127.0.0.1:%1"_s.arg(port);
    QStringList arguments{u"check"_s, u"--profile"_s, scenario.profile, u"--login-url"_s,
        host + u"/login"_s, u"--graph-url"_s, host + u"/graph"_s};
    for (const auto& [field, values] : inputsAt(scenario, QUrl(host))) {
        for (const QString& value : values)
            arguments << u"--set"_s << field + u'=' + value;
    }
    return arguments;
}

} // namespace

class LeakTest : public QObject {
    Q_OBJECT

private slots:
    void theSearchFindsEachForm_data()
    {
        QTest::addColumn<QByteArray>("left");
        const QString text = QString::fromUtf8(typedSecret);
        QTest::newRow("plain") << typedSecret;
        QTest::newRow("percent") << typedSecret.toPercentEncoding({}, "-_~.");
        QTest::newRow("hex") << typedSecret.toHex();
        QTest::newRow("UTF-16") << QByteArray(
            QStringEncoder(QStringConverter::Utf16LE).encode(text));
        QTest::newRow("UTF-16 the other way")
            << QByteArray(QStringEncoder(QStringConverter::Utf16BE).encode(text));
        for (int offset = 0; offset < 4; ++offset) {
            const QByteArray inside = QByteArray(offset, 'x') + typedSecret + "&tail=1";
            QTest::addRow("base64 at %d", offset) << inside.toBase64();
            QTest::addRow("base64url at %d", offset)
                << inside.toBase64(QByteArray::Base64UrlEncoding);
        }
    }
    void theSearchFindsEachForm()
    {
        QFETCH(QByteArray, left);
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u".hidden"_s));
        QFile file(folder.filePath(u".hidden/.file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("before" + left + "after");
        file.close();
        QVERIFY(!found(everythingBelow(folder.path()), {typedSecret}).isEmpty());
        QVERIFY(found(everythingBelow(folder.path()), {"Zk48Q~another.test-secret"}).isEmpty());
    }

    void aCheckLeavesNoTrace_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("ready") << u"json"_s;
        QTest::newRow("secret-wrong") << u"text"_s;
        QTest::newRow("secret-expired") << u"html"_s;
        QTest::newRow("redirect-wrong") << u"junit"_s;
        QTest::newRow("consent-missing") << u"text"_s;
        QTest::newRow("throttled") << u"json"_s;
        QTest::newRow("step-up") << u"text"_s;
        QTest::newRow("effective-read-refused") << u"html"_s;
        QTest::newRow("reply-missing") << u"junit"_s;
        QTest::newRow("clock-off") << u"text"_s;
        QTest::newRow("slow-network") << u"json"_s;
        QTest::newRow("captive-portal") << u"text"_s;
        QTest::newRow("unreachable") << u"html"_s;
        QTest::newRow("idemeum-jit-ready") << u"junit"_s;
        QTest::newRow("spark-pim-ready") << u"text"_s;
        QTest::newRow("scim-ready") << u"html"_s;
        QTest::newRow("scim-wrong-token") << u"text"_s;
        QTest::newRow("scim-quarantine") << u"json"_s;
        QTest::newRow("scim-failures-only") << u"junit"_s;
    }
    void aCheckLeavesNoTrace()
    {
        QFETCH(QString, format);
        const Scenario scenario =
            builtInScenario(QString::fromLatin1(QTest::currentDataTag())).value();
        const auto simulator = Simulator::start(scenario, {}).value();
        const RecordingRelay relay(simulator->port());
        const bool reachable = scenario.verdict != u"unreachable"_s;
        Subject subject;
        subject.installBrowser();
        QStringList arguments = checkAt(relay.port(), scenario)
            + QStringList{u"--format"_s, format, u"--save-snapshot"_s, u"snapshot.json"_s,
                u"--sign-in"_s, reachable ? u"browser"_s : u"none"_s};
        if (!scenario.secret.isEmpty())
            arguments << u"--secret-stdin"_s;
        subject.start(u"lockstepctl"_s, arguments);
        subject.process.write(scenario.secret + '\n');
        subject.process.closeWriteChannel();
        HeadlessBrowser person;
        if (reachable) {
            QTRY_VERIFY_WITH_TIMEOUT(!subject.addressOpened().isEmpty(), 20'000);
            QUrl address = subject.addressOpened();
            // the person's choice of an account
            address.setQuery(address.query() + u"&login_hint="_s + scenario.signIn);
            QVERIFY(person.open(address));
        }
        QVERIFY(subject.process.waitForFinished(60'000));
        const QByteArray traces = subject.traces();
        QCOMPARE(subject.process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(subject.process.exitCode() == scenario.exitCode, traces.left(4000).constData());
        QVERIFY(QFile::exists(subject.home.filePath(u"cwd/snapshot.json"_s)));

        std::set<QByteArray> secrets = secretsOf(relay.recorded());
        // a code, its verifier, two id and access tokens, refresh tokens and the client secret
        QVERIFY2(int(secrets.size()) >= (reachable ? 6 : 1),
            qPrintable(QString::number(secrets.size())));
        if (!scenario.secret.isEmpty())
            secrets.insert(scenario.secret);
        QCOMPARE(found(traces, secrets), QStringList());
        QCOMPARE(tokenShapesIn(traces), QStringList());
        QVERIFY(traces.size() > 1000); // there was something to look at
    }

    void aTokenFromTheEnvironmentGoesNoFurther()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        const auto simulator = Simulator::start(scenario, {}).value();
        const RecordingRelay relay(simulator->port());
        const QByteArray token = simulator->issueAdminToken(scenario.signIn);
        QVERIFY(!token.isEmpty());
        Subject subject;
        subject.setVariable(u"A_TOKEN"_s, token);
        subject.setVariable(u"A_SECRET"_s, scenario.secret);
        subject.start(u"lockstepctl"_s,
            checkAt(relay.port(), scenario)
                + QStringList{u"--secret-env"_s, u"A_SECRET"_s, u"--token-env"_s, u"A_TOKEN"_s});
        QVERIFY(subject.process.waitForFinished(60'000));
        QCOMPARE(subject.process.exitCode(), 0);
        std::set<QByteArray> secrets = secretsOf(relay.recorded());
        QVERIFY(secrets.contains(token));
        QVERIFY(secrets.contains(scenario.secret));
        QCOMPARE(found(subject.traces(), secrets), QStringList());
    }

    void aCrashLeavesNoTrace_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("afterTheToken");
        QTest::newRow("SIGSEGV, no reply yet") << SIGSEGV << false;
        QTest::newRow("SIGABRT, no reply yet") << SIGABRT << false;
        QTest::newRow("SIGBUS, token held") << SIGBUS << true;
        QTest::newRow("SIGABRT, token held") << SIGABRT << true;
    }
    void aCrashLeavesNoTrace()
    {
        QFETCH(int, signal);
        QFETCH(bool, afterTheToken);
        const Scenario scenario = builtInScenario(u"slow-network"_s).value();
        const auto simulator = Simulator::start(scenario, {}).value();
        const RawServer silent([](QTcpSocket&, const RawRequest&) {});
        const RecordingRelay relay(afterTheToken ? simulator->port() : silent.port());
        Subject subject;
        subject.start(u"lockstepctl"_s,
            checkAt(relay.port(), scenario)
                + QStringList{u"--secret-stdin"_s, u"--sign-in"_s, u"none"_s});
        subject.process.write(scenario.secret + '\n');
        subject.process.closeWriteChannel();
        const QByteArray sign = afterTheToken ? "\"access_token\"" : "client_secret=";
        QTRY_VERIFY_WITH_TIMEOUT(relay.recorded().contains(sign), 20'000);
        QVERIFY(!subject.mayDumpCore());
        QCOMPARE(::kill(pid_t(subject.process.processId()), signal), 0);
        QVERIFY(subject.process.waitForFinished());
        QCOMPARE(subject.process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(subject.coreFiles(), QStringList());
        std::set<QByteArray> secrets = secretsOf(relay.recorded());
        QVERIFY(secrets.contains(scenario.secret));
        QCOMPARE(found(subject.traces(), secrets), QStringList());
        QCOMPARE(tokenShapesIn(subject.traces()), QStringList());
    }

    void theWindowLeavesNoTrace()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        Subject subject;
        subject.start(
            u"lockstep"_s, {u"--screens"_s, subject.home.filePath(u"screens"_s), scenario.id});
        QVERIFY(subject.process.waitForFinished(90'000));
        const QByteArray traces = subject.traces();
        QVERIFY2(subject.process.exitCode() == 0, traces.left(4000).constData());
        QVERIFY(QFile::exists(subject.home.filePath(u"screens/done.png"_s)));
        QCOMPARE(found(traces, {scenario.secret}), QStringList());
        QCOMPARE(tokenShapesIn(traces), QStringList());
    }

    void aCrashOfTheWindowLeavesNoTrace()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        Subject subject;
        subject.start(u"lockstep"_s, {u"--demo"_s, u"--headless-sign-in"_s, scenario.id});
        // by the time the values are in the file, the secret is in the program
        const QByteArray typed = scenario.inputs.at(u"clientId"_s).value(0).toUtf8();
        QTRY_VERIFY_WITH_TIMEOUT(subject.traces().contains(typed), 20'000);
        QVERIFY(!subject.mayDumpCore());
        QCOMPARE(::kill(pid_t(subject.process.processId()), SIGSEGV), 0);
        QVERIFY(subject.process.waitForFinished());
        QCOMPARE(subject.process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(subject.coreFiles(), QStringList());
        QVERIFY(subject.traces().contains(typed));
        QCOMPARE(found(subject.traces(), {scenario.secret}), QStringList());
        QCOMPARE(tokenShapesIn(subject.traces()), QStringList());
    }
};

QTEST_GUILESS_MAIN(LeakTest)
#include "tst_leaks.moc"
