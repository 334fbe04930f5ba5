// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

namespace lockstep {

//! An ISO 8601 date and time with its offset, as UTC; invalid for anything else. A fraction is cut
//! after the milliseconds: Graph writes seven digits, and Qt would round 23:59:59.9999999 up into
//! the next day, that of 31 December 9999 into a year which no ISO text can hold.
[[nodiscard]] QDateTime isoInstant(const QString& text);

} // namespace lockstep
