// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <nlohmann/json.hpp>

#include <QDateTime>

#include <vector>

namespace lockstep {

//! One line of a setup's journal. Never holds a secret or a token.
struct JournalEntry {
    enum class State {
        Intent, //!< written before the request is sent
        Done,
        Refused, //!< Entra said no: nothing was changed
        Unknown, //!< no reply: reading must tell
    };
    QDateTime at; //!< UTC
    State state = State::Intent;
    QString who; //!< the account that it was sent as
    QString what; //!< one sentence
    QString request; //!< method and path template
    QString detail; //!< Graph's status or code
    QString change = {}; //!< id of a plan's change, the same in all of its lines; empty: none
    nlohmann::json data = nlohmann::json::object(); //!< what an undo or a restart must know
    friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

//! What was written into the tenant, line by line, oldest first; each line is on the disk before
//! add() returns.
class Journal {
public:
    explicit Journal(QString path) : m_path(std::move(path)) { }
    [[nodiscard]] const QString& path() const { return m_path; }
    //! Error when it cannot be kept: then nothing may be sent.
    [[nodiscard]] Result<void> add(const JournalEntry& entry) const;
    //! Error with the line that is malformed. No file: no lines.
    [[nodiscard]] Result<std::vector<JournalEntry>> read() const;

private:
    QString m_path;
};

} // namespace lockstep
