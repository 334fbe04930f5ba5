// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/report_formats.h"
#include "support/scenario_run.h"
#include "tenant/snapshot_members.h"

#include <QRandomGenerator>

#include <set>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

void eachScenario()
{
    QTest::addColumn<QString>("id");
    for (const QString& id : builtInScenarioIds())
        QTest::newRow(qPrintable(id)) << id;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

//! Every way in which a part may be missing.
ReadFailure someFailure(QRandomGenerator& random)
{
    using Kind = ReadFailure::Kind;
    static constexpr std::array kinds{Kind::NotRead, Kind::SignInMissing, Kind::Unreachable,
        Kind::Refused, Kind::Challenged, Kind::Throttled, Kind::ServerError, Kind::NoLicence,
        Kind::Unexpected, Kind::MissingReply, Kind::ForeignNextLink, Kind::Cancelled};
    return ReadFailure{
        .kind = kinds[random.bounded(quint32(kinds.size()))], .detail = u"withheld"_s};
}

//! Withholds each part with the given chance; true when at least one is gone.
void eachProfile()
{
    QTest::addColumn<QString>("id");
    for (const QString& id : builtInProfileIds())
        QTest::newRow(qPrintable(id)) << id;
}

bool withhold(TenantSnapshot& snapshot, QRandomGenerator& random, int percent)
{
    bool any = false;
    const auto chosen = [&] {
        const bool hit = int(random.bounded(100)) < percent;
        any = any || hit;
        return hit;
    };
    const auto maybe = [&](auto& part) {
        if (chosen())
            part = someFailure(random);
    };
    const auto maybeUnreachable = [&](auto& part) {
        if (chosen())
            part = ReadFailure{.kind = ReadFailure::Kind::Unreachable, .detail = u"withheld"_s};
    };
    eachPart(snapshot, [&](const char*, auto& part) { maybe(part); });
    if (snapshot.scim) {
        ScimProbe probe = *snapshot.scim;
        for (Fetched<ScimAnswer>* answer : {&probe.config, &probe.wrongToken, &probe.rightToken})
            maybe(*answer);
        snapshot.scim = probe;
    }
    // some failures are evidence, so they are no way to withhold a part: 403 to the app's own
    // token, 404 for a group's id, a missing licence where eligibility is read
    static const std::set<QByteArray> withEvidence{"effective", "groups", "eligibilities"};
    eachMap(snapshot, [&](const char* name, auto& parts) {
        for (auto each = parts.begin(); each != parts.end();) {
            if (withEvidence.contains(name))
                maybeUnreachable(each->second);
            else
                maybe(each->second);
            each = random.bounded(100) < 5 && chosen() ? parts.erase(each) : std::next(each);
        }
    });
    return any;
}

} // namespace

class FindingsTest : public QObject {
    Q_OBJECT

private slots:
    void everyScenarioGivesExactlyItsFindings_data() { eachScenario(); }
    void everyScenarioGivesExactlyItsFindings()
    {
        QFETCH(QString, id);
        ScenarioRun run(id);
        run.signIn();
        const Report report = run.check().report;
        QCOMPARE(sorted(notGreen(report)), sorted(expectedNotGreen(run.scenario)));
        QCOMPARE(overallName(report.overall()), run.scenario.verdict);
        QCOMPARE(exitCode(report.overall()), run.scenario.exitCode);
        for (const Finding& finding : report.findings) {
            if (finding.verdict == Verdict::Pass || finding.verdict == Verdict::NotRun)
                continue;
            QVERIFY2(!finding.message.isEmpty(), qPrintable(finding.key()));
            QVERIFY2(finding.remedy.has_value(), qPrintable(finding.key())); // never a dead end
        }
    }

    void everyCheckHasAScenarioThatTripsIt()
    {
        std::set<QString> tripped;
        for (const QString& id : builtInScenarioIds()) {
            const Scenario scenario = builtInScenario(id).value();
            for (const ScenarioExpectation& each : scenario.findings) {
                if (each.verdict == u"fail" || each.verdict == u"warn")
                    tripped.insert(each.check);
            }
        }
        for (const QString& id : builtInProfileIds()) {
            const Profile profile = builtInProfile(id).value();
            for (const CheckSpec& spec : profile.checks)
                QVERIFY2(tripped.contains(spec.name), qPrintable(spec.name));
        }
    }

    void aSnapshotEvaluatesOfflineToTheSameFindings_data() { eachScenario(); }
    void aSnapshotEvaluatesOfflineToTheSameFindings()
    {
        QFETCH(QString, id);
        ScenarioRun run(id);
        run.signIn();
        const Verified verified = run.check();
        const QByteArray json = snapshotToJson(verified.snapshot);
        const Result<TenantSnapshot> again = snapshotFromJson(json, u"snapshot.json"_s);
        QVERIFY2(again.has_value(),
            qPrintable(again ? QString() : again.error().where + again.error().what));
        const Report offline = evaluate(run.profile, run.inputs, !run.secret.isEmpty(), *again);
        QCOMPARE(notGreen(offline), notGreen(verified.report));
        QCOMPARE(snapshotToJson(*again), json);
    }

    void withheldFacetsNeverTurnGreenOrRed_data() { eachScenario(); }
    void withheldFacetsNeverTurnGreenOrRed()
    {
        QFETCH(QString, id);
        ScenarioRun run(id);
        run.signIn();
        const Verified full = run.check();
        QRandomGenerator random(20261101);
        for (int round = 0; round < 400; ++round) {
            TenantSnapshot poorer = full.snapshot;
            if (!withhold(poorer, random, 1 + int(random.bounded(60))))
                continue;
            const Report report = evaluate(run.profile, run.inputs, !run.secret.isEmpty(), poorer);
            for (const Finding& finding : report.findings) {
                const Finding* before = full.report.find(finding.check, finding.subject);
                const bool decided =
                    finding.verdict == Verdict::Pass || finding.verdict == Verdict::Fail;
                // a role is needed only for what is left; the less is known, the less is known to
                // be left
                if (finding.check == u"admin.roles")
                    continue;
                if (decided && finding.verdict != before->verdict
                    && before->verdict != Verdict::NotRun)
                    QFAIL(qPrintable(u"%1: %2 became %3"_s.arg(finding.key(),
                        verdictName(before->verdict), verdictName(finding.verdict))));
            }
            const bool requiredGone =
                report.overall() == Overall::Ready && full.report.overall() != Overall::Ready;
            QVERIFY(!requiredGone);
        }
    }

    //! Ids that another run left behind only spare a wave: what hangs below them is never taken for
    //! this tenant's unless this run's own replies name them.
    void idsOfAnEarlierRunAreNeverEvidence_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("principal");
        QTest::addColumn<QString>("job");
        const QString realPrincipal = u"1c001ec6-4b16-4031-a00e-a0d39a49ec41"_s;
        const QString realJob =
            u"customappsso.3f8a6c1d52b74e09a1c48d60be27f95a.3a2452af-31c1-4833-abbe-18067d26c5fa"_s;
        const QString stranger = u"d85c2e09-71fa-4b36-ae40-c9163d7f5be8"_s;
        QTest::newRow("another principal") << u"scim-ready"_s << stranger << realJob;
        QTest::newRow("another job") << u"scim-ready"_s << realPrincipal << u"customappsso.gone"_s;
        QTest::newRow("it is gone") << u"scim-not-consented-yet"_s << realPrincipal << realJob;
        QTest::newRow("the job is gone") << u"scim-no-job"_s << realPrincipal << realJob;
        QTest::newRow("two jobs now") << u"scim-two-jobs"_s << realPrincipal << realJob;
    }
    void idsOfAnEarlierRunAreNeverEvidence()
    {
        QFETCH(QString, id);
        QFETCH(QString, principal);
        QFETCH(QString, job);
        ScenarioRun run(id);
        QVERIFY2(run.signIn(), qPrintable(run.signInProblem));
        run.memory.keep(run.inputs.text(u"tenantId"_s), run.inputs.text(u"clientId"_s),
            {.servicePrincipal = principal, .job = job});
        const Report report = run.check().report;
        QCOMPARE(sorted(notGreen(report)), sorted(expectedNotGreen(run.scenario)));
        QCOMPARE(overallName(report.overall()), run.scenario.verdict);
    }

    void nothingReadIsNeverReady_data() { eachProfile(); }
    void nothingReadIsNeverReady()
    {
        QFETCH(QString, id);
        const Profile profile = builtInProfile(id).value();
        const Scenario scenario = builtInScenario(u"ready"_s, id).value();
        const Report report =
            evaluate(profile, Inputs{.values = inputsAt(scenario, QUrl(u"http://127.0.0.1:9"_s))},
                true, TenantSnapshot{});
        QVERIFY(report.overall() != Overall::Ready);
        for (const Finding& finding : report.findings)
            QVERIFY2(finding.verdict == Verdict::NotRun || finding.verdict == Verdict::Unknown
                    || finding.check == u"consent.url", // judged by its own text
                qPrintable(finding.key()));
    }

    void aWarmConfirmationIsTwoWaves_data() { eachProfile(); }
    void aWarmConfirmationIsTwoWaves()
    {
        QFETCH(QString, id);
        ScenarioRun run(builtInScenario(u"ready"_s, id)->id);
        QVERIFY2(run.signIn(), qPrintable(run.signInProblem));
        (void)run.check();
        run.simulator->clearRequests();
        const Report report = run.check(3).report;
        QCOMPARE(report.network.waves, 2);
        QCOMPARE(overallName(report.overall()), u"ready"_s);
        const bool asApp = run.profile.uses("secret.accepted");
        const bool provisions = run.profile.uses("provisioning.test");
        QCOMPARE(report.secretAccepted, asApp ? 3 : 0);
        // refresh and metadata, with the three proofs of the secret or of the SCIM endpoint ...
        const size_t first = asApp || provisions ? 5 : 2;
        // ... then a batch as the admin, with the app's own or Entra's test of the connection
        const size_t second = asApp || provisions ? 2 : 1;
        const std::vector<SimulatorRequest> log = run.simulator->requests();
        QCOMPARE(log.size(), first + second);
        qint64 firstWaveEnds = 0;
        for (size_t i = 0; i < first; ++i) {
            QVERIFY(!log[i].path.startsWith("/graph/"));
            firstWaveEnds = std::max(firstWaveEnds, log[i].finishedMs);
        }
        for (size_t i = first; i < log.size(); ++i) {
            QVERIFY(log[i].path.contains("$batch") || log[i].path.contains("validateCredentials"));
            QVERIFY(log[i].startedMs >= firstWaveEnds);
        }
    }

    void noSecretOrTokenIsInASnapshotOrReport_data() { eachScenario(); }
    void noSecretOrTokenIsInASnapshotOrReport()
    {
        QFETCH(QString, id);
        ScenarioRun run(id);
        run.signIn();
        const Verified verified = run.check();
        const QByteArray everything = snapshotToJson(verified.snapshot)
            + reportAsJson(verified.report) + reportAsText(verified.report, run.profile).toUtf8()
            + reportAsJUnit(verified.report, run.profile)
            + reportAsHtml(verified.report, run.profile);
        // a Secret ID pasted as the value is an id, not a secret: it may be named
        if (!run.scenario.secret.isEmpty() && !isGuid(QString::fromUtf8(run.scenario.secret)))
            QVERIFY(!everything.contains(run.scenario.secret));
        if (run.session) {
            for (const Secret* token : {&run.session->accessToken, &run.session->refreshToken}) {
                token->expose([&](QByteArrayView value) {
                    if (!value.empty())
                        QVERIFY(!everything.contains(value));
                });
            }
        }
        QVERIFY(!everything.contains("Bearer "));
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
