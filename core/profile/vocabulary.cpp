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
        u"text"_s, u"domain"_s, u"duration"_s, u"date"_s, u"choice"_s, u"group"_s};
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
