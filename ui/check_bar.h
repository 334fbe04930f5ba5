// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lockstep {

//! "What we found", when it was checked, and one button: Check, or Cancel while it runs.
class CheckBar final : public QWidget {
    Q_OBJECT
public:
    CheckBar(const QString& checkText, SetupController& controller, QWidget* parent = nullptr);
    [[nodiscard]] QPushButton* button() const { return m_button; }

private:
    void refresh();
    void tick();
    [[nodiscard]] QString ageText() const;

    SetupController& m_controller;
    QString m_checkText;
    QLabel* m_when;
    QPushButton* m_button;
    QLabel* m_progress;
    QProgressBar* m_bar;
};

} // namespace lockstep
