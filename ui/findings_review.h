// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QVBoxLayout;

namespace lockstep {

class Fold;
class FindingList;

//! All findings by step; only what is not green is unfolded.
class FindingsReview final : public QFrame {
    Q_OBJECT
public:
    explicit FindingsReview(SetupController& controller, QWidget* parent = nullptr);
    void openStep(const QString& step);

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void stepWanted(const QString& step);

private:
    void refresh();
    struct Group {
        QString step;
        QString title;
        Fold* fold;
    };
    SetupController& m_controller;
    std::vector<Group> m_groups;
};

//! One line for each required finding that is unknown: a person may vouch for it in own words.
class UnknownAttestations final : public QFrame {
    Q_OBJECT
public:
    explicit UnknownAttestations(SetupController& controller, QWidget* parent = nullptr);

private:
    void refresh();
    [[nodiscard]] QWidget* makeLine(const Finding& finding);
    SetupController& m_controller;
    QVBoxLayout* m_lines;
    QStringList m_shown; //!< keys, so that typing is not lost by a needless rebuild
};

} // namespace lockstep
