// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/transport.h"

#include <QList>
#include <QNetworkProxy>
#include <QSslCertificate>

#include <memory>
#include <optional>

namespace lockstep {

//! Transport over QNetworkAccessManager, which lives in a thread of its own.
//!
//! Only https is spoken, and http to the loopback. A request that carries a body goes out at most
//! once: Qt's silent second try is switched off for it, because the first may have been acted upon.
//! A reply in chunks or compressed that breaks off can look whole, since Qt 6.4 does not always
//! tell: who reads a body has to find its end (JSON has one). Needs a QCoreApplication.
class QtTransport final : public Transport {
public:
    struct Options {
        QList<QSslCertificate> extraAuthorities; //!< trusted besides the system's
        std::optional<QNetworkProxy> proxy; //!< instead of the system's; never for the loopback
        bool useSystemProxy = true;
    };

    QtTransport();
    explicit QtTransport(Options options);
    //! Cancels what is open and waits for the callers to have left.
    ~QtTransport() override;

    [[nodiscard]] std::vector<HttpResult> sendAll(
        std::vector<HttpRequest> requests, std::stop_token stop) override;
    void warm(const QUrl& url) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lockstep
