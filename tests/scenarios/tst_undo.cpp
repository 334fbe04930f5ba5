// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "support/scenario_run.h"
#include "support/write_run.h"

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

//! What was written is taken back where it still is as it was left.
class UndoTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatSomebodyChangedSinceIsLeft();
    void whatHangsOnAThingGoesWithIt_data();
    void whatHangsOnAThingGoesWithIt();
    void oneChangeIsTakenBackAlone();
    void whatWasMadeElsewhereIsTakenBackThere();
};

//! Somebody adds to what was made: it is shown, and left.
void UndoTest::whatSomebodyChangedSinceIsLeft()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    QCOMPARE(notDone({}, run.applyPlan(run.planFor(fresh), fresh)).join(u"; "_s), QString());
    const Verified ready = run.check();
    const QString appId = run.inputs.text(u"clientId"_s);
    HttpRequest request{.method = HttpMethod::Patch,
        .url = run.endpoints.graphUrl(u"/applications(appId='%1')"_s.arg(appId)),
        .headers = graphHeaders(run.session.accessToken),
        .body = "{\"web\":{\"redirectUris\":[\"https://contoso.selfservicepim.com\","
                "\"https://somebody.example.com\"]}}"};
    request.headers.push_back({"Content-Type", "application/json"});
    QCOMPARE(run.transport.sendAll({request}, {}).front()->status, 204);
    const Applied undone = run.undoAll(ready);
    const auto left =
        std::ranges::find(undone.changes, ChangeProgress::State::Left, &ChangeProgress::state);
    QVERIFY(left != undone.changes.end());
    QVERIFY2(left->message.contains(u"https://somebody.example.com"_s), qPrintable(left->message));
    QCOMPARE(int(run.tenant()[0]["applications"].size()), 1);
    QCOMPARE(run.inputs.text(u"clientId"_s), appId); // it is there, so the field says so
}

void UndoTest::whatHangsOnAThingGoesWithIt_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("path");
    QTest::newRow("job") << u"scim-no-role-mapping"_s
                         << u"/servicePrincipals/%1/synchronization/jobs/%2"_s;
    QTest::newRow("enterprise application") << u"scim-no-job"_s << u"/servicePrincipals/%1"_s;
}

//! Somebody deletes it: what was written to it is gone at once, not after two minutes of nobody
//! knowing.
void UndoTest::whatHangsOnAThingGoesWithIt()
{
    QFETCH(QString, scenario);
    QFETCH(QString, path);
    WriteRun run(scenario);
    const Verified verified = run.check();
    QCOMPARE(notDone({}, run.applyPlan(run.planFor(verified), verified)).join(u"; "_s), QString());
    // what was made a moment ago may only not show yet
    (void)run.pacer.wait(std::chrono::minutes(3), {});
    const Verified ready = run.check(); // before it goes, so the undo knows of it
    path.replace(u"%1"_s, ready.snapshot.servicePrincipal->id);
    path.replace(u"%2"_s, ready.snapshot.syncJobs->front().id);
    HttpRequest request{.method = HttpMethod::Delete,
        .url = run.endpoints.graphUrl(path),
        .headers = graphHeaders(run.session.accessToken)};
    QCOMPARE(run.transport.sendAll({request}, {}).front()->status, 204);
    const auto started = run.pacer.ticks();
    const Applied undone = run.undoAll(ready);
    QVERIFY(!undone.changes.empty());
    QCOMPARE(notDone({}, undone).join(u"; "_s), QString());
    QCOMPARE(undone.requests, 0);
    QVERIFY(run.pacer.ticks() - started < std::chrono::seconds(30));
}

void UndoTest::oneChangeIsTakenBackAlone()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    QCOMPARE(notDone({}, run.applyPlan(run.planFor(fresh), fresh)).join(u"; "_s), QString());
    QString required;
    for (const WriteRecord& record : run.records()) {
        if (std::holds_alternative<change::RequireAssignment>(record.kind))
            required = record.id;
    }
    // what others stand on stays: with assignment required and nobody assigned, all are locked out
    QString assigned;
    for (const WriteRecord& record : run.records()) {
        if (std::holds_alternative<change::AssignRole>(record.kind))
            assigned = record.id;
    }
    const Applied kept = run.undoAll(run.check(), {assigned});
    QVERIFY(kept.changes.front().state == ChangeProgress::State::Left);
    QVERIFY(kept.changes.front().message.contains(u"Require assignment"_s));
    QCOMPARE(kept.requests, 0);
    const Applied undone = run.undoAll(run.check(), {required});
    QCOMPARE(int(undone.changes.size()), 1);
    QVERIFY(undone.isComplete());
    const Verified after = run.check();
    QCOMPARE(notGreen(after.report).filter(u"=fail"_s), QStringList{u"assignment.required=fail"_s});
    // a second time there is nothing to be taken back
    QVERIFY(run.undoAll(after, {required}).changes.empty());
}

void UndoTest::whatWasMadeElsewhereIsTakenBackThere()
{
    Scenario scenario = builtInScenario(u"redirect-wrong"_s).value();
    nlohmann::json other = scenario.tenants[0]["applications"][0];
    other["id"] = "0a4f2c11-7d0b-4d5e-8a55-6f1c9b7e2d30";
    other["appId"] = "5b8c1e77-2f6a-4b0d-9d3e-7c4a1f905e12";
    other["web"]["redirectUris"] = {"https://contoso.selfservicepim.com"};
    scenario.tenants[0]["applications"].push_back(other);
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json found = run.tenant();
    const Verified broken = run.check();
    const Plan wanted = run.planFor(broken, {u"app.redirect-uri"_s});
    QCOMPARE(notDone(wanted, run.applyPlan(wanted, broken)).join(u"; "_s), QString());
    run.inputs.set(u"clientId"_s, u"5b8c1e77-2f6a-4b0d-9d3e-7c4a1f905e12"_s);
    QCOMPARE(notDone(wanted, run.undoAll(run.check())).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), found), QByteArray());
}

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
