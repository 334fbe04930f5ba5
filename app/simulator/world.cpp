// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/world.h"

#include "simulator/scenario_addresses.h"
#include "simulator/tenant_defaults.h"

#include <QDateTime>

namespace lockstep::sim {

const Json* findBy(const Json& list, const char* member, const QString& value)
{
    for (const Json& item : list) {
        if (!value.isEmpty() && sameName(textAt(item, member), value))
            return &item;
    }
    return nullptr;
}

Json* findBy(Json& list, const char* member, const QString& value)
{
    return const_cast<Json*>(findBy(std::as_const(list), member, value));
}

bool tenantGoesBy(const Json& tenant, const QString& idOrDomain)
{
    return sameName(textAt(tenant, "id"), idOrDomain)
        || findBy(listAt(tenant, "domains"), "id", idOrDomain) != nullptr;
}

QString initialDomain(const Json& tenant)
{
    for (const Json& domain : listAt(tenant, "domains")) {
        if (flagAt(domain, "isInitial"))
            return textAt(domain, "id");
    }
    return {};
}

World::World(Scenario scenario, QUrl base)
    : scim(scimServiceOf(scenario.product))
    , latencyMs(numberAt(scenario.network, "latencyMs", 0))
    , replicationDelayMs(numberAt(scenario.network, "replicationDelayMs", 0))
    , pageSize(numberAt(scenario.network, "pageSize", 100))
    , m_scenario(std::move(scenario))
    , m_base(std::move(base))
    , m_newest(m_scenario.tenants)
    , m_clockSkewMs(qint64(numberAt(m_scenario.network, "clockSkewSeconds", 0)) * 1000)
{
    resolveAddresses(m_newest, m_base);
    for (Json& tenant : m_newest)
        completeTenant(tenant);
    m_visible = m_newest;
    // a scenario's lines were read before it got here; setFaults() reports its own
    (void)faults.load(listAt(m_scenario.network, "faults"));
}

QUrl World::below(const char* path) const
{
    QUrl url = m_base;
    url.setPath(QString::fromLatin1(path));
    return url;
}

qint64 World::nowMs() const
{
    return QDateTime::currentMSecsSinceEpoch() + m_clockSkewMs;
}

void World::settle()
{
    const qint64 now = nowMs();
    while (!m_replicating.empty() && m_replicating.front().dueMs <= now) {
        m_visible = std::move(m_replicating.front().tenants);
        m_replicating.pop_front();
    }
}

const Json* World::tenant(const QString& idOrDomain) const
{
    for (const Json& candidate : tenants()) {
        if (tenantGoesBy(candidate, idOrDomain))
            return &candidate;
    }
    return nullptr;
}

Json* World::newestTenant(const QString& id)
{
    return findBy(m_newest, "id", id);
}

void World::written()
{
    m_replicating.push_back({.dueMs = nowMs() + replicationDelayMs, .tenants = m_newest});
}

Json World::newestState() const
{
    Json state = m_newest;
    for (Json& tenant : state) {
        for (Json& application : tenant["applications"]) {
            for (Json& credential : application["passwordCredentials"])
                credential.erase("_secret");
        }
        for (Json& principal : tenant["servicePrincipals"]) {
            if (principal.contains("_synchronization"))
                principal["_synchronization"].erase("secrets");
        }
    }
    return state;
}

const PermissionCatalogue& World::permissions(const Json& tenant)
{
    const QString id = textAt(tenant, "id");
    auto found = m_permissions.find(id);
    if (found == m_permissions.end())
        found =
            m_permissions.emplace(id, PermissionCatalogue::load(objectAt(tenant, "_permissionIds")))
                .first;
    return found->second;
}

std::pair<const Json*, const Json*> World::account(const QString& idOrName) const
{
    for (const Json& tenant : tenants()) {
        const Json& users = listAt(tenant, "users");
        const Json* user = findBy(users, "id", idOrName);
        if (!user)
            user = findBy(users, "userPrincipalName", idOrName);
        if (user)
            return {user, &tenant};
    }
    return {nullptr, nullptr};
}

} // namespace lockstep::sim
