// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "record_row.h"

#include "change_words.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "widgets.h"

#include <utility>

namespace lockstep {

RecordRow::RecordRow(WriteRecord record, SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_record(std::move(record))
    , m_controller(controller)
    , m_mark(new VerdictMark(this))
    , m_state(makeLabel({}, "small", this))
    , m_back(makeLabel({}, "", this))
    , m_undo(makeButton(tr("Undo"), "small", this))
    , m_details(new Fold(tr("Details"), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(10);
    layout->addWidget(m_mark, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    QLabel* sentence = makeLabel(wrappable(m_record.what), "", this);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QWidget* widget : {static_cast<QWidget*>(sentence), static_cast<QWidget*>(m_state),
             static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_details)})
        words->addWidget(widget);
    layout->addLayout(words, 1);
    layout->addWidget(m_undo, 0, Qt::AlignTop);
    m_undo->setAccessibleName(tr("Undo: %1").arg(m_record.what));
    m_undo->setObjectName(QStringLiteral("undo.") + m_record.id);
    m_undo->setToolTip(tipText(m_record.undo));
    m_details->setAccessibleTitle(tr("Details of: %1").arg(m_record.what));
    connect(m_undo, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(m_record.id); });
    // most are never looked at, and widgets take their time
    connect(m_details, &Fold::opened, this, &RecordRow::fillDetails);
    setFocusPolicy(Qt::ClickFocus); // a row whose undo was left says why
    refresh();
}

void RecordRow::setRecord(WriteRecord record)
{
    m_record = std::move(record);
    refresh();
}

void RecordRow::fillDetails()
{
    if (m_details->content()->count() > 0)
        return;
    const QString request = m_controller.changes().requestOf(m_record.id);
    QStringList lines{m_record.undo.isEmpty() ? tr("This cannot be undone.")
                                              : tr("To undo it: %1").arg(m_record.undo)};
    if (!request.isEmpty())
        lines << tr("Request: %1").arg(request);
    lines << tr("Kind: %1").arg(changeName(m_record.kind))
          << tr("In the journal as: %1").arg(m_record.id);
    QLabel* text = makeLabel(wrappable(lines.join(u'\n')), "small", m_details);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->content()->addWidget(text);
    auto* copy = new CopyButton({}, m_details);
    copy->setValue(lines.join(u'\n'), tr("Copy these details"));
    copy->setAccessibleName(tr("Copy the details of: %1").arg(m_record.what));
    m_details->content()->addWidget(copy, 0, Qt::AlignLeft);
}

QString RecordRow::backText() const
{
    const ChangeProgress* progress = m_controller.changes().undoProgress(m_record.id);
    const bool said = m_record.state == WriteRecord::State::Undone;
    if (!progress || said || progress->state == ChangeProgress::State::Pending)
        return {};
    const QString words = describe(*progress);
    return progress->message.isEmpty() ? words : tr("%1. %2").arg(words, progress->message);
}

void RecordRow::refresh()
{
    const LayoutPause pause(*this);
    const PlanFlow& flow = m_controller.changes();
    const ChangeProgress* progress = flow.undoProgress(m_record.id);
    const bool underWay = progress && isUnderWay(progress->state);
    const bool back = progress && progress->state == ChangeProgress::State::Undone;
    const Verdict sign = underWay ? Verdict::Waiting
        : back                    ? Verdict::NotRun
                                  : signOf(m_record.state);
    const QString state = describe(m_record, flow.takenBack(m_record.id));
    m_mark->setVerdict(sign);
    m_mark->setAccessibleName(state);
    m_mark->setToolTip(state);
    m_state->setText(wrappable(state));
    m_back->setText(wrappable(backText()));
    restyle(m_back, "tone", underWay ? QString() : QStringLiteral("warn"));
    m_back->setVisible(!m_back->text().isEmpty());
    m_undo->setVisible(isUndoable(m_record));
    m_undo->setEnabled(!flow.isBusy() && !m_controller.document().isReadOnly());
    setAccessibleName(tr("%1 %2").arg(m_record.what, state + u' ' + backText()).trimmed());
}

} // namespace lockstep
