// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan_runner.h"

namespace lockstep {

class SetupController;

//! From the wish to have it done to what became of it: the plan that is shown, the sign-in that it
//! takes, the run, the check after it, and the way back. Without any widget.
class PlanFlow final : public QObject {
    Q_OBJECT
public:
    enum class Stage {
        Closed,
        Reading, //!< the tenant, so that a plan can be made
        Preview, //!< the plan is shown and can be ticked
        SigningIn, //!< with the permissions that writing takes
        Reviewing, //!< the tenant is read once more before anything is sent
        Settling, //!< what an earlier run left open is looked for
        Applying,
        Undoing,
        Checking, //!< everything, after it
        Ended,
    };
    enum class Way { Browser, DeviceCode };
    //! What the sign-in and the run are for.
    enum class Purpose { Apply, Undo, Settle };

    explicit PlanFlow(SetupController& controller);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] Purpose purpose() const { return m_purpose; }
    //! Whether values, checks and sign-in must stay as they are: something is, or is about to be,
    //! sent.
    [[nodiscard]] bool isWorking() const;
    [[nodiscard]] bool isBusy() const; //!< that, or reading, signing in or checking for it
    [[nodiscard]] bool isStopping() const { return m_runner.isStopping(); }
    //! What to know about it now; empty: nothing.
    [[nodiscard]] QString message() const { return m_message; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    // The plan
    //! Makes a plan for these findings (empty: for all that is not right) and shows it.
    void open(const QStringList& only = {});
    void openAgain() { open(QStringList(m_only)); }
    void close();
    //! Why no plan can be made now; empty when one can.
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] const Plan& plan() const { return m_plan; }
    [[nodiscard]] bool isTicked(size_t index) const { return !m_unticked.contains(index); }
    //! Whether what is typed is not what the plan was made for any more.
    [[nodiscard]] bool isOutdated() const;
    //! What depends on it, or what it depends on, goes with it.
    void setTicked(size_t index, bool on);
    //! How many others are left out with this one, as they need it; 0 while it is ticked.
    [[nodiscard]] int leftOutWith(size_t index) const;
    [[nodiscard]] Plan ticked() const { return withoutUnticked(m_plan, m_unticked); }
    [[nodiscard]] bool needsSignIn() const;
    //! What the account lacks for this change; empty when nothing or when that was not read.
    [[nodiscard]] QString whyMayNot(const Change& change) const;
    void apply(Way way = Way::Browser);
    void cancel();
    [[nodiscard]] const std::vector<ChangeProgress>& progress() const { return m_progress; }
    //! Done, or sent and taken by Entra as the journal has it.
    [[nodiscard]] int doneCount() const;
    //! Whether it was carried out, but nobody waits any more for Entra to show it.
    [[nodiscard]] bool isSentOnly(size_t index) const;
    [[nodiscard]] int undoneCount() const; //!< of what the plan shows, taken back since
    //! What is left to do after the run.
    [[nodiscard]] const Plan& next() const { return m_next; }
    void showNext();

    // What was written
    [[nodiscard]] const std::vector<WriteRecord>& records() const { return m_records; }
    [[nodiscard]] QString requestOf(const QString& id) const; //!< "PATCH /applications/{id}"
    [[nodiscard]] TakenBack takenBack(
        const QString& id) const; //!< empty where the journal has none
    [[nodiscard]] QString recordsProblem() const { return m_recordsProblem; }
    [[nodiscard]] int openCount() const; //!< writes of which nobody knows what became
    //! Those of the run that the plan shows, in its order; null where nothing was sent.
    [[nodiscard]] const WriteRecord* recordOf(size_t index) const;
    [[nodiscard]] QStringList undoable() const; //!< ids, newest first
    [[nodiscard]] QStringList undoableOfRun() const;
    [[nodiscard]] bool undoNeedsSignIn(const QStringList& ids) const;
    void undo(const QStringList& ids, Way way = Way::Browser);
    void findOut(Way way = Way::Browser);
    //! What the last undo was to take back and did not, with a reason; the newest first.
    [[nodiscard]] QStringList leftByUndo() const;
    //! How far the undo of a record is, or how it ended; null where none was tried.
    [[nodiscard]] const ChangeProgress* undoProgress(const QString& id) const;

Q_SIGNALS:
    void opened(); //!< the plan is to be shown
    void changed();
    void progressed();
    void recordsChanged();

private:
    void setStage(Stage stage, const QString& message = {});
    void showPlan(const Plan& plan);
    void showTicked(const Plan& plan);
    [[nodiscard]] Plan makePlan(
        const Report& report, const TenantSnapshot& snapshot, const QStringList& only) const;
    [[nodiscard]] Plan planNow() const;
    [[nodiscard]] std::optional<Plan> planUnseen() const;
    [[nodiscard]] std::vector<Change> leftOut() const;
    [[nodiscard]] QStringList wantedScopes() const;
    [[nodiscard]] bool covers(const QStringList& scopes) const;
    [[nodiscard]] PlanJob job(PlanJob::Kind kind) const;
    void signInOr(Way way);
    void signInChanged();
    void signedIn();
    void valuesJudged();
    void review();
    void checked();
    void checkStopped();
    void afterReview();
    void applyWhatWasShown();
    void runEnded(const PlanOutcome& outcome);
    void undoEnded(const Applied& applied);
    void recordsRead(const RecordsRead& records);
    void heard(const ChangeProgress& progress);
    void finish();
    void watchWaiting();
    [[nodiscard]] bool lacksMadeId() const;
    void checkAfterwards();
    void fetchLostSecret();

    SetupController& m_controller;
    Stage m_stage = Stage::Closed;
    Purpose m_purpose = Purpose::Apply;
    QString m_message;
    QElapsedTimer m_since;
    QStringList m_only;
    Plan m_plan;
    Inputs m_madeFor; //!< the plan
    Plan m_shown; //!< what the person agreed to
    Plan m_next;
    std::set<size_t> m_unticked;
    std::vector<Change> m_leftOut; //!< in a plan that is made anew, what was unticked in the last
    std::vector<ChangeProgress> m_progress;
    QString m_stopped; //!< why the run ended early
    std::optional<Session> m_session; //!< with the write scopes; a check renews its own
    QString m_claims;
    QDateTime m_startedAt;
    std::vector<WriteRecord> m_records;
    std::map<QString, QString> m_requests;
    std::map<QString, TakenBack> m_takenBack;
    QString m_recordsProblem;
    bool m_recordsKnown = false;
    bool m_checkDue = false;
    bool m_saidOutdated = false;
    bool m_settled = false; //!< in this run
    QStringList m_undoIds;
    std::vector<WriteRecord> m_undoFrom; //!< the places that progress speaks of
    std::map<QString, ChangeProgress> m_undo;
    QTimer m_turn;
    PlanRunner m_runner;
};

} // namespace lockstep
