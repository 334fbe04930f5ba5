// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "profile/inputs.h"
#include "setup/setup.h"

namespace lockstep {

//! What a step amounts to, for the step list and the progress line.
struct StepState {
    Verdict verdict = Verdict::NotRun; //!< the worst that decides; NotRun until all have run
    int total = 0;
    int confirmed = 0; //!< pass or warn
    int problems = 0;
    int unconfirmed = 0; //!< unknown or waiting
    int malformedFields = 0;
    int openAttestations = 0;
};

//! Pure; `malformed` holds the ids of fields whose text is wrong in itself.
[[nodiscard]] StepState stepState(const Profile& profile, const QString& step,
    const std::vector<Finding>& findings, const QStringList& malformed,
    const std::vector<Attestation>& attestations);

//! "1 problem", "2 not confirmed", "confirmed", "not checked yet".
[[nodiscard]] QString describe(const StepState& state);

//! How urgent a verdict is: fail first, pass last.
[[nodiscard]] int severity(Verdict verdict);

} // namespace lockstep
