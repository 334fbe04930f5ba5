// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace lockstep;

namespace {

const QByteArray slowPath = "/login/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration";

QByteArray requestFor(const QByteArray& path, const QByteArray& extra = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + extra + "\r\n";
}

} // namespace

class HttpServerTest : public QObject {
    Q_OBJECT

    SimClient client = SimClient::ready();

    std::unique_ptr<QTcpSocket> connected(const QHostAddress& address)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(address, client.simulator->port());
        return socket->waitForConnected(5000) ? std::move(socket) : nullptr;
    }

private slots:
    void bothLoopbackFamiliesAnswer()
    {
        QVERIFY(connected(QHostAddress(QHostAddress::LocalHost)));
        QTcpServer probe;
        if (probe.listen(QHostAddress(QHostAddress::LocalHostIPv6)))
            QVERIFY(connected(QHostAddress(QHostAddress::LocalHostIPv6)));
    }

    void aDelayedReplyIsNotOvertaken()
    {
        QVERIFY(client.simulator->setFaults(nlohmann::json::array(
            {{{"path", "/login/{tenant}/v2.0/.well-known/openid-configuration"},
                {"action", "delay"}, {"delayMs", 200}}})));
        const auto socket = connected(QHostAddress(QHostAddress::LocalHost));
        QVERIFY(socket);
        socket->write(requestFor(slowPath) + requestFor("/product/status"));
        QByteArray all;
        const auto replies = [&] {
            all += socket->readAll();
            return all.count("HTTP/1.1 200 OK");
        };
        QTRY_COMPARE_WITH_TIMEOUT(replies(), 2, 5000);
        QVERIFY(all.indexOf("issuer") < all.indexOf("\"open\""));
        QVERIFY(client.simulator->setFaults(nlohmann::json::array()));
    }

    void closeIsHonoured()
    {
        const auto socket = connected(QHostAddress(QHostAddress::LocalHost));
        QVERIFY(socket);
        socket->write(requestFor("/product/status", "Connection: close\r\n"));
        QTRY_COMPARE_WITH_TIMEOUT(socket->state(), QAbstractSocket::UnconnectedState, 5000);
        QVERIFY(socket->readAll().contains("Connection: close"));
    }

    void clientsMayLeaveEarly()
    {
        QVERIFY(client.simulator->setFaults(
            nlohmann::json::array({{{"path", "*"}, {"action", "delay"}, {"delayMs", 50}}})));
        client.simulator->clearRequests();
        for (int i = 0; i < 15; ++i) {
            const auto socket = connected(QHostAddress(QHostAddress::LocalHost));
            QVERIFY(socket);
            socket->write(requestFor("/product/status"));
            socket->waitForBytesWritten(1000);
            socket->abort();
        }
        QVERIFY(client.simulator->setFaults(nlohmann::json::array()));
        QCOMPARE(client.get(client.simulator->productUrl()).status, 200);
    }

    void aTakenPortIsAnError()
    {
        const auto second = Simulator::start(readyScenario(), {.port = client.simulator->port()});
        QVERIFY(!second);
        QCOMPARE(second.error().where, QStringLiteral("port"));
    }
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_http_server.moc"
