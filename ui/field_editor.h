// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"
#include "value_edit.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace lockstep {

class DatePicker;
class EntryChips;
class Suggestions;

//! One field of the guide: label, edit, help, and what is to be said about its value.
class FieldEditor final : public QWidget {
    Q_OBJECT
public:
    FieldEditor(const Field& field, SetupController& controller, QWidget* parent = nullptr);

    [[nodiscard]] ValueEdit* edit() const { return m_edit; }
    [[nodiscard]] QLabel* message() const { return m_message; }
    [[nodiscard]] QString fieldId() const { return m_field.id; }
    void takeFocus();

private:
    void build();
    void buildSecret();
    void buildList(QVBoxLayout* layout);
    void buildChoices();
    void buildSuggestions();
    void addEntry(const QString& text);
    //! One typed value of a list that cannot be taken: says why, and keeps it in the edit.
    void refuse(const FieldVerdict& verdict);
    void edited(const QString& text);
    void reload();
    void showVerdict();
    void showSecretState();
    void reveal(bool on);
    [[nodiscard]] QString secretStateText() const;

    const Field& m_field;
    SetupController& m_controller;
    ValueEdit* m_edit;
    EntryChips* m_entries = nullptr; //!< of a list; the edit is for one more
    Suggestions* m_suggestions = nullptr;
    DatePicker* m_calendar = nullptr;
    QComboBox* m_choices = nullptr; //!< of a choice, in the edit's place
    QToolButton* m_eye = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_label = nullptr;
    std::optional<FieldVerdict> m_refused; //!< of a list: why the text in the edit is no entry
    QLabel* m_message;
    QPushButton* m_clean;
    QPushButton* m_swap;
    bool m_showsKept = false; //!< the edit shows the kept secret because the eye was pressed
};

} // namespace lockstep
