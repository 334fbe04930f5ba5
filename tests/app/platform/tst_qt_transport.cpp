// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/qt_transport.h"
#include "support/raw_server.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace lockstep;
using namespace lockstep::test;
using namespace std::chrono_literals;
using Kind = TransportFailure::Kind;

namespace {

HttpRequest get(const QUrl& url)
{
    return {.url = url, .pathTemplate = "/test"};
}

HttpResult sendOne(Transport& transport, HttpRequest request, std::stop_token stop = {})
{
    std::vector<HttpRequest> wave;
    wave.push_back(std::move(request));
    return transport.sendAll(std::move(wave), std::move(stop)).at(0);
}

void hang(QTcpSocket&, const RawRequest&) { }

void echoTarget(QTcpSocket& socket, const RawRequest& request)
{
    socket.write(RawServer::reply(request.target()));
}

//! Answers nobody before `count` requests are open at once, then the last that came first.
RawServer::Handler meetingOf(std::size_t count)
{
    auto waiting = std::make_shared<std::vector<std::pair<QTcpSocket*, QByteArray>>>();
    return [count, waiting](QTcpSocket& socket, const RawRequest& request) {
        waiting->emplace_back(&socket, request.target());
        if (waiting->size() < count)
            return;
        for (auto each = waiting->rbegin(); each != waiting->rend(); ++each)
            each->first->write(RawServer::reply(each->second));
        waiting->clear();
    };
}

} // namespace

class TestQtTransport : public QObject {
    Q_OBJECT

private slots:
    void aWaveOverlapsAndKeepsItsOrder();
    void anEmptyWaveReturnsAtOnce();
    void severalCallersShareOneTransport();
    void aStopRequestReturnsAtOnce();
    void aStopRequestKeepsWhatIsIn();
    void aStopThatCameFirstSendsNothing();
    void theTimeoutCoversTheWholeExchange();
    void destructionEndsWhatHangs();
    void methodsBodiesAndHeadersArrive();
    void aRequestWithABodyIsNeverResent();
    void warmingOpensTheConnectionThatIsUsed();
    void theLoopbackIsNeverBehindTheProxy();
    void aProxyThatWantsAPasswordIsNamed();
    void clearTextLeavesThisMachineNever();
    void noCookieIsKept();
};

void TestQtTransport::aWaveOverlapsAndKeepsItsOrder()
{
    RawServer server(meetingOf(4));
    QtTransport transport;
    std::vector<HttpRequest> wave;
    for (const char* path : {"/a", "/b", "/c", "/d"})
        wave.push_back(get(server.url(QLatin1String(path))));
    const std::vector<HttpResult> replies = transport.sendAll(std::move(wave), {});
    QCOMPARE(replies.size(), 4U);
    for (std::size_t i = 0; i < replies.size(); ++i) {
        QVERIFY(replies[i].has_value());
        QCOMPARE(replies[i]->status, 200);
        QCOMPARE(replies[i]->body, QByteArray("/") + char('a' + i));
    }
}

void TestQtTransport::anEmptyWaveReturnsAtOnce()
{
    QtTransport transport;
    QVERIFY(transport.sendAll({}, {}).empty());
}

void TestQtTransport::severalCallersShareOneTransport()
{
    RawServer server(meetingOf(6));
    QtTransport transport;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 3; ++caller) {
            callers.emplace_back([&, caller] {
                std::vector<HttpRequest> wave;
                for (int i = 0; i < 2; ++i)
                    wave.push_back(get(server.url(QStringLiteral("/%1-%2").arg(caller).arg(i))));
                const auto replies = transport.sendAll(std::move(wave), {});
                for (int i = 0; i < 2; ++i) {
                    const auto& reply = replies.at(static_cast<std::size_t>(i));
                    const auto expected = QStringLiteral("/%1-%2").arg(caller).arg(i).toLatin1();
                    if (reply && reply->body == expected)
                        ++good;
                }
            });
        }
    }
    QCOMPARE(good, 6);
}

void TestQtTransport::aStopRequestReturnsAtOnce()
{
    std::stop_source stop;
    QElapsedTimer sinceStop;
    RawServer server([&](QTcpSocket&, const RawRequest&) {
        sinceStop.start();
        stop.request_stop();
    });
    QtTransport transport;
    const HttpResult reply = sendOne(transport, get(server.url()), stop.get_token());
    const qint64 took = sinceStop.elapsed();
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Cancelled);
    QCOMPARE(reply.error().host, QStringLiteral("127.0.0.1"));
    QVERIFY2(took < 200, qPrintable(QString::number(took)));
    QTRY_COMPARE(server.open(), 0); // the connection is dropped too
}

void TestQtTransport::aStopRequestKeepsWhatIsIn()
{
    std::stop_source stop;
    RawServer server([&](QTcpSocket& socket, const RawRequest& request) {
        if (request.target() == "/quick")
            socket.write(RawServer::reply("done"));
    });
    QtTransport transport;
    std::vector<HttpRequest> wave{
        get(server.url(QStringLiteral("/quick"))), get(server.url(QStringLiteral("/slow")))};
    wave.push_back(get(server.url(QStringLiteral("/slow"))));
    // a second wave on the first one's answer: only when it is back, the first wave's is too
    std::jthread stopper([&] {
        while (server.requests() < 3)
            std::this_thread::yield();
        (void)sendOne(transport, get(server.url(QStringLiteral("/quick"))));
        stop.request_stop();
    });
    const auto replies = transport.sendAll(std::move(wave), stop.get_token());
    QVERIFY(replies.at(0).has_value());
    QCOMPARE(replies.at(0)->body, QByteArray("done"));
    QCOMPARE(replies.at(1).error().kind, Kind::Cancelled);
    QCOMPARE(replies.at(2).error().kind, Kind::Cancelled);
}

void TestQtTransport::aStopThatCameFirstSendsNothing()
{
    RawServer server(echoTarget);
    QtTransport transport;
    std::stop_source stop;
    stop.request_stop();
    const HttpResult reply = sendOne(transport, get(server.url()), stop.get_token());
    QCOMPARE(reply.error().kind, Kind::Cancelled);
    QVERIFY(sendOne(transport, get(server.url())).has_value());
    QCOMPARE(server.requests(), 1);
}

void TestQtTransport::theTimeoutCoversTheWholeExchange()
{
    // a byte every 20 ms: something always comes, yet the reply never ends
    RawServer server([](QTcpSocket& socket, const RawRequest&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        auto* drip = new QTimer(&socket);
        QObject::connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        drip->start(20ms);
    });
    QtTransport transport;
    HttpRequest request = get(server.url());
    request.timeout = 300ms;
    QElapsedTimer clock;
    clock.start();
    const HttpResult reply = sendOne(transport, request);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::TimedOut);
    QVERIFY(clock.elapsed() >= 290);
    QVERIFY(clock.elapsed() < 1000);
    QTRY_COMPARE(server.open(), 0);
}

void TestQtTransport::destructionEndsWhatHangs()
{
    RawServer server(hang);
    std::vector<HttpResult> replies;
    std::jthread caller;
    QElapsedTimer clock;
    {
        QtTransport transport;
        std::promise<void> entered;
        caller = std::jthread([&] {
            std::vector<HttpRequest> wave{get(server.url()), get(server.url())};
            entered.set_value();
            replies = transport.sendAll(std::move(wave), {});
        });
        entered.get_future().wait();
        QTRY_COMPARE(server.requests(), 2);
        clock.start();
    }
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    caller.join();
    QCOMPARE(replies.size(), 2U);
    QCOMPARE(replies.at(0).error().kind, Kind::Cancelled);
    QTRY_COMPARE(server.open(), 0);
}

void TestQtTransport::methodsBodiesAndHeadersArrive()
{
    QByteArray seen;
    RawServer server([&](QTcpSocket& socket, const RawRequest& request) {
        seen = request.head + "\n\n" + request.body;
        socket.write(RawServer::reply("{}", "Retry-After: 7\r\nRequest-Id: abc\r\n"));
    });
    QtTransport transport;
    const std::vector<std::pair<HttpMethod, QByteArray>> methods{{HttpMethod::Get, "GET"},
        {HttpMethod::Post, "POST"}, {HttpMethod::Patch, "PATCH"}, {HttpMethod::Put, "PUT"},
        {HttpMethod::Delete, "DELETE"}};
    for (const auto& [method, word] : methods) {
        HttpRequest request = get(server.url(QStringLiteral("/v1.0/$batch?$top=1")));
        request.method = method;
        request.headers = {{"Content-Type", "application/json"}, {"ConsistencyLevel", "eventual"}};
        if (method != HttpMethod::Get && method != HttpMethod::Delete)
            request.body = "{\"a\":1}";
        const HttpResult reply = sendOne(transport, request);
        QVERIFY(reply.has_value());
        QVERIFY2(seen.startsWith(word + " /v1.0/$batch?$top=1 HTTP/1.1"), seen.constData());
        QVERIFY(seen.contains("Content-Type: application/json"));
        QVERIFY(seen.toLower().contains("consistencylevel: eventual"));
        QVERIFY(seen.contains("User-Agent: Lockstep/"));
        QVERIFY(!seen.toLower().contains("upgrade: h2c"));
        QCOMPARE(seen.endsWith("{\"a\":1}"), !request.body.isEmpty());
        QCOMPARE(reply->header("retry-after"), QByteArray("7"));
        QCOMPARE(reply->header("REQUEST-ID"), QByteArray("abc"));
        QVERIFY(reply->header("absent").isEmpty());
    }
}

void TestQtTransport::aRequestWithABodyIsNeverResent()
{
    RawServer server([](QTcpSocket& socket, const RawRequest& request) {
        if (request.head.startsWith("GET"))
            socket.write(RawServer::reply("warm"));
        else
            socket.abort(); // acted upon, perhaps, and then nothing
    });
    for (const bool warm : {false, true}) {
        QtTransport transport;
        if (warm)
            QVERIFY(sendOne(transport, get(server.url())).has_value());
        const int before = server.requests();
        HttpRequest post = get(server.url());
        post.method = HttpMethod::Post;
        post.headers = {{"Content-Type", "application/json"}};
        post.body = "{\"endTime\":\"now\"}";
        const HttpResult reply = sendOne(transport, post);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::ConnectionLost);
        QCOMPARE(server.requests() - before, 1);
    }
}

void TestQtTransport::warmingOpensTheConnectionThatIsUsed()
{
    RawServer server(echoTarget);
    QtTransport transport;
    transport.warm(server.url());
    QTRY_COMPARE(server.connections(), 1);
    QVERIFY(sendOne(transport, get(server.url())).has_value());
    QCOMPARE(server.connections(), 1);
}

void TestQtTransport::theLoopbackIsNeverBehindTheProxy()
{
    RawServer proxy(hang);
    RawServer server(echoTarget);
    QtTransport transport({.proxy = QNetworkProxy(QNetworkProxy::HttpProxy,
                               QStringLiteral("127.0.0.1"), proxy.port())});
    for (const char* host : {"127.0.0.1", "localhost"}) {
        QUrl url = server.url();
        url.setHost(QLatin1String(host));
        const HttpResult result = sendOne(transport, get(url));
        // without a hosts file nothing resolves the name; what matters is that no proxy was asked
        const bool unresolved =
            QHostInfo::fromName(QLatin1String(host)).error() != QHostInfo::NoError;
        QVERIFY(result.has_value() || unresolved);
    }
    QCOMPARE(proxy.connections(), 0);
}

void TestQtTransport::aProxyThatWantsAPasswordIsNamed()
{
    QByteArray seen;
    RawServer proxy([&](QTcpSocket& socket, const RawRequest& request) {
        seen = request.head;
        socket.write(RawServer::reply(
            "", "Proxy-Authenticate: Basic realm=\"x\"\r\n", "407 Proxy Authentication Required"));
    });
    QtTransport transport({.proxy = QNetworkProxy(QNetworkProxy::HttpProxy,
                               QStringLiteral("127.0.0.1"), proxy.port())});
    const HttpResult reply =
        sendOne(transport, get(QUrl(QStringLiteral("https://login.example.test/"))));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::ProxyFailed);
    QVERIFY(seen.startsWith("CONNECT login.example.test:443"));
}

void TestQtTransport::clearTextLeavesThisMachineNever()
{
    QtTransport transport;
    for (const char* url :
        {"http://login.example.test/", "file:///etc/hostname", "data:,x", "ftp://x/"}) {
        const HttpResult reply = sendOne(transport, get(QUrl(QLatin1String(url))));
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::TlsFailed);
    }
}

void TestQtTransport::noCookieIsKept()
{
    std::atomic<bool> sentCookie = false;
    RawServer server([&](QTcpSocket& socket, const RawRequest& request) {
        if (request.has("\ncookie:"))
            sentCookie = true;
        socket.write(
            RawServer::reply("", "Set-Cookie: a=b; Path=/\r\nCache-Control: max-age=60\r\n"));
    });
    QtTransport transport;
    QVERIFY(sendOne(transport, get(server.url())).has_value());
    QVERIFY(sendOne(transport, get(server.url())).has_value());
    QVERIFY(!sentCookie);
    QCOMPARE(server.requests(), 2); // and nothing came from a cache
}

QTEST_GUILESS_MAIN(TestQtTransport)
#include "tst_qt_transport.moc"
