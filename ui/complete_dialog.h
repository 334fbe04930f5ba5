// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace lockstep {

//! What the confirmation says.
struct CompleteQuestion {
    QString tenant; //!< to be typed
    QString tenantId;
    QString product;
    QString warning;
    bool handsOver = true; //!< the vendor's page asks for values
    QString endpoint; //!< host that the values go to; empty = guided
};

//! The one modal question before the last action: names all, and asks to type the tenant's name.
class CompleteDialog final : public QDialog {
    Q_OBJECT
public:
    explicit CompleteDialog(const CompleteQuestion& question, QWidget* parent = nullptr);

private:
    QLineEdit* m_name;
    QPushButton* m_go;
};

} // namespace lockstep
