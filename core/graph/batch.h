// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/net_context.h"

namespace lockstep {

//! What every request to Graph carries: the token, and a fresh client-request-id.
[[nodiscard]] std::vector<HttpHeader> graphHeaders(const Secret& token);

//! One GET inside a $batch, e.g. {"R7", "/organization?$select=id"}.
struct GraphGet {
    QString id;
    QString path; //!< below {graph}/v1.0; may hold raw blanks in a $filter
    bool eventual = false; //!< ConsistencyLevel: eventual
    bool firstPageOnly = false; //!< a sample is enough: do not follow the list
};

//! What is asked with one token.
struct BatchJob {
    const Secret& token;
    std::vector<GraphGet> items;
};

//! Replies by item id; a list's pages are joined under "value".
using GraphReplies = std::map<QString, Fetched<nlohmann::json>>;

//! Sends all jobs in one wave ($batch of at most 20 each, contract 1.3), in any reply order. Items
//! that were throttled, failed or left out are asked again alone; pages are followed outside the
//! batch, on the same host only. Every id that was asked has an entry in the result.
[[nodiscard]] std::vector<GraphReplies> readBatches(
    const std::vector<BatchJob>& jobs, NetContext& net);

//! Requests of another kind that go out in the batches' own wave.
struct Alongside {
    std::vector<HttpRequest> requests;
    std::vector<HttpResult> results; //!< filled in, in the requests' order
};
[[nodiscard]] std::vector<GraphReplies> readBatches(
    const std::vector<BatchJob>& jobs, NetContext& net, Alongside& alongside);

} // namespace lockstep
