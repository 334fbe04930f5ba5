// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "instruction_list.h"

#include "activation_panel.h"
#include "flow_layout.h"
#include "profile/consent_url.h"
#include "when_seen.h"
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

namespace {

//! What a field's value is where it is used: all entries of a list, a group by the name that was
//! found, a consent address with this tenant in it.
QString valueOf(const Field& field, const SetupController& controller)
{
    const QString text = controller.text(field.id);
    if (field.list)
        return controller.entries(field.id).join(QStringLiteral(", "));
    if (field.kind == FieldKind::ConsentUrl) {
        const Result<ConsentUrl, QString> consent = parseConsentUrl(text);
        return consent
            ? consentUrlFor(*consent, controller.text(QStringLiteral("tenantId"))).toString()
            : text;
    }
    const TenantSnapshot* snapshot = controller.snapshot();
    if (field.kind == FieldKind::Group && isGuid(text) && snapshot) {
        const auto found = snapshot->groups.find(text);
        if (found != snapshot->groups.end() && found->second && found->second->size() == 1)
            return found->second->front().displayName;
    }
    return text;
}

} // namespace

QString filledIn(const QString& pattern, const SetupController& controller)
{
    bool complete = true;
    const QString text = replaceFields(pattern, controller, [&](const Field& field) {
        const QString value = valueOf(field, controller);
        complete = complete && !value.isEmpty();
        return value;
    });
    return complete ? text : QString();
}

QString shownPattern(const QString& pattern, const SetupController& controller)
{
    return replaceFields(pattern, controller, [&](const Field& field) {
        const QString value = valueOf(field, controller);
        return value.isEmpty() ? field.label : value;
    });
}

InstructionList::InstructionList(const Step& step, SetupController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_layout(column(this, 0, 12))
{
    int number = 0;
    for (const Instruction& instruction : step.instructions)
        addInstruction(instruction, ++number);
    auto* seen = new WhenSeen(this, [this] { fillIn(); });
    connect(&controller, &SetupController::tenantChanged, seen, &WhenSeen::ask);
    connect(&controller, &SetupController::fieldsJudged, seen, &WhenSeen::ask);
    connect(&controller, &SetupController::findingsChanged, seen, &WhenSeen::ask);
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
    connect(open, &QPushButton::clicked, this,
        [this, field] { m_controller.openUrl(QUrl(valueOf(*field, m_controller))); });
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

//! Why the address in a field must not be followed; empty when it may.
QString InstructionList::whyNotToOpen(const QString& fieldId) const
{
    const FieldVerdict verdict = m_controller.fieldVerdict(fieldId);
    if (verdict.kind == FieldVerdict::Kind::Empty)
        return tr("The address is not typed yet.");
    if (verdict.kind == FieldVerdict::Kind::Malformed)
        return verdict.message;
    if (m_controller.profile().field(fieldId)->kind != FieldKind::ConsentUrl)
        return {};
    const Result<ConsentUrl, QString> consent = parseConsentUrl(m_controller.text(fieldId));
    return consent
        ? lockstep::whyNotToOpen(*consent, m_controller.setup().inputs, m_controller.endpoints())
        : consent.error();
}

void InstructionList::fillIn()
{
    for (const Opener& one : m_openers) {
        const QString why = whyNotToOpen(one.field);
        one.button->setEnabled(why.isEmpty());
        one.button->setToolTip(why);
        one.button->setAccessibleDescription(why);
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
