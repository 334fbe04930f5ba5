// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace lockstep {

class Fold;
class VerdictMark;

//! One write that the journal tells of, and its way back.
class RecordRow final : public QFrame {
    Q_OBJECT
public:
    RecordRow(WriteRecord record, SetupController& controller, QWidget* parent = nullptr);
    //! The same write, with what became of it since.
    void setRecord(WriteRecord record);
    [[nodiscard]] QString id() const { return m_record.id; }
    void refresh();
    //! How far taking it back is, or why it was left as it is; empty where that was not tried.
    [[nodiscard]] QString backText() const;

Q_SIGNALS:
    void undoWanted(const QString& record);

private:
    void fillDetails();

    WriteRecord m_record;
    SetupController& m_controller;
    VerdictMark* m_mark;
    QLabel* m_state;
    QLabel* m_back;
    QPushButton* m_undo;
    Fold* m_details;
};

} // namespace lockstep
