// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/fault_plan.h"
#include "simulator/permission_catalogue.h"
#include "simulator/scenario.h"
#include "simulator/scim_service.h"
#include "simulator/token_store.h"

#include <QUrl>

#include <deque>
#include <functional>

namespace lockstep::sim {

//! Microsoft Graph's appId in every tenant (contract section 4).
inline constexpr const char* graphAppId = "00000003-0000-0000-c000-000000000000";
//! Microsoft Graph Command Line Tools, the one public client known to the simulated Entra.
inline constexpr const char* publicClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

//! What the product instance has been told so far.
struct ProductState {
    bool completed = false;
    bool locked = false;
    std::map<QByteArray, Reply> byIdempotencyKey;
};

//! Everything that the simulated services know. Used in the server's thread only.
//!
//! Members whose name starts with '_' are the simulator's own and never leave it.
class World {
public:
    World(Scenario scenario, QUrl base);

    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] QUrl loginUrl() const { return below("/login"); }
    [[nodiscard]] QUrl graphUrl() const { return below("/graph"); }
    [[nodiscard]] QUrl productUrl() const { return below("/product"); }
    [[nodiscard]] QUrl scimUrl() const { return below("/scim/v2"); }

    //! ms since the epoch on the simulated servers' clock.
    [[nodiscard]] qint64 nowMs() const;
    [[nodiscard]] qint64 clockSkewMs() const { return m_clockSkewMs; }
    //! Lets time pass on the simulated servers at once; tokens age as well.
    void advanceClock(qint64 milliseconds) { m_clockSkewMs += milliseconds; }

    //! As reads see it: what was written shows only after the replication delay. Moves on in
    //! settle() alone, so that references stay good while one request is answered.
    [[nodiscard]] const Json& tenants() const { return m_visible; }
    void settle();
    //! By GUID or by any of its domains; null when there is none.
    [[nodiscard]] const Json* tenant(const QString& idOrDomain) const;
    //! The newest state, which writes are checked against and change. Call written() afterwards.
    [[nodiscard]] Json* newestTenant(const QString& id);
    void written();
    //! All tenants at their newest, without the values of secrets.
    [[nodiscard]] Json newestState() const;

    [[nodiscard]] const PermissionCatalogue& permissions(const Json& tenant);
    //! The user and its home tenant; null when there is none. By object id or UPN.
    [[nodiscard]] std::pair<const Json*, const Json*> account(const QString& idOrName) const;

    TokenStore tokens;
    FaultPlan faults;
    ProductState product;
    ScimService scim;
    int latencyMs = 0;
    int replicationDelayMs = 0;
    int pageSize = 100;
    quint32 shuffleSeed = 1;

private:
    [[nodiscard]] QUrl below(const char* path) const;

    Scenario m_scenario;
    QUrl m_base;
    Json m_newest;
    Json m_visible;
    struct Replica {
        qint64 dueMs;
        Json tenants;
    };
    std::deque<Replica> m_replicating;
    std::map<QString, PermissionCatalogue> m_permissions; // by tenant id
    qint64 m_clockSkewMs = 0;
};

//! The first object of a list whose member equals the text (without case), or null.
[[nodiscard]] const Json* findBy(const Json& list, const char* member, const QString& value);
[[nodiscard]] Json* findBy(Json& list, const char* member, const QString& value);

//! Whether the tenant goes by this GUID or domain.
[[nodiscard]] bool tenantGoesBy(const Json& tenant, const QString& idOrDomain);
//! The onmicrosoft.com domain that the tenant was made with.
[[nodiscard]] QString initialDomain(const Json& tenant);

} // namespace lockstep::sim
