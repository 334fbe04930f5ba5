// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QTimer;

namespace lockstep {

//! "Demo: nothing here is real", the scenarios, and the way out.
class DemoBand final : public QFrame {
    Q_OBJECT
public:
    DemoBand(DemoHost& host, const std::vector<ProfilePointer>& guides, QWidget* parent = nullptr);
    void setScenario(const QString& id);
    [[nodiscard]] QString scenario() const;
    void refresh();

Q_SIGNALS:
    void scenarioWanted(const QString& id);
    void resetWanted();
    void leaveWanted();

private:
    void listScenarios(); //!< of the chosen guide

    DemoHost& m_host;
    QComboBox* m_guides;
    QComboBox* m_scenarios;
    QLabel* m_product;
};

} // namespace lockstep
