// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace lockstep {

//! Asks for the two addresses of a cloud that the list does not name.
class CloudDialog final : public QDialog {
    Q_OBJECT
public:
    explicit CloudDialog(SetupController& controller, QWidget* parent = nullptr);

private:
    void tryIt();
    SetupController& m_controller;
    QLineEdit* m_login;
    QLineEdit* m_graph;
    QLabel* m_problem;
};

} // namespace lockstep
