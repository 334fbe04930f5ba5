// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "instruction_list.h"

#include "activation_panel.h"
#include "flow_layout.h"
#include "profile/consent_url.h"
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
    connect(&controller, &SetupController::fieldsJudged, this, &InstructionList::fillIn);
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
    if (!instruction.copy.isEmpty() || instruction.link || !instruction.open.isEmpty()
        || !instruction.watch.isEmpty()) {
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
        if (!instruction.open.isEmpty())
            addOpener(instruction.open, actions, flow);
        if (!instruction.watch.isEmpty())
            addWatch(instruction, actions, flow);
        body->addWidget(actions);
    }
    if (!instruction.activate.isEmpty())
        body->addWidget(new ActivationPanel(instruction.activate, m_controller, this));
    m_layout->addLayout(line);
}

//! Opens the address that was typed; one for any tenant with this tenant's id in it.
void InstructionList::addOpener(const QString& fieldId, QWidget* actions, QLayout* flow)
{
    const Field* field = m_controller.profile().field(fieldId);
    QPushButton* open = makeButton(tr("Open it in the browser"), "", actions);
    open->setObjectName(QStringLiteral("open.") + fieldId);
    open->setAccessibleName(tr("Open %1 in the browser").arg(field->label));
    setGlyph(open, Glyph::Open);
    flow->addWidget(open);
    m_openers.push_back({open, fieldId});
    connect(open, &QPushButton::clicked, this, [this, field] {
        const QString text = m_controller.text(field->id);
        const Result<ConsentUrl, QString> consent = parseConsentUrl(text);
        m_controller.openUrl(field->kind == FieldKind::ConsentUrl && consent
                ? consentUrlFor(*consent, m_controller.text(QStringLiteral("tenantId")))
                : QUrl(text));
    });
}

void InstructionList::addWatch(const Instruction& instruction, QWidget* actions, QLayout* flow)
{
    QPushButton* watch = makeButton(tr("Wait until it shows"), "", actions);
    watch->setObjectName(QStringLiteral("watch.") + instruction.watch);
    setGlyph(watch, Glyph::Clock);
    flow->addWidget(watch);
    connect(watch, &QPushButton::clicked, this, [this, watched = instruction.watch] {
        if (m_controller.runner().isRunning())
            m_controller.cancelCheck();
        else
            m_controller.watch(watched);
    });
    const auto refresh = [this, watch, watched = instruction.watch] {
        const bool mine = m_controller.runner().watchedFor() == watched;
        watch->setText(mine ? tr("Stop waiting") : tr("Wait until it shows"));
        watch->setEnabled(mine || !m_controller.runner().isRunning());
    };
    const VerificationRunner& runner = m_controller.runner();
    connect(&runner, &VerificationRunner::started, watch, refresh);
    connect(&runner, &VerificationRunner::cancelled, watch, refresh);
    connect(&runner, &VerificationRunner::finished, watch, refresh);
}

void InstructionList::fillIn()
{
    for (const Opener& one : m_openers) {
        const FieldVerdict::Kind kind = m_controller.fieldVerdict(one.field).kind;
        one.button->setEnabled(
            kind == FieldVerdict::Kind::Good || kind == FieldVerdict::Kind::Warning);
    }
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
