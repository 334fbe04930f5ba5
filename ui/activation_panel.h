// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/activation.h"
#include "setup_controller.h"
#include "worker.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lockstep {

class ChoiceBox;

//! Lets an eligible user activate the group's membership here, with a sign-in of its own. Says what
//! will be asked of PIM before anything is sent.
class ActivationPanel final : public QFrame {
    Q_OBJECT
public:
    ActivationPanel(const QString& userField, SetupController& controller, QWidget* parent);

private:
    void build();
    void refresh();
    void start();
    void ended(const Result<Activation, QString>& outcome);
    [[nodiscard]] QString groupId() const;
    [[nodiscard]] QString whyNot() const;

    QString m_userField;
    SetupController& m_controller;
    QLabel* m_preview = nullptr;
    ChoiceBox* m_duration = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_button = nullptr;
    QLabel* m_state = nullptr;
    Worker m_worker;
};

} // namespace lockstep
