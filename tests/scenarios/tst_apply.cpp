// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scenario_run.h"
#include "support/write_run.h"

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

int writesIn(const std::vector<SimulatorRequest>& requests)
{
    int writes = 0;
    for (const SimulatorRequest& each : requests) {
        const bool graph = each.path.startsWith("/graph") && !each.path.endsWith("$batch");
        writes += graph && each.method != "GET" ? 1 : 0;
    }
    return writes;
}

} // namespace

//! From a fresh tenant to a ready one and back, as the programs do it.
class ApplyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freshToReady_data();
    void freshToReady();
    void anotherTenantGetsNothing();
};

void ApplyTest::freshToReady_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"fresh", "idemeum-user-source-fresh", "idemeum-jit-fresh"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void ApplyTest::freshToReady()
{
    QFETCH(QString, id);
    Scenario scenario = builtInScenario(id).value();
    scenario.network["replicationDelayMs"] = 5000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json before = run.tenant();
    const Verified fresh = run.check();
    const QStringList tripped = notGreen(fresh.report);
    const Plan whole = run.planFor(fresh);
    QVERIFY(!whole.isEmpty());
    run.simulator->clearRequests();
    const auto started = run.pacer.ticks();
    const Applied applied = run.applyPlan(whole, fresh);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(run.pacer.ticks() - started);
    qInfo() << id << "changes" << whole.changes.size() << "writes" << applied.requests << "requests"
            << run.simulator->requests().size() << "ms" << took.count();
    QCOMPARE(notDone(whole, applied).join(u"; "_s), QString());
    QVERIFY(took < std::chrono::seconds(60));
    QCOMPARE(writesIn(run.simulator->requests()), applied.requests);
    const Verified ready = run.check(3);
    QCOMPARE(overallName(ready.report.overall()), u"ready"_s);
    QVERIFY2(run.planFor(ready).isEmpty(), "what is right is not planned");
    const Applied undone = run.undoAll(ready);
    QCOMPARE(notDone(whole, undone).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), before), QByteArray());
    QCOMPARE(notGreen(run.check().report), tripped);
}

void ApplyTest::anotherTenantGetsNothing()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    const Plan whole = run.planFor(fresh);
    QVERIFY(!whole.isEmpty());
    run.signIn(u"robin.chen@fabrikam.onmicrosoft.com"_s);
    // the token says whose it is only when it is read with: as after a sign-in elsewhere
    run.session.identity = Identity{.tenantId = u"a90e53b7-4c1d-4268-9f0b-e5d7c6128a34"_s,
        .objectId = {},
        .userName = u"robin.chen@fabrikam.onmicrosoft.com"_s};
    run.simulator->clearRequests();
    const Applied applied = run.applyPlan(whole, fresh);
    QVERIFY(!applied.stopped.isEmpty());
    QVERIFY(applied.stopped.contains(u"a90e53b7"_s));
    QCOMPARE(applied.requests, 0);
    QCOMPARE(int(run.simulator->requests().size()), 0);
    QVERIFY(run.journal->read()->empty());
}

QTEST_GUILESS_MAIN(ApplyTest)
#include "tst_apply.moc"
