// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <functional>
#include <future>
#include <memory>

namespace lockstep::test {

//! A relay on loopback, in a thread of its own, that keeps every byte of both directions: a program
//! that talks through it has no token that the test does not know. To each side it looks like the
//! other one: tokens are asked for an audience, and that is an address with a port.
class RecordingRelay {
public:
    explicit RecordingRelay(quint16 target) : m_target(target)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        std::promise<quint16> port;
        QMetaObject::invokeMethod(&m_context, [&] { port.set_value(listen()); });
        m_port = port.get_future().get();
    }
    RecordingRelay(const RecordingRelay&) = delete;
    RecordingRelay& operator=(const RecordingRelay&) = delete;
    ~RecordingRelay()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    //! Called in the relay's thread with what is about to be passed on; false keeps it back for
    //! ever. Set before anybody connects.
    std::function<bool(QByteArrayView bytes, bool fromClient)> pass;

    //! Each direction of each connection, one after another.
    [[nodiscard]] QByteArray recorded() const
    {
        const QMutexLocker lock(&m_mutex);
        QByteArray all;
        for (const auto& stream : m_streams)
            all += *stream + '\n';
        return all;
    }

private:
    quint16 listen()
    {
        m_server = std::make_unique<QTcpServer>();
        QObject::connect(m_server.get(), &QTcpServer::newConnection, &m_context, [this] {
            while (QTcpSocket* client = m_server->nextPendingConnection()) {
                auto* target = new QTcpSocket(client);
                join(client, target, m_server->serverPort(), m_target);
                join(target, client, m_target, m_server->serverPort());
                target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
            }
        });
        m_server->listen(QHostAddress(QHostAddress::LocalHost));
        return m_server->serverPort();
    }
    //! Free ports have five digits each, so that no length changes.
    static QByteArray renamed(QByteArray bytes, quint16 port, quint16 other)
    {
        for (const char* colon : {":", "%3A", "%3a"})
            bytes.replace(colon + QByteArray::number(port), colon + QByteArray::number(other));
        // what is compressed can neither be renamed nor searched
        for (const char* header : {"Accept-Encoding", "accept-encoding"})
            bytes.replace(header, "X-Unused-Header");
        return bytes;
    }
    void join(QTcpSocket* from, QTcpSocket* to, quint16 port, quint16 other)
    {
        auto stream = std::make_shared<QByteArray>();
        {
            const QMutexLocker lock(&m_mutex);
            m_streams.push_back(stream);
        }
        QObject::connect(from, &QTcpSocket::readyRead, to, [this, from, to, port, other, stream] {
            const QByteArray bytes = from->readAll();
            {
                const QMutexLocker lock(&m_mutex);
                *stream += bytes;
            }
            if (!pass || pass(bytes, port == m_port))
                to->write(renamed(bytes, port, other)); // kept by the socket until it is connected
        });
        QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
    }

    quint16 m_target;
    quint16 m_port = 0;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTcpServer> m_server;
    mutable QMutex m_mutex;
    std::vector<std::shared_ptr<QByteArray>> m_streams;
};

} // namespace lockstep::test
