// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace lockstep {

class VerdictMark;

//! One line of what was found; it stays in its place and changes as results come.
class FindingRow final : public QFrame {
    Q_OBJECT
public:
    FindingRow(CheckSpec spec, SetupController& controller, QWidget* parent = nullptr);

    void present(const Finding& finding);
    //! Whether this is the line of that finding's check.
    [[nodiscard]] bool shows(const Finding& finding) const
    {
        return finding.check == m_spec.name && finding.subject == m_spec.subject;
    }
    [[nodiscard]] bool isFor(const CheckSpec& spec) const
    {
        return spec.name == m_spec.name && spec.subject == m_spec.subject;
    }
    [[nodiscard]] QString key() const { return m_finding.key(); }
    [[nodiscard]] const Finding& finding() const { return m_finding; }

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void stepWanted(const QString& step);

private:
    void build();
    void fillDetails();
    void addFact(const QString& name, const QString& value);
    void setOpen(bool open);
    void showRemedy();
    void act();
    [[nodiscard]] QString technicalText() const;

    CheckSpec m_spec;
    SetupController& m_controller;
    Finding m_finding;
    VerdictMark* m_mark;
    QLabel* m_text;
    QLabel* m_word;
    QPushButton* m_remedy;
    QPushButton* m_show;
    QToolButton* m_more;
    QWidget* m_details;
    QVBoxLayout* m_facts;
};

} // namespace lockstep
