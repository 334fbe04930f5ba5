// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/http.h"

#include <stop_token>

namespace lockstep {

//! Port: sends requests. TLS is verified, redirects are refused, replies are bounded in size and
//! time.
class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    //! Sends one wave in parallel and blocks until every reply is in; results keep the requests'
    //! order. A stop request returns at once with Cancelled for what is still open. Callable from
    //! any thread but the GUI's, and from several at once.
    [[nodiscard]] virtual std::vector<HttpResult> sendAll(
        std::vector<HttpRequest> requests, std::stop_token stop) = 0;

    //! Opens a connection to the URL's host ahead of need. Returns at once, reports nothing.
    virtual void warm(const QUrl& url) = 0;
};

} // namespace lockstep
