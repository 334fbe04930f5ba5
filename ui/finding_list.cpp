// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "finding_list.h"

#include "widgets.h"

namespace lockstep {

FindingList::FindingList(const QString& step, SetupController& controller, QWidget* parent)
    : QWidget(parent), m_step(step), m_controller(controller)
{
    auto* layout = column(this, 0, 0);
    for (const CheckSpec& spec : controller.profile().checks) {
        if (spec.step != step)
            continue;
        m_rules.push_back(makeBox("rule", this));
        layout->addWidget(m_rules.back());
        auto* line = new FindingRow(spec, controller, this);
        connect(line, &FindingRow::fieldWanted, this, &FindingList::fieldWanted);
        connect(line, &FindingRow::stepWanted, this, &FindingList::stepWanted);
        layout->addWidget(line);
        m_rows.push_back(line);
    }
    connect(&controller, &SetupController::findingsChanged, this, &FindingList::refresh);
    refresh();
}

void FindingList::setOnlyOpen(bool on)
{
    m_onlyOpen = on;
    refresh();
}

void FindingList::refresh()
{
    const std::vector<Finding> findings = m_controller.findingsOf(m_step);
    bool first = true;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const auto found = std::find_if(findings.begin(), findings.end(),
            [&](const Finding& one) { return m_rows[i]->shows(one); });
        if (found != findings.end())
            m_rows[i]->present(*found);
        const bool hidden = m_onlyOpen && m_rows[i]->finding().verdict == Verdict::Pass;
        m_rows[i]->setVisible(!hidden);
        m_rules[i]->setVisible(!hidden && !first);
        first = first && hidden;
    }
}

} // namespace lockstep
