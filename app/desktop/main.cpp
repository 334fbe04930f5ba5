// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "log.h"
#include "main_window.h"
#include "options.h"
#include "platform/harden_process.h"
#include "platform/keychain_store.h"
#include "platform/late_secret_store.h"
#include "platform/private_folder.h"
#include "platform/qt_transport.h"
#include "platform/system_browser.h"
#include "platform/system_pacer.h"
#include "screens.h"
#include "theme.h"
#include "translations.h"
#if defined(LOCKSTEP_WITH_SIMULATOR)
#include "demo_simulator.h"
#include "simulator/headless_browser.h"
#endif

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>

using namespace lockstep;

namespace {

//! How long the system's prompt for an unlock may stay open: a person has to find a password.
constexpr std::chrono::seconds unlockPrompt{60};

void loadProfiles(AppServices& services)
{
    for (const QString& id : builtInProfileIds()) {
        Result<Profile> profile = builtInProfile(id);
        if (profile)
            services.profiles.push_back(std::make_shared<const Profile>(std::move(*profile)));
        else
            services.addStartProblem(
                profile.error().where + QStringLiteral(": ") + profile.error().what);
    }
}

QDir setupsFolder(const Options& options)
{
    return options.home.isEmpty() ? SetupStore::defaultFolder()
                                  : QDir(options.home + QStringLiteral("/setups"));
}

QString settingsFile(const Options& options)
{
    const QString folder = options.home.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        : options.home;
    return folder + QStringLiteral("/settings.ini");
}

//! One clear sentence when nothing that is typed could be kept; empty when all is well.
QString folderProblem(const QDir& folder)
{
    if (makePrivateFolder(folder))
        return {};
    return QCoreApplication::translate(
        "main", "The folder %1 cannot be written. What you type now is not kept.")
        .arg(QDir::toNativeSeparators(folder.path()));
}

int run(QApplication& application, const Options& options)
{
    applyTheme(application, options.scheme);
    QtTransport transport;
    SystemPacer pacer;
    SystemBrowser browser;
    LateSecretStore secrets(
        std::make_unique<KeychainStore>(KeychainStore::Options{.promptTimeout = unlockPrompt}));
    const SetupStore store(setupsFolder(options));
    QSettings settings(settingsFile(options), QSettings::IniFormat);
    AppServices services{
        .ports = {.transport = transport,
            .secrets = secrets,
            .pacer = pacer,
            .browser = browser,
            .store = store,
            .keychainProblem = [&secrets] { return secrets.problem(); }},
        .profiles = {},
        .settings = options.screens.isEmpty() ? &settings : nullptr,
        .startProblem = folderProblem(setupsFolder(options)),
    };
    loadProfiles(services);
    const QString client = options.publicClientId.isEmpty()
        ? settings.value(QStringLiteral("signIn/publicClientId")).toString()
        : options.publicClientId;
    if (!client.isEmpty())
        services.publicClientId = client;
#if defined(LOCKSTEP_WITH_SIMULATOR)
    HeadlessBrowser headless;
    const auto follow = [&headless](const QUrl& url) { return headless.open(url); };
    DemoSimulator demo(transport, pacer,
        options.headlessSignIn ? std::function<bool(const QUrl&)>(follow) : openWithSystem);
    services.demo = &demo;
#endif
    if (!options.screens.isEmpty())
        return drawScreens(services, options);
    MainWindow window(services);
    window.show();
    if (options.demo)
        window.startDemo(options.scenario);
    return QApplication::exec();
}

//! Words alone need no display.
bool asksForWordsOnly(std::span<char*> arguments)
{
    return std::ranges::any_of(arguments, [](const char* each) {
        const QByteArrayView argument(each);
        return argument == "--help" || argument == "-h" || argument == "--help-all"
            || argument == "--version" || argument == "-v";
    });
}

void introduce()
{
    QCoreApplication::setApplicationName(QStringLiteral("lockstep"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LOCKSTEP_VERSION));
}

} // namespace

int main(int argc, char* argv[])
{
    restrictLogging();
    hardenProcess();
    if (asksForWordsOnly({argv, static_cast<size_t>(argc)})) {
        const QCoreApplication application(argc, argv);
        introduce();
        installTranslations(QLocale());
        (void)readOptions(QCoreApplication::arguments()); // ends the program
    }
    QApplication application(argc, argv);
    introduce();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Lockstep"));
    installTranslations(QLocale());
    const Result<Options> options = readOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(options.error().where),
            qPrintable(options.error().what));
        return 2;
    }
    return run(application, *options);
}
