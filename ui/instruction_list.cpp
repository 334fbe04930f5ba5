// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "instruction_list.h"

#include "flow_layout.h"
#include "widgets.h"

#include <QRegularExpression>

namespace lockstep {

namespace {

QString replaceFields(const QString& pattern, const SetupController& controller,
    const std::function<QString(const Field&)>& valueOf)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{([A-Za-z]+)\\}"));
    QString text;
    qsizetype from = 0;
    for (auto matches = placeholder.globalMatch(pattern); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        text += pattern.mid(from, match.capturedStart() - from);
        const Field* field = controller.profile().field(match.captured(1));
        text += field && !field->secret ? valueOf(*field) : match.captured();
        from = match.capturedEnd();
    }
    return text + pattern.mid(from);
}

} // namespace

QString filledIn(const QString& pattern, const SetupController& controller)
{
    bool complete = true;
    const QString text = replaceFields(pattern, controller, [&](const Field& field) {
        const QString value = controller.text(field.id);
        complete = complete && !value.isEmpty();
        return value;
    });
    return complete ? text : QString();
}

QString shownPattern(const QString& pattern, const SetupController& controller)
{
    return replaceFields(pattern, controller, [&](const Field& field) {
        const QString value = controller.text(field.id);
        return value.isEmpty() ? field.label : value;
    });
}

InstructionList::InstructionList(const Step& step, SetupController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_layout(column(this, 0, 12))
{
    int number = 0;
    for (const Instruction& instruction : step.instructions)
        addInstruction(instruction, ++number);
    connect(&controller, &SetupController::tenantChanged, this, &InstructionList::fillIn);
    fillIn();
}

void InstructionList::addInstruction(const Instruction& instruction, int number)
{
    auto* line = row(12);
    auto* badge = new QLabel(QString::number(number), this);
    badge->setProperty("tone", QStringLiteral("number"));
    badge->setAlignment(Qt::AlignCenter);
    line->addWidget(badge, 0, Qt::AlignTop);
    auto* body = new QVBoxLayout;
    body->setSpacing(6);
    line->addLayout(body, 1);
    QLabel* text = makeLabel(instruction.text, "", this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setContentsMargins(0, 2, 0, 0);
    body->addWidget(text);
    if (!instruction.copy.isEmpty() || instruction.link) {
        auto* actions = new QWidget(this);
        auto* flow = new FlowLayout(actions, 8);
        for (const QString& pattern : instruction.copy) {
            auto* copy = new CopyButton({}, actions);
            m_copyables.push_back({copy, pattern});
            flow->addWidget(copy);
        }
        if (instruction.link) {
            QPushButton* open = makeButton(plainText(instruction.link->text), "link", actions);
            setGlyph(open, Glyph::Open);
            open->setAccessibleName(tr("Open %1").arg(instruction.link->text));
            flow->addWidget(open);
            connect(open, &QPushButton::clicked, this,
                [this, link = *instruction.link] { showPortal(m_controller, link); });
        }
        body->addWidget(actions);
    }
    m_layout->addLayout(line);
}

void InstructionList::fillIn()
{
    for (const Copyable& one : m_copyables)
        one.button->setValue(
            filledIn(one.pattern, m_controller), shownPattern(one.pattern, m_controller));
}

void showPortal(SetupController& controller, const PortalLink& link)
{
    const PortalPage page = controller.portal(link);
    if (page.url.isEmpty())
        Q_EMIT controller.notice(page.path.isEmpty()
                ? InstructionList::tr("A value is missing for the link. Type the client ID first.")
                : InstructionList::tr("Go to %1").arg(page.path));
    else {
        controller.openUrl(page.url);
        Q_EMIT controller.notice(InstructionList::tr("Opened in the browser: %1").arg(page.path));
    }
}

} // namespace lockstep
