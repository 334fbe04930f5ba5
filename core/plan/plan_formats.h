// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/apply.h"

namespace lockstep {

//! For a terminal: each change with before, after, request, what it takes and how it is undone.
//! `snapshot` says what the signed-in account lacks.
[[nodiscard]] QString planAsText(
    const Plan& plan, const Profile& profile, const TenantSnapshot& snapshot);
//! What is not in it and why, one line for each reason with the first findings that it is about.
[[nodiscard]] QStringList notesAsText(const Plan& plan);
//! "lockstep.plan/1".
[[nodiscard]] QByteArray planAsJson(const Plan& plan, const TenantSnapshot& snapshot);
//! The changes alone, as a part of other documents.
[[nodiscard]] nlohmann::ordered_json changesAsJson(
    const Plan& plan, const TenantSnapshot& snapshot);
//! One line for one step of progress.
[[nodiscard]] QString progressAsText(const ChangeProgress& progress, const QString& sentence);

} // namespace lockstep
