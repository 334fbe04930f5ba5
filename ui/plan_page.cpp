// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "plan_page.h"

#include "change_row.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "plan_bar.h"
#include "tab_order.h"
#include "undo_panel.h"
#include "widgets.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace lockstep {

using Stage = PlanFlow::Stage;

PlanPage::PlanPage(SetupController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_area(new QScrollArea(this))
{
    setObjectName(QStringLiteral("planPage"));
    auto* whole = column(this, 0, 0);
    build(column(scrollingColumn(m_area), 0, 18));
    whole->addWidget(m_area, 1);
    m_bar = new PlanBar(controller, this);
    whole->addWidget(m_bar);
    connect(m_bar, &PlanBar::leaveWanted, this, &PlanPage::leaveWanted);
    connect(m_bar, &PlanBar::journalWanted, this, &PlanPage::journalWanted);
    connect(m_bar, &PlanBar::reviewWanted, this, &PlanPage::reviewWanted);
    connect(m_bar, &PlanBar::focusMoves, this, &PlanPage::moveFocus);
    connect(m_bar, &PlanBar::buttonsMoved, this, [this] { orderTabs(*this); });
    connect(m_undo, &UndoPanel::left, this, &PlanPage::moveFocus);
    connect(m_bar, &PlanBar::undoWanted, this,
        [this](const QStringList& ids) { m_undo->ask(ids, *m_area); });
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &PlanPage::refreshNextRow);
    PlanFlow& flow = controller.changes();
    connect(&flow, &PlanFlow::changed, this, &PlanPage::refresh);
    connect(&flow, &PlanFlow::progressed, this, &PlanPage::refreshRows);
    connect(&flow, &PlanFlow::recordsChanged, this, &PlanPage::refreshRows);
    connect(&controller, &SetupController::tenantChanged, this, &PlanPage::refresh);
    refresh();
}

void PlanPage::build(QVBoxLayout* layout)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    m_tenant = makeLabel({}, "small", this);
    m_title = makeHeading({}, "title", this);
    m_intro = makeLabel({}, "muted", this);
    for (QLabel* label : {m_tenant, m_title, m_intro})
        words->addWidget(label);
    layout->addLayout(words);
    m_messageBox = makeBox("warn", this);
    m_message = makeLabel({}, "", m_messageBox);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column(m_messageBox, 16, 6)->addWidget(m_message);
    layout->addWidget(m_messageBox);
    m_undo = new UndoPanel(m_controller, this);
    layout->addWidget(m_undo);
    m_card = makeBox("card", this);
    auto* inside = column(m_card, 20, 6);
    inside->addWidget(makeLabel(tr("What is changed, in this order"), "heading", m_card));
    m_list = new QVBoxLayout;
    m_list->setSpacing(0);
    inside->addLayout(m_list);
    layout->addWidget(m_card);
    m_notesCard = makeBox("card", this);
    auto* below = column(m_notesCard, 20, 8);
    below->addWidget(makeLabel(tr("What is not in it, and why"), "heading", m_notesCard));
    m_notes = new QVBoxLayout;
    m_notes->setSpacing(6);
    below->addLayout(m_notes);
    layout->addWidget(m_notesCard);
    layout->addStretch(1);
}

QString PlanPage::intro() const
{
    const PlanFlow& flow = m_controller.changes();
    switch (flow.stage()) {
    case Stage::Closed: return tr("There is no plan yet.");
    case Stage::Reading:
        return tr("The tenant is read first, so that only what is wrong gets changed.");
    case Stage::Preview:
    case Stage::SigningIn:
    case Stage::Reviewing:
    case Stage::Settling:
        if (flow.plan().isEmpty())
            return flow.plan().notes.empty()
                ? tr("There is nothing to change: nothing is wrong that could be put right here.")
                : tr("There is nothing that could be changed here for you.");
        return tr("Nothing is sent before you press the button below. Untick what you want to do "
                  "yourself.");
    case Stage::Applying:
        return tr("Each change counts as done once Entra shows it. Stopping is safe at any time.");
    case Stage::Undoing: return tr("What was written is taken back, the newest first.");
    case Stage::Checking: return tr("Everything is checked again.");
    case Stage::Ended: return tr("This is what became of each change.");
    }
    return {};
}

void PlanPage::refresh()
{
    const Setup& setup = m_controller.setup();
    QStringList parts;
    for (const QString& part : {setup.customer, m_controller.tenantTitle(),
             m_controller.text(QStringLiteral("tenantId")), m_controller.endpoints().title})
        if (!part.isEmpty() && !parts.contains(part))
            parts << part;
    m_tenant->setText(wrappable(parts.join(QStringLiteral("  ·  "))));
    m_tenant->setAccessibleName(tr("Tenant: %1").arg(parts.join(QStringLiteral(", "))));
    m_title->setText(wrappable(tr("Changes to %1").arg(m_controller.customerTitle())));
    m_intro->setText(intro());
    setAccessibleName(m_title->text());
    showMessage();
    makeRows();
    // the ways back that show at the end come one a turn: together they would be felt
    m_nextRow = 0;
    if (m_controller.changes().stage() == Stage::Ended)
        m_turn.start();
    else
        refreshRows();
    refreshNotes();
}

void PlanPage::refreshNextRow()
{
    const LayoutPause pause(*m_card);
    if (m_nextRow < m_rows.size())
        m_rows[m_nextRow++]->refresh();
    else
        m_turn.stop();
}

void PlanPage::showMessage()
{
    const QString text = m_controller.changes().message();
    if (text != m_message->text())
        announce(m_messageBox, text);
    m_message->setText(wrappable(text));
    m_messageBox->setVisible(!text.isEmpty());
}

//! A line for each change; the same lines stay while they are carried out, open as they are.
void PlanPage::makeRows()
{
    const Plan& plan = m_controller.changes().plan();
    m_card->setVisible(!plan.isEmpty());
    if (std::ranges::equal(m_rows, plan.changes, {}, &ChangeRow::sentence, &Change::sentence)) {
        for (size_t i = 0; i < m_rows.size(); ++i)
            m_rows[i]->setChange(plan.changes[i]);
        return;
    }
    m_rows.clear();
    clearLayout(m_list);
    for (size_t i = 0; i < plan.changes.size(); ++i) {
        if (i > 0)
            m_list->addWidget(makeBox("rule", m_card));
        auto* line = new ChangeRow(plan.changes[i], i, m_controller, m_card);
        connect(line, &ChangeRow::undoWanted, this,
            [this](const QString& record) { m_undo->ask({record}, *m_area); });
        m_list->addWidget(line);
        m_rows.push_back(line);
    }
    orderTabs(*this);
}

void PlanPage::refreshRows()
{
    const LayoutPause pause(*m_card);
    for (ChangeRow* line : m_rows)
        line->refresh();
}

void PlanPage::refreshNotes()
{
    const PlanFlow& flow = m_controller.changes();
    const std::vector<PlanNote>& notes =
        flow.stage() == Stage::Ended ? flow.next().notes : flow.plan().notes;
    QStringList wanted;
    for (const PlanNote& note : notes)
        if (!wanted.contains(note.text + u'\n' + note.field)) // one reason for many lines
            wanted << note.text + u'\n' + note.field;
    m_notesCard->setVisible(!wanted.isEmpty());
    if (wanted == m_shownNotes)
        return;
    m_shownNotes = wanted;
    clearLayout(m_notes);
    for (const QString& each : wanted) {
        const QString text = each.section(u'\n', 0, -2);
        const Field* field = m_controller.profile().field(each.section(u'\n', -1));
        m_notes->addWidget(makeLabel(wrappable(text), "", m_notesCard));
        if (!field)
            continue;
        auto* link = new TextLink(tr("Go to the field: %1").arg(field->label), m_notesCard);
        connect(link, &QAbstractButton::clicked, this,
            [this, id = field->id] { Q_EMIT fieldWanted(id); });
        m_notes->addWidget(link, 0, Qt::AlignLeft);
    }
    orderTabs(*this);
}

void PlanPage::takeFocus()
{
    m_area->verticalScrollBar()->setValue(0);
    moveFocus();
}

void PlanPage::moveFocus()
{
    if (!m_bar->takeFocus()) {
        m_area->verticalScrollBar()->setValue(0);
        m_title->setFocus(Qt::OtherFocusReason);
    }
    if (m_controller.changes().stage() == Stage::Ended) // once the rows have their places
        QTimer::singleShot(0, this, &PlanPage::showWhatWasLeft);
}

//! The first change that an undo left as it is, with its reason.
void PlanPage::showWhatWasLeft()
{
    const QStringList left = m_controller.changes().leftByUndo();
    for (size_t i = 0; i < m_rows.size() && isVisible(); ++i) {
        const WriteRecord* record = m_controller.changes().recordOf(i);
        if (!record || left.value(0) != record->id)
            continue;
        m_rows[i]->refresh();
        m_area->ensureWidgetVisible(m_rows[i], 0, 40);
        announce(m_rows[i], m_rows[i]->accessibleName());
    }
}

void PlanPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        QWidget::keyPressEvent(event);
    else if (m_undo->isVisible())
        m_undo->keep();
    else if (!m_controller.changes().isBusy())
        Q_EMIT leaveWanted();
}

} // namespace lockstep
