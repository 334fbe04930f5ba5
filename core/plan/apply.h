// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/browser.h"
#include "plan/plan.h"
#include "plan/records.h"
#include "setup/secret_store.h"
#include "setup/verify.h"

namespace lockstep {

//! How far one change (or its undo) is.
struct ChangeProgress {
    enum class State {
        Pending,
        Sending,
        Waiting, //!< carried out; Entra does not show it yet
        Done,
        AlreadyThere, //!< was right when it was read again: nothing was sent
        Undone,
        Left, //!< undo: somebody changed it since, or it cannot be undone; nothing was sent
        Refused,
        NotShown, //!< carried out, but two minutes later Entra still did not show it
        Unknown, //!< no reply, and reading did not tell
        Skipped, //!< what it needs was not done
    };
    size_t index = 0; //!< in the plan; in the list of records for an undo
    State state = State::Pending;
    QString message; //!< what happened and what now; empty while all goes well
    QString details; //!< status, code and request id
    std::chrono::milliseconds waited{0}; //!< for Entra to show it
};
[[nodiscard]] QString stateWord(ChangeProgress::State state); //!< translated

//! What carrying out works with. References must outlive the call.
struct ApplyPorts {
    Transport& transport;
    Pacer& pacer;
    Browser& browser; //!< for consent in the browser
    SecretStore& secrets;
    const Journal& journal;
    //! Called on the calling thread, at each step and about once a second while waiting.
    std::function<void(const ChangeProgress&)> progressed = {};
    //! A value that was made and belongs into a field ("clientId"); must be kept when it returns.
    std::function<void(const QString& field, const QString& value)> madeValue = {};
    //! The new secret, after it is in the keychain; `kept` is false where the keychain failed.
    std::function<void(Secret secret, bool kept)> madeSecret = {};
    //! Nobody holds a secret that the keychain does not take: it is removed again at once.
    bool mustKeepSecret = false;
};

struct ApplyRequest {
    const Profile& profile;
    const Inputs& inputs;
    const Secret* secret = nullptr; //!< the setup's secret (SCIM token); null or empty: none
    const Plan& plan; //!< ticked changes only; made from `snapshot`
    const TenantSnapshot& snapshot;
    const Session& session; //!< with the write scopes
    const Endpoints& endpoints;
};

struct Applied {
    std::vector<ChangeProgress> changes; //!< one for each of the plan
    QString stopped; //!< why it ended early: signed out, offline, cancelled; empty: it did not
    QString claims; //!< of a challenge that the next sign-in answers; empty: none
    int requests = 0; //!< writes that were sent
    [[nodiscard]] bool isComplete() const; //!< every change done or there already
};

//! Whose tenant the token reads: its own word, or what was read with it; empty: not known.
[[nodiscard]] QString tenantOf(const Session& session, const TenantSnapshot& snapshot);

//! Carries a plan out, change by change, with a journal line on the disk before each request and
//! after it. Reads what a change is merged into just before it is sent. Sends nothing unless the
//! token's tenant is the setup's. Blocks; never on the GUI thread. Stopping leaves a resumable
//! state.
[[nodiscard]] Applied apply(
    const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop);

//! Open intents of an earlier run, settled by reading; sends nothing. What shows is done and ours.
//! What does not show for two minutes was not carried out; until then it stays open, and apply()
//! sends it under the same intent where that is safe. Comes before a new plan is made. Values that
//! were made are reported as by apply(). With a problem nothing may be planned on.
struct Settled {
    int open = 0; //!< how many there were
    int done = 0;
    int left = 0; //!< still open: what does not show yet, or whose value got lost
    QString problem; //!< why some could not be settled; empty: all were
};
[[nodiscard]] Settled settle(
    const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop);

//! Takes our own writes back, newest first, where the tenant still shows what we wrote. `only`:
//! record ids; empty: all. Progress and result are by place in `records`.
struct UndoRequest {
    const Profile& profile;
    const Inputs& inputs;
    const Secret* secret = nullptr;
    const std::vector<WriteRecord>& records;
    QStringList only = {};
    const TenantSnapshot& snapshot; //!< read with this session
    const Session& session;
    const Endpoints& endpoints;
};
[[nodiscard]] Applied undo(
    const UndoRequest& request, const ApplyPorts& ports, std::stop_token stop);
//! Scopes that undoing these takes, with the read tier.
[[nodiscard]] QStringList undoScopes(
    const Endpoints& endpoints, const Profile& profile, const std::vector<WriteRecord>& records);
[[nodiscard]] bool canBeUndone(const WriteRecord& record);

//! A finding that a write of the last two minutes heals is Waiting, not Fail or NotRun (rule: not
//! there yet after our own write), unless one that heals it was taken back. A provisioning cycle
//! that ended before our own start, restart or change of the credentials is no proof of what is
//! there now: Waiting for the next one.
void markWaiting(Report& report, const std::vector<WriteRecord>& records,
    const TenantSnapshot& snapshot, const QDateTime& now);

} // namespace lockstep
