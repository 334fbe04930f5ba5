// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "gate_panel.h"

#include "check_bar.h"
#include "complete_dialog.h"
#include "field_editor.h"
#include "widgets.h"

namespace lockstep {

namespace {

//! More reasons than this are counted, not listed: the steps at the side show them.
constexpr size_t listedReasons = 6;

} // namespace

GatePanel::GatePanel(
    const Step& step, SetupController& controller, Completer& completer, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_completer(completer)
    , m_mark(new VerdictMark(this, 26))
    , m_title(makeLabel({}, "heading", this))
    , m_message(makeLabel({}, "fail", this))
    , m_complete(makeButton(tr("Complete Setup"), "primary", this))
{
    setProperty("box", QStringLiteral("card"));
    auto* layout = column(this, 20, 12);
    layout->addWidget(new CheckBar(tr("Chec&k everything"), controller, this));
    layout->addWidget(makeBox("rule", this));
    auto* top = row(12);
    top->addWidget(m_mark, 0, Qt::AlignTop);
    top->addWidget(m_title, 1);
    layout->addLayout(top);
    m_reasons = new QVBoxLayout;
    m_reasons->setSpacing(0);
    m_reasons->setContentsMargins(34, 0, 0, 0);
    layout->addLayout(m_reasons);
    for (const Field& field : controller.profile().fields) {
        if (field.step != step.id)
            continue;
        m_editors.push_back(new FieldEditor(field, controller, this));
        layout->addWidget(m_editors.back());
    }
    layout->addWidget(m_message);
    auto* buttons = row(8);
    QPushButton* sheet = makeButton(tr("Save the escape &sheet"), "", this);
    sheet->setToolTip(
        tr("What was set, how to take it back, and whom to ask. It holds no secret."));
    buttons->addWidget(sheet);
    buttons->addStretch(1);
    buttons->addWidget(m_complete);
    layout->addLayout(buttons);
    m_complete->setObjectName(QStringLiteral("complete"));

    connect(sheet, &QPushButton::clicked, this, &GatePanel::escapeSheetWanted);
    connect(m_complete, &QPushButton::clicked, this, &GatePanel::confirm);
    connect(&controller, &SetupController::gateChanged, this, &GatePanel::refresh);
    connect(&controller, &SetupController::attestationsChanged, this, &GatePanel::refresh);
    connect(&controller, &SetupController::fieldsJudged, this, &GatePanel::refresh);
    connect(&completer, &Completer::changed, this, &GatePanel::refresh);
    refresh();
}

QString GatePanel::summary(const std::vector<GateReason>& reasons) const
{
    if (m_completer.stage() == Completer::Stage::Sending)
        return tr("Sending the values once. The answer decides.");
    if (m_controller.changes().isWorking())
        return tr("Changes are being applied.");
    if (m_controller.runner().isRunning())
        return tr("The check is running.");
    if (reasons.empty())
        return tr("All is proven. The setup can be completed.");
    return tr("Completing is locked for %n reason(s):", nullptr, static_cast<int>(reasons.size()));
}

void GatePanel::refresh()
{
    const std::vector<GateReason> reasons = m_controller.gate();
    const bool open = reasons.empty() && m_completer.stage() == Completer::Stage::Open
        && !m_controller.runner().isRunning() && !m_controller.changes().isWorking()
        && !m_controller.document().isReadOnly();
    m_mark->setVerdict(open ? Verdict::Pass : Verdict::NotRun);
    m_title->setText(summary(reasons));
    m_complete->setEnabled(open);
    setGlyph(m_complete, open ? Glyph::Unlock : Glyph::Lock);
    QStringList texts;
    for (const GateReason& reason : reasons)
        texts << reason.text;
    // the reason belongs to the button for those who cannot see the lines beside it
    m_complete->setAccessibleDescription(texts.join(u' '));
    m_message->setText(m_completer.message());
    m_message->setVisible(!m_completer.message().isEmpty());
    if (texts == m_shown)
        return;
    m_shown = texts;
    clearLayout(m_reasons);
    for (size_t i = 0; i < reasons.size() && i < listedReasons; ++i) {
        auto* link = new TextLink(reasons[i].text, this);
        link->setEnabled(!reasons[i].step.isEmpty());
        connect(link, &TextLink::clicked, this,
            [this, reason = reasons[i]] { Q_EMIT reasonChosen(reason.step, reason.check); });
        m_reasons->addWidget(link);
    }
    if (reasons.size() > listedReasons)
        m_reasons->addWidget(
            makeLabel(tr("and %1 more").arg(reasons.size() - listedReasons), "muted", this));
}

void GatePanel::confirm()
{
    const Profile& profile = m_controller.profile();
    const QUrl endpoint(m_controller.text(profile.handoff.endpointField));
    auto* dialog = new CompleteDialog(
        {.tenant = m_controller.tenantTitle(),
            .tenantId = m_controller.text(QStringLiteral("tenantId")),
            .product = profile.product,
            .warning = profile.handoff.warning,
            .handsOver = !profile.handoff.values.empty(),
            .endpoint = m_completer.usesEndpoint() ? endpoint.host() : QString()},
        window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_completer, &Completer::begin);
    dialog->open();
}

FieldEditor* GatePanel::editor(const QString& field) const
{
    for (FieldEditor* editor : m_editors)
        if (editor->fieldId() == field)
            return editor;
    return nullptr;
}

} // namespace lockstep
