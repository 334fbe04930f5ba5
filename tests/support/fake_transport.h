// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/transport.h"

#include <functional>

namespace lockstep::test {

//! Answers each request by a function and keeps count of the waves. An unexpected request is the
//! handler's to judge.
class FakeTransport final : public Transport {
public:
    using Handler = std::function<HttpResult(const HttpRequest&)>;
    explicit FakeTransport(Handler handler) : m_handler(std::move(handler)) { }
    std::vector<HttpResult> sendAll(
        std::vector<HttpRequest> requests, std::stop_token stop) override
    {
        waves.push_back(requests.size());
        std::vector<HttpResult> results;
        for (const HttpRequest& request : requests) {
            if (stop.stop_requested())
                results.push_back(
                    tl::unexpected(TransportFailure{.kind = TransportFailure::Kind::Cancelled}));
            else
                results.push_back(m_handler(request));
            sent.push_back(request);
        }
        return results;
    }
    void warm(const QUrl& url) override { warmed.push_back(url); }

    std::vector<size_t> waves;
    std::vector<HttpRequest> sent;
    std::vector<QUrl> warmed;

private:
    Handler m_handler;
};

inline HttpResult reply(int status, const QByteArray& body, std::vector<HttpHeader> headers = {})
{
    headers.push_back({"Content-Type", "application/json"});
    return HttpResponse{.status = status, .headers = std::move(headers), .body = body};
}

inline HttpResult lost(TransportFailure::Kind kind)
{
    return tl::unexpected(
        TransportFailure{.kind = kind, .host = QStringLiteral("graph.test"), .detail = {}});
}

} // namespace lockstep::test
