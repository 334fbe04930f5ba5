// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"
#include "simulator/scenario.h"

#include <QUrl>

namespace lockstep {

//! The scenario's inputs as a person would type them: a value that begins with "@scim" or "@login"
//! names that address of the running simulator, whose port is known only now. `served`: any
//! address of it.
[[nodiscard]] std::map<QString, QStringList> inputsAt(const Scenario& scenario, const QUrl& served);

namespace sim {

//! The same for every text of a tenant.
void resolveAddresses(Json& value, const QUrl& served);

} // namespace sim

} // namespace lockstep
