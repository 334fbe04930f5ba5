// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"
#include "plan/records.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace lockstep {

//! The texts of all changes are translated in one context.
struct PlanWords {
    Q_DECLARE_TR_FUNCTIONS(Plan)
};

//! A plan under construction: the heal() overloads say what they want, in any order.
class Planner {
public:
    explicit Planner(const PlanRequest& request) : m_request(request) { }

    [[nodiscard]] const Profile& profile() const { return m_request.profile; }
    [[nodiscard]] const Inputs& inputs() const { return m_request.inputs; }
    [[nodiscard]] const TenantSnapshot& snapshot() const { return m_request.snapshot; }
    [[nodiscard]] const PlanRequest& request() const { return m_request; }

    //! Whether this check's finding is to be healed: it is Fail or NotRun, or it is a Warn that
    //! was asked for by name. What is Unknown was not read and cannot be planned.
    [[nodiscard]] bool isWanted(const CheckSpec& spec) const;

    //! Adds the change, or merges it into one of its kind that is there already.
    void want(const ChangeKind& kind, const QString& key);
    //! Why this finding is not mended.
    void note(const QString& key, const QString& text, const QString& field = {});

    //! The registration is known, or its creation gets planned. False, with a note for `key`, where
    //! neither can be.
    [[nodiscard]] bool needApplication(const QString& key);
    //! Likewise the enterprise application.
    [[nodiscard]] bool needServicePrincipal(const QString& key);

    //! Says of what is wrong or unread, and neither planned nor noted so far, that it is not
    //! planned.
    void noteRest();

    [[nodiscard]] Plan finished();

private:
    struct Wish {
        ChangeKind kind;
        QStringList heals;
    };
    void order(Plan& plan) const;
    [[nodiscard]] bool isDealtWith(const QString& key) const;

    const PlanRequest& m_request;
    std::vector<Wish> m_wishes;
    std::vector<PlanNote> m_notes;
};

// heal_application.cpp: one overload a kind of check; a kind that Graph cannot heal takes the
// template, on purpose and by name, in planner.cpp.
void heal(const check::AppExists& spec, const QString& key, Planner& planner);
void heal(const check::AppSingleTenant& spec, const QString& key, Planner& planner);
void heal(const check::AppRedirectUri& spec, const QString& key, Planner& planner);
void heal(const check::AppServicePrincipal& spec, const QString& key, Planner& planner);
void heal(const check::IdTokenEnabled& spec, const QString& key, Planner& planner);
void heal(const check::PermissionRequested& spec, const QString& key, Planner& planner);
void heal(const check::RoleDefined& spec, const QString& key, Planner& planner);
void heal(const check::SecretAccepted& spec, const QString& key, Planner& planner);
void heal(const check::SecretLifetime& spec, const QString& key, Planner& planner);
void heal(const check::SecretExpiry& spec, const QString& key, Planner& planner);
// heal_access.cpp
void heal(const check::PermissionGranted& spec, const QString& key, Planner& planner);
void heal(const check::EffectiveRead& spec, const QString& key, Planner& planner);
void heal(const check::RoleAssigned& spec, const QString& key, Planner& planner);
void heal(const check::AssignmentRequired& spec, const QString& key, Planner& planner);
void heal(const check::GroupAssigned& spec, const QString& key, Planner& planner);
void heal(const check::AssigneesRoles& spec, const QString& key, Planner& planner);
// heal_pim.cpp
void heal(const check::GroupNoStandingMembers& spec, const QString& key, Planner& planner);
void heal(const check::PimEligible& spec, const QString& key, Planner& planner);
void heal(const check::PimDates& spec, const QString& key, Planner& planner);
void heal(const check::PimInactive& spec, const QString& key, Planner& planner);
// heal_provisioning.cpp
void heal(const check::AppOwner& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningPossible& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningJob& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningCredentials& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningTest& spec, const QString& key, Planner& planner);
void heal(const check::MappingUsers& spec, const QString& key, Planner& planner);
void heal(const check::MappingRoles& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningScope& spec, const QString& key, Planner& planner);
void heal(const check::ProvisioningStarted& spec, const QString& key, Planner& planner);
//! A vendor's application that nobody has consented to yet.
void healByConsent(const QString& key, Planner& planner);

//! Whether the later change stands on the earlier one: it is sent after that shows, and must be
//! taken back before it.
[[nodiscard]] bool standsOn(const Change& later, const Change& earlier);

//! What a person reads of a change, and what it takes; fills everything but kind, after and heals.
//! One overload a kind: describe_application.cpp, describe_access.cpp, describe_pim.cpp,
//! describe_provisioning.cpp.
void describe(const change::CreateApplication& kind, const PlanRequest& request, Change& change);
void describe(
    const change::CreateServicePrincipal& kind, const PlanRequest& request, Change& change);
void describe(
    const change::EnableServicePrincipal& kind, const PlanRequest& request, Change& change);
void describe(const change::LimitAudience& kind, const PlanRequest& request, Change& change);
void describe(const change::AddRedirectUri& kind, const PlanRequest& request, Change& change);
void describe(const change::IssueIdTokens& kind, const PlanRequest& request, Change& change);
void describe(const change::RequestPermissions& kind, const PlanRequest& request, Change& change);
void describe(const change::DisableRole& kind, const PlanRequest& request, Change& change);
void describe(const change::DefineRoles& kind, const PlanRequest& request, Change& change);
void describe(const change::AddSecret& kind, const PlanRequest& request, Change& change);
void describe(
    const change::GrantApplicationPermission& kind, const PlanRequest& request, Change& change);
void describe(
    const change::GrantDelegatedPermissions& kind, const PlanRequest& request, Change& change);
void describe(const change::GrantInBrowser& kind, const PlanRequest& request, Change& change);
void describe(const change::AssignRole& kind, const PlanRequest& request, Change& change);
void describe(const change::RequireAssignment& kind, const PlanRequest& request, Change& change);
void describe(const change::RemoveMember& kind, const PlanRequest& request, Change& change);
void describe(const change::MakeEligible& kind, const PlanRequest& request, Change& change);
void describe(const change::ConsentInBrowser& kind, const PlanRequest& request, Change& change);
void describe(const change::CreateJob& kind, const PlanRequest& request, Change& change);
void describe(const change::SaveCredentials& kind, const PlanRequest& request, Change& change);
void describe(const change::EnableUserMapping& kind, const PlanRequest& request, Change& change);
void describe(const change::MapRoles& kind, const PlanRequest& request, Change& change);
void describe(const change::RestartJob& kind, const PlanRequest& request, Change& change);
void describe(const change::StartJob& kind, const PlanRequest& request, Change& change);

//! "Self Service PIM": the registration's name where it was read, else the one it will get.
[[nodiscard]] QString applicationTitle(const PlanRequest& request);
//! The appId where it is known, else "{appId}"; likewise "{servicePrincipalId}", "{jobId}".
[[nodiscard]] QString appIdOr(const PlanRequest& request);
[[nodiscard]] QString servicePrincipalIdOr(const PlanRequest& request);
[[nodiscard]] QString jobIdOr(const PlanRequest& request);
[[nodiscard]] QString indented(const nlohmann::ordered_json& body);

} // namespace lockstep
