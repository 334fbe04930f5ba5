// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "log.h"
#include "simulator/simulator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <csignal>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace {

using namespace lockstep;

class Words {
    Q_DECLARE_TR_FUNCTIONS(lockstepSim)
};

constexpr int usageError = 2;

int complain(const QString& text)
{
    std::fprintf(stderr, "lockstep-sim: %s\n", qUtf8Printable(text));
    return usageError;
}

int complain(const Error& error)
{
    return complain(error.where + QStringLiteral(": ") + error.what);
}

//! A name of a built-in scenario, or a file of one's own.
Result<Scenario> chosenScenario(const QString& nameOrFile)
{
    if (!QFileInfo::exists(nameOrFile))
        return builtInScenario(nameOrFile);
    QFile file(nameOrFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(nameOrFile, file.errorString());
    return loadScenario(file.readAll(), nameOrFile);
}

int listScenarios()
{
    for (const QString& id : builtInScenarioIds()) {
        const auto scenario = builtInScenario(id);
        if (!scenario)
            return complain(scenario.error());
        std::printf("%-32s %s\n", qUtf8Printable(id), qUtf8Printable(scenario->title));
    }
    return 0;
}

//! Times, templates and states only: nothing that was sent can get in.
QByteArray logLine(const SimulatorRequest& request)
{
    QByteArray line = QByteArray::number(request.startedMs) + ' '
        + QByteArray::number(request.finishedMs - request.startedMs) + "ms "
        + QByteArray::number(request.status) + ' ' + request.tokenKind + ' ' + request.method + ' '
        + request.path;
    for (const QByteArray& item : request.batchItems)
        line += "\n    " + item;
    return line + '\n';
}

// signal handlers may touch nothing else
std::atomic<bool> endAsked{false};

void askForEnd(int)
{
    endAsked = true;
}

//! Checks for a signal on a timer: the one way that is the same on every platform.
class EndWatch : public QObject {
public:
    EndWatch()
    {
        std::signal(SIGINT, askForEnd);
        std::signal(SIGTERM, askForEnd);
        startTimer(100);
    }

protected:
    void timerEvent(QTimerEvent*) override
    {
        if (endAsked)
            QCoreApplication::quit();
    }
};

bool openLog(QFile& log, const QString& name)
{
    if (name.isEmpty())
        return true;
    if (name == u"-")
        return log.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered);
    log.setFileName(name);
    return log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void printAddresses(const Simulator& simulator)
{
    const nlohmann::json line{{"login", simulator.loginUrl().toString().toStdString()},
        {"graph", simulator.graphUrl().toString().toStdString()},
        {"product", simulator.productUrl().toString().toStdString()},
        {"scim", simulator.scimUrl().toString().toStdString()},
        {"productSetup", simulator.productSetupEndpoint().toString().toStdString()}};
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    lockstep::restrictLogging();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lockstep-sim"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LOCKSTEP_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        Words::tr("A simulated Entra, Microsoft Graph and product instance on this computer."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption scenarioOption(QStringLiteral("scenario"),
        Words::tr("A built-in scenario or a file."), QStringLiteral("NAME|FILE"),
        QStringLiteral("ready"));
    const QCommandLineOption portOption(QStringLiteral("port"),
        Words::tr("The port to listen on; any free one by default."), QStringLiteral("N"),
        QStringLiteral("0"));
    const QCommandLineOption latencyOption(QStringLiteral("latency-ms"),
        Words::tr("How long each reply waits; the scenario's by default."), QStringLiteral("N"),
        QStringLiteral("-1"));
    const QCommandLineOption logOption(QStringLiteral("log"),
        Words::tr("Where requests are listed; - is the error output."), QStringLiteral("FILE|-"));
    const QCommandLineOption listOption(
        QStringLiteral("list"), Words::tr("Lists the built-in scenarios."));
    parser.addOptions({scenarioOption, portOption, latencyOption, logOption, listOption});
    parser.process(app);

    if (parser.isSet(listOption))
        return listScenarios();
    bool portGood = false;
    bool latencyGood = false;
    const ushort port = parser.value(portOption).toUShort(&portGood);
    const int latency = parser.value(latencyOption).toInt(&latencyGood);
    if (!portGood || !latencyGood || !parser.positionalArguments().isEmpty())
        return complain(Words::tr("An option's value is not understood. See --help."));
    const auto scenario = chosenScenario(parser.value(scenarioOption));
    if (!scenario)
        return complain(scenario.error());
    QFile log;
    if (!openLog(log, parser.value(logOption)))
        return complain(Words::tr("The log cannot be written."));

    Simulator::Options options{.port = port, .latencyMs = latency};
    if (log.isOpen())
        options.onRequest = [&log](
                                const SimulatorRequest& request) { log.write(logLine(request)); };
    auto simulator = Simulator::start(*scenario, options);
    if (!simulator)
        return complain(simulator.error());
    const EndWatch watch; // before the line that callers wait for
    printAddresses(**simulator);
    return QCoreApplication::exec();
}
