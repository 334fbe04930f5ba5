// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>
#include <QTimer>

#include <array>

class QLabel;
class QPushButton;

namespace lockstep {

class CopyButton;
class Fold;

//! Asks for the sign-in where it is needed: browser, device code, or without.
class SignInPanel final : public QFrame {
    Q_OBJECT
public:
    explicit SignInPanel(SetupController& controller, QWidget* parent = nullptr);
    //! Shows the choice and moves the focus to it.
    void open();
    //! Moves the focus to what it offers first.
    void takeFocus();

Q_SIGNALS:
    void left(); //!< it is gone with the focus, which is to go to something harmless

protected:
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* makeChoice();
    [[nodiscard]] QWidget* makeWaiting();
    [[nodiscard]] QWidget* makeDeviceCode();
    void refresh();
    void showPage(int page);
    [[nodiscard]] QString titleText() const;
    void tick();
    void close();

    SetupController& m_controller;
    QLabel* m_title;
    QLabel* m_problem;
    Fold* m_problemDetails;
    QLabel* m_problemText;
    std::array<QWidget*, 3> m_pages{}; //!< choice, waiting, device code
    int m_page = -1;
    QPushButton* m_browser = nullptr;
    QLabel* m_waitingText = nullptr;
    CopyButton* m_copyLink = nullptr;
    QPushButton* m_device = nullptr; //!< instead of a browser that does not open
    QPushButton* m_cancel = nullptr;
    QLabel* m_code = nullptr;
    CopyButton* m_copyCode = nullptr;
    QLabel* m_timeLeft = nullptr;
    QPushButton* m_openLink = nullptr;
    QTimer m_tick;
    QDateTime m_since;
};

//! Why a scope is asked for, in one sentence.
[[nodiscard]] QString reasonForScope(const QString& scope);

} // namespace lockstep
