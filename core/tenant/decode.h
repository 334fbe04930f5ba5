// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tenant/snapshot.h"

namespace lockstep {

//! Graph replies to facts. A selected property that is missing or of another type is no evidence:
//! the part becomes ReadFailure::Unexpected naming it. Shapes: contract section 5.
[[nodiscard]] Fetched<Application> decodeApplication(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<ServicePrincipal> decodeServicePrincipal(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<GraphPermissions> decodeGraphPermissions(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<AppRoleAssignment>> decodeAssignments(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<PermissionGrant>> decodeGrants(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<Organization> decodeOrganization(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<Person> decodePerson(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<DirectoryRole>> decodeDirectoryRoles(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<AppManagementPolicy> decodeAppPolicy(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<Domain>> decodeDomains(const Fetched<nlohmann::json>& reply);
//! R13: one group, as a list of one.
[[nodiscard]] Fetched<std::vector<Group>> decodeGroup(const Fetched<nlohmann::json>& reply);
//! R14: all groups of one name.
[[nodiscard]] Fetched<std::vector<Group>> decodeGroups(const Fetched<nlohmann::json>& reply);
//! R15
[[nodiscard]] Fetched<std::vector<Person>> decodeMembers(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<QString>> decodeIds(const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<EffectiveRead> decodeEffectiveRead(
    const QString& what, const Fetched<nlohmann::json>& reply);
//! decode_pim.cpp
[[nodiscard]] Fetched<std::vector<SubscribedSku>> decodeLicences(
    const Fetched<nlohmann::json>& reply); //!< R11
[[nodiscard]] Fetched<std::vector<EligibilitySchedule>> decodeEligibilities(
    const Fetched<nlohmann::json>& reply); //!< R16
[[nodiscard]] Fetched<std::vector<EligibilityInstance>> decodeEligibleNow(
    const Fetched<nlohmann::json>& reply); //!< R17
[[nodiscard]] Fetched<std::vector<EligibilityRequest>> decodeEligibilityRequests(
    const Fetched<nlohmann::json>& reply); //!< R18
[[nodiscard]] Fetched<std::vector<GroupRules>> decodeGroupRules(
    const Fetched<nlohmann::json>& reply); //!< R19
[[nodiscard]] Fetched<std::vector<GroupAssignment>> decodeGroupAssignments(
    const Fetched<nlohmann::json>& reply); //!< R20
//! decode_provisioning.cpp
[[nodiscard]] Fetched<std::vector<SyncJob>> decodeSyncJobs(
    const Fetched<nlohmann::json>& reply); //!< R22
[[nodiscard]] Fetched<SyncSchema> decodeSyncSchema(const Fetched<nlohmann::json>& reply); //!< R23
//! R24 by key. Whatever stands for the token becomes "present": a mask or worse, it stays out.
[[nodiscard]] Fetched<std::map<QString, QString>> decodeSyncSecrets(
    const Fetched<nlohmann::json>& reply);
[[nodiscard]] Fetched<std::vector<ProvisioningLogRow>> decodeProvisioningLog(
    const Fetched<nlohmann::json>& reply); //!< R25
[[nodiscard]] Fetched<ConnectionTest> decodeConnectionTest(const HttpResult& reply); //!< W16
//! A direct answer of the SCIM endpoint. No part of its body is kept.
[[nodiscard]] Fetched<ScimAnswer> decodeScimAnswer(const HttpResult& reply);
//! R26: an unknown tenant becomes NotFound.
[[nodiscard]] Fetched<TenantMetadata> decodeMetadata(const HttpResult& reply);

} // namespace lockstep
