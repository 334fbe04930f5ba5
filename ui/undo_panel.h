// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

//! Says what taking back would do, one by one, before anything is sent.
class UndoPanel final : public QFrame {
    Q_OBJECT
public:
    explicit UndoPanel(SetupController& controller, QWidget* parent = nullptr);
    //! Shows these records' undo, and moves the focus there.
    void ask(const QStringList& ids);

private:
    void start(PlanFlow::Way way);
    void refresh();

    SetupController& m_controller;
    QStringList m_ids;
    QLabel* m_title;
    QVBoxLayout* m_lines;
    QPushButton* m_go;
    QPushButton* m_device;
};

} // namespace lockstep
