// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace lockstep {

class ChangeRow;
class PlanBar;
class UndoPanel;

//! The preview of every change, then the same lines while they are carried out, then what became
//! of them. A page, not a dialog: the way out is always open.
class PlanPage final : public QWidget {
    Q_OBJECT
public:
    explicit PlanPage(SetupController& controller, QWidget* parent = nullptr);
    //! Shows the page from its top and moves the focus to what comes next, never to what sends.
    void takeFocus();
    [[nodiscard]] const std::vector<ChangeRow*>& rows() const { return m_rows; }

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void leaveWanted();
    void journalWanted();
    void reviewWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(QVBoxLayout* layout);
    void refresh();
    void refreshRows();
    void refreshNextRow();
    void refreshNotes();
    void moveFocus();
    void showWhatWasLeft();
    void showMessage();
    void makeRows();
    [[nodiscard]] QString intro() const;

    SetupController& m_controller;
    QScrollArea* m_area;
    QLabel* m_title = nullptr;
    QLabel* m_tenant = nullptr;
    QLabel* m_intro = nullptr;
    QFrame* m_messageBox = nullptr;
    QLabel* m_message = nullptr;
    UndoPanel* m_undo = nullptr;
    QFrame* m_card = nullptr;
    QVBoxLayout* m_list = nullptr;
    std::vector<ChangeRow*> m_rows;
    QTimer m_turn;
    size_t m_nextRow = 0;
    QFrame* m_notesCard = nullptr;
    QVBoxLayout* m_notes = nullptr;
    QStringList m_shownNotes;
    PlanBar* m_bar = nullptr;
};

} // namespace lockstep
