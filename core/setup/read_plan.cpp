// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/read_plan.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReadPlan)
};

using Facts = std::set<Fact>;

// One overload a kind of check: a new kind without its facts does not compile.
Facts factsOf(const check::TenantExists&)
{
    return {Fact::Metadata};
}
Facts factsOf(const check::TenantSignedIn&)
{
    return {Fact::Organization, Fact::Me};
}
Facts factsOf(const check::TenantName&)
{
    return {Fact::Organization};
}
Facts factsOf(const check::AdminRoles&)
{
    return {Fact::DirectoryRoles};
}
Facts factsOf(const check::AppExists&)
{
    return {Fact::Application, Fact::ServicePrincipal};
}
Facts factsOf(const check::AppSingleTenant&)
{
    return {Fact::Application};
}
Facts factsOf(const check::AppRedirectUri&)
{
    return {Fact::Application};
}
Facts factsOf(const check::AppServicePrincipal&)
{
    return {Fact::ServicePrincipal};
}
Facts factsOf(const check::PermissionRequested&)
{
    return {Fact::Application, Fact::GraphPermissions, Fact::GrantedRoles, Fact::Grants};
}
Facts factsOf(const check::PermissionGranted&)
{
    return {Fact::GraphPermissions, Fact::GrantedRoles, Fact::Grants, Fact::ServicePrincipal};
}
Facts factsOf(const check::PermissionExcess&)
{
    return {Fact::GraphPermissions, Fact::GrantedRoles, Fact::Grants};
}
Facts factsOf(const check::SecretAccepted&)
{
    return {Fact::SecretProof, Fact::Application};
}
Facts factsOf(const check::SecretIdentified&)
{
    return {Fact::SecretProof, Fact::Application};
}
Facts factsOf(const check::SecretLifetime&)
{
    return {Fact::SecretProof, Fact::Application};
}
Facts factsOf(const check::SecretExpiry&)
{
    return {Fact::SecretProof, Fact::Application};
}
Facts factsOf(const check::SecretPolicy&)
{
    return {Fact::SecretProof, Fact::AppPolicy};
}
Facts factsOf(const check::EffectiveRead& spec)
{
    if (spec.what == u"users")
        return {Fact::SecretProof, Fact::EffectiveUsers};
    if (spec.what == u"groups")
        return {Fact::SecretProof, Fact::EffectiveGroups};
    return {Fact::SecretProof, Fact::EffectiveOrganization};
}
Facts factsOf(const check::RoleDefined&)
{
    return {Fact::Application};
}
Facts factsOf(const check::RoleAssigned&)
{
    return {Fact::Application, Fact::ServicePrincipal, Fact::AssignedTo, Fact::Me, Fact::AdminUser,
        Fact::GroupMembers};
}
Facts factsOf(const check::AssignmentRequired&)
{
    return {Fact::ServicePrincipal};
}
Facts factsOf(const check::IdTokenEnabled&)
{
    return {Fact::Application};
}
Facts factsOf(const check::DomainVerified&)
{
    return {Fact::Domains};
}
Facts factsOf(const check::GroupExists&)
{
    return {Fact::Groups};
}
Facts factsOf(const check::GroupUsable&)
{
    return {Fact::Groups};
}

Facts factsOf(const check::GroupNoStandingMembers&)
{
    return {Fact::Groups, Fact::GroupMembers, Fact::Pim};
}
Facts factsOf(const check::GroupAssigned&)
{
    return {Fact::Groups, Fact::AssignedTo, Fact::Application, Fact::ServicePrincipal};
}
Facts factsOf(const check::AssignmentBypass&)
{
    return {Fact::People, Fact::AssignedTo, Fact::Application, Fact::ServicePrincipal};
}
Facts factsOf(const check::SsoConfigured&)
{
    return {Fact::Application, Fact::ServicePrincipal};
}
Facts factsOf(const check::PimLicence&)
{
    return {Fact::Licences};
}
Facts factsOf(const check::PimEligible&)
{
    return {Fact::Groups, Fact::People, Fact::Pim};
}
Facts factsOf(const check::PimDates&)
{
    return {Fact::Groups, Fact::People, Fact::Pim};
}
Facts factsOf(const check::PimPolicy&)
{
    return {Fact::Groups, Fact::Pim, Fact::PimRules};
}
Facts factsOf(const check::PimInactive&)
{
    return {Fact::Groups, Fact::People, Fact::GroupMembers, Fact::Pim};
}
Facts factsOf(const check::PimActive&)
{
    return {Fact::Groups, Fact::People, Fact::GroupMembers, Fact::Pim};
}
Facts factsOf(const check::AppOwner&)
{
    return {Fact::ServicePrincipal};
}
Facts factsOf(const check::PermissionReview&)
{
    return {Fact::ServicePrincipal, Fact::GrantedRoles, Fact::Grants, Fact::GraphPermissions};
}
Facts factsOf(const check::ConsentAddress&)
{
    return {Fact::Organization};
}
Facts factsOf(const check::ScimReachable&)
{
    return {Fact::ScimProbe};
}
Facts factsOf(const check::ScimToken&)
{
    return {Fact::ScimProbe};
}
Facts factsOf(const check::ProvisioningPossible&)
{
    return {Fact::ServicePrincipal, Fact::SyncTemplates};
}
Facts factsOf(const check::ProvisioningJob&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs};
}
Facts factsOf(const check::ProvisioningCredentials&)
{
    return {Fact::ServicePrincipal, Fact::SyncSecrets, Fact::SyncJobs, Fact::ConnectionTest};
}
Facts factsOf(const check::ProvisioningTest&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs, Fact::ConnectionTest};
}
Facts factsOf(const check::MappingUsers&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs, Fact::SyncSchema};
}
Facts factsOf(const check::MappingRoles&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs, Fact::SyncSchema};
}
Facts factsOf(const check::ProvisioningScope&)
{
    return {Fact::ServicePrincipal, Fact::SyncSecrets};
}
Facts factsOf(const check::AssigneesRoles&)
{
    return {Fact::ServicePrincipal, Fact::AssignedTo, Fact::People, Fact::Groups};
}
Facts factsOf(const check::ProvisioningStarted&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs};
}
Facts factsOf(const check::ProvisioningProgress&)
{
    return {Fact::ServicePrincipal, Fact::SyncJobs, Fact::ProvisioningLog};
}

} // namespace

std::set<Fact> readPlan(const Profile& profile)
{
    std::set<Fact> plan;
    for (const CheckSpec& spec : profile.checks)
        plan.merge(std::visit([](const auto& kind) { return factsOf(kind); }, spec.kind));
    return plan;
}

std::set<Fact> readPlan(const Profile& profile, const QString& checkName)
{
    std::set<Fact> plan;
    for (const CheckSpec& spec : profile.checks) {
        if (spec.name == checkName)
            plan.merge(std::visit([](const auto& kind) { return factsOf(kind); }, spec.kind));
    }
    return plan;
}

std::vector<WantedPermission> readPermissions(const Profile& profile)
{
    const std::set<Fact> plan = readPlan(profile);
    std::vector<WantedPermission> wanted{
        {u"User.Read"_s, Words::tr("who you are, and which tenant this is")},
        {u"Directory.Read.All"_s,
            Words::tr("app registrations, grants, assignments, groups, domains and roles")}};
    if (plan.contains(Fact::Pim)) {
        wanted.push_back({u"PrivilegedEligibilitySchedule.Read.AzureADGroup"_s,
            Words::tr("who is eligible for the group, and from when until when")});
        wanted.push_back({u"PrivilegedAssignmentSchedule.Read.AzureADGroup"_s,
            Words::tr("who has activated the membership")});
    }
    if (plan.contains(Fact::PimRules))
        wanted.push_back({u"RoleManagementPolicy.Read.AzureADGroup"_s,
            Words::tr("how long the group's rules allow it")});
    // Entra's own connection test counts as a write there, though it changes nothing
    if (plan.contains(Fact::ConnectionTest))
        wanted.push_back({u"Synchronization.ReadWrite.All"_s,
            Words::tr("the provisioning job, and Entra's own test of its connection")});
    else if (plan.contains(Fact::SyncJobs))
        wanted.push_back(
            {u"Synchronization.Read.All"_s, Words::tr("the provisioning job and its mappings")});
    return wanted;
}

QStringList readScopes(const Endpoints& endpoints, const Profile& profile)
{
    QStringList scopes{u"openid"_s, u"profile"_s, u"offline_access"_s};
    for (const WantedPermission& permission : readPermissions(profile))
        scopes << endpoints.graphScope(permission.name);
    return scopes;
}

} // namespace lockstep
