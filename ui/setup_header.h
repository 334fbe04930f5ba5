// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace lockstep {

class ElidedLabel;

//! What is always in sight: the guide, the tenant, its cloud, who is signed in.
class SetupHeader final : public QFrame {
    Q_OBJECT
public:
    explicit SetupHeader(SetupController& controller, QWidget* parent = nullptr);

Q_SIGNALS:
    void backWanted();
    void signInWanted();

private:
    void refresh();
    void cloudChosen();
    SetupController& m_controller;
    ElidedLabel* m_guide;
    ElidedLabel* m_tenant;
    QComboBox* m_cloud;
    QLabel* m_account;
    QPushButton* m_sign;
};

} // namespace lockstep
