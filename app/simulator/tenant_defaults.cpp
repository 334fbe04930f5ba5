// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/tenant_defaults.h"

#include "simulator/crowd.h"
#include "simulator/pim_defaults.h"
#include "simulator/synchronization.h"
#include "simulator/world.h"

#include <QUuid>

namespace lockstep::sim {

namespace {

//! `value` over `defaults`, objects merged member by member.
void underlay(Json& value, const Json& defaults)
{
    Json merged = defaults;
    merged.update(value, true);
    value = std::move(merged);
}

const char* const created = "2024-03-11T09:12:44Z";

const Json& applicationDefaults()
{
    static const Json defaults = Json::parse(R"({
        "deletedDateTime": null, "signInAudience": "AzureADMyOrg", "applicationTemplateId": null,
        "createdDateTime": "2026-01-12T08:30:00Z", "description": null, "groupMembershipClaims": null,
        "identifierUris": [], "isFallbackPublicClient": null, "notes": null,
        "publisherDomain": null, "serviceManagementReference": null, "tags": [],
        "tokenEncryptionKeyId": null, "uniqueName": null, "disabledByMicrosoftStatus": null,
        "appRoles": [], "keyCredentials": [], "passwordCredentials": [],
        "requiredResourceAccess": [], "optionalClaims": null,
        "publicClient": {"redirectUris": []}, "spa": {"redirectUris": []},
        "web": {"homePageUrl": null, "logoutUrl": null, "redirectUris": [],
                "redirectUriSettings": [],
                "implicitGrantSettings": {"enableAccessTokenIssuance": false,
                                          "enableIdTokenIssuance": false}}})");
    return defaults;
}

const Json& principalDefaults()
{
    static const Json defaults = Json::parse(R"({
        "deletedDateTime": null, "accountEnabled": true, "alternativeNames": [],
        "appDescription": null, "appRoleAssignmentRequired": false, "applicationTemplateId": null,
        "appOwnerOrganizationId": null, "description": null, "homepage": null,
        "loginUrl": null, "logoutUrl": null, "notes": null, "notificationEmailAddresses": [],
        "preferredSingleSignOnMode": null, "replyUrls": [], "servicePrincipalNames": [],
        "servicePrincipalType": "Application", "signInAudience": "AzureADMyOrg", "tags": [],
        "tokenEncryptionKeyId": null, "keyCredentials": [], "passwordCredentials": [],
        "oauth2PermissionScopes": []})");
    return defaults;
}

const Json& userDefaults()
{
    static const Json defaults = Json::parse(R"({
        "accountEnabled": true, "businessPhones": [], "givenName": null, "surname": null,
        "jobTitle": null, "mail": null, "mobilePhone": null, "officeLocation": null,
        "preferredLanguage": null, "userType": "Member", "onPremisesSyncEnabled": null})");
    return defaults;
}

const Json& groupDefaults()
{
    static const Json defaults = Json::parse(R"({
        "deletedDateTime": null, "classification": null, "description": null, "groupTypes": [],
        "isAssignableToRole": null, "mail": null, "mailEnabled": false, "mailNickname": null,
        "membershipRule": null, "membershipRuleProcessingState": null,
        "onPremisesSyncEnabled": null, "securityEnabled": true, "visibility": null})");
    return defaults;
}

const Json& domainDefaults()
{
    static const Json defaults = Json::parse(R"({
        "authenticationType": "Managed", "availabilityStatus": null, "isAdminManaged": true,
        "isDefault": false, "isInitial": false, "isRoot": true, "isVerified": true,
        "passwordNotificationWindowInDays": 14, "passwordValidityPeriodInDays": 2147483647,
        "state": null, "supportedServices": ["Email", "OfficeCommunicationsOnline"]})");
    return defaults;
}

const Json& policyDefaults()
{
    static const Json defaults = Json::parse(R"({
        "id": "00000000-0000-0000-0000-000000000000", "deletedDateTime": null,
        "displayName": "Default app management tenant policy",
        "description": "Restrictions on the credentials of applications and service principals.",
        "isEnabled": false,
        "applicationRestrictions": {"passwordCredentials": [], "keyCredentials": []},
        "servicePrincipalRestrictions": {"passwordCredentials": [], "keyCredentials": []}})");
    return defaults;
}

void completeCredential(Json& credential)
{
    static const Json defaults = Json::parse(
        R"({"customKeyIdentifier": null, "displayName": null, "secretText": null, "hint": null})");
    if (const QString value = textAt(credential, "_secret");
        !value.isEmpty() && !credential.contains("hint"))
        credential["hint"] = toJson(value.left(3));
    underlay(credential, defaults);
}

void completeRole(Json& role)
{
    static const Json defaults = Json::parse(R"({
        "allowedMemberTypes": ["User"], "description": null, "isEnabled": true,
        "origin": "Application"})");
    underlay(role, defaults);
}

Json& ensuredList(Json& tenant, const char* key)
{
    Json& list = tenant[key];
    if (!list.is_array())
        list = Json::array();
    return list;
}

//! The user, group or service principal of that id, and what Graph calls its kind.
std::pair<std::optional<Json>, const char*> principalOf(const Json& tenant, const QString& id)
{
    if (auto user = userOf(tenant, id))
        return {std::move(user), "User"};
    if (auto group = groupOf(tenant, id))
        return {std::move(group), "Group"};
    const Json* found = findBy(listAt(tenant, "servicePrincipals"), "id", id);
    return {found ? std::optional(*found) : std::nullopt, "ServicePrincipal"};
}

} // namespace

void completeUser(Json& user, const Json& tenant)
{
    underlay(user, userDefaults());
    if (!user.contains("id"))
        user["id"] = derivedGuid(textAt(tenant, "id") + textAt(user, "userPrincipalName"));
    if (user["mail"].is_null())
        user["mail"] = user["userPrincipalName"];
}

void completeGroup(Json& group)
{
    underlay(group, groupDefaults());
}

std::string derivedGuid(const QString& words)
{
    static const QUuid space(QStringLiteral("{6f0f6a0e-6a6f-5d0e-9a52-0d5f3c1b7e11}"));
    return QUuid::createUuidV5(space, words).toString(QUuid::WithoutBraces).toStdString();
}

Json withoutPrivate(const Json& value)
{
    if (!value.is_structured())
        return value;
    Json clean = value.is_array() ? Json::array() : Json::object();
    if (value.is_array()) {
        for (const Json& item : value)
            clean.push_back(withoutPrivate(item));
        return clean;
    }
    for (const auto& [key, member] : value.items()) {
        if (!key.starts_with('_'))
            clean[key] = withoutPrivate(member);
    }
    return clean;
}

void completeApplication(Json& application)
{
    underlay(application, applicationDefaults());
    for (Json& credential : application["passwordCredentials"])
        completeCredential(credential);
    for (Json& role : application["appRoles"])
        completeRole(role);
}

void completeServicePrincipal(Json& principal, const Json& tenant)
{
    const Json* application =
        findBy(listAt(tenant, "applications"), "appId", textAt(principal, "appId"));
    if (application) {
        Json copied{{"appDisplayName", (*application)["displayName"]},
            {"displayName", (*application)["displayName"]},
            {"appRoles", (*application)["appRoles"]}, {"appOwnerOrganizationId", tenant["id"]},
            {"replyUrls", (*application)["web"]["redirectUris"]},
            {"signInAudience", (*application)["signInAudience"]}};
        underlay(principal, copied);
    }
    underlay(principal, principalDefaults());
    if (!principal.contains("appRoles"))
        principal["appRoles"] = Json::array();
    if (principal["servicePrincipalNames"].empty())
        principal["servicePrincipalNames"].push_back(principal["appId"]);
}

void completeAssignment(Json& assignment, const Json& tenant)
{
    const QString principalId = textAt(assignment, "principalId");
    const QString resourceId = textAt(assignment, "resourceId");
    const auto [principal, kind] = principalOf(tenant, principalId);
    const Json* resource = findBy(listAt(tenant, "servicePrincipals"), "id", resourceId);
    underlay(assignment,
        {{"id", derivedGuid(principalId + resourceId + textAt(assignment, "appRoleId"))},
            {"deletedDateTime", nullptr}, {"createdDateTime", created}, {"principalType", kind},
            {"principalDisplayName", principal ? principal->value("displayName", "") : ""},
            {"resourceDisplayName",
                resource ? resource->value("displayName", "") : "Microsoft Graph"}});
}

void completeGrant(Json& grant)
{
    underlay(grant,
        {{"id",
             derivedGuid(textAt(grant, "clientId") + textAt(grant, "resourceId")
                 + textAt(grant, "principalId"))},
            {"consentType", "AllPrincipals"}, {"principalId", nullptr}});
}

void completeTenant(Json& tenant)
{
    giveCrowdItsRows(tenant);
    if (!tenant.contains("_graphServicePrincipalId"))
        tenant["_graphServicePrincipalId"] =
            derivedGuid(textAt(tenant, "id") + QStringLiteral("graph"));
    for (Json& domain : ensuredList(tenant, "domains"))
        underlay(domain, domainDefaults());
    for (Json& user : ensuredList(tenant, "users"))
        completeUser(user, tenant);
    for (Json& group : ensuredList(tenant, "groups"))
        completeGroup(group);
    for (Json& application : ensuredList(tenant, "applications"))
        completeApplication(application);
    for (Json& principal : ensuredList(tenant, "servicePrincipals"))
        completeServicePrincipal(principal, tenant);
    for (Json& assignment : ensuredList(tenant, "appRoleAssignments"))
        completeAssignment(assignment, tenant);
    for (Json& grant : ensuredList(tenant, "oauth2PermissionGrants"))
        completeGrant(grant);
    completeSynchronization(tenant);
    (void)ensuredList(tenant, "subscribedSkus");
    (void)ensuredList(tenant, "deletedApplications");
    Json& policy = tenant["policies"]["defaultAppManagementPolicy"];
    if (!policy.is_object())
        policy = Json::object();
    underlay(policy, policyDefaults());
    completePim(tenant);
}

Json organizationOf(const Json& tenant)
{
    Json domains = Json::array();
    for (const Json& domain : listAt(tenant, "domains")) {
        if (flagAt(domain, "isVerified"))
            domains.push_back({{"capabilities", "Email, OfficeCommunicationsOnline"},
                {"isDefault", domain["isDefault"]}, {"isInitial", domain["isInitial"]},
                {"name", domain["id"]}, {"type", domain["authenticationType"]}});
    }
    return {{"id", tenant["id"]}, {"displayName", tenant["displayName"]},
        {"verifiedDomains", domains}, {"tenantType", "AAD"}, {"createdDateTime", created},
        {"deletedDateTime", nullptr}, {"countryLetterCode", nullptr}, {"city", nullptr},
        {"assignedPlans", Json::array()}, {"onPremisesSyncEnabled", nullptr}};
}

std::vector<Json> directoryRolesOf(const Json& user, const Json& tenant)
{
    static const std::map<std::string, const char*> names{
        {"62e90394-69f5-4237-9190-012177145e10", "Global Administrator"},
        {"e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"},
        {"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"},
        {"158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"},
        {"45d8d3c5-c802-45c6-b32a-1d70b5e1e86e", "Identity Governance Administrator"},
        {"fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator"},
        {"fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"},
        {"cf1c38e5-3621-4004-a7cb-879624dced7c", "Application Developer"},
        {"9360feb5-f418-4baa-8175-e2a00bac4301", "Directory Writers"},
        {"5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"},
        {"f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"}};
    std::vector<Json> roles;
    for (const Json& role : listAt(user, "_roles")) {
        const std::string templateId = role.get<std::string>();
        const auto name = names.find(templateId);
        roles.push_back({{"id", derivedGuid(textAt(tenant, "id") + fromJson(templateId))},
            {"displayName", name == names.end() ? "Directory role" : name->second},
            {"description", nullptr}, {"deletedDateTime", nullptr},
            {"roleTemplateId", templateId}});
    }
    return roles;
}

} // namespace lockstep::sim
