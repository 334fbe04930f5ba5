// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

#include <QCoreApplication>

namespace lockstep {

//! What a check may look at, and nothing else: no clock, no network.
struct Evidence {
    const Profile& profile;
    const Inputs& inputs;
    bool secretGiven;
    const TenantSnapshot& snapshot;
};

//! A finding under construction: starts as the spec's, ends with one of the verdict functions.
class Judge {
public:
    Judge(const CheckSpec& spec, const Evidence& evidence);

    [[nodiscard]] Finding pass(const QString& message, const QString& observed = {}) const;
    [[nodiscard]] Finding warn(const QString& message, const QString& observed = {}) const;
    [[nodiscard]] Finding fail(const QString& message, const QString& observed = {}) const;
    //! Entra itself says "not yet", or it follows a write of our own.
    [[nodiscard]] Finding waiting(const QString& message, const QString& observed = {}) const;
    [[nodiscard]] Finding unknown(const QString& message) const;
    [[nodiscard]] Finding notRun(const QString& message) const;

    //! The reading was refused or lost: unknown, with what would help. An object that is not there,
    //! or was not asked for, leaves its dependents not run: the check of the object itself says
    //! why.
    [[nodiscard]] Finding unread(const ReadFailure& failure) const;
    //! A required field is empty or malformed: fail, the remedy leads to the field (checks.md
    //! section 5).
    [[nodiscard]] Finding field(const QString& fieldId, const QString& message) const;

    Judge& expect(const QString& expected);
    //! Offers a field instead of the portal as the place to mend it.
    Judge& mendIn(const QString& fieldId, const QString& text);

private:
    [[nodiscard]] Finding finding(
        Verdict verdict, const QString& message, const QString& observed) const;
    [[nodiscard]] std::optional<Remedy> remedy() const;

    const CheckSpec& m_spec;
    const Evidence& m_evidence;
    QString m_expected;
    std::optional<Remedy> m_remedy;
};

//! The texts of all checks are translated in one context.
struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(Check)
};

// tenant.cpp
[[nodiscard]] Finding evaluate(
    const check::TenantExists& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::TenantSignedIn& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::TenantName& spec, Judge judge, const Evidence& evidence);
// application.cpp
[[nodiscard]] Finding evaluate(const check::AppExists& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AppSingleTenant& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AppRedirectUri& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AppServicePrincipal& spec, const Judge& judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::IdTokenEnabled& spec, const Judge& judge, const Evidence& evidence);
// permissions.cpp
[[nodiscard]] Finding evaluate(
    const check::PermissionRequested& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::PermissionGranted& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::PermissionExcess& spec, const Judge& judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::EffectiveRead& spec, Judge judge, const Evidence& evidence);
// secret.cpp
[[nodiscard]] Finding evaluate(
    const check::SecretAccepted& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::SecretIdentified& spec, const Judge& judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::SecretLifetime& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::SecretExpiry& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::SecretPolicy& spec, Judge judge, const Evidence& evidence);
// roles.cpp
[[nodiscard]] Finding evaluate(
    const check::RoleDefined& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::RoleAssigned& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AssignmentRequired& spec, const Judge& judge, const Evidence& evidence);
// directory.cpp
[[nodiscard]] Finding evaluate(
    const check::DomainVerified& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::GroupExists& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::GroupUsable& spec, Judge judge, const Evidence& evidence);
// group_access.cpp
[[nodiscard]] Finding evaluate(
    const check::SsoConfigured& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::GroupNoStandingMembers& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::GroupAssigned& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AssignmentBypass& spec, Judge judge, const Evidence& evidence);
// pim.cpp, pim_dates.cpp
[[nodiscard]] Finding evaluate(
    const check::PimLicence& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::PimEligible& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(const check::PimDates& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(const check::PimPolicy& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::PimInactive& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(const check::PimActive& spec, Judge judge, const Evidence& evidence);
// consent.cpp
[[nodiscard]] Finding evaluate(
    const check::ConsentAddress& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(const check::AppOwner& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::PermissionReview& spec, const Judge& judge, const Evidence& evidence);
// scim.cpp
[[nodiscard]] Finding evaluate(
    const check::ScimReachable& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(const check::ScimToken& spec, Judge judge, const Evidence& evidence);
// provisioning.cpp
[[nodiscard]] Finding evaluate(
    const check::ProvisioningPossible& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningJob& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningCredentials& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningTest& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningScope& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningStarted& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::ProvisioningProgress& spec, Judge judge, const Evidence& evidence);
// mapping.cpp, assignees.cpp
[[nodiscard]] Finding evaluate(
    const check::MappingUsers& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::MappingRoles& spec, Judge judge, const Evidence& evidence);
[[nodiscard]] Finding evaluate(
    const check::AssigneesRoles& spec, Judge judge, const Evidence& evidence);
// admin_roles.cpp: looks at what the other findings leave to do, so it comes last
[[nodiscard]] Finding evaluateAdminRoles(
    Judge judge, const Evidence& evidence, const std::vector<Finding>& others);

//! The credential that the typed secret is, or the nearest that can be said of it.
struct CredentialInUse {
    const PasswordCredential* credential = nullptr;
    bool certain = false; //!< identified by its hint, or the only one
};
[[nodiscard]] CredentialInUse credentialInUse(const Evidence& evidence);

} // namespace lockstep
