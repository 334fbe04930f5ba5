// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/redirect_listener.h"

#include <QCoreApplication>

#if defined(LOCKSTEP_WITH_HTTPSERVER)
#include "platform/redirect_page.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <condition_variable>
#include <future>
#include <mutex>
#endif

namespace lockstep {

#if defined(LOCKSTEP_WITH_HTTPSERVER)

namespace {

//! Every byte is looked at, so that the time tells nothing of where two states part.
bool sameState(const QByteArray& a, const QByteArray& b)
{
    if (a.size() != b.size() || a.isEmpty())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

//! What the listener's thread hands to the one that waits.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<QUrlQuery> query;
};

//! Answers every request within its handler: in Qt 6.4 a reply given later may meet a freed socket.
class Server final : public QAbstractHttpServer {
public:
    Server(QString state, Mailbox& mailbox) : m_state(std::move(state)), m_mailbox(mailbox) { }

    //! The same port on both families, since "localhost" may mean either; 0 when there is none.
    quint16 listenOnLoopback()
    {
        for (int attempt = 0; attempt < 8; ++attempt) {
            auto v4 = std::make_unique<QTcpServer>();
            auto v6 = std::make_unique<QTcpServer>();
            if (!v4->listen(QHostAddress::LocalHost))
                return 0;
            const bool both = v6->listen(QHostAddress::LocalHostIPv6, v4->serverPort());
            // somebody else behind [::1] would get the code: take another port
            if (!both && v6->serverError() == QAbstractSocket::AddressInUseError)
                continue;
            const quint16 port = v4->serverPort();
            bind(v4.release());
            if (both)
                bind(v6.release());
            return port;
        }
        return 0;
    }

protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        const QUrl url = request.url();
        if (url.path() != QLatin1String("/"))
            answer(socket, "404 Not Found", {});
        else if (request.method() != QHttpServerRequest::Method::Get)
            answer(socket, "405 Method Not Allowed", {});
        else
            answerRedirect(QUrlQuery(url), socket);
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }

private:
    void answerRedirect(const QUrlQuery& query, QTcpSocket* socket)
    {
        const QString state = query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded);
        if (m_taken || !sameState(state.toUtf8(), m_state.toUtf8())) {
            answer(socket, "400 Bad Request", redirectPage(RedirectPage::NotOurs));
            return;
        }
        m_taken = true;
        const bool refused = query.hasQueryItem(QStringLiteral("error"));
        answer(
            socket, "200 OK", redirectPage(refused ? RedirectPage::Refused : RedirectPage::Done));
        const std::scoped_lock lock(m_mailbox.mutex);
        m_mailbox.query = query;
        m_mailbox.changed.notify_all();
    }

    static void answer(QTcpSocket* socket, const char* status, const QByteArray& page)
    {
        socket->write(QByteArrayLiteral("HTTP/1.1 ") + status
            + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
            + QByteArray::number(page.size())
            + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
              "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
              "Connection: close\r\n\r\n"
            + page);
        // into the kernel's hands now: this thread may end before the next turn of its loop
        socket->flush();
        socket->disconnectFromHost();
    }

    QString m_state;
    Mailbox& m_mailbox;
    bool m_taken = false;
};

} // namespace

class RedirectListener::Private {
public:
    explicit Private(QString expected) : server(new Server(std::move(expected), mailbox))
    {
        server->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, server, &QObject::deleteLater);
        thread.setObjectName(QStringLiteral("lockstep-redirect"));
        thread.start();
    }
    ~Private()
    {
        thread.quit();
        thread.wait();
    }
    Mailbox mailbox;
    QThread thread;
    Server* server; // deletes itself at the thread's end
};

RedirectListener::RedirectListener(QString state) : d(std::make_unique<Private>(std::move(state)))
{
}

RedirectListener::~RedirectListener() = default;

Result<QString> RedirectListener::start()
{
    // in the listener's thread, since sockets need the event loop of the thread they begin in
    std::promise<quint16> promise;
    std::future<quint16> port = promise.get_future();
    QMetaObject::invokeMethod(
        d->server, [this, &promise] { promise.set_value(d->server->listenOnLoopback()); },
        Qt::QueuedConnection);
    if (const quint16 number = port.get(); number != 0)
        return QStringLiteral("http://localhost:%1").arg(number);
    return failure(QStringLiteral("browser"),
        QCoreApplication::translate(
            "Browser", "No port is free on this computer. Sign in with a device code."));
}

std::optional<QUrlQuery> RedirectListener::wait(
    std::chrono::milliseconds timeout, std::stop_token stop)
{
    std::unique_lock lock(d->mailbox.mutex);
    d->mailbox.changed.wait_for(
        lock, std::move(stop), timeout, [this] { return d->mailbox.query.has_value(); });
    return d->mailbox.query;
}

#else

class RedirectListener::Private { };
RedirectListener::RedirectListener(QString) { }
RedirectListener::~RedirectListener() = default;

Result<QString> RedirectListener::start()
{
    return failure(QStringLiteral("browser"),
        QCoreApplication::translate(
            "Browser", "This build cannot wait for the browser. Sign in with a device code."));
}

std::optional<QUrlQuery> RedirectListener::wait(std::chrono::milliseconds, std::stop_token)
{
    return std::nullopt;
}

#endif

} // namespace lockstep
