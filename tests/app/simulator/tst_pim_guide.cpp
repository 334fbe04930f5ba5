// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "pim_client.h"

using namespace lockstep;

namespace {

const QString app = QStringLiteral("9b47e0d2-1c85-4f6a-a3be-70d2c5f81946");
const QString principal = QStringLiteral("47a95fc3-0e1b-4d68-b2d7-c9f386e10a54");
const QString role = QStringLiteral("b81d3f60-7ea2-49c5-8d14-f2609ce7a5b3");

} // namespace

//! The whole guide by Graph alone, from the tenant before it to an activation that ran out.
class PimGuideTest : public QObject {
    Q_OBJECT

private slots:
    void theGuideCanBeFollowed()
    {
        PimClient pim("spark-pim-fresh");
        const QString address = QStringLiteral("/servicePrincipals(appId='%1')").arg(app);
        const QStringList scopes = spark::everyScope
            + QStringList{QStringLiteral("Application.ReadWrite.All"),
                QStringLiteral("AppRoleAssignment.ReadWrite.All")};
        const auto send = [&](const QByteArray& method, const QString& path,
                              const nlohmann::json& body = nullptr) {
            return pim.client.graph(method, path, pim.tokenOf(spark::admin, scopes), body).status;
        };
        QCOMPARE(
            send("POST", address + QStringLiteral("/appRoleAssignedTo"),
                {{"principalId", spark::group.toStdString()},
                    {"resourceId", principal.toStdString()}, {"appRoleId", role.toStdString()}}),
            201);
        QCOMPARE(send("PATCH", address, {{"appRoleAssignmentRequired", true}}), 204);
        for (const QString& person : pim.members()) {
            QCOMPARE(send("DELETE",
                         QStringLiteral("/groups/%1/members/%2/$ref").arg(spark::group, person)),
                204);
            QCOMPARE(pim.eligible({{"principalId", person.toStdString()}}).status, 201);
        }
        QVERIFY(pim.members().isEmpty());
        QCOMPARE(pim.rows(QStringLiteral("eligibilityScheduleInstances")).size(), 2U);
        QCOMPARE(pim.activate().status, 201);
        QCOMPARE(pim.members(), QStringList{spark::sasha});
        pim.passes(std::chrono::hours(3));
        QVERIFY(pim.members().isEmpty());
    }

    void allReadsFitIntoOneBatch()
    {
        PimClient pim("spark-pim-activated");
        nlohmann::json requests = nlohmann::json::array();
        const auto ask = [&](const QString& path) {
            requests.push_back({{"id", std::to_string(requests.size())}, {"method", "GET"},
                {"url", path.toStdString()}});
        };
        for (const char* list : {"eligibilitySchedules", "eligibilityScheduleInstances",
                 "eligibilityScheduleRequests", "assignmentScheduleInstances"})
            ask(spark::root + QString::fromLatin1(list) + spark::ofGroup);
        ask(spark::policies);
        ask(QStringLiteral("/groups/%1/members?$select=id,displayName,userPrincipalName&$top=100")
                .arg(spark::group));
        ask(QStringLiteral("/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans"));
        const auto replies = pim.client.batch(requests, pim.tokenOf(spark::admin)).json();
        QCOMPARE(replies["responses"].size(), requests.size());
        for (const auto& reply : replies["responses"]) {
            QCOMPARE(reply["status"], 200);
            QVERIFY(!reply["body"]["value"].empty());
        }
    }
};

QTEST_GUILESS_MAIN(PimGuideTest)
#include "tst_pim_guide.moc"
