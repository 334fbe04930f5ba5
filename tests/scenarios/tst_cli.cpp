// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "report/report_formats.h"
#include "support/scenario_run.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Outcome {
    int exit = -1;
    QByteArray out;
    QByteArray err;
};

//! lockstepctl as a pipeline runs it: no display, no D-Bus, a home of its own.
class Ctl {
public:
    Outcome run(const QStringList& arguments, const QProcessEnvironment& extra = {},
        const QByteArray& input = {})
    {
        QProcess process;
        process.setProcessEnvironment(environment(extra));
        process.start(QStringLiteral(BINARY_DIR) + u"/lockstepctl"_s, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(90'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QProcessEnvironment environment(const QProcessEnvironment& extra) const
    {
        QProcessEnvironment clean;
        clean.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        clean.insert(u"HOME"_s, home.path());
        clean.insert(
            u"QT_LOGGING_RULES"_s, u"*=true"_s); // the noisiest level: nothing secret even then
        for (const QString& name : {u"ASAN_OPTIONS"_s, u"LSAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s}) {
            if (qEnvironmentVariableIsSet(name.toLatin1().constData()))
                clean.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
        }
        clean.insert(extra);
        return clean;
    }

    //! Every byte below the home.
    QByteArray everythingKept() const
    {
        QByteArray all;
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

    QTemporaryDir home;
};

QStringList notGreenOf(const QByteArray& json)
{
    const Result<Report> report = reportFromJson(json, u"stdout"_s);
    return report ? notGreen(*report) : QStringList{u"(no report)"_s};
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

void eachScenario()
{
    QTest::addColumn<QString>("id");
    for (const QString& id : builtInScenarioIds())
        QTest::newRow(qPrintable(id)) << id;
}

bool holdsSecret(const QByteArray& bytes, const Scenario& scenario)
{
    const bool isSecret = !scenario.secret.isEmpty() && !isGuid(QString::fromUtf8(scenario.secret));
    return isSecret && bytes.contains(scenario.secret);
}

} // namespace

class CliTest : public QObject {
    Q_OBJECT

private slots:
    void theDemoExitsWithItsFindings_data() { eachScenario(); }
    void theDemoExitsWithItsFindings()
    {
        QFETCH(QString, id);
        const Scenario scenario = builtInScenario(id).value();
        Ctl ctl;
        const Outcome outcome = ctl.run({u"check"_s, u"--profile"_s, scenario.profile, u"--demo"_s,
            id, u"--format"_s, u"json"_s});
        QCOMPARE(sorted(notGreenOf(outcome.out)), sorted(expectedNotGreen(scenario)));
        QCOMPARE(outcome.exit, scenario.exitCode);
        QVERIFY(!holdsSecret(outcome.out + outcome.err + ctl.everythingKept(), scenario));
    }

    void theSimulatorAsAProgramGivesTheSame_data() { eachScenario(); }
    void theSimulatorAsAProgramGivesTheSame()
    {
        QFETCH(QString, id);
        const Scenario scenario = builtInScenario(id).value();
        Ctl ctl;
        QProcess simulator;
        simulator.setProcessEnvironment(ctl.environment({}));
        simulator.start(QStringLiteral(BINARY_DIR) + u"/lockstep-sim"_s, {u"--scenario"_s, id});
        QVERIFY(simulator.waitForReadyRead(30'000));
        const QJsonObject urls = QJsonDocument::fromJson(simulator.readLine()).object();
        const QString login = urls[u"login"_s].toString();
        const QString graph = urls[u"graph"_s].toString();
        QVERIFY(!login.isEmpty() && !graph.isEmpty());

        QStringList arguments{u"check"_s, u"--profile"_s, scenario.profile, u"--login-url"_s, login,
            u"--graph-url"_s, graph, u"--format"_s, u"json"_s};
        for (const auto& [field, values] : inputsAt(scenario, QUrl(login)))
            for (const QString& value : values)
                arguments << u"--set"_s << field + u'=' + value;
        QProcessEnvironment extra;
        QByteArray token;
        if (!scenario.secret.isEmpty()) {
            arguments << u"--secret-env"_s << u"DEMO_SECRET"_s;
            extra.insert(u"DEMO_SECRET"_s, QString::fromUtf8(scenario.secret));
        }
        // the token as another tool would have got it: by a sign-in of its own
        const Endpoints endpoints = customCloud(QUrl(login), QUrl(graph)).value();
        HeadlessBrowser page;
        SystemBrowser browser([&](const QUrl& url) { return page.open(url); });
        QtTransport transport;
        SystemPacer pacer;
        const SignInOptions options{.tenant = scenario.inputs.at(u"tenantId"_s).value(0),
            .scopes = readScopes(endpoints, builtInProfile(scenario.profile).value()),
            .loginHint = scenario.signIn};
        std::optional<Session> session;
        if (!scenario.signIn.isEmpty()) {
            Result<Session, SignInFailure> signedIn =
                signInWithBrowser(endpoints, options, browser, transport, pacer, page.deadEnd());
            if (signedIn)
                session = std::move(*signedIn);
        }
        if (session) {
            token = session->accessToken.expose(
                [](QByteArrayView value) { return value.toByteArray(); });
            arguments << u"--token-env"_s << u"DEMO_TOKEN"_s;
            extra.insert(u"DEMO_TOKEN"_s, QString::fromLatin1(token));
        } else {
            arguments << u"--sign-in"_s << u"none"_s;
        }
        const Outcome outcome = ctl.run(arguments, extra);
        simulator.terminate();
        QVERIFY(simulator.waitForFinished(10'000));
        QCOMPARE(simulator.exitCode(), 0);
        QCOMPARE(sorted(notGreenOf(outcome.out)), sorted(expectedNotGreen(scenario)));
        QCOMPARE(outcome.exit, scenario.exitCode);
        const QByteArray everything =
            outcome.out + outcome.err + ctl.everythingKept() + simulator.readAllStandardError();
        QVERIFY(!holdsSecret(everything, scenario));
        QVERIFY(token.isEmpty() || !everything.contains(token));
    }

    void usageErrorsExitTwoAndNameTheOption_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const QStringList check{u"check"_s, u"--profile"_s, u"sspim"_s};
        const auto row = [&](const char* name, const QStringList& arguments, const QString& named) {
            QTest::newRow(name) << arguments << named;
        };
        row("no command", {}, u"command"_s);
        row("unknown command", {u"frobnicate"_s}, u"frobnicate"_s);
        row("unknown option", check + QStringList{u"--frobnicate"_s}, u"frobnicate"_s);
        row("no profile", {u"check"_s}, u"--profile"_s);
        row("unknown profile", {u"check"_s, u"--profile"_s, u"nope"_s}, u"nope"_s);
        row("unknown field", check + QStringList{u"--set"_s, u"nope=1"_s}, u"instanceUrl"_s);
        row("no value", check + QStringList{u"--set"_s, u"clientId"_s}, u"--set"_s);
        row("secret by --set", check + QStringList{u"--set"_s, u"clientSecret=abc"_s},
            u"clientSecret"_s);
        row("malformed GUID", check + QStringList{u"--set"_s, u"clientId=abc"_s}, u"clientId"_s);
        row("GUID in braces",
            check + QStringList{u"--set"_s, u"tenantId={3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a}"_s},
            u"tenantId"_s);
        row("GUID with a blank",
            check + QStringList{u"--set"_s, u"tenantId= 3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s},
            u"tenantId"_s);
        row("http address", check + QStringList{u"--set"_s, u"instanceUrl=http://x.example"_s},
            u"instanceUrl"_s);
        row("unknown cloud", check + QStringList{u"--cloud"_s, u"mars"_s}, u"mars"_s);
        row("one URL of two", check + QStringList{u"--login-url"_s, u"https://x"_s},
            u"--login-url"_s);
        row("http cloud",
            check + QStringList{u"--login-url"_s, u"http://x"_s, u"--graph-url"_s, u"http://y"_s},
            u"login-url"_s);
        row("cloud and URLs",
            check
                + QStringList{u"--cloud"_s, u"global"_s, u"--login-url"_s, u"https://x"_s,
                    u"--graph-url"_s, u"https://y"_s},
            u"--cloud"_s);
        row("unknown format", check + QStringList{u"--format"_s, u"yaml"_s}, u"yaml"_s);
        row("unknown sign-in", check + QStringList{u"--sign-in"_s, u"magic"_s}, u"--sign-in"_s);
        row("missing variable", check + QStringList{u"--secret-env"_s, u"NO_SUCH_VARIABLE"_s},
            u"--secret-env"_s);
        row("two secrets", check + QStringList{u"--secret-stdin"_s, u"--secret-env"_s, u"HOME"_s},
            u"--secret"_s);
        row("two readers of stdin", check + QStringList{u"--secret-stdin"_s, u"--token-stdin"_s},
            u"stdin"_s);
        row("token and sign-in",
            check + QStringList{u"--token-env"_s, u"HOME"_s, u"--sign-in"_s, u"device"_s},
            u"--sign-in"_s);
        row("bad timeout", check + QStringList{u"--timeout"_s, u"0"_s}, u"--timeout"_s);
        row("unknown scenario", check + QStringList{u"--demo"_s, u"nope"_s}, u"--demo"_s);
        row("demo and cloud",
            check + QStringList{u"--demo"_s, u"ready"_s, u"--cloud"_s, u"global"_s}, u"--demo"_s);
        row("stray argument", check + QStringList{u"stray"_s}, u"argument"_s);
        row("stray argument of another command", {u"profiles"_s, u"stray"_s}, u"argument"_s);
        row("unknown attestation",
            check + QStringList{u"--demo"_s, u"ready"_s, u"--attest"_s, u"nope"_s}, u"nope"_s);
        row("no inputs file", check + QStringList{u"--inputs"_s, u"/nonexistent.json"_s},
            u"/nonexistent.json"_s);
        row("no snapshot", {u"evaluate"_s, u"--profile"_s, u"sspim"_s}, u"--snapshot"_s);
        row("lint without a file", {u"profile"_s, u"lint"_s}, u"file"_s);
    }
    void usageErrorsExitTwoAndNameTheOption()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const Outcome outcome = Ctl().run(arguments);
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(QString::fromUtf8(outcome.err).contains(named), outcome.err.constData());
    }

    void aBrokenInputsFileIsNamedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("not JSON") << QByteArray("{\n \"clientId\": \n}") << u":3"_s;
        QTest::newRow("unknown field") << QByteArray("{\n \"nope\": \"x\"}") << u":2: /nope"_s;
        QTest::newRow("secret") << QByteArray("{\"clientSecret\": \"x\"}") << u"/clientSecret"_s;
        QTest::newRow("number") << QByteArray("{\"clientId\": 5}") << u"/clientId"_s;
        QTest::newRow("list") << QByteArray("[]") << u"inputs.json:1"_s;
        QTest::newRow("empty") << QByteArray() << u"inputs.json"_s;
    }
    void aBrokenInputsFileIsNamedWithItsLine()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, named);
        Ctl ctl;
        const QString path = ctl.home.filePath(u"inputs.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
        file.close();
        const Outcome outcome =
            ctl.run({u"check"_s, u"--profile"_s, u"sspim"_s, u"--inputs"_s, path});
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(QString::fromUtf8(outcome.err).contains(named), outcome.err.constData());
    }

    void aSavedSnapshotIsJudgedOfflineTheSame()
    {
        Ctl ctl;
        const QString path = ctl.home.filePath(u"snapshot.json"_s);
        const Scenario scenario =
            builtInScenario(u"consent-missing"_s).value_or(builtInScenario(u"ready"_s).value());
        const Outcome online = ctl.run({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
            scenario.id, u"--format"_s, u"json"_s, u"--save-snapshot"_s, path});
        QStringList arguments{u"evaluate"_s, u"--profile"_s, u"sspim"_s, u"--snapshot"_s, path,
            u"--format"_s, u"json"_s};
        for (const auto& [field, values] : scenario.inputs)
            for (const QString& value : values)
                arguments << u"--set"_s << field + u'=' + value;
        const Outcome offline = ctl.run(arguments);
        QCOMPARE(offline.exit, online.exit);
        QCOMPARE(notGreenOf(offline.out), notGreenOf(online.out));
        QVERIFY(!holdsSecret(ctl.everythingKept(), scenario));
    }

    void aTruncatedSnapshotIsAClearError()
    {
        Ctl ctl;
        const QString path = ctl.home.filePath(u"snapshot.json"_s);
        (void)ctl.run(
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"--save-snapshot"_s, path});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        for (const qsizetype length :
            {qsizetype(0), qsizetype(1), whole.size() / 2, whole.size() - 3}) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(whole.left(length));
            file.close();
            const Outcome outcome =
                ctl.run({u"evaluate"_s, u"--profile"_s, u"sspim"_s, u"--snapshot"_s, path});
            QCOMPARE(outcome.exit, 2);
            QVERIFY2(outcome.err.contains("snapshot.json"), outcome.err.constData());
        }
    }

    void eachFormatIsWellFormed()
    {
        Ctl ctl;
        const QStringList check{
            u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"fresh"_s, u"--format"_s};
        QVERIFY(parseObject(ctl.run(check + QStringList{u"json"_s}).out).has_value());
        QXmlStreamReader xml(ctl.run(check + QStringList{u"junit"_s}).out);
        int cases = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"testcase")
                ++cases;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(cases, int(builtInProfile(u"sspim"_s).value().checks.size()));
        QVERIFY(ctl.run(check + QStringList{u"html"_s}).out.startsWith("<!DOCTYPE html>"));
        const Outcome text = ctl.run(check + QStringList{u"text"_s});
        QVERIFY(!text.out.contains('\x1b')); // no colour in a pipe
        QCOMPARE(text.exit, 1);
    }

    void theSecretFromStdinCountsAndItsLineEndDoesNot()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        Ctl ctl;
        const Outcome good = ctl.run(
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"ready"_s, u"--secret-stdin"_s},
            {}, scenario.secret + "\n");
        QCOMPARE(good.exit, 0);
        const Outcome wrong = ctl.run(
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"ready"_s, u"--secret-stdin"_s},
            {}, "Wrong8Q~wrongwrongwrongwrongwrongwrong123\n");
        QCOMPARE(wrong.exit, 1);
        QVERIFY(!(wrong.out + wrong.err).contains("Wrong8Q~"));
    }

    void aValueFromAPipeIsReadToItsEnd()
    {
        const Scenario scenario = builtInScenario(u"ready"_s).value();
        Ctl ctl;
        QProcess process;
        process.setProcessEnvironment(ctl.environment({}));
        process.start(QStringLiteral(BINARY_DIR) + u"/lockstepctl"_s,
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"ready"_s, u"--secret-stdin"_s});
        QVERIFY(process.waitForStarted());
        process.write(scenario.secret.left(12));
        QVERIFY(process.waitForBytesWritten());
        QVERIFY(!process.waitForFinished(500)); // it waits for the rest
        process.write(scenario.secret.mid(12));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void whatIsTypedInTheWrongPlaceIsNotSaidAgain_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString secret = u"abc8Q_ThisIsASecret"_s;
        QTest::newRow("value for a name") << QStringList{u"--secret-env"_s, secret};
        QTest::newRow("token for a name") << QStringList{u"--token-env"_s, secret};
        QTest::newRow("behind the option") << QStringList{u"--secret-stdin"_s, secret};
        QTest::newRow("unknown field") << QStringList{u"--set"_s, secret + u"=x"_s};
    }
    void whatIsTypedInTheWrongPlaceIsNotSaidAgain()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome =
            Ctl().run(QStringList{u"check"_s, u"--profile"_s, u"sspim"_s} + arguments);
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(!(outcome.out + outcome.err).contains("ThisIsASecret"), outcome.err.constData());
        QVERIFY(!outcome.err.isEmpty());
    }

    void aResultThatCannotBeWrittenIsNoSuccess()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("no /dev/full here");
        Ctl ctl;
        QProcess process;
        process.setProcessEnvironment(ctl.environment({}));
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(QStringLiteral(BINARY_DIR) + u"/lockstepctl"_s,
            {u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"ready"_s});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("could not be written"));
        const Outcome snapshot = ctl.run({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
            u"ready"_s, u"--save-snapshot"_s, u"/dev/full"_s});
        QCOMPARE(snapshot.exit, 2);
        QVERIFY(!QFileInfo(u"/dev/full"_s).isFile()); // still the device
    }

    void whatWasReadIsForItsOwnerOnly()
    {
        Ctl ctl;
        const QString path = ctl.home.filePath(u"snapshot.json"_s);
        QCOMPARE(ctl.run({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"ready"_s,
                             u"--save-snapshot"_s, path})
                     .exit,
            0);
        QVERIFY(!(QFile::permissions(path)
            & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void whatAPersonConfirmedIsInTheReport()
    {
        const Profile profile = builtInProfile(u"sspim"_s).value();
        QVERIFY(!profile.attestations.empty());
        const QString name = u"attested."_s + profile.attestations.front().id;
        const Outcome outcome = Ctl().run({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
            u"ready"_s, u"--attest"_s, name, u"--format"_s, u"json"_s});
        QCOMPARE(outcome.exit, 0);
        const Result<Report> report = reportFromJson(outcome.out, u"stdout"_s);
        QVERIFY(report && report->attested.size() == 1);
        QCOMPARE(report->attested.front().name, name);
        QVERIFY(report->attested.front().at.isValid());
    }

    void theWholeDemoEndsCompleted()
    {
        const Outcome outcome = Ctl().run({u"demo"_s});
        QCOMPARE(outcome.exit, 0);
        QVERIFY(outcome.out.contains("Complete Setup"));
    }

    void profilesAndLintSpeakOfTheGuide()
    {
        Ctl ctl;
        const Outcome profiles = ctl.run({u"profiles"_s, u"--format"_s, u"json"_s});
        QCOMPARE(profiles.exit, 0);
        QVERIFY(profiles.out.contains("\"sspim\""));
        const Outcome lint = ctl.run({u"profile"_s, u"lint"_s,
            QStringLiteral(PROJECT_SOURCE_DIR) + u"/resources/profiles/sspim.json"_s});
        QCOMPARE(lint.exit, 0);
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
