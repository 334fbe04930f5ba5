// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/sign_in.h"
#include "tenant/fetched.h"
#include "tenant/pim.h"
#include "tenant/provisioning.h"

#include <nlohmann/json_fwd.hpp>

namespace lockstep {

//! R26
struct TenantMetadata {
    QString tenantId; //!< from the issuer
    QString cloudInstance;
    QString graphHost;
    friend bool operator==(const TenantMetadata&, const TenantMetadata&) = default;
};
struct PasswordCredential {
    QString keyId;
    QString displayName;
    QString hint; //!< first three characters of the value
    QDateTime start; //!< UTC
    QDateTime end; //!< UTC
    friend bool operator==(const PasswordCredential&, const PasswordCredential&) = default;
};
struct AppRole {
    QString id;
    QString value;
    QString displayName;
    bool isEnabled = false;
    QStringList allowedMemberTypes;
    friend bool operator==(const AppRole&, const AppRole&) = default;
};
struct ResourceAccess {
    QString resourceAppId;
    QString id;
    QString type; //!< "Scope" or "Role"
    friend bool operator==(const ResourceAccess&, const ResourceAccess&) = default;
};
//! R1
struct Application {
    QString id;
    QString appId;
    QString displayName;
    QString signInAudience;
    QStringList webRedirectUris;
    QStringList spaRedirectUris;
    QStringList publicClientRedirectUris;
    bool idTokenIssuance = false;
    bool accessTokenIssuance = false;
    std::vector<ResourceAccess> requiredResourceAccess;
    std::vector<PasswordCredential> passwordCredentials;
    std::vector<AppRole> appRoles;
    friend bool operator==(const Application&, const Application&) = default;
};
//! R2
struct ServicePrincipal {
    QString id;
    QString appId;
    QString displayName;
    bool accountEnabled = false;
    bool appRoleAssignmentRequired = false;
    QString servicePrincipalType;
    QString appOwnerOrganizationId;
    QString preferredSingleSignOnMode; //!< "saml", "oidc", ...; empty when never set up
    std::vector<AppRole> appRoles;
    friend bool operator==(const ServicePrincipal&, const ServicePrincipal&) = default;
};
//! R3: what Microsoft Graph offers in this very tenant
struct GraphPermissions {
    QString servicePrincipalId;
    std::map<QString, QString> applicationIds; //!< name -> appRole id
    std::map<QString, QString> delegatedIds; //!< name -> oauth2PermissionScope id
    friend bool operator==(const GraphPermissions&, const GraphPermissions&) = default;
};
//! R4 and R6
struct AppRoleAssignment {
    QString id;
    QString principalId;
    QString principalType; //!< "User", "Group", "ServicePrincipal"
    QString principalDisplayName;
    QString resourceId;
    QString appRoleId;
    friend bool operator==(const AppRoleAssignment&, const AppRoleAssignment&) = default;
};
//! R5
struct PermissionGrant {
    QString id;
    QString clientId;
    QString resourceId;
    QString consentType; //!< "AllPrincipals" or "Principal"
    QString principalId;
    QStringList scopes;
    friend bool operator==(const PermissionGrant&, const PermissionGrant&) = default;
};
//! R7
struct Organization {
    struct Domain {
        QString name;
        bool isInitial = false;
        bool isDefault = false;
        friend bool operator==(const Domain&, const Domain&) = default;
    };
    QString id;
    QString displayName;
    std::vector<Domain> verifiedDomains;
    [[nodiscard]] QString initialDomain() const;
    friend bool operator==(const Organization&, const Organization&) = default;
};
//! R8
struct Domain {
    QString name;
    bool isVerified = false;
    bool isInitial = false;
    bool isDefault = false;
    QString authenticationType; //!< "Managed" or "Federated"
    friend bool operator==(const Domain&, const Domain&) = default;
};
//! R13 and R14
struct Group {
    QString id;
    QString displayName;
    bool securityEnabled = false;
    bool mailEnabled = false;
    QStringList groupTypes; //!< "DynamicMembership", "Unified"
    QString membershipRule;
    bool isAssignableToRole = false;
    bool onPremisesSyncEnabled = false;
    friend bool operator==(const Group&, const Group&) = default;
};
//! R9 and resolved people
struct Person {
    QString id;
    QString displayName;
    QString userPrincipalName;
    friend bool operator==(const Person&, const Person&) = default;
};
//! R10
struct DirectoryRole {
    QString roleTemplateId;
    QString displayName;
    friend bool operator==(const DirectoryRole&, const DirectoryRole&) = default;
};
//! R12
struct AppManagementPolicy {
    struct Restriction {
        QString type; //!< "passwordAddition", "passwordLifetime", ...
        QString state; //!< "enabled" / "disabled"; empty when the tenant does not say
        QString maxLifetime; //!< ISO 8601 duration
        QDateTime appliesAfter; //!< for apps created after; invalid = all
        friend bool operator==(const Restriction&, const Restriction&) = default;
    };
    bool isEnabled = false;
    std::vector<Restriction> passwordRestrictions;
    friend bool operator==(const AppManagementPolicy&, const AppManagementPolicy&) = default;
};
//! What the token endpoint said of the client secret (3.4): a refusal is a fact.
struct SecretProof {
    int accepted = 0; //!< how many requests of this run gave a token
    int asked = 0;
    std::optional<TokenRefusal> refusal;
    QStringList
        hintMatches; //!< key ids of the stored credentials whose hint fits the value that was tried
    QString isSecretId; //!< key id, when the value that was tried is a credential's Secret ID
    friend bool operator==(const SecretProof&, const SecretProof&) = default;
};
//! What the app's own token could read.
struct EffectiveRead {
    QString what;
    int count = 0;
    QString organizationId; //!< for "organization"
    friend bool operator==(const EffectiveRead&, const EffectiveRead&) = default;
};

struct NetworkUse {
    int requests = 0; //!< HTTP exchanges, a batch counts as one
    int batched = 0; //!< items inside batches
    int waves = 0;
    int retries = 0;
    friend bool operator==(const NetworkUse&, const NetworkUse&) = default;
};

//! Everything that one run read, and nothing else. Immutable once made.
struct TenantSnapshot {
    QString cloud;
    QString tenant; //!< the tenant that was asked: a GUID or a domain
    QDateTime startedAt; //!< UTC
    QDateTime
        asOf; //!< the servers' own time (Date header) where they gave one; evaluation uses this
    std::optional<std::chrono::seconds> clockSkew; //!< this machine minus the server
    std::chrono::milliseconds took{0};
    NetworkUse network;

    Fetched<TenantMetadata> metadata;
    Fetched<Identity>
        identity; //!< of the id_token, or of /me + /organization for a token given from outside
    Fetched<SecretProof> secret;
    Fetched<Application> application;
    Fetched<ServicePrincipal> servicePrincipal;
    Fetched<GraphPermissions> graph;
    Fetched<std::vector<AppRoleAssignment>> grantedRoles; //!< R4
    Fetched<std::vector<PermissionGrant>> grants; //!< R5
    Fetched<std::vector<AppRoleAssignment>> assignedTo; //!< R6
    Fetched<Organization> organization;
    Fetched<Person> me;
    Fetched<std::vector<DirectoryRole>> directoryRoles;
    Fetched<AppManagementPolicy> appPolicy;
    Fetched<std::vector<Domain>> domains;
    std::map<QString, Fetched<std::vector<Group>>>
        groups; //!< by what the field says: an object id or a display name
    Fetched<Person> adminUser; //!< the person whom the admin role must be assigned to
    std::map<QString, Fetched<Person>> people; //!< by what the field says: UPN or object id
    std::map<QString, Fetched<std::vector<Person>>>
        groupMembers; //!< group id -> direct members, R15 (only where needed)
    std::map<QString, Fetched<EffectiveRead>> effective; //!< by what

    Fetched<std::vector<SubscribedSku>> licences; //!< R11
    //! PIM for Groups, each by group id
    std::map<QString, Fetched<std::vector<EligibilitySchedule>>> eligibilities; //!< R16
    std::map<QString, Fetched<std::vector<EligibilityInstance>>> eligibleNow; //!< R17
    std::map<QString, Fetched<std::vector<EligibilityRequest>>> eligibilityRequests; //!< R18
    std::map<QString, Fetched<std::vector<GroupRules>>> groupRules; //!< R19; none: not onboarded
    std::map<QString, Fetched<std::vector<GroupAssignment>>> assignmentsNow; //!< R20

    Fetched<ScimProbe> scim; //!< the endpoint's own answers
    Fetched<std::vector<QString>> syncTemplates; //!< R21: template ids
    Fetched<std::vector<SyncJob>> syncJobs; //!< R22
    Fetched<SyncSchema> syncSchema; //!< R23, of the only job
    Fetched<std::map<QString, QString>> syncSecrets; //!< R24, never a token: see decodeSyncSecrets
    Fetched<ConnectionTest> connectionTest; //!< W16
    Fetched<std::vector<ProvisioningLogRow>> provisioningLog; //!< R25, newest first

    //! Nothing answered anywhere: no verdict at all (exit 4).
    [[nodiscard]] bool nothingReached() const;
    friend bool operator==(const TenantSnapshot&, const TenantSnapshot&) = default;
};

//! Without secrets, tokens, hints; "lockstep.snapshot/1".
[[nodiscard]] QByteArray snapshotToJson(const TenantSnapshot& snapshot);
[[nodiscard]] Result<TenantSnapshot> snapshotFromJson(const QByteArray& json, const QString& name);

} // namespace lockstep
