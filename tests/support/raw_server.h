// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace lockstep::test {

//! One request as it came over the wire.
struct RawRequest {
    QByteArray head; //!< request line and headers
    QByteArray body;
    [[nodiscard]] QByteArray target() const { return head.split(' ').value(1); }
    [[nodiscard]] bool has(QByteArrayView text) const { return head.toLower().contains(text); }
};

//! A loopback server in a thread of its own that answers with whatever bytes, or not at all. The
//! handler runs in that thread, once for each whole request.
class RawServer {
public:
    using Handler = std::function<void(QTcpSocket&, const RawRequest&)>;

    explicit RawServer(Handler handler, std::optional<QSslConfiguration> tls = std::nullopt)
        : m_handler(std::move(handler)), m_secure(tls.has_value())
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        std::promise<quint16> port;
        QMetaObject::invokeMethod(&m_context, [&] { port.set_value(listen(tls)); });
        m_port = port.get_future().get();
    }
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;
    ~RawServer()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    [[nodiscard]] QUrl url(const QString& path = QStringLiteral("/")) const
    {
        const QString scheme = m_secure ? QStringLiteral("https") : QStringLiteral("http");
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(m_port).arg(path));
    }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    //! Sockets that are open now.
    [[nodiscard]] int open() const { return m_open; }

    static QByteArray reply(
        const QByteArray& body, const QByteArray& headers = {}, const QByteArray& status = "200 OK")
    {
        return "HTTP/1.1 " + status + "\r\n" + headers
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    quint16 listen(const std::optional<QSslConfiguration>& tls)
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, &m_context,
            [this] { accept(); });
        m_server->listen(QHostAddress::LocalHost);
        return m_server->serverPort();
    }
    void accept()
    {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) {
            ++m_connections;
            ++m_open;
            auto buffer = std::make_shared<QByteArray>();
            QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
                --m_open;
                socket->deleteLater();
            });
            QObject::connect(socket, &QTcpSocket::readyRead, socket,
                [this, socket, buffer] { read(*socket, *buffer); });
            read(*socket, *buffer);
        }
    }
    void read(QTcpSocket& socket, QByteArray& buffer)
    {
        buffer += socket.readAll();
        for (;;) {
            const qsizetype end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = buffer.left(end);
            qsizetype length = 0;
            for (const QByteArray& line : head.toLower().split('\n')) {
                if (line.startsWith("content-length:"))
                    length = line.mid(15).trimmed().toLongLong();
            }
            if (buffer.size() < end + 4 + length)
                return;
            const RawRequest request{head, buffer.mid(end + 4, length)};
            buffer.remove(0, end + 4 + length);
            ++m_requests;
            m_handler(socket, request);
        }
    }

    Handler m_handler;
    bool m_secure;
    quint16 m_port = 0;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTcpServer> m_server;
    std::atomic<int> m_requests = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_open = 0;
};

} // namespace lockstep::test
