// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tenant/snapshot.h"

#include <array>

//! The members of each fact by their names in a saved snapshot. One list for writing and for
//! reading, so that the two cannot drift apart; `io` is the writer or the reader.
namespace lockstep {

inline constexpr std::array<std::pair<ScimAnswer::Kind, const char*>, 4> scimAnswerNames = {{
    {ScimAnswer::Kind::Answered, "answered"},
    {ScimAnswer::Kind::HostNotFound, "host-not-found"},
    {ScimAnswer::Kind::ConnectionRefused, "connection-refused"},
    {ScimAnswer::Kind::TlsFailed, "tls-failed"},
}};

void members(auto& io, auto& part, TenantMetadata*)
{
    io.field("tenantId", part.tenantId);
    io.field("cloudInstance", part.cloudInstance);
    io.field("graphHost", part.graphHost);
}
void members(auto& io, auto& part, Identity*)
{
    io.field("tenantId", part.tenantId);
    io.field("objectId", part.objectId);
    io.field("userName", part.userName);
}
void members(auto& io, auto& part, TokenRefusal*)
{
    io.field("status", part.status);
    io.field("error", part.error);
    io.field("codes", part.codes);
    io.field("suberror", part.suberror);
    io.field("description", part.description);
    io.field("traceId", part.traceId);
    io.field("correlationId", part.correlationId);
}
void members(auto& io, auto& part, SecretProof*)
{
    io.field("accepted", part.accepted);
    io.field("asked", part.asked);
    io.field("refusal", part.refusal);
    io.field("hintMatches", part.hintMatches);
    io.field("isSecretId", part.isSecretId);
}
void members(auto& io, auto& part, PasswordCredential*)
{
    // the hint is the secret's first three characters: it stays out, hintMatches says what it told
    io.field("keyId", part.keyId);
    io.field("displayName", part.displayName);
    io.field("start", part.start);
    io.field("end", part.end);
}
void members(auto& io, auto& part, AppRole*)
{
    io.field("id", part.id);
    io.field("value", part.value);
    io.field("displayName", part.displayName);
    io.field("isEnabled", part.isEnabled);
    io.field("allowedMemberTypes", part.allowedMemberTypes);
}
void members(auto& io, auto& part, ResourceAccess*)
{
    io.field("resourceAppId", part.resourceAppId);
    io.field("id", part.id);
    io.field("type", part.type);
}
void members(auto& io, auto& part, Application*)
{
    io.field("id", part.id);
    io.field("appId", part.appId);
    io.field("displayName", part.displayName);
    io.field("signInAudience", part.signInAudience);
    io.field("webRedirectUris", part.webRedirectUris);
    io.field("spaRedirectUris", part.spaRedirectUris);
    io.field("publicClientRedirectUris", part.publicClientRedirectUris);
    io.field("idTokenIssuance", part.idTokenIssuance);
    io.field("accessTokenIssuance", part.accessTokenIssuance);
    io.field("requiredResourceAccess", part.requiredResourceAccess);
    io.field("passwordCredentials", part.passwordCredentials);
    io.field("appRoles", part.appRoles);
}
void members(auto& io, auto& part, ServicePrincipal*)
{
    io.field("id", part.id);
    io.field("appId", part.appId);
    io.field("displayName", part.displayName);
    io.field("accountEnabled", part.accountEnabled);
    io.field("appRoleAssignmentRequired", part.appRoleAssignmentRequired);
    io.field("servicePrincipalType", part.servicePrincipalType);
    io.field("appOwnerOrganizationId", part.appOwnerOrganizationId);
    io.field("preferredSingleSignOnMode", part.preferredSingleSignOnMode);
    io.field("appRoles", part.appRoles);
}
void members(auto& io, auto& part, GraphPermissions*)
{
    io.field("servicePrincipalId", part.servicePrincipalId);
    io.field("applicationIds", part.applicationIds);
    io.field("delegatedIds", part.delegatedIds);
}
void members(auto& io, auto& part, AppRoleAssignment*)
{
    io.field("id", part.id);
    io.field("principalId", part.principalId);
    io.field("principalType", part.principalType);
    io.field("principalDisplayName", part.principalDisplayName);
    io.field("resourceId", part.resourceId);
    io.field("appRoleId", part.appRoleId);
}
void members(auto& io, auto& part, PermissionGrant*)
{
    io.field("id", part.id);
    io.field("clientId", part.clientId);
    io.field("resourceId", part.resourceId);
    io.field("consentType", part.consentType);
    io.field("principalId", part.principalId);
    io.field("scopes", part.scopes);
}
void members(auto& io, auto& part, Organization::Domain*)
{
    io.field("name", part.name);
    io.field("isInitial", part.isInitial);
    io.field("isDefault", part.isDefault);
}
void members(auto& io, auto& part, Organization*)
{
    io.field("id", part.id);
    io.field("displayName", part.displayName);
    io.field("verifiedDomains", part.verifiedDomains);
}
void members(auto& io, auto& part, Domain*)
{
    io.field("name", part.name);
    io.field("isVerified", part.isVerified);
    io.field("isInitial", part.isInitial);
    io.field("isDefault", part.isDefault);
    io.field("authenticationType", part.authenticationType);
}
void members(auto& io, auto& part, Group*)
{
    io.field("id", part.id);
    io.field("displayName", part.displayName);
    io.field("securityEnabled", part.securityEnabled);
    io.field("mailEnabled", part.mailEnabled);
    io.field("groupTypes", part.groupTypes);
    io.field("membershipRule", part.membershipRule);
    io.field("isAssignableToRole", part.isAssignableToRole);
    io.field("onPremisesSyncEnabled", part.onPremisesSyncEnabled);
}
void members(auto& io, auto& part, Person*)
{
    io.field("id", part.id);
    io.field("displayName", part.displayName);
    io.field("userPrincipalName", part.userPrincipalName);
}
void members(auto& io, auto& part, DirectoryRole*)
{
    io.field("roleTemplateId", part.roleTemplateId);
    io.field("displayName", part.displayName);
}
void members(auto& io, auto& part, AppManagementPolicy::Restriction*)
{
    io.field("type", part.type);
    io.field("state", part.state);
    io.field("maxLifetime", part.maxLifetime);
    io.field("appliesAfter", part.appliesAfter);
}
void members(auto& io, auto& part, AppManagementPolicy*)
{
    io.field("isEnabled", part.isEnabled);
    io.field("passwordRestrictions", part.passwordRestrictions);
}
void members(auto& io, auto& part, EffectiveRead*)
{
    io.field("what", part.what);
    io.field("count", part.count);
    io.field("organizationId", part.organizationId);
}
void members(auto& io, auto& part, SubscribedSku*)
{
    io.field("partNumber", part.partNumber);
    io.field("capabilityStatus", part.capabilityStatus);
    io.field("servicePlans", part.servicePlans);
}
void members(auto& io, auto& part, ScheduleSpan*)
{
    io.field("start", part.start);
    io.field("expiration", part.expiration);
    io.field("end", part.end);
}
void members(auto& io, auto& part, EligibilityInstance*)
{
    io.field("principalId", part.principalId);
    io.field("accessId", part.accessId);
}
void members(auto& io, auto& part, EligibilityRequest*)
{
    io.field("principalId", part.principalId);
    io.field("accessId", part.accessId);
    io.field("action", part.action);
    io.field("status", part.status);
    io.field("created", part.created);
}
void members(auto& io, auto& part, GroupRules*)
{
    io.field("seen", part.seen);
    io.field("eligibilityMustEnd", part.eligibilityMustEnd);
    io.field("longestEligibility", part.longestEligibility);
    io.field("longestActivation", part.longestActivation);
    io.field("activationNeeds", part.activationNeeds);
    io.field("activationNeedsApproval", part.activationNeedsApproval);
}
void members(auto& io, auto& part, GroupAssignment*)
{
    io.field("principalId", part.principalId);
    io.field("accessId", part.accessId);
    io.field("assignmentType", part.assignmentType);
    io.field("start", part.start);
    io.field("end", part.end);
}
void members(auto& io, auto& part, SyncJob*)
{
    io.field("id", part.id);
    io.field("templateId", part.templateId);
    io.field("scheduleState", part.scheduleState);
    io.field("statusCode", part.statusCode);
    io.field("lastExecution", part.lastExecution);
    io.field("lastExecutionState", part.lastExecutionState);
    io.field("lastSuccess", part.lastSuccess);
    io.field("quarantineReason", part.quarantineReason);
    io.field("quarantineError", part.quarantineError);
    io.field("quarantineSince", part.quarantineSince);
}
void members(auto& io, auto& part, SyncMapping::Attribute*)
{
    io.field("target", part.target);
    io.field("sourceType", part.sourceType);
    io.field("sourceName", part.sourceName);
    io.field("expression", part.expression);
}
void members(auto& io, auto& part, SyncMapping*)
{
    io.field("source", part.source);
    io.field("target", part.target);
    io.field("enabled", part.enabled);
    io.field("attributes", part.attributes);
}
void members(auto& io, auto& part, SyncSchema*)
{
    io.field("mappings", part.mappings);
}
void members(auto& io, auto& part, ConnectionTest*)
{
    io.field("passed", part.passed);
    io.field("code", part.code);
    io.field("detail", part.detail);
}
void members(auto& io, auto& part, ProvisioningLogRow*)
{
    io.field("at", part.at);
    io.field("action", part.action);
    io.field("who", part.who);
    io.field("status", part.status);
    io.field("reason", part.reason);
}
void members(auto& io, auto& part, ScimProbe*)
{
    io.field("address", part.address);
    io.field("config", part.config);
    io.field("wrongToken", part.wrongToken);
    io.field("rightToken", part.rightToken);
}
void members(auto& io, auto& part, EligibilitySchedule*)
{
    io.field("principalId", part.principalId);
    io.field("accessId", part.accessId);
    io.field("memberType", part.memberType);
    io.field("status", part.status);
    members(io, part.span, static_cast<ScheduleSpan*>(nullptr));
}
void members(auto& io, auto& part, ScimAnswer*)
{
    io.name("kind", part.kind, scimAnswerNames);
    io.field("status", part.status);
    io.field("isScim", part.isScim);
    io.field("isList", part.isList);
    io.field("asksForToken", part.asksForToken);
    io.field("detail", part.detail);
}
void members(auto& io, auto& part, NetworkUse*)
{
    io.field("requests", part.requests);
    io.field("batched", part.batched);
    io.field("waves", part.waves);
    io.field("retries", part.retries);
}

//! Every part by its name: the one list that writing and reading share.
template <class Snapshot, class Fn> void eachPart(Snapshot& snapshot, Fn&& fn)
{
    fn("metadata", snapshot.metadata);
    fn("identity", snapshot.identity);
    fn("secret", snapshot.secret);
    fn("application", snapshot.application);
    fn("servicePrincipal", snapshot.servicePrincipal);
    fn("graph", snapshot.graph);
    fn("grantedRoles", snapshot.grantedRoles);
    fn("grants", snapshot.grants);
    fn("assignedTo", snapshot.assignedTo);
    fn("organization", snapshot.organization);
    fn("me", snapshot.me);
    fn("directoryRoles", snapshot.directoryRoles);
    fn("appPolicy", snapshot.appPolicy);
    fn("domains", snapshot.domains);
    fn("adminUser", snapshot.adminUser);
    fn("licences", snapshot.licences);
    fn("scim", snapshot.scim);
    fn("syncTemplates", snapshot.syncTemplates);
    fn("syncJobs", snapshot.syncJobs);
    fn("syncSchema", snapshot.syncSchema);
    fn("syncSecrets", snapshot.syncSecrets);
    fn("connectionTest", snapshot.connectionTest);
    fn("provisioningLog", snapshot.provisioningLog);
}

//! Likewise the parts that are there once for each group, person or target.
template <class Snapshot, class Fn> void eachMap(Snapshot& snapshot, Fn&& fn)
{
    fn("groups", snapshot.groups);
    fn("groupMembers", snapshot.groupMembers);
    fn("people", snapshot.people);
    fn("effective", snapshot.effective);
    fn("eligibilities", snapshot.eligibilities);
    fn("eligibleNow", snapshot.eligibleNow);
    fn("eligibilityRequests", snapshot.eligibilityRequests);
    fn("groupRules", snapshot.groupRules);
    fn("assignmentsNow", snapshot.assignmentsNow);
}

} // namespace lockstep
