// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/completion_fixture.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using test::Break;
using test::Fixture;
using test::start;

namespace {

QString textOf(const std::vector<GateReason>& reasons)
{
    QStringList texts;
    for (const GateReason& reason : reasons)
        texts << reason.text + u" @"_s + reason.step + u' ' + reason.check;
    return texts.join(u'\n');
}

} // namespace

Q_DECLARE_METATYPE(Break)

class CompletionGateTest : public QObject {
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
};

void CompletionGateTest::everythingConfirmedOpensTheGate()
{
    const Fixture fixture;
    QVERIFY2(closedBecause(fixture.question()).empty(),
        qPrintable(textOf(closedBecause(fixture.question()))));
    const auto permit = requestPermit(fixture.question());
    QVERIFY(permit);
    QCOMPARE(permit->madeFor(), fixture.proof.madeFor);
    QCOMPARE(permit->ends(), start.addSecs(300));
}

void CompletionGateTest::oneReasonClosesTheGate_data()
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

void CompletionGateTest::oneReasonClosesTheGate()
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

void CompletionGateTest::whatIsNotRequiredDoesNotCloseIt()
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

void CompletionGateTest::aFreshTypedStatementClearsAnUnknownOnly()
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

void CompletionGateTest::everyRequiredCheckClosesTheGateOnEachOpenVerdict()
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

void CompletionGateTest::withoutAReportTheGateIsClosed()
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

void CompletionGateTest::fingerprintsTellValuesApart()
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

QTEST_APPLESS_MAIN(CompletionGateTest)
#include "tst_completion_gate.moc"
