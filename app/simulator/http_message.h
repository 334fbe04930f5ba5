// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <utility>
#include <vector>

namespace lockstep::sim {

//! One request as it came in, copied out of QHttpServer's reused object.
struct Request {
    QByteArray method;
    QByteArray path; //!< still percent-encoded
    QByteArray query; //!< still percent-encoded, without '?'
    QMap<QByteArray, QByteArray> headers; //!< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& lowerCaseName) const
    {
        return headers.value(lowerCaseName);
    }
};

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

//! One reply before it is put on the wire.
struct Reply {
    int status = 200;
    Headers headers; //!< without Content-Length, Date and Connection
    QByteArray body;
};

//! What happens to the bytes of a reply.
enum class Wire {
    Send,
    Drop, //!< the connection is cut before the first byte
    Stall, //!< nothing is ever sent
    HalfBody, //!< the head and half the body, then the connection is cut
};

//! A reply with what the network does to it.
struct Planned {
    Reply reply;
    Wire wire = Wire::Send;
    int delayMs = 0;
};

//! Pairs of `a=b&c=d`, decoded; a '+' is a blank.
[[nodiscard]] QMap<QString, QString> decodedPairs(const QByteArray& encoded);

//! One percent-encoded piece of a path, decoded.
[[nodiscard]] QString decodedSegment(const QByteArray& encoded);

//! The words of an HTTP status line.
[[nodiscard]] QByteArray reasonPhrase(int status);

//! Head and body as they go on the wire. `date` in ms since the epoch.
[[nodiscard]] QByteArray serialized(const Reply& reply, qint64 date, bool closing, bool headOnly);

} // namespace lockstep::sim
