// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/writer.h"

namespace lockstep {

[[nodiscard]] QString newIntentId(); //!< a GUID
//! Names that hold the intent's id, so that what was made can be found again when its reply was
//! lost.
[[nodiscard]] ChangeKind named(ChangeKind kind, const QString& id);

//! One carrying-out of a plan: what apply() does, in order.
class ApplyRun {
    using State = ChangeProgress::State;
    using EntryState = JournalEntry::State;

public:
    ApplyRun(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop);
    [[nodiscard]] Applied carryOut();

private:
    struct Pending {
        size_t index;
        ChangeKind kind; //!< with the names that hold the intent
        std::chrono::steady_clock::time_point since;
        std::chrono::steady_clock::time_point due;
        Pauses pauses;
        Secret secret; //!< of AddSecret: to be proven
        QString unmade = {}; //!< the intent whose reply had no ids; empty: it had
    };
    //! What one intent went through so far.
    struct Tries {
        QString id;
        Change change; //!< with the names that hold the intent
        bool lost = false; //!< an earlier sending may have been carried out
        bool noted = false; //!< the journal has the intent
        bool merged = false; //!< merged anew once already
        std::chrono::steady_clock::time_point started;
        Pauses pauses;
    };
    enum class Attempt { Ended, Again };

    // apply_run.cpp: what comes when, and what is waited for

    //! Intents that an earlier run left open.
    void readOpen();
    [[nodiscard]] bool isThere(size_t index) const;
    [[nodiscard]] std::optional<size_t> nextReady() const;
    //! One intent after another: a second one only for what is not repeatable and was shown not to
    //! have been carried out.
    void start(size_t index);
    //! Whether it was sent to the application that this run is about.
    [[nodiscard]] bool isHere(const WriteRecord& record) const;
    //! An earlier run did it a moment ago, and Entra does not show it yet: it is only waited for.
    [[nodiscard]] bool isDoneAlready(size_t index);
    //! What an earlier run sent and this plan had no need of any more: seen now, it was done.
    void settleRest();
    //! One look at all that is waited for.
    void lookAtPending();
    //! Whether it shows, or has not for too long.
    [[nodiscard]] bool isOver(Pending& pending, const GraphReplies& replies);
    //! Whether reading says that the sign-in is no good any more; stops the run then.
    [[nodiscard]] bool isSignedOut(const GraphReplies& replies);
    void stop(const QString& why) { m_applied.stopped = why; }
    void set(size_t index, State state, const QString& message = {}, const QString& details = {});
    void tick(size_t index, std::chrono::steady_clock::time_point since);
    void rest(size_t index, Pauses& pauses, std::chrono::steady_clock::time_point since);
    void outcome(const QString& id, EntryState state, const Change& change, const QString& detail,
        const Json& made = Json::object());

    // apply_attempt.cpp: one intent, from reading to what became of it

    //! An intent of an earlier run that is still open goes on under its own id: what it may have
    //! done is found again by it, and counts as ours.
    [[nodiscard]] Tries begin(size_t index);
    //! All sendings of one intent.
    [[nodiscard]] Attempt attempt(size_t index);
    //! What a sending came to; nothing where the intent is tried once more.
    [[nodiscard]] std::optional<Attempt> after(
        size_t index, Tries& tries, const Write& write, Sent& sent);
    [[nodiscard]] bool isTooLong(const Tries& tries) const;
    //! Until when an error may be an early one: what the change stands on is that fresh.
    [[nodiscard]] bool isWithinWindow() const;
    //! The end without success. The journal says "refused" only where nothing of it can have been
    //! carried out.
    void giveUp(size_t index, const Tries& tries, State state, const QString& words,
        const QString& details);
    //! It is right already: by somebody else, or by a sending of ours whose reply was lost.
    void foundThere(size_t index, const Tries& tries, const Sight& sight, const QString& details);
    //! Whether the tenant shows it although this sending was refused.
    [[nodiscard]] bool readBack(size_t index, const Tries& tries, const Sent& sent);
    void carriedOut(size_t index, const QString& id, const Change& change, Sent& sent);
    //! What is not repeatable and whose reply was lost: two minutes of reading tell.
    [[nodiscard]] Attempt settleLost(size_t index, const Tries& tries, const Sent& sent);

    // apply_secret.cpp: a secret's value is shown once

    //! Secrets of earlier runs whose value got lost are removed before another one is made.
    [[nodiscard]] bool hasClearedSecrets(size_t index);
    //! Whether the keychain has it.
    [[nodiscard]] bool keepSecret(size_t index, const Secret& secret);
    //! A secret that nobody will know is removed while it is known which one it is.
    void removeUnkept(size_t index, const QString& id, const Change& change, const Json& made);
    //! What was lost shows: a secret whose value went with the reply is removed again.
    [[nodiscard]] Attempt foundLost(size_t index, const Tries& tries, const Sight& sight);
    [[nodiscard]] WriteRecord recordOf(
        const QString& id, const Change& change, const Json& made) const;

    // apply_consent.cpp

    //! In the browser somebody consents; then it shows.
    void consent(size_t index);
    //! The vendor's own address, or version 1 without a redirect: ours is none of the app's own
    //! (contract 6.1).
    [[nodiscard]] QUrl consentAddress(const ChangeKind& kind);

    const Plan& m_plan;
    Writer m_writer;
    Applied m_applied;
    std::vector<Pending> m_pending;
    std::vector<WriteRecord> m_open;
    std::vector<WriteRecord> m_openSecrets;
    std::vector<WriteRecord> m_fresh; //!< done a moment ago by an earlier run
    std::optional<std::chrono::steady_clock::time_point> m_lastWrite;
};

} // namespace lockstep
