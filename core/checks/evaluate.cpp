// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Signed in to another tenant: everything that was read would be about a stranger (checks.md
//! section 5).
bool isForeign(const Inputs& inputs, const TenantSnapshot& snapshot)
{
    const QString tenantId = inputs.text(u"tenantId"_s);
    const auto differs = [&](const QString& id) {
        return id.compare(tenantId, Qt::CaseInsensitive) != 0;
    };
    if (!isGuid(tenantId))
        return false;
    return (snapshot.identity && differs(snapshot.identity->tenantId))
        || (snapshot.organization && differs(snapshot.organization->id));
}

std::vector<Finding> judgeAll(const Profile& profile, const Evidence& evidence)
{
    const bool foreign = isForeign(evidence.inputs, evidence.snapshot);
    std::vector<Finding> findings;
    const CheckSpec* adminRoles = nullptr;
    size_t adminRolesPlace = 0;
    const std::vector<CheckSpec> checks = checksFor(profile, evidence.inputs);
    for (const CheckSpec& spec : checks) {
        const Judge judge(spec, evidence);
        if (foreign && !std::holds_alternative<check::TenantSignedIn>(spec.kind)) {
            findings.push_back(
                judge.notRun(CheckWords::tr("not checked, the sign-in is to another tenant.")));
        } else if (std::holds_alternative<check::AdminRoles>(spec.kind)) {
            adminRoles = &spec;
            adminRolesPlace = findings.size();
            findings.push_back(judge.notRun({}));
        } else {
            findings.push_back(std::visit(
                [&](const auto& kind) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, check::AdminRoles>)
                        return judge.notRun({});
                    else
                        return evaluate(kind, judge, evidence);
                },
                spec.kind));
        }
    }
    if (adminRoles)
        findings[adminRolesPlace] =
            evaluateAdminRoles(Judge(*adminRoles, evidence), evidence, findings);
    return findings;
}

QStringList notesOf(const TenantSnapshot& snapshot)
{
    QStringList notes;
    if (snapshot.clockSkew && std::chrono::abs(*snapshot.clockSkew) > std::chrono::minutes(5)) {
        const auto minutes =
            std::chrono::round<std::chrono::minutes>(std::chrono::abs(*snapshot.clockSkew));
        notes << (snapshot.clockSkew->count() > 0
                ? CheckWords::tr(
                    "This computer's clock is %1 minutes ahead of Microsoft's. Dates were "
                    "judged by theirs.")
                : CheckWords::tr(
                    "This computer's clock is %1 minutes behind Microsoft's. Dates were "
                    "judged by theirs."))
                     .arg(minutes.count());
    }
    return notes;
}

//! A saved snapshot may be judged with other values than it was read for. What it holds of another
//! application or another endpoint says nothing of these.
TenantSnapshot aboutThese(
    const Profile& profile, const Inputs& inputs, const TenantSnapshot& snapshot)
{
    TenantSnapshot about = snapshot;
    const QString clientId = inputs.text(u"clientId"_s);
    const auto isOther = [&](const QString& appId) {
        return !appId.isEmpty() && appId.compare(clientId, Qt::CaseInsensitive) != 0;
    };
    const ReadFailure notRead;
    if (about.servicePrincipal && isOther(about.servicePrincipal->appId)) {
        about.servicePrincipal = notRead;
        about.grantedRoles = notRead;
        about.grants = notRead;
        about.assignedTo = notRead;
        about.syncTemplates = notRead;
        about.syncJobs = notRead;
        about.syncSchema = notRead;
        about.syncSecrets = notRead;
        about.connectionTest = notRead;
        about.provisioningLog = notRead;
    }
    if (about.application && isOther(about.application->appId)) {
        about.application = notRead;
        about.secret = notRead;
        about.effective.clear();
    }
    for (const CheckSpec& spec : profile.checks) {
        const auto* reachable = std::get_if<check::ScimReachable>(&spec.kind);
        if (reachable && about.scim && about.scim->address != inputs.text(reachable->field))
            about.scim = notRead;
    }
    return about;
}

} // namespace

Report evaluate(
    const Profile& profile, const Inputs& inputs, bool secretGiven, const TenantSnapshot& snapshot)
{
    const TenantSnapshot about = aboutThese(profile, inputs, snapshot);
    const Evidence evidence{profile, inputs, secretGiven, about};
    Report report{.profile = profile.id,
        .tenantId = snapshot.tenant,
        .cloud = snapshot.cloud,
        .startedAt = snapshot.startedAt,
        .duration = snapshot.took,
        .network = snapshot.network,
        .findings = judgeAll(profile, evidence),
        .nothingReached = snapshot.nothingReached(),
        .notes = notesOf(snapshot),
        .secretAccepted = snapshot.secret && snapshot.secret->accepted == snapshot.secret->asked
            ? snapshot.secret->accepted
            : 0,
        .secretEnds = {},
        .attested = {},
        .moments = {},
        .plan = {}};
    if (const CredentialInUse inUse = credentialInUse(evidence); inUse.credential)
        report.secretEnds = inUse.credential->end;
    return report;
}

} // namespace lockstep
