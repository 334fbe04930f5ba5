// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace lockstep {

class VerdictMark;

//! One change: to be ticked while it is a plan, then what becomes of it, in the same place.
class ChangeRow final : public QFrame {
    Q_OBJECT
public:
    ChangeRow(Change change, size_t index, SetupController& controller, QWidget* parent = nullptr);
    //! The same change, planned anew: its details may be others.
    void setChange(Change change);
    [[nodiscard]] QString sentence() const { return m_change.sentence; }
    void refresh();

Q_SIGNALS:
    void undoWanted(const QString& record);

private:
    void build();
    void fillDetails();
    void addDetails(QVBoxLayout* facts);
    void addFact(QVBoxLayout* facts, const QString& name, const QString& value);
    void addRequest(QVBoxLayout* facts);
    void showTechnical();
    void showPreview();
    void showProgress(const ChangeProgress& progress);
    [[nodiscard]] QString leftOutText() const;
    [[nodiscard]] QString stateText(const ChangeProgress& run) const;
    void say(QLabel* label, const QString& text);
    [[nodiscard]] const WriteRecord* record() const;

    Change m_change;
    size_t m_index;
    SetupController& m_controller;
    QCheckBox* m_tick;
    VerdictMark* m_mark;
    QLabel* m_sentence;
    QLabel* m_warning;
    QLabel* m_lacks;
    QLabel* m_state;
    QLabel* m_message;
    QPushButton* m_undo;
    QToolButton* m_more;
    QFrame* m_details;
    QLabel* m_technical = nullptr;
    std::optional<ChangeProgress::State> m_told;
};

} // namespace lockstep
