// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

class StepList;

//! Beside every page: the steps, how much is confirmed, and what can be done for all of them.
class SetupSide final : public QFrame {
    Q_OBJECT
public:
    explicit SetupSide(SetupController& controller, QWidget* parent = nullptr);
    [[nodiscard]] StepList* steps() const { return m_steps; }

Q_SIGNALS:
    //! A step was chosen, maybe the one that is current already.
    void stepWanted();
    void journalWanted();

private:
    void addActions(QVBoxLayout* layout);
    void refresh();
    void refreshDoAll();

    SetupController& m_controller;
    StepList* m_steps;
    QLabel* m_progress;
    QPushButton* m_checkAll;
    QPushButton* m_doAll;
    QLabel* m_reason;
    QPushButton* m_changed;
};

} // namespace lockstep
