// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#if defined(LOCKSTEP_WITH_SIMULATOR)
#include "simulator/scenario.h"
#endif

#include <QCommandLineParser>
#include <QCoreApplication>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Options)
};

} // namespace

Result<Options> readOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Words::tr("Connects a Microsoft Entra tenant to a product, and proves each step."));
    const QCommandLineOption demo(
        QStringLiteral("demo"), Words::tr("Open the demo; the scenario's name may follow."));
    const QCommandLineOption theme(QStringLiteral("theme"),
        Words::tr("system, light, dark or contrast."), QStringLiteral("name"),
        QStringLiteral("system"));
    const QCommandLineOption home(QStringLiteral("home"),
        Words::tr("Folder for setups and settings."), QStringLiteral("folder"));
    const QCommandLineOption screens(QStringLiteral("screens"),
        Words::tr("Draw every page of the demo into this folder, then end."),
        QStringLiteral("folder"));
    const QCommandLineOption client(QStringLiteral("client-id"),
        Words::tr("Public client to sign in with."), QStringLiteral("id"));
    const QCommandLineOption headless(
        QStringLiteral("headless-sign-in"), Words::tr("Demo only: sign in without a browser."));
    parser.addOptions({demo, theme, home, screens, client, headless});
    parser.addPositionalArgument(QStringLiteral("scenario"), Words::tr("Scenario of the demo."),
        QStringLiteral("[scenario]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(arguments);

    const std::optional<Scheme> scheme = schemeByName(parser.value(theme));
    if (!scheme)
        return failure(QStringLiteral("--theme"),
            Words::tr("%1 is no theme; there are system, light, dark and contrast.")
                .arg(parser.value(theme)));
#if defined(LOCKSTEP_WITH_SIMULATOR)
    const QString scenario = parser.positionalArguments().value(0);
    if (!scenario.isEmpty()) {
        if (const Result<Scenario> known = builtInScenario(scenario); !known)
            return tl::unexpected(known.error());
    }
#endif
    return Options{
        .scheme = *scheme,
        .demo = parser.isSet(demo) || parser.isSet(screens),
        .scenario = parser.positionalArguments().value(0),
        .home = parser.value(home),
        .screens = parser.value(screens),
        .publicClientId = parser.value(client),
        .headlessSignIn = parser.isSet(headless) || parser.isSet(screens),
    };
}

} // namespace lockstep
