// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/read_plan.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

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
    return {Fact::Application, Fact::ServicePrincipal, Fact::AssignedTo, Fact::Me, Fact::AdminUser};
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

} // namespace

std::set<Fact> readPlan(const Profile& profile)
{
    std::set<Fact> plan;
    for (const CheckSpec& spec : profile.checks)
        plan.merge(std::visit([](const auto& kind) { return factsOf(kind); }, spec.kind));
    return plan;
}

} // namespace lockstep
