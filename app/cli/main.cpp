// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "log.h"
#include "platform/harden_process.h"
#include "translations.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

using namespace Qt::Literals::StringLiterals;

const char* const overview = R"(lockstepctl: confirms a guide's steps against Microsoft Graph

  lockstepctl profiles [--format text|json]
  lockstepctl profile lint FILE
  lockstepctl check --profile ID [inputs] [sign-in] [--format text|json|junit|html] [--save-snapshot FILE]
  lockstepctl evaluate --snapshot FILE --profile ID [inputs] [--format text|json|junit|html]
  lockstepctl plan --profile ID [inputs] [sign-in] [--format text|json]
  lockstepctl apply --profile ID [inputs] [sign-in] [--yes]
  lockstepctl undo --setup ID [sign-in] [--yes]
  lockstepctl demo [--profile ID]      a whole setup on a simulated tenant

`lockstepctl COMMAND --help` explains a command. `lockstepctl check --profile sspim --demo` needs no tenant.

Exit status: 0 ready, 1 blocked, 2 usage, 3 unconfirmed, 4 nothing could be reached.
)";

int dispatch(QStringList arguments)
{
    using namespace lockstep::cli;
    arguments.removeFirst();
    const QString command = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (command == u"profiles")
        return runProfiles(arguments);
    if (command == u"profile" && !arguments.isEmpty() && arguments.front() == u"lint")
        return runProfileLint(arguments.mid(1));
    if (command == u"check")
        return runCheck(arguments);
    if (command == u"evaluate")
        return runEvaluate(arguments);
    if (command == u"plan")
        return runPlan(arguments);
    if (command == u"apply")
        return runApply(arguments);
    if (command == u"undo")
        return runUndo(arguments);
    if (command == u"demo")
        return runDemo(arguments);
    if (command == u"--help" || command == u"-h" || command == u"help") {
        print(QString::fromUtf8(overview));
        return Exit::Ready;
    }
    if (command == u"--version") {
        print(u"lockstepctl %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return Exit::Ready;
    }
    complain(command.isEmpty()
            ? QCoreApplication::translate("Cli", "Name a command; --help lists them.")
            : QCoreApplication::translate("Cli", "There is no command \"%1\"; --help lists them.")
                  .arg(command));
    return Exit::Usage;
}

} // namespace

int main(int argc, char** argv)
{
    lockstep::restrictLogging();
    lockstep::hardenProcess();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"lockstepctl"_s);
    QCoreApplication::setOrganizationName(u"Lockstep"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LOCKSTEP_VERSION));
    lockstep::installTranslations(QLocale());
    const int exit = dispatch(QCoreApplication::arguments());
    if (lockstep::cli::wasEverythingPrinted())
        return exit;
    lockstep::cli::complain(QCoreApplication::translate("Cli", "The result could not be written."));
    return lockstep::cli::Exit::Unreachable; // whoever waits for it has no verdict
}
