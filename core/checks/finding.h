// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/inputs.h"
#include "tenant/snapshot.h"

namespace lockstep {

enum class Verdict { NotRun, Pass, Warn, Waiting, Unknown, Fail };
[[nodiscard]] QString verdictName(Verdict verdict); //!< "not-run", "pass", ... as reports say it
[[nodiscard]] QString verdictWord(Verdict verdict); //!< translated, for a person: "Not confirmed"

//! What to do about a finding that is not green.
struct Remedy {
    enum class Kind { Change, Portal, Field, Wait, Attest, SignIn };
    Kind kind = Kind::Portal;
    QString text;
    QUrl url;
    QString field; //!< for Kind::Field
};
[[nodiscard]] QString remedyName(Remedy::Kind kind);

//! One check's outcome. `expected` and `observed` hold facts, `message` is one sentence for a
//! person.
struct Finding {
    QString check;
    QString subject;
    QString step;
    Verdict verdict = Verdict::NotRun;
    bool required = true;
    QString expected;
    QString observed;
    QString message;
    std::optional<Remedy> remedy;
    QString details; //!< request id, codes: the "Technical details" fold

    [[nodiscard]] QString key() const { return subject.isEmpty() ? check : check + u'/' + subject; }
};

//! A state that was proven once and need not last: "out before activation", "in after it".
struct Moment {
    QString check;
    QString subject;
    QString about; //!< what else it was about: the group
    QDateTime at; //!< UTC
    QString message;
};

enum class Overall { Ready, Blocked, Unconfirmed, Unreachable };

//! What a person says of something that Graph cannot see. Never part of the verdict.
struct Attested {
    QString name; //!< "attested.<id>"
    QString text; //!< what was said to be so
    QString by;
    QDateTime at; //!< UTC
};

//! What would be changed so that findings become green, as a report tells it (see plan/plan.h).
struct PlannedChange {
    QString kind; //!< "create-application", ...
    QString text; //!< one sentence
    QStringList heals; //!< Finding::key()
    QString before;
    QString now;
    QString request; //!< method and path
    QStringList permissions; //!< delegated, that sending it takes
    QStringList roles; //!< of which one is needed, least first
    QString undo; //!< empty: it cannot be undone
};

//! The outcome of one verify() run.
struct Report {
    QString profile;
    QString tenantId;
    QString cloud;
    QDateTime startedAt; //!< UTC
    std::chrono::milliseconds duration{0};
    NetworkUse network;
    std::vector<Finding> findings; //!< in the profile's order
    bool nothingReached = false;
    QStringList notes; //!< about the run itself: a wrong clock, a session that ended
    int secretAccepted = 0; //!< token requests in a row that took the secret
    QDateTime secretEnds; //!< UTC; invalid when unknown
    std::vector<Attested> attested;
    std::vector<Moment> moments; //!< proven in earlier runs; never part of the verdict
    std::vector<PlannedChange> plan; //!< in the order of work; never part of the verdict

    [[nodiscard]] Overall overall() const;
    [[nodiscard]] const Finding* find(const QString& check, const QString& subject = {}) const;
};
[[nodiscard]] QString overallName(
    Overall overall); //!< "ready", "blocked", "unconfirmed", "unreachable"
[[nodiscard]] int exitCode(Overall overall);

//! The checks of a guide for these values: a check of a list's entries once for each entry.
[[nodiscard]] std::vector<CheckSpec> checksFor(const Profile& profile, const Inputs& inputs);

//! All findings as not yet run: what the window shows before the first check.
[[nodiscard]] std::vector<Finding> notRunFindings(const Profile& profile, const Inputs& inputs);

//! Pure: the facts of one run against the profile's checks. `secretGiven`: a secret was there to be
//! tried.
[[nodiscard]] Report evaluate(
    const Profile& profile, const Inputs& inputs, bool secretGiven, const TenantSnapshot& snapshot);

} // namespace lockstep
