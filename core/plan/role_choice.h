// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <algorithm>

namespace lockstep {

//! The role that a value means: the one with exactly that value; else the first whose value differs
//! in case only. Beside an exact one, those alike are somebody's own. `valueOf` gives a role's
//! value.
template <class Roles, class ValueOf>
auto roleMeant(Roles& roles, const QString& value, ValueOf valueOf)
{
    const auto exact =
        std::ranges::find_if(roles, [&](const auto& role) { return valueOf(role) == value; });
    if (exact != std::ranges::end(roles))
        return exact;
    return std::ranges::find_if(roles, [&](const auto& role) {
        return !value.isEmpty() && valueOf(role).compare(value, Qt::CaseInsensitive) == 0;
    });
}

} // namespace lockstep
