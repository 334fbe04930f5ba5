// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <list>
#include <memory>
#include <stop_token>
#include <thread>
#include <type_traits>

namespace lockstep {

//! Runs one function at a time off the GUI thread and delivers its result on it.
//!
//! The thread that owns the Worker starts, cancels and receives. A cancelled run is forgotten at
//! once, however long its function takes to notice: its result is dropped. Destruction stops and
//! joins, so what the function refers to must outlive the Worker and heed the stop token.
class Worker final : public QObject {
public:
    explicit Worker(QObject* parent = nullptr) : QObject(parent) { }
    ~Worker() override;

    //! `work(std::stop_token)` runs elsewhere, `done(result)` here. Cancels a run still under way.
    template <class Work, class Done> void start(Work work, Done done)
    {
        using Value = std::invoke_result_t<Work&, std::stop_token>;
        cancel();
        const quint64 run = ++m_lastRun;
        m_current = run;
        auto receive = std::make_shared<Done>(std::move(done));
        m_runs.push_back({run, std::jthread()});
        m_runs.back().thread = std::jthread(
            [this, run, receive, task = std::move(work)](std::stop_token stop) mutable {
                auto value = std::make_shared<Value>(task(stop));
                QMetaObject::invokeMethod(
                    this,
                    [this, run, receive, value] {
                        if (ended(run))
                            (*receive)(std::move(*value));
                    },
                    Qt::QueuedConnection);
            });
    }
    //! Runs `fn` on the Worker's thread; for progress, called from inside the work.
    template <class Fn> void post(Fn fn)
    {
        QMetaObject::invokeMethod(this, std::move(fn), Qt::QueuedConnection);
    }

    //! Asks the run to stop and forgets it. Returns at once.
    void cancel();
    //! Blocks until nothing runs any more, without asking it to stop; its result is dropped.
    void join();
    [[nodiscard]] bool isRunning() const { return m_current != 0; }

private:
    struct Run {
        quint64 number;
        std::jthread thread;
    };
    //! Whether that run is the one whose result is still wanted; its thread is gone afterwards.
    bool ended(quint64 run);

    std::list<Run> m_runs;
    quint64 m_lastRun = 0;
    quint64 m_current = 0;
};

} // namespace lockstep
