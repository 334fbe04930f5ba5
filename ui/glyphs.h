// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

#include <QIcon>

class QPainter;

namespace lockstep {

//! The program's own signs, drawn from paths: sharp at any scale, in any colour.
enum class Glyph {
    Check,
    Cross,
    Warning,
    Question,
    Dot,
    Clock,
    Lock,
    Unlock,
    Copy,
    Open,
    Back,
    Forward,
    Down,
    Up,
    Eye,
    EyeOff,
    Search,
    Person,
    Plus,
    Play,
    Key,
    Shield,
    Building,
    Box,
    List,
    Refresh,
    Calendar,
};

[[nodiscard]] Glyph glyphOf(Verdict verdict);
//! Draws within the square `area`.
void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& area, const QColor& colour);
//! A verdict's sign in a filled circle, as rows and steps show it.
void paintVerdict(QPainter& painter, Verdict verdict, const QRectF& area);
[[nodiscard]] QIcon glyphIcon(Glyph glyph, const QColor& colour);
//! The program's own icon.
[[nodiscard]] QIcon programIcon();

} // namespace lockstep
