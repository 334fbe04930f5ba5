// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_view.h"

#include "field_editor.h"
#include "journal_page.h"
#include "layout_pause.h"
#include "open_work_band.h"
#include "plan_page.h"
#include "review_page.h"
#include "setup_header.h"
#include "setup_side.h"
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
    auto* open = new OpenWorkBand(controller, this);
    layout->addWidget(open);
    auto* middle = row(0);
    auto* side = new SetupSide(controller, this);
    m_steps = side->steps();
    middle->addWidget(side);
    middle->addWidget(makePages(), 1);
    layout->addLayout(middle, 1);
    layout->addWidget(makeFooter());
    connect(side, &SetupSide::stepWanted, this, &SetupView::refreshStep);
    connect(side, &SetupSide::journalWanted, this, &SetupView::showJournal);
    connect(open, &OpenWorkBand::journalWanted, this, &SetupView::showJournal);
    connect(header, &SetupHeader::backWanted, this, &SetupView::closeWanted);
    connect(header, &SetupHeader::signInWanted, m_signIn, &SignInPanel::open);
    connectController();
    addShortcuts();
    refreshStep();
    refreshSaved();
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
    connect(m_plan, &PlanPage::leaveWanted, this, &SetupView::leaveChanges);
    connect(m_plan, &PlanPage::journalWanted, this, &SetupView::showJournal);
    connect(m_plan, &PlanPage::reviewWanted, this,
        [this] { showStep(m_controller.profile().steps.back().id); });
    m_journal = new JournalPage(m_controller, m_pages);
    m_pages->addWidget(m_journal);
    connect(m_journal, &JournalPage::leaveWanted, this, &SetupView::leaveChanges);
    connect(&m_controller.changes(), &PlanFlow::opened, this, &SetupView::showPlan);
}

void SetupView::showPlan()
{
    m_pages->setCurrentWidget(m_plan);
    m_back->hide();
    m_next->hide();
    m_plan->takeFocus();
    if (m_signIn->isVisible())
        m_signIn->takeFocus();
}

void SetupView::showJournal()
{
    m_pages->setCurrentWidget(m_journal);
    m_back->hide();
    m_next->hide();
    m_journal->takeFocus();
}

void SetupView::leaveChanges()
{
    showStep(m_controller.currentStep());
}

//! The sign-in panel is gone with the focus: the next button of the page may be one that writes.
void SetupView::focusPage()
{
    if (m_plan->isVisible())
        m_plan->takeFocus();
    else if (m_journal->isVisible())
        m_journal->takeFocus();
    else
        m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

bool SetupView::eventFilter(QObject* watched, QEvent* event)
{
    const bool shown = event->type() == QEvent::ShowToParent;
    if (watched == m_signIn && (shown || event->type() == QEvent::HideToParent)) {
        const LayoutPause pause(*m_signInHolder->parentWidget());
        m_signInHolder->setVisible(shown);
    }
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
    connect(&m_controller, &SetupController::signInWanted, m_signIn, &SignInPanel::open);
    connect(m_signIn, &SignInPanel::left, this, &SetupView::focusPage);
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
