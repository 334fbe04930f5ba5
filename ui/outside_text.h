// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace lockstep {

//! A text that may hold names from a tenant, for a label that wraps: a word too long for a line may
//! be broken anywhere. QLabel itself would make the page as wide as the longest word.
[[nodiscard]] QString wrappable(const QString& text);

//! The same for a tool tip, which Qt would take for HTML where a name looks like it.
[[nodiscard]] QString tipText(const QString& text);

} // namespace lockstep
