// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace lockstep {

//! Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
[[nodiscard]] int editDistance(const QString& a, const QString& b);
//! The known word that was probably meant; empty when none is near.
[[nodiscard]] QString nearestWord(const QString& word, const QStringList& known);
//! ` Did you mean "permission.granted"?`, or nothing.
[[nodiscard]] QString suggestion(const QString& word, const QStringList& known);

} // namespace lockstep
