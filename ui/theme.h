// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

#include <QColor>
#include <QPalette>

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

//! The tones that go with a palette set by applyTheme().
[[nodiscard]] const Tones& tonesFor(const QPalette& palette);
//! Style, font, palette and style sheet of the whole program. System looks at the palette that the
//! desktop gave (Qt 6.4 cannot say its colour scheme).
void applyTheme(QApplication& application, Scheme scheme);

} // namespace lockstep
