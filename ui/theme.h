// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

#include <QColor>

class QApplication;

namespace lockstep {

enum class Scheme { System, Light, Dark, Contrast };
//! "system", "light", "dark" or "contrast".
[[nodiscard]] std::optional<Scheme> schemeByName(const QString& name);

//! The colours beyond a QPalette, for one scheme.
struct Tones {
    QColor window, surface, raised, border, strongBorder, text, muted;
    QColor accent, onAccent, accentSoft;
    QColor pass, warn, fail, unknown, passSoft, warnSoft, failSoft, unknownSoft;

    [[nodiscard]] QColor of(Verdict verdict) const;
    [[nodiscard]] QColor soft(Verdict verdict) const;
};

//! The tones that go with the program's palette as applyTheme() set it. A widget's own palette
//! would mislead: a style sheet makes its ground transparent.
[[nodiscard]] const Tones& currentTones();
//! Style, font, palette and style sheet of the whole program. System looks at the palette that the
//! desktop gave (Qt 6.4 cannot say its colour scheme).
void applyTheme(QApplication& application, Scheme scheme);

} // namespace lockstep
