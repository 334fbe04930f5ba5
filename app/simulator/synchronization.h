// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

namespace lockstep::sim {

// What provisioning adds to a service principal (contract section 10). A scenario says:
//   "_provisioningTemplates": ["customappsso"]: what R21 lists; without it provisioning is closed
//   "_synchronization": {"secrets": [{"key", "value"}], "maskBaseAddress": true,
//       "jobs": [{"id", "templateId", "schedule": {"state"}, "status": {"code"},
//           "_roleMapping": "single|complex|direct|none", "_usersEnabled": false,
//           "_lastCycleDateTime": "-25m", "_lastResult": "Succeeded|Failed"}],
//       "log": [{"jobId", "userId", "activityDateTime", "status", "action", "reason"}]}

//! Fills in jobs, their schemas and the rows of the log for every service principal.
void completeSynchronization(Json& tenant);

//! An entry of R21.
[[nodiscard]] Json provisioningTemplate(const QString& id);
//! A job as W13 makes it: never started.
[[nodiscard]] Json newSynchronizationJob(const Json& tenant, const QString& templateId);

//! What a new job holds (R23), with what Microsoft's documents do not list. `roleMapping`: single,
//! complex, direct or none.
[[nodiscard]] Json synchronizationSchema(const QString& roleMapping, bool usersEnabled);
//! The object mapping for users where it is enabled, or null.
[[nodiscard]] const Json* enabledUserMapping(const Json& schema);
//! The target attribute that the schema maps although the target does not have it; empty: none.
[[nodiscard]] QString unknownTargetAttribute(const Json& schema);

//! The value kept for a key of R24; empty where it is absent.
[[nodiscard]] QString storedCredential(const Json& principal, const char* key);

//! What one cycle says of itself in a job's status.
[[nodiscard]] Json taskExecution(const std::string& when, const char* state, int exported);

//! Why a job does not go on, as its status says it.
[[nodiscard]] Json quarantineRecord(const std::string& when, const QString& message);

//! One row of R25.
struct ProvisioningEvent {
    QString jobId;
    QString userId;
    std::string when;
    std::string action = "create";
    std::string status = "success";
    QString reason = {};
    QString targetId = {};
    QString cycleId = {};
};
[[nodiscard]] Json provisioningRow(
    const Json& tenant, const Json& principal, const ProvisioningEvent& event);

} // namespace lockstep::sim
