// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "open_work_band.h"

#include "widgets.h"

namespace lockstep {

OpenWorkBand::OpenWorkBand(SetupController& controller, QWidget* parent)
    : QFrame(parent), m_controller(controller), m_text(makeLabel({}, "", this))
{
    setProperty("box", QStringLiteral("demo"));
    setObjectName(QStringLiteral("openWork"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(12);
    layout->addWidget(m_text, 1);
    QPushButton* open = makeButton(tr("What was changed"), "small", this);
    open->setObjectName(QStringLiteral("openWork.show"));
    layout->addWidget(open);
    connect(open, &QPushButton::clicked, this, &OpenWorkBand::journalWanted);
    connect(&controller.changes(), &PlanFlow::changed, this, &OpenWorkBand::refresh);
    refresh();
}

void OpenWorkBand::refresh()
{
    const PlanFlow& flow = m_controller.changes();
    const int open = flow.isBusy() ? 0 : flow.openCount();
    m_text->setText(tr("%n change(s) were sent, and Entra's answer was not seen.", nullptr, open));
    setVisible(open > 0);
}

} // namespace lockstep
