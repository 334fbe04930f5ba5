// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;

namespace lockstep {

//! Above every page while the journal has writes of which nobody knows what became, with the way to
//! where that is found out. A window that closed in the middle of them comes back with it.
class OpenWorkBand final : public QFrame {
    Q_OBJECT
public:
    explicit OpenWorkBand(SetupController& controller, QWidget* parent = nullptr);

Q_SIGNALS:
    void journalWanted();

private:
    void refresh();

    SetupController& m_controller;
    QLabel* m_text;
};

} // namespace lockstep
