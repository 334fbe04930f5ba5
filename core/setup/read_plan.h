// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/inputs.h"

#include <set>

namespace lockstep {

//! A part of the snapshot, by the read that gives it (contract section 5 and 3.4).
enum class Fact {
    Metadata, //!< R26
    SecretProof, //!< 3.4
    Application, //!< R1
    ServicePrincipal, //!< R2
    GraphPermissions, //!< R3
    GrantedRoles, //!< R4
    Grants, //!< R5
    AssignedTo, //!< R6
    Organization, //!< R7
    Domains, //!< R8
    Me, //!< R9
    DirectoryRoles, //!< R10
    AppPolicy, //!< R12
    Groups, //!< R13, R14: the groups that are named
    AdminUser, //!< the person named in the input, else R9
    EffectiveUsers,
    EffectiveGroups,
    EffectiveOrganization,
};

//! The facts that the profile's checks look at. Pure.
[[nodiscard]] std::set<Fact> readPlan(const Profile& profile);

} // namespace lockstep
