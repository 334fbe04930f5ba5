// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "step_page.h"

#include "check_bar.h"
#include "field_editor.h"
#include "finding_list.h"
#include "instruction_list.h"
#include "outside_text.h"
#include "provisioning_log.h"
#include "setup/moments.h"
#include "widgets.h"

#include <QCheckBox>
#include <QLocale>

#include <algorithm>

namespace lockstep {

namespace {

//! A check box whose text wraps: QCheckBox itself cannot.
QWidget* makeAttestation(const AttestationSpec& spec, SetupController& controller, QWidget* parent)
{
    auto* line = new QWidget(parent);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* box = new QCheckBox(line);
    box->setAccessibleName(spec.text);
    box->setObjectName(QStringLiteral("attest.") + spec.id);
    box->setEnabled(!controller.document().isReadOnly());
    QLabel* text = makeLabel(
        spec.required ? spec.text : StepPage::tr("%1 (optional)").arg(spec.text), "", line);
    text->setBuddy(box);
    layout->addWidget(box, 0, Qt::AlignTop);
    text->setContentsMargins(0, 5, 0, 0);
    layout->addWidget(text, 1);
    const auto refresh = [box, &controller, id = spec.id] {
        const QSignalBlocker quiet(box);
        box->setChecked(controller.isAttested(id));
    };
    QObject::connect(&controller, &SetupController::attestationsChanged, box, refresh);
    QObject::connect(box, &QCheckBox::toggled, &controller,
        [&controller, id = spec.id](bool on) { controller.attest(id, on); });
    refresh();
    return line;
}

//! What was proven at its own time in this step, with that time.
QString momentsText(const QString& step, const SetupController& controller)
{
    QStringList lines;
    for (const Moment& moment : momentsOf(controller.setup(), controller.profile())) {
        const auto& checks = controller.profile().checks;
        const auto spec = std::ranges::find(checks, moment.check, &CheckSpec::name);
        if (spec != checks.end() && spec->step == step)
            lines << StepPage::tr("Proven on %1: %2")
                         .arg(QLocale().toString(
                                  moment.at.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm")),
                             moment.message);
    }
    return lines.join(u'\n');
}

} // namespace

QWidget* makeAttestations(const QString& step, SetupController& controller, QWidget* parent)
{
    const std::vector<AttestationSpec>& specs = controller.profile().attestations;
    const auto mine = [&](const AttestationSpec& spec) { return spec.step == step; };
    if (std::none_of(specs.begin(), specs.end(), mine))
        return nullptr;
    QFrame* card = makeBox("card", parent);
    auto* layout = column(card, 20, 10);
    layout->addWidget(makeLabel(StepPage::tr("What only you can see"), "heading", card));
    layout->addWidget(makeLabel(
        StepPage::tr(
            "Microsoft Graph cannot show this. The report will say that you confirmed it."),
        "muted", card));
    for (const AttestationSpec& spec : specs)
        if (mine(spec))
            layout->addWidget(makeAttestation(spec, controller, card));
    return card;
}

StepPage::StepPage(const Step& step, int number, SetupController& controller, QWidget* parent)
    : QScrollArea(parent), m_step(step), m_controller(controller)
{
    auto* layout = column(scrollingColumn(this), 0, 18);
    addHeader(layout, number);
    addInstructions(layout);
    addFields(layout);
    if (QWidget* attestations = makeAttestations(step.id, controller, this))
        layout->addWidget(attestations);
    addFindings(layout);
    if (step.provisioningLog)
        layout->addWidget(new ProvisioningLog(controller, this));
    layout->addStretch(1);
}

void StepPage::addHeader(QVBoxLayout* layout, int number)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(makeLabel(
        tr("Step %1 of %2").arg(number).arg(m_controller.profile().steps.size()), "small", this));
    words->addWidget(makeLabel(m_step.title, "title", this));
    if (!m_step.intro.isEmpty())
        words->addWidget(makeLabel(m_step.intro, "muted", this));
    layout->addLayout(words);
    if (m_step.notice.isEmpty())
        return;
    QFrame* notice = makeBox("warn", this);
    column(notice, 16, 6)->addWidget(makeLabel(m_step.notice, "", notice));
    layout->addWidget(notice);
}

void StepPage::addInstructions(QVBoxLayout* layout)
{
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 14);
    auto* line = row(12);
    line->addWidget(makeLabel(tr("What to do"), "heading", card), 1);
    if (m_step.link) {
        QPushButton* open = makeButton(plainText(m_step.link->text), "small", card);
        setGlyph(open, Glyph::Open);
        connect(
            open, &QPushButton::clicked, this, [this] { showPortal(m_controller, *m_step.link); });
        line->addWidget(open);
    }
    inside->addLayout(line);
    inside->addWidget(new InstructionList(m_step, m_controller, card));
    layout->addWidget(card);
}

void StepPage::addFields(QVBoxLayout* layout)
{
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 16);
    inside->addWidget(makeLabel(tr("What to type here"), "heading", card));
    for (const Field& field : m_controller.profile().fields) {
        if (field.step != m_step.id)
            continue;
        m_editors.push_back(new FieldEditor(field, m_controller, card));
        inside->addWidget(m_editors.back());
    }
    card->setVisible(!m_editors.empty());
    if (m_editors.size() > 1)
        inside->insertWidget(1,
            makeLabel(tr("Paste the whole block from a mail or a portal page into any field: "
                         "each value finds its place."),
                "muted", card));
    layout->addWidget(card);
}

void StepPage::addFindings(QVBoxLayout* layout)
{
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 10);
    inside->addWidget(new CheckBar(tr("Chec&k this step"), m_controller, card));
    m_findings = new FindingList(m_step.id, m_controller, card);
    inside->addWidget(m_findings);
    QLabel* moments = makeLabel({}, "small", card);
    inside->addWidget(moments);
    const auto showMoments = [this, moments] {
        moments->setText(wrappable(momentsText(m_step.id, m_controller)));
        moments->setVisible(!moments->text().isEmpty());
    };
    connect(&m_controller, &SetupController::findingsChanged, moments, showMoments);
    showMoments();
    connect(m_findings, &FindingList::fieldWanted, this, &StepPage::fieldWanted);
    connect(m_findings, &FindingList::stepWanted, this, &StepPage::stepWanted);
    card->setVisible(!m_findings->rows().empty());
    layout->addWidget(card);
}

FieldEditor* StepPage::editor(const QString& field) const
{
    for (FieldEditor* editor : m_editors)
        if (editor->fieldId() == field)
            return editor;
    return nullptr;
}

} // namespace lockstep
