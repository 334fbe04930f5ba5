// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command_line.h"
#include "report/report_formats.h"

namespace lockstep::cli {

//! text, json, junit, html
[[nodiscard]] QStringList reportFormats();
void printReport(const Report& report, const Profile& profile, const QString& format);
//! Says what was wrong with the call and returns Exit::Usage.
[[nodiscard]] int usageError(const Error& error);

} // namespace lockstep::cli
