// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace lockstep::cli {

//! Each takes the arguments after its own name and returns the exit code.
[[nodiscard]] int runProfiles(const QStringList& arguments);
[[nodiscard]] int runProfileLint(const QStringList& arguments);
[[nodiscard]] int runCheck(const QStringList& arguments);
[[nodiscard]] int runEvaluate(const QStringList& arguments);
[[nodiscard]] int runPlan(const QStringList& arguments);
[[nodiscard]] int runApply(const QStringList& arguments);
[[nodiscard]] int runUndo(const QStringList& arguments);
[[nodiscard]] int runDemo(const QStringList& arguments);

} // namespace lockstep::cli
