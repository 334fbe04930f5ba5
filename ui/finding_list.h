// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_row.h"

class QVBoxLayout;

namespace lockstep {

//! What was found in one step: every line is there from the start and changes in place.
class FindingList final : public QWidget {
    Q_OBJECT
public:
    FindingList(const QString& step, SetupController& controller, QWidget* parent = nullptr);
    [[nodiscard]] const std::vector<FindingRow*>& rows() const { return m_rows; }
    //! Shows only what is not green.
    void setOnlyOpen(bool on);

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void stepWanted(const QString& step);

private:
    void makeRows();
    void refresh();

    QString m_step;
    SetupController& m_controller;
    QVBoxLayout* m_layout = nullptr;
    bool m_onlyOpen = false;
    std::vector<FindingRow*> m_rows;
    std::vector<QFrame*> m_rules; //!< the line above each row
};

} // namespace lockstep
