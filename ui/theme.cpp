// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "theme.h"

#include "indicator_style.h"
#include "theme_sheet.h"

#include <QApplication>
#include <QFont>

namespace lockstep {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

const Tones& lightTones()
{
    static const Tones tones{
        .window = rgb(0xf5f6f8),
        .surface = rgb(0xffffff),
        .raised = rgb(0xf0f2f5),
        .border = rgb(0xdfe3e8),
        .strongBorder = rgb(0x8a94a3),
        .text = rgb(0x1a2129),
        .muted = rgb(0x566170),
        .accent = rgb(0x1f5fd6),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0xe6eefc),
        .pass = rgb(0x12724d),
        .warn = rgb(0x8a5300),
        .fail = rgb(0xb3261e),
        .unknown = rgb(0x5b4bb5),
        .passSoft = rgb(0xe4f4ec),
        .warnSoft = rgb(0xfdf1dc),
        .failSoft = rgb(0xfce9e7),
        .unknownSoft = rgb(0xeeebfb),
    };
    return tones;
}

const Tones& darkTones()
{
    static const Tones tones{
        .window = rgb(0x14171c),
        .surface = rgb(0x1c2027),
        .raised = rgb(0x262b34),
        .border = rgb(0x323945),
        .strongBorder = rgb(0x7d8796),
        .text = rgb(0xe8ebf0),
        .muted = rgb(0xa3adba),
        .accent = rgb(0x7aa8ff),
        .onAccent = rgb(0x0c1a33),
        .accentSoft = rgb(0x22324f),
        .pass = rgb(0x5fcf9b),
        .warn = rgb(0xf0b65a),
        .fail = rgb(0xff8a80),
        .unknown = rgb(0xb8acff),
        .passSoft = rgb(0x1b3329),
        .warnSoft = rgb(0x3a2e18),
        .failSoft = rgb(0x41231f),
        .unknownSoft = rgb(0x2b2845),
    };
    return tones;
}

const Tones& contrastTones()
{
    static const Tones tones{
        .window = rgb(0x000000),
        .surface = rgb(0x000000),
        .raised = rgb(0x000000),
        .border = rgb(0xffffff),
        .strongBorder = rgb(0xffffff),
        .text = rgb(0xffffff),
        .muted = rgb(0xffffff),
        .accent = rgb(0xffff00),
        .onAccent = rgb(0x000000),
        .accentSoft = rgb(0x2b2b00),
        .pass = rgb(0x3ff23f),
        .warn = rgb(0xffd700),
        .fail = rgb(0xff9a9a),
        .unknown = rgb(0x9ad7ff),
        .passSoft = rgb(0x000000),
        .warnSoft = rgb(0x000000),
        .failSoft = rgb(0x000000),
        .unknownSoft = rgb(0x000000),
    };
    return tones;
}

const Tones& tonesOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Dark: return darkTones();
    case Scheme::Contrast: return contrastTones();
    default: return lightTones();
    }
}

//! Windows' and GNOME's high contrast black give exactly this pair.
Scheme systemScheme(const QPalette& desktop)
{
    const QColor window = desktop.color(QPalette::Window);
    const QColor text = desktop.color(QPalette::WindowText);
    if (window == Qt::black && text.lightness() > 250)
        return Scheme::Contrast;
    return window.lightness() < text.lightness() ? Scheme::Dark : Scheme::Light;
}

QPalette paletteOf(const Tones& tones)
{
    QPalette palette(tones.raised, tones.window);
    palette.setColor(QPalette::WindowText, tones.text);
    palette.setColor(QPalette::Text, tones.text);
    palette.setColor(QPalette::ButtonText, tones.text);
    palette.setColor(QPalette::Base, tones.surface);
    palette.setColor(QPalette::AlternateBase, tones.raised);
    palette.setColor(QPalette::ToolTipBase, tones.surface);
    palette.setColor(QPalette::ToolTipText, tones.text);
    palette.setColor(QPalette::PlaceholderText, tones.muted);
    palette.setColor(QPalette::Highlight, tones.accent);
    palette.setColor(QPalette::HighlightedText, tones.onAccent);
    palette.setColor(QPalette::Link, tones.accent);
    palette.setColor(QPalette::LinkVisited, tones.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tones.muted);
    return palette;
}

} // namespace

std::optional<Scheme> schemeByName(const QString& name)
{
    static const std::map<QString, Scheme> names{
        {QStringLiteral("system"), Scheme::System},
        {QStringLiteral("light"), Scheme::Light},
        {QStringLiteral("dark"), Scheme::Dark},
        {QStringLiteral("contrast"), Scheme::Contrast},
    };
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

QColor Tones::of(Verdict verdict) const
{
    switch (verdict) {
    case Verdict::Pass: return pass;
    case Verdict::Warn: return warn;
    case Verdict::Fail: return fail;
    case Verdict::Unknown: return unknown;
    case Verdict::Waiting: return accent;
    case Verdict::NotRun: break;
    }
    return muted;
}

QColor Tones::soft(Verdict verdict) const
{
    switch (verdict) {
    case Verdict::Pass: return passSoft;
    case Verdict::Warn: return warnSoft;
    case Verdict::Fail: return failSoft;
    case Verdict::Unknown: return unknownSoft;
    case Verdict::Waiting: return accentSoft;
    case Verdict::NotRun: break;
    }
    return raised;
}

const Tones& currentTones()
{
    const QColor window = QApplication::palette().color(QPalette::Window);
    if (window == contrastTones().window)
        return contrastTones();
    return window.lightness() < 128 ? darkTones() : lightTones();
}

void applyTheme(QApplication& application, Scheme scheme)
{
    if (scheme == Scheme::System)
        scheme = systemScheme(QApplication::palette());
    const Tones& tones = tonesOf(scheme);
    QApplication::setStyle(new IndicatorStyle);
    QApplication::setPalette(paletteOf(tones));
    QFont font;
    font.setFamilies(
        {QStringLiteral("Inter"), QStringLiteral("Segoe UI"), QStringLiteral(".AppleSystemUIFont"),
            QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPointSizeF(10.0);
    QApplication::setFont(font);
    application.setStyleSheet(styleSheetFor(tones));
}

} // namespace lockstep
