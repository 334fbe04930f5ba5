// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QWidget>

class QLayout;
class QPushButton;
class QVBoxLayout;

namespace lockstep {

class CopyButton;

//! What to do in a step: numbered lines with the values to copy and the pages to open.
class InstructionList final : public QWidget {
    Q_OBJECT
public:
    InstructionList(const Step& step, SetupController& controller, QWidget* parent = nullptr);

private:
    void addInstruction(const Instruction& instruction, int number);
    void addOpener(const QString& field, QWidget* actions, QLayout* flow);
    void addWatch(const Instruction& instruction, QWidget* actions, QLayout* flow);
    [[nodiscard]] QString whyNotToOpen(const QString& field) const;
    void fillIn();

    struct Copyable {
        CopyButton* button;
        QString pattern; //!< "{clientId}" stands for what was typed
    };
    struct Opener {
        QPushButton* button;
        QString field;
    };
    SetupController& m_controller;
    QVBoxLayout* m_layout;
    std::vector<Copyable> m_copyables;
    std::vector<Opener> m_openers;
};

//! "{field}" replaced by what was typed; empty when something is missing.
[[nodiscard]] QString filledIn(const QString& pattern, const SetupController& controller);
//! The same for reading: a missing value shows as the field's label.
[[nodiscard]] QString shownPattern(const QString& pattern, const SetupController& controller);

//! Opens a portal page and says the way to it in words, for when the link leads astray.
void showPortal(SetupController& controller, const PortalLink& link);

} // namespace lockstep
