// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "pim_client.h"

using namespace lockstep;

namespace {

QString membership(const QString& person, const QString& group = spark::group)
{
    return QStringLiteral("/groups/%1/members/%2").arg(group, person);
}

const QString reference = QStringLiteral("/$ref");

} // namespace

//! W10, and the trap beside it.
class GroupMembersTest : public QObject {
    Q_OBJECT

private slots:
    void aStandingMemberIsRemoved()
    {
        PimClient pim("spark-pim-standing-member");
        QCOMPARE(pim.members(), QStringList{spark::morgan});
        QCOMPARE(pim.send("DELETE", membership(spark::morgan) + reference).status, 204);
        QVERIFY(pim.members().isEmpty());
        QCOMPARE(pim.send("DELETE", membership(spark::morgan) + reference).status, 404);
        QCOMPARE(pim.get(QStringLiteral("/users/") + spark::morgan).status, 200);
    }

    void whoWasRemovedIsAddedAgain()
    {
        PimClient pim("spark-pim-standing-member");
        const auto add = [&](const QString& root, const QString& person) {
            return pim
                .send("POST", QStringLiteral("/groups/%1/members/$ref").arg(spark::group),
                    {{"@odata.id", (root + person).toStdString()}})
                .status;
        };
        const QString objects =
            pim.client.simulator->graphUrl().toString() + QStringLiteral("/v1.0/directoryObjects/");
        QCOMPARE(add(objects, spark::morgan), 400); // is there
        QCOMPARE(pim.send("DELETE", membership(spark::morgan) + reference).status, 204);
        QCOMPARE(
            add(QStringLiteral("https://elsewhere.example/directoryObjects/"), spark::morgan), 400);
        QCOMPARE(add(objects, spark::group), 400); // nobody of that id
        QCOMPARE(add(objects, spark::morgan), 204);
        QCOMPARE(pim.members(), QStringList{spark::morgan});
    }

    void theTrapNeedsAPermissionOfItsOwn()
    {
        PimClient pim("spark-pim-standing-member");
        QCOMPARE(pim.send("DELETE", membership(spark::morgan)).status, 403);
        QCOMPARE(pim.members(), QStringList{spark::morgan});
    }

    void theTrapDeletesTheUser()
    {
        PimClient pim("spark-pim-standing-member");
        const QStringList scopes{
            QStringLiteral("Directory.Read.All"), QStringLiteral("User.ReadWrite.All")};
        const auto remove = [&](const QString& who, const QString& whom) {
            return pim.client.graph("DELETE", membership(whom), pim.tokenOf(who, scopes)).status;
        };
        QCOMPARE(remove(spark::kai, spark::morgan), 403); // no role
        QCOMPARE(remove(spark::admin, spark::kai), 404); // no member
        QCOMPARE(remove(spark::admin, spark::morgan), 204);
        QCOMPARE(pim.get(QStringLiteral("/users/") + spark::morgan).status, 404);
        QVERIFY(pim.members().isEmpty());
    }

    void whoMayRemove()
    {
        Scenario scenario = withRoles(QStringLiteral("spark-pim-standing-member"), Person::Kai,
            {"fdd7a751-b60b-444a-984c-02652fe8fa1c"});
        PimClient plain(scenario);
        QCOMPARE(plain.send("DELETE", membership(spark::morgan) + reference, nullptr, spark::sasha)
                     .status,
            403);
        QCOMPARE(plain.client
                     .graph("DELETE", membership(spark::morgan) + reference,
                         plain.tokenOf(spark::admin, {QStringLiteral("Directory.Read.All")}))
                     .status,
            403);
        QCOMPARE(
            plain.send("DELETE", membership(spark::morgan) + reference, nullptr, spark::kai).status,
            204);
        // a role-assignable group wants a role and a permission more
        scenario.tenants[0]["groups"][0]["isAssignableToRole"] = true;
        PimClient guarded(scenario);
        QCOMPARE(guarded.send("DELETE", membership(spark::morgan) + reference, nullptr, spark::kai)
                     .status,
            403);
        QCOMPARE(guarded.send("DELETE", membership(spark::morgan) + reference).status, 403);
        const QStringList scopes =
            spark::everyScope + QStringList{QStringLiteral("RoleManagement.ReadWrite.Directory")};
        QCOMPARE(guarded.client
                     .graph("DELETE", membership(spark::morgan) + reference,
                         guarded.tokenOf(spark::admin, scopes))
                     .status,
            204);
    }

    void whatIsMadeElsewhereIsRemovedThere()
    {
        PimClient made("spark-pim-permanent-member");
        QCOMPARE(made.members(), QStringList{spark::morgan});
        QCOMPARE(made.send("DELETE", membership(spark::morgan) + reference).status, 400);
        Scenario scenario = *builtInScenario(QStringLiteral("spark-pim-group-dynamic"));
        scenario.tenants[0]["groups"][0]["_members"] = {spark::morgan.toStdString()};
        PimClient ruled(scenario);
        QCOMPARE(ruled.send("DELETE", membership(spark::morgan) + reference).status, 400);
    }
};

QTEST_GUILESS_MAIN(GroupMembersTest)
#include "tst_group_members.moc"
