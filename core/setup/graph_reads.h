// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/batch.h"
#include "setup/read_plan.h"
#include "tenant/snapshot.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace lockstep {

//! One read of contract section 5, and how its reply becomes a part of the snapshot.
struct GraphRead {
    Fact fact;
    GraphGet get;
    std::function<void(TenantSnapshot&, const Fetched<nlohmann::json>&)> take;
};

//! What the next reads are made from. Ids come from this run's replies, or from an earlier run
//! where the caller then compares (contract section 12).
struct ReadContext {
    const Profile& profile;
    const Inputs& inputs;
    const TenantSnapshot& snapshot;
    QString appId; //!< empty: not typed yet
    QString servicePrincipalId; //!< S; empty: not known yet
    QString jobId; //!< J; empty: not known, or not the only one
};

//! Every read as the admin whose ids are known by now, wanted or not, done or not.
[[nodiscard]] std::vector<GraphRead> adminReads(const ReadContext& context);
//! The reads with the app's own token.
[[nodiscard]] std::vector<GraphRead> appReads();

//! The groups that a field of this kind of check names and that were found, by id.
[[nodiscard]] std::set<QString> groupIds(
    const TenantSnapshot& snapshot, const Inputs& inputs, const QString& field);

//! Of graph_reads_pim.cpp and graph_reads_provisioning.cpp.
void addPimReads(std::vector<GraphRead>& reads, const ReadContext& context);
void addProvisioningReads(std::vector<GraphRead>& reads, const ReadContext& context);

//! W16, a POST that changes nothing: Entra tries to reach the vendor with what it has stored.
[[nodiscard]] HttpRequest connectionTestRequest(const Session& session, const Endpoints& endpoints,
    const QString& servicePrincipalId, const QString& jobId);

//! Contract 1.2: quoted, an inner quote doubled, and percent-encoded for the path.
[[nodiscard]] QString pathKey(const QString& value);
//! One segment of a path, which has no quotes around it and so doubles none.
[[nodiscard]] QString pathSegment(const QString& value);

template <class T>
auto into(Fetched<T> TenantSnapshot::*part, Fetched<T> (*decode)(const Fetched<nlohmann::json>&))
{
    return [part, decode](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
        snapshot.*part = decode(reply);
    };
}
template <class T>
auto into(std::map<QString, Fetched<T>> TenantSnapshot::*parts, const QString& key,
    Fetched<T> (*decode)(const Fetched<nlohmann::json>&))
{
    return [parts, key, decode](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
        (snapshot.*parts)[key] = decode(reply);
    };
}

} // namespace lockstep
