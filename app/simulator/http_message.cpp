// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/http_message.h"

#include <QDateTime>
#include <QLocale>

namespace lockstep::sim {

QString decodedSegment(const QByteArray& encoded)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded));
}

QMap<QString, QString> decodedPairs(const QByteArray& encoded)
{
    QMap<QString, QString> pairs;
    for (QByteArray piece : encoded.split('&')) {
        if (piece.isEmpty())
            continue;
        piece.replace('+', "%20");
        const qsizetype equals = piece.indexOf('=');
        if (equals < 0)
            pairs.insert(decodedSegment(piece), {});
        else
            pairs.insert(decodedSegment(piece.left(equals)), decodedSegment(piece.mid(equals + 1)));
    }
    return pairs;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 302: return "Found";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Payload Too Large";
    case 422: return "Unprocessable Entity";
    case 423: return "Locked";
    case 424: return "Failed Dependency";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
    }
}

QByteArray serialized(const Reply& reply, qint64 date, bool closing, bool headOnly)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(date, Qt::UTC);
    // IMF-fixdate of RFC 9110 5.6.7, in English whatever the machine speaks
    const QByteArray imfDate =
        QLocale::c().toString(when, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1()
        + " GMT";
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(reply.status) + ' '
        + reasonPhrase(reply.status) + "\r\nDate: " + imfDate + "\r\n";
    for (const auto& [name, value] : reply.headers)
        bytes += name + ": " + value + "\r\n";
    if (reply.status != 204)
        bytes += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    if (closing)
        bytes += "Connection: close\r\n";
    bytes += "\r\n";
    if (!headOnly && reply.status != 204)
        bytes += reply.body;
    return bytes;
}

} // namespace lockstep::sim
