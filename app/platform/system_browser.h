// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/browser.h"

namespace lockstep {

//! Starts the system's browser through its own launcher program. False when there is none, or no
//! display. Only https addresses, and http on the loopback, are ever opened.
bool openWithSystem(const QUrl& url);

//! Browser on this machine, with a listener on the loopback for the way back (RFC 8252, 7.3).
class SystemBrowser final : public Browser {
public:
    //! Tests and the demo bring an `opener` of their own; it is called on the caller's thread.
    explicit SystemBrowser(std::function<bool(const QUrl&)> opener = openWithSystem);

    bool open(const QUrl& url) override;
    [[nodiscard]] Result<QUrlQuery> openForRedirect(
        const std::function<QUrl(const QString& redirectUri)>& makeUrl, const QString& state,
        std::chrono::milliseconds timeout, std::stop_token stop) override;

private:
    std::function<bool(const QUrl&)> m_opener;
};

} // namespace lockstep
