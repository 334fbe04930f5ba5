// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "completer.h"

#include <QFrame>

class QVBoxLayout;

namespace lockstep {

//! After the last action: what was done, or what to do when it went wrong.
class DonePanel final : public QFrame {
    Q_OBJECT
public:
    DonePanel(SetupController& controller, Completer& completer, QWidget* parent = nullptr);

Q_SIGNALS:
    void reportWanted(bool asHtml);
    void calendarWanted();
    void escapeSheetWanted();
    void anotherWanted();

private:
    void addDone(QVBoxLayout* layout);
    void addLocked(QVBoxLayout* layout);
    void addUnknown(QVBoxLayout* layout);
    SetupController& m_controller;
    Completer& m_completer;
};

} // namespace lockstep
