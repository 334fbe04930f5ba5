// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

namespace lockstep {

Worker::~Worker()
{
    for (Run& run : m_runs)
        run.thread.request_stop();
    m_runs.clear(); // joins
}

void Worker::cancel()
{
    if (m_current == 0)
        return;
    m_runs.back().thread.request_stop();
    m_current = 0;
}

void Worker::join()
{
    m_current = 0;
    m_runs.clear();
}

bool Worker::ended(quint64 run)
{
    m_runs.remove_if([run](const Run& one) { return one.number == run; });
    if (m_current != run)
        return false;
    m_current = 0;
    return true;
}

} // namespace lockstep
