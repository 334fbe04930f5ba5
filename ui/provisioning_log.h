// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QTableWidget;

namespace lockstep {

//! The newest rows of the provisioning log, as the last check read them.
class ProvisioningLog final : public QFrame {
    Q_OBJECT
public:
    explicit ProvisioningLog(SetupController& controller, QWidget* parent = nullptr);

private:
    void refresh();
    void present(const std::vector<ProvisioningLogRow>& rows);

    SetupController& m_controller;
    QLabel* m_why;
    QTableWidget* m_table;
};

} // namespace lockstep
