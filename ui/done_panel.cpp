// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "done_panel.h"

#include "flow_layout.h"
#include "widgets.h"

#include <QLocale>

namespace lockstep {

DonePanel::DonePanel(SetupController& controller, Completer& completer, QWidget* parent)
    : QFrame(parent), m_controller(controller), m_completer(completer)
{
    auto* layout = column(this, 20, 12);
    const bool done = completer.stage() == Completer::Stage::Done;
    const bool locked = completer.stage() == Completer::Stage::Locked;
    setProperty("box",
        done ? QStringLiteral("pass") : (locked ? QStringLiteral("fail") : QStringLiteral("warn")));
    if (done)
        addDone(layout);
    else if (locked)
        addLocked(layout);
    else
        addUnknown(layout);
}

void DonePanel::addDone(QVBoxLayout* layout)
{
    const Completion& completion = *m_controller.setup().completion;
    layout->addWidget(makeLabel(
        tr("%1 is set up for %2").arg(m_controller.profile().product, m_controller.customerTitle()),
        "title", this));
    layout->addWidget(
        makeLabel(tr("Completed %1 by %2.")
                      .arg(QLocale().toString(completion.at.toLocalTime(), QLocale::LongFormat),
                          completion.by),
            "", this));
    if (!m_completer.message().isEmpty())
        layout->addWidget(makeLabel(m_completer.message(), "", this));
    auto* holder = new QWidget(this);
    auto* flow = new FlowLayout(holder, 8);
    QPushButton* page = makeButton(tr("Save the report (&HTML)"), "", holder);
    QPushButton* json = makeButton(tr("Save the report (&JSON)"), "", holder);
    QPushButton* calendar =
        makeButton(tr("Save a calendar entry for the secret's &end"), "", holder);
    QPushButton* next = makeButton(tr("Set up the next &customer"), "primary", holder);
    const Report* report = m_controller.report();
    page->setEnabled(report);
    json->setEnabled(report);
    calendar->setVisible(report && report->secretEnds.isValid());
    for (QPushButton* button : {page, json, calendar, next})
        flow->addWidget(button);
    layout->addWidget(holder);
    connect(page, &QPushButton::clicked, this, [this] { Q_EMIT reportWanted(true); });
    connect(json, &QPushButton::clicked, this, [this] { Q_EMIT reportWanted(false); });
    connect(calendar, &QPushButton::clicked, this, &DonePanel::calendarWanted);
    connect(next, &QPushButton::clicked, this, &DonePanel::anotherWanted);
}

void DonePanel::addLocked(QVBoxLayout* layout)
{
    const Profile& profile = m_controller.profile();
    layout->addWidget(makeLabel(tr("%1 has locked itself").arg(profile.product), "title", this));
    if (!m_completer.message().isEmpty())
        layout->addWidget(makeLabel(m_completer.message(), "", this));
    layout->addWidget(makeLabel(tr("Raise a ticket and send the escape sheet. "
                                   "Support does not need the secret."),
        "", this));
    auto* holder = new QWidget(this);
    auto* flow = new FlowLayout(holder, 8);
    QPushButton* support =
        makeButton(tr("Open %1").arg(profile.handoff.support.toString()), "primary", holder);
    QPushButton* sheet = makeButton(tr("Save the escape &sheet"), "", holder);
    QPushButton* again = makeButton(tr("It is &unlocked again"), "", holder);
    for (QPushButton* button : {support, sheet, again})
        flow->addWidget(button);
    layout->addWidget(holder);
    connect(support, &QPushButton::clicked, this,
        [this, url = profile.handoff.support] { m_controller.openUrl(url); });
    connect(sheet, &QPushButton::clicked, this, &DonePanel::escapeSheetWanted);
    connect(again, &QPushButton::clicked, &m_completer, [this] { m_completer.tell({}); });
}

void DonePanel::addUnknown(QVBoxLayout* layout)
{
    const Completion& completion = *m_controller.setup().completion;
    layout->addWidget(makeLabel(tr("It is not known whether the values arrived"), "title", this));
    layout->addWidget(makeLabel(m_completer.message().isEmpty()
            ? tr("The values were sent once, and no answer came back. They are not sent again.")
            : m_completer.message(),
        "", this));
    layout->addWidget(makeLabel(tr("Try to sign in to %1, or ask its support with this number: %2")
                                    .arg(m_controller.profile().product, completion.idempotencyKey),
        "", this));
    auto* holder = new QWidget(this);
    auto* flow = new FlowLayout(holder, 8);
    auto* copy = new CopyButton(completion.idempotencyKey, holder);
    QPushButton* works = makeButton(tr("It &works"), "primary", holder);
    QPushButton* locked = makeButton(tr("It is &locked"), "", holder);
    QPushButton* nothing = makeButton(tr("&Nothing arrived"), "", holder);
    for (QPushButton* button : {static_cast<QPushButton*>(copy), works, locked, nothing})
        flow->addWidget(button);
    layout->addWidget(holder);
    connect(works, &QPushButton::clicked, &m_completer,
        [this] { m_completer.tell(QStringLiteral("completed")); });
    connect(locked, &QPushButton::clicked, &m_completer,
        [this] { m_completer.tell(QStringLiteral("locked")); });
    connect(nothing, &QPushButton::clicked, &m_completer, [this] { m_completer.tell({}); });
}

} // namespace lockstep
