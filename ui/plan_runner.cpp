// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "plan_runner.h"

#include "json_read.h"

#include <condition_variable>
#include <mutex>

namespace lockstep {

namespace {

//! One thing that another thread has to do first.
class Errand {
public:
    void finish()
    {
        const std::scoped_lock lock(m_mutex);
        m_done = true;
        m_changed.notify_all();
    }
    //! Until it is done or the run is told to stop: a window that closes never runs errands.
    void wait(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_done; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_done = false;
};

using RecordsResult = Result<std::vector<WriteRecord>>;

RecordsRead readJournal(const Journal& journal)
{
    RecordsRead read;
    const auto entries = journal.read();
    auto records =
        entries ? writeRecords(*entries) : RecordsResult(tl::unexpected(entries.error()));
    if (!records) {
        read.problem = records.error().what;
        return read;
    }
    read.records = std::move(*records);
    for (const JournalEntry& entry : *entries) {
        if (!entry.change.isEmpty() && entry.state == JournalEntry::State::Intent)
            read.requests.emplace(entry.change, entry.request);
        if (entry.state == JournalEntry::State::Done
            && boolMember(entry.data, "undoing").value_or(false))
            read.takenBack[entry.change] = {.at = entry.at, .who = entry.who};
    }
    return read;
}

} // namespace

PlanRunner::PlanRunner(const Ports& ports, QObject* parent) : QObject(parent), m_ports(ports) { }

PlanRunner::~PlanRunner() = default;

void PlanRunner::start(PlanJob job)
{
    if (isRunning())
        return;
    m_stop = std::stop_source();
    m_worker.start(
        [this, work = std::move(job), stop = m_stop](const std::stop_token& closing) mutable {
            const std::stop_callback link(closing, [&stop] { stop.request_stop(); });
            return run(work, stop.get_token());
        },
        [this](const PlanOutcome& outcome) { Q_EMIT ended(outcome); });
}

void PlanRunner::stop()
{
    m_stop.request_stop();
}

void PlanRunner::readRecords(const QString& setup)
{
    m_reader.start(
        [this, setup](const std::stop_token&) { return readJournal(m_ports.store.journal(setup)); },
        [this](const RecordsRead& records) { Q_EMIT recordsRead(records); });
}

//! The journal holds the value too, so one that is not taken any more is found again by settle().
void PlanRunner::hand(const QString& field, const QString& value, const std::stop_token& stop)
{
    auto errand = std::make_shared<Errand>();
    m_worker.post([this, field, value, errand] {
        if (keepValue)
            keepValue(field, value, [errand] { errand->finish(); });
        else
            errand->finish();
    });
    errand->wait(stop);
}

PlanOutcome PlanRunner::run(const PlanJob& job, const std::stop_token& stop)
{
    const Journal journal = m_ports.store.journal(job.setup);
    const ApplyPorts ports{
        .transport = m_ports.transport,
        .pacer = m_ports.pacer,
        .browser = m_ports.browser,
        .secrets = m_ports.secrets,
        .journal = journal,
        .progressed =
            [this](const ChangeProgress& progress) {
                m_worker.post([this, progress] { Q_EMIT progressed(progress); });
            },
        .madeValue = [this, &stop](
                         const QString& field, const QString& value) { hand(field, value, stop); },
        .madeSecret =
            [this](Secret secret, bool) {
                auto held = std::make_shared<Secret>(std::move(secret));
                m_worker.post([this, held] {
                    if (keepSecret)
                        keepSecret(std::move(*held));
                });
            },
    };
    PlanOutcome outcome{.kind = job.kind, .applied = {}, .settled = {}};
    if (job.kind == PlanJob::Kind::Undo) {
        const UndoRequest request{.profile = *job.profile,
            .inputs = job.inputs,
            .secret = &job.secret,
            .records = job.records,
            .only = job.only,
            .snapshot = job.snapshot,
            .session = job.session,
            .endpoints = job.endpoints};
        outcome.applied = undo(request, ports, stop);
        return outcome;
    }
    const ApplyRequest request{.profile = *job.profile,
        .inputs = job.inputs,
        .secret = &job.secret,
        .plan = job.plan,
        .snapshot = job.snapshot,
        .session = job.session,
        .endpoints = job.endpoints};
    if (job.kind == PlanJob::Kind::Settle)
        outcome.settled = settle(request, ports, stop);
    else
        outcome.applied = apply(request, ports, stop);
    return outcome;
}

} // namespace lockstep
