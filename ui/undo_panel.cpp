// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "undo_panel.h"

#include "flow_layout.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "widgets.h"

#include <algorithm>

namespace lockstep {

UndoPanel::UndoPanel(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_title(makeLabel({}, "heading", this))
    , m_lines(new QVBoxLayout)
    , m_go(makeButton({}, "primary", this))
    , m_device(makeButton(tr("Sign in with a device code instead"), "", this))
{
    setProperty("box", QStringLiteral("warn"));
    setObjectName(QStringLiteral("undoPanel"));
    auto* layout = column(this, 18, 10);
    layout->addWidget(m_title);
    layout->addWidget(makeLabel(
        tr("Only what still is as it was left gets taken back. What somebody changed since stays."),
        "muted", this));
    m_lines->setSpacing(4);
    layout->addLayout(m_lines);
    auto* buttons = new QWidget(this);
    auto* flow = new FlowLayout(buttons, 8);
    QPushButton* keep = makeButton(tr("Keep it"), "", buttons);
    keep->setAccessibleName(tr("Keep it: undo nothing"));
    m_go->setObjectName(QStringLiteral("undoPanel.go"));
    for (QPushButton* button : {m_go, m_device, keep})
        flow->addWidget(button);
    layout->addWidget(buttons);
    connect(m_go, &QPushButton::clicked, this, [this] { start(PlanFlow::Way::Browser); });
    connect(m_device, &QPushButton::clicked, this, [this] { start(PlanFlow::Way::DeviceCode); });
    connect(keep, &QPushButton::clicked, this, &QWidget::hide);
    connect(&controller.changes(), &PlanFlow::changed, this, &UndoPanel::refresh);
    hide();
}

void UndoPanel::ask(const QStringList& ids)
{
    const LayoutPause pause(*parentWidget());
    m_ids = ids;
    clearLayout(m_lines);
    for (const QString& id : ids) {
        for (const WriteRecord& record : m_controller.changes().records())
            if (record.id == id)
                m_lines->addWidget(makeLabel(
                    wrappable(tr("%1 To undo it: %2").arg(record.what, record.undo)), "", this));
    }
    show();
    refresh();
    m_go->setFocus(Qt::OtherFocusReason);
}

void UndoPanel::refresh()
{
    if (isHidden())
        return;
    const PlanFlow& flow = m_controller.changes();
    // what was undone meanwhile, or is being undone, is nothing to ask for
    const QStringList left = flow.undoable();
    m_ids.removeIf([&](const QString& id) { return !left.contains(id); });
    if (m_ids.isEmpty() || flow.isBusy()) {
        hide();
        return;
    }
    const QString tenant = m_controller.customerTitle();
    const int count = static_cast<int>(m_ids.size());
    const bool signIn = flow.undoNeedsSignIn(m_ids);
    m_title->setText(tr("Undo %n change(s) in %1, the newest first?", nullptr, count).arg(tenant));
    m_go->setText(
        plainText(signIn ? tr("Sign in and undo %n change(s) in %1", nullptr, count).arg(tenant)
                         : tr("Undo %n change(s) in %1", nullptr, count).arg(tenant)));
    m_device->setVisible(signIn);
    setAccessibleName(m_title->text());
}

void UndoPanel::start(PlanFlow::Way way)
{
    hide();
    m_controller.changes().undo(m_ids, way);
}

} // namespace lockstep
