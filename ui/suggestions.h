// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"
#include "worker.h"

class QCompleter;
class QLineEdit;
class QStandardItemModel;

namespace lockstep {

//! Proposes values while somebody types: from the tenant, searched there, or a few usual ones.
//! The search starts 250 ms after the last key and gives way to the next one.
class Suggestions final : public QObject {
    Q_OBJECT
public:
    //! Whether fields of this kind have something to propose.
    [[nodiscard]] static bool knows(FieldKind kind);
    Suggestions(QLineEdit* edit, FieldKind kind, SetupController& controller);
    //! While it is open, Return takes a suggestion, not what was typed so far.
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void chosen(const QString& value);
    //! Why nothing can be proposed ("Sign in to choose from the tenant."); empty when it can.
    void saidWhy(const QString& text);

private:
    void typed(const QString& text);
    void search();
    void offer(const std::vector<DirectoryHit>& hits);

    QLineEdit* m_edit;
    FieldKind m_kind;
    SetupController& m_controller;
    QCompleter* m_completer;
    QStandardItemModel* m_model;
    QTimer m_pause;
    Worker m_worker;
};

} // namespace lockstep
