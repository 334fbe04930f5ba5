// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

namespace lockstep {

struct TextOptions {
    bool colour = false;
    bool isolates = false; //!< names that run right to left are set apart (see isolated())
};
//! For a terminal: by step, what is not green with its next action.
[[nodiscard]] QString reportAsText(
    const Report& report, const Profile& profile, const TextOptions& options = {});
//! "lockstep.report/1" (checks.md section 4).
[[nodiscard]] QByteArray reportAsJson(const Report& report);
[[nodiscard]] Result<Report> reportFromJson(const QByteArray& json, const QString& name);
//! One test suite a step, one test case a finding; unknown and waiting are errors, fail a failure.
[[nodiscard]] QByteArray reportAsJUnit(const Report& report, const Profile& profile);
//! One self-contained page.
[[nodiscard]] QByteArray reportAsHtml(const Report& report, const Profile& profile);

} // namespace lockstep
