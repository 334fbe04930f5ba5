// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "undo_panel.h"

#include "flow_layout.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "widgets.h"

#include <QApplication>
#include <QHideEvent>

namespace lockstep {

UndoPanel::UndoPanel(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_title(makeLabel({}, "heading", this))
    , m_lines(new QVBoxLayout)
    , m_go(makeButton({}, "primary", this))
    , m_device(makeButton(tr("Sign in with a de&vice code instead"), "", this))
    , m_keep(makeButton({}, "", this))
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
    m_go->setObjectName(QStringLiteral("undoPanel.go"));
    m_keep->setObjectName(QStringLiteral("undoPanel.keep"));
    for (QPushButton* button : {m_go, m_device, m_keep})
        flow->addWidget(button);
    layout->addWidget(buttons);
    connect(m_go, &QPushButton::clicked, this, [this] { start(PlanFlow::Way::Browser); });
    connect(m_device, &QPushButton::clicked, this, [this] { start(PlanFlow::Way::DeviceCode); });
    connect(m_keep, &QPushButton::clicked, this, &UndoPanel::keep);
    connect(&controller.changes(), &PlanFlow::changed, this, &UndoPanel::refresh);
    hide();
}

void UndoPanel::ask(const QStringList& ids, QScrollArea& area)
{
    const LayoutPause pause(*parentWidget());
    m_ids = ids;
    addLines();
    QWidget* focus = QApplication::focusWidget();
    if (!focus || !isAncestorOf(focus))
        m_from = focus;
    show();
    refresh();
    m_keep->setFocus(Qt::OtherFocusReason);
    m_area = &area;
    QTimer::singleShot(0, this, &UndoPanel::scrollTo);
}

//! The way out of it too, where the list is long.
void UndoPanel::scrollTo()
{
    if (!m_area || !m_keep->hasFocus())
        return;
    m_area->ensureWidgetVisible(this);
    m_area->ensureWidgetVisible(m_keep, 0, 30);
}

void UndoPanel::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    QTimer::singleShot(0, this, &UndoPanel::scrollTo); // its lines have their places by then
}

void UndoPanel::addLines()
{
    clearLayout(m_lines);
    for (const QString& id : m_ids) {
        for (const WriteRecord& record : m_controller.changes().records()) {
            if (record.id != id)
                continue;
            m_lines->addWidget(makeBox("rule", this));
            m_lines->addWidget(makeLabel(wrappable(record.what), "", this));
            m_lines->addWidget(
                makeLabel(wrappable(tr("To undo it: %1").arg(record.undo)), "small", this));
        }
    }
}

//! The focus never falls through to the next button, which might undo everything.
void UndoPanel::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    const QWidget* focus = QApplication::focusWidget();
    if (!isHidden() || !focus || !isAncestorOf(focus))
        return;
    if (m_from && m_from->isVisible() && m_from->isEnabled())
        m_from->setFocus(Qt::OtherFocusReason);
    else
        Q_EMIT left();
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
    m_title->setText(count == 1
            ? tr("Undo this change in %1?").arg(tenant)
            : tr("Undo %n change(s) in %1, the newest first?", nullptr, count).arg(tenant));
    m_go->setText((signIn ? tr("Sign in and u&ndo %n change(s) in %1", nullptr, count)
                          : tr("U&ndo %n change(s) in %1", nullptr, count))
                      .arg(plainText(tenant)));
    m_keep->setText(count == 1 ? tr("Kee&p it") : tr("Kee&p them"));
    m_keep->setAccessibleName(
        count == 1 ? tr("Keep it: undo nothing") : tr("Keep them: undo nothing"));
    m_device->setVisible(signIn);
    setAccessibleName(m_title->text());
}

void UndoPanel::start(PlanFlow::Way way)
{
    m_from = nullptr; // it may be a button that undoes
    hide();
    m_controller.changes().undo(m_ids, way);
}

} // namespace lockstep
