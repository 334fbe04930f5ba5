// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "completer.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

class FieldEditor;
class VerdictMark;

//! The last button, and beside it in words why it is closed.
class GatePanel final : public QFrame {
    Q_OBJECT
public:
    GatePanel(const Step& step, SetupController& controller, Completer& completer,
        QWidget* parent = nullptr);
    [[nodiscard]] QPushButton* button() const { return m_complete; }
    [[nodiscard]] FieldEditor* editor(const QString& field) const;

Q_SIGNALS:
    void reasonChosen(const QString& step, const QString& check);
    void escapeSheetWanted();

private:
    void refresh();
    void confirm();
    [[nodiscard]] QString summary(const std::vector<GateReason>& reasons) const;

    SetupController& m_controller;
    Completer& m_completer;
    VerdictMark* m_mark;
    QLabel* m_title;
    QVBoxLayout* m_reasons;
    QStringList m_shown;
    std::vector<FieldEditor*> m_editors;
    QLabel* m_message;
    QPushButton* m_complete;
};

} // namespace lockstep
