// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"
#include "plan/role_choice.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

using Body = nlohmann::ordered_json;

namespace {

const QString writesApplications = u"Application.ReadWrite.All"_s;
const QString graphAppId = u"00000003-0000-0000-c000-000000000000"_s;

QStringList applicationRoles()
{
    return {u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"Global Administrator"_s};
}

std::string text(const QString& words)
{
    return words.toStdString();
}

Body texts(const QStringList& list)
{
    Body array = Body::array();
    for (const QString& each : list)
        array.push_back(text(each));
    return array;
}

QString permissionId(const PlanRequest& request, const PermissionWish& wish)
{
    if (!request.snapshot.graph)
        return u"{id of %1}"_s.arg(wish.name);
    const auto& ids = wish.application ? request.snapshot.graph->applicationIds
                                       : request.snapshot.graph->delegatedIds;
    const auto found = ids.find(wish.name);
    return found == ids.end() ? u"{id of %1}"_s.arg(wish.name) : found->second;
}

Body accessBody(const PlanRequest& request, const std::vector<PermissionWish>& permissions)
{
    Body entries = Body::array();
    for (const PermissionWish& wish : permissions)
        entries.push_back({{"id", text(permissionId(request, wish))},
            {"type", wish.application ? "Role" : "Scope"}});
    return {{"resourceAppId", text(graphAppId)}, {"resourceAccess", entries}};
}

Body roleBody(const RoleWish& role)
{
    return {{"id", "{new GUID}"}, {"value", text(role.value)},
        {"displayName", text(role.displayName)}, {"description", text(role.displayName)},
        {"isEnabled", true}, {"allowedMemberTypes", {"User"}}};
}

Body roleBody(const AppRole& role)
{
    return {{"id", text(role.id)}, {"value", text(role.value)},
        {"displayName", text(role.displayName)}, {"isEnabled", role.isEnabled},
        {"allowedMemberTypes", texts(role.allowedMemberTypes)}};
}

QString kindWord(const PermissionWish& wish)
{
    return wish.application ? PlanWords::tr("%1 (application)").arg(wish.name)
                            : PlanWords::tr("%1 (delegated)").arg(wish.name);
}

QString namesOf(const std::vector<PermissionWish>& permissions)
{
    QStringList names;
    for (const PermissionWish& wish : permissions)
        names << kindWord(wish);
    return names.join(u", "_s);
}

QString namesOf(const std::vector<RoleWish>& roles)
{
    QStringList names;
    for (const RoleWish& role : roles)
        names << role.value;
    return names.join(u", "_s);
}

void patchesApplication(const PlanRequest& request, const Body& body, Change& change)
{
    change.request = u"PATCH /applications(appId='%1')"_s.arg(appIdOr(request));
    change.body = indented(body);
    change.scopes = QStringList{writesApplications};
    change.roles = applicationRoles();
    change.confirmation = PlanWords::tr("The app registration is read until it shows this.");
}

//! As the portal calls them.
QString audienceWords(const QString& audience)
{
    if (audience == u"AzureADMyOrg")
        return PlanWords::tr("accounts of this directory only");
    if (audience == u"AzureADMultipleOrgs")
        return PlanWords::tr("accounts of any organization's directory");
    if (audience == u"AzureADandPersonalMicrosoftAccount")
        return PlanWords::tr("accounts of any organization's directory, and personal ones");
    if (audience == u"PersonalMicrosoftAccount")
        return PlanWords::tr("personal Microsoft accounts only");
    return audience;
}

QString orNone(const QString& list)
{
    return list.isEmpty() ? PlanWords::tr("none") : list;
}

QString listed(const std::vector<AppRole>& roles)
{
    QStringList lines;
    for (const AppRole& role : roles)
        lines << (role.isEnabled
                ? u"%1 (%2)"_s.arg(role.value, role.displayName)
                : PlanWords::tr("%1 (%2), disabled").arg(role.value, role.displayName));
    return orNone(lines.join(u'\n'));
}

} // namespace

QString appIdOr(const PlanRequest& request)
{
    const QString typed = request.inputs.text(u"clientId"_s);
    return typed.isEmpty() ? u"{appId}"_s : typed;
}

QString servicePrincipalIdOr(const PlanRequest& request)
{
    return request.snapshot.servicePrincipal ? request.snapshot.servicePrincipal->id
                                             : u"{servicePrincipalId}"_s;
}

QString jobIdOr(const PlanRequest& request)
{
    const auto& jobs = request.snapshot.syncJobs;
    return jobs && jobs->size() == 1 ? jobs->front().id : u"{jobId}"_s;
}

QString indented(const Body& body)
{
    return QString::fromStdString(body.dump(2, ' ', false, Body::error_handler_t::replace));
}

void describe(const change::CreateApplication& kind, const PlanRequest& request, Change& change)
{
    Body body{{"displayName", text(kind.displayName)}, {"signInAudience", "AzureADMyOrg"}};
    Body web = Body::object();
    if (!kind.redirectUri.isEmpty())
        web["redirectUris"] = Body::array({text(kind.redirectUri)});
    web["implicitGrantSettings"] = {
        {"enableIdTokenIssuance", kind.idTokens}, {"enableAccessTokenIssuance", false}};
    body["web"] = web;
    Body roles = Body::array();
    for (const RoleWish& role : kind.roles)
        roles.push_back(roleBody(role));
    body["appRoles"] = roles;
    body["requiredResourceAccess"] = Body::array({accessBody(request, kind.permissions)});
    change.sentence = PlanWords::tr("Create the app registration %1.").arg(kind.displayName);
    // made without looking where nothing typed says which one it would be
    change.before = request.inputs.text(u"clientId"_s).isEmpty()
        ? PlanWords::tr("none known: no application ID is typed")
        : PlanWords::tr("not there");
    QStringList now{PlanWords::tr("accounts of this directory only")};
    if (!kind.redirectUri.isEmpty())
        now << PlanWords::tr("redirect URI (Web): %1").arg(kind.redirectUri);
    if (kind.idTokens)
        now << PlanWords::tr("ID tokens are issued");
    if (!kind.permissions.empty())
        now << PlanWords::tr("permissions listed: %1").arg(namesOf(kind.permissions));
    if (!kind.roles.empty())
        now << PlanWords::tr("app roles: %1").arg(namesOf(kind.roles));
    change.now = now.join(u'\n');
    change.request = u"PATCH /applications(uniqueName='lockstep-{id of this change}')\n"
                     "Prefer: create-if-missing"_s;
    change.body = indented(body);
    change.scopes = QStringList{writesApplications};
    change.roles = QStringList{u"Application Developer"_s} + applicationRoles();
    change.confirmation =
        PlanWords::tr("Entra is asked first whether there is one of this name: then nothing is "
                      "made. Afterwards it is read by its application ID until it shows.");
    change.undo = PlanWords::tr("It is deleted. Entra keeps deleted registrations for 30 days.");
}

void describe(const change::CreateServicePrincipal&, const PlanRequest& request, Change& change)
{
    change.sentence =
        PlanWords::tr("Create the enterprise application of %1.").arg(applicationTitle(request));
    change.before = PlanWords::tr("not there");
    change.now = PlanWords::tr("there, enabled, listed under Enterprise applications");
    change.request =
        u"PATCH /servicePrincipals(appId='%1')\nPrefer: create-if-missing"_s.arg(appIdOr(request));
    change.body = indented({{"tags", Body::array({"WindowsAzureActiveDirectoryIntegratedApp"})}});
    change.scopes = QStringList{writesApplications};
    change.roles = applicationRoles();
    change.confirmation = PlanWords::tr("It is read by its application ID until it shows.");
    change.undo = PlanWords::tr("It is deleted.");
}

void describe(const change::EnableServicePrincipal&, const PlanRequest& request, Change& change)
{
    change.sentence =
        PlanWords::tr("Enable the enterprise application of %1.").arg(applicationTitle(request));
    change.before = PlanWords::tr("disabled: nobody can sign in");
    change.now = PlanWords::tr("enabled");
    change.request = u"PATCH /servicePrincipals(appId='%1')"_s.arg(appIdOr(request));
    change.body = indented({{"accountEnabled", true}});
    change.scopes = QStringList{writesApplications};
    change.roles = applicationRoles();
    change.confirmation = PlanWords::tr("The enterprise application is read until it shows this.");
    change.undo = PlanWords::tr("It is disabled again.");
}

void describe(const change::LimitAudience& kind, const PlanRequest& request, Change& change)
{
    change.sentence =
        PlanWords::tr("Let only accounts of this directory use %1.").arg(applicationTitle(request));
    change.before = audienceWords(kind.from);
    change.now = audienceWords(u"AzureADMyOrg"_s);
    patchesApplication(request, {{"signInAudience", "AzureADMyOrg"}}, change);
    change.undo = PlanWords::tr("It is set back to: %1.").arg(audienceWords(kind.from));
    change.warning = PlanWords::tr("Accounts of other directories can no longer sign in to it.");
}

void describe(const change::AddRedirectUri& kind, const PlanRequest& request, Change& change)
{
    QStringList uris;
    bool moved = false;
    if (const auto& application = request.snapshot.application) {
        uris = application->webRedirectUris;
        moved = application->spaRedirectUris.contains(kind.uri)
            || application->publicClientRedirectUris.contains(kind.uri);
    }
    change.sentence = PlanWords::tr("Add the redirect URI %1 under platform Web.").arg(kind.uri);
    change.before = orNone(uris.join(u'\n'));
    uris << kind.uri;
    change.now = uris.join(u'\n');
    if (moved)
        change.warning =
            PlanWords::tr("It moves there from the platform under which it stands now.");
    patchesApplication(request, {{"web", {{"redirectUris", texts(uris)}}}}, change);
    change.undo =
        moved ? PlanWords::tr("It is moved back.") : PlanWords::tr("It is removed again.");
}

void describe(const change::IssueIdTokens&, const PlanRequest& request, Change& change)
{
    const bool access =
        request.snapshot.application && request.snapshot.application->accessTokenIssuance;
    change.sentence =
        PlanWords::tr("Let Entra issue ID tokens for %1.").arg(applicationTitle(request));
    change.before = PlanWords::tr("ID tokens are not issued");
    change.now = PlanWords::tr("ID tokens are issued");
    patchesApplication(request,
        {{"web",
            {{"implicitGrantSettings",
                {{"enableIdTokenIssuance", true}, {"enableAccessTokenIssuance", access}}}}}},
        change);
    change.undo = PlanWords::tr("It is switched off again.");
}

void describe(const change::RequestPermissions& kind, const PlanRequest& request, Change& change)
{
    change.sentence =
        (kind.permissions.size() == 1 ? PlanWords::tr("List the permission %1 on %2.")
                                      : PlanWords::tr("List the permissions %1 on %2."))
            .arg(namesOf(kind.permissions), applicationTitle(request));
    change.before = PlanWords::tr("not listed");
    change.now = PlanWords::tr("listed, beside what is listed already");
    Body body{{"requiredResourceAccess",
        Body::array({"{what is listed already}", accessBody(request, kind.permissions)})}};
    patchesApplication(request, body, change);
    change.undo = PlanWords::tr("What was added is taken off the list again.");
}

void describe(const change::DisableRole& kind, const PlanRequest& request, Change& change)
{
    change.sentence =
        PlanWords::tr("Disable the app role %1 for a moment: only then can it change.")
            .arg(kind.value);
    change.before = PlanWords::tr("enabled");
    change.now = PlanWords::tr("disabled, until the next change");
    Body roles = Body::array();
    if (const auto& application = request.snapshot.application) {
        for (AppRole role : application->appRoles) {
            role.isEnabled = role.isEnabled && role.id != kind.roleId;
            roles.push_back(roleBody(role));
        }
    }
    patchesApplication(request, {{"appRoles", roles}}, change);
    change.undo = PlanWords::tr("It is enabled again.");
}

void describe(const change::DefineRoles& kind, const PlanRequest& request, Change& change)
{
    const auto& application = request.snapshot.application;
    std::vector<AppRole> mended = application ? application->appRoles : std::vector<AppRole>();
    std::vector<RoleWish> fresh;
    for (const RoleWish& wish : kind.roles) {
        const auto role =
            roleMeant(mended, wish.value, [](const AppRole& each) { return each.value; });
        if (role == mended.end()) {
            fresh.push_back(wish);
            continue;
        }
        role->value = wish.value;
        role->displayName = wish.displayName;
        role->isEnabled = true;
        if (!role->allowedMemberTypes.contains(u"User"_s))
            role->allowedMemberTypes << u"User"_s;
    }
    Body roles = Body::array();
    for (const AppRole& role : mended)
        roles.push_back(roleBody(role));
    for (const RoleWish& role : fresh)
        roles.push_back(roleBody(role));
    const bool added = !fresh.empty();
    change.sentence = (added ? PlanWords::tr("Add the app role %1 to %2.")
                             : PlanWords::tr("Correct the app role %1 of %2."))
                          .arg(namesOf(kind.roles), applicationTitle(request));
    if (added && kind.roles.size() > 1)
        change.sentence = PlanWords::tr("Define the app roles %1 on %2.")
                              .arg(namesOf(kind.roles), applicationTitle(request));
    change.before = application ? listed(application->appRoles) : PlanWords::tr("none");
    change.now = PlanWords::tr("%1, enabled, for users and groups").arg(namesOf(kind.roles));
    patchesApplication(request, {{"appRoles", roles}}, change);
    change.undo = PlanWords::tr("A role that was added is disabled and removed; one that was "
                                "corrected is set back.");
}

void describe(const change::AddSecret& kind, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Add a client secret to %1, valid until %2.")
                          .arg(applicationTitle(request), kind.end.date().toString(Qt::ISODate));
    const auto& application = request.snapshot.application;
    QStringList before;
    for (const PasswordCredential& each :
        application ? application->passwordCredentials : std::vector<PasswordCredential>())
        before << PlanWords::tr("%1, until %2")
                      .arg(each.displayName.isEmpty() ? each.keyId : each.displayName,
                          each.end.date().toString(Qt::ISODate));
    change.before = orNone(before.join(u'\n'));
    change.now = PlanWords::tr("This one, beside what is there. Its value goes into the keychain "
                               "and the field, and is not shown.");
    change.request = u"POST /applications(appId='%1')/addPassword"_s.arg(appIdOr(request));
    change.body = indented({{"passwordCredential",
        {{"displayName", text(kind.displayName)},
            {"endDateTime", text(kind.end.toUTC().toString(Qt::ISODate))}}}});
    change.scopes = QStringList{writesApplications};
    change.roles = applicationRoles();
    change.confirmation = PlanWords::tr("Entra must accept the new secret three times in a row.");
    change.undo = PlanWords::tr("The secret is removed; whoever uses it can no longer sign in.");
    change.warning = kind.why;
}

} // namespace lockstep
