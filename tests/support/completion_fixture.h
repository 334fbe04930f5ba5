// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/completion.h"

#include <algorithm>
#include <functional>

namespace lockstep::test {

using namespace Qt::Literals::StringLiterals;

inline const QByteArray secretValue = "aB18Q~0123456789abcdefghijklmnopqrstuvwx";
inline const QString key = u"5b0c2c0e-7f0e-4d43-9b64-0a6b4f2f6d11"_s;
inline const QDateTime start = QDateTime(QDate(2026, 5, 4), QTime(10, 0), Qt::UTC);

//! A setup of which everything is confirmed; each test breaks one thing of it.
struct Fixture {
    Profile profile = builtInProfile(u"sspim"_s).value();
    Inputs inputs;
    Secret secret{QByteArrayView(secretValue)};
    ProvenReport proof;
    std::vector<Attestation> attestations;
    QDateTime now = start.addSecs(60);

    Fixture()
    {
        inputs.set(u"instanceUrl"_s, u"https://contoso.selfservicepim.com"_s);
        inputs.set(u"clientId"_s, u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s);
        inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
        inputs.set(u"tenantName"_s, u"contoso.onmicrosoft.com"_s);
        inputs.set(u"setupEndpoint"_s, u"https://contoso.selfservicepim.com/setup"_s);
        proof.report.profile = u"sspim"_s;
        proof.report.startedAt = start;
        proof.report.secretAccepted = 3;
        proof.report.findings = notRunFindings(profile, inputs);
        for (Finding& finding : proof.report.findings)
            finding.verdict = Verdict::Pass;
        attestations.push_back({u"instance-url-from-mail"_s, u"avery"_s, start.addSecs(-900), {}});
        prove();
    }
    void prove() { proof.madeFor = fingerprint(inputs, secret); }
    Finding& finding(const char16_t* check)
    {
        const QString name = QString::fromUtf16(check);
        return *std::ranges::find(proof.report.findings, name, &Finding::check);
    }
    [[nodiscard]] GateQuestion question() const
    {
        return {profile, inputs, secret, &proof, attestations, now};
    }
    [[nodiscard]] CompletionRequest request() const { return {profile, inputs, secret, key, now}; }
};

//! Changes one thing of it.
using Break = std::function<void(Fixture&)>;

} // namespace lockstep::test
