// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "journal_page.h"

#include "change_words.h"
#include "flow_layout.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "record_row.h"
#include "undo_panel.h"
#include "widgets.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace lockstep {

using Stage = PlanFlow::Stage;

JournalPage::JournalPage(SetupController& controller, QWidget* parent)
    : QScrollArea(parent), m_controller(controller)
{
    setObjectName(QStringLiteral("journalPage"));
    build(column(scrollingColumn(this), 0, 18));
    PlanFlow& flow = controller.changes();
    connect(&flow, &PlanFlow::changed, this, &JournalPage::refresh);
    connect(&flow, &PlanFlow::progressed, this, &JournalPage::refresh);
    connect(&flow, &PlanFlow::recordsChanged, this, &JournalPage::makeRows);
    connect(&controller, &SetupController::tenantChanged, this, &JournalPage::refresh);
    makeRows();
}

void JournalPage::build(QVBoxLayout* layout)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    m_tenant = makeLabel({}, "small", this);
    m_title = makeHeading(tr("What was changed"), "title", this);
    words->addWidget(m_tenant);
    words->addWidget(m_title);
    words->addWidget(makeLabel(
        tr("Each line was on this disk before its request was sent. Nothing is removed from it."),
        "muted", this));
    layout->addLayout(words);

    m_open = makeBox("warn", this);
    auto* inOpen = column(m_open, 16, 8);
    m_openText = makeLabel({}, "", m_open);
    inOpen->addWidget(m_openText);
    m_findOut = makeButton(tr("&Find out"), "primary", m_open);
    m_findOut->setObjectName(QStringLiteral("findOut"));
    inOpen->addWidget(m_findOut, 0, Qt::AlignLeft);
    connect(m_findOut, &QPushButton::clicked, this, [this] { m_controller.changes().findOut(); });
    layout->addWidget(m_open);

    m_messageBox = makeBox("warn", this);
    m_message = makeLabel({}, "", m_messageBox);
    column(m_messageBox, 16, 6)->addWidget(m_message);
    layout->addWidget(m_messageBox);
    m_undo = new UndoPanel(m_controller, this);
    connect(m_undo, &UndoPanel::left, this, &JournalPage::takeFocus);
    layout->addWidget(m_undo);
    addButtons(layout);

    m_none = makeLabel(tr("Nothing was changed for this setup yet."), "", this);
    layout->addWidget(m_none);
    m_card = makeBox("card", this);
    auto* inside = column(m_card, 20, 0);
    m_list = new QVBoxLayout;
    m_list->setSpacing(0);
    inside->addLayout(m_list);
    layout->addWidget(m_card);
    layout->addStretch(1);
}

void JournalPage::addButtons(QVBoxLayout* layout)
{
    m_state = makeLabel({}, "muted", this);
    layout->addWidget(m_state);
    auto* buttons = new QWidget(this);
    auto* flow = new FlowLayout(buttons, 8);
    m_cancel = makeButton(tr("&Cancel"), "", buttons);
    m_undoAll = makeButton({}, "", buttons);
    m_undoAll->setObjectName(QStringLiteral("undoAll"));
    m_back = makeButton(tr("Bac&k to the step"), "", buttons);
    for (QPushButton* button : {m_cancel, m_undoAll, m_back})
        flow->addWidget(button);
    layout->addWidget(buttons);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_controller.changes().cancel(); });
    connect(
        m_undoAll, &QPushButton::clicked, this, [this] { ask(m_controller.changes().undoable()); });
    connect(m_back, &QPushButton::clicked, this, &JournalPage::leaveWanted);
}

void JournalPage::ask(const QStringList& ids)
{
    m_undo->ask(ids, *this);
}

//! The newest first, as they would be taken back. Made when they are first looked at.
void JournalPage::makeRows()
{
    m_stale = !isVisible();
    if (m_stale)
        return refresh();
    std::vector<WriteRecord> records = m_controller.changes().records();
    std::ranges::reverse(records);
    if (std::ranges::equal(m_rows, records, {}, &RecordRow::id, &WriteRecord::id)) {
        for (size_t i = 0; i < m_rows.size(); ++i)
            m_rows[i]->setRecord(std::move(records[i]));
        return refresh();
    }
    m_rows.clear();
    clearLayout(m_list);
    for (WriteRecord& record : records) {
        if (!m_rows.empty())
            m_list->addWidget(makeBox("rule", m_card));
        auto* line = new RecordRow(std::move(record), m_controller, m_card);
        connect(line, &RecordRow::undoWanted, this, [this](const QString& id) { ask({id}); });
        m_list->addWidget(line);
        m_rows.push_back(line);
    }
    refresh();
}

void JournalPage::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (m_stale)
        makeRows();
}

QString JournalPage::stateText() const
{
    const PlanFlow& flow = m_controller.changes();
    const QString clock = clockText(flow.elapsed());
    if (flow.isStopping())
        return tr("Stopping (%1).").arg(clock);
    switch (flow.stage()) {
    case Stage::SigningIn: return tr("Waiting for the sign-in. Nothing is sent yet.");
    case Stage::Reviewing: return tr("Reading the tenant (%1).").arg(clock);
    case Stage::Settling: return tr("Looking for what became of it (%1).").arg(clock);
    case Stage::Applying: return tr("Changes are being applied (%1).").arg(clock);
    case Stage::Undoing: return tr("Taking back what was written (%1).").arg(clock);
    case Stage::Checking: return tr("Checking everything (%1, usually 2 seconds).").arg(clock);
    default: return {};
    }
}

void JournalPage::refresh()
{
    const LayoutPause pause(*m_card->parentWidget());
    const LayoutPause pauseOfRows(*m_card);
    const PlanFlow& flow = m_controller.changes();
    const bool readOnly = m_controller.document().isReadOnly();
    const bool busy = flow.isBusy() && flow.stage() != Stage::Reading;
    m_tenant->setText(wrappable(m_controller.customerTitle()));
    const int open = flow.isBusy() ? 0 : flow.openCount();
    m_openText->setText(
        tr("%n change(s) are not settled yet: the program ended before Entra's answer was seen. "
           "Reading the tenant tells what became of them.",
            nullptr, open));
    m_open->setVisible(open > 0);
    m_findOut->setEnabled(!readOnly);
    const QString message =
        flow.recordsProblem().isEmpty() ? flow.message() : flow.recordsProblem();
    if (message != m_message->text())
        announce(m_messageBox, message);
    m_message->setText(message);
    m_messageBox->setVisible(!message.isEmpty());
    m_state->setText(stateText());
    m_state->setVisible(!m_state->text().isEmpty());
    m_cancel->setVisible(busy);
    m_cancel->setEnabled(!flow.isStopping());
    const int undoable = static_cast<int>(flow.undoable().size());
    m_undoAll->setText(tr("&Undo all %n change(s)", nullptr, undoable));
    m_undoAll->setVisible(undoable > 1 && !busy);
    m_undoAll->setEnabled(!readOnly);
    m_none->setVisible(m_rows.empty() && flow.recordsProblem().isEmpty());
    m_card->setVisible(!m_rows.empty());
    for (RecordRow* line : m_rows)
        line->refresh();
    if (std::exchange(m_wasBusy, busy) == busy || !isVisible())
        return;
    takeFocus();
    if (!busy) // in a turn of its own: what is shown now has no place yet
        QTimer::singleShot(0, this, &JournalPage::showWhatWasLeft);
}

//! The first change that an undo left as it is, with its reason.
void JournalPage::showWhatWasLeft()
{
    const QStringList left = m_controller.changes().leftByUndo();
    const auto line = std::ranges::find(m_rows, left.value(0), &RecordRow::id);
    if (left.isEmpty() || line == m_rows.end() || !isVisible())
        return;
    ensureWidgetVisible(*line, 0, 40);
    (*line)->setFocus(Qt::OtherFocusReason);
    announce(*line, (*line)->backText());
}

void JournalPage::takeFocus()
{
    for (QPushButton* button : {m_findOut, m_cancel}) {
        if (!button->isVisible() || !button->isEnabled())
            continue;
        button->setFocus(Qt::OtherFocusReason);
        return;
    }
    verticalScrollBar()->setValue(0);
    m_title->setFocus(Qt::OtherFocusReason);
}

void JournalPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        QScrollArea::keyPressEvent(event);
    else if (m_undo->isVisible())
        m_undo->keep();
    else if (!m_controller.changes().isBusy())
        Q_EMIT leaveWanted();
}

} // namespace lockstep
