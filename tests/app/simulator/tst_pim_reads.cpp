// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "pim_client.h"

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

const char* const allLists[] = {"eligibilitySchedules", "eligibilityScheduleInstances",
    "eligibilityScheduleRequests", "assignmentScheduleInstances"};

QString list(const char* name, const QString& filter = spark::ofGroup)
{
    return spark::root + QString::fromLatin1(name) + filter;
}

QString of(const QString& person)
{
    return QStringLiteral("?$filter=principalId eq '%1'").arg(person);
}

} // namespace

class PimReadsTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsScheduledIsListed()
    {
        PimClient pim;
        const auto schedules = pim.rows(QStringLiteral("eligibilitySchedules"));
        QCOMPARE(schedules.size(), 2U);
        QCOMPARE(schedules[0]["status"], "Provisioned");
        QCOMPARE(schedules[0]["memberType"], "direct");
        QCOMPARE(schedules[0]["scheduleInfo"]["expiration"]["type"], "afterDateTime");
        const auto instances = pim.rows(QStringLiteral("eligibilityScheduleInstances"));
        QCOMPARE(instances.size(), 2U);
        QCOMPARE(instances[0]["eligibilityScheduleId"], schedules[0]["id"]);
        QCOMPARE(
            instances[0]["endDateTime"], schedules[0]["scheduleInfo"]["expiration"]["endDateTime"]);
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleRequests")).size(), 2U);
        QVERIFY(pim.rows(QStringLiteral("assignmentScheduleInstances")).empty());
    }

    void aListNeedsAFilter()
    {
        PimClient pim;
        for (const char* name : allLists) {
            QCOMPARE(pim.get(list(name, {})).status, 400);
            QCOMPARE(
                pim.get(list(name, QStringLiteral("?$filter=accessId eq 'member'"))).status, 400);
            QCOMPARE(pim.get(list(name, of(spark::sasha))).status, 200);
            QCOMPARE(
                pim.get(list(name, QStringLiteral("?$filter=groupId eq '%1'").arg(contoso::tenant)))
                    .status,
                404);
            QCOMPARE(pim.get(list(name) + QStringLiteral("&$expand=group")).status, 501);
        }
        QCOMPARE(pim.get(list("eligibilitySchedules",
                             QStringLiteral("?$filter=groupId eq '%1' and principalId eq '%2'")
                                 .arg(spark::group, spark::sasha)))
                     .json()["value"]
                     .size(),
            1U);
    }

    void longListsComeInPages()
    {
        PimClient pim;
        const auto first = pim.get(list("eligibilitySchedules") + QStringLiteral("&$top=1")).json();
        QCOMPARE(first["value"].size(), 1U);
        const QUrl next(QString::fromStdString(first["@odata.nextLink"].get<std::string>()));
        const auto second =
            pim.client
                .send("GET", next, {}, {{"Authorization", "Bearer " + pim.tokenOf(spark::admin)}})
                .json();
        QCOMPARE(second["value"].size(), 1U);
        QVERIFY(second["value"][0]["id"] != first["value"][0]["id"]);
        QVERIFY(!second.contains("@odata.nextLink"));
    }

    void permissionsDecide()
    {
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-ready"));
        scenario.tenants[0]["_publicClientConsent"] = nlohmann::json::array();
        PimClient pim(scenario);
        const QString policies = spark::policies;
        const auto status = [&](const QString& path, const char* scope) {
            return pim.client.read(path, pim.tokenOf(spark::admin, {QString::fromLatin1(scope)}))
                .status;
        };
        for (const char* name : {"eligibilitySchedules", "eligibilityScheduleInstances",
                 "eligibilityScheduleRequests"}) {
            QCOMPARE(status(list(name), "Directory.Read.All"), 403);
            QCOMPARE(status(list(name), "PrivilegedAssignmentSchedule.Read.AzureADGroup"), 403);
            QCOMPARE(status(list(name), "PrivilegedEligibilitySchedule.Read.AzureADGroup"), 200);
        }
        const QString active = list("assignmentScheduleInstances");
        QCOMPARE(status(active, "PrivilegedEligibilitySchedule.Read.AzureADGroup"), 403);
        QCOMPARE(status(active, "PrivilegedAssignmentSchedule.Read.AzureADGroup"), 200);
        QCOMPARE(status(policies, "Directory.Read.All"), 403);
        QCOMPARE(status(policies, "RoleManagementPolicy.Read.AzureADGroup"), 200);
    }

    void rolesDecide_data()
    {
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<bool>("roleAssignable");
        QTest::addColumn<int>("lists");
        QTest::addColumn<int>("policy");
        QTest::newRow("none") << QByteArray() << false << 403 << 403;
        QTest::newRow("Application Administrator")
            << QByteArray("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3") << false << 403 << 403;
        QTest::newRow("Groups Administrator")
            << QByteArray("fdd7a751-b60b-444a-984c-02652fe8fa1c") << false << 200 << 403;
        QTest::newRow("Groups Administrator, role-assignable")
            << QByteArray("fdd7a751-b60b-444a-984c-02652fe8fa1c") << true << 403 << 403;
        QTest::newRow("Security Reader")
            << QByteArray("5d6b6bb7-de71-4623-b4af-96380a352509") << false << 403 << 200;
        QTest::newRow("Global Reader, role-assignable")
            << QByteArray("f2ef992c-3afb-46b9-b7cf-a126ee74c451") << true << 200 << 200;
        QTest::newRow("Privileged Role Administrator, role-assignable")
            << QByteArray("e8611ab8-c189-46e8-94e1-60213ab1f814") << true << 200 << 200;
    }
    void rolesDecide()
    {
        QFETCH(QByteArray, role);
        QFETCH(bool, roleAssignable);
        QFETCH(int, lists);
        QFETCH(int, policy);
        Scenario scenario = withRoles(QStringLiteral("spark-pim-ready"), Person::Morgan,
            role.isEmpty() ? std::vector<std::string>{}
                           : std::vector<std::string>{role.toStdString()});
        scenario.tenants[0]["groups"][0]["isAssignableToRole"] = roleAssignable;
        PimClient pim(scenario);
        for (const char* name : allLists) {
            const Got got = pim.get(list(name), spark::morgan);
            QCOMPARE(got.status, lists);
            if (lists == 403)
                QCOMPARE(got.code(), QStringLiteral("Authorization_RequestDenied"));
        }
        QCOMPARE(pim.get(spark::policies, spark::morgan).status, policy);
    }

    void ownersMembersAndOnesOwnRowsNeedNoRole()
    {
        Scenario scenario = withRoles(QStringLiteral("spark-pim-ready"), Person::Avery, {});
        scenario.tenants[0]["groups"][0]["_members"] = {spark::morgan.toStdString()};
        PimClient pim(scenario);
        for (const char* name : allLists) {
            QCOMPARE(pim.get(list(name), spark::admin).status, 200); // the owner
            QCOMPARE(pim.get(list(name), spark::morgan).status, 200); // a member
            QCOMPARE(pim.get(list(name), spark::sasha).status, 403); // eligible is not a member
            QCOMPARE(pim.get(list(name, of(spark::sasha)), spark::sasha).status, 200);
            QCOMPARE(pim.get(list(name, of(spark::kai)), spark::sasha).status, 403);
        }
    }

    void withoutALicenceThereIsNoPim()
    {
        PimClient pim("spark-pim-no-licence");
        for (const char* name : allLists) {
            const Got got = pim.get(list(name));
            QCOMPARE(got.status, 400);
            QCOMPARE(got.code(), QStringLiteral("AadPremiumLicenseRequired"));
        }
        QCOMPARE(pim.eligible().code(), QStringLiteral("AadPremiumLicenseRequired"));
        QCOMPARE(pim.activate().code(), QStringLiteral("AadPremiumLicenseRequired"));
        const auto skus = pim.get(QStringLiteral("/subscribedSkus")).json()["value"];
        QCOMPARE(skus[0]["skuPartNumber"], "AAD_PREMIUM");
    }

    void whatCountsAsALicence_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("reply");
        QTest::newRow("P2") << QByteArray("AAD_PREMIUM_P2") << QByteArray("Enabled") << 200;
        QTest::newRow("Governance")
            << QByteArray("Entra_Identity_Governance") << QByteArray("Enabled") << 200;
        QTest::newRow("suspended")
            << QByteArray("AAD_PREMIUM_P2") << QByteArray("Suspended") << 400;
        QTest::newRow("P1") << QByteArray("AAD_PREMIUM") << QByteArray("Enabled") << 400;
    }
    void whatCountsAsALicence()
    {
        QFETCH(QByteArray, plan);
        QFETCH(QByteArray, status);
        QFETCH(int, reply);
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-ready"));
        auto& sku = scenario.tenants[0]["subscribedSkus"][0];
        sku["capabilityStatus"] = status.toStdString();
        sku["servicePlans"][0]["servicePlanName"] = plan.toStdString();
        PimClient pim(scenario);
        QCOMPARE(pim.get(list("eligibilitySchedules")).status, reply);
    }

    void theClockDecidesWhatIsInForce()
    {
        PimClient pim("spark-pim-not-begun");
        const auto inForce = [&] {
            return pim.rows(QStringLiteral("eligibilityScheduleInstances")).size();
        };
        const auto scheduled = [&] {
            return pim.rows(QStringLiteral("eligibilitySchedules")).size();
        };
        QCOMPARE(inForce(), 0U);
        QCOMPARE(scheduled(), 2U);
        pim.passes(std::chrono::hours(6 * 24));
        QCOMPARE(inForce(), 2U);
        pim.passes(std::chrono::hours(180 * 24));
        QCOMPARE(inForce(), 0U);
        QCOMPARE(scheduled(), 2U);
    }

    void thePolicyComesWithItsRules()
    {
        PimClient pim;
        const auto rows = pim.get(spark::policies).json()["value"];
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0]["policyId"], rows[0]["policy"]["id"]);
        const auto& rules = rows[0]["policy"]["rules"];
        QVERIFY(std::any_of(rules.begin(), rules.end(), [](const nlohmann::json& rule) {
            return rule["id"] == "Expiration_Admin_Eligibility"
                && rule["maximumDuration"] == "P365D"
                && rule["@odata.type"]
                == "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule";
        }));
        QString bare = spark::policies;
        const auto closed = pim.get(bare.remove(QStringLiteral("&$expand=policy($expand=rules)")));
        QVERIFY(!closed.json()["value"][0].contains("policy"));
        QCOMPARE(pim.get(bare + QStringLiteral("&$expand=policy")).status, 501);
        const QString path = QStringLiteral("/policies/roleManagementPolicyAssignments?$filter=");
        QCOMPARE(pim.get(path + QStringLiteral("scopeType eq 'Group'")).status, 400);
        QCOMPARE(pim.get(path + QStringLiteral("scopeId eq '/' and scopeType eq 'DirectoryRole'"))
                     .status,
            501);
    }

    void aGroupThatPimDoesNotKnowHasNoPolicy()
    {
        PimClient pim("spark-pim-fresh");
        QVERIFY(pim.get(spark::policies).json()["value"].empty());
        QVERIFY(pim.rows(QStringLiteral("eligibilitySchedules")).empty());
    }
};

QTEST_GUILESS_MAIN(PimReadsTest)
#include "tst_pim_reads.moc"
