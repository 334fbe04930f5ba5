// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/net_context.h"
#include "graph/sign_in.h"
#include "setup/journal.h"

namespace lockstep {

//! What a user asks of PIM for itself (contract 9.3).
struct ActivationRequest {
    QString groupId; //!< object id
    QString reason; //!< justification; may be empty where the group's rules want none
    std::chrono::minutes duration{60}; //!< 5 minutes to 8 hours; the group's rules may allow less
};

struct Activation {
    QString status; //!< "Provisioned", "PendingApproval", ...
    [[nodiscard]] bool isPending() const;
    [[nodiscard]] bool isDone() const; //!< Provisioned, ScheduleCreated or Granted (contract 9.2)
};

//! Scopes of the sign-in with which a user activates; a write, asked for only then.
[[nodiscard]] QStringList activationScopes(const Endpoints& endpoints);

//! Sends the one request, as the user who signed in, for that user alone, with a line in the
//! journal before and after it; where the journal cannot be kept, nothing is sent. Never repeated
//! by itself: a lost reply is an error that says so, and reading tells what became of it. The error
//! is for a person. Blocks.
[[nodiscard]] Result<Activation, QString> activateMembership(
    const Session& user, const ActivationRequest& request, NetContext& net, const Journal& journal);

} // namespace lockstep
