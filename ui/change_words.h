// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "plan/apply.h"
#include "plan_runner.h"

namespace lockstep {

//! "00:14"
[[nodiscard]] QString clockText(std::chrono::milliseconds time);
//! How far a change is, with the time that it has taken: "Waiting for Entra (00:14, usually under a
//! minute)".
[[nodiscard]] QString describe(const ChangeProgress& progress);
//! Of a change that was under way when the run was stopped: whether the journal knows that it was
//! carried out.
[[nodiscard]] QString describeStopped(bool isWritten);
//! Done, undone or refused, when and by whom.
[[nodiscard]] QString describe(const WriteRecord& record, const TakenBack& back = {});
//! Whether it is offered to be taken back: also where that was begun. What nobody knows the outcome
//! of is found out first.
[[nodiscard]] bool isUndoable(const WriteRecord& record);
//! The sign that goes with it, of those that findings have.
[[nodiscard]] Verdict signOf(ChangeProgress::State state);
[[nodiscard]] Verdict signOf(WriteRecord::State state);
//! How far, while something is on its way to Entra; its sentence is in the way otherwise.
[[nodiscard]] bool isUnderWay(ChangeProgress::State state);

} // namespace lockstep
