// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario.h"

#include <QDateTime>
#include <QTest>

#include <set>

using namespace lockstep;

class ScenariosTest : public QObject {
    Q_OBJECT

private slots:
    void everyBuiltInOneLoads_data()
    {
        QTest::addColumn<QString>("id");
        for (const QString& id : builtInScenarioIds())
            QTest::newRow(qPrintable(id)) << id;
    }
    void everyBuiltInOneLoads()
    {
        QFETCH(QString, id);
        const auto scenario = builtInScenario(id);
        QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().where));
        QCOMPARE(scenario->id, id);
        QVERIFY(!scenario->title.isEmpty() && !scenario->summary.isEmpty());
        QVERIFY(scenario->inputs.contains(QStringLiteral("tenantId")));
        std::set<QString> keys;
        for (const ScenarioExpectation& finding : scenario->findings)
            QVERIFY(keys.insert(finding.check + u'/' + finding.subject).second);
    }

    void readyComesFirstAndThereAreEnoughBrokenOnes()
    {
        const auto ids = builtInScenarioIds();
        QCOMPARE(ids.front(), QStringLiteral("ready"));
        QVERIFY(ids.size() >= 20);
    }

    void everyCheckHasAScenarioThatTripsIt()
    {
        std::set<QString> tripped;
        for (const QString& id : builtInScenarioIds()) {
            const auto scenario = builtInScenario(id);
            for (const ScenarioExpectation& finding : scenario->findings) {
                if (finding.verdict == u"fail" || finding.verdict == u"warn")
                    tripped.insert(finding.check);
            }
        }
        for (const char* check : {"tenant.exists", "tenant.signed-in", "tenant.name", "admin.roles",
                 "app.exists", "app.single-tenant", "app.redirect-uri", "app.service-principal",
                 "permission.requested", "permission.granted", "permission.excess",
                 "secret.accepted", "secret.identified", "secret.lifetime", "secret.expiry",
                 "secret.policy", "effective.read", "role.defined", "role.assigned",
                 "assignment.required", "id-token.enabled", "sso.configured", "group.exists",
                 "group.usable", "group.no-standing-members", "group.assigned", "assignment.bypass",
                 "pim.licence", "pim.eligible", "pim.dates", "pim.policy", "pim.inactive",
                 "pim.active", "consent.url", "app.owner", "scim.reachable", "scim.token",
                 "provisioning.possible", "provisioning.job", "provisioning.credentials",
                 "provisioning.test", "mapping.users", "mapping.roles", "provisioning.scope",
                 "assignees.roles", "provisioning.started", "provisioning.progress"})
            QVERIFY2(tripped.contains(QString::fromLatin1(check)), check);
    }

    void timesAreRelativeToToday()
    {
        const auto ready = builtInScenario(QStringLiteral("ready"));
        const auto& credential = ready->tenants[0]["applications"][0]["passwordCredentials"][0];
        const auto end = QDateTime::fromString(
            QString::fromStdString(credential["endDateTime"].get<std::string>()), Qt::ISODate);
        QVERIFY(qAbs(QDateTime::currentDateTimeUtc().daysTo(end) - 700) <= 1);
        QCOMPARE(end.timeSpec(), Qt::UTC);
    }

    void plannedDatesAreRelativeToTheSameMoment()
    {
        const auto ready = builtInScenario(QStringLiteral("spark-pim-ready"));
        const auto& schedule = ready->tenants[0]["eligibilitySchedules"][0]["scheduleInfo"];
        const auto planned = [&](const char* field) {
            return ready->inputs.at(QString::fromLatin1(field)).value(0).toStdString();
        };
        QCOMPARE(planned("startDate"), schedule["startDateTime"].get<std::string>());
        QCOMPARE(planned("endDate"), schedule["expiration"]["endDateTime"].get<std::string>());
        QVERIFY(QDateTime::fromString(QString::fromStdString(planned("endDate")), Qt::ISODate)
            > QDateTime::currentDateTimeUtc());
    }

    void theTypedSecretIsTheStoredOneInReadyAlone()
    {
        const auto stored = [](const Scenario& scenario) {
            return QByteArray::fromStdString(
                scenario.tenants[0]["applications"][0]["passwordCredentials"][0]["_secret"]
                    .get<std::string>());
        };
        const auto ready = builtInScenario(QStringLiteral("ready"));
        const auto wrong = builtInScenario(QStringLiteral("secret-wrong"));
        QCOMPARE(ready->secret, stored(*ready));
        QCOMPARE(ready->secret.size(), 40);
        QVERIFY(wrong->secret != stored(*wrong));
    }

    void aMistakeIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("not JSON") << QByteArray("{\n\"schema\": ,\n}")
                                  << QStringLiteral("own.json:2");
        QTest::newRow("no object") << QByteArray("[]") << QStringLiteral("own.json");
        QTest::newRow("no schema") << QByteArray("{}") << QStringLiteral("own.json/schema");
        QTest::newRow("unknown member")
            << QByteArray(R"({"schema": "lockstep.scenario/1", "titel": ""})")
            << QStringLiteral("own.json/titel");
        QTest::newRow("missing member")
            << QByteArray(R"({"schema": "lockstep.scenario/1"})") << QStringLiteral("own.json/id");
        QTest::newRow("unknown base")
            << QByteArray(R"({"schema": "lockstep.scenario/1", "base": "redy"})")
            << QStringLiteral("own.json/base");
        QTest::newRow("patch that does not fit")
            << QByteArray(R"({"schema": "lockstep.scenario/1", "base": "ready",
                "patch": [{"op": "remove", "path": "/tenants/0/nothing"}]})")
            << QStringLiteral("own.json/patch/0 (/tenants/0/nothing)");
        const QByteArray head = R"({"schema": "lockstep.scenario/1", "base": "ready", "id": "own",
            "title": "t", "summary": "s", )";
        QTest::newRow("wrong type")
            << head + R"("verdict": "ready", "exitCode": "0", "findings": []})"
            << QStringLiteral("own.json/exitCode");
        QTest::newRow("verdict of no kind")
            << head + R"("verdict": "fine", "exitCode": 0, "findings": []})"
            << QStringLiteral("own.json/verdict");
        QTest::newRow("exit code of another verdict")
            << head + R"("verdict": "blocked", "exitCode": 0, "findings": []})"
            << QStringLiteral("own.json/exitCode");
        QTest::newRow("finding that passes") << head + R"("verdict": "ready", "exitCode": 0,
                    "findings": [{"check": "app.exists", "verdict": "pass"}]})"
                                             << QStringLiteral("own.json/findings/0");
        QTest::newRow("input that is no text")
            << head + R"("verdict": "ready", "exitCode": 0, "findings": [], "inputs": {"a": 1}})"
            << QStringLiteral("own.json/inputs/a");
        QTest::newRow("tenant that cannot be served")
            << head + R"("verdict": "ready", "exitCode": 0, "findings": [],
                    "tenants": [{"id": "x", "users": [7]}]})"
            << QStringLiteral("own.json/tenants/0");
    }
    void aMistakeIsNamedWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto scenario = loadScenario(text, QStringLiteral("own.json"));
        QVERIFY(!scenario);
        QCOMPARE(scenario.error().where, where);
        QVERIFY(!scenario.error().what.isEmpty());
    }

    void aNameThatIsNoneIsAnError()
    {
        QVERIFY(!builtInScenario(QStringLiteral("redy")));
        QVERIFY(!builtInScenario(QStringLiteral("../profiles/sspim")));
    }
};

QTEST_GUILESS_MAIN(ScenariosTest)
#include "tst_scenarios.moc"
