// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace lockstep::sim {

//! The two halves of the names of one kind; each entry of a crowd has one of either.
struct NameHalves {
    QStringList first;
    QStringList second;
    QStringList firstAddress; //!< the same in an address: lower case, ASCII letters alone
    QStringList secondAddress;
};

[[nodiscard]] const NameHalves& namesOfPeople();
[[nodiscard]] const NameHalves& namesOfGroups();

} // namespace lockstep::sim
