// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace lockstep {

struct Tones;

//! The style sheet of the program in these colours. Widgets pick their look by the dynamic
//! properties "look" (buttons), "tone" (labels) and "box" (frames).
[[nodiscard]] QString styleSheetFor(const Tones& tones);

} // namespace lockstep
