// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/profile.h"

#include <array>
#include <span>

//! The closed vocabulary of profiles, in one place: what a profile may say, and nothing else.
namespace lockstep::vocabulary {

//! What an argument of a check may hold.
enum class ArgumentKind {
    None,
    UrlField,
    TenantNameField,
    UserField,
    DomainField,
    GroupField,
    OneGroupField, //!< of one group, never a list
    PrincipalField,
    DateField,
    ChoiceField,
    TextField,
    ConsentField,
    TokenField,
    Permission, //!< a name of Microsoft Graph's
    PermissionKindWord, //!< "delegated" or "application"
    Target, //!< of effective.read
    Text,
    Number,
};

struct Argument {
    const char* key = nullptr;
    ArgumentKind kind = ArgumentKind::None;
    int most = 0; //!< for numbers
};

//! The arguments of one check as they were read, by position.
struct ArgumentValues {
    std::array<QString, 4> texts;
    std::array<int, 4> numbers{};
};

//! One check: its name in profiles, its arguments, and how they become the typed value.
struct CheckRow {
    const char* name;
    std::size_t alternative; //!< of CheckKind
    std::array<Argument, 4> arguments;
    int subject; //!< which argument is the finding's subject; -1: none
    CheckKind (*make)(const ArgumentValues& values);
};

//! The kind of field that an argument must name; none for arguments that name no field.
[[nodiscard]] std::optional<FieldKind> fieldKindOf(ArgumentKind kind);
//! Whether the named field may hold a list: the check then looks at each entry.
[[nodiscard]] bool mayBeList(ArgumentKind kind);

//! One row for each alternative of CheckKind, in its order.
[[nodiscard]] std::span<const CheckRow> checkRows();
[[nodiscard]] QStringList checkNames();
[[nodiscard]] QStringList fieldKindNames(); //!< index = FieldKind
[[nodiscard]] QStringList permissionKindNames(); //!< index = PermissionKind
[[nodiscard]] QStringList readTargets();
[[nodiscard]] QStringList bladeNames();

//! Microsoft Graph's permission names of one kind, as the shipped table has them.
[[nodiscard]] const QStringList& permissionNames(PermissionKind kind);

} // namespace lockstep::vocabulary
