// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>
#include <stop_token>

namespace lockstep {

//! Port: time. Tests turn the clock by hand; waits end at once on a stop request.
class Pacer {
public:
    Pacer() = default;
    Pacer(const Pacer&) = delete;
    Pacer& operator=(const Pacer&) = delete;
    virtual ~Pacer() = default;

    [[nodiscard]] virtual QDateTime now() const = 0; //!< UTC
    //! Monotonic, for durations and deadlines.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point ticks() const = 0;
    //! False when it was cut short by the stop token.
    virtual bool wait(std::chrono::milliseconds duration, std::stop_token stop) = 0;
};

} // namespace lockstep
