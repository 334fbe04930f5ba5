// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/profile.h"

#include <QDateTime>

namespace lockstep {

//! What was typed, by field id. A secret is never in here.
struct Inputs {
    std::map<QString, QStringList> values; //!< a plain field has one entry

    [[nodiscard]] QString text(const QString& field) const
    {
        const auto found = values.find(field);
        return found == values.end() || found->second.isEmpty() ? QString() : found->second.first();
    }
    //! All entries of a list field; of another field the one that is there.
    [[nodiscard]] QStringList list(const QString& field) const
    {
        const auto found = values.find(field);
        return found == values.end() ? QStringList() : found->second;
    }
    void set(const QString& field, const QString& value) { values[field] = QStringList{value}; }
    friend bool operator==(const Inputs&, const Inputs&) = default;
};

//! The outcome of looking at one typed value, without any request.
struct FieldVerdict {
    enum class Kind { Empty, Good, Warning, Malformed };
    Kind kind = Kind::Good;
    QString message; //!< empty when good
    std::optional<QString> cleaned; //!< offered, never applied silently
    QString belongsTo; //!< id of the field that this value seems meant for (swapped ids)
};

//! Validates as typed; `others` finds swapped and doubled ids. Pure, fast enough for each key.
//! Of a list field, `text` is one entry. The end of a span must lie behind its start, which is in
//! `others`; that it lies behind `now` is a warning, and not asked where `now` is not given.
[[nodiscard]] FieldVerdict validateField(const Profile& profile, const Field& field,
    const QString& text, const Inputs& others, const QDateTime& now = {});

//! All of a field's entries, the first bad one's verdict; an entry that is there twice is bad.
[[nodiscard]] FieldVerdict validateEntries(
    const Profile& profile, const Field& field, const Inputs& inputs, const QDateTime& now = {});

//! What a duration field says, in minutes: "PT8H", "P1D", "8 hours", "30 minutes", "1 day".
[[nodiscard]] std::optional<int> minutesOf(const QString& text);
//! What a date field says, as an instant in UTC; without an offset it is this computer's zone. A
//! time that the clock skips is none; of one that comes twice it is the first (see TypedDate).
[[nodiscard]] std::optional<QDateTime> instantOf(const QString& text);

//! A pasted block such as "Application (client) ID: ... Directory (tenant) ID: ...": the values by
//! field id. Empty unless at least one label was found. May hold the secret: callers move it on at
//! once.
[[nodiscard]] std::map<QString, QString> parsePastedBlock(
    const Profile& profile, const QString& text);

//! Whether it is 8-4-4-4-12 hex digits, nothing around it.
[[nodiscard]] bool isGuid(const QString& text);

//! Identifies the values that a report speaks of. Keyed per process: worthless outside it.
struct InputsFingerprint {
    QByteArray digest;
    friend bool operator==(const InputsFingerprint&, const InputsFingerprint&) = default;
};

} // namespace lockstep
