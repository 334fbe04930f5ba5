// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

#include <QDateTime>

namespace lockstep::sim {

//! A client secret of Entra's shape, always the same for a name. Written out nowhere, so that no
//! file of ours looks as if it held a real one.
[[nodiscard]] QByteArray madeUpSecret(const QString& name);

//! Replaces what a scenario states relative to the day it is loaded: `"+700d"`, `"-30d"`, `"+2h"`
//! under keys that end in DateTime or Date become UTC instants, `"@secret:NAME"` a made-up secret.
void resolveValues(Json& value, const QDateTime& now);

//! UTC with whole seconds, as Graph prints instants.
[[nodiscard]] std::string instant(const QDateTime& when);

} // namespace lockstep::sim
