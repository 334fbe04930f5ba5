// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "support/completion_fixture.h"
#include "support/fake_transport.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using test::Break;
using test::Fixture;
using test::key;
using test::secretValue;
using test::start;
using Kind = CompletionOutcome::Kind;
using Failure = TransportFailure::Kind;

Q_DECLARE_METATYPE(CompletionOutcome::Kind)
Q_DECLARE_METATYPE(TransportFailure::Kind)

class CompletionSendTest : public QObject {
    Q_OBJECT
private slots:
    void thePermitIsUsedOnce();
    void changedValuesOrTimeVoidThePermit();
    void theRequestCarriesTheValuesOnceToTheTypedAddress();
    void anAddressThatIsNotSafeIsNeverSentTo_data();
    void anAddressThatIsNotSafeIsNeverSentTo();
    void repliesMapToOutcomes_data();
    void repliesMapToOutcomes();
    void lostRepliesAreNeverSentAgain_data();
    void lostRepliesAreNeverSentAgain();
    void noMessageRepeatsTheSecret();
};

void CompletionSendTest::thePermitIsUsedOnce()
{
    const Fixture fixture;
    auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    QVERIFY(beginGuidedCompletion(std::move(*permit), fixture.request()));
    QVERIFY(!beginGuidedCompletion(std::move(*permit), fixture.request()));
    test::FakeTransport transport(
        [](const HttpRequest&) { return test::reply(200, R"({"status":"completed"})"); });
    QVERIFY(
        completeSetup(std::move(*permit), fixture.request(), transport, {}).kind == Kind::NotSent);
    QVERIFY(transport.sent.empty());
    static_assert(!std::is_copy_constructible_v<CompletionPermit>);
    static_assert(!std::is_default_constructible_v<CompletionPermit>);
}

void CompletionSendTest::changedValuesOrTimeVoidThePermit()
{
    test::FakeTransport transport(
        [](const HttpRequest&) { return test::reply(200, R"({"status":"completed"})"); });
    for (const Break& change : {Break([](Fixture& f) { f.inputs.set(u"clientId"_s, key); }),
             Break([](Fixture& f) { f.secret = Secret("other"); }),
             Break([](Fixture& f) { f.now = start.addSecs(300); }),
             Break([](Fixture& f) { f.now = QDateTime(); })}) {
        Fixture fixture;
        auto permit = requestPermit(fixture.question());
        auto guided = requestPermit(fixture.question());
        QVERIFY(permit && guided);
        change(fixture);
        const CompletionOutcome outcome =
            completeSetup(std::move(*permit), fixture.request(), transport, {});
        QVERIFY(outcome.kind == Kind::NotSent);
        QVERIFY(outcome.message.contains(u"Check everything again"_s));
        QVERIFY(!beginGuidedCompletion(std::move(*guided), fixture.request()));
    }
    QVERIFY(transport.sent.empty());
}

void CompletionSendTest::theRequestCarriesTheValuesOnceToTheTypedAddress()
{
    const Fixture fixture;
    auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    test::FakeTransport transport(
        [](const HttpRequest&) { return test::reply(200, R"({"status":"completed"})"); });
    const CompletionOutcome outcome =
        completeSetup(std::move(*permit), fixture.request(), transport, {});
    QVERIFY(outcome.kind == Kind::Completed);
    QCOMPARE(transport.sent.size(), 1U);
    const HttpRequest& sent = transport.sent[0];
    QVERIFY(sent.method == HttpMethod::Post);
    QCOMPARE(sent.url, QUrl(u"https://contoso.selfservicepim.com/setup"_s));
    QVERIFY(!sent.pathTemplate.contains("contoso"));
    const auto header = [&](const QByteArray& name) {
        const auto found = std::ranges::find(sent.headers, name, &HttpHeader::name);
        return found == sent.headers.end() ? QByteArray() : found->value;
    };
    QCOMPARE(header("Idempotency-Key"), key.toLatin1());
    QCOMPARE(header("Content-Type"), QByteArray("application/json"));
    const nlohmann::json expected{{"instanceUrl", "https://contoso.selfservicepim.com"},
        {"clientId", "7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"},
        {"tenantId", "3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"},
        {"tenantName", "contoso.onmicrosoft.com"}, {"clientSecret", secretValue.toStdString()}};
    QVERIFY(nlohmann::json::parse(sent.body.toStdString()) == expected);
}

void CompletionSendTest::anAddressThatIsNotSafeIsNeverSentTo_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("sent");
    QTest::newRow("none") << QString() << false;
    QTest::newRow("http") << u"http://contoso.test/setup"_s << false;
    QTest::newRow("looks like loopback") << u"http://localhost.evil.test/setup"_s << false;
    QTest::newRow("user") << u"https://a:b@contoso.test/"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("no host") << u"https:///x"_s << false;
    QTest::newRow("loopback") << u"http://127.0.0.1:8080/product/setup"_s << true;
    QTest::newRow("https") << u"https://contoso.test/setup"_s << true;
}

void CompletionSendTest::anAddressThatIsNotSafeIsNeverSentTo()
{
    QFETCH(QString, address);
    QFETCH(bool, sent);
    Fixture fixture;
    fixture.inputs.set(u"setupEndpoint"_s, address);
    fixture.prove();
    // the gate would refuse most of these; here only the second line of defence is asked
    GateQuestion question = fixture.question();
    Profile withoutEndpoint = fixture.profile;
    withoutEndpoint.handoff.endpointField.clear();
    std::erase_if(
        withoutEndpoint.fields, [](const Field& field) { return field.id == u"setupEndpoint"; });
    const GateQuestion lenient{withoutEndpoint, question.inputs, question.secret, question.proof,
        question.attestations, question.now};
    auto permit = requestPermit(lenient);
    QVERIFY(permit);
    test::FakeTransport transport(
        [](const HttpRequest&) { return test::reply(200, R"({"status":"completed"})"); });
    const CompletionOutcome outcome =
        completeSetup(std::move(*permit), fixture.request(), transport, {});
    QCOMPARE(outcome.kind == Kind::Completed, sent);
    QCOMPARE(outcome.kind == Kind::NotSent, !sent);
    QCOMPARE(transport.sent.size(), sent ? 1U : 0U);
}

void CompletionSendTest::repliesMapToOutcomes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<CompletionOutcome::Kind>("kind");
    QTest::newRow("completed") << 200 << QByteArray(R"({"status":"completed"})") << Kind::Completed;
    QTest::newRow("locked by these values")
        << 422 << QByteArray(R"({"status":"locked"})") << Kind::Locked;
    QTest::newRow("locked, said with 200")
        << 200 << QByteArray(R"({"status":"locked"})") << Kind::Locked;
    QTest::newRow("locked before") << 423 << QByteArray("<html>") << Kind::Locked;
    QTest::newRow("refused") << 400 << QByteArray(R"({"status":"refused"})") << Kind::Refused;
    QTest::newRow("completed before")
        << 409 << QByteArray(R"({"status":"completed"})") << Kind::Refused;
    QTest::newRow("not found") << 404 << QByteArray("{}") << Kind::Refused;
    QTest::newRow("too many") << 429 << QByteArray("{}") << Kind::Refused;
    QTest::newRow("timed out there") << 408 << QByteArray("{}") << Kind::OutcomeUnknown;
    QTest::newRow("proxy page") << 403 << QByteArray("<html>blocked</html>")
                                << Kind::OutcomeUnknown;
    QTest::newRow("captive portal")
        << 200 << QByteArray("<html>log in</html>") << Kind::OutcomeUnknown;
    QTest::newRow("empty") << 200 << QByteArray() << Kind::OutcomeUnknown;
    QTest::newRow("accepted only")
        << 202 << QByteArray(R"({"status":"completed"})") << Kind::OutcomeUnknown;
    QTest::newRow("another word") << 200 << QByteArray(R"({"status":"ok"})")
                                  << Kind::OutcomeUnknown;
    QTest::newRow("word of another type")
        << 200 << QByteArray(R"({"status":true})") << Kind::OutcomeUnknown;
    QTest::newRow("list") << 200 << QByteArray(R"(["completed"])") << Kind::OutcomeUnknown;
    QTest::newRow("server error") << 500 << QByteArray("{}") << Kind::OutcomeUnknown;
    QTest::newRow("gateway") << 502 << QByteArray(R"({"status":"completed"})")
                             << Kind::OutcomeUnknown;
    QTest::newRow("redirect") << 302 << QByteArray() << Kind::OutcomeUnknown;
}

void CompletionSendTest::repliesMapToOutcomes()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(CompletionOutcome::Kind, kind);
    const Fixture fixture;
    auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    test::FakeTransport transport([&](const HttpRequest&) { return test::reply(status, body); });
    const CompletionOutcome outcome =
        completeSetup(std::move(*permit), fixture.request(), transport, {});
    QVERIFY2(outcome.kind == kind, qPrintable(outcome.message));
    QCOMPARE(outcome.status, status);
    QVERIFY(!outcome.message.isEmpty());
    QCOMPARE(transport.sent.size(), 1U);
}

void CompletionSendTest::lostRepliesAreNeverSentAgain_data()
{
    QTest::addColumn<TransportFailure::Kind>("failure");
    QTest::addColumn<CompletionOutcome::Kind>("kind");
    for (const Failure failure : {Failure::Cancelled, Failure::TimedOut, Failure::ConnectionLost,
             Failure::ProxyFailed, Failure::RedirectRefused, Failure::TooLarge, Failure::BadReply})
        QTest::addRow("lost %d", static_cast<int>(failure)) << failure << Kind::OutcomeUnknown;
    for (const Failure failure : {Failure::HostNotFound, Failure::NoNetwork,
             Failure::ConnectionRefused, Failure::TlsUntrusted, Failure::TlsFailed})
        QTest::addRow("before sending %d", static_cast<int>(failure)) << failure << Kind::NotSent;
}

void CompletionSendTest::lostRepliesAreNeverSentAgain()
{
    QFETCH(TransportFailure::Kind, failure);
    QFETCH(CompletionOutcome::Kind, kind);
    const Fixture fixture;
    auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    test::FakeTransport transport([&](const HttpRequest&) { return test::lost(failure); });
    const CompletionOutcome outcome =
        completeSetup(std::move(*permit), fixture.request(), transport, {});
    QVERIFY(outcome.kind == kind);
    QVERIFY(!outcome.message.isEmpty());
    QCOMPARE(transport.sent.size(), 1U);
}

void CompletionSendTest::noMessageRepeatsTheSecret()
{
    const Fixture fixture;
    for (const QByteArray& echo : {secretValue, secretValue.left(12), secretValue.right(10)}) {
        auto permit = requestPermit(fixture.question());
        QVERIFY(permit);
        test::FakeTransport transport([&](const HttpRequest&) {
            return test::reply(
                400, R"({"status":"refused","message":"wrong secret )" + echo + R"("})");
        });
        const CompletionOutcome outcome =
            completeSetup(std::move(*permit), fixture.request(), transport, {});
        QVERIFY(outcome.kind == Kind::Refused);
        QVERIFY(!outcome.message.contains(QString::fromLatin1(echo)));
    }
    auto permit = requestPermit(fixture.question());
    test::FakeTransport transport([&](const HttpRequest&) {
        return test::reply(400, R"({"status":"refused","message":"Tenant \u001b[31m unknown"})");
    });
    const CompletionOutcome outcome =
        completeSetup(std::move(*permit), fixture.request(), transport, {});
    QVERIFY(outcome.message.contains(u"Tenant"_s)); // what is no secret is said
    QVERIFY(!outcome.message.contains(QChar(0x1b)));
}

QTEST_APPLESS_MAIN(CompletionSendTest)
#include "tst_completion_send.moc"
