// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/profile.h"

#include <QDateTime>

#include <variant>
#include <vector>

namespace lockstep {

//! A permission of Microsoft Graph, by name: its id is the tenant's own (contract section 4).
struct PermissionWish {
    QString name; //!< "User.Read.All"
    bool application = false; //!< else delegated
    friend bool operator==(const PermissionWish&, const PermissionWish&) = default;
};

//! An app role for users and groups, by its value.
struct RoleWish {
    QString value;
    QString displayName;
    friend bool operator==(const RoleWish&, const RoleWish&) = default;
};

//! A user or group, as the plan shows it and as Graph knows it.
struct PrincipalWish {
    QString id; //!< object id
    QString name; //!< user principal name or display name
    friend bool operator==(const PrincipalWish&, const PrincipalWish&) = default;
};

//! One kind of write each (contract section 6), as plain data: it is kept in the journal and is
//! what an undo starts from. Ids of what the plan itself makes are known only while it is carried
//! out. Never holds a secret.
namespace change {

//! W1: by upsert, so that it is never made twice.
struct CreateApplication {
    QString displayName;
    QString redirectUri; //!< platform Web; empty: none
    bool idTokens = false;
    std::vector<PermissionWish> permissions;
    std::vector<RoleWish> roles;
    QString uniqueName; //!< Entra's key for it; the journal's intent has it, the plan not yet
};
//! W2
struct CreateServicePrincipal { };
//! W2: accountEnabled
struct EnableServicePrincipal { };
//! W3
struct LimitAudience {
    QString from; //!< signInAudience as it was read
};
//! W3: under Web; taken from another platform where it stood there.
struct AddRedirectUri {
    QString uri;
};
//! W3: both booleans are sent.
struct IssueIdTokens { };
//! W3: requiredResourceAccess
struct RequestPermissions {
    std::vector<PermissionWish> permissions;
};
//! W3: a role must be disabled before its value or its member types may change (contract 6).
struct DisableRole {
    QString roleId;
    QString value;
};
//! W3: appRoles; mends a role that is there already, else adds it.
struct DefineRoles {
    std::vector<RoleWish> roles;
};
//! W4
struct AddSecret {
    QString displayName; //!< what the portal lists it as
    QDateTime end; //!< UTC
    QString why; //!< why it is shorter than the guide asks; empty: it is not
};
//! W6
struct GrantApplicationPermission {
    QString permission;
};
//! W7: for everyone in the tenant
struct GrantDelegatedPermissions {
    QStringList permissions;
};
//! Consent to the registration's whole list in the browser, by somebody who may (contract 6.1).
struct GrantInBrowser {
    std::vector<PermissionWish> permissions; //!< that must show afterwards
    QStringList revoked; //!< granted now and not listed: the consent takes them away
};
//! W8
struct AssignRole {
    PrincipalWish who;
    QString role; //!< value of the app role; empty: default access
};
//! W9
struct RequireAssignment { };
//! W10
struct RemoveMember {
    PrincipalWish group;
    PrincipalWish who;
};
//! W11
struct MakeEligible {
    PrincipalWish group;
    PrincipalWish who;
    QDateTime start; //!< UTC; invalid: now
    QDateTime end; //!< UTC; invalid: no end
    bool update = false; //!< an eligibility that is there gets other dates
};
//! Consent of an administrator in the browser, then watched (contract 6.1).
struct ConsentInBrowser {
    QUrl url;
    QString product;
};
//! W13
struct CreateJob {
    QString templateId;
};
//! W14: the address, the token that is kept for this setup, and the scope, all in one.
struct SaveCredentials {
    QString address;
    bool onlyAssigned = true;
};
//! W15
struct EnableUserMapping { };
//! W15
struct MapRoles {
    bool single = true; //!< SingleAppRoleAssignment, else AppRoleAssignmentsComplex
};
//! W18, wanted once SyncAll was changed
struct RestartJob { };
//! W17
struct StartJob { };

} // namespace change

//! In the order in which they are done (design 5): each may need what stands before it.
using ChangeKind = std::variant<change::ConsentInBrowser, change::CreateApplication,
    change::CreateServicePrincipal, change::EnableServicePrincipal, change::LimitAudience,
    change::AddRedirectUri, change::IssueIdTokens, change::RequestPermissions, change::DisableRole,
    change::DefineRoles, change::AddSecret, change::GrantApplicationPermission,
    change::GrantDelegatedPermissions, change::GrantInBrowser, change::AssignRole,
    change::RequireAssignment, change::MakeEligible, change::RemoveMember, change::CreateJob,
    change::SaveCredentials, change::EnableUserMapping, change::MapRoles, change::RestartJob,
    change::StartJob>;

//! One change of a plan. Texts are for a person; none holds a secret.
struct Change {
    ChangeKind kind;
    std::vector<size_t> after; //!< places in the plan of what must show before this is sent
    QStringList heals; //!< Finding::key() of what it mends
    QString sentence; //!< "Add the app role User to Self Service PIM."
    QString before; //!< as it was read; may have several lines
    QString now; //!< as it will be
    QString request; //!< "PATCH /applications(appId='...')"; "{...}" stands for ids made by then
    QString body; //!< indented JSON; empty where the request has none
    QStringList scopes; //!< delegated permissions that sending it takes
    QStringList roles; //!< Entra roles of which one is needed, least first; by name
    QString confirmation; //!< what must be read afterwards for it to count as done
    QString undo; //!< how it is taken back; empty where it cannot be undone
    QString warning; //!< what to know before it is done; empty: nothing
};

//! Why something that is wrong is not in the plan.
struct PlanNote {
    QString key; //!< Finding::key()
    QString text; //!< one sentence
    QString field; //!< field that would help; empty: none
};

//! What would be changed, in the order in which it is done. Nothing that is right already.
struct Plan {
    QString profile;
    QString tenantId;
    std::vector<Change> changes;
    std::vector<PlanNote> notes;
    [[nodiscard]] bool isEmpty() const { return changes.empty(); }
};

//! "create-application", as the journal and JSON call a kind.
[[nodiscard]] QString changeName(const ChangeKind& kind);

} // namespace lockstep
