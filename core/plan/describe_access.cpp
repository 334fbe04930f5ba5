// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

using Body = nlohmann::ordered_json;

namespace {

QString graphIdOr(const PlanRequest& request)
{
    return request.snapshot.graph ? request.snapshot.graph->servicePrincipalId
                                  : u"{id of Microsoft Graph}"_s;
}

QString permissionIdOr(const PlanRequest& request, const QString& name)
{
    if (request.snapshot.graph) {
        const auto found = request.snapshot.graph->applicationIds.find(name);
        if (found != request.snapshot.graph->applicationIds.end())
            return found->second;
    }
    return u"{id of %1}"_s.arg(name);
}

QString roleIdOr(const PlanRequest& request, const QString& value)
{
    if (value.isEmpty())
        return QString::fromLatin1(defaultAccessRole);
    const AppRole* role = roleOfValue(request.snapshot, value);
    return role ? role->id : u"{id of the role %1}"_s.arg(value);
}

QStringList assigningScopes()
{
    return {u"AppRoleAssignment.ReadWrite.All"_s, u"Application.Read.All"_s};
}

} // namespace

void describe(
    const change::GrantApplicationPermission& kind, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Grant %1 the application permission %2 in the whole tenant.")
                          .arg(applicationTitle(request), kind.permission);
    change.before = PlanWords::tr("not granted");
    change.now = PlanWords::tr("granted");
    change.request =
        u"POST /servicePrincipals(appId='00000003-0000-0000-c000-000000000000')/appRoleAssignedTo"_s;
    change.body = indented({{"principalId", servicePrincipalIdOr(request).toStdString()},
        {"resourceId", graphIdOr(request).toStdString()},
        {"appRoleId", permissionIdOr(request, kind.permission).toStdString()}});
    change.scopes = assigningScopes();
    change.roles = QStringList{u"Privileged Role Administrator"_s, u"Global Administrator"_s};
    change.confirmation =
        PlanWords::tr("The permissions that the enterprise application was given are read until "
                      "they show this.");
    change.undo = PlanWords::tr("The permission is taken away again.");
}

void describe(
    const change::GrantDelegatedPermissions& kind, const PlanRequest& request, Change& change)
{
    const QString names = kind.permissions.join(u", "_s);
    change.sentence = PlanWords::tr("Consent to %1 for everybody who signs in to %2.")
                          .arg(names, applicationTitle(request));
    change.before = PlanWords::tr("not consented to for everybody");
    QString scope = kind.permissions.join(u' ');
    QString grantId;
    if (request.snapshot.grants && request.snapshot.graph) {
        for (const PermissionGrant& grant : *request.snapshot.grants) {
            if (grant.consentType != u"AllPrincipals"
                || grant.resourceId != request.snapshot.graph->servicePrincipalId)
                continue;
            change.before = grant.scopes.join(u' ');
            scope = grant.scopes.join(u' ') + u' ' + scope;
            grantId = grant.id;
        }
    }
    change.now = scope;
    change.request = grantId.isEmpty() ? u"POST /oauth2PermissionGrants"_s
                                       : u"PATCH /oauth2PermissionGrants/%1"_s.arg(grantId);
    change.body = grantId.isEmpty()
        ? indented({{"clientId", servicePrincipalIdOr(request).toStdString()},
            {"consentType", "AllPrincipals"}, {"resourceId", graphIdOr(request).toStdString()},
            {"scope", scope.toStdString()}})
        : indented({{"scope", scope.toStdString()}});
    change.scopes = QStringList{u"DelegatedPermissionGrant.ReadWrite.All"_s};
    change.roles = QStringList{u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"Privileged Role Administrator"_s, u"Global Administrator"_s};
    change.confirmation =
        PlanWords::tr("The enterprise application's consents are read until they show this.");
    change.undo = PlanWords::tr("The consent is taken back; other consents stay.");
}

void describe(const change::AssignRole& kind, const PlanRequest& request, Change& change)
{
    const QString title = applicationTitle(request);
    change.sentence = kind.role.isEmpty()
        ? PlanWords::tr("Assign %1 to %2.").arg(kind.who.name, title)
        : PlanWords::tr("Assign %1 to %2 with the app role %3.")
              .arg(kind.who.name, title, kind.role);
    change.before = PlanWords::tr("not assigned so");
    change.now = kind.role.isEmpty() ? PlanWords::tr("assigned")
                                     : PlanWords::tr("assigned as %1").arg(kind.role);
    change.request =
        u"POST /servicePrincipals(appId='%1')/appRoleAssignedTo"_s.arg(appIdOr(request));
    const QString who = kind.who.id.isEmpty() ? u"{id of %1}"_s.arg(kind.who.name) : kind.who.id;
    change.body = indented({{"principalId", who.toStdString()},
        {"resourceId", servicePrincipalIdOr(request).toStdString()},
        {"appRoleId", roleIdOr(request, kind.role).toStdString()}});
    change.scopes = assigningScopes();
    change.roles = QStringList{u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"User Administrator"_s, u"Global Administrator"_s};
    change.confirmation = PlanWords::tr("Who is assigned is read until this assignment shows.");
    change.undo = PlanWords::tr("The assignment is removed again.");
}

void describe(const change::RequireAssignment&, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Require assignment for %1: only assigned people get in.")
                          .arg(applicationTitle(request));
    change.before = PlanWords::tr("everybody in the tenant gets in");
    change.now = PlanWords::tr("only assigned people get in");
    change.request = u"PATCH /servicePrincipals(appId='%1')"_s.arg(appIdOr(request));
    change.body = indented({{"appRoleAssignmentRequired", true}});
    change.scopes = QStringList{u"Application.ReadWrite.All"_s};
    change.roles = QStringList{u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"Global Administrator"_s};
    change.confirmation = PlanWords::tr("The enterprise application is read until it shows this.");
    change.undo = PlanWords::tr("Assignment is no longer required.");
    change.warning = PlanWords::tr("Whoever is not assigned can no longer sign in to it.");
}

} // namespace lockstep
