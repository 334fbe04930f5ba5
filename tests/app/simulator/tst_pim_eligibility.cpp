// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "pim_client.h"

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

nlohmann::json schedule(const nlohmann::json& expiration, const std::string& start = {})
{
    nlohmann::json info{{"expiration", expiration}};
    if (!start.empty())
        info["startDateTime"] = start;
    return {{"scheduleInfo", info}};
}

} // namespace

//! W11: who may become a member of a group.
class PimEligibilityTest : public QObject {
    Q_OBJECT

private slots:
    void anAssignmentShowsAtOnce()
    {
        PimClient pim;
        const Got got = pim.eligible();
        QCOMPARE(got.status, 201);
        const auto made = got.json();
        QCOMPARE(made["status"], "Provisioned");
        QVERIFY(made["scheduleInfo"]["startDateTime"] != pim.at(-60)); // the service's own time
        const auto schedules = pim.rows(QStringLiteral("eligibilitySchedules"));
        QCOMPARE(schedules.size(), 3U);
        QCOMPARE(schedules[2]["id"], made["targetScheduleId"]);
        QCOMPARE(schedules[2]["scheduleInfo"]["expiration"]["endDateTime"],
            pim.client.simulator->state()[0]["eligibilitySchedules"][2]["scheduleInfo"]
                                         ["expiration"]["endDateTime"]);
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 3U);
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleRequests")).size(), 3U);
        QVERIFY(pim.members().isEmpty()); // eligible is not a member
    }

    void aLaterStartHasNoInstanceYet()
    {
        PimClient pim;
        const Got got = pim.eligible(schedule(
            {{"type", "afterDuration"}, {"duration", "P30D"}}, pim.at(2 * PimClient::day)));
        QCOMPARE(got.json()["status"], "ScheduleCreated");
        QCOMPARE(pim.rows(QStringLiteral("eligibilitySchedules")).size(), 3U);
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 2U);
        pim.passes(std::chrono::hours(49));
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 3U);
        pim.passes(std::chrono::hours(30 * 24));
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 2U);
    }

    void aSecondOneIsAnUpdate()
    {
        PimClient pim;
        const nlohmann::json kai{{"principalId", spark::kai.toStdString()}};
        QCOMPARE(pim.eligible(kai).code(), QStringLiteral("RoleAssignmentExists"));
        nlohmann::json update = kai;
        update["action"] = "AdminUpdate"; // names of actions are case-tolerant
        update.update(
            schedule({{"type", "afterDateTime"}, {"endDateTime", pim.at(PimClient::day)}}));
        const auto before = pim.rows(QStringLiteral("eligibilitySchedules"));
        const Got got = pim.eligible(update);
        QCOMPARE(got.status, 201);
        QCOMPARE(got.json()["action"], "adminUpdate");
        const auto after = pim.rows(QStringLiteral("eligibilitySchedules"));
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after[0]["id"], before[0]["id"]);
        QVERIFY(after[0]["scheduleInfo"] != before[0]["scheduleInfo"]);
        QCOMPARE(pim.eligible({{"action", "adminUpdate"}}).code(),
            QStringLiteral("RoleAssignmentDoesNotExist"));
        // as an owner they are somebody else
        QCOMPARE(
            pim.eligible({{"principalId", spark::kai.toStdString()}, {"accessId", "owner"}}).status,
            201);
    }

    void whatHasEndedMayBeMadeAgain()
    {
        PimClient assigned("spark-pim-ended");
        const nlohmann::json kai{{"principalId", spark::kai.toStdString()}};
        QCOMPARE(assigned.eligible(kai).status, 201);
        QCOMPARE(assigned.rows(QStringLiteral("eligibilitySchedules")).size(), 2U);
        QCOMPARE(assigned.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 2U);
        PimClient updated("spark-pim-ended");
        nlohmann::json update = kai;
        update["action"] = "adminUpdate";
        QCOMPARE(updated.eligible(update).status, 201);
        QCOMPARE(updated.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 2U);
    }

    void aRemovalWaitsFiveMinutes()
    {
        PimClient pim;
        const nlohmann::json removal{{"action", "adminRemove"}, {"scheduleInfo", nullptr}};
        QCOMPARE(pim.eligible(removal).code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        QCOMPARE(pim.eligible().status, 201);
        QCOMPARE(pim.eligible(removal).code(), QStringLiteral("ActiveDurationTooShort"));
        pim.passes(6min);
        const Got got = pim.eligible(removal);
        QCOMPARE(got.status, 201);
        QCOMPARE(got.json()["status"], "Revoked");
        QCOMPARE(pim.rows(QStringLiteral("eligibilitySchedules")).size(), 2U);
    }

    void theGroupsRulesBoundIt_data()
    {
        QTest::addColumn<QByteArray>("scenario");
        QTest::addColumn<QByteArray>("expiration");
        QTest::addColumn<int>("status");
        QTest::newRow("a year") << QByteArray("spark-pim-ready")
                                << QByteArray(R"({"type": "afterDuration", "duration": "P365D"})")
                                << 201;
        QTest::newRow("a day more")
            << QByteArray("spark-pim-ready")
            << QByteArray(R"({"type": "afterDuration", "duration": "P366D"})") << 400;
        QTest::newRow("for ever") << QByteArray("spark-pim-ready")
                                  << QByteArray(R"({"type": "noExpiration"})") << 400;
        QTest::newRow("for ever where that is allowed")
            << QByteArray("spark-pim-no-end") << QByteArray(R"({"type": "noExpiration"})") << 201;
        QTest::newRow("a stricter group")
            << QByteArray("spark-pim-policy-shorter")
            << QByteArray(R"({"type": "afterDuration", "duration": "P91D"})") << 400;
        QTest::newRow("before onboarding")
            << QByteArray("spark-pim-fresh")
            << QByteArray(R"({"type": "afterDuration", "duration": "P366D"})") << 400;
    }
    void theGroupsRulesBoundIt()
    {
        QFETCH(QByteArray, scenario);
        QFETCH(QByteArray, expiration);
        QFETCH(int, status);
        PimClient pim(scenario.constData());
        const auto before = pim.client.simulator->state();
        const Got got = pim.eligible(schedule(nlohmann::json::parse(expiration.toStdString())));
        QCOMPARE(got.status, status);
        if (status == 201)
            return;
        QCOMPARE(got.code(), QStringLiteral("RoleAssignmentRequestPolicyValidationFailed"));
        QVERIFY(QString::fromStdString(got.json()["error"]["message"])
                    .contains(QStringLiteral("[\"ExpirationRule\"]")));
        QVERIFY(pim.client.simulator->state() == before);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* change, const char* code) {
            QTest::newRow(name) << QByteArray(change) << QString::fromLatin1(code);
        };
        const char* invalid = "InvalidRoleAssignmentRequest";
        row("access", R"({"accessId": "guest"})", invalid);
        row("action", R"({"action": "adminDream"})", invalid);
        row("an end user's action", R"({"action": "selfActivate"})", invalid);
        row("no principal", R"({"principalId": null})", invalid);
        row("stranger", R"({"principalId": "00000000-1111-2222-3333-444444444444"})",
            "SubjectNotFound");
        row("unknown group", R"({"groupId": "00000000-1111-2222-3333-444444444444"})",
            "Request_ResourceNotFound");
        row("no expiration given", R"({"scheduleInfo": {}})", invalid);
        row("months",
            R"({"scheduleInfo": {"expiration": {"type": "afterDuration", "duration": "P6M"}}})",
            invalid);
        row("no length",
            R"({"scheduleInfo": {"expiration": {"type": "afterDuration", "duration": "P"}}})",
            invalid);
        row("four minutes",
            R"({"scheduleInfo": {"expiration": {"type": "afterDuration", "duration": "PT4M"}}})",
            invalid);
        row("past end", R"({"scheduleInfo": {"expiration": {"type": "afterDateTime",
            "endDateTime": "2020-01-01T00:00:00Z"}}})",
            invalid);
        row("no offset", R"({"scheduleInfo": {"startDateTime": "2027-01-01T00:00:00",
            "expiration": {"type": "noExpiration"}}})",
            invalid);
        row("recurrence", R"({"scheduleInfo": {"recurrence": {"pattern": {"type": "daily"}},
            "expiration": {"type": "noExpiration"}}})",
            invalid);
        row("extension", R"({"action": "adminExtend"})", "SimulatorUndeclared");
    }
    void nonsenseIsRefused()
    {
        QFETCH(QByteArray, change);
        QFETCH(QString, code);
        PimClient pim;
        const auto before = pim.client.simulator->state();
        QCOMPARE(pim.eligible(nlohmann::json::parse(change.toStdString())).code(), code);
        QVERIFY(pim.client.simulator->state() == before);
    }

    void groupsThatPimCannotManage()
    {
        for (const char* id : {"spark-pim-group-dynamic", "spark-pim-group-synced"}) {
            PimClient pim(id);
            QCOMPARE(pim.eligible().code(), QStringLiteral("InvalidRoleAssignmentRequest"));
        }
    }

    void theFirstOneOnboardsTheGroup()
    {
        PimClient pim("spark-pim-fresh");
        QVERIFY(pim.get(spark::policies).json()["value"].empty());
        QCOMPARE(pim.eligible().status, 201);
        const auto first = pim.get(spark::policies).json()["value"];
        QCOMPARE(first.size(), 1U);
        QCOMPARE(pim.eligible({{"principalId", spark::kai.toStdString()}}).status, 201);
        QVERIFY(pim.get(spark::policies).json()["value"] == first);
    }

    void onboardingGivesAPolicyAnotherId()
    {
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-fresh"));
        const nlohmann::json early{{"scopeId", spark::group.toStdString()}};
        auto& tenant = scenario.tenants[0];
        tenant["policies"]["roleManagementPolicyAssignments"] = nlohmann::json::array({early});
        tenant["groups"][0]["_pimOnboarded"] = false;
        PimClient pim(scenario);
        const auto before = pim.get(spark::policies).json()["value"][0]["policyId"];
        QCOMPARE(pim.eligible().status, 201);
        QVERIFY(pim.get(spark::policies).json()["value"][0]["policyId"] != before);
    }

    void aRuleIsChangedUnderThePolicysPresentId()
    {
        PimClient pim;
        const auto rule = [&] {
            return QStringLiteral("/policies/roleManagementPolicies/%1/rules/")
                .arg(QString::fromStdString(
                    pim.get(spark::policies).json()["value"][0]["policyId"].get<std::string>()));
        };
        const QString first = rule();
        const QString id = QStringLiteral("Expiration_Admin_Eligibility");
        const nlohmann::json change{
            {"@odata.type", "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule"},
            {"id", "Expiration_Admin_Eligibility"}, {"maximumDuration", "P90D"}};
        QCOMPARE(pim.send("PATCH", first + id, change, spark::sasha).status, 403);
        QCOMPARE(pim.send("PATCH", first + QStringLiteral("Nothing"), change).status, 404);
        QCOMPARE(pim.send("PATCH", first + id, {{"maximumDuration", "soon"}}).status, 400);
        QCOMPARE(pim.send("PATCH", first + id, {{"enabledRules", {"Ticketing"}}}).status, 400);
        const Got got = pim.send("PATCH", first + id, change);
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json()["maximumDuration"], "P90D");
        QVERIFY(rule() != first);
        QCOMPARE(pim.send("PATCH", first + id, change).status, 404);
        QCOMPARE(pim.send("PATCH", rule() + id, {{"isExpirationRequired", false}}).status, 200);
        QCOMPARE(pim.eligible(schedule({{"type", "noExpiration"}})).status, 201);
    }

    void whoMayMakeSomebodyEligible()
    {
        const std::string groups = "fdd7a751-b60b-444a-984c-02652fe8fa1c";
        Scenario scenario = withRoles(QStringLiteral("spark-pim-ready"), Person::Kai, {groups});
        PimClient ordinary(scenario);
        QCOMPARE(ordinary.eligible({}, spark::sasha).status, 403);
        QCOMPARE(ordinary.eligible({}, spark::kai).status, 201);
        scenario.tenants[0]["groups"][0]["isAssignableToRole"] = true;
        PimClient privileged(scenario);
        QCOMPARE(privileged.eligible({}, spark::kai).status, 403);
        scenario.tenants[0]["groups"][0]["_owners"] = {spark::kai.toStdString()};
        PimClient owned(scenario);
        QCOMPARE(owned.eligible({}, spark::kai).status, 201);
        const QByteArray narrow =
            owned.tokenOf(spark::admin, {QStringLiteral("Directory.Read.All")});
        QCOMPARE(owned.client
                     .graph("POST", spark::root + QStringLiteral("eligibilityScheduleRequests"),
                         narrow, nlohmann::json::object())
                     .status,
            403);
    }

    void aWriteShowsOnlyAfterTheDelay()
    {
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-fresh"));
        scenario.network["replicationDelayMs"] = 60'000;
        PimClient pim(scenario);
        QCOMPARE(pim.eligible().json()["status"], "Provisioned");
        QVERIFY(pim.rows(QStringLiteral("eligibilitySchedules")).empty());
        QCOMPARE(pim.eligible().code(), QStringLiteral("RoleAssignmentExists"));
        pim.passes(61s);
        QCOMPARE(pim.rows(QStringLiteral("eligibilitySchedules")).size(), 1U);
    }

    void aTrialChangesNothing()
    {
        PimClient pim;
        const auto before = pim.client.simulator->state();
        QCOMPARE(pim.eligible({{"isValidationOnly", true}}).status, 201);
        QVERIFY(pim.client.simulator->state() == before);
    }
};

QTEST_GUILESS_MAIN(PimEligibilityTest)
#include "tst_pim_eligibility.moc"
