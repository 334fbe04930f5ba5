// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <optional>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace lockstep::test {

struct ChildOutcome {
    int exit = -1;
    QByteArray out;
    QByteArray err;
};

//! Runs one of our programs to its end in a home of its own, with no display and no D-Bus.
inline ChildOutcome runChild(const QString& program, const QStringList& arguments,
    const QProcessEnvironment& extra, int timeoutMs = 90'000)
{
    const QTemporaryDir home;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    environment.insert(QStringLiteral("HOME"), home.path());
    environment.insert(extra);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMs))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
        process.readAllStandardOutput(), process.readAllStandardError()};
}

//! The most memory that any child which has ended ever held, in bytes. A child begins as a copy of
//! this process, so that the figure is never below what this process holds itself.
inline std::optional<qint64> peakOfChildren()
{
#ifdef Q_OS_LINUX
    rusage use{};
    if (getrusage(RUSAGE_CHILDREN, &use) == 0)
        return qint64(use.ru_maxrss) * 1024;
#endif
    return std::nullopt;
}

//! A sanitizer's shadow memory counts as the program's own.
constexpr bool underSanitizer()
{
#if defined(__SANITIZE_ADDRESS__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

} // namespace lockstep::test
