// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QStringList>
#include <QUrl>

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace lockstep {

//! What is typed into a field; each kind has its own validator (checks.md section 2).
enum class FieldKind {
    Url, //!< https address (http on loopback only)
    ClientId, //!< application (client) ID
    TenantId, //!< directory (tenant) ID
    TenantName,
    ClientSecret,
    User, //!< user principal name or object id
    Text, //!< one line in the person's own words
    Domain, //!< a DNS name that the tenant has verified
    Duration, //!< ISO 8601, or a number and a unit as people say it
    Date, //!< ISO 8601; without an offset it is local time
    Choice, //!< one of `choices`
    Group, //!< object id or exact display name
    Principal, //!< a user or a group: user principal name, object id or exact display name
    BearerToken, //!< a service's own API token; a secret like ClientSecret
    ConsentUrl, //!< admin consent address of a vendor's app; holds its client id
};
//! Kinds whose value is kept in the keychain and nowhere else.
[[nodiscard]] constexpr bool isSecretKind(FieldKind kind)
{
    return kind == FieldKind::ClientSecret || kind == FieldKind::BearerToken;
}

//! One of the values that a field of kind Choice takes.
struct FieldChoice {
    QString value; //!< as it is kept
    QString label; //!< as a person reads it
};

struct Field {
    QString id;
    FieldKind kind = FieldKind::Url;
    QString step; //!< the step whose guide asks for it
    QString label;
    QString help;
    QString placeholder;
    bool required = true;
    bool secret = false; //!< never in Inputs, never in a file
    bool list = false; //!< any number of entries, each of this kind
    std::vector<FieldChoice> choices;
    QString readFrom; //!< consent address that holds this id, when it is left empty; or none
    QStringList pasteLabels; //!< how portals and mails label it, for pasted blocks
};

//! A portal page by its name; the URL templates per portal are data
//! (resources/data/portal-blades.json).
struct PortalLink {
    QString blade;
    QString text;
};

struct Instruction {
    QString id;
    QString text;
    QStringList copy; //!< values to copy, each with a button; "{field}" stands for what was typed
    std::optional<PortalLink> link;
    QString open; //!< field whose address a button opens in the browser; empty: none
    QString watch; //!< check to be read again until it passes; empty: none
    QString activate; //!< user field: that user may activate here (contract 9.3); empty: none
};

//! Something that Graph cannot see; a person says that it is so (check `attested.<id>`).
struct AttestationSpec {
    QString id;
    QString step;
    QString text;
    bool required = true; //!< asked for before Complete Setup
};

struct Step {
    QString id;
    QString title;
    QString intro;
    QString notice; //!< what must be read before anything is done here; empty = nothing
    std::optional<PortalLink> link; //!< "Open in Entra admin center"
    bool provisioningLog = false; //!< shows the rows of the provisioning log
    std::vector<Instruction> instructions;
};

enum class PermissionKind { Delegated, Application };

namespace check {
struct TenantExists { };
struct TenantSignedIn { };
struct TenantName {
    QString field;
};
struct AdminRoles { };
struct AppExists { };
struct AppSingleTenant { };
struct AppRedirectUri {
    QString field;
};
struct AppServicePrincipal { };
struct PermissionRequested {
    QString permission;
    PermissionKind kind;
};
struct PermissionGranted {
    QString permission;
    PermissionKind kind;
};
struct PermissionExcess { };
struct SecretAccepted { };
struct SecretIdentified { };
struct SecretLifetime {
    int months;
};
struct SecretExpiry {
    int warnDays;
};
struct SecretPolicy {
    int months;
};
struct EffectiveRead {
    QString what;
}; //!< "users", "groups" or "organization"
struct RoleDefined {
    QString value;
    QString displayName;
};
struct RoleAssigned {
    QString role;
    QString field;
}; //!< field: who (adminUser); empty input = who signed in
struct AssignmentRequired { };
struct IdTokenEnabled { };
struct DomainVerified {
    QString field;
};
//! `entry` is one value of the field, filled in by checksFor().
struct GroupExists {
    QString field;
    QString entry = {};
};
struct GroupUsable {
    QString field;
    QString entry = {};
};
struct GroupNoStandingMembers {
    QString field;
    QString entry = {};
};
//! `roleField` holds the value of an app role, or nothing: the app itself then.
struct GroupAssigned {
    QString field;
    QString roleField;
    QString entry = {};
};
//! Somebody who must activate gets in without: warn.
struct AssignmentBypass {
    QString field;
    QString roleField;
    QString entry = {};
};
struct SsoConfigured {
    QString field; //!< "oidc" or "saml"
};
struct PimLicence { };
//! `group` is a field that names one group; `field` names the people.
struct PimEligible {
    QString group;
    QString field;
    QString entry = {};
};
struct PimDates {
    QString group;
    QString field;
    QString startField;
    QString endField;
    QString entry = {};
};
struct PimPolicy {
    QString group;
    QString startField;
    QString endField;
};
struct PimInactive {
    QString group;
    QString field;
    QString entry = {};
};
struct PimActive {
    QString group;
    QString field;
    QString entry = {};
};
struct AppOwner { };
struct PermissionReview { };
struct ConsentAddress {
    QString field;
};
struct ScimReachable {
    QString field;
};
struct ScimToken {
    QString urlField;
    QString field;
};
struct ProvisioningPossible { };
struct ProvisioningJob { };
struct ProvisioningCredentials {
    QString field;
};
struct ProvisioningTest { };
struct MappingUsers { };
struct MappingRoles {
    QString field; //!< "single" or "complex"
};
struct ProvisioningScope { };
//! Everybody who is assigned, and each entry of the field.
struct AssigneesRoles {
    QString field;
    QString mappingField; //!< "single" or "complex"
    QString entry = {};
};
struct ProvisioningStarted { };
struct ProvisioningProgress { };
} // namespace check

using CheckKind = std::variant<check::TenantExists, check::TenantSignedIn, check::TenantName,
    check::AdminRoles, check::AppExists, check::AppSingleTenant, check::AppRedirectUri,
    check::AppServicePrincipal, check::PermissionRequested, check::PermissionGranted,
    check::PermissionExcess, check::SecretAccepted, check::SecretIdentified, check::SecretLifetime,
    check::SecretExpiry, check::SecretPolicy, check::EffectiveRead, check::RoleDefined,
    check::RoleAssigned, check::AssignmentRequired, check::IdTokenEnabled, check::DomainVerified,
    check::GroupExists, check::GroupUsable, check::GroupNoStandingMembers, check::GroupAssigned,
    check::AssignmentBypass, check::SsoConfigured, check::PimLicence, check::PimEligible,
    check::PimDates, check::PimPolicy, check::PimInactive, check::PimActive, check::AppOwner,
    check::PermissionReview, check::ConsentAddress, check::ScimReachable, check::ScimToken,
    check::ProvisioningPossible, check::ProvisioningJob, check::ProvisioningCredentials,
    check::ProvisioningTest, check::MappingUsers, check::MappingRoles, check::ProvisioningScope,
    check::AssigneesRoles, check::ProvisioningStarted, check::ProvisioningProgress>;

struct CheckSpec {
    CheckKind kind;
    QStringList fields; //!< the fields that its arguments name, in the vocabulary's order
    QString name; //!< "permission.granted"
    QString subject; //!< the permission, role value or target; empty where there is none
    QString step;
    QString title; //!< what is proven, as the not-run line in the window says it
    bool required = true;
    std::optional<PortalLink> portal; //!< "Show me where"
};

//! What completing does: the values in the order in which the vendor's page asks for them.
struct Handoff {
    QString pageField; //!< field that holds the vendor page's address; empty = the guide names none
    std::vector<QString> values; //!< field ids in the page's order; may be empty
    QString endpointField; //!< https hand-off to the address typed there; empty = guided only
    QString warning; //!< what happens when a value is wrong
    QUrl support;
};

//! One guide, parsed and cross-checked: every id that is named exists.
struct Profile {
    QString id;
    QString title;
    QString product; //!< "Self Service PIM"
    QString summary;
    QStringList needs; //!< what to have at hand
    int minutes = 0;
    std::vector<Step> steps;
    std::vector<Field> fields;
    std::vector<CheckSpec> checks;
    std::vector<AttestationSpec> attestations;
    Handoff handoff;

    [[nodiscard]] const Field* field(const QString& id) const;
    [[nodiscard]] const Step* step(const QString& id) const;
    [[nodiscard]] bool uses(const char* checkName) const;
};

//! Parses a profile. The error's `where` is "name:line: /json/pointer"; `what` suggests the nearest
//! known word.
[[nodiscard]] Result<Profile> loadProfile(const QByteArray& json, const QString& name);
//! All problems of a profile instead of the first one, for `lockstepctl profile lint`.
[[nodiscard]] std::vector<Error> lintProfile(const QByteArray& json, const QString& name);
[[nodiscard]] std::vector<QString> builtInProfileIds();
[[nodiscard]] Result<Profile> builtInProfile(const QString& id);

//! A portal page: its address (placeholders filled where the values are known) and the way to it in
//! words.
struct PortalPage {
    QUrl url; //!< empty when a needed value is not typed yet
    QString path; //!< "Entra ID > App registrations > {app} > API permissions"
};
[[nodiscard]] PortalPage portalPage(
    const QString& blade, const QUrl& portal, const std::map<QString, QString>& values);
[[nodiscard]] bool isKnownBlade(const QString& blade);

} // namespace lockstep
