// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/carry_out.h"
#include "setup/graph_reads.h"

namespace lockstep {

//! "/servicePrincipals/{id}/synchronization": there is no alternate key below it (contract 1.2).
[[nodiscard]] inline QString synchronizationPath(const Place& place)
{
    return QStringLiteral("/servicePrincipals/%1/synchronization")
        .arg(pathSegment(place.servicePrincipalId));
}

[[nodiscard]] inline QString jobPath(const Place& place, const QString& jobId)
{
    return synchronizationPath(place) + QStringLiteral("/jobs/") + pathSegment(jobId);
}

} // namespace lockstep
