// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/completion.h"
#include "support/scenario_run.h"

#include <QUuid>

#include <algorithm>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;
using Kind = CompletionOutcome::Kind;

namespace {

//! One person at the gate of one simulated product: checks, says things, presses the last button.
class Applicant {
public:
    explicit Applicant(const QString& scenario) : run(scenario)
    {
        run.inputs.set(
            run.profile.handoff.endpointField, run.simulator->productSetupEndpoint().toString());
    }

    void check()
    {
        proof = {.report = run.check(wantedSecretProofs).report,
            .madeFor = fingerprint(run.inputs, run.secret)};
        run.simulator->clearRequests(); // what counts from here on is what the product gets
    }

    //! The guide's own questions, and every finding of that verdict, vouched for in typed words.
    void vouchFor(Verdict verdict)
    {
        for (const AttestationSpec& spec : run.profile.attestations)
            said.push_back({spec.id, u"avery"_s, now(), {}});
        for (const Finding& finding : proof.report.findings) {
            if (finding.verdict == verdict)
                said.push_back(
                    {u"unknown:"_s + finding.key(), u"avery"_s, now(), u"I looked at it"_s});
        }
    }

    //! A moment after the report, whatever the clock's resolution.
    [[nodiscard]] QDateTime now() const { return proof.report.startedAt.addSecs(30); }
    [[nodiscard]] GateQuestion question() const
    {
        return {run.profile, run.inputs, run.secret, &proof, said, now()};
    }
    [[nodiscard]] QStringList closed() const
    {
        QStringList keys;
        for (const GateReason& reason : closedBecause(question()))
            keys << (reason.check.isEmpty() ? reason.text : reason.check);
        return keys;
    }
    [[nodiscard]] int count(Verdict verdict) const
    {
        return int(std::ranges::count(proof.report.findings, verdict, &Finding::verdict));
    }
    //! Through the gate and one POST; nothing where the gate is closed.
    std::optional<CompletionOutcome> complete()
    {
        auto permit = requestPermit(question());
        if (!permit)
            return std::nullopt;
        const CompletionRequest request{.profile = run.profile,
            .inputs = run.inputs,
            .secret = run.secret,
            .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces),
            .now = now()};
        return completeSetup(std::move(*permit), request, run.transport, {});
    }

    ScenarioRun run;
    ProvenReport proof;
    std::vector<Attestation> said;
};

int postsTo(const Simulator& simulator)
{
    int posts = 0;
    for (const SimulatorRequest& request : simulator.requests())
        posts += request.method == "POST" && request.path == "/product/setup" ? 1 : 0;
    return posts;
}

} // namespace

class ProductLockTest : public QObject {
    Q_OBJECT

private slots:
    void wrongValuesThatWereVouchedForLockTheProduct_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        for (const char* scenario : {"redirect-wrong", "redirect-path-slash", "redirect-spa",
                 "role-case", "role-disabled", "role-applications-only", "id-tokens-off"})
            QTest::newRow(scenario) << QString::fromLatin1(scenario) << QString() << QString();
        QTest::newRow("tenant name of another")
            << u"ready"_s << u"tenantName"_s << u"fabrikam.onmicrosoft.com"_s;
        QTest::newRow("another instance")
            << u"ready"_s << u"instanceUrl"_s << u"https://other.selfservicepim.com"_s;
    }
    void wrongValuesThatWereVouchedForLockTheProduct()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, field);
        QFETCH(QString, typed);
        Applicant person(scenario);
        if (!field.isEmpty())
            person.run.inputs.set(field, typed);
        person.check(); // without signing in: what is wrong cannot be seen
        QCOMPARE(person.count(Verdict::Fail), 0);
        QVERIFY(person.count(Verdict::Unknown) >= 15);

        // the gate first: closed for each thing that was not seen, and nothing goes out
        QVERIFY(person.closed().size() >= 15);
        QVERIFY(!person.complete());
        QCOMPARE(postsTo(*person.run.simulator), 0);
        QVERIFY(!person.run.simulator->productLocked());

        person.vouchFor(Verdict::Unknown);
        QCOMPARE(person.closed(), QStringList());
        const auto first = person.complete();
        QVERIFY(first.has_value());
        QCOMPARE(first->kind, Kind::Locked);
        QVERIFY(person.run.simulator->productLocked());
        QVERIFY(!person.run.simulator->productCompleted());

        const auto again = person.complete();
        QVERIFY(again.has_value());
        QCOMPARE(again->kind, Kind::Locked);
        QCOMPARE(again->status, 423);
        QCOMPARE(postsTo(*person.run.simulator), 2); // one for each press of the button
    }

    void whatIsSeenToBeWrongCannotBeVouchedFor_data()
    {
        QTest::addColumn<QString>("check");
        const auto row = [](const char* scenario, const QString& check) {
            QTest::newRow(scenario) << check;
        };
        row("redirect-wrong", u"app.redirect-uri"_s);
        row("role-case", u"role.defined/Admin"_s);
        row("id-tokens-off", u"id-token.enabled"_s);
        row("tenant-name-wrong", u"tenant.name"_s);
        row("secret-wrong", u"secret.accepted"_s);
        row("consent-missing", u"permission.granted/User.Read.All"_s);
    }
    void whatIsSeenToBeWrongCannotBeVouchedFor()
    {
        QFETCH(QString, check);
        Applicant person(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(person.run.signIn(), qPrintable(person.run.signInProblem));
        person.check();
        QVERIFY(person.closed().contains(check));
        for (const Verdict verdict : {Verdict::Unknown, Verdict::Fail})
            person.vouchFor(verdict);
        QVERIFY(person.closed().contains(check));
        QVERIFY(!person.complete());
        QCOMPARE(postsTo(*person.run.simulator), 0);
        QVERIFY(!person.run.simulator->productLocked());
    }

    void theRightValuesComplete()
    {
        Applicant person(u"ready"_s);
        QVERIFY2(person.run.signIn(), qPrintable(person.run.signInProblem));
        person.check();
        person.vouchFor(Verdict::Unknown);
        QCOMPARE(person.closed(), QStringList());
        const auto outcome = person.complete();
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->kind, Kind::Completed);
        QVERIFY(person.run.simulator->productCompleted());
        QVERIFY(!person.run.simulator->productLocked());
    }

    void aLostReplyIsSentOnceAndIsNotKnown_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<bool>("reachesTheProduct");
        QTest::newRow("cut before the first byte") << u"drop"_s << true;
        QTest::newRow("cut in the middle") << u"half-body"_s << true;
        QTest::newRow("a guest network's page") << u"captive-portal"_s << false;
        QTest::newRow("a gateway's 502") << u"status"_s << false;
        QTest::newRow("not JSON") << u"not-json"_s << true;
    }
    void aLostReplyIsSentOnceAndIsNotKnown()
    {
        QFETCH(QString, action);
        QFETCH(bool, reachesTheProduct);
        Applicant person(u"ready"_s);
        QVERIFY2(person.run.signIn(), qPrintable(person.run.signInProblem));
        person.check();
        person.vouchFor(Verdict::Unknown);
        nlohmann::json fault{
            {"path", "/product/setup"}, {"action", action.toStdString()}, {"status", 502}};
        QVERIFY(person.run.simulator->setFaults(nlohmann::json::array({fault})));
        const auto outcome = person.complete();
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->kind, Kind::OutcomeUnknown);
        QVERIFY2(outcome->message.contains(u"It is not known"_s), qPrintable(outcome->message));
        QCOMPARE(postsTo(*person.run.simulator), 1);
        QCOMPARE(person.run.simulator->productCompleted(), reachesTheProduct);
    }
};

QTEST_GUILESS_MAIN(ProductLockTest)
#include "tst_product_lock.moc"
