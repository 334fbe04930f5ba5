// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "change_row.h"

#include "change_words.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "tab_order.h"
#include "widgets.h"

#include <QCheckBox>
#include <QFontDatabase>

#include <algorithm>
#include <utility>

namespace lockstep {

namespace {

bool isDone(ChangeProgress::State state)
{
    return state == ChangeProgress::State::Done || state == ChangeProgress::State::AlreadyThere;
}

} // namespace

ChangeRow::ChangeRow(Change change, size_t index, SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_change(std::move(change))
    , m_index(index)
    , m_controller(controller)
    , m_tick(new QCheckBox(this))
    , m_mark(new VerdictMark(this))
    , m_sentence(makeLabel(wrappable(m_change.sentence), "", this))
    , m_warning(makeLabel({}, "warn", this))
    , m_lacks(makeLabel({}, "fail", this))
    , m_state(makeLabel({}, "small", this))
    , m_message(makeLabel({}, "", this))
    , m_undo(makeButton(tr("Undo"), "small", this))
    , m_more(makeIconButton(Glyph::Down, tr("Details of: %1").arg(m_change.sentence), this))
    , m_details(makeBox("inset", this))
{
    build();
    refresh();
}

void ChangeRow::build()
{
    auto* layout = column(this, 0, 6);
    layout->setContentsMargins(0, 6, 0, 6);
    auto* line = row(10);
    auto* marks = new QVBoxLayout;
    marks->setContentsMargins(0, 2, 0, 0);
    marks->addWidget(m_tick);
    marks->addWidget(m_mark);
    marks->addStretch(1);
    line->addLayout(marks);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(0, 6, 0, 0);
    words->setSpacing(3);
    for (QLabel* label : {m_sentence, m_state, m_message, m_warning, m_lacks})
        words->addWidget(label);
    words->addStretch(1);
    line->addLayout(words, 1);
    line->addWidget(m_undo, 0, Qt::AlignTop);
    line->addWidget(m_more, 0, Qt::AlignTop);
    layout->addLayout(line);
    auto* indent = row(0);
    indent->addSpacing(32);
    indent->addWidget(m_details);
    layout->addLayout(indent);
    m_details->hide();

    m_tick->setAccessibleName(m_change.sentence);
    m_tick->setObjectName(QStringLiteral("tick.%1").arg(m_index));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_undo->setObjectName(QStringLiteral("undo.%1").arg(m_index));
    m_undo->setAccessibleName(tr("Undo: %1").arg(m_change.sentence));
    m_undo->setToolTip(tipText(m_change.undo));
    m_more->setCheckable(true);
    connect(m_tick, &QCheckBox::toggled, this, [this](bool on) {
        m_controller.changes().setTicked(m_index, on);
        announce(m_message, m_message->text());
    });
    connect(m_more, &QToolButton::toggled, this, [this](bool open) {
        setGlyph(m_more, open ? Glyph::Up : Glyph::Down);
        if (open)
            fillDetails();
        m_details->setVisible(open);
        orderTabs(*this);
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const WriteRecord* written = record())
            Q_EMIT undoWanted(written->id);
    });
}

void ChangeRow::setChange(Change change)
{
    const bool same = change.request == m_change.request && change.body == m_change.body
        && change.before == m_change.before && change.now == m_change.now;
    m_change = std::move(change);
    m_undo->setToolTip(tipText(m_change.undo));
    if (same || !m_details->layout())
        return;
    clearLayout(m_details->layout());
    m_technical = nullptr;
    addDetails(qobject_cast<QVBoxLayout*>(m_details->layout()));
}

void ChangeRow::say(QLabel* label, const QString& text)
{
    label->setText(wrappable(text));
    label->setVisible(!text.isEmpty());
}

void ChangeRow::addFact(QVBoxLayout* facts, const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    if (facts->count() > 0)
        facts->addSpacing(6);
    facts->addWidget(makeLabel(name, "small", m_details));
    QLabel* label = makeLabel(wrappable(value), "", m_details);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(label);
}

void ChangeRow::addRequest(QVBoxLayout* facts)
{
    if (m_change.request.isEmpty())
        return;
    const QString whole =
        m_change.body.isEmpty() ? m_change.request : m_change.request + u'\n' + m_change.body;
    auto* head = row(8);
    head->addWidget(makeLabel(tr("Request"), "small", m_details), 1);
    auto* copy = new CopyButton({}, m_details);
    copy->setValue(whole, tr("Copy the request"));
    copy->setAccessibleName(tr("Copy the request of: %1").arg(m_change.sentence));
    head->addWidget(copy);
    facts->addLayout(head);
    QLabel* request = makeLabel(wrappable(whole), "", m_details);
    request->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    request->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(request);
}

//! When they are first looked at: widgets take their time, and most never are.
void ChangeRow::fillDetails()
{
    if (!m_details->layout())
        addDetails(column(m_details, 12, 4));
}

void ChangeRow::addDetails(QVBoxLayout* facts)
{
    addFact(facts, tr("Before"), m_change.before);
    addFact(facts, tr("Afterwards"), m_change.now);
    addRequest(facts);
    addFact(facts, tr("Takes the permission"), m_change.scopes.join(QStringLiteral(", ")));
    addFact(facts, tr("Takes one of these roles, the smallest first"),
        m_change.roles.join(QStringLiteral(", ")));
    addFact(facts, tr("Counts as done when"), m_change.confirmation);
    addFact(facts, tr("Taking it back"),
        m_change.undo.isEmpty() ? tr("This cannot be undone.") : m_change.undo);
    m_technical = makeLabel({}, "small", m_details);
    m_technical->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(m_technical);
    showTechnical();
}

void ChangeRow::showTechnical()
{
    if (!m_technical)
        return;
    const auto& progress = m_controller.changes().progress();
    const QString details = m_index < progress.size() ? progress[m_index].details : QString();
    m_technical->setText(
        details.isEmpty() ? QString() : wrappable(tr("Entra's answer: %1").arg(details)));
    m_technical->setVisible(!details.isEmpty());
}

const WriteRecord* ChangeRow::record() const
{
    return m_controller.changes().recordOf(m_index);
}

void ChangeRow::refresh()
{
    const LayoutPause pause(*this);
    const PlanFlow& flow = m_controller.changes();
    const bool preview = flow.progress().empty();
    m_tick->setVisible(preview);
    m_mark->setVisible(!preview);
    if (preview)
        showPreview();
    else if (m_index < flow.progress().size())
        showProgress(flow.progress()[m_index]);
    showTechnical();
}

//! What is left out with it, or why it is.
QString ChangeRow::leftOutText() const
{
    const PlanFlow& flow = m_controller.changes();
    if (std::ranges::any_of(m_change.after, [&](size_t needed) { return !flow.isTicked(needed); }))
        return tr("It needs a change that is left out.");
    const int others = flow.leftOutWith(m_index);
    return others > 0 ? tr("Also left out: %n change(s) that need it.", nullptr, others)
                      : QString();
}

void ChangeRow::showPreview()
{
    const PlanFlow& flow = m_controller.changes();
    const QSignalBlocker quiet(m_tick);
    m_tick->setChecked(flow.isTicked(m_index));
    m_tick->setEnabled(flow.stage() == PlanFlow::Stage::Preview);
    restyle(m_sentence, "tone", m_tick->isChecked() ? QString() : QStringLiteral("muted"));
    say(m_state, m_change.undo.isEmpty() ? tr("This cannot be undone.") : QString());
    say(m_message, leftOutText());
    say(m_warning, m_change.warning);
    say(m_lacks, flow.whyMayNot(m_change));
    m_undo->hide();
    m_told.reset();
    setAccessibleName(m_change.sentence);
    m_tick->setAccessibleDescription(
        QStringList{m_message->text(), m_change.warning, m_lacks->text(), m_state->text()}
            .join(u' ')
            .simplified());
}

QString ChangeRow::stateText(const ChangeProgress& run) const
{
    const PlanFlow& flow = m_controller.changes();
    const WriteRecord* written = record();
    if (written && written->state == WriteRecord::State::Undone)
        return stateWord(ChangeProgress::State::Undone);
    if (const ChangeProgress* undone = written ? flow.undoProgress(written->id) : nullptr)
        return describe(*undone);
    if (isUnderWay(run.state) && flow.stage() != PlanFlow::Stage::Applying && written)
        return describeStopped(flow.isSentOnly(m_index));
    return describe(run);
}

void ChangeRow::showProgress(const ChangeProgress& run)
{
    const PlanFlow& flow = m_controller.changes();
    const WriteRecord* written = record();
    const ChangeProgress* undone = written ? flow.undoProgress(written->id) : nullptr;
    const ChangeProgress& progress = undone ? *undone : run;
    const bool back = written && written->state == WriteRecord::State::Undone;
    const Verdict sign = back ? Verdict::NotRun : signOf(progress.state);
    const QString state = stateText(run);
    m_mark->setVerdict(sign);
    // the clock of a wait is for the eye only
    const QString word = flow.isBusy() ? stateWord(progress.state) : state;
    m_mark->setAccessibleName(word);
    m_mark->setToolTip(word);
    restyle(m_sentence, "tone",
        progress.state == ChangeProgress::State::Pending ? QStringLiteral("muted") : QString());
    say(m_state, state);
    say(m_message, progress.message);
    const bool isGone = back || progress.state == ChangeProgress::State::Undone;
    say(m_warning, isGone ? QString() : m_change.warning); // of what is not there any more
    say(m_lacks, {});
    if (isDone(progress.state))
        m_undo->ensurePolished(); // so that not all are at once, at the end
    m_undo->setVisible(written && isUndoable(*written) && !flow.isBusy());
    setAccessibleName(
        tr("%1: %2").arg(state, m_change.sentence + u' ' + progress.message).trimmed());
    // each new state is said once, not each second of the wait
    if (m_told != progress.state && progress.state != ChangeProgress::State::Pending)
        announce(m_mark, tr("%1: %2").arg(stateWord(progress.state), m_change.sentence));
    m_told = progress.state;
}

} // namespace lockstep
