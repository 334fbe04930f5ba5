// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

#include "result.h"

namespace lockstep::sim {

//! Why a change is refused: RFC 7644's word and a sentence.
struct ScimRefusal {
    const char* scimType;
    QString detail;
};

//! One operation of a PATCH (RFC 7644 3.5.2). As Entra sends them, a filter that finds nothing
//! makes the element, and "True" stands for true.
[[nodiscard]] Result<void, ScimRefusal> applyScimChange(
    Json& resource, const QString& operation, const QString& path, const Json& value);

//! A whole PatchOp message.
[[nodiscard]] Result<void, ScimRefusal> applyScimPatch(Json& resource, const Json& message);

} // namespace lockstep::sim
