// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/endpoints.h"
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
    GroupMembers, //!< R15, of the groups that checks look into
    People, //!< the users whom the fields name
    Licences, //!< R11
    Pim, //!< R16 to R18 and R20 of the groups that are named
    PimRules, //!< R19 of the same
    ScimProbe, //!< the SCIM endpoint, asked directly
    SyncTemplates, //!< R21
    SyncJobs, //!< R22
    SyncSchema, //!< R23
    SyncSecrets, //!< R24
    ConnectionTest, //!< W16: writes nothing
    ProvisioningLog, //!< R25
    AdminUser, //!< the person named in the input, else R9
    EffectiveUsers,
    EffectiveGroups,
    EffectiveOrganization,
};

//! The facts that the profile's checks look at. Pure.
[[nodiscard]] std::set<Fact> readPlan(const Profile& profile);
//! Those of the checks of one name.
[[nodiscard]] std::set<Fact> readPlan(const Profile& profile, const QString& checkName);

//! The delegated permissions that reading those facts takes, least first (contract 3.5), and why
//! each, in a sentence for the person who consents.
struct WantedPermission {
    QString name;
    QString reason;
};
[[nodiscard]] std::vector<WantedPermission> readPermissions(const Profile& profile);
//! Those and the OIDC scopes; full scope strings for this cloud.
[[nodiscard]] QStringList readScopes(const Endpoints& endpoints, const Profile& profile);

} // namespace lockstep
