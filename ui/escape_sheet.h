// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/records.h"
#include "setup/setup.h"

namespace lockstep {

//! The page to keep at hand before completing: what was set, where to take it back, whom to ask,
//! what to send them. `records`: what was written from here. Holds no secret. One self-contained
//! HTML page.
[[nodiscard]] QByteArray escapeSheet(const Setup& setup, const Profile& profile, const QString& who,
    const QUrl& portal, const QDateTime& now, const std::vector<WriteRecord>& records = {});

//! RFC 5545: one day's entry at the secret's end, with a reminder 30 days before it.
[[nodiscard]] QByteArray calendarEntry(
    const Setup& setup, const Profile& profile, const QDateTime& secretEnds, const QDateTime& now);

} // namespace lockstep
