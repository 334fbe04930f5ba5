// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

// Provisioning jobs by the simulated clock. A scenario's `network` says how long they take:
// "firstCycleSeconds" after a start (1200) and "cycleSeconds" between two (2400).

//! Runs every job whose time has come.
void runDueCycles(World& world);

//! W17 and W18: the first cycle ends after its time.
void startJob(const World& world, Json& job);
void pauseJob(Json& job);

} // namespace lockstep::sim
