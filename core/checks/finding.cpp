// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

//! What leaves the whole unconfirmed when the check is required.
bool isOpen(Verdict verdict)
{
    return verdict == Verdict::NotRun || verdict == Verdict::Unknown || verdict == Verdict::Waiting;
}

} // namespace

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotRun: return u"not-run"_s;
    case Verdict::Pass: return u"pass"_s;
    case Verdict::Warn: return u"warn"_s;
    case Verdict::Waiting: return u"waiting"_s;
    case Verdict::Unknown: return u"unknown"_s;
    case Verdict::Fail: return u"fail"_s;
    }
    return {};
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotRun: return Words::tr("Not checked yet");
    case Verdict::Pass: return Words::tr("Confirmed");
    case Verdict::Warn: return Words::tr("Warning");
    case Verdict::Waiting: return Words::tr("Waiting");
    case Verdict::Unknown: return Words::tr("Not confirmed");
    case Verdict::Fail: return Words::tr("Problem");
    }
    return {};
}

QString remedyName(Remedy::Kind kind)
{
    switch (kind) {
    case Remedy::Kind::Change: return u"change"_s;
    case Remedy::Kind::Portal: return u"portal"_s;
    case Remedy::Kind::Field: return u"field"_s;
    case Remedy::Kind::Wait: return u"wait"_s;
    case Remedy::Kind::Attest: return u"attest"_s;
    case Remedy::Kind::SignIn: return u"sign-in"_s;
    }
    return {};
}

Overall Report::overall() const
{
    if (nothingReached)
        return Overall::Unreachable;
    if (std::ranges::any_of(findings, [](const Finding& f) { return f.verdict == Verdict::Fail; }))
        return Overall::Blocked;
    const bool open = std::ranges::any_of(
        findings, [](const Finding& f) { return f.required && isOpen(f.verdict); });
    // without a single required finding nothing was proven, so nothing is ready
    const bool proven = std::ranges::any_of(findings, &Finding::required);
    return open || !proven ? Overall::Unconfirmed : Overall::Ready;
}

const Finding* Report::find(const QString& check, const QString& subject) const
{
    const auto found = std::ranges::find_if(
        findings, [&](const Finding& f) { return f.check == check && f.subject == subject; });
    return found == findings.end() ? nullptr : &*found;
}

QString overallName(Overall overall)
{
    switch (overall) {
    case Overall::Ready: return u"ready"_s;
    case Overall::Blocked: return u"blocked"_s;
    case Overall::Unconfirmed: return u"unconfirmed"_s;
    case Overall::Unreachable: return u"unreachable"_s;
    }
    return {};
}

int exitCode(Overall overall)
{
    switch (overall) {
    case Overall::Ready: return 0;
    case Overall::Blocked: return 1;
    case Overall::Unconfirmed: return 3;
    case Overall::Unreachable: return 4;
    }
    return 4;
}

std::vector<Finding> notRunFindings(const Profile& profile, const Inputs& inputs)
{
    std::vector<Finding> findings;
    for (const CheckSpec& spec : checksFor(profile, inputs)) {
        findings.push_back(Finding{.check = spec.name,
            .subject = spec.subject,
            .step = spec.step,
            .verdict = Verdict::NotRun,
            .required = spec.required,
            .expected = {},
            .observed = {},
            .message = spec.title,
            .remedy = std::nullopt,
            .details = {}});
    }
    return findings;
}

} // namespace lockstep
