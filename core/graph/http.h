// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QByteArray>
#include <QDateTime>
#include <QUrl>

#include <chrono>
#include <vector>

namespace lockstep {

enum class HttpMethod { Get, Post, Patch, Put, Delete };

struct HttpHeader {
    QByteArray name;
    QByteArray value;
};

//! One request as plain data. The body and the headers may hold secrets: never log them.
struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    QUrl url;
    std::vector<HttpHeader> headers;
    QByteArray body;
    QByteArray pathTemplate; //!< what the log may say of it
    std::chrono::milliseconds timeout{30'000}; //!< for the whole exchange
    qint64 maxReplyBytes = qint64{16} * 1024 * 1024; //!< after decompression
};

//! A reply of whatever status; the body is bounded by the request's maxReplyBytes.
struct HttpResponse {
    int status = 0;
    std::vector<HttpHeader> headers;
    QByteArray body;
    std::chrono::milliseconds took{0};

    //! The first header of that name, compared without case; empty if absent.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    //! The server's clock, UTC in whole seconds; invalid if it did not say.
    [[nodiscard]] QDateTime date() const;
};

//! Why there was no reply at all.
struct TransportFailure {
    enum class Kind {
        Cancelled,
        TimedOut,
        HostNotFound,
        NoNetwork, //!< the machine itself is offline
        ConnectionRefused,
        ConnectionLost,
        TlsUntrusted, //!< detail names the issuer that was met
        TlsFailed,
        ProxyFailed,
        RedirectRefused, //!< detail names the host it pointed to
        TooLarge,
        BadReply,
    };
    Kind kind = Kind::ConnectionLost;
    QString host;
    QString detail;
};

using HttpResult = Result<HttpResponse, TransportFailure>;

//! The method as it goes on the wire, and as the log says it.
[[nodiscard]] QByteArray methodName(HttpMethod method);

//! The failure as one sentence for a person, without anything secret.
[[nodiscard]] QString explain(const TransportFailure& failure);

} // namespace lockstep
