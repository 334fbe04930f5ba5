// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/http_message.h"

#include <QAbstractHttpServer>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

class QTcpSocket;

namespace lockstep::sim {

//! HTTP on both loopback families, on one port, in the thread that made it.
//!
//! QHttpServer 6.4.2 crashes on a delayed reply to a client that has gone, lets delayed replies
//! overtake others and ignores `Connection: close`; so bytes are written here, in order per socket.
class HttpServer : public QAbstractHttpServer {
public:
    using Handler = std::function<Planned(const Request&)>;

    explicit HttpServer(Handler handler, std::function<qint64()> clock);

    //! 0 = any free port. Returns the port, or 0 where it cannot be had.
    [[nodiscard]] quint16 open(quint16 port);

protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;

private:
    struct Slot {
        bool ready = false;
        bool cut = false; //!< abort after these bytes
        bool closing = false;
        QByteArray bytes;
    };
    struct Connection {
        QPointer<QTcpSocket> socket;
        std::deque<std::shared_ptr<Slot>> waiting;
    };

    std::shared_ptr<Connection> connectionOf(QTcpSocket* socket);
    static void flush(Connection& connection);

    Handler m_handler;
    std::function<qint64()> m_clock;
    std::unordered_map<QTcpSocket*, std::shared_ptr<Connection>> m_connections;
};

} // namespace lockstep::sim
