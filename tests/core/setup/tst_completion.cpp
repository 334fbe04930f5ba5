// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/completion.h"
#include "support/fake_transport.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = CompletionOutcome::Kind;
using Failure = TransportFailure::Kind;

Q_DECLARE_METATYPE(CompletionOutcome::Kind)
Q_DECLARE_METATYPE(TransportFailure::Kind)

namespace {

const QByteArray secretValue = "aB18Q~0123456789abcdefghijklmnopqrstuvwx";
const QString key = u"5b0c2c0e-7f0e-4d43-9b64-0a6b4f2f6d11"_s;
const QDateTime start = QDateTime(QDate(2026, 5, 4), QTime(10, 0), Qt::UTC);

//! A setup of which everything is confirmed; each test breaks one thing of it.
struct Fixture {
    Profile profile = builtInProfile(u"sspim"_s).value();
    Inputs inputs;
    Secret secret{QByteArrayView(secretValue)};
    ProvenReport proof;
    std::vector<Attestation> attestations;
    QDateTime now = start.addSecs(60);

    Fixture()
    {
        inputs.set(u"instanceUrl"_s, u"https://contoso.selfservicepim.com"_s);
        inputs.set(u"clientId"_s, u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s);
        inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
        inputs.set(u"tenantName"_s, u"contoso.onmicrosoft.com"_s);
        inputs.set(u"setupEndpoint"_s, u"https://contoso.selfservicepim.com/setup"_s);
        proof.report.profile = u"sspim"_s;
        proof.report.startedAt = start;
        proof.report.secretAccepted = 3;
        proof.report.findings = notRunFindings(profile);
        for (Finding& finding : proof.report.findings)
            finding.verdict = Verdict::Pass;
        attestations.push_back({u"instance-url-from-mail"_s, u"avery"_s, start.addSecs(-900), {}});
        prove();
    }
    void prove() { proof.madeFor = fingerprint(inputs, secret); }
    Finding& finding(const char16_t* check)
    {
        const QString name = QString::fromUtf16(check);
        return *std::ranges::find(proof.report.findings, name, &Finding::check);
    }
    [[nodiscard]] GateQuestion question() const
    {
        return {profile, inputs, secret, &proof, attestations, now};
    }
    [[nodiscard]] CompletionRequest request() const { return {profile, inputs, secret, key, now}; }
};

QString textOf(const std::vector<GateReason>& reasons)
{
    QStringList texts;
    for (const GateReason& reason : reasons)
        texts << reason.text + u" @"_s + reason.step + u' ' + reason.check;
    return texts.join(u'\n');
}

using Break = std::function<void(Fixture&)>;

} // namespace

Q_DECLARE_METATYPE(Break)

class CompletionTest : public QObject {
    Q_OBJECT
private slots:
    void everythingConfirmedOpensTheGate();
    void oneReasonClosesTheGate_data();
    void oneReasonClosesTheGate();
    void whatIsNotRequiredDoesNotCloseIt();
    void aFreshTypedStatementClearsAnUnknownOnly();
    void everyRequiredCheckClosesTheGateOnEachOpenVerdict();
    void withoutAReportTheGateIsClosed();
    void fingerprintsTellValuesApart();
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

void CompletionTest::everythingConfirmedOpensTheGate()
{
    const Fixture fixture;
    QVERIFY2(closedBecause(fixture.question()).empty(),
        qPrintable(textOf(closedBecause(fixture.question()))));
    const auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    QCOMPARE(permit->madeFor(), fixture.proof.madeFor);
    QCOMPARE(permit->ends(), start.addSecs(300));
}

void CompletionTest::oneReasonClosesTheGate_data()
{
    QTest::addColumn<Break>("breakIt");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("check");
    const auto row = [](const char* name, const Break& breakIt, const QString& words,
                         const QString& step = {}, const QString& check = {}) {
        QTest::newRow(name) << breakIt << words << step << check;
    };
    row(
        "fail", [](Fixture& f) { f.finding(u"app.exists").verdict = Verdict::Fail; },
        u"registration"_s, u"app-registration"_s, u"app.exists"_s);
    row(
        "fail of a check that is not required",
        [](Fixture& f) { f.finding(u"secret.policy").verdict = Verdict::Fail; }, u"policy"_s,
        u"secret"_s, u"secret.policy"_s);
    row(
        "fail that somebody vouches for",
        [](Fixture& f) {
            f.finding(u"app.exists").verdict = Verdict::Fail;
            f.attestations.push_back(
                {u"unknown:app.exists"_s, u"avery"_s, start.addSecs(9), u"I saw it"_s});
        },
        u"registration"_s, u"app-registration"_s, u"app.exists"_s);
    row(
        "unknown", [](Fixture& f) { f.finding(u"id-token.enabled").verdict = Verdict::Unknown; },
        u"Not confirmed"_s, u"id-tokens"_s, u"id-token.enabled"_s);
    row(
        "waiting", [](Fixture& f) { f.finding(u"role.assigned").verdict = Verdict::Waiting; },
        u"Waiting"_s, u"app-roles"_s, u"role.assigned/Admin"_s);
    row(
        "not run", [](Fixture& f) { f.finding(u"tenant.name").verdict = Verdict::NotRun; },
        u"Not checked"_s, u"tenant-info"_s, u"tenant.name"_s);
    row(
        "left out",
        [](Fixture& f) {
            std::erase_if(f.proof.report.findings,
                [](const Finding& x) { return x.check == u"app.redirect-uri"_s; });
        },
        u"Not checked"_s, u"app-registration"_s, u"app.redirect-uri"_s);
    row(
        "said before the report",
        [](Fixture& f) {
            f.finding(u"id-token.enabled").verdict = Verdict::Unknown;
            f.attestations.push_back(
                {u"unknown:id-token.enabled"_s, u"avery"_s, start.addSecs(-1), u"I saw it"_s});
        },
        u"Not confirmed"_s, u"id-tokens"_s, u"id-token.enabled"_s);
    row(
        "said without words",
        [](Fixture& f) {
            f.finding(u"id-token.enabled").verdict = Verdict::Unknown;
            f.attestations.push_back(
                {u"unknown:id-token.enabled"_s, u"avery"_s, start.addSecs(9), u"  "_s});
        },
        u"Not confirmed"_s, u"id-tokens"_s, u"id-token.enabled"_s);
    row(
        "said in the future",
        [](Fixture& f) {
            f.finding(u"id-token.enabled").verdict = Verdict::Unknown;
            f.attestations.push_back(
                {u"unknown:id-token.enabled"_s, u"avery"_s, start.addSecs(999), u"I saw it"_s});
        },
        u"Not confirmed"_s, u"id-tokens"_s, u"id-token.enabled"_s);
    row(
        "said of another",
        [](Fixture& f) {
            f.finding(u"role.assigned").verdict = Verdict::Unknown;
            f.attestations.push_back(
                {u"unknown:role.assigned"_s, u"avery"_s, start.addSecs(9), u"I saw it"_s});
        },
        u"Not confirmed"_s, u"app-roles"_s, u"role.assigned/Admin"_s);
    row(
        "waiting that somebody vouches for",
        [](Fixture& f) {
            f.finding(u"id-token.enabled").verdict = Verdict::Waiting;
            f.attestations.push_back(
                {u"unknown:id-token.enabled"_s, u"avery"_s, start.addSecs(9), u"I saw it"_s});
        },
        u"Waiting"_s, u"id-tokens"_s, u"id-token.enabled"_s);
    row(
        "attestation missing", [](Fixture& f) { f.attestations.clear(); },
        u"To be confirmed by you"_s, u"app-registration"_s);
    row(
        "exactly five minutes", [](Fixture& f) { f.now = start.addSecs(300); }, u"five minutes"_s);
    row(
        "a day", [](Fixture& f) { f.now = start.addDays(1); }, u"five minutes"_s);
    row(
        "from the future",
        [](Fixture& f) {
            f.now = start.addMSecs(-1);
            f.attestations[0].at = start.addDays(-1);
        },
        u"clock"_s);
    row(
        "without a time", [](Fixture& f) { f.proof.report.startedAt = QDateTime(); }, u"clock"_s);
    row(
        "nothing reached", [](Fixture& f) { f.proof.report.nothingReached = true; }, u"reached"_s);
    row(
        "another guide", [](Fixture& f) { f.proof.report.profile = u"scim"_s; },
        u"another guide"_s);
    row(
        "value changed",
        [](Fixture& f) { f.inputs.set(u"tenantName"_s, u"fabrikam.onmicrosoft.com"_s); },
        u"changed"_s);
    row(
        "optional value changed",
        [](Fixture& f) { f.inputs.set(u"adminUser"_s, u"kai@contoso.com"_s); }, u"changed"_s);
    row(
        "secret changed", [](Fixture& f) { f.secret = Secret("another"); }, u"changed"_s);
    row(
        "secret accepted twice", [](Fixture& f) { f.proof.report.secretAccepted = 2; }, u"2 of 3"_s,
        u"secret"_s);
    row(
        "field empty",
        [](Fixture& f) {
            f.inputs.set(u"tenantName"_s, QString());
            f.prove();
        },
        u"Tenant name"_s, u"tenant-info"_s);
    row(
        "secret empty",
        [](Fixture& f) {
            f.secret = Secret();
            f.prove();
        },
        u"Secret value"_s, u"secret"_s);
    row(
        "set-up address over http",
        [](Fixture& f) {
            f.inputs.set(u"setupEndpoint"_s, u"http://contoso.test/setup"_s);
            f.prove();
        },
        u"https"_s, u"complete"_s);
}

void CompletionTest::oneReasonClosesTheGate()
{
    QFETCH(Break, breakIt);
    QFETCH(QString, words);
    QFETCH(QString, step);
    QFETCH(QString, check);
    Fixture fixture;
    breakIt(fixture);
    const std::vector<GateReason> reasons = closedBecause(fixture.question());
    QVERIFY2(reasons.size() == 1, qPrintable(textOf(reasons)));
    QVERIFY2(reasons[0].text.contains(words), qPrintable(reasons[0].text));
    QCOMPARE(reasons[0].step, step);
    QCOMPARE(reasons[0].check, check);
    const auto permit = requestPermit(fixture.question());
    QVERIFY(!permit);
    QCOMPARE(permit.error().size(), 1U);
}

void CompletionTest::whatIsNotRequiredDoesNotCloseIt()
{
    Fixture fixture;
    for (const Verdict verdict :
        {Verdict::Unknown, Verdict::NotRun, Verdict::Waiting, Verdict::Warn}) {
        for (Finding& finding : fixture.proof.report.findings)
            finding.verdict = finding.required ? Verdict::Warn : verdict;
        QVERIFY2(closedBecause(fixture.question()).empty(),
            qPrintable(textOf(closedBecause(fixture.question()))));
    }
}

void CompletionTest::aFreshTypedStatementClearsAnUnknownOnly()
{
    Fixture fixture;
    fixture.finding(u"role.assigned").verdict = Verdict::Unknown;
    QVERIFY(!requestPermit(fixture.question()));
    fixture.attestations.push_back(
        {u"unknown:role.assigned/Admin"_s, u"avery"_s, start.addSecs(30), u"Seen in the portal"_s});
    QVERIFY(requestPermit(fixture.question()));
    // a newer report asks again
    fixture.proof.report.startedAt = start.addSecs(40);
    QVERIFY(!requestPermit(fixture.question()));
}

void CompletionTest::everyRequiredCheckClosesTheGateOnEachOpenVerdict()
{
    Fixture fixture;
    for (Finding& finding : fixture.proof.report.findings) {
        for (const Verdict verdict :
            {Verdict::Fail, Verdict::Unknown, Verdict::Waiting, Verdict::NotRun}) {
            finding.verdict = verdict;
            const bool closes = finding.required || verdict == Verdict::Fail;
            QCOMPARE(closedBecause(fixture.question()).empty(), !closes);
        }
        finding.verdict = Verdict::Pass;
    }
}

void CompletionTest::withoutAReportTheGateIsClosed()
{
    const Fixture fixture;
    const GateQuestion question{fixture.profile, fixture.inputs, fixture.secret, nullptr,
        fixture.attestations, fixture.now};
    const auto permit = requestPermit(question);
    QVERIFY(!permit);
    QCOMPARE(permit.error().size(), 1U);
    const ProvenReport empty;
    const GateQuestion nothing{
        fixture.profile, fixture.inputs, fixture.secret, &empty, fixture.attestations, fixture.now};
    QVERIFY(!requestPermit(nothing));
}

void CompletionTest::fingerprintsTellValuesApart()
{
    const Secret secret("s");
    Inputs a;
    a.set(u"x"_s, u"1"_s);
    Inputs b = a;
    QCOMPARE(fingerprint(a, secret), fingerprint(b, secret));
    b.set(u"y"_s, QString()); // emptied again is as if never typed
    QCOMPARE(fingerprint(a, secret), fingerprint(b, secret));
    b.set(u"y"_s, u"1"_s);
    QVERIFY(fingerprint(a, secret) != fingerprint(b, secret));
    QVERIFY(fingerprint(a, secret) != fingerprint(a, Secret("S")));
    QVERIFY(fingerprint(a, secret) != fingerprint(a, Secret()));
    Inputs joined;
    joined.values[u"x"_s] = QStringList{u"1"_s, u"2"_s};
    Inputs split;
    split.values[u"x"_s] = QStringList{u"12"_s};
    QVERIFY(fingerprint(joined, secret) != fingerprint(split, secret));
    QCOMPARE(fingerprint(a, secret).digest.size(), 32);
}

void CompletionTest::thePermitIsUsedOnce()
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

void CompletionTest::changedValuesOrTimeVoidThePermit()
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

void CompletionTest::theRequestCarriesTheValuesOnceToTheTypedAddress()
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

void CompletionTest::anAddressThatIsNotSafeIsNeverSentTo_data()
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

void CompletionTest::anAddressThatIsNotSafeIsNeverSentTo()
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

void CompletionTest::repliesMapToOutcomes_data()
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

void CompletionTest::repliesMapToOutcomes()
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

void CompletionTest::lostRepliesAreNeverSentAgain_data()
{
    QTest::addColumn<TransportFailure::Kind>("failure");
    QTest::addColumn<CompletionOutcome::Kind>("kind");
    for (const Failure failure :
        {Failure::Cancelled, Failure::TimedOut, Failure::ConnectionLost, Failure::TlsFailed,
            Failure::ProxyFailed, Failure::RedirectRefused, Failure::TooLarge, Failure::BadReply})
        QTest::addRow("lost %d", static_cast<int>(failure)) << failure << Kind::OutcomeUnknown;
    for (const Failure failure : {Failure::HostNotFound, Failure::NoNetwork,
             Failure::ConnectionRefused, Failure::TlsUntrusted})
        QTest::addRow("before sending %d", static_cast<int>(failure)) << failure << Kind::NotSent;
}

void CompletionTest::lostRepliesAreNeverSentAgain()
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

void CompletionTest::noMessageRepeatsTheSecret()
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

QTEST_APPLESS_MAIN(CompletionTest)
#include "tst_completion.moc"
