// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"

#include <QLocale>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! A refusal that may be gone a minute later says nothing about the secret.
bool saysNothing(const TokenRefusal& refusal)
{
    return refusal.status == 429 || refusal.status >= 500
        || refusal.error == u"temporarily_unavailable" || refusal.error == u"server_error";
}

QString dayOf(const QDateTime& instant)
{
    return instant.toUTC().date().toString(Qt::ISODate);
}

const PasswordCredential* byKeyId(
    const std::vector<PasswordCredential>& credentials, const QString& keyId)
{
    const auto found = std::ranges::find_if(
        credentials, [&](const PasswordCredential& each) { return each.keyId == keyId; });
    return found == credentials.end() ? nullptr : &*found;
}

QString nameOf(const PasswordCredential& credential)
{
    return credential.displayName.isEmpty()
        ? credential.keyId
        : u"%1 (%2)"_s.arg(credential.displayName, credential.keyId);
}

} // namespace

CredentialInUse credentialInUse(const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.application || snapshot.application->passwordCredentials.empty())
        return {};
    const std::vector<PasswordCredential>& credentials = snapshot.application->passwordCredentials;
    if (credentials.size() == 1)
        return {&credentials.front(), true};
    if (snapshot.secret && snapshot.secret->hintMatches.size() == 1) {
        if (const PasswordCredential* identified =
                byKeyId(credentials, snapshot.secret->hintMatches.front()))
            return {identified, true};
    }
    // none identified: the earliest end of those that still run is the safe one to speak of
    const PasswordCredential* earliest = nullptr;
    for (const PasswordCredential& each : credentials) {
        if (each.end > snapshot.asOf && (!earliest || each.end < earliest->end))
            earliest = &each;
    }
    return {earliest ? earliest : &credentials.front(), false};
}

Finding evaluate(const check::SecretAccepted&, Judge judge, const Evidence& evidence)
{
    if (!evidence.secretGiven)
        return judge.field(u"clientSecret"_s, CheckWords::tr("The client secret is missing."));
    judge.expect(CheckWords::tr("Entra gives the app a token"));
    judge.mendIn(u"clientSecret"_s, CheckWords::tr("Enter the secret value"));
    const Fetched<SecretProof>& proof = evidence.snapshot.secret;
    if (!proof)
        return judge.unread(proof.failure());
    if (proof->asked > 0 && proof->accepted == proof->asked)
        return judge.pass(CheckWords::tr("Entra accepts the client secret."));
    if (!proof->isSecretId.isEmpty())
        return judge.fail(
            CheckWords::tr("This is the Secret ID. Paste the secret's value instead."),
            proof->isSecretId);
    if (!proof->refusal || saysNothing(*proof->refusal) || proof->accepted > 0) {
        return judge.unknown(proof->accepted > 0
                ? CheckWords::tr("Entra took the secret %1 of %2 times.")
                      .arg(proof->accepted)
                      .arg(proof->asked)
                : CheckWords::tr("The sign-in service could not judge the secret just now."));
    }
    Finding failed = judge.fail(explain(*proof->refusal),
        proof->refusal->codes.empty() ? proof->refusal->error
                                      : u"AADSTS%1"_s.arg(proof->refusal->codes.front()));
    failed.details = CheckWords::tr("Trace id %1, correlation id %2")
                         .arg(proof->refusal->traceId, proof->refusal->correlationId);
    return failed;
}

Finding evaluate(const check::SecretIdentified&, const Judge& judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!evidence.secretGiven)
        return judge.notRun(CheckWords::tr("needs the client secret."));
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    if (!snapshot.secret)
        return judge.unread(snapshot.secret.failure());
    const QStringList& matches = snapshot.secret->hintMatches;
    if (matches.size() == 1) {
        const PasswordCredential* credential =
            byKeyId(snapshot.application->passwordCredentials, matches.front());
        return judge.pass(CheckWords::tr("The secret is the stored credential %1.")
                              .arg(credential ? nameOf(*credential) : matches.front()),
            matches.front());
    }
    if (matches.isEmpty())
        return judge.warn(CheckWords::tr("No stored credential starts like this secret."));
    return judge.warn(
        CheckWords::tr("%1 stored credentials start like this secret.").arg(matches.size()),
        matches.join(u", "_s));
}

Finding evaluate(const check::SecretLifetime& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("%1 months").arg(spec.months));
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    const CredentialInUse inUse = credentialInUse(evidence);
    if (!inUse.credential)
        return judge.notRun(CheckWords::tr("the registration has no client secret yet."));
    if (!inUse.certain) {
        if (!snapshot.secret && !snapshot.secret.failedWith(ReadFailure::Kind::NotRead))
            return judge.unread(
                snapshot.secret.failure()); // the hint could have told which one it is
        return judge.warn(
            CheckWords::tr(
                "Several secrets are stored and none is identified; the next one ends on %1.")
                .arg(dayOf(inUse.credential->end)),
            dayOf(inUse.credential->end));
    }
    const qint64 days = inUse.credential->start.daysTo(inUse.credential->end);
    // a month less than asked counts: portals round to days, and 24 months are 730 or 731 of them
    const qint64 wanted = spec.months * 365 / 12 - 30;
    const QString observed =
        CheckWords::tr("%1 days, until %2").arg(days).arg(dayOf(inUse.credential->end));
    if (days >= wanted)
        return judge.pass(
            CheckWords::tr("The secret was made for the time that the guide asks."), observed);
    return judge.warn(
        CheckWords::tr("The secret was made for %1 days; the guide asks for %2 months.")
            .arg(days)
            .arg(spec.months),
        observed);
}

Finding evaluate(const check::SecretExpiry& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("valid for more than %1 days").arg(spec.warnDays));
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    const CredentialInUse inUse = credentialInUse(evidence);
    if (!inUse.credential)
        return judge.fail(
            CheckWords::tr("The registration has no client secret."), CheckWords::tr("none"));
    const QString ends = dayOf(inUse.credential->end);
    // where none is identified this is the latest hope: all the others have ended too
    if (inUse.credential->end <= snapshot.asOf)
        return judge.fail(CheckWords::tr("The client secret expired on %1.").arg(ends), ends);
    if (!inUse.certain) {
        if (!snapshot.secret && !snapshot.secret.failedWith(ReadFailure::Kind::NotRead))
            return judge.unread(snapshot.secret.failure());
        return judge.warn(
            CheckWords::tr(
                "Several secrets are stored and none is identified; the next one ends on %1.")
                .arg(ends),
            ends);
    }
    const qint64 days = snapshot.asOf.daysTo(inUse.credential->end);
    if (days < spec.warnDays)
        return judge.warn(
            CheckWords::tr("The client secret ends in %1 days, on %2.").arg(days).arg(ends), ends);
    return judge.pass(CheckWords::tr("The client secret is valid until %1.").arg(ends), ends);
}

namespace {

//! Days of an ISO 8601 duration in years, months, weeks and days ("P180D", "P1Y6M"); nullopt for
//! others.
std::optional<int> daysOf(const QString& duration)
{
    if (!duration.startsWith(u'P'))
        return std::nullopt;
    int days = 0;
    QString digits;
    for (const QChar each : duration.mid(1)) {
        if (each.isDigit()) {
            digits += each;
            continue;
        }
        if (each == u'T')
            return digits.isEmpty() ? std::optional(days) : std::nullopt;
        static const std::map<char16_t, int> units{{u'Y', 365}, {u'M', 30}, {u'W', 7}, {u'D', 1}};
        const auto unit = units.find(each.unicode());
        if (digits.isEmpty() || unit == units.end())
            return std::nullopt;
        days += digits.toInt() * unit->second;
        digits.clear();
    }
    return digits.isEmpty() ? std::optional(days) : std::nullopt;
}

} // namespace

Finding evaluate(const check::SecretPolicy& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("secrets of %1 months are allowed").arg(spec.months));
    if (!snapshot.appPolicy)
        return judge.unread(snapshot.appPolicy.failure());
    QString problem;
    for (const AppManagementPolicy::Restriction& restriction :
        snapshot.appPolicy->passwordRestrictions) {
        const bool inForce = snapshot.appPolicy->isEnabled && restriction.state != u"disabled"
            && (!restriction.appliesAfter.isValid() || restriction.appliesAfter <= snapshot.asOf);
        if (!inForce)
            continue;
        if (restriction.type == u"passwordAddition")
            problem = CheckWords::tr("A policy of the tenant forbids client secrets.");
        const std::optional<int> days = daysOf(restriction.maxLifetime);
        if (restriction.type == u"passwordLifetime" && problem.isEmpty()
            && (!days || *days < spec.months * 30))
            problem = CheckWords::tr("A policy of the tenant limits client secrets to %1.")
                          .arg(restriction.maxLifetime);
    }
    if (problem.isEmpty())
        return judge.pass(
            CheckWords::tr("No policy of the tenant stands in the way of the secret."));
    if (evidence.secretGiven && !snapshot.secret)
        return judge.unread(snapshot.secret.failure());
    const bool accepted = snapshot.secret && snapshot.secret->accepted > 0;
    return accepted ? judge.warn(problem) : judge.fail(problem);
}

} // namespace lockstep
