// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QScrollArea>

class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

class RecordRow;
class UndoPanel;

//! "What was changed": every write into the tenant for this setup, and the way back.
class JournalPage final : public QScrollArea {
    Q_OBJECT
public:
    explicit JournalPage(SetupController& controller, QWidget* parent = nullptr);
    //! Moves the focus to what comes next, never to what would change the tenant.
    void takeFocus();
    [[nodiscard]] const std::vector<RecordRow*>& rows() const { return m_rows; }

Q_SIGNALS:
    void leaveWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(QVBoxLayout* layout);
    void addButtons(QVBoxLayout* layout);
    void makeRows();
    void refresh();
    void ask(const QStringList& ids);
    void showWhatWasLeft();
    [[nodiscard]] QString stateText() const;

    SetupController& m_controller;
    QLabel* m_title = nullptr;
    QLabel* m_tenant = nullptr;
    QFrame* m_open = nullptr; //!< what is not settled yet
    QLabel* m_openText = nullptr;
    QPushButton* m_findOut = nullptr;
    QFrame* m_messageBox = nullptr;
    QLabel* m_message = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_undoAll = nullptr;
    QPushButton* m_back = nullptr;
    UndoPanel* m_undo = nullptr;
    QLabel* m_none = nullptr;
    QFrame* m_card = nullptr;
    QVBoxLayout* m_list = nullptr;
    std::vector<RecordRow*> m_rows;
    bool m_wasBusy = false;
    bool m_stale = true; //!< the rows are not those of the journal
};

} // namespace lockstep
