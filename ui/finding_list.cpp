// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "finding_list.h"

#include "layout_pause.h"
#include "when_seen.h"
#include "widgets.h"

#include <algorithm>
#include <utility>

namespace lockstep {

FindingList::FindingList(const QString& step, SetupController& controller, QWidget* parent)
    : QWidget(parent), m_step(step), m_controller(controller)
{
    m_layout = column(this, 0, 0);
    auto* seen = new WhenSeen(this, [this] { refresh(); });
    connect(&controller, &SetupController::findingsChanged, seen, &WhenSeen::ask);
    refresh();
}

//! A line for each check of this step, in its place; made anew only when a list's entries change.
void FindingList::makeRows()
{
    std::vector<CheckSpec> wanted = checksFor(m_controller.profile(), m_controller.setup().inputs);
    std::erase_if(wanted, [this](const CheckSpec& spec) { return spec.step != m_step; });
    const bool same = std::ranges::equal(m_rows, wanted,
        [](const FindingRow* row, const CheckSpec& spec) { return row->isFor(spec); });
    if (same)
        return;
    for (FindingRow* row : std::exchange(m_rows, {}))
        row->deleteLater();
    for (QFrame* rule : std::exchange(m_rules, {}))
        rule->deleteLater();
    for (CheckSpec& spec : wanted) {
        m_rules.push_back(makeBox("rule", this));
        m_layout->addWidget(m_rules.back());
        auto* line = new FindingRow(std::move(spec), m_controller, this);
        connect(line, &FindingRow::fieldWanted, this, &FindingList::fieldWanted);
        connect(line, &FindingRow::stepWanted, this, &FindingList::stepWanted);
        m_layout->addWidget(line);
        m_rows.push_back(line);
    }
}

void FindingList::setOnlyOpen(bool on)
{
    m_onlyOpen = on;
    refresh();
}

void FindingList::refresh()
{
    const LayoutPause pause(*this);
    makeRows();
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
