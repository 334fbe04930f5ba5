// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "log.h"
#include "platform/qt_transport.h"
#include "support/certificates.h"
#include "support/raw_server.h"

#include <QLoggingCategory>
#include <QTest>

#include <mutex>

using namespace lockstep;
using namespace lockstep::test;
using namespace std::chrono_literals;

namespace {

std::mutex captureMutex;
QByteArray captured; // the message handler takes no context

void capture(QtMsgType, const QMessageLogContext& context, const QString& message)
{
    const std::scoped_lock lock(captureMutex);
    captured += QByteArray(context.category) + ": " + message.toUtf8() + '\n';
}

} // namespace

class TestQtTransportLog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_certificates.make()); }
    void theNoisiestLogHoldsNoSecret_data();
    void theNoisiestLogHoldsNoSecret();

private:
    Certificates m_certificates;
};

void TestQtTransportLog::theNoisiestLogHoldsNoSecret_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("accepted") << RawServer::reply("{\"access_token\":\"tell-no-one-2\"}",
        "request-id: 11111111-2222\r\nSet-Cookie: a=tell-no-one-3\r\n");
    QTest::newRow("refused") << RawServer::reply(
        "{\"error\":\"tell-no-one-2\"}", "request-id: 11111111-2222\r\n", "401 Unauthorized");
    QTest::newRow("redirected") << RawServer::reply(
        "", "request-id: 1\r\nLocation: https://x.test/?code=tell-no-one-4\r\n", "302 Found");
    QTest::newRow("broken off") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ntell-no-one-2");
    QTest::newRow("too large") << RawServer::reply(QByteArray("tell-no-one-2").repeated(1000));
    QTest::newRow("an id that is none")
        << RawServer::reply("{}", "request-id: tell-no-one-5 and more\r\n");
}

void TestQtTransportLog::theNoisiestLogHoldsNoSecret()
{
    QFETCH(QByteArray, reply);
    QLoggingCategory::setFilterRules(QStringLiteral("*=true"));
    captured.clear();
    const QtMessageHandler before = qInstallMessageHandler(capture);
    {
        RawServer server(
            [reply](QTcpSocket& socket, const RawRequest&) {
                socket.write(reply);
                socket.disconnectFromHost();
            },
            m_certificates.leaf(QStringLiteral("good")));
        QtTransport transport(
            {.extraAuthorities = {m_certificates.authority(QStringLiteral("trusted"))}});
        std::vector<HttpRequest> wave{{.method = HttpMethod::Post,
            .url = server.url(QStringLiteral("/token?tell-no-one-1")),
            .headers = {{"Authorization", "Bearer tell-no-one-0"}, {"Content-Type", "text/plain"}},
            .body = "client_secret=tell-no-one",
            .pathTemplate = "/{tenant}/token",
            .timeout = 5s,
            .maxReplyBytes = 4096}};
        (void)transport.sendAll(std::move(wave), {});
    }
    qInstallMessageHandler(before);
    QVERIFY2(captured.contains("lockstep.network: POST /{tenant}/token "), captured.constData());
    QVERIFY2(!captured.contains("tell-no-one"), captured.constData());
    if (QByteArrayView(QTest::currentDataTag()) == "accepted")
        QVERIFY2(captured.contains("200 11111111-2222 "), captured.constData());
}

QTEST_GUILESS_MAIN(TestQtTransportLog)
#include "tst_qt_transport_log.moc"
