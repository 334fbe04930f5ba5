// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString graphAppId = u"00000003-0000-0000-c000-000000000000"_s;

QString idOf(const GraphPermissions& graph, const QString& name, PermissionKind kind)
{
    const auto& ids =
        kind == PermissionKind::Application ? graph.applicationIds : graph.delegatedIds;
    const auto found = ids.find(name);
    return found == ids.end() ? QString() : found->second;
}

QString kindWord(PermissionKind kind)
{
    return kind == PermissionKind::Application ? CheckWords::tr("application")
                                               : CheckWords::tr("delegated");
}

bool isRequested(const Application& application, const QString& id, const QString& type)
{
    return !id.isEmpty()
        && std::ranges::any_of(
            application.requiredResourceAccess, [&](const ResourceAccess& access) {
                return access.resourceAppId == graphAppId && access.id == id && access.type == type;
            });
}

enum class Granted { No, SingleUsers, Everyone };

Granted delegatedGrant(
    const std::vector<PermissionGrant>& grants, const QString& graphId, const QString& scope)
{
    Granted granted = Granted::No;
    for (const PermissionGrant& grant : grants) {
        if (grant.resourceId != graphId || !grant.scopes.contains(scope, Qt::CaseInsensitive))
            continue;
        if (grant.consentType == u"AllPrincipals")
            return Granted::Everyone;
        granted = Granted::SingleUsers;
    }
    return granted;
}

bool roleGranted(
    const std::vector<AppRoleAssignment>& roles, const QString& graphId, const QString& roleId)
{
    return std::ranges::any_of(roles, [&](const AppRoleAssignment& role) {
        return role.resourceId == graphId && role.appRoleId == roleId;
    });
}

//! Whether it is granted tenant-wide; the failure where that could not be read.
Fetched<Granted> grantedNow(
    const TenantSnapshot& snapshot, const QString& name, PermissionKind kind)
{
    if (!snapshot.graph)
        return snapshot.graph.failure();
    const QString& graphId = snapshot.graph->servicePrincipalId;
    if (kind == PermissionKind::Delegated) {
        if (!snapshot.grants)
            return snapshot.grants.failure();
        return delegatedGrant(*snapshot.grants, graphId, name);
    }
    if (!snapshot.grantedRoles)
        return snapshot.grantedRoles.failure();
    const bool granted =
        roleGranted(*snapshot.grantedRoles, graphId, idOf(*snapshot.graph, name, kind));
    return granted ? Granted::Everyone : Granted::No;
}

} // namespace

Finding evaluate(const check::PermissionRequested& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("%1 (%2) is listed").arg(spec.permission, kindWord(spec.kind)));
    if (!snapshot.application)
        return judge.unread(snapshot.application.failure());
    if (!snapshot.graph)
        return judge.unread(snapshot.graph.failure());
    const bool isApplication = spec.kind == PermissionKind::Application;
    const QString id = idOf(*snapshot.graph, spec.permission, spec.kind);
    if (id.isEmpty())
        return judge.unknown(CheckWords::tr("Microsoft Graph of this tenant does not offer %1.")
                                 .arg(spec.permission));
    if (isRequested(*snapshot.application, id, isApplication ? u"Role"_s : u"Scope"_s))
        return judge.pass(
            CheckWords::tr("%1 (%2) is requested.").arg(spec.permission, kindWord(spec.kind)));
    // listed or not is known; whether that is a fault depends on what is granted (checks.md section
    // 5)
    const Fetched<Granted> granted = grantedNow(snapshot, spec.permission, spec.kind);
    if (granted && *granted == Granted::Everyone) {
        return judge.warn(
            CheckWords::tr(
                "%1 is granted but no longer requested; the next consent may take it away.")
                .arg(spec.permission),
            CheckWords::tr("granted, not listed"));
    }
    const bool noPrincipal = snapshot.servicePrincipal.failedWith(ReadFailure::Kind::NotFound);
    if (!granted && !noPrincipal)
        return judge.unread(granted.failure());
    const PermissionKind other =
        isApplication ? PermissionKind::Delegated : PermissionKind::Application;
    const QString twin = idOf(*snapshot.graph, spec.permission, other);
    if (isRequested(*snapshot.application, twin, isApplication ? u"Scope"_s : u"Role"_s)) {
        return judge.fail(CheckWords::tr("%1 is requested as %2; the guide needs it as %3.")
                              .arg(spec.permission, kindWord(other), kindWord(spec.kind)),
            kindWord(other));
    }
    return judge.fail(
        CheckWords::tr("%1 (%2) is not requested.").arg(spec.permission, kindWord(spec.kind)),
        CheckWords::tr("not listed"));
}

Finding evaluate(const check::PermissionGranted& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(
        CheckWords::tr("%1 (%2) is granted tenant-wide").arg(spec.permission, kindWord(spec.kind)));
    if (snapshot.graph && idOf(*snapshot.graph, spec.permission, spec.kind).isEmpty())
        return judge.unknown(CheckWords::tr("Microsoft Graph of this tenant does not offer %1.")
                                 .arg(spec.permission));
    const Fetched<Granted> granted = grantedNow(snapshot, spec.permission, spec.kind);
    if (!granted)
        return judge.unread(granted.failure());
    switch (*granted) {
    case Granted::Everyone:
        return judge.pass(CheckWords::tr("%1 (%2) is granted for everyone.")
                              .arg(spec.permission, kindWord(spec.kind)));
    case Granted::SingleUsers:
        return judge.fail(
            CheckWords::tr(
                "%1 is consented for single users only; others cannot consent for themselves.")
                .arg(spec.permission),
            CheckWords::tr("consent of single users"));
    case Granted::No: break;
    }
    return judge.fail(CheckWords::tr("%1 (%2) is not granted: admin consent is missing.")
                          .arg(spec.permission, kindWord(spec.kind)),
        CheckWords::tr("not granted"));
}

namespace {

//! What the guide asks for, and what comes along with every consent: the sign-in scopes, and
//! User.Read, which the portal puts on each new registration.
bool isWanted(const Profile& profile, const QString& name, PermissionKind kind)
{
    static const QStringList always{
        u"openid"_s, u"profile"_s, u"email"_s, u"offline_access"_s, u"User.Read"_s};
    if (kind == PermissionKind::Delegated && always.contains(name))
        return true;
    return std::ranges::any_of(profile.checks, [&](const CheckSpec& spec) {
        const auto* granted = std::get_if<check::PermissionGranted>(&spec.kind);
        return granted && granted->kind == kind
            && granted->permission.compare(name, Qt::CaseInsensitive) == 0;
    });
}

QString nameOf(const GraphPermissions& graph, const QString& roleId)
{
    for (const auto& [name, id] : graph.applicationIds) {
        if (id == roleId)
            return name;
    }
    return roleId;
}

} // namespace

Finding evaluate(const check::PermissionExcess&, const Judge& judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.grantedRoles)
        return judge.unread(snapshot.grantedRoles.failure());
    if (!snapshot.grants)
        return judge.unread(snapshot.grants.failure());
    if (!snapshot.graph)
        return judge.unread(snapshot.graph.failure());
    const QString& graphId = snapshot.graph->servicePrincipalId;
    QStringList excess;
    for (const AppRoleAssignment& role : *snapshot.grantedRoles) {
        const QString name =
            role.resourceId == graphId ? nameOf(*snapshot.graph, role.appRoleId) : role.appRoleId;
        if (role.resourceId != graphId
            || !isWanted(evidence.profile, name, PermissionKind::Application))
            excess << name;
    }
    for (const PermissionGrant& grant : *snapshot.grants) {
        for (const QString& scope : grant.scopes) {
            if (grant.resourceId != graphId
                || !isWanted(evidence.profile, scope, PermissionKind::Delegated))
                excess << scope;
        }
    }
    excess.removeDuplicates();
    if (excess.isEmpty())
        return judge.pass(CheckWords::tr("Nothing is granted beyond what the guide lists."));
    return judge.warn(
        CheckWords::tr("More is granted than the guide asks for: %1.").arg(excess.join(u", "_s)),
        excess.join(u", "_s));
}

Finding evaluate(const check::EffectiveRead& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("The app's own token can read %1").arg(spec.what));
    const auto found = snapshot.effective.find(spec.what);
    if (found == snapshot.effective.end()) {
        if (!snapshot.secret && !snapshot.secret.failedWith(ReadFailure::Kind::NotRead))
            return judge.unread(snapshot.secret.failure());
        return judge.notRun(CheckWords::tr("needs a client secret that Entra accepts."));
    }
    const Fetched<EffectiveRead>& effective = found->second;
    if (effective.failedWith(ReadFailure::Kind::Refused)) {
        return judge.fail(CheckWords::tr("The app signs in, but may not read %1.").arg(spec.what),
            effective.failure().code);
    }
    if (!effective)
        return judge.unread(effective.failure());
    if (spec.what == u"organization"
        && effective->organizationId.compare(
               evidence.inputs.text(u"tenantId"_s), Qt::CaseInsensitive)
            != 0)
        return judge.fail(
            CheckWords::tr("The app's token is for another tenant."), effective->organizationId);
    if (spec.what == u"organization")
        return judge.pass(CheckWords::tr("The app reads this very tenant with its own token."));
    return judge.pass(CheckWords::tr("The app can read %1 with its own token.").arg(spec.what));
}

} // namespace lockstep
