// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "theme_sheet.h"

#include "theme.h"

namespace lockstep {

namespace {

// "@name" is replaced by the tone of that name.
constexpr auto sheet = R"(
QMainWindow, QDialog { background: @window; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QToolTip { background: @surface; color: @text; border: 1px solid @strongBorder; padding: 4px 6px; }

QLabel[tone="display"] { font-size: 20pt; font-weight: 600; }
QLabel[tone="title"] { font-size: 16pt; font-weight: 600; }
QLabel[tone="heading"] { font-size: 11.5pt; font-weight: 600; }
QLabel[tone="strong"] { font-weight: 600; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="small"] { color: @muted; font-size: 9pt; }
QLabel[tone="fail"] { color: @fail; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="pass"] { color: @pass; }
QLabel[tone="code"] { font-size: 24pt; font-weight: 600; letter-spacing: 4px; }
QLabel[tone="number"] { background: @raised; color: @muted; border-radius: 11px; font-size: 9pt;
    font-weight: 600; min-width: 22px; max-width: 22px; min-height: 22px; max-height: 22px; }

QFrame[box="card"] { background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame[box="header"] { background: @surface; border: none; border-bottom: 1px solid @border; }
QFrame[box="footer"] { background: @surface; border: none; border-top: 1px solid @border; }
QFrame[box="side"] { background: @surface; border: none; border-right: 1px solid @border; }
QFrame[box="inset"] { background: @raised; border: none; border-radius: 8px; }
QFrame[box="info"] { background: @accentSoft; border: 1px solid @accent; border-radius: 10px; }
QFrame[box="pass"] { background: @passSoft; border: 1px solid @pass; border-radius: 10px; }
QFrame[box="warn"] { background: @warnSoft; border: 1px solid @warn; border-radius: 10px; }
QFrame[box="fail"] { background: @failSoft; border: 1px solid @fail; border-radius: 10px; }
QFrame[box="demo"] { background: @warnSoft; border: none; border-bottom: 1px solid @warn; }
QFrame[box="rule"] { background: @border; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton { background: @surface; color: @text; border: 1px solid @strongBorder;
    border-radius: 7px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover, QToolButton:hover { background: @raised; }
QPushButton:pressed, QToolButton:pressed { background: @border; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled, QToolButton:disabled { color: @muted; border-color: @border; background: @raised; }
QPushButton[look="primary"] { background: @accent; color: @onAccent; border: 1px solid @accent;
    font-weight: 600; }
QPushButton[look="primary"]:hover { background: @text; border-color: @text; color: @surface; }
QPushButton[look="primary"]:focus { border: 2px solid @text; }
QPushButton[look="primary"]:disabled { background: @raised; color: @muted; border-color: @border; }
QPushButton[look="plain"], QToolButton[look="plain"] { background: transparent; border: 1px solid transparent;
    padding: 5px 8px; }
QPushButton[look="plain"]:hover, QToolButton[look="plain"]:hover { background: @raised; }
QPushButton[look="plain"]:focus, QToolButton[look="plain"]:focus { border: 2px solid @accent; padding: 4px 7px; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: @accent;
    padding: 3px 4px; text-align: left; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid @accent; padding: 2px 3px; border-radius: 5px; }
QPushButton[look="small"] { padding: 3px 10px; font-size: 9.5pt; }
QPushButton[look="small"]:focus { padding: 2px 9px; }
QToolButton[look="icon"] { background: transparent; border: 1px solid transparent; padding: 4px; }
QToolButton[look="icon"]:hover { background: @raised; }
QToolButton[look="icon"]:focus { border: 2px solid @accent; padding: 3px; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit { background: @surface; color: @text; border: 1px solid @strongBorder; border-radius: 7px;
    padding: 6px 9px; selection-background-color: @accent; selection-color: @onAccent; min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @accent; padding: 5px 8px; }
QLineEdit:read-only, QLineEdit:disabled { background: @raised; color: @muted; }
QLineEdit[state="fail"] { border-color: @fail; }
QLineEdit[state="warn"] { border-color: @warn; }

QComboBox { background: @surface; border: 1px solid @strongBorder; border-radius: 7px; padding: 5px 10px; min-height: 20px; }
QComboBox:focus { border: 2px solid @accent; padding: 4px 9px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox:disabled { background: @raised; color: @muted; border-color: @border; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @strongBorder;
    selection-background-color: @accent; selection-color: @onAccent; outline: none; }

QCheckBox, QRadioButton { spacing: 9px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }

QTableView { background: @surface; alternate-background-color: @surface; border: 1px solid @border; border-radius: 10px;
    gridline-color: @border; selection-background-color: @accentSoft; selection-color: @text; outline: none; }
QTableView:focus, QListView:focus { border: 2px solid @accent; }
QTableView::item { padding: 4px 12px; border: none; border-bottom: 1px solid @border; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none; border-bottom: 1px solid @border;
    padding: 8px 12px; font-weight: 600; font-size: 9pt; }
QListView { background: transparent; border: 2px solid transparent; border-radius: 8px; outline: none; }
QMenu { background: @surface; color: @text; border: 1px solid @strongBorder; padding: 4px; }
QMenu::item { padding: 6px 18px; border-radius: 5px; }
QMenu::item:selected { background: @accent; color: @onAccent; }

QProgressBar { background: @raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: @strongBorder; border-radius: 4px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: @strongBorder; border-radius: 4px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

} // namespace

QString styleSheetFor(const Tones& tones)
{
    const std::pair<const char*, QColor> names[] = {
        // longer names first, so that no name is a prefix of what is still to be replaced
        {"@strongBorder", tones.strongBorder},
        {"@unknownSoft", tones.unknownSoft},
        {"@accentSoft", tones.accentSoft},
        {"@passSoft", tones.passSoft},
        {"@warnSoft", tones.warnSoft},
        {"@failSoft", tones.failSoft},
        {"@onAccent", tones.onAccent},
        {"@unknown", tones.unknown},
        {"@surface", tones.surface},
        {"@window", tones.window},
        {"@raised", tones.raised},
        {"@border", tones.border},
        {"@accent", tones.accent},
        {"@muted", tones.muted},
        {"@text", tones.text},
        {"@pass", tones.pass},
        {"@warn", tones.warn},
        {"@fail", tones.fail},
    };
    QString text = QString::fromUtf8(sheet);
    for (const auto& [name, colour] : names)
        text.replace(QLatin1String(name), colour.name());
    return text;
}

} // namespace lockstep
