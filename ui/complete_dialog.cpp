// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "complete_dialog.h"

#include "widgets.h"

#include <QLineEdit>

namespace lockstep {

CompleteDialog::CompleteDialog(const CompleteQuestion& question, QWidget* parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_go(makeButton(tr("Complete Setup"), "primary", this))
{
    setObjectName(QStringLiteral("completeDialog"));
    setWindowTitle(tr("Complete the setup"));
    setModal(true);
    setMinimumWidth(520);
    auto* layout = column(this, 24, 14);
    layout->addWidget(
        makeLabel(tr("Complete %1 for %2").arg(question.product, question.tenant), "title", this));
    layout->addWidget(makeLabel(
        question.endpoint.isEmpty() ? (question.handsOver
                ? tr("You hand the values to %1 yourself, on its own page.").arg(question.product)
                : tr("Everything is in place already. This keeps how the setup ended."))
                                    : tr("The values and the client secret are sent to %1, once.")
                                          .arg(question.endpoint),
        "", this));
    QFrame* warning = makeBox("warn", this);
    column(warning, 14, 0)->addWidget(makeLabel(question.warning, "", warning));
    layout->addWidget(warning);
    layout->addWidget(makeLabel(tr("Tenant ID: %1").arg(question.tenantId), "small", this));
    auto* label = new QLabel(tr("&Type %1 to confirm the tenant").arg(question.tenant), this);
    label->setBuddy(m_name);
    layout->addWidget(label);
    m_name->setAccessibleName(tr("Type %1 to confirm the tenant").arg(question.tenant));
    m_name->setObjectName(QStringLiteral("tenantName.confirm"));
    layout->addWidget(m_name);
    auto* buttons = row(8);
    buttons->addStretch(1);
    QPushButton* back = makeButton(tr("Go back"), "", this);
    buttons->addWidget(back);
    buttons->addWidget(m_go);
    layout->addLayout(buttons);

    m_go->setObjectName(QStringLiteral("completeDialog.go"));
    m_go->setEnabled(false);
    m_go->setDefault(true);
    connect(
        m_name, &QLineEdit::textChanged, this, [this, name = question.tenant](const QString& text) {
            m_go->setEnabled(text.trimmed().compare(name, Qt::CaseInsensitive) == 0);
        });
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &QDialog::accept);
    m_name->setFocus();
}

} // namespace lockstep
