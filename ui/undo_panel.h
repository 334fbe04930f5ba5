// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>
#include <QPointer>
#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

//! Says what taking back would do, one by one, before anything is sent.
class UndoPanel final : public QFrame {
    Q_OBJECT
public:
    explicit UndoPanel(SetupController& controller, QWidget* parent = nullptr);
    //! Shows these records' undo, and moves the focus to the way out of it, which `area` scrolls
    //! to.
    void ask(const QStringList& ids, QScrollArea& area);
    //! Undoes nothing; the focus goes back to where it came from.
    void keep() { hide(); }

Q_SIGNALS:
    void left(); //!< it is gone with the focus, which is to go to something harmless

protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addLines();
    void scrollTo();
    void start(PlanFlow::Way way);
    void refresh();

    SetupController& m_controller;
    QStringList m_ids;
    QLabel* m_title;
    QVBoxLayout* m_lines;
    QPushButton* m_go;
    QPushButton* m_device;
    QPushButton* m_keep;
    QPointer<QScrollArea> m_area;
    QPointer<QWidget> m_from; //!< had the focus before
};

} // namespace lockstep
