// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "completer.h"
#include "file_saver.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace lockstep {

class FieldEditor;
class FindingsReview;
class GatePanel;
class WiringView;

//! The last step: all that was found, how it hangs together, and the last button.
class ReviewPage final : public QScrollArea {
    Q_OBJECT
public:
    ReviewPage(const Step& step, SetupController& controller, QWidget* parent = nullptr);
    [[nodiscard]] GatePanel* gate() const { return m_gate; }
    [[nodiscard]] Completer& completer() { return m_completer; }
    [[nodiscard]] FileSaver& saver() { return m_saver; }
    [[nodiscard]] FieldEditor* editor(const QString& field) const;

Q_SIGNALS:
    void fieldWanted(const QString& field);
    void stepWanted(const QString& step);
    void anotherWanted();

private:
    [[nodiscard]] QWidget* makeWiring();
    [[nodiscard]] QWidget* makeProof();
    void addHeader(QVBoxLayout* layout);
    void addInstructions(QVBoxLayout* layout);
    void refreshWiring();
    void refreshProof();
    void refreshStage();
    void reasonChosen(const QString& step, const QString& check);
    void saveReport(bool asHtml);
    void saveEscapeSheet();
    void saveCalendar();

    const Step& m_step;
    SetupController& m_controller;
    Completer m_completer;
    FileSaver m_saver;
    QVBoxLayout* m_layout;
    GatePanel* m_gate = nullptr;
    std::optional<Completer::Stage> m_shownStage;
    QString m_shownMessage;
    QWidget* m_stagePanel = nullptr; //!< hand-off or outcome, in the gate's place
    WiringView* m_wiring = nullptr;
    QVBoxLayout* m_wiringList = nullptr;
    QLabel* m_proof = nullptr;
    FindingsReview* m_findings = nullptr;
};

} // namespace lockstep
