// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "plan/apply.h"
#include "verification_runner.h"

namespace lockstep {

//! What one run needs, owned by the run: the window may change its own meanwhile.
struct PlanJob {
    enum class Kind { Settle, Apply, Undo };
    Kind kind = Kind::Apply;
    ProfilePointer profile;
    Inputs inputs;
    Secret secret;
    Session session;
    Endpoints endpoints;
    QString setup; //!< whose journal
    Plan plan = {}; //!< ticked changes only
    TenantSnapshot snapshot = {};
    std::vector<WriteRecord> records = {}; //!< of an undo
    QStringList only = {}; //!< records to undo; empty: all
};

struct PlanOutcome {
    PlanJob::Kind kind = PlanJob::Kind::Apply;
    Applied applied;
    Settled settled;
};

//! Who took a write back, and when.
struct TakenBack {
    QDateTime at; //!< UTC
    QString who;
};

//! The journal's writes, or why they cannot be read.
struct RecordsRead {
    std::vector<WriteRecord> records;
    std::map<QString, QString> requests; //!< by record: method and path template
    std::map<QString, TakenBack> takenBack; //!< by record
    QString problem; //!< empty: they could be
};

//! The only way a plan is carried out or taken back in the window: off the GUI thread, one run at a
//! time. A run that is told to stop is not forgotten: it ends at once, but its own account of what
//! was sent still comes, and nobody writes the journal before it has.
class PlanRunner final : public QObject {
    Q_OBJECT
public:
    explicit PlanRunner(const Ports& ports, QObject* parent = nullptr);
    ~PlanRunner() override;

    void start(PlanJob job);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_worker.isRunning(); }
    [[nodiscard]] bool isStopping() const { return isRunning() && m_stop.stop_requested(); }
    //! Reads what the journal says, off this thread; comes as recordsRead().
    void readRecords(const QString& setup);

    //! Keeps a value that was made and calls `then` once it is on the disk or cannot get there.
    //! Called on this thread while the run waits for it.
    std::function<void(const QString& field, const QString& value, std::function<void()> then)>
        keepValue;
    std::function<void(Secret secret)> keepSecret;

Q_SIGNALS:
    void progressed(const lockstep::ChangeProgress& progress);
    void ended(const lockstep::PlanOutcome& outcome);
    void recordsRead(const lockstep::RecordsRead& records);

private:
    [[nodiscard]] PlanOutcome run(const PlanJob& job, const std::stop_token& stop);
    void hand(const QString& field, const QString& value, const std::stop_token& stop);

    Ports m_ports;
    std::stop_source m_stop;
    Worker m_reader;
    Worker m_worker;
};

} // namespace lockstep
