// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "step_state.h"

#include <QCoreApplication>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StepState)
};

bool isAttested(const std::vector<Attestation>& attestations, const QString& name)
{
    return std::any_of(attestations.begin(), attestations.end(),
        [&](const Attestation& one) { return one.name == name; });
}

} // namespace

int severity(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Fail: return 5;
    case Verdict::Unknown: return 4;
    case Verdict::Waiting: return 3;
    case Verdict::Warn: return 2;
    case Verdict::NotRun: return 1;
    case Verdict::Pass: break;
    }
    return 0;
}

StepState stepState(const Profile& profile, const QString& step,
    const std::vector<Finding>& findings, const QStringList& malformed,
    const std::vector<Attestation>& attestations)
{
    StepState state;
    int worst = 0;
    for (const Finding& finding : findings) {
        if (finding.step != step)
            continue;
        ++state.total;
        const Verdict verdict = finding.verdict;
        state.confirmed += verdict == Verdict::Pass || verdict == Verdict::Warn ? 1 : 0;
        state.problems += verdict == Verdict::Fail ? 1 : 0;
        const bool open = verdict == Verdict::Unknown || verdict == Verdict::Waiting;
        state.unconfirmed += open && finding.required ? 1 : 0;
        // what is not required never turns a step to "not confirmed"
        const bool decides =
            finding.required || verdict == Verdict::Fail || verdict == Verdict::Warn;
        if (decides && severity(verdict) >= worst) {
            worst = severity(verdict);
            state.verdict = verdict;
        }
    }
    // only lines that decide nothing, and all of them good
    if (state.total > 0 && state.confirmed == state.total && worst == 0)
        state.verdict = Verdict::Pass;
    for (const Field& field : profile.fields)
        state.malformedFields += field.step == step && malformed.contains(field.id) ? 1 : 0;
    for (const AttestationSpec& spec : profile.attestations)
        if (spec.step == step && spec.required && !isAttested(attestations, spec.id))
            ++state.openAttestations;
    if (state.malformedFields > 0)
        state.verdict = Verdict::Fail;
    if (state.total == 0 && state.malformedFields == 0)
        state.verdict = state.openAttestations > 0 ? Verdict::NotRun : Verdict::Pass;
    else if (state.verdict == Verdict::Pass && state.openAttestations > 0)
        state.verdict = Verdict::NotRun;
    return state;
}

QString describe(const StepState& state)
{
    const int problems = state.problems + state.malformedFields;
    if (problems > 0)
        return Words::tr("%n problem(s)", nullptr, problems);
    if (state.unconfirmed > 0)
        return Words::tr("%1 not confirmed").arg(state.unconfirmed);
    if (state.total > 0 && state.confirmed == 0)
        return Words::tr("not checked yet");
    if (state.confirmed < state.total)
        return Words::tr("%1 of %2 confirmed").arg(state.confirmed).arg(state.total);
    if (state.openAttestations > 0)
        return Words::tr("%1 to tick off").arg(state.openAttestations);
    if (state.verdict == Verdict::Warn)
        return Words::tr("confirmed, with a warning");
    return Words::tr("confirmed");
}

} // namespace lockstep
