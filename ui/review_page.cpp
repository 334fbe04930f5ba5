// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "review_page.h"

#include "done_panel.h"
#include "escape_sheet.h"
#include "field_editor.h"
#include "findings_review.h"
#include "gate_panel.h"
#include "handoff_panel.h"
#include "home_model.h"
#include "instruction_list.h"
#include "report/report_formats.h"
#include "setup/moments.h"
#include "step_page.h"
#include "when_seen.h"
#include "widgets.h"
#include "wiring_view.h"

#include <QLocale>

namespace lockstep {

ReviewPage::ReviewPage(const Step& step, SetupController& controller, QWidget* parent)
    : QScrollArea(parent)
    , m_step(step)
    , m_controller(controller)
    , m_completer(controller)
    , m_saver(this)
    , m_layout(column(scrollingColumn(this), 0, 18))
{
    addHeader(m_layout);
    m_gate = new GatePanel(step, controller, m_completer, this);
    m_layout->addWidget(m_gate);
    addInstructions(m_layout);
    m_layout->addWidget(makeWiring());
    m_layout->addWidget(new UnknownAttestations(controller, this));
    if (QWidget* attestations = makeAttestations(step.id, controller, this))
        m_layout->addWidget(attestations);
    m_layout->addWidget(makeProof());
    m_findings = new FindingsReview(controller, this);
    m_layout->addWidget(m_findings);
    m_layout->addStretch(1);

    connect(m_findings, &FindingsReview::fieldWanted, this, &ReviewPage::fieldWanted);
    connect(m_findings, &FindingsReview::stepWanted, this, &ReviewPage::stepWanted);
    connect(m_gate, &GatePanel::reasonChosen, this, &ReviewPage::reasonChosen);
    connect(m_gate, &GatePanel::escapeSheetWanted, this, &ReviewPage::saveEscapeSheet);
    auto* seen = new WhenSeen(this, [this] {
        refreshWiring();
        refreshProof();
    });
    connect(&controller, &SetupController::findingsChanged, seen, &WhenSeen::ask);
    connect(&controller, &SetupController::attestationsChanged, seen, &WhenSeen::ask);
    connect(&m_completer, &Completer::changed, this, &ReviewPage::refreshStage);
    connect(&m_saver, &FileSaver::ended, &controller, &SetupController::notice);
    refreshWiring();
    refreshProof();
    refreshStage();
}

void ReviewPage::addHeader(QVBoxLayout* layout)
{
    const qsizetype count = static_cast<qsizetype>(m_controller.profile().steps.size());
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(makeLabel(tr("Step %1 of %1").arg(count), "small", this));
    words->addWidget(makeLabel(m_step.title, "title", this));
    words->addWidget(makeLabel(m_step.intro, "muted", this));
    layout->addLayout(words);
}

void ReviewPage::addInstructions(QVBoxLayout* layout)
{
    if (m_step.instructions.empty())
        return;
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 14);
    inside->addWidget(makeLabel(tr("What to do"), "heading", card));
    inside->addWidget(new InstructionList(m_step, m_controller, card));
    layout->addWidget(card);
}

QWidget* ReviewPage::makeWiring()
{
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 14);
    inside->addWidget(makeLabel(tr("How it hangs together"), "heading", card));
    auto* across = row(24);
    m_wiring = new WiringView(card);
    across->addWidget(m_wiring, 1);
    m_wiringList = new QVBoxLayout;
    m_wiringList->setSpacing(0);
    across->addLayout(m_wiringList);
    inside->addLayout(across);
    connect(m_wiring, &WiringView::stepWanted, this, &ReviewPage::stepWanted);
    return card;
}

void ReviewPage::refreshWiring()
{
    const bool done = m_completer.stage() == Completer::Stage::Done;
    const Wiring wiring = wiringOf(m_controller.profile(), m_controller.findings(), done);
    m_wiring->setWiring(wiring);
    clearLayout(m_wiringList);
    for (const WiringNode& node : wiring.nodes) {
        QLabel* line = makeLabel(describe(node), "", this);
        line->setFixedWidth(190);
        line->setContentsMargins(0, 3, 0, 3);
        m_wiringList->addWidget(line);
    }
    m_wiringList->addStretch(1);
}

QWidget* ReviewPage::makeProof()
{
    QFrame* card = makeBox("card", this);
    auto* inside = column(card, 20, 8);
    inside->addWidget(makeLabel(tr("Proven, vouched for, and how long it holds"), "heading", card));
    m_proof = makeLabel({}, "", card);
    inside->addWidget(m_proof);
    return card;
}

void ReviewPage::refreshProof()
{
    QStringList lines;
    lines << tr("%1 of %2 lines are proven by what Microsoft Graph and Entra said.")
                 .arg(m_controller.confirmedCount())
                 .arg(m_controller.findings().size());
    for (const Attestation& one : m_controller.setup().attestations) {
        const auto& specs = m_controller.profile().attestations;
        const auto spec = std::find_if(specs.begin(), specs.end(),
            [&](const AttestationSpec& each) { return each.id == one.name; });
        const QString what = spec != specs.end() ? spec->text : one.name.section(u':', 1);
        lines << tr("Vouched for by %1: %2 %3").arg(one.by, what, one.statement);
    }
    const Report* report = m_controller.report();
    if (report && report->secretEnds.isValid())
        lines << tr("The client secret ends on %1 (%2).")
                     .arg(QLocale().toString(
                              report->secretEnds.toLocalTime().date(), QLocale::LongFormat),
                         secretEndText(report->secretEnds, m_controller.now()));
    if (report)
        lines << report->notes;
    m_proof->setText(lines.join(u'\n'));
}

void ReviewPage::refreshStage()
{
    const Completer::Stage stage = m_completer.stage();
    if (m_shownStage == stage && m_shownMessage == m_completer.message())
        return;
    m_shownStage = stage;
    m_shownMessage = m_completer.message();
    const bool gate = stage == Completer::Stage::Open || stage == Completer::Stage::Sending;
    if (m_stagePanel) {
        m_layout->removeWidget(m_stagePanel);
        m_stagePanel->hide();
        m_stagePanel->deleteLater();
        m_stagePanel = nullptr;
    }
    m_gate->setVisible(gate);
    refreshWiring();
    if (gate)
        return;
    if (stage == Completer::Stage::HandingOver) {
        m_stagePanel = new HandoffPanel(m_controller, m_completer, this);
    } else {
        auto* done = new DonePanel(m_controller, m_completer, this);
        connect(done, &DonePanel::reportWanted, this, &ReviewPage::saveReport);
        connect(done, &DonePanel::calendarWanted, this, &ReviewPage::saveCalendar);
        connect(done, &DonePanel::escapeSheetWanted, this, &ReviewPage::saveEscapeSheet);
        connect(done, &DonePanel::anotherWanted, this, &ReviewPage::anotherWanted);
        m_stagePanel = done;
    }
    m_layout->insertWidget(m_layout->indexOf(m_gate), m_stagePanel);
    m_stagePanel->show();
    ensureWidgetVisible(m_stagePanel);
}

void ReviewPage::reasonChosen(const QString& step, const QString& check)
{
    if (step == m_step.id || step.isEmpty()) {
        m_findings->openStep(step);
        return;
    }
    Q_UNUSED(check)
    Q_EMIT stepWanted(step);
}

void ReviewPage::saveReport(bool asHtml)
{
    if (!m_controller.report())
        return;
    Report report = *m_controller.report();
    for (const Attestation& one : m_controller.setup().attestations) {
        const auto spec =
            std::ranges::find(m_controller.profile().attestations, one.name, &AttestationSpec::id);
        if (spec != m_controller.profile().attestations.end())
            report.attested.push_back(
                {QStringLiteral("attested.") + one.name, spec->text, one.by, one.at});
    }
    report.moments = momentsOf(m_controller.setup(), m_controller.profile());
    const QString name = QStringLiteral("lockstep-%1-report").arg(m_controller.profile().id);
    if (asHtml)
        m_saver.save(tr("Save the report"), name + QStringLiteral(".html"), tr("Web page (*.html)"),
            reportAsHtml(report, m_controller.profile()));
    else
        m_saver.save(tr("Save the report"), name + QStringLiteral(".json"), tr("JSON (*.json)"),
            reportAsJson(report));
}

void ReviewPage::saveEscapeSheet()
{
    m_saver.save(tr("Save the escape sheet"),
        QStringLiteral("lockstep-%1-escape-sheet.html").arg(m_controller.profile().id),
        tr("Web page (*.html)"),
        escapeSheet(m_controller.setup(), m_controller.profile(), m_controller.whoActs(),
            m_controller.endpoints().portal, m_controller.now(), m_controller.changes().records()));
}

void ReviewPage::saveCalendar()
{
    const Report* report = m_controller.report();
    if (report && report->secretEnds.isValid())
        m_saver.save(tr("Save the calendar entry"), QStringLiteral("client-secret-ends.ics"),
            tr("Calendar entry (*.ics)"),
            calendarEntry(m_controller.setup(), m_controller.profile(), report->secretEnds,
                m_controller.now()));
}

FieldEditor* ReviewPage::editor(const QString& field) const
{
    return m_gate->editor(field);
}

} // namespace lockstep
