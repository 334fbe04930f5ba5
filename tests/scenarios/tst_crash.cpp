// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scenario_run.h"
#include "support/write_run.h"

#include <QFile>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The journal as a crash leaves it: up to and with its last intent.
void forgetOutcome(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArrayList lines = file.readAll().trimmed().split('\n');
    file.close();
    while (!lines.isEmpty() && !lines.back().contains("\"state\":\"intent\""))
        lines.removeLast();
    QVERIFY(!lines.isEmpty());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines.join('\n') + '\n');
}

Applied applyUntil(WriteRun& run, const Plan& plan, const Verified& verified, int mostWaiting)
{
    std::stop_source stop;
    int waiting = 0;
    ApplyPorts ports = run.ports();
    ports.progressed = [&](const ChangeProgress& each) {
        waiting += each.state == ChangeProgress::State::Waiting && each.waited.count() == 0 ? 1 : 0;
        if (waiting >= mostWaiting)
            stop.request_stop();
    };
    const Inputs typed = run.inputs;
    const Secret given = run.secret.clone();
    return apply({.profile = run.profile,
                     .inputs = typed,
                     .secret = &given,
                     .plan = plan,
                     .snapshot = verified.snapshot,
                     .session = run.session,
                     .endpoints = run.endpoints},
        ports, stop.get_token());
}

//! Carries the whole plan out up to a write, of whose outcome nobody knows then.
void crashAfter(WriteRun& run, int write)
{
    const Verified fresh = run.check();
    (void)applyUntil(run, run.planFor(fresh), fresh, write);
    forgetOutcome(run.journal->path());
    if (write == 1)
        run.inputs.set(u"clientId"_s, {});
}

} // namespace

//! A program that ended in the middle of writing, and what the next one makes of it.
class CrashTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCrashBeforeTheOutcomeMakesNothingTwice_data();
    void aCrashBeforeTheOutcomeMakesNothingTwice();
    void anUndoRightAfterACrashLeavesNothing_data();
    void anUndoRightAfterACrashLeavesNothing();
    void settlingSendsNothing();
};

void CrashTest::aCrashBeforeTheOutcomeMakesNothingTwice_data()
{
    QTest::addColumn<int>("write");
    for (int write = 1; write <= 8; ++write)
        QTest::addRow("after the write %d", write) << write;
}

//! Sent, carried out, and nobody wrote down what became of it, while Entra does not show it yet.
void CrashTest::aCrashBeforeTheOutcomeMakesNothingTwice()
{
    QFETCH(int, write);
    Scenario scenario = builtInScenario(u"fresh"_s).value();
    scenario.network["replicationDelayMs"] = 8000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json found = run.tenant();
    crashAfter(run, write);
    Verified verified = run.check();
    QCOMPARE(run.settleOpen(verified).problem, QString());
    verified = run.check();
    const Plan rest = run.planFor(verified);
    QCOMPARE(notDone(rest, run.applyPlan(rest, verified)).join(u"; "_s), QString());
    const Verified last = run.check(3);
    QCOMPARE(overallName(last.report.overall()), u"ready"_s);
    const nlohmann::json tenant = run.tenant()[0];
    QCOMPARE(int(tenant["applications"].size()), 1);
    QCOMPARE(int(tenant["applications"][0]["passwordCredentials"].size()), 1);
    QCOMPARE(int(tenant["servicePrincipals"].size()), 1);
    QCOMPARE(int(tenant["appRoleAssignments"].size()), 3);
    QCOMPARE(int(tenant["oauth2PermissionGrants"].size()), 1);
    QCOMPARE(notDone({}, run.undoAll(last)).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), found), QByteArray());
}

void CrashTest::anUndoRightAfterACrashLeavesNothing_data()
{
    aCrashBeforeTheOutcomeMakesNothingTwice_data();
}

//! What does not show yet is not taken for gone: it would appear afterwards.
void CrashTest::anUndoRightAfterACrashLeavesNothing()
{
    QFETCH(int, write);
    Scenario scenario = builtInScenario(u"fresh"_s).value();
    scenario.network["replicationDelayMs"] = 30'000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json found = run.tenant();
    crashAfter(run, write);
    const Verified verified = run.check();
    QCOMPARE(run.settleOpen(verified).problem, QString());
    QCOMPARE(notDone({}, run.undoAll(verified)).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), found), QByteArray());
}

void CrashTest::settlingSendsNothing()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    QCOMPARE(notDone({}, run.applyPlan(run.planFor(fresh), fresh)).join(u"; "_s), QString());
    // taking back is begun, and ends with the sign-in
    nlohmann::json line{{"path", "/graph/v1.0/servicePrincipals(appId='{appId}')"}, {"nth", {1}},
        {"status", 401}, {"code", "InvalidAuthenticationToken"}};
    QVERIFY(run.simulator->setFaults(nlohmann::json::array({line})));
    QVERIFY(run.undoAll(run.check()).stopped.contains(u"Sign in again"_s));
    QVERIFY(run.simulator->setFaults(nlohmann::json::array()));
    run.signIn();
    const Verified verified = run.check();
    run.simulator->clearRequests();
    QCOMPARE(run.settleOpen(verified).problem, QString());
    QCOMPARE(writesIn(run.simulator->requests()), 0);
    QCOMPARE(notDone({}, run.undoAll(verified)).join(u"; "_s), QString());
}

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
