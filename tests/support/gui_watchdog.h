// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <algorithm>

namespace lockstep::test {

//! Measures the longest time for which the GUI thread did not come back to its event loop.
//!
//! Time in which the kernel kept the thread waiting for a CPU is taken off where the system tells
//! it (Linux), so that a busy machine is not mistaken for a blocked window.
class GuiWatchdog final : public QObject {
public:
    //! What a person would begin to feel. AddressSanitizer makes everything two to three times as
    //! slow, which is none of the window's doing.
#ifdef __SANITIZE_ADDRESS__
    static constexpr qint64 limitMs = 150;
#else
    static constexpr qint64 limitMs = 50;
#endif

    GuiWatchdog()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, &GuiWatchdog::look);
        m_last.start();
        m_starved = starvedNs();
        m_timer.start();
    }
    [[nodiscard]] qint64 longestMs() const
    {
        return m_longestNs / 1'000'000;
    }
    [[nodiscard]] int looks() const
    {
        return m_looks;
    }

private:
    void look()
    {
        const qint64 starved = starvedNs();
        m_longestNs = std::max(m_longestNs, m_last.nsecsElapsed() - (starved - m_starved));
        m_starved = starved;
        m_last.start();
        ++m_looks;
    }
    //! Second number of schedstat: nanoseconds spent runnable on a run queue.
    static qint64 starvedNs()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return file.readAll().split(' ').value(1).toLongLong();
    }

    QTimer m_timer;
    QElapsedTimer m_last;
    qint64 m_starved = 0;
    qint64 m_longestNs = 0;
    int m_looks = 0;
};

} // namespace lockstep::test
