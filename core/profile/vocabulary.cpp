// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/vocabulary.h"

#include "json_read.h"

#include <QFile>

namespace lockstep::vocabulary {

namespace {

using namespace Qt::Literals::StringLiterals;

template <class T, std::size_t Index = 0> constexpr std::size_t alternativeOf()
{
    if constexpr (std::is_same_v<std::variant_alternative_t<Index, CheckKind>, T>)
        return Index;
    else
        return alternativeOf<T, Index + 1>();
}

template <class T> constexpr CheckRow row(const char* name)
{
    return {
        name, alternativeOf<T>(), {}, -1, [](const ArgumentValues&) -> CheckKind { return T{}; }};
}

constexpr Argument permission{"permission", ArgumentKind::Permission, 0};
constexpr Argument permissionKind{"kind", ArgumentKind::PermissionKindWord, 0};
constexpr Argument groupField{"field", ArgumentKind::GroupField, 0};
constexpr Argument oneGroup{"group", ArgumentKind::OneGroupField, 0};
constexpr Argument people{"field", ArgumentKind::UserField, 0};
constexpr Argument roleField{"roleField", ArgumentKind::TextField, 0};
constexpr Argument start{"start", ArgumentKind::DateField, 0};
constexpr Argument end{"end", ArgumentKind::DateField, 0};
constexpr Argument choice{"field", ArgumentKind::ChoiceField, 0};
constexpr Argument address{"field", ArgumentKind::UrlField, 0};
constexpr Argument months{"months", ArgumentKind::Number, 120};

constexpr PermissionKind permissionKindOf(int index)
{
    return index == 0 ? PermissionKind::Delegated : PermissionKind::Application;
}

// The one table of checks. A check of CheckKind without a row, or in another place, does not
// compile.
constexpr std::array table{
    row<check::TenantExists>("tenant.exists"),
    row<check::TenantSignedIn>("tenant.signed-in"),
    CheckRow{"tenant.name", alternativeOf<check::TenantName>(),
        {Argument{"field", ArgumentKind::TenantNameField, 0}}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::TenantName{v.texts[0]}; }},
    row<check::AdminRoles>("admin.roles"),
    row<check::AppExists>("app.exists"),
    row<check::AppSingleTenant>("app.single-tenant"),
    CheckRow{"app.redirect-uri", alternativeOf<check::AppRedirectUri>(),
        {Argument{"field", ArgumentKind::UrlField, 0}}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::AppRedirectUri{v.texts[0]}; }},
    row<check::AppServicePrincipal>("app.service-principal"),
    CheckRow{"permission.requested", alternativeOf<check::PermissionRequested>(),
        {permission, permissionKind}, 0,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PermissionRequested{v.texts[0], permissionKindOf(v.numbers[1])};
        }},
    CheckRow{"permission.granted", alternativeOf<check::PermissionGranted>(),
        {permission, permissionKind}, 0,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PermissionGranted{v.texts[0], permissionKindOf(v.numbers[1])};
        }},
    row<check::PermissionExcess>("permission.excess"),
    row<check::SecretAccepted>("secret.accepted"),
    row<check::SecretIdentified>("secret.identified"),
    CheckRow{"secret.lifetime", alternativeOf<check::SecretLifetime>(), {months}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::SecretLifetime{v.numbers[0]}; }},
    CheckRow{"secret.expiry", alternativeOf<check::SecretExpiry>(),
        {Argument{"warnDays", ArgumentKind::Number, 3650}}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::SecretExpiry{v.numbers[0]}; }},
    CheckRow{"secret.policy", alternativeOf<check::SecretPolicy>(), {months}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::SecretPolicy{v.numbers[0]}; }},
    CheckRow{"effective.read", alternativeOf<check::EffectiveRead>(),
        {Argument{"what", ArgumentKind::Target, 0}}, 0,
        [](const ArgumentValues& v) -> CheckKind { return check::EffectiveRead{v.texts[0]}; }},
    CheckRow{"role.defined", alternativeOf<check::RoleDefined>(),
        {Argument{"value", ArgumentKind::Text, 0}, Argument{"displayName", ArgumentKind::Text, 0}},
        0,
        [](const ArgumentValues& v) -> CheckKind {
            return check::RoleDefined{v.texts[0], v.texts[1]};
        }},
    CheckRow{"role.assigned", alternativeOf<check::RoleAssigned>(),
        {Argument{"role", ArgumentKind::Text, 0}, Argument{"field", ArgumentKind::UserField, 0}}, 0,
        [](const ArgumentValues& v) -> CheckKind {
            return check::RoleAssigned{v.texts[0], v.texts[1]};
        }},
    row<check::AssignmentRequired>("assignment.required"),
    row<check::IdTokenEnabled>("id-token.enabled"),
    CheckRow{"domain.verified", alternativeOf<check::DomainVerified>(),
        {Argument{"field", ArgumentKind::DomainField, 0}}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::DomainVerified{v.texts[0]}; }},
    CheckRow{"group.exists", alternativeOf<check::GroupExists>(), {groupField}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::GroupExists{v.texts[0]}; }},
    CheckRow{"group.usable", alternativeOf<check::GroupUsable>(), {groupField}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::GroupUsable{v.texts[0]}; }},
    CheckRow{"group.no-standing-members", alternativeOf<check::GroupNoStandingMembers>(),
        {groupField}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::GroupNoStandingMembers{v.texts[0]};
        }},
    CheckRow{"group.assigned", alternativeOf<check::GroupAssigned>(), {groupField, roleField}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::GroupAssigned{v.texts[0], v.texts[1]};
        }},
    CheckRow{"assignment.bypass", alternativeOf<check::AssignmentBypass>(), {people, roleField}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::AssignmentBypass{v.texts[0], v.texts[1]};
        }},
    CheckRow{"sso.configured", alternativeOf<check::SsoConfigured>(), {choice}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::SsoConfigured{v.texts[0]}; }},
    row<check::PimLicence>("pim.licence"),
    CheckRow{"pim.eligible", alternativeOf<check::PimEligible>(), {oneGroup, people}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PimEligible{v.texts[0], v.texts[1]};
        }},
    CheckRow{"pim.dates", alternativeOf<check::PimDates>(), {oneGroup, people, start, end}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PimDates{v.texts[0], v.texts[1], v.texts[2], v.texts[3]};
        }},
    CheckRow{"pim.policy", alternativeOf<check::PimPolicy>(), {oneGroup, start, end}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PimPolicy{v.texts[0], v.texts[1], v.texts[2]};
        }},
    CheckRow{"pim.inactive", alternativeOf<check::PimInactive>(), {oneGroup, people}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PimInactive{v.texts[0], v.texts[1]};
        }},
    CheckRow{"pim.active", alternativeOf<check::PimActive>(), {oneGroup, people}, -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::PimActive{v.texts[0], v.texts[1]};
        }},
    row<check::AppOwner>("app.owner"),
    row<check::PermissionReview>("permission.review"),
    CheckRow{"consent.url", alternativeOf<check::ConsentAddress>(),
        {Argument{"field", ArgumentKind::ConsentField, 0}}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::ConsentAddress{v.texts[0]}; }},
    CheckRow{"scim.reachable", alternativeOf<check::ScimReachable>(), {address}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::ScimReachable{v.texts[0]}; }},
    CheckRow{"scim.token", alternativeOf<check::ScimToken>(),
        {Argument{"url", ArgumentKind::UrlField, 0},
            Argument{"field", ArgumentKind::TokenField, 0}},
        -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::ScimToken{v.texts[0], v.texts[1]};
        }},
    row<check::ProvisioningPossible>("provisioning.possible"),
    row<check::ProvisioningJob>("provisioning.job"),
    CheckRow{"provisioning.credentials", alternativeOf<check::ProvisioningCredentials>(), {address},
        -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::ProvisioningCredentials{v.texts[0]};
        }},
    row<check::ProvisioningTest>("provisioning.test"),
    row<check::MappingUsers>("mapping.users"),
    CheckRow{"mapping.roles", alternativeOf<check::MappingRoles>(), {choice}, -1,
        [](const ArgumentValues& v) -> CheckKind { return check::MappingRoles{v.texts[0]}; }},
    row<check::ProvisioningScope>("provisioning.scope"),
    CheckRow{"assignees.roles", alternativeOf<check::AssigneesRoles>(),
        {Argument{"field", ArgumentKind::PrincipalField, 0},
            Argument{"mapping", ArgumentKind::ChoiceField, 0}},
        -1,
        [](const ArgumentValues& v) -> CheckKind {
            return check::AssigneesRoles{v.texts[0], v.texts[1]};
        }},
    row<check::ProvisioningStarted>("provisioning.started"),
    row<check::ProvisioningProgress>("provisioning.progress"),
};

constexpr bool everyAlternativeInItsPlace()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].alternative != i)
            return false;
    }
    return true;
}
static_assert(table.size() == std::variant_size_v<CheckKind>, "each check needs its row");
static_assert(everyAlternativeInItsPlace(), "the rows follow the order of CheckKind");

struct PermissionNames {
    QStringList delegated;
    QStringList application;
};

PermissionNames readPermissionNames()
{
    PermissionNames names;
    QFile file(u":/lockstep/data/graph-permissions.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return names;
    const std::optional<Json> root = parseObject(file.readAll());
    const Json* permissions = root ? member(*root, "permissions") : nullptr;
    if (!permissions || !permissions->is_array())
        return names;
    for (const Json& each : *permissions) {
        const std::optional<QString> name = stringMember(each, "name");
        if (name && member(each, "delegated"))
            names.delegated << *name;
        if (name && member(each, "application"))
            names.application << *name;
    }
    return names;
}

} // namespace

std::optional<FieldKind> fieldKindOf(ArgumentKind kind)
{
    switch (kind) {
    case ArgumentKind::UrlField: return FieldKind::Url;
    case ArgumentKind::TenantNameField: return FieldKind::TenantName;
    case ArgumentKind::UserField: return FieldKind::User;
    case ArgumentKind::DomainField: return FieldKind::Domain;
    case ArgumentKind::GroupField:
    case ArgumentKind::OneGroupField: return FieldKind::Group;
    case ArgumentKind::PrincipalField: return FieldKind::Principal;
    case ArgumentKind::DateField: return FieldKind::Date;
    case ArgumentKind::ChoiceField: return FieldKind::Choice;
    case ArgumentKind::TextField: return FieldKind::Text;
    case ArgumentKind::ConsentField: return FieldKind::ConsentUrl;
    case ArgumentKind::TokenField: return FieldKind::BearerToken;
    case ArgumentKind::None:
    case ArgumentKind::Permission:
    case ArgumentKind::PermissionKindWord:
    case ArgumentKind::Target:
    case ArgumentKind::Text:
    case ArgumentKind::Number: return std::nullopt;
    }
    return std::nullopt;
}

bool mayBeList(ArgumentKind kind)
{
    return kind == ArgumentKind::GroupField || kind == ArgumentKind::UserField
        || kind == ArgumentKind::PrincipalField;
}

std::span<const CheckRow> checkRows()
{
    return table;
}

QStringList checkNames()
{
    QStringList names;
    for (const CheckRow& each : table)
        names << QString::fromLatin1(each.name);
    return names;
}

QStringList fieldKindNames()
{
    return {u"url"_s, u"clientId"_s, u"tenantId"_s, u"tenantName"_s, u"clientSecret"_s, u"user"_s,
        u"text"_s, u"domain"_s, u"duration"_s, u"date"_s, u"choice"_s, u"group"_s, u"principal"_s,
        u"bearerToken"_s, u"consentUrl"_s};
}

QStringList permissionKindNames()
{
    return {u"delegated"_s, u"application"_s};
}

QStringList readTargets()
{
    return {u"users"_s, u"groups"_s, u"organization"_s};
}

const QStringList& permissionNames(PermissionKind kind)
{
    // read once: the shipped table cannot change while the program runs
    static const PermissionNames names = readPermissionNames();
    return kind == PermissionKind::Delegated ? names.delegated : names.application;
}

} // namespace lockstep::vocabulary
