// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/system_pacer.h"

#include <condition_variable>
#include <mutex>

namespace lockstep {

QDateTime SystemPacer::now() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::steady_clock::time_point SystemPacer::ticks() const
{
    return std::chrono::steady_clock::now();
}

bool SystemPacer::wait(std::chrono::milliseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    // the predicate never holds: only the stop token or the time ends this
    wake.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace lockstep
