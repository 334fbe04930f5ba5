// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "agreement.h"

#include "console.h"
#include "words.h"

#include <iostream>
#include <string>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

bool isAgreedTo(const CommandLine& line, const QString& question)
{
    if (line.has(u"yes"_s))
        return true;
    tell(question + u' ' + Words::tr("Type yes to go on:"), false);
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes";
}

std::optional<Error> cannotAsk(const CommandLine& line)
{
    if (line.has(u"yes"_s) || stdinIsTerminal())
        return std::nullopt;
    return Error{u"--yes"_s,
        Words::tr("There is no terminal to ask on. With --yes it is done without asking.")};
}

} // namespace lockstep::cli
