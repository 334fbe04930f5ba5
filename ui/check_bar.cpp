// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "check_bar.h"

#include "widgets.h"

#include <QLocale>
#include <QProgressBar>

namespace lockstep {

CheckBar::CheckBar(const QString& checkText, SetupController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_checkText(checkText)
    , m_when(makeLabel({}, "small", this))
    , m_button(makeButton(checkText, "primary", this))
    , m_progress(makeLabel({}, "muted", this))
    , m_bar(new QProgressBar(this))
{
    auto* layout = column(this, 0, 8);
    auto* line = row(12);
    auto* heading = new QLabel(tr("What we found"), this);
    heading->setProperty("tone", QStringLiteral("heading"));
    line->addWidget(heading);
    m_when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(m_when, 1);
    line->addWidget(m_button);
    layout->addLayout(line);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("The check is running"));
    layout->addWidget(m_bar);
    layout->addWidget(m_progress);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_controller.runner().isRunning())
            m_controller.cancelCheck();
        else
            m_controller.check();
    });
    const VerificationRunner& runner = controller.runner();
    connect(&runner, &VerificationRunner::started, this, &CheckBar::refresh);
    connect(&runner, &VerificationRunner::cancelled, this, &CheckBar::refresh);
    connect(&runner, &VerificationRunner::progressed, this, &CheckBar::tick);
    connect(&controller, &SetupController::findingsChanged, this, &CheckBar::refresh);
    connect(&controller, &SetupController::gateChanged, this, &CheckBar::refresh);
    refresh();
}

QString CheckBar::ageText() const
{
    const QDateTime at = m_controller.checkedAt().toLocalTime();
    const bool today = at.date() == m_controller.now().toLocalTime().date();
    const QString when = QLocale().toString(
        at, today ? QStringLiteral("HH:mm") : QStringLiteral("d MMM yyyy HH:mm"));
    switch (m_controller.freshness()) {
    case SetupController::Freshness::NotRun: return tr("Not checked yet");
    case SetupController::Freshness::History:
        return tr("Checked %1, in an earlier session").arg(when);
    case SetupController::Freshness::Fresh: return tr("Checked %1").arg(when);
    case SetupController::Freshness::Outdated:
        return tr("Checked %1, before your last edit").arg(when);
    }
    return {};
}

void CheckBar::refresh()
{
    const bool running = m_controller.runner().isRunning();
    m_when->setText(ageText());
    m_button->setText(running ? tr("Cancel") : m_checkText);
    m_button->setAccessibleName(
        running ? tr("Cancel the check") : m_checkText.simplified().remove(u'&'));
    m_button->setEnabled(running || !m_controller.changes().isWorking());
    restyle(m_button, "look", running ? QString() : QStringLiteral("primary"));
    m_bar->setVisible(running);
    m_progress->setVisible(running);
    if (running)
        tick();
}

void CheckBar::tick()
{
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(m_controller.runner().elapsed()).count();
    const QString clock = QStringLiteral("%1:%2")
                              .arg(seconds / 60, 2, 10, QLatin1Char('0'))
                              .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (!m_controller.runner().watchedFor().isEmpty()) {
        m_progress->setText(
            tr("Reading again until it shows (%1). This takes as long as it takes elsewhere; it "
               "ends by itself after 15 minutes.")
                .arg(clock));
        return;
    }
    m_progress->setText(seconds < 8
            ? tr("Asking Microsoft Entra (%1, usually 2 seconds).").arg(clock)
            : tr("Still waiting for Microsoft Entra (%1). It ends by itself after a minute.")
                  .arg(clock));
}

} // namespace lockstep
