// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QScrollArea>

class QVBoxLayout;

namespace lockstep {

class FieldEditor;
class FindingList;

//! One step of the guide: what to do, what to type, what to confirm, what was found.
class StepPage final : public QScrollArea {
    Q_OBJECT
public:
    StepPage(const Step& step, int number, SetupController& controller, QWidget* parent = nullptr);
    //! The editor of a field of this step; null for others.
    [[nodiscard]] FieldEditor* editor(const QString& field) const;
    [[nodiscard]] FindingList* findings() const { return m_findings; }

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void stepWanted(const QString& step);

private:
    void addHeader(QVBoxLayout* layout, int number);
    void addInstructions(QVBoxLayout* layout);
    void addFields(QVBoxLayout* layout);
    void addAttestations(QVBoxLayout* layout);
    void addFindings(QVBoxLayout* layout);

    const Step& m_step;
    SetupController& m_controller;
    std::vector<FieldEditor*> m_editors;
    FindingList* m_findings = nullptr;
};

//! The check boxes for what Graph cannot see of a step; null when there is nothing to attest.
[[nodiscard]] QWidget* makeAttestations(
    const QString& step, SetupController& controller, QWidget* parent);

} // namespace lockstep
