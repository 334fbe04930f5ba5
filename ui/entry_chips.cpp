// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "entry_chips.h"

#include "flow_layout.h"
#include "outside_text.h"
#include "widgets.h"

namespace lockstep {

EntryChips::EntryChips(QWidget* parent) : QWidget(parent)
{
    new FlowLayout(this, 6);
    hide();
}

void EntryChips::present(const QStringList& entries, bool readOnly)
{
    if (m_entries == entries)
        return;
    m_entries = entries;
    for (QPushButton* chip : findChildren<QPushButton*>())
        chip->deleteLater();
    for (const QString& entry : entries) {
        const QString shown = fontMetrics().elidedText(entry, Qt::ElideMiddle, 320);
        QPushButton* chip = makeButton(tr("%1  ✕").arg(plainText(shown)), "small", this);
        chip->setAccessibleName(tr("Remove %1").arg(entry));
        chip->setToolTip(tipText(tr("Remove %1").arg(entry)));
        chip->setEnabled(!readOnly);
        connect(chip, &QPushButton::clicked, this, [this, entry] { Q_EMIT removed(entry); });
        layout()->addWidget(chip);
        chip->show();
    }
    setVisible(!entries.isEmpty());
}

} // namespace lockstep
