// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "console.h"

#include "report/report_parts.h"

#include <QTextStream>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace lockstep::cli {

namespace {

bool isTerminal(FILE* stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

bool write(FILE* stream, const QByteArray& bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    const bool written = std::fwrite(bytes.constData(), 1, size, stream) == size;
    return std::fflush(stream) == 0 && written;
}

//! Words from outside may hold escape sequences of the terminal.
QByteArray line(const QString& text)
{
    return printable(text).simplified().toUtf8() + '\n';
}

bool everythingPrinted = true;

} // namespace

void print(const QString& text)
{
    print(text.toUtf8());
}
void print(const QByteArray& bytes)
{
    everythingPrinted = write(stdout, bytes) && everythingPrinted;
}
void complain(const QString& text)
{
    write(stderr, "lockstepctl: " + line(text));
}

void tell(const QString& text, bool quiet)
{
    if (!quiet)
        write(stderr, line(text));
}

bool wasEverythingPrinted()
{
    return everythingPrinted;
}

bool wantsColour()
{
    return isTerminal(stdout) && !qEnvironmentVariableIsSet("NO_COLOR");
}
bool wantsIsolates()
{
#ifdef Q_OS_WIN
    return false;
#else
    return isTerminal(stdout);
#endif
}
bool stdinIsTerminal()
{
    return isTerminal(stdin);
}

} // namespace lockstep::cli
