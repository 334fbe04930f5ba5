// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace lockstep {

class ElidedLabel;
class JournalPage;
class PlanPage;
class ReviewPage;
class SignInPanel;
class StepList;
class StepPage;

//! An open setup: header, steps at the side, the page of one step, and what is saved below.
class SetupView final : public QWidget {
    Q_OBJECT
public:
    explicit SetupView(SetupController& controller, QWidget* parent = nullptr);
    [[nodiscard]] SetupController& controller() { return m_controller; }
    [[nodiscard]] ReviewPage* review() const { return m_review; }
    void focusField(const QString& field);
    void showStep(const QString& step);
    void showNotice(const QString& text);
    void showPlan();
    void showJournal();
    [[nodiscard]] PlanPage* planPage() const { return m_plan; }
    [[nodiscard]] JournalPage* journalPage() const { return m_journal; }

Q_SIGNALS:
    void closeWanted();
    void anotherWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makePages();
    void addChangePages();
    [[nodiscard]] QWidget* makeFooter();
    void connectController();
    void addShortcuts();
    void leaveChanges();
    void focusPage();
    void refreshStep();
    void refreshSaved();
    void move(int by);
    [[nodiscard]] int currentIndex() const;

    SetupController& m_controller;
    StepList* m_steps = nullptr;
    QStackedWidget* m_pages = nullptr;
    std::vector<StepPage*> m_stepPages;
    ReviewPage* m_review = nullptr;
    PlanPage* m_plan = nullptr;
    JournalPage* m_journal = nullptr;
    SignInPanel* m_signIn = nullptr;
    QWidget* m_signInHolder = nullptr;
    QLabel* m_saved = nullptr;
    ElidedLabel* m_notice = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    QTimer m_noticeTimer;
};

} // namespace lockstep
