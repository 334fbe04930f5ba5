// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "plan_bar.h"

#include "change_words.h"
#include "flow_layout.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "widgets.h"

#include <QProgressBar>

#include <utility>

namespace lockstep {

using Stage = PlanFlow::Stage;

PlanBar::PlanBar(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_say(makeLabel({}, "", this))
    , m_bar(new QProgressBar(this))
    , m_back(makeButton(tr("Bac&k to the step"), "", this))
    , m_undo(makeButton(tr("&Undo all of it"), "", this))
    , m_journal(makeButton(tr("Show &what was changed"), "", this))
    , m_device(makeButton(tr("Use a &device code"), "", this))
    , m_go(makeButton({}, "primary", this))
    , m_buttons(nullptr)
    , m_cancel(makeButton(tr("&Cancel"), "", this))
{
    setProperty("box", QStringLiteral("footer"));
    auto* layout = column(this, 0, 8);
    layout->setContentsMargins(28, 10, 28, 10);
    layout->addWidget(m_say);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the changes"));
    layout->addWidget(m_bar);
    auto* buttons = new QWidget(this);
    m_buttons = new FlowLayout(buttons, 8);
    m_go->setObjectName(QStringLiteral("plan.go"));
    m_cancel->setObjectName(QStringLiteral("plan.cancel"));
    m_device->setObjectName(QStringLiteral("plan.device"));
    m_undo->setObjectName(QStringLiteral("plan.undo"));
    m_back->setObjectName(QStringLiteral("plan.back"));
    setPrimary(m_go);
    layout->addWidget(buttons);
    connect(m_back, &QPushButton::clicked, this, &PlanBar::leaveWanted);
    connect(m_journal, &QPushButton::clicked, this, &PlanBar::journalWanted);
    connect(m_go, &QPushButton::clicked, this, &PlanBar::goOn);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_controller.changes().cancel(); });
    connect(m_undo, &QPushButton::clicked, this,
        [this] { Q_EMIT undoWanted(m_controller.changes().undoableOfRun()); });
    connect(m_device, &QPushButton::clicked, this,
        [this] { m_controller.changes().apply(PlanFlow::Way::DeviceCode); });
    PlanFlow& changes = controller.changes();
    connect(&changes, &PlanFlow::changed, this, &PlanBar::refresh);
    connect(&changes, &PlanFlow::progressed, this, &PlanBar::tick);
    connect(&controller, &SetupController::tenantChanged, this, &PlanBar::refresh);
    connect(&controller, &SetupController::gateChanged, this, &PlanBar::refresh);
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, &PlanBar::tick);
    refresh();
}

//! The one that comes next stands first.
void PlanBar::setPrimary(QPushButton* button)
{
    if (std::exchange(m_primary, button) == button)
        return;
    for (QPushButton* each : {m_go, m_back})
        restyle(each, "look", each == button ? QStringLiteral("primary") : QString());
    QList<QPushButton*> all{m_go, m_cancel, m_device, m_undo, m_journal, m_back};
    all.move(all.indexOf(button), 0);
    for (QPushButton* each : all) {
        m_buttons->removeWidget(each);
        m_buttons->addWidget(each);
    }
    Q_EMIT buttonsMoved();
}

void PlanBar::goOn()
{
    PlanFlow& flow = m_controller.changes();
    if (flow.isOutdated())
        flow.openAgain();
    else if (flow.stage() == Stage::Preview)
        flow.apply();
    else if (!flow.next().isEmpty())
        flow.showNext();
    else
        Q_EMIT reviewWanted();
}

QString PlanBar::progressText() const
{
    const PlanFlow& flow = m_controller.changes();
    const QString clock = clockText(flow.elapsed());
    if (flow.isStopping())
        return tr("Stopping (%1). What was sent stays in the list of changes.").arg(clock);
    switch (flow.stage()) {
    case Stage::Reading:
        return m_controller.runner().isRunning()
            ? tr("Reading the tenant (%1, usually 2 seconds). Nothing is changed.").arg(clock)
            : tr("Sign in above, so that the tenant can be read.");
    case Stage::SigningIn:
        return tr("Waiting for the sign-in (%1). Nothing is sent yet.").arg(clock);
    case Stage::Reviewing:
        return tr("Reading the tenant once more (%1, usually 2 seconds). Nothing is sent yet.")
            .arg(clock);
    case Stage::Settling:
        return tr("Looking for what an earlier session left open (%1).").arg(clock);
    case Stage::Applying:
        return tr("%1 of %2 done (%3).")
            .arg(flow.doneCount())
            .arg(flow.progress().size())
            .arg(clock);
    case Stage::Undoing: return tr("Taking back what was written (%1).").arg(clock);
    case Stage::Checking: return tr("Checking everything (%1, usually 2 seconds).").arg(clock);
    default: return {};
    }
}

QString PlanBar::permissionsText() const
{
    const PlanFlow& flow = m_controller.changes();
    const Plan plan = flow.ticked();
    if (plan.isEmpty())
        return flow.plan().isEmpty() ? QString() : tr("Nothing is ticked.");
    const QString permissions = writePermissions(plan).join(QStringLiteral(", "));
    if (!flow.needsSignIn())
        return tr("You are signed in with what this takes: %1.").arg(permissions);
    return tr("You will be asked to sign in once, for: %1.").arg(permissions);
}

void PlanBar::showPreview()
{
    const PlanFlow& flow = m_controller.changes();
    if (flow.isOutdated()) {
        m_go->setText(tr("&Make the plan again"));
        m_go->setEnabled(true);
        m_go->show();
        m_device->hide();
        m_say->setText({});
        return;
    }
    const int count = static_cast<int>(flow.ticked().changes.size());
    const QString tenant = m_controller.customerTitle();
    const bool signIn = flow.needsSignIn();
    m_go->setText(
        plainText(signIn ? tr("Sign in and apply %n change(s) to %1", nullptr, count).arg(tenant)
                         : tr("Apply %n change(s) to %1", nullptr, count).arg(tenant)));
    m_go->setEnabled(count > 0);
    m_go->setVisible(!flow.plan().isEmpty());
    m_device->setVisible(signIn && count > 0);
    m_device->setAccessibleName(tr("Sign in with a device code and apply"));
    m_say->setText(wrappable(permissionsText()));
}

QString PlanBar::endText() const
{
    const PlanFlow& flow = m_controller.changes();
    if (m_controller.runner().isRunning())
        return tr("Reading again until Entra shows all of it (%1).")
            .arg(clockText(m_controller.runner().elapsed()));
    if (flow.progress().empty())
        return {};
    const int all = static_cast<int>(flow.progress().size());
    if (flow.undoneCount() > 0)
        return tr("%1 of %2 taken back.").arg(flow.undoneCount()).arg(all);
    for (size_t i = 0; i < flow.progress().size(); ++i)
        if (flow.isSentOnly(i))
            return tr("%1 of %2 carried out. Not all of it was seen in Entra yet.")
                .arg(flow.doneCount())
                .arg(all);
    QString text = flow.doneCount() == all ? tr("All %n change(s) are done.", nullptr, all)
                                           : tr("%1 of %2 done.").arg(flow.doneCount()).arg(all);
    if (flow.next().isEmpty() && m_controller.gate().empty())
        return tr("%1 All is proven: the setup can be completed.").arg(text);
    return text;
}

void PlanBar::showEnded()
{
    const PlanFlow& flow = m_controller.changes();
    const int next = static_cast<int>(flow.next().changes.size());
    const bool review = flow.undoneCount() == 0 && m_controller.gate().empty();
    setPrimary(next > 0 || review ? m_go : m_back);
    m_go->setVisible(true);
    m_go->setEnabled(true);
    m_go->setText(
        next > 0 ? tr("Next: %n more change(s)", nullptr, next) : tr("Go to review and complete"));
    m_device->hide();
    m_say->setText(endText());
}

void PlanBar::refresh()
{
    const PlanFlow& flow = m_controller.changes();
    const Stage stage = flow.stage();
    const bool busy = flow.isBusy();
    const bool turned = std::exchange(m_wasStage, stage) != stage;
    if (stage != Stage::Ended)
        setPrimary(m_go);
    const LayoutPause pause(*this);
    m_cancel->setVisible(busy);
    m_cancel->setEnabled(!flow.isStopping());
    m_bar->setVisible(busy);
    m_undo->setVisible(stage == Stage::Ended && !flow.undoableOfRun().isEmpty());
    m_journal->setVisible(!busy && !flow.records().empty());
    if (busy || stage == Stage::Closed) {
        m_go->hide();
        m_device->hide();
    }
    if (busy) // what is shown at the end does not wait for its looks then
        for (QPushButton* button : {m_go, m_undo, m_journal})
            button->ensurePolished();
    if (stage == Stage::Preview)
        showPreview();
    else if (stage == Stage::Ended)
        showEnded();
    if (turned && isVisible())
        Q_EMIT focusMoves();
    if (!busy && stage != Stage::Ended)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    tick();
}

void PlanBar::tick()
{
    const PlanFlow& flow = m_controller.changes();
    if (flow.isBusy()) {
        m_say->setText(progressText());
        const bool counted = flow.stage() == Stage::Applying && flow.doneCount() > 0;
        m_bar->setUpdatesEnabled(false); // a progress bar paints the whole window at once otherwise
        m_bar->setRange(0, counted ? static_cast<int>(flow.progress().size()) : 0);
        m_bar->setValue(counted ? flow.doneCount() : 0);
        m_bar->setUpdatesEnabled(true);
    } else if (flow.stage() == Stage::Ended) {
        m_say->setText(endText());
        if (m_told != m_say->text() && !m_controller.runner().isRunning())
            announce(m_say, m_say->text());
        m_told = m_say->text();
    }
    m_say->setVisible(!m_say->text().isEmpty());
}

bool PlanBar::takeFocus()
{
    const PlanFlow& flow = m_controller.changes();
    QPushButton* wanted = flow.isBusy() ? m_cancel : m_primary;
    if (!flow.isBusy() && flow.stage() != Stage::Ended)
        return false;
    if (!wanted->isEnabled() || wanted->isHidden())
        wanted = m_back;
    wanted->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace lockstep
