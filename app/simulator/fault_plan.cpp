// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/fault_plan.h"

#include <map>

namespace lockstep::sim {

namespace {

const std::map<QString, Damage>& damageNames()
{
    static const std::map<QString, Damage> names{{QStringLiteral("status"), Damage::Status},
        {QStringLiteral("entra-error"), Damage::EntraError},
        {QStringLiteral("claims-challenge"), Damage::ClaimsChallenge},
        {QStringLiteral("redirect"), Damage::Redirect},
        {QStringLiteral("captive-portal"), Damage::CaptivePortal},
        {QStringLiteral("delay"), Damage::Delay}, {QStringLiteral("drop"), Damage::Drop},
        {QStringLiteral("stall"), Damage::Stall}, {QStringLiteral("half-body"), Damage::HalfBody},
        {QStringLiteral("huge-body"), Damage::HugeBody},
        {QStringLiteral("not-json"), Damage::NotJson},
        {QStringLiteral("missing-item"), Damage::MissingItem},
        {QStringLiteral("foreign-next-link"), Damage::ForeignNextLink},
        {QStringLiteral("empty-page"), Damage::EmptyPage}};
    return names;
}

bool fits(const QByteArray& pattern, const QByteArray& text)
{
    return pattern.endsWith('*') ? text.startsWith(pattern.chopped(1)) : text == pattern;
}

} // namespace

QString FaultPlan::load(const Json& faults)
{
    m_faults.clear();
    for (const Json& line : faults) {
        const QString action =
            line.contains("action") ? textAt(line, "action") : QStringLiteral("status");
        const auto damage = damageNames().find(action);
        if (damage == damageNames().end() || textAt(line, "path").isEmpty())
            return QStringLiteral("network/faults/%1").arg(m_faults.size());
        Fault fault{.path = textAt(line, "path").toUtf8(),
            .item = textAt(line, "item").toUtf8(),
            .nth = {},
            .damage = damage->second,
            .status = numberAt(line, "status", 503),
            .code = textAt(line, "code").toUtf8(),
            .retryAfter = numberAt(line, "retryAfter", -1),
            .delayMs = numberAt(line, "delayMs", 0),
            .details = line,
            .seen = 0};
        for (const Json& n : listAt(line, "nth"))
            fault.nth.insert(n.is_number_integer() ? n.get<int>() : 0);
        m_faults.push_back(std::move(fault));
    }
    return {};
}

std::optional<Fault> FaultPlan::take(const QByteArray& path, const QByteArray& item)
{
    std::optional<Fault> taken;
    for (Fault& fault : m_faults) {
        // "*" alone is the network itself: it strikes whole requests, not the items inside
        if (!fits(fault.path, path)
            || (fault.item.isEmpty() ? !item.isEmpty() && path.endsWith("$batch")
                                     : !fits(fault.item, item)))
            continue;
        ++fault.seen;
        if (!taken && (fault.nth.empty() || fault.nth.contains(fault.seen)))
            taken = fault;
    }
    return taken;
}

} // namespace lockstep::sim
