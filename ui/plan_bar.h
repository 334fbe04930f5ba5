// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lockstep {

//! Below the plan: what the next press does, how far it is, and the way out in the same place.
class PlanBar final : public QFrame {
    Q_OBJECT
public:
    explicit PlanBar(SetupController& controller, QWidget* parent = nullptr);
    //! False where the only thing to press would send something.
    bool takeFocus();

Q_SIGNALS:
    void leaveWanted();
    void journalWanted();
    void reviewWanted();
    void undoWanted(const QStringList& records);
    //! What had the focus is something else now, or gone.
    void focusMoves();
    void buttonsMoved();

private:
    void refresh();
    void tick();
    void showPreview();
    void showEnded();
    void goOn();
    void setPrimary(QPushButton* button);
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString endText() const;
    [[nodiscard]] QString permissionsText() const;

    SetupController& m_controller;
    QLabel* m_say;
    QProgressBar* m_bar;
    QPushButton* m_back;
    QPushButton* m_undo;
    QPushButton* m_journal;
    QPushButton* m_device;
    QPushButton* m_go;
    QLayout* m_buttons;
    QPushButton* m_primary = nullptr;
    QPushButton* m_cancel; //!< in the place of the one that goes on
    QTimer m_tick;
    QString m_told;
    PlanFlow::Stage m_wasStage = PlanFlow::Stage::Closed;
};

} // namespace lockstep
