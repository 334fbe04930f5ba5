// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/change.h"
#include "setup/journal.h"

#include <nlohmann/json.hpp>

namespace lockstep {

//! One write as the journal tells it: the intent and what became of it.
struct WriteRecord {
    enum class State {
        Open, //!< sent or not, nobody knows yet: reading tells
        Done,
        Refused, //!< nothing was changed
        Undoing, //!< taking it back was begun
        Undone,
    };
    QString id; //!< of the intent, a GUID
    QDateTime at; //!< UTC, of the intent
    QDateTime doneAt; //!< UTC; invalid until Done
    State state = State::Open;
    QString who;
    QString what; //!< the change's sentence
    QString undo; //!< how it is taken back; empty where it cannot be undone
    ChangeKind kind;
    QStringList heals;
    QString tenantId; //!< where it was sent; empty in journals of earlier versions
    QString appId;
    QString servicePrincipalId;
    QString jobId;
    QStringList permissions; //!< delegated, that it was sent with; undoing takes the same
    nlohmann::json before; //!< what the undo needs to know of how it was
    nlohmann::json made; //!< ids of what was made
};

//! Of the entries that are writes of a plan, oldest first. Entries of other kinds are left out.
[[nodiscard]] Result<std::vector<WriteRecord>> writeRecords(
    const std::vector<JournalEntry>& entries);

//! To and from the journal's `data`.
[[nodiscard]] nlohmann::json changeToJson(const ChangeKind& kind);
[[nodiscard]] Result<ChangeKind> changeFromJson(const nlohmann::json& json);

} // namespace lockstep
