// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "console.h"

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

void write(FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void print(const QString& text)
{
    write(stdout, text.toUtf8());
}
void print(const QByteArray& bytes)
{
    write(stdout, bytes);
}
void complain(const QString& text)
{
    write(stderr, "lockstepctl: " + text.toUtf8() + '\n');
}

void tell(const QString& text, bool quiet)
{
    if (!quiet)
        write(stderr, text.toUtf8() + '\n');
}

bool wantsColour()
{
    return isTerminal(stdout) && !qEnvironmentVariableIsSet("NO_COLOR");
}
bool stdinIsTerminal()
{
    return isTerminal(stdin);
}

} // namespace lockstep::cli
