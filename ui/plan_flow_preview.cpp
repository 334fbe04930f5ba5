// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of PlanFlow that makes the plan, shows it and has it ticked.
#include "plan_flow.h"
#include "setup_controller.h"

#include <algorithm>

namespace lockstep {

namespace {

//! Changes of the same kind that mend the same: places differ from one plan to the next.
bool isSame(const Change& one, const Change& other)
{
    return one.kind.index() == other.kind.index() && one.heals == other.heals;
}

} // namespace

Plan PlanFlow::makePlan(
    const Report& report, const TenantSnapshot& snapshot, const QStringList& only) const
{
    return lockstep::plan({.profile = m_controller.profile(),
        .inputs = m_controller.setup().inputs,
        .snapshot = snapshot,
        .report = report,
        .only = only});
}

Plan PlanFlow::planNow() const
{
    const Report* report = m_controller.report();
    const TenantSnapshot* snapshot = m_controller.snapshot();
    return report && snapshot ? makePlan(*report, *snapshot, m_only) : Plan{};
}

//! A setup that starts from nothing needs no reading to say what has to be made: so one sign-in,
//! for writing, is enough. Nothing where there is more to know.
std::optional<Plan> PlanFlow::planUnseen() const
{
    const auto& fields = m_controller.profile().fields;
    const auto application = std::ranges::find(fields, FieldKind::ClientId, &Field::kind);
    if (m_controller.signIn().session() || application == fields.end()
        || !m_controller.text(application->id).isEmpty())
        return std::nullopt;
    TenantSnapshot nothing;
    nothing.cloud = m_controller.endpoints().cloud;
    nothing.tenant = m_controller.text(QStringLiteral("tenantId"));
    nothing.startedAt = m_controller.now();
    nothing.asOf = m_controller.now();
    const Report report = evaluate(m_controller.profile(), m_controller.setup().inputs,
        !m_controller.secretKeeper().secret().isEmpty(), nothing);
    Plan plan = makePlan(report, nothing, m_only);
    if (plan.isEmpty())
        return std::nullopt;
    return plan;
}

void PlanFlow::showPlan(const Plan& plan)
{
    m_plan = plan;
    m_unticked.clear();
    m_progress.clear();
    m_next = {};
    m_stopped.clear();
}

void PlanFlow::setTicked(size_t index, bool on)
{
    if (m_stage != Stage::Preview || index >= m_plan.changes.size())
        return;
    const std::vector<Change>& all = m_plan.changes;
    if (on)
        m_unticked.erase(index);
    else
        m_unticked.insert(index);
    // what a change needs stands before it
    if (on) {
        for (size_t i = all.size(); i-- > 0;)
            if (isTicked(i))
                for (const size_t needed : all[i].after)
                    m_unticked.erase(needed);
    } else {
        for (size_t i = 0; i < all.size(); ++i)
            if (std::ranges::any_of(
                    all[i].after, [this](size_t needed) { return !isTicked(needed); }))
                m_unticked.insert(i);
    }
    Q_EMIT changed();
}

std::set<size_t> PlanFlow::untickedIn(const Plan& fresh) const
{
    std::set<size_t> unticked;
    for (size_t i = 0; i < fresh.changes.size(); ++i)
        for (const size_t left : m_unticked)
            if (left < m_plan.changes.size() && isSame(m_plan.changes[left], fresh.changes[i]))
                unticked.insert(i);
    return unticked;
}

QString PlanFlow::whyMayNot(const Change& change) const
{
    const TenantSnapshot* snapshot = m_controller.snapshot();
    return snapshot && m_controller.signIn().session() ? lockstep::whyMayNot(change, *snapshot)
                                                       : QString();
}

} // namespace lockstep
