// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "pim_client.h"

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

//! The scenario with one rule of the group's policy changed.
Scenario withRule(const char* id, const nlohmann::json& change)
{
    Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-ready"));
    nlohmann::json rule = change;
    rule["id"] = id;
    scenario.tenants[0]["policies"]["roleManagementPolicyAssignments"][0]["policy"]["rules"] =
        nlohmann::json::array({rule});
    return scenario;
}

QString brokenRulesOf(const Got& got)
{
    return got.code() == u"RoleAssignmentRequestPolicyValidationFailed"
        ? QString::fromStdString(got.json()["error"]["message"])
              .section(u'[', 1)
              .section(u']', 0, 0)
        : QStringLiteral("another error: ") + got.code();
}

} // namespace

//! 9.3: the eligible person becomes a member for a while; and who else is active.
class PimActivationTest : public QObject {
    Q_OBJECT

private slots:
    void anActivationMakesAMemberAndEndsByItself()
    {
        PimClient pim;
        QVERIFY(pim.members().isEmpty());
        const Got got = pim.activate();
        QCOMPARE(got.status, 201);
        QCOMPARE(got.json()["status"], "Provisioned");
        const auto active = pim.rows(QStringLiteral("assignmentScheduleInstances"));
        QCOMPARE(active.size(), 1U);
        QCOMPARE(active[0]["assignmentType"], "activated");
        QCOMPARE(active[0]["accessId"], "member");
        QCOMPARE(active[0]["principalId"], spark::sasha.toStdString());
        QVERIFY(active[0]["endDateTime"].is_string());
        QCOMPARE(pim.members(), QStringList{spark::sasha});
        QCOMPARE(pim.activate().code(), QStringLiteral("RoleAssignmentExists"));
        pim.passes(119min);
        QCOMPARE(pim.members(), QStringList{spark::sasha});
        pim.passes(2min);
        QVERIFY(pim.members().isEmpty());
        QVERIFY(pim.rows(QStringLiteral("assignmentScheduleInstances")).empty());
        QCOMPARE(pim.activate().status, 201);
    }

    void onlyTheEligibleActivateAndOnlyThemselves()
    {
        PimClient pim;
        QCOMPARE(
            pim.activate({}, spark::morgan).code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        QCOMPARE(pim.activate({{"accessId", "owner"}}).code(),
            QStringLiteral("RoleAssignmentDoesNotExist"));
        QCOMPARE(pim.activate({{"principalId", spark::kai.toStdString()}}).status, 403);
        PimClient early("spark-pim-not-begun");
        QCOMPARE(early.activate().code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        PimClient late("spark-pim-ended");
        QCOMPARE(
            late.activate({}, spark::kai).code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        // a tenant that never consented to more
        PimClient other("scim-ready");
        const Got narrow = other.client.graph("POST",
            spark::root + QStringLiteral("assignmentScheduleRequests"),
            other.tokenOf(spark::sasha, {QStringLiteral("User.Read")}), nlohmann::json::object());
        QCOMPARE(narrow.status, 403);
    }

    void theRulesOfTheGroupBoundIt()
    {
        const auto asking = [](const char* duration) {
            return nlohmann::json{{"scheduleInfo",
                {{"expiration", {{"type", "afterDuration"}, {"duration", duration}}}}}};
        };
        PimClient pim;
        QCOMPARE(brokenRulesOf(pim.activate(asking("PT9H"))), QStringLiteral("\"ExpirationRule\""));
        QCOMPARE(brokenRulesOf(pim.activate(
                     {{"scheduleInfo", {{"expiration", {{"type", "noExpiration"}}}}}})),
            QStringLiteral("\"ExpirationRule\""));
        QCOMPARE(brokenRulesOf(pim.activate({{"justification", ""}})),
            QStringLiteral("\"JustificationRule\""));
        QVERIFY(pim.members().isEmpty());
        QCOMPARE(pim.activate(asking("PT8H")).status, 201);
    }

    void aPolicyMayWantMore()
    {
        PimClient nothing(
            withRule("Enablement_EndUser_Assignment", {{"enabledRules", nlohmann::json::array()}}));
        QCOMPARE(nothing.activate({{"justification", nullptr}}).status, 201);
        PimClient much(withRule("Enablement_EndUser_Assignment",
            {{"enabledRules", {"MultiFactorAuthentication", "Ticketing"}}}));
        QCOMPARE(brokenRulesOf(much.activate()), QStringLiteral("\"MfaRule\",\"TicketingRule\""));
        PimClient guarded(withRule("AuthenticationContext_EndUser_Assignment",
            {{"isEnabled", true}, {"claimValue", "c1"}}));
        QCOMPARE(
            guarded.activate().code(), QStringLiteral("RoleAssignmentRequestAcrsValidationFailed"));
    }

    void anApprovalIsWaitedFor()
    {
        PimClient pim("spark-pim-approval-needed");
        const Got got = pim.activate();
        QCOMPARE(got.status, 201);
        QCOMPARE(got.json()["status"], "PendingApproval");
        QVERIFY(got.json()["targetScheduleId"].is_null());
        QVERIFY(pim.rows(QStringLiteral("assignmentScheduleInstances")).empty());
        QVERIFY(pim.members().isEmpty());
        QCOMPARE(pim.activate().code(), QStringLiteral("PendingRoleAssignmentRequest"));
    }

    void nobodyStaysActiveForLongerThanEligible()
    {
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-ready"));
        const std::string soon = QDateTime::currentDateTimeUtc()
                                     .addSecs(3600)
                                     .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"))
                                     .toStdString();
        scenario
            .tenants[0]["eligibilitySchedules"][1]["scheduleInfo"]["expiration"]["endDateTime"] =
            soon;
        PimClient pim(scenario);
        QCOMPARE(pim.activate().status, 201);
        QCOMPARE(pim.rows(QStringLiteral("assignmentScheduleInstances"))[0]["endDateTime"], soon);
    }

    void aPersonMayLeaveAfterFiveMinutes()
    {
        PimClient pim;
        const nlohmann::json leave{{"action", "selfDeactivate"}};
        QCOMPARE(pim.activate(leave).code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        QCOMPARE(pim.activate().status, 201);
        QCOMPARE(pim.activate(leave).code(), QStringLiteral("ActiveDurationTooShort"));
        pim.passes(6min);
        const Got got = pim.activate(leave);
        QCOMPARE(got.json()["status"], "Revoked");
        QVERIFY(pim.members().isEmpty());
    }

    void losingEligibilityEndsTheActivation()
    {
        PimClient pim("spark-pim-activated");
        QCOMPARE(pim.members(), QStringList{spark::sasha});
        QCOMPARE(
            pim.eligible({{"action", "adminRemove"}, {"principalId", spark::sasha.toStdString()}})
                .status,
            201);
        QVERIFY(pim.members().isEmpty());
    }

    void anAdminAssignsAndRemoves()
    {
        PimClient pim;
        const auto admin = [&](const char* action, const char* duration) {
            return pim.activate(
                {{"action", action}, {"principalId", spark::morgan.toStdString()},
                    {"scheduleInfo",
                        {{"expiration", {{"type", "afterDuration"}, {"duration", duration}}}}}},
                spark::admin);
        };
        QCOMPARE(
            brokenRulesOf(admin("adminAssign", "P181D")), QStringLiteral("\"ExpirationRule\""));
        QCOMPARE(admin("adminAssign", "P10D").status, 201);
        QCOMPARE(admin("adminAssign", "P10D").code(), QStringLiteral("RoleAssignmentExists"));
        QCOMPARE(pim.rows(QStringLiteral("assignmentScheduleInstances"))[0]["assignmentType"],
            "assigned");
        QCOMPARE(pim.members(), QStringList{spark::morgan});
        QCOMPARE(admin("adminUpdate", "P20D").status, 201);
        pim.passes(std::chrono::hours(15 * 24));
        QCOMPARE(pim.members(), QStringList{spark::morgan});
        QCOMPARE(admin("adminRemove", "P1D").json()["status"], "Revoked");
        QVERIFY(pim.members().isEmpty());
        QCOMPARE(admin("adminRemove", "P1D").code(), QStringLiteral("RoleAssignmentDoesNotExist"));
        QCOMPARE(pim.activate({{"action", "adminAssign"}}).status, 403); // Sasha is no admin
    }

    void aTrialChangesNothing()
    {
        PimClient pim;
        const auto before = pim.client.simulator->state();
        QCOMPARE(pim.activate({{"isValidationOnly", true}}).status, 201);
        QCOMPARE(brokenRulesOf(pim.activate({{"isValidationOnly", true}, {"justification", ""}})),
            QStringLiteral("\"JustificationRule\""));
        QVERIFY(pim.client.simulator->state() == before);
    }
};

QTEST_GUILESS_MAIN(PimActivationTest)
#include "tst_pim_activation.moc"
