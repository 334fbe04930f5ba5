// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/http_server.h"

#include <QHttpServerRequest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace lockstep::sim {

namespace {

QByteArray methodOf(const QHttpServerRequest& request)
{
    using Method = QHttpServerRequest::Method;
    switch (request.method()) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Patch: return "PATCH";
    case Method::Put: return "PUT";
    case Method::Delete: return "DELETE";
    default: return "OTHER";
    }
}

Request copied(const QHttpServerRequest& request)
{
    Request copy{.method = methodOf(request),
        .path = request.url().path(QUrl::FullyEncoded).toLatin1(),
        .query = request.url().query(QUrl::FullyEncoded).toLatin1(),
        .headers = {},
        .body = request.body()};
    for (const auto& [name, value] : request.headers())
        copy.headers.insert(name.toLower(), value);
    return copy;
}

std::unique_ptr<QTcpServer> listening(const QHostAddress& address, quint16 port)
{
    auto server = std::make_unique<QTcpServer>();
    return server->listen(address, port) ? std::move(server) : nullptr;
}

bool machineHasIpv6()
{
    return listening(QHostAddress(QHostAddress::LocalHostIPv6), 0) != nullptr;
}

} // namespace

HttpServer::HttpServer(Handler handler, std::function<qint64()> clock)
    : m_handler(std::move(handler)), m_clock(std::move(clock))
{
}

quint16 HttpServer::open(quint16 port)
{
    const bool ipv6 = machineHasIpv6();
    // "localhost" may mean ::1: a port that somebody else holds there would lead clients astray
    for (int attempt = 0; attempt < 20; ++attempt) {
        auto first = listening(QHostAddress(QHostAddress::LocalHost), port);
        if (!first)
            return 0;
        const quint16 taken = first->serverPort();
        std::unique_ptr<QTcpServer> second;
        if (ipv6) {
            second = listening(QHostAddress(QHostAddress::LocalHostIPv6), taken);
            if (!second && port == 0)
                continue;
            if (!second)
                return 0;
        }
        bind(first.release());
        if (second)
            bind(second.release());
        return taken;
    }
    return 0;
}

std::shared_ptr<HttpServer::Connection> HttpServer::connectionOf(QTcpSocket* socket)
{
    auto& connection = m_connections[socket];
    if (!connection) {
        connection = std::make_shared<Connection>();
        connection->socket = socket;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QObject::destroyed, this, [this, socket] { m_connections.erase(socket); });
    }
    return connection;
}

void HttpServer::flush(Connection& connection)
{
    while (!connection.waiting.empty() && connection.waiting.front()->ready) {
        const auto slot = connection.waiting.front();
        connection.waiting.pop_front();
        QTcpSocket* socket = connection.socket;
        if (!socket || socket->state() != QAbstractSocket::ConnectedState)
            return;
        if (!slot->bytes.isEmpty())
            socket->write(slot->bytes);
        if (slot->cut) {
            socket->flush();
            socket->abort();
            return;
        }
        if (slot->closing)
            socket->disconnectFromHost();
    }
}

bool HttpServer::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    const Request copy = copied(request);
    const auto connection = connectionOf(socket);
    const auto slot = std::make_shared<Slot>();
    connection->waiting.push_back(slot);

    const Planned planned = m_handler(copy);
    slot->closing = copy.header("connection").toLower() == "close";
    slot->cut = planned.wire == Wire::Drop || planned.wire == Wire::HalfBody;
    if (planned.wire == Wire::Stall)
        return true;
    if (planned.wire != Wire::Drop)
        slot->bytes = serialized(planned.reply, m_clock(), slot->closing, copy.method == "HEAD");
    if (planned.wire == Wire::HalfBody)
        slot->bytes.chop(planned.reply.body.size() - planned.reply.body.size() / 2);

    const auto deliver = [connection, slot] {
        slot->ready = true;
        flush(*connection);
    };
    if (planned.delayMs <= 0)
        deliver();
    else
        QTimer::singleShot(planned.delayMs, Qt::PreciseTimer, this, deliver);
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest&, QTcpSocket* socket)
{
    socket->disconnectFromHost(); // never reached: handleRequest answers everything
}

} // namespace lockstep::sim
