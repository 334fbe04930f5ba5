// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "tenant/decode.h"

#include "graph/net_context.h"
#include "tenant/decode_support.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

PasswordCredential passwordCredential(Reader& reader)
{
    return {.keyId = reader.text("keyId"),
        .displayName = reader.textOrNull("displayName"),
        .hint = reader.textOrNull("hint"),
        .start = reader.date("startDateTime"),
        .end = reader.date("endDateTime")};
}

AppRole appRole(Reader& reader)
{
    return {.id = reader.text("id"),
        .value = reader.textOrNull("value"),
        .displayName = reader.textOrNull("displayName"),
        .isEnabled = reader.flag("isEnabled"),
        .allowedMemberTypes = reader.texts("allowedMemberTypes")};
}

struct ResourceEntry {
    QString resourceAppId;
    std::vector<ResourceAccess> access;
};

ResourceAccess resourceAccess(Reader& reader)
{
    return {.id = reader.text("id"), .type = reader.text("type")};
}

ResourceEntry resourceEntry(Reader& reader)
{
    return {.resourceAppId = reader.text("resourceAppId"),
        .access = reader.list<ResourceAccess>("resourceAccess", resourceAccess)};
}

Application application(Reader& reader)
{
    Application app{.id = reader.text("id"),
        .appId = reader.text("appId"),
        .displayName = reader.textOrNull("displayName"),
        .signInAudience = reader.text("signInAudience"),
        .passwordCredentials =
            reader.list<PasswordCredential>("passwordCredentials", passwordCredential),
        .appRoles = reader.list<AppRole>("appRoles", appRole)};
    Reader web = reader.object("web");
    app.webRedirectUris = web.texts("redirectUris");
    Reader implicit = web.object("implicitGrantSettings");
    app.idTokenIssuance = implicit.flag("enableIdTokenIssuance");
    app.accessTokenIssuance = implicit.flag("enableAccessTokenIssuance");
    Reader spa = reader.object("spa");
    app.spaRedirectUris = spa.texts("redirectUris");
    Reader publicClient = reader.object("publicClient");
    app.publicClientRedirectUris = publicClient.texts("redirectUris");
    for (const Reader* part : {&web, &implicit, &spa, &publicClient})
        reader.alsoMissing(*part);
    for (ResourceEntry& entry :
        reader.list<ResourceEntry>("requiredResourceAccess", resourceEntry)) {
        for (ResourceAccess& access : entry.access) {
            access.resourceAppId = entry.resourceAppId;
            app.requiredResourceAccess.push_back(std::move(access));
        }
    }
    return app;
}

ServicePrincipal servicePrincipal(Reader& reader)
{
    return {.id = reader.text("id"),
        .appId = reader.text("appId"),
        .displayName = reader.textOrNull("displayName"),
        .accountEnabled = reader.flag("accountEnabled"),
        .appRoleAssignmentRequired = reader.flag("appRoleAssignmentRequired"),
        .servicePrincipalType = reader.text("servicePrincipalType"),
        .appOwnerOrganizationId = reader.textOrNull("appOwnerOrganizationId"),
        .preferredSingleSignOnMode = reader.textOrNull("preferredSingleSignOnMode"),
        .appRoles = reader.list<AppRole>("appRoles", appRole)};
}

struct NamedId {
    QString name;
    QString id;
};
NamedId namedId(Reader& reader)
{
    return {.name = reader.textOrNull("value"), .id = reader.text("id")};
}

GraphPermissions graphPermissions(Reader& reader)
{
    GraphPermissions permissions{.servicePrincipalId = reader.text("id")};
    for (const NamedId& role : reader.list<NamedId>("appRoles", namedId))
        permissions.applicationIds.emplace(role.name, role.id);
    for (const NamedId& scope : reader.list<NamedId>("oauth2PermissionScopes", namedId))
        permissions.delegatedIds.emplace(scope.name, scope.id);
    return permissions;
}

AppRoleAssignment appRoleAssignment(Reader& reader)
{
    return {.id = reader.text("id"),
        .principalId = reader.text("principalId"),
        .principalType = reader.text("principalType"),
        .principalDisplayName = reader.textOrNull("principalDisplayName"),
        .resourceId = reader.text("resourceId"),
        .appRoleId = reader.text("appRoleId")};
}

PermissionGrant permissionGrant(Reader& reader)
{
    return {.id = reader.text("id"),
        .clientId = reader.text("clientId"),
        .resourceId = reader.text("resourceId"),
        .consentType = reader.text("consentType"),
        .principalId = reader.textOrNull("principalId"),
        .scopes = reader.textOrNull("scope").split(u' ', Qt::SkipEmptyParts)};
}

Organization::Domain domain(Reader& reader)
{
    return {.name = reader.text("name"),
        .isInitial = reader.flag("isInitial"),
        .isDefault = reader.flag("isDefault")};
}

Organization organization(Reader& reader)
{
    return {.id = reader.text("id"),
        .displayName = reader.textOrNull("displayName"),
        .verifiedDomains = reader.list<Organization::Domain>("verifiedDomains", domain)};
}

Person person(Reader& reader)
{
    return {.id = reader.text("id"),
        .displayName = reader.textOrNull("displayName"),
        .userPrincipalName = reader.textOrNull("userPrincipalName")};
}

DirectoryRole directoryRole(Reader& reader)
{
    return {.roleTemplateId = reader.text("roleTemplateId"),
        .displayName = reader.textOrNull("displayName")};
}

AppManagementPolicy::Restriction restriction(Reader& reader)
{
    return {.type = reader.text("restrictionType"),
        .state = stringMember(reader.json(), "state").value_or(QString()),
        .maxLifetime = stringMember(reader.json(), "maxLifetime").value_or(QString()),
        .appliesAfter =
            dateMember(reader.json(), "restrictForAppsCreatedAfterDateTime").value_or(QDateTime())};
}

AppManagementPolicy appPolicy(Reader& reader)
{
    AppManagementPolicy policy{.isEnabled = reader.flag("isEnabled")};
    // a tenant that never set one leaves the restrictions out
    Reader restrictions = reader.object("applicationRestrictions");
    if (member(restrictions.json(), "passwordCredentials")) {
        policy.passwordRestrictions =
            restrictions.list<AppManagementPolicy::Restriction>("passwordCredentials", restriction);
        reader.alsoMissing(restrictions);
    }
    return policy;
}

Domain ownDomain(Reader& reader)
{
    return {.name = reader.text("id"),
        .isVerified = reader.flag("isVerified"),
        .isInitial = reader.flag("isInitial"),
        .isDefault = reader.flag("isDefault"),
        .authenticationType = reader.text("authenticationType")};
}

Group group(Reader& reader)
{
    return {.id = reader.text("id"),
        .displayName = reader.textOrNull("displayName"),
        .securityEnabled = reader.flag("securityEnabled"),
        .mailEnabled = reader.flag("mailEnabled"),
        .groupTypes = reader.texts("groupTypes"),
        .membershipRule = reader.textOrNull("membershipRule"),
        .isAssignableToRole = reader.flagOrNull("isAssignableToRole"),
        .onPremisesSyncEnabled = reader.flagOrNull("onPremisesSyncEnabled")};
}

//! R15 lists what can be a member: a nested group has no user principal name.
Person groupMember(Reader& reader)
{
    return {.id = reader.text("id"),
        .displayName = reader.textOrNull("displayName"),
        .userPrincipalName = stringMember(reader.json(), "userPrincipalName").value_or(QString())};
}

QString objectId(Reader& reader)
{
    return reader.text("id");
}

} // namespace

Fetched<Application> decodeApplication(const Fetched<Json>& reply)
{
    return decoded(reply, application);
}
Fetched<ServicePrincipal> decodeServicePrincipal(const Fetched<Json>& reply)
{
    return decoded(reply, servicePrincipal);
}
Fetched<GraphPermissions> decodeGraphPermissions(const Fetched<Json>& reply)
{
    return decoded(reply, graphPermissions);
}
Fetched<std::vector<AppRoleAssignment>> decodeAssignments(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<AppRoleAssignment, appRoleAssignment>);
}
Fetched<std::vector<PermissionGrant>> decodeGrants(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<PermissionGrant, permissionGrant>);
}
Fetched<Person> decodePerson(const Fetched<Json>& reply)
{
    return decoded(reply, person);
}
Fetched<std::vector<DirectoryRole>> decodeDirectoryRoles(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<DirectoryRole, directoryRole>);
}
Fetched<AppManagementPolicy> decodeAppPolicy(const Fetched<Json>& reply)
{
    return decoded(reply, appPolicy);
}
Fetched<std::vector<Domain>> decodeDomains(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<Domain, ownDomain>);
}
Fetched<std::vector<Group>> decodeGroup(const Fetched<Json>& reply)
{
    const Fetched<Group> one = decoded(reply, group);
    if (!one)
        return one.failure();
    return std::vector{*one};
}
Fetched<std::vector<Group>> decodeGroups(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<Group, group>);
}
Fetched<std::vector<Person>> decodeMembers(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<Person, groupMember>);
}
Fetched<std::vector<QString>> decodeIds(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<QString, objectId>);
}

Fetched<Organization> decodeOrganization(const Fetched<Json>& reply)
{
    const Fetched<std::vector<Organization>> list =
        decoded(reply, valueList<Organization, organization>);
    if (!list)
        return list.failure();
    if (list->size() != 1) // /organization always holds the token's own tenant, and it alone
        return ReadFailure{.kind = ReadFailure::Kind::Unexpected, .status = 200};
    return list->front();
}

Fetched<EffectiveRead> decodeEffectiveRead(const QString& what, const Fetched<Json>& reply)
{
    const Fetched<std::vector<QString>> ids = decodeIds(reply);
    if (!ids)
        return ids.failure();
    return EffectiveRead{.what = what,
        .count = static_cast<int>(ids->size()),
        .organizationId = what == u"organization" && !ids->empty() ? ids->front() : QString()};
}

Fetched<TenantMetadata> decodeMetadata(const HttpResult& reply)
{
    if (!reply)
        return readFailureOf(reply.error());
    const std::optional<Json> body = parseObject(reply->body);
    if (!body) {
        return ReadFailure{.kind = ReadFailure::Kind::Unexpected,
            .status = reply->status,
            .detail = QString::fromLatin1(reply->header("Content-Type").left(100))};
    }
    if (const std::optional<QString> error = stringMember(*body, "error")) {
        // only Entra's own words say that there is no such tenant: a proxy speaks JSON too
        const QString description = stringMember(*body, "error_description").value_or(QString());
        const bool unknownTenant = (reply->status == 400 || reply->status == 404)
            && (*error == u"invalid_tenant" || description.startsWith(u"AADSTS90002"_s));
        ReadFailure failure =
            readFailureOf(reply->status, {}, reply->header("x-ms-request-id"), {});
        failure.code = error->left(200);
        if (unknownTenant)
            failure.kind = ReadFailure::Kind::NotFound;
        else if (failure.kind == ReadFailure::Kind::NotFound
            || failure.kind == ReadFailure::Kind::SignInMissing)
            failure.kind = ReadFailure::Kind::Unexpected;
        return failure;
    }
    // issuer: https://{login host}/{tenant GUID}/v2.0
    const QUrl issuer(stringMember(*body, "issuer").value_or(QString()));
    const QStringList path = issuer.path().split(u'/', Qt::SkipEmptyParts);
    const std::optional<QString> graphHost = stringMember(*body, "msgraph_host");
    if (reply->status != 200 || path.size() < 2 || !graphHost)
        return ReadFailure{.kind = ReadFailure::Kind::Unexpected, .status = reply->status};
    return TenantMetadata{.tenantId = path.at(path.size() - 2),
        .cloudInstance = stringMember(*body, "cloud_instance_name").value_or(QString()),
        .graphHost = *graphHost};
}

} // namespace lockstep
