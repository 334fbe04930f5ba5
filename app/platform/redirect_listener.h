// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QUrlQuery>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace lockstep {

//! Waits on the loopback for the one redirect that carries `state`, in a thread of its own.
class RedirectListener {
public:
    explicit RedirectListener(QString state);
    RedirectListener(const RedirectListener&) = delete;
    RedirectListener& operator=(const RedirectListener&) = delete;
    //! Frees the port.
    ~RedirectListener();

    //! The redirect URI ("http://localhost:40123"), or why nothing can listen here.
    [[nodiscard]] Result<QString> start();
    //! Blocks; nothing when the time is up or the stop token fired.
    [[nodiscard]] std::optional<QUrlQuery> wait(
        std::chrono::milliseconds timeout, std::stop_token stop);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lockstep
