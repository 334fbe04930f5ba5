// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of PlanFlow that makes the plan, shows it and has it ticked.
#include "plan_flow.h"
#include "setup_controller.h"

#include <algorithm>
#include <utility>

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
    m_madeFor = m_controller.setup().inputs;
    m_saidOutdated = false;
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

bool PlanFlow::isOutdated() const
{
    return (m_stage == Stage::Preview || m_stage == Stage::SigningIn) && m_purpose == Purpose::Apply
        && !m_plan.isEmpty() && m_madeFor.values != m_controller.setup().inputs.values;
}

//! A field was edited beside a plan: nothing is sent for values that are not those any more.
void PlanFlow::valuesJudged()
{
    if (!isOutdated()) {
        if (std::exchange(m_saidOutdated, false) && m_stage == Stage::Preview)
            setStage(Stage::Preview);
        return;
    }
    if (std::exchange(m_saidOutdated, true) && m_stage == Stage::Preview)
        return;
    const QString reason = tr("The values changed since this plan was made. Make it again.");
    const bool waited = m_stage == Stage::SigningIn;
    setStage(Stage::Preview, reason);
    if (!waited)
        return;
    m_controller.signIn().cancel();
    Q_EMIT m_controller.notice(reason);
}

std::vector<Change> PlanFlow::leftOut() const
{
    std::vector<Change> left;
    for (const size_t index : m_unticked)
        if (index < m_plan.changes.size())
            left.push_back(m_plan.changes[index]);
    return left;
}

//! What was unticked before, and what needs it, stays unticked.
void PlanFlow::showTicked(const Plan& plan)
{
    const std::vector<Change> left = std::exchange(m_leftOut, {});
    showPlan(plan);
    const std::vector<Change>& all = m_plan.changes;
    for (size_t i = 0; i < all.size(); ++i)
        if (std::ranges::any_of(left, [&](const Change& one) { return isSame(one, all[i]); })
            || std::ranges::any_of(
                all[i].after, [this](size_t needed) { return !isTicked(needed); }))
            m_unticked.insert(i);
}

int PlanFlow::leftOutWith(size_t index) const
{
    if (isTicked(index))
        return 0;
    std::set<size_t> with{index};
    for (size_t i = index + 1; i < m_plan.changes.size(); ++i)
        if (std::ranges::any_of(
                m_plan.changes[i].after, [&](size_t needed) { return with.contains(needed); }))
            with.insert(i);
    return static_cast<int>(with.size()) - 1;
}

QString PlanFlow::whyMayNot(const Change& change) const
{
    const TenantSnapshot* snapshot = m_controller.snapshot();
    return snapshot && m_controller.signIn().session() ? lockstep::whyMayNot(change, *snapshot)
                                                       : QString();
}

} // namespace lockstep
