// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/pacer.h"

namespace lockstep {

//! Pacer on the machine's own clocks. Callable from several threads at once.
class SystemPacer final : public Pacer {
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point ticks() const override;
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override;
};

} // namespace lockstep
