// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command_line.h"

namespace lockstep::cli {

//! "yes" on a terminal, or --yes; anything else is no.
[[nodiscard]] bool isAgreedTo(const CommandLine& line, const QString& question);
//! A usage error where nobody could be asked: without a terminal and without --yes.
[[nodiscard]] std::optional<Error> cannotAsk(const CommandLine& line);

} // namespace lockstep::cli
