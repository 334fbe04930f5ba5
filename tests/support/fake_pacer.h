// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/pacer.h"

#include <vector>

namespace lockstep::test {

//! A clock turned by hand: waiting takes no time, it moves the clock.
class FakePacer final : public Pacer {
public:
    QDateTime now() const override { return m_now; }
    std::chrono::steady_clock::time_point ticks() const override { return m_ticks; }
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        waits.push_back(duration);
        advance(duration);
        return !stop.stop_requested();
    }
    void advance(std::chrono::milliseconds duration)
    {
        m_now = m_now.addMSecs(duration.count());
        m_ticks += duration;
    }
    std::vector<std::chrono::milliseconds> waits;

private:
    QDateTime m_now{QDate(2026, 11, 1), QTime(12, 0), Qt::UTC};
    std::chrono::steady_clock::time_point m_ticks{};
};

} // namespace lockstep::test
