// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/odata.h"
#include "simulator/path_template.h"

namespace lockstep::sim {

//! One request below /graph/v1.0, alone or inside a batch.
struct GraphCall {
    QByteArray method;
    QByteArray path; //!< below /v1.0, percent-encoded
    QMap<QString, QString> query;
    QMap<QByteArray, QByteArray> headers; //!< names in lower case
    Json body;
};

//! What a route's function gets to work with.
struct GraphContext {
    World& world;
    const TokenInfo& token;
    const Json& tenant;
    const GraphCall& call;
    const PathValues& values;
    const ODataQuery& odata;
};

//! Who may use a route: any one of these permissions (contract sections 5 and 6).
struct GraphRoute {
    QByteArray method;
    QByteArray pathTemplate; //!< below /v1.0
    std::vector<const char*> delegated;
    std::vector<const char*> application;
    GraphReply (*answer)(const GraphContext&);
    const char* expands = ""; //!< the one $expand that it knows
};

[[nodiscard]] const std::vector<GraphRoute>& readRoutes();
[[nodiscard]] const std::vector<GraphRoute>& writeRoutes();

//! Everything below /graph. Nothing where the path is none of Graph's.
[[nodiscard]] std::optional<Answer> answerGraph(World& world, const Request& request);

//! One call with a token that is good already. `fault` strikes it first.
struct GraphOutcome {
    GraphReply reply;
    QByteArray pathTemplate; //!< empty when no route has this shape
    std::optional<Fault> fault;
};
[[nodiscard]] GraphOutcome dispatch(
    World& world, const TokenInfo& token, const GraphCall& call, const QByteArray& batchPath = {});

//! POST /$batch (contract 1.3). `items` receives "METHOD template" of each request.
[[nodiscard]] GraphReply batchReply(
    World& world, const TokenInfo& token, const Json& body, std::vector<QByteArray>& items);

[[nodiscard]] GraphReply notFound(const World& world, const QString& id);
[[nodiscard]] GraphReply denied(const World& world);

} // namespace lockstep::sim
