// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace lockstep;

namespace {

const QString program = QStringLiteral(BINARY_DIR "/lockstep-sim");

struct Run {
    explicit Run(const QStringList& arguments) { process.start(program, arguments); }
    //! The one line of addresses, once it listens.
    nlohmann::json addresses()
    {
        while (!process.canReadLine() && process.waitForReadyRead(10'000)) { }
        const QByteArray line = process.readLine();
        return nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    }
    int finish() { return process.waitForFinished(10'000) ? process.exitCode() : -1; }
    QProcess process;
};

} // namespace

class ProgramTest : public QObject {
    Q_OBJECT

private slots:
    void itSaysWhereItListensAndEndsCleanly_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
#ifdef Q_OS_UNIX
        QTest::newRow("SIGINT") << SIGINT;
#endif
    }
    void itSaysWhereItListensAndEndsCleanly()
    {
        QFETCH(int, number);
        Run run({QStringLiteral("--scenario"), QStringLiteral("ready")});
        const auto urls = run.addresses();
        QVERIFY(urls.contains("login") && urls.contains("graph") && urls.contains("product"));
        SimClient client = SimClient::ready();
        QCOMPARE(client.get(QUrl(QString::fromStdString(urls["product"]))).status, 200);
#ifdef Q_OS_UNIX
        QCOMPARE(::kill(static_cast<pid_t>(run.process.processId()), number), 0);
#else
        Q_UNUSED(number)
        run.process.terminate();
#endif
        QCOMPARE(run.finish(), 0);
        QCOMPARE(run.process.exitStatus(), QProcess::NormalExit);
    }

    void theLogHoldsNoSecretCodeOrToken()
    {
        QTemporaryDir folder;
        const QString log = folder.filePath(QStringLiteral("sim.log"));
        Run run({QStringLiteral("--log"), log});
        const auto urls = run.addresses();
        const QString login = QString::fromStdString(urls["login"]);
        const Scenario ready = readyScenario();
        SimClient client(ready);
        const Got got = client.postForm(
            QUrl(login + u'/' + contoso::tenant + QStringLiteral("/oauth2/v2.0/token")),
            {{QStringLiteral("grant_type"), QStringLiteral("client_credentials")},
                {QStringLiteral("client_id"), contoso::clientId},
                {QStringLiteral("client_secret"), QString::fromUtf8(ready.secret)},
                {QStringLiteral("scope"),
                    QString::fromStdString(urls["graph"]) + QStringLiteral("/.default")}});
        QCOMPARE(got.status, 200);
        run.process.terminate();
        QCOMPARE(run.finish(), 0);
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("200 app POST /login/{tenant}/oauth2/v2.0/token"));
        QVERIFY(!text.contains(ready.secret));
        QVERIFY(!text.contains(got.json()["access_token"].get<std::string>().c_str()));
        QVERIFY(!text.contains(contoso::tenant.toUtf8()));
    }

    void listNamesEveryScenario()
    {
        Run run({QStringLiteral("--list")});
        QCOMPARE(run.finish(), 0);
        const QByteArray text = run.process.readAllStandardOutput();
        for (const QString& id : builtInScenarioIds())
            QVERIFY2(text.contains(id.toUtf8() + ' '), qPrintable(id));
    }

    void aFileIsAScenarioToo()
    {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("own.json"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema": "lockstep.scenario/1", "base": "ready", "id": "own", "title": "t",
            "summary": "s", "verdict": "ready", "exitCode": 0, "findings": []})");
        file.close();
        Run run({QStringLiteral("--scenario"), name});
        QVERIFY(run.addresses().contains("login"));
        run.process.terminate();
        QCOMPARE(run.finish(), 0);
    }

    void wrongUseIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("scenario") << QStringList{
            QStringLiteral("--scenario"), QStringLiteral("redy")};
        QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("99999")};
        QTest::newRow("latency") << QStringList{
            QStringLiteral("--latency-ms"), QStringLiteral("x")};
        QTest::newRow("extra") << QStringList{QStringLiteral("ready")};
        QTest::newRow("log") << QStringList{
            QStringLiteral("--log"), QStringLiteral("/nowhere/at/all")};
    }
    void wrongUseIsSaid()
    {
        QFETCH(QStringList, arguments);
        Run run(arguments);
        QCOMPARE(run.finish(), 2);
        QVERIFY(run.process.readAllStandardOutput().isEmpty());
        QVERIFY(run.process.readAllStandardError().startsWith("lockstep-sim: "));
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
