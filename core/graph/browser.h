// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <stop_token>

namespace lockstep {

//! Port: the system browser, and the loopback listener that a sign-in comes back to.
class Browser {
public:
    Browser() = default;
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;
    virtual ~Browser() = default;

    //! Opens an address for the person. False when no browser could be started. Callable from any
    //! thread.
    virtual bool open(const QUrl& url) = 0;

    //! Listens on http://localhost:{free port}, opens makeUrl(redirectUri) and blocks until the one
    //! redirect that carries `state` has come, the stop token fires, or `timeout` passes. Redirects
    //! with another state are answered with an error page and ignored. Returns the redirect's
    //! query.
    [[nodiscard]] virtual Result<QUrlQuery> openForRedirect(
        const std::function<QUrl(const QString& redirectUri)>& makeUrl, const QString& state,
        std::chrono::milliseconds timeout, std::stop_token stop) = 0;
};

} // namespace lockstep
