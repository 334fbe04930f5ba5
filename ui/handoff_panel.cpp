// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "handoff_panel.h"

#include "flow_layout.h"
#include "widgets.h"

namespace lockstep {

HandoffPanel::HandoffPanel(SetupController& controller, Completer& completer, QWidget* parent)
    : QFrame(parent), m_controller(controller), m_completer(completer)
{
    setProperty("box", QStringLiteral("card"));
    auto* layout = column(this, 20, 14);
    const Profile& profile = controller.profile();
    const bool handsOver = !profile.handoff.values.empty();
    layout->addWidget(makeLabel(
        handsOver ? tr("Hand the values to %1").arg(profile.product) : tr("Say how it went"),
        "heading", this));
    layout->addWidget(makeLabel(handsOver
            ? tr("Open its page, enter each value in this order, and press the button there.")
            : tr("Nothing is left to enter elsewhere. This keeps how the setup ended."),
        "muted", this));
    if (!profile.handoff.pageField.isEmpty())
        addPageButton(layout, controller.text(profile.handoff.pageField));
    int number = 0;
    for (const QString& id : profile.handoff.values)
        if (const Field* field = profile.field(id))
            addValue(layout, *field, ++number);
    m_clipboardText = makeLabel({}, "small", this);
    layout->addWidget(m_clipboardText);
    connect(&m_clipboard, &SecretClipboard::changed, this, &HandoffPanel::showClipboard);
    addQuestion(layout);
    showClipboard();
}

void HandoffPanel::addPageButton(QVBoxLayout* layout, const QString& page)
{
    QPushButton* open = makeButton(tr("Open %1").arg(plainText(page)), "primary", this);
    setGlyph(open, Glyph::Open);
    open->setEnabled(!page.isEmpty());
    connect(open, &QPushButton::clicked, this, [this, page] { m_controller.openUrl(QUrl(page)); });
    layout->addWidget(open, 0, Qt::AlignLeft);
}

void HandoffPanel::addValue(QVBoxLayout* layout, const Field& field, int number)
{
    auto* line = row(12);
    auto* badge = new QLabel(QString::number(number), this);
    badge->setProperty("tone", QStringLiteral("number"));
    badge->setAlignment(Qt::AlignCenter);
    line->addWidget(badge, 0, Qt::AlignTop);
    line->addWidget(makeLabel(field.label, "strong", this), 1);
    if (field.secret) {
        m_copySecret = makeButton(tr("Copy the secret for 30 seconds"), "small", this);
        setGlyph(m_copySecret, Glyph::Copy);
        m_copySecret->setEnabled(!m_controller.secretKeeper().secret().isEmpty());
        connect(m_copySecret, &QPushButton::clicked, this, [this] {
            if (m_clipboard.holds())
                m_clipboard.wipe();
            else
                m_clipboard.copy(m_controller.secretKeeper().secret());
        });
        connect(&m_controller.secretKeeper(), &SecretKeeper::secretChanged, m_copySecret,
            [this] { m_copySecret->setEnabled(!m_controller.secretKeeper().secret().isEmpty()); });
        line->addWidget(m_copySecret);
    } else {
        addCopies(line, field);
    }
    layout->addLayout(line);
}

void HandoffPanel::addCopies(QHBoxLayout* line, const Field& field)
{
    const QStringList values = m_controller.entries(field.id);
    auto* copies = new QVBoxLayout;
    copies->setSpacing(4);
    for (const QString& value : values) {
        if (value.isEmpty())
            continue;
        auto* copy = new CopyButton(value, this);
        copy->setAccessibleName(values.size() > 1 ? tr("Copy %1: %2").arg(field.label, value)
                                                  : tr("Copy %1").arg(field.label));
        copies->addWidget(copy, 0, Qt::AlignRight);
    }
    if (copies->isEmpty())
        copies->addWidget(makeLabel(tr("leave it empty"), "muted", this));
    line->addLayout(copies);
}

void HandoffPanel::addQuestion(QVBoxLayout* layout)
{
    layout->addWidget(makeBox("rule", this));
    layout->addWidget(makeLabel(tr("How did it go"), "heading", this));
    auto* holder = new QWidget(this);
    auto* flow = new FlowLayout(holder, 8);
    struct Answer {
        QString text;
        QString outcome;
        const char* look;
    };
    std::vector<Answer> answers{{tr("It is &completed"), QStringLiteral("completed"), "primary"}};
    if (!m_controller.profile().handoff.values.empty()) // only what takes values can lock itself
        answers.push_back({tr("It &locked me out"), QStringLiteral("locked"), ""});
    answers.push_back({tr("I have &not done it"), QString(), ""});
    for (const Answer& answer : answers) {
        QPushButton* button = makeButton(answer.text, answer.look, holder);
        connect(button, &QPushButton::clicked, this, [this, outcome = answer.outcome] {
            m_clipboard.wipe();
            m_completer.tell(outcome);
        });
        flow->addWidget(button);
    }
    layout->addWidget(holder);
}

void HandoffPanel::showClipboard()
{
    const bool holds = m_clipboard.holds();
    if (m_copySecret)
        m_copySecret->setText(
            holds ? tr("Wipe the clipboard now") : tr("Copy the secret for 30 seconds"));
    m_clipboardText->setVisible(holds);
    m_clipboardText->setText(
        tr("The secret leaves the clipboard in %1 seconds.").arg(m_clipboard.left().count()));
}

} // namespace lockstep
