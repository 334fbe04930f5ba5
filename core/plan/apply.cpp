// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply.h"

#include "plan/apply_run.h"

#include <algorithm>

namespace lockstep {

using State = ChangeProgress::State;

QString tenantOf(const Session& session, const TenantSnapshot& snapshot)
{
    if (session.identity)
        return session.identity->tenantId;
    return snapshot.identity ? snapshot.identity->tenantId : QString();
}

QString stateWord(State state)
{
    switch (state) {
    case State::Pending: return CarryWords::tr("Not begun");
    case State::Sending: return CarryWords::tr("Sending");
    case State::Waiting: return CarryWords::tr("Waiting for Entra");
    case State::Done: return CarryWords::tr("Done");
    case State::AlreadyThere: return CarryWords::tr("Right already");
    case State::Undone: return CarryWords::tr("Undone");
    case State::Left: return CarryWords::tr("Left as it is");
    case State::Refused: return CarryWords::tr("Refused");
    case State::NotShown: return CarryWords::tr("Not shown yet");
    case State::Unknown: return CarryWords::tr("Not known");
    case State::Skipped: return CarryWords::tr("Not done");
    }
    return {};
}

bool Applied::isComplete() const
{
    return std::ranges::all_of(changes, [](const ChangeProgress& each) {
        return each.state == State::Done || each.state == State::AlreadyThere
            || each.state == State::Undone;
    });
}

Applied apply(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
{
    return ApplyRun(request, ports, std::move(stop)).carryOut();
}

} // namespace lockstep
