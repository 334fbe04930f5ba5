// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "completer.h"
#include "secret_clipboard.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

//! The guided hand-off: the vendor's page, each value in its order, then how it went.
class HandoffPanel final : public QFrame {
    Q_OBJECT
public:
    HandoffPanel(SetupController& controller, Completer& completer, QWidget* parent = nullptr);

private:
    void addPageButton(QVBoxLayout* layout, const QString& page);
    void addCopies(QHBoxLayout* line, const Field& field);
    void addValue(QVBoxLayout* layout, const Field& field, int number);
    void addQuestion(QVBoxLayout* layout);
    void showClipboard();

    SetupController& m_controller;
    Completer& m_completer;
    SecretClipboard m_clipboard;
    QPushButton* m_copySecret = nullptr;
    QLabel* m_clipboardText = nullptr;
};

} // namespace lockstep
