// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "findings_review.h"

#include "finding_list.h"
#include "outside_text.h"
#include "when_seen.h"
#include "widgets.h"

#include <QLineEdit>

namespace lockstep {

FindingsReview::FindingsReview(SetupController& controller, QWidget* parent)
    : QFrame(parent), m_controller(controller)
{
    setProperty("box", QStringLiteral("card"));
    auto* layout = column(this, 20, 8);
    layout->addWidget(makeLabel(tr("All that was found"), "heading", this));
    for (const Step& step : controller.profile().steps) {
        auto* fold = new Fold({}, this);
        auto* list = new FindingList(step.id, controller, fold);
        if (list->rows().empty()) {
            delete fold;
            continue;
        }
        fold->content()->addWidget(list);
        fold->content()->setContentsMargins(8, 0, 0, 8);
        connect(list, &FindingList::fieldWanted, this, &FindingsReview::fieldWanted);
        connect(list, &FindingList::stepWanted, this, &FindingsReview::stepWanted);
        layout->addWidget(fold);
        m_groups.push_back({step.id, step.title, fold});
    }
    auto* seen = new WhenSeen(this, [this] { refresh(); });
    connect(&controller, &SetupController::findingsChanged, seen, &WhenSeen::ask);
    connect(&controller, &SetupController::attestationsChanged, seen, &WhenSeen::ask);
    refresh();
}

void FindingsReview::refresh()
{
    for (const Group& group : m_groups) {
        const StepState state = m_controller.stateOf(group.step);
        group.fold->setTitle(tr("%1: %2").arg(group.title, describe(state)));
        group.fold->setOpen(severity(state.verdict) >= severity(Verdict::Warn));
    }
}

void FindingsReview::openStep(const QString& step)
{
    for (const Group& group : m_groups)
        if (group.step == step)
            group.fold->setOpen(true);
}

UnknownAttestations::UnknownAttestations(SetupController& controller, QWidget* parent)
    : QFrame(parent), m_controller(controller)
{
    setProperty("box", QStringLiteral("card"));
    auto* layout = column(this, 20, 10);
    layout->addWidget(makeLabel(tr("What could not be read"), "heading", this));
    layout->addWidget(makeLabel(
        tr("Checking again is better. If that cannot help, say how you know that it is right. "
           "The report will always say that you vouched for it."),
        "muted", this));
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(14);
    layout->addLayout(m_lines);
    connect(&controller, &SetupController::findingsChanged, this, &UnknownAttestations::refresh);
    connect(
        &controller, &SetupController::attestationsChanged, this, &UnknownAttestations::refresh);
    refresh();
}

void UnknownAttestations::refresh()
{
    std::vector<Finding> unknown;
    QStringList keys;
    for (const Finding& finding : m_controller.findings()) {
        if (finding.required && finding.verdict == Verdict::Unknown) {
            unknown.push_back(finding);
            keys << finding.key() + (m_controller.isVouchedFor(finding) ? u'+' : u'-');
        }
    }
    setVisible(!unknown.empty());
    if (keys == m_shown)
        return;
    m_shown = keys;
    clearLayout(m_lines);
    for (const Finding& finding : unknown)
        m_lines->addWidget(makeLine(finding));
}

QWidget* UnknownAttestations::makeLine(const Finding& finding)
{
    auto* line = new QWidget(this);
    auto* layout = column(line, 0, 6);
    const QString name = QStringLiteral("unknown:") + finding.key();
    layout->addWidget(makeLabel(wrappable(finding.message), "", line));
    auto* across = row(8);
    layout->addLayout(across);
    if (m_controller.isVouchedFor(finding)) {
        across->addWidget(makeLabel(tr("You vouched for it."), "pass", line), 1);
        QPushButton* back = makeButton(tr("Take it back"), "small", line);
        back->setAccessibleName(tr("Take it back: %1").arg(finding.message));
        connect(
            back, &QPushButton::clicked, this, [this, name] { m_controller.attest(name, false); });
        across->addWidget(back);
        return line;
    }
    auto* how = new QLineEdit(line);
    how->setPlaceholderText(tr("How do you know"));
    how->setAccessibleName(tr("How do you know: %1").arg(finding.message));
    how->setEnabled(!m_controller.document().isReadOnly());
    QPushButton* vouch = makeButton(tr("I vouch for it"), "small", line);
    vouch->setAccessibleName(tr("I vouch for it: %1").arg(finding.message));
    vouch->setEnabled(false);
    across->addWidget(how, 1);
    across->addWidget(vouch);
    connect(how, &QLineEdit::textChanged, vouch,
        [vouch](const QString& text) { vouch->setEnabled(text.trimmed().size() >= 8); });
    connect(vouch, &QPushButton::clicked, this,
        [this, name, how] { m_controller.attest(name, true, how->text().trimmed()); });
    return line;
}

} // namespace lockstep
