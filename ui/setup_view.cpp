// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_view.h"

#include "field_editor.h"
#include "journal_page.h"
#include "outside_text.h"
#include "plan_page.h"
#include "review_page.h"
#include "setup_header.h"
#include "sign_in_panel.h"
#include "step_list.h"
#include "step_page.h"
#include "widgets.h"

#include <QEvent>
#include <QLocale>
#include <QShortcut>
#include <QStackedWidget>

namespace lockstep {

SetupView::SetupView(SetupController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller)
{
    auto* layout = column(this, 0, 0);
    auto* header = new SetupHeader(controller, this);
    layout->addWidget(header);
    if (controller.document().isReadOnly()) {
        QFrame* band = makeBox("demo", this);
        column(band, 10, 0)
            ->addWidget(makeLabel(
                tr("Nothing can be changed here: %1").arg(controller.document().problem()),
                "strong", band));
        layout->addWidget(band);
    }
    auto* middle = row(0);
    middle->addWidget(makeSide());
    middle->addWidget(makePages(), 1);
    layout->addLayout(middle, 1);
    layout->addWidget(makeFooter());
    connect(header, &SetupHeader::backWanted, this, &SetupView::closeWanted);
    connect(header, &SetupHeader::signInWanted, m_signIn, &SignInPanel::open);
    connectController();
    addShortcuts();
    refreshStep();
    refreshProgress();
    refreshActions();
    refreshSaved();
}

QWidget* SetupView::makeSide()
{
    QFrame* side = makeBox("side", this);
    side->setFixedWidth(248);
    auto* layout = column(side, 10, 10);
    m_steps = new StepList(m_controller, side);
    layout->addWidget(m_steps, 1);
    m_progress = makeLabel({}, "muted", side);
    m_progress->setContentsMargins(6, 0, 0, 0);
    layout->addWidget(m_progress);
    addActions(layout, side);
    connect(m_steps, &StepList::stepChosen, &m_controller, &SetupController::setCurrentStep);
    // the step that is current already is the way back from the changes
    connect(m_steps, &QListView::clicked, this, &SetupView::refreshStep);
    connect(m_steps, &QListView::activated, this, &SetupView::refreshStep);
    return side;
}

void SetupView::addActions(QVBoxLayout* layout, QWidget* side)
{
    m_checkAll = makeButton({}, "", side);
    layout->addWidget(m_checkAll);
    m_doAll = makeButton({}, "", side);
    m_doAll->setObjectName(QStringLiteral("doItAll"));
    layout->addWidget(m_doAll);
    m_doAllReason = makeLabel({}, "small", side);
    m_doAllReason->setContentsMargins(6, 0, 0, 0);
    layout->addWidget(m_doAllReason);
    m_changed = makeButton(tr("What was chan&ged"), "link", side);
    m_changed->setObjectName(QStringLiteral("whatWasChanged"));
    m_changed->setToolTip(
        tr("%1 (%2)").arg(tr("Every change that was made in the tenant from here"),
            QKeySequence(Qt::CTRL | Qt::Key_J).toString(QKeySequence::NativeText)));
    layout->addWidget(m_changed);
    connect(m_checkAll, &QPushButton::clicked, this, [this] {
        if (m_controller.runner().isRunning())
            m_controller.cancelCheck();
        else
            m_controller.check();
    });
    connect(m_doAll, &QPushButton::clicked, &m_controller, &SetupController::doItAll);
    connect(m_changed, &QPushButton::clicked, this, &SetupView::showJournal);
}

QWidget* SetupView::makePages()
{
    auto* holder = new QWidget(this);
    auto* layout = column(holder, 0, 0);
    m_signInHolder = new QWidget(holder);
    auto* panelLayout = column(m_signInHolder, 0, 0);
    panelLayout->setContentsMargins(28, 16, 28, 0);
    m_signIn = new SignInPanel(m_controller, m_signInHolder);
    m_signIn->setMaximumWidth(820);
    panelLayout->addWidget(m_signIn);
    m_signInHolder->setVisible(!m_signIn->isHidden());
    m_signIn->installEventFilter(this);
    layout->addWidget(m_signInHolder);
    m_signInHolder->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_pages = new QStackedWidget(holder);
    layout->addWidget(m_pages, 1);
    const std::vector<Step>& steps = m_controller.profile().steps;
    for (size_t i = 0; i + 1 < steps.size(); ++i) {
        auto* page = new StepPage(steps[i], static_cast<int>(i) + 1, m_controller, m_pages);
        connect(page, &StepPage::fieldWanted, this, &SetupView::focusField);
        connect(page, &StepPage::stepWanted, this, &SetupView::showStep);
        m_stepPages.push_back(page);
        m_pages->addWidget(page);
    }
    m_review = new ReviewPage(steps.back(), m_controller, m_pages);
    connect(m_review, &ReviewPage::fieldWanted, this, &SetupView::focusField);
    connect(m_review, &ReviewPage::stepWanted, this, &SetupView::showStep);
    connect(m_review, &ReviewPage::anotherWanted, this, &SetupView::anotherWanted);
    m_pages->addWidget(m_review);
    addChangePages();
    return holder;
}

void SetupView::addChangePages()
{
    m_plan = new PlanPage(m_controller, m_pages);
    m_pages->addWidget(m_plan);
    connect(m_plan, &PlanPage::fieldWanted, this, &SetupView::focusField);
    connect(m_plan, &PlanPage::leaveWanted, this, &SetupView::refreshStep);
    connect(m_plan, &PlanPage::journalWanted, this, &SetupView::showJournal);
    connect(m_plan, &PlanPage::reviewWanted, this,
        [this] { showStep(m_controller.profile().steps.back().id); });
    m_journal = new JournalPage(m_controller, m_pages);
    m_pages->addWidget(m_journal);
    connect(m_journal, &JournalPage::leaveWanted, this, &SetupView::refreshStep);
    connect(&m_controller.changes(), &PlanFlow::opened, this, &SetupView::showPlan);
    connect(&m_controller.changes(), &PlanFlow::changed, this, &SetupView::refreshActions);
    connect(&m_controller.changes(), &PlanFlow::recordsChanged, this, &SetupView::refreshActions);
}

void SetupView::showPlan()
{
    m_pages->setCurrentWidget(m_plan);
    m_back->hide();
    m_next->hide();
    if (!m_signIn->isVisible())
        m_plan->takeFocus();
}

void SetupView::showJournal()
{
    m_pages->setCurrentWidget(m_journal);
    m_back->hide();
    m_next->hide();
    m_journal->takeFocus();
}

bool SetupView::eventFilter(QObject* watched, QEvent* event)
{
    const bool shown = event->type() == QEvent::ShowToParent;
    if (watched == m_signIn && (shown || event->type() == QEvent::HideToParent))
        m_signInHolder->setVisible(shown);
    return QWidget::eventFilter(watched, event);
}

QWidget* SetupView::makeFooter()
{
    QFrame* footer = makeBox("footer", this);
    auto* layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(12);
    m_saved = new QLabel(footer);
    m_saved->setProperty("tone", QStringLiteral("small"));
    layout->addWidget(m_saved);
    m_notice = new ElidedLabel("", footer);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_notice, 1);
    m_back = makeButton(tr("&Back"), "", footer);
    m_next = makeButton({}, "primary", footer);
    layout->addWidget(m_back);
    layout->addWidget(m_next);
    connect(m_back, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { move(1); });
    m_noticeTimer.setSingleShot(true);
    connect(&m_noticeTimer, &QTimer::timeout, this, [this] { m_notice->setFullText({}); });
    return footer;
}

void SetupView::connectController()
{
    connect(&m_controller, &SetupController::stepChanged, this, &SetupView::refreshStep);
    connect(&m_controller, &SetupController::findingsChanged, this, &SetupView::refreshProgress);
    connect(&m_controller, &SetupController::gateChanged, this, &SetupView::refreshProgress);
    connect(&m_controller, &SetupController::signInWanted, m_signIn, &SignInPanel::open);
    connect(&m_controller, &SetupController::fieldsJudged, this, &SetupView::refreshActions);
    connect(&m_controller, &SetupController::notice, this, &SetupView::showNotice);
    connect(&m_controller.document(), &SetupDocument::stateChanged, this, &SetupView::refreshSaved);
}

void SetupView::addShortcuts()
{
    for (const QKeySequence& keys :
        {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Return)})
        connect(new QShortcut(keys, this), &QShortcut::activated, &m_controller,
            &SetupController::check);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), this),
        &QShortcut::activated, &m_controller, &SetupController::doItAll);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_J), this), &QShortcut::activated, this,
        &SetupView::showJournal);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, this,
        &SetupView::closeWanted);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageDown), this), &QShortcut::activated,
        this, [this] { move(1); });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageUp), this), &QShortcut::activated,
        this, [this] { move(-1); });
}

int SetupView::currentIndex() const
{
    const std::vector<Step>& steps = m_controller.profile().steps;
    for (size_t i = 0; i < steps.size(); ++i)
        if (steps[i].id == m_controller.currentStep())
            return static_cast<int>(i);
    return 0;
}

void SetupView::move(int by)
{
    const std::vector<Step>& steps = m_controller.profile().steps;
    const int to = std::clamp(currentIndex() + by, 0, static_cast<int>(steps.size()) - 1);
    m_controller.setCurrentStep(steps[static_cast<size_t>(to)].id);
}

void SetupView::showStep(const QString& step)
{
    m_controller.setCurrentStep(step);
    refreshStep(); // it may have been current already, behind the changes
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void SetupView::focusField(const QString& field)
{
    const Field* spec = m_controller.profile().field(field);
    if (!spec)
        return;
    m_controller.setCurrentStep(spec->step);
    refreshStep();
    for (StepPage* page : m_stepPages) {
        if (FieldEditor* editor = page->editor(field)) {
            page->ensureWidgetVisible(editor, 20, 60);
            editor->takeFocus();
        }
    }
}

void SetupView::refreshStep()
{
    const std::vector<Step>& steps = m_controller.profile().steps;
    const int index = currentIndex();
    m_pages->setCurrentIndex(index);
    m_steps->select(m_controller.currentStep());
    m_back->show();
    m_back->setEnabled(index > 0);
    const bool last = index + 1 == static_cast<int>(steps.size());
    m_next->setVisible(!last);
    if (!last)
        m_next->setText(
            tr("&Next: %1").arg(plainText(steps[static_cast<size_t>(index) + 1].title)));
}

void SetupView::refreshProgress()
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

void SetupView::refreshActions()
{
    const PlanFlow& flow = m_controller.changes();
    const bool busy = flow.isBusy();
    const QString reason = busy ? QString() : flow.whyNot();
    m_doAll->setText(busy ? tr("Show the ch&anges") : tr("Do it &all for me"));
    m_doAll->setAccessibleName(busy ? tr("Show the changes") : tr("Do it all for me"));
    m_doAll->setEnabled(reason.isEmpty());
    m_doAll->setAccessibleDescription(reason);
    m_doAll->setToolTip(tr("%1 (%2)").arg(reason.isEmpty()
            ? tr("Shows every change first; nothing is sent before you agree")
            : tipText(reason),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return).toString(QKeySequence::NativeText)));
    setGlyph(m_doAll, Glyph::Play);
    m_doAllReason->setText(reason);
    m_doAllReason->setVisible(!reason.isEmpty());
    const int open = busy ? 0 : flow.openCount();
    m_changed->setText(
        open > 0 ? tr("%n chan&ge(s) not settled", nullptr, open) : tr("What was chan&ged"));
    m_changed->setVisible(!flow.records().empty() || !flow.recordsProblem().isEmpty());
}

void SetupView::refreshSaved()
{
    const SetupDocument& document = m_controller.document();
    const QString at =
        QLocale().toString(document.savedAt().toLocalTime(), QStringLiteral("HH:mm"));
    QString text;
    QString tone = QStringLiteral("small");
    switch (document.state()) {
    case SetupDocument::State::Saved: text = tr("Saved · last change %1").arg(at); break;
    case SetupDocument::State::Unsaved: text = tr("Saving"); break;
    case SetupDocument::State::Failed:
        text = tr("Not saved: %1").arg(document.problem());
        tone = QStringLiteral("fail");
        break;
    case SetupDocument::State::ReadOnly:
        text = tr("Read-only");
        tone = QStringLiteral("warn");
        break;
    }
    if (text == m_saved->text())
        return;
    m_saved->setText(text);
    m_saved->setMaximumWidth(420);
    m_saved->setToolTip(text);
    restyle(m_saved, "tone", tone);
    if (document.state() == SetupDocument::State::Failed)
        announce(m_saved, text);
}

void SetupView::showNotice(const QString& text)
{
    m_notice->setFullText(text);
    announce(m_notice, text);
    m_noticeTimer.start(std::chrono::seconds(12));
}

} // namespace lockstep
