// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "options.h"

namespace lockstep {

//! Draws every page of the demo at 1024 x 700 into options.screens, one PNG each. Returns the exit
//! code: 0 when all were written.
[[nodiscard]] int drawScreens(const AppServices& services, const Options& options);

} // namespace lockstep
