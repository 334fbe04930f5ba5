// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/qt_transport.h"
#include "support/certificates.h"
#include "support/raw_server.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace std::chrono_literals;
using Kind = TransportFailure::Kind;

class TestQtTransportTls : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_certificates.make()); }
    void aKnownAuthorityIsBelieved();
    void warmingIsDoneWithTheSameTrust();
    void nothingIsSentToWhomIsNotTrusted_data();
    void nothingIsSentToWhomIsNotTrusted();
    void theSystemsRootsAloneDoNotTrustATestAuthority();
    void aServerWithoutTlsFails();

private:
    [[nodiscard]] QtTransport::Options trusting() const
    {
        return {.extraAuthorities = {m_certificates.authority(QStringLiteral("trusted"))}};
    }
    static HttpResult post(Transport& transport, const QUrl& url)
    {
        return transport
            .sendAll({{.method = HttpMethod::Post,
                         .url = url,
                         .headers = {{"Content-Type", "text/plain"}},
                         .body = "client_secret=hush",
                         .pathTemplate = "/token",
                         .timeout = 5s}},
                {})
            .at(0);
    }
    static void answer(QTcpSocket& socket, const RawRequest&)
    {
        socket.write(RawServer::reply("fine"));
    }

    Certificates m_certificates;
};

void TestQtTransportTls::aKnownAuthorityIsBelieved()
{
    RawServer server(answer, m_certificates.leaf(QStringLiteral("good")));
    QtTransport transport(trusting());
    const HttpResult reply = post(transport, server.url());
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().detail));
    QCOMPARE(reply->body, QByteArray("fine"));
}

void TestQtTransportTls::warmingIsDoneWithTheSameTrust()
{
    RawServer server(answer, m_certificates.leaf(QStringLiteral("good")));
    QtTransport transport(trusting());
    transport.warm(server.url());
    QTRY_COMPARE(server.connections(), 1);
    QVERIFY(post(transport, server.url()).has_value());
    QCOMPARE(server.connections(), 1);
}

void TestQtTransportTls::nothingIsSentToWhomIsNotTrusted_data()
{
    QTest::addColumn<QString>("leaf");
    QTest::addColumn<TransportFailure::Kind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("unknown issuer")
        << "inspected" << Kind::TlsUntrusted << "Corporate Inspection CA";
    QTest::newRow("self-signed") << "unknown" << Kind::TlsUntrusted << "Corporate Inspection CA";
    QTest::newRow("another name") << "wrongname" << Kind::TlsFailed << "another name";
    QTest::newRow("expired") << "expired" << Kind::TlsFailed << "expired";
}

void TestQtTransportTls::nothingIsSentToWhomIsNotTrusted()
{
    QFETCH(QString, leaf);
    QFETCH(QString, detail);
    RawServer server(answer, m_certificates.leaf(leaf));
    QtTransport transport(trusting());
    const HttpResult reply = post(transport, server.url());
    QVERIFY(!reply);
    QTEST(reply.error().kind, "kind");
    QVERIFY2(reply.error().detail.contains(detail), qPrintable(reply.error().detail));
    QCOMPARE(server.requests(), 0);
}

void TestQtTransportTls::theSystemsRootsAloneDoNotTrustATestAuthority()
{
    RawServer server(answer, m_certificates.leaf(QStringLiteral("good")));
    QtTransport transport;
    const HttpResult reply = post(transport, server.url());
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::TlsUntrusted);
    QCOMPARE(reply.error().detail, QStringLiteral("Lockstep Test Authority"));
    QCOMPARE(server.requests(), 0);
}

void TestQtTransportTls::aServerWithoutTlsFails()
{
    RawServer server(answer);
    QtTransport transport(trusting());
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    // a server that takes our hello for half a request waits on; hang up on it
    HttpResult reply = tl::unexpected(TransportFailure{});
    RawServer plain([](QTcpSocket&, const RawRequest&) {});
    url.setPort(plain.port());
    reply = transport.sendAll({{.url = url, .pathTemplate = "/x", .timeout = 500ms}}, {}).at(0);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::TimedOut);
    QCOMPARE(plain.requests(), 0);
}

QTEST_GUILESS_MAIN(TestQtTransportTls)
#include "tst_qt_transport_tls.moc"
