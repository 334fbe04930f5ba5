// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/qt_transport.h"

#include "platform/exchange.h"

#include <QHostAddress>
#include <QThread>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace lockstep {

namespace {

using Kind = TransportFailure::Kind;
using namespace std::chrono_literals;

//! The network thread times every exchange itself. Should it be stuck (Windows may look for a proxy
//! script for many seconds), the caller leaves this long after.
constexpr auto callerGrace = 1s;

//! What the caller and the network thread share about one sendAll().
class Wave {
public:
    explicit Wave(std::size_t count) : m_results(count), m_open(count) { }

    void settle(std::size_t index, HttpResult result)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed || m_results[index])
            return;
        m_results[index] = std::move(result);
        --m_open;
        m_changed.notify_all();
    }

    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    //! Blocks until all is in, the wave is closed, or the limit has passed.
    std::vector<HttpResult> take(std::chrono::milliseconds limit, const std::vector<QString>& hosts)
    {
        std::unique_lock lock(m_mutex);
        const bool inTime =
            m_changed.wait_for(lock, limit, [this] { return m_open == 0 || m_closed; });
        m_closed = true;
        std::vector<HttpResult> results;
        for (std::size_t i = 0; i < m_results.size(); ++i) {
            if (m_results[i])
                results.push_back(*std::move(m_results[i]));
            else
                results.emplace_back(tl::unexpected(
                    TransportFailure{inTime ? Kind::Cancelled : Kind::TimedOut, hosts[i], {}}));
        }
        return results;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::optional<HttpResult>> m_results;
    std::size_t m_open;
    bool m_closed = false;
};

//! The loopback is never behind a proxy, whatever the system says.
class ProxyChoice final : public QNetworkProxyFactory {
public:
    ProxyChoice(std::optional<QNetworkProxy> fixed, bool useSystem)
        : m_fixed(std::move(fixed)), m_useSystem(useSystem)
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const QString host = query.peerHostName();
        if (host == QLatin1String("localhost") || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (m_fixed)
            return {*m_fixed};
        if (m_useSystem)
            return systemProxyForQuery(query);
        return {QNetworkProxy(QNetworkProxy::NoProxy)};
    }

private:
    std::optional<QNetworkProxy> m_fixed;
    bool m_useSystem;
};

QSslConfiguration tlsWith(const QList<QSslCertificate>& extraAuthorities)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    // Named here for warm() as well: a connection that was opened ahead speaks what it began with.
    tls.setAllowedNextProtocols(
        {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
    // Only when needed: a list of one's own switches off Qt's loading of roots on demand.
    if (!extraAuthorities.isEmpty())
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + extraAuthorities);
    return tls;
}

//! Lives in the network thread, with everything that it makes.
class Worker final : public QObject {
public:
    explicit Worker(QtTransport::Options options) : m_options(std::move(options)) { }
    ~Worker() override
    {
        // before the manager, which would delete their replies first
        for (const auto& [wave, exchange] : m_open)
            delete exchange.data();
    }

    void prepare()
    {
        if (m_manager)
            return;
        m_tls = tlsWith(m_options.extraAuthorities);
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setProxyFactory(new ProxyChoice(m_options.proxy, m_options.useSystemProxy));
        m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    void start(const std::shared_ptr<Wave>& wave, std::vector<HttpRequest> requests)
    {
        prepare();
        std::erase_if(m_open, [](const auto& each) { return each.second.isNull(); });
        for (std::size_t i = 0; i < requests.size(); ++i) {
            auto* exchange = new Exchange(
                std::move(requests[i]),
                [wave, i](HttpResult result) { wave->settle(i, std::move(result)); }, this);
            m_open.emplace_back(wave, exchange);
            exchange->start(*m_manager, m_tls);
        }
    }

    void abort(const std::shared_ptr<Wave>& wave)
    {
        for (const auto& [owner, exchange] : m_open) {
            if (owner == wave && exchange)
                exchange->fail(Kind::Cancelled);
        }
    }

    void warm(const QUrl& url)
    {
        prepare();
        const bool secure = url.scheme() == QLatin1String("https");
        const auto port = static_cast<quint16>(url.port(secure ? 443 : 80));
        if (secure)
            m_manager->connectToHostEncrypted(url.host(), port, m_tls);
        else
            m_manager->connectToHost(url.host(), port);
    }

private:
    QtTransport::Options m_options;
    QSslConfiguration m_tls;
    std::vector<std::pair<std::shared_ptr<Wave>, QPointer<Exchange>>> m_open;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

} // namespace

class QtTransport::Private {
public:
    explicit Private(Options options) : m_worker(new Worker(std::move(options)))
    {
        m_thread.setObjectName(QStringLiteral("lockstep-network"));
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
        post([](Worker& worker) { worker.prepare(); });
    }

    ~Private()
    {
        std::unique_lock lock(m_mutex);
        for (const auto& wave : m_waves)
            wave->close();
        m_left.wait(lock, [this] { return m_waves.empty(); });
        lock.unlock();
        m_thread.quit();
        m_thread.wait();
    }

    template <class Fn> void post(Fn fn)
    {
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, fn = std::move(fn)]() mutable { fn(*worker); },
            Qt::QueuedConnection);
    }

    std::shared_ptr<Wave> enter(std::size_t count)
    {
        const std::scoped_lock lock(m_mutex);
        return m_waves.emplace_back(std::make_shared<Wave>(count));
    }

    void leave(const std::shared_ptr<Wave>& wave)
    {
        const std::scoped_lock lock(m_mutex);
        std::erase(m_waves, wave);
        m_left.notify_all(); // under the lock: the destructor may run as soon as it is released
    }

private:
    QThread m_thread;
    Worker* m_worker; // deletes itself at the thread's end
    std::mutex m_mutex;
    std::condition_variable m_left;
    std::vector<std::shared_ptr<Wave>> m_waves;
};

QtTransport::QtTransport() : QtTransport(Options{}) { }

QtTransport::QtTransport(Options options) : d(std::make_unique<Private>(std::move(options))) { }

QtTransport::~QtTransport() = default;

std::vector<HttpResult> QtTransport::sendAll(
    std::vector<HttpRequest> requests, std::stop_token stop)
{
    std::vector<QString> hosts;
    std::chrono::milliseconds limit = 0ms;
    for (const HttpRequest& request : requests) {
        hosts.push_back(request.url.host());
        limit = std::max(limit, request.timeout);
    }
    const std::shared_ptr<Wave> wave = d->enter(requests.size());
    if (!stop.stop_requested()) {
        d->post([wave, requests = std::move(requests)](
                    Worker& worker) mutable { worker.start(wave, std::move(requests)); });
    }
    std::vector<HttpResult> results;
    {
        const std::stop_callback onStop(stop, [&wave] { wave->close(); });
        results = wave->take(limit + callerGrace, hosts);
    }
    d->post([wave](Worker& worker) { worker.abort(wave); });
    d->leave(wave);
    return results;
}

void QtTransport::warm(const QUrl& url)
{
    d->post([url](Worker& worker) { worker.warm(url); });
}

} // namespace lockstep
