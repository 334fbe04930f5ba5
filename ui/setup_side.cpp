// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_side.h"

#include "outside_text.h"
#include "step_list.h"
#include "widgets.h"

#include <QKeySequence>

namespace lockstep {

namespace {

QString withKeys(const QString& text, const QKeySequence& keys)
{
    return SetupSide::tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText));
}

} // namespace

SetupSide::SetupSide(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_steps(new StepList(controller, this))
    , m_progress(makeLabel({}, "muted", this))
    , m_checkAll(makeButton({}, "", this))
    , m_doAll(makeButton({}, "", this))
    , m_reason(makeLabel({}, "small", this))
    , m_changed(makeButton({}, "link", this))
{
    setProperty("box", QStringLiteral("side"));
    setFixedWidth(248);
    auto* layout = column(this, 10, 10);
    layout->addWidget(m_steps, 1);
    m_progress->setContentsMargins(6, 0, 0, 0);
    layout->addWidget(m_progress);
    addActions(layout);
    connect(m_steps, &StepList::stepChosen, &controller, &SetupController::setCurrentStep);
    // the step that is current already is the way back from the changes
    connect(m_steps, &QListView::clicked, this, &SetupSide::stepWanted);
    connect(m_steps, &QListView::activated, this, &SetupSide::stepWanted);
    connect(&controller, &SetupController::findingsChanged, this, &SetupSide::refresh);
    connect(&controller, &SetupController::gateChanged, this, &SetupSide::refresh);
    connect(&controller, &SetupController::fieldsJudged, this, &SetupSide::refreshDoAll);
    connect(&controller.changes(), &PlanFlow::changed, this, &SetupSide::refreshDoAll);
    connect(&controller.changes(), &PlanFlow::recordsChanged, this, &SetupSide::refreshDoAll);
    refresh();
    refreshDoAll();
}

void SetupSide::addActions(QVBoxLayout* layout)
{
    for (QWidget* widget : {static_cast<QWidget*>(m_checkAll), static_cast<QWidget*>(m_doAll),
             static_cast<QWidget*>(m_reason), static_cast<QWidget*>(m_changed)})
        layout->addWidget(widget);
    m_doAll->setObjectName(QStringLiteral("doItAll"));
    setGlyph(m_doAll, Glyph::Play);
    m_reason->setContentsMargins(6, 0, 0, 0);
    m_changed->setObjectName(QStringLiteral("whatWasChanged"));
    m_changed->setToolTip(
        withKeys(tr("Every change that was made in the tenant from here"), Qt::CTRL | Qt::Key_J));
    connect(m_checkAll, &QPushButton::clicked, this, [this] {
        if (m_controller.runner().isRunning())
            m_controller.cancelCheck();
        else
            m_controller.check();
    });
    connect(m_doAll, &QPushButton::clicked, &m_controller, &SetupController::doItAll);
    connect(m_changed, &QPushButton::clicked, this, &SetupSide::journalWanted);
}

void SetupSide::refresh()
{
    const bool running = m_controller.runner().isRunning();
    m_progress->setText(tr("%1 of %2 confirmed")
                            .arg(m_controller.confirmedCount())
                            .arg(m_controller.findings().size()));
    m_checkAll->setText(running ? tr("Cancel") : tr("Check &everything"));
    m_checkAll->setAccessibleName(running ? tr("Cancel the check") : tr("Check everything"));
    setGlyph(m_checkAll, running ? Glyph::Cross : Glyph::Refresh);
    m_checkAll->setEnabled(running || !m_controller.changes().isWorking());
}

void SetupSide::refreshDoAll()
{
    const PlanFlow& flow = m_controller.changes();
    const bool busy = flow.isBusy();
    const QString reason = busy ? QString() : flow.whyNot();
    m_doAll->setText(busy ? tr("Show the ch&anges") : tr("Do it &all for me"));
    m_doAll->setAccessibleName(busy ? tr("Show the changes") : tr("Do it all for me"));
    m_doAll->setEnabled(reason.isEmpty());
    m_doAll->setAccessibleDescription(reason);
    m_doAll->setToolTip(
        withKeys(reason.isEmpty() ? tr("Shows every change first; nothing is sent before you agree")
                                  : tipText(reason),
            Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    const int open = busy ? 0 : flow.openCount();
    m_changed->setText(
        open > 0 ? tr("%n chan&ge(s) not settled", nullptr, open) : tr("What was chan&ged"));
    m_changed->setVisible(!flow.records().empty() || !flow.recordsProblem().isEmpty());
}

} // namespace lockstep
