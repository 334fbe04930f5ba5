// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/system_browser.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

const QString state = QStringLiteral("s-123.~_x");

struct Visit {
    bool connected = false;
    QByteArray reply;
};

//! One request by hand, to the end of the connection.
Visit visit(const QUrl& redirectUri, const QByteArray& request,
    const QHostAddress& address = QHostAddress::LocalHost)
{
    QTcpSocket socket;
    socket.connectToHost(address, static_cast<quint16>(redirectUri.port()));
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(request + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(5000)) { }
    return {true, socket.readAll()};
}

QByteArray good(const QByteArray& code = "abc")
{
    return "GET /?code=" + code + "&state=s-123.~_x";
}

//! A browser whose "person" does `steps` with the redirect URI, in a thread of its own.
class Scene {
public:
    explicit Scene(std::function<void(const QUrl&)> steps) : m_steps(std::move(steps)) { }
    Result<QUrlQuery> run(std::chrono::milliseconds timeout = 10s, std::stop_token stop = {})
    {
        SystemBrowser browser([this](const QUrl& url) {
            m_person = std::jthread([this, url] { m_steps(url); });
            return true;
        });
        auto result = browser.openForRedirect(
            [this](const QString& uri) { return m_uri = QUrl(uri); }, state, timeout, stop);
        if (m_person.joinable())
            m_person.join();
        return result;
    }
    [[nodiscard]] QUrl uri() const { return m_uri; }

private:
    std::function<void(const QUrl&)> m_steps;
    std::jthread m_person;
    QUrl m_uri;
};

} // namespace

class TestSystemBrowser : public QObject {
    Q_OBJECT

private slots:
    void theRedirectComesBack_data();
    void theRedirectComesBack();
    void aRefusalComesBackToo();
    void anotherStateIsIgnored_data();
    void anotherStateIsIgnored();
    void onlyTheFirstRedirectCounts();
    void otherPathsAndMethodsAreRefused();
    void aVisitorWhoHangsUpDoesNoHarm();
    void aStopRequestReturnsAtOnce();
    void theTimeRunsOut();
    void thePortIsFreeAgain();
    void noBrowserIsSaid();
    void onlyWebAddressesAreOpened_data();
    void onlyWebAddressesAreOpened();
};

void TestSystemBrowser::theRedirectComesBack_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
    QTcpServer probe; // a container may have no IPv6; then no browser gets there either
    if (probe.listen(QHostAddress::LocalHostIPv6))
        QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
}

void TestSystemBrowser::theRedirectComesBack()
{
    QFETCH(QHostAddress, address);
    Visit seen;
    Scene scene([&](const QUrl& uri) { seen = visit(uri, good("a%2Fb+c%3D"), address); });
    const auto query = scene.run();
    QVERIFY(query.has_value());
    QCOMPARE(query->queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded),
        QStringLiteral("a/b+c="));
    QVERIFY(scene.uri().toString().startsWith(QLatin1String("http://localhost:")));
    QVERIFY(scene.uri().path().isEmpty());
    QVERIFY2(seen.reply.startsWith("HTTP/1.1 200 OK"), seen.reply.constData());
    QVERIFY(seen.reply.contains("You can go back to Lockstep now"));
    QVERIFY(seen.reply.endsWith("</html>\n"));
    QVERIFY(!seen.reply.contains("http://") && !seen.reply.contains("https://")); // self-contained
    QVERIFY(!seen.reply.contains("a%2Fb"));
}

void TestSystemBrowser::aRefusalComesBackToo()
{
    Visit seen;
    Scene scene([&](const QUrl& uri) {
        seen = visit(uri, "GET /?error=access_denied&error_description=No&state=s-123.~_x");
    });
    const auto query = scene.run();
    QVERIFY(query.has_value());
    QCOMPARE(query->queryItemValue(QStringLiteral("error")), QStringLiteral("access_denied"));
    QVERIFY(seen.reply.contains("The sign-in was not completed"));
}

void TestSystemBrowser::anotherStateIsIgnored_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("none") << QByteArray("GET /?code=evil");
    QTest::newRow("empty") << QByteArray("GET /?code=evil&state=");
    QTest::newRow("shorter") << QByteArray("GET /?code=evil&state=s-123");
    QTest::newRow("other") << QByteArray("GET /?code=evil&state=s-123.~_y");
    QTest::newRow("no query") << QByteArray("GET /");
}

void TestSystemBrowser::anotherStateIsIgnored()
{
    QFETCH(QByteArray, request);
    Visit bad;
    Scene scene([&](const QUrl& uri) {
        bad = visit(uri, request);
        visit(uri, good());
    });
    const auto query = scene.run();
    QVERIFY(query.has_value());
    QCOMPARE(query->queryItemValue(QStringLiteral("code")), QStringLiteral("abc"));
    QVERIFY2(bad.reply.startsWith("HTTP/1.1 400 "), bad.reply.constData());
}

void TestSystemBrowser::onlyTheFirstRedirectCounts()
{
    QByteArray both;
    Scene scene([&](const QUrl& uri) {
        // on two connections that are open at once, the second request after the first
        QTcpSocket first, second;
        const auto port = static_cast<quint16>(uri.port());
        first.connectToHost(QHostAddress::LocalHost, port);
        second.connectToHost(QHostAddress::LocalHost, port);
        if (!first.waitForConnected(5000) || !second.waitForConnected(5000))
            return;
        for (QTcpSocket* socket : {&first, &second}) {
            const QByteArray code = socket == &first ? "one" : "two";
            socket->write(good(code) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            socket->waitForReadyRead(5000);
            both += socket->readAll();
        }
    });
    const auto query = scene.run();
    QVERIFY(query.has_value());
    QCOMPARE(query->queryItemValue(QStringLiteral("code")), QStringLiteral("one"));
    QCOMPARE(both.count("HTTP/1.1 200 OK"), 1);
}

void TestSystemBrowser::otherPathsAndMethodsAreRefused()
{
    std::vector<Visit> seen;
    Scene scene([&](const QUrl& uri) {
        for (const char* request : {"GET /favicon.ico", "GET /x?code=evil&state=s-123.~_x",
                 "POST /?code=evil&state=s-123.~_x", "HEAD /?code=evil&state=s-123.~_x"})
            seen.push_back(visit(uri, request));
        visit(uri, good());
    });
    const auto query = scene.run();
    QVERIFY(query.has_value());
    QCOMPARE(query->queryItemValue(QStringLiteral("code")), QStringLiteral("abc"));
    QVERIFY(seen.at(0).reply.startsWith("HTTP/1.1 404 "));
    QVERIFY(seen.at(1).reply.startsWith("HTTP/1.1 404 "));
    QVERIFY(seen.at(2).reply.startsWith("HTTP/1.1 405 "));
    QVERIFY(seen.at(3).reply.startsWith("HTTP/1.1 405 "));
}

void TestSystemBrowser::aVisitorWhoHangsUpDoesNoHarm()
{
    Scene scene([&](const QUrl& uri) {
        for (const char* part : {"", "GET /?co", "GET /?code=x&state=y HTTP/1.1\r\n\r\n"}) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(uri.port()));
            if (!socket.waitForConnected(5000))
                return;
            socket.write(part);
            socket.flush();
            socket.abort();
        }
        visit(uri, good());
    });
    QVERIFY(scene.run().has_value());
}

void TestSystemBrowser::aStopRequestReturnsAtOnce()
{
    std::stop_source stop;
    QElapsedTimer sinceStop;
    Scene scene([&](const QUrl& uri) {
        visit(uri, "GET /favicon.ico"); // it listens
        sinceStop.start();
        stop.request_stop();
    });
    const auto query = scene.run(60s, stop.get_token());
    QVERIFY(!query);
    QVERIFY2(sinceStop.elapsed() < 200, qPrintable(QString::number(sinceStop.elapsed())));
    QVERIFY(query.error().what.contains(QLatin1String("cancelled")));
}

void TestSystemBrowser::theTimeRunsOut()
{
    Scene scene([](const QUrl&) {});
    QElapsedTimer clock;
    clock.start();
    const auto query = scene.run(100ms);
    QVERIFY(!query);
    QVERIFY(clock.elapsed() >= 100);
    QVERIFY(clock.elapsed() < 2000);
    QVERIFY(query.error().what.contains(QLatin1String("in time")));
}

void TestSystemBrowser::thePortIsFreeAgain()
{
    for (const bool answered : {true, false}) {
        Scene scene([&](const QUrl& uri) {
            if (answered)
                visit(uri, good());
        });
        QCOMPARE(scene.run(answered ? 10'000ms : 50ms).has_value(), answered);
        QVERIFY(!visit(scene.uri(), good()).connected);
        QVERIFY(
            QTcpServer().listen(QHostAddress::LocalHost, static_cast<quint16>(scene.uri().port())));
    }
}

void TestSystemBrowser::noBrowserIsSaid()
{
    SystemBrowser browser([](const QUrl&) { return false; });
    const auto query =
        browser.openForRedirect([](const QString& uri) { return QUrl(uri); }, state, 10s, {});
    QVERIFY(!query);
    QVERIFY(query.error().what.contains(QLatin1String("device code")));
}

void TestSystemBrowser::onlyWebAddressesAreOpened_data()
{
    QTest::addColumn<QUrl>("url");
    for (const char* url : {"file:///etc/passwd", "http://example.test/", "/usr/bin/true", "-x",
             "mailto:a@b.test", "https:///x", ""})
        QTest::newRow(url) << QUrl(QLatin1String(url));
}

void TestSystemBrowser::onlyWebAddressesAreOpened()
{
    QFETCH(QUrl, url);
    // with a launcher at hand that would take them all
    QTemporaryDir programs;
    QFile launcher(programs.filePath(QStringLiteral("xdg-open")));
    QVERIFY(launcher.open(QIODevice::WriteOnly));
    launcher.write("#!/bin/sh\nprintf '%s' \"$1\" > \"$0.part\" && mv \"$0.part\" \"$0.saw\"\n");
    launcher.close();
    launcher.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", programs.path().toUtf8() + ":" + path);
    qputenv("DISPLAY", ":99");
    const bool refused = !SystemBrowser().open(url);
    const bool opened =
        SystemBrowser().open(QUrl(QStringLiteral("https://login.example.test/?a=b%20c&d=e")));
    qputenv("PATH", path);
    qunsetenv("DISPLAY");
    QVERIFY(refused);
    QVERIFY(opened);
    QFile saw(launcher.fileName() + QStringLiteral(".saw"));
    QTRY_VERIFY(saw.exists());
    QVERIFY(saw.open(QIODevice::ReadOnly));
    QCOMPARE(saw.readAll(), QByteArray("https://login.example.test/?a=b%20c&d=e"));
    QVERIFY(!openWithSystem(QUrl(QStringLiteral("https://login.example.test/")))); // no display
}

QTEST_GUILESS_MAIN(TestSystemBrowser)
#include "tst_system_browser.moc"
