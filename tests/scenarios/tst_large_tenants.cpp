// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "report/report_formats.h"
#include "support/child_program.h"
#include "support/scenario_run.h"
#include "tenant/directory_search.h"

#include <QElapsedTimer>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostMemory = 150 * 1024 * 1024;
constexpr int mostMsForAKey = 500;

NetContext netOf(ScenarioRun& run)
{
    return NetContext{.transport = run.transport,
        .pacer = run.pacer,
        .stop = {},
        .endpoints = run.endpoints,
        .deadline = run.pacer.ticks() + std::chrono::seconds(30),
        .use = {},
        .clockSkew = {}};
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

//! lockstepctl as a process of its own, on the simulator in this one: what it takes is its alone.
ChildOutcome checkedByProgram(const ScenarioRun& run)
{
    QStringList arguments{u"check"_s, u"--profile"_s, run.scenario.profile, u"--login-url"_s,
        run.simulator->loginUrl().toString(), u"--graph-url"_s,
        run.simulator->graphUrl().toString(), u"--format"_s, u"json"_s, u"--token-env"_s,
        u"TEST_TOKEN"_s};
    for (const auto& [field, values] : inputsAt(run.scenario, run.simulator->loginUrl()))
        for (const QString& value : values)
            arguments << u"--set"_s << field + u'=' + value;
    QProcessEnvironment extra;
    extra.insert(u"TEST_TOKEN"_s, run.session->accessToken.expose([](QByteArrayView value) {
        return QString::fromLatin1(value);
    }));
    if (!run.scenario.secret.isEmpty()) {
        arguments << u"--secret-env"_s << u"TEST_SECRET"_s;
        extra.insert(u"TEST_SECRET"_s, QString::fromUtf8(run.scenario.secret));
    }
    return runChild(QStringLiteral(BINARY_DIR) + u"/lockstepctl"_s, arguments, extra);
}

qsizetype pagesRead(const Simulator& simulator)
{
    const std::vector<SimulatorRequest> log = simulator.requests();
    return std::ranges::count_if(log, [](const SimulatorRequest& request) {
        return request.method == "GET" && request.path.startsWith("/graph/v1.0/");
    });
}

} // namespace

class LargeTenantsTest : public QObject {
    Q_OBJECT

private slots:
    void theCheckIsExactInLittleMemory_data()
    {
        QTest::addColumn<qsizetype>("nextPages");
        QTest::newRow("large") << qsizetype(15); // of R6
        QTest::newRow("large-admin-not-assigned") << qsizetype(15);
        // R6, and 3 pages each of R15, R16, R17, R18 and R20, the first of each in the batch
        QTest::newRow("spark-pim-large") << qsizetype(15 + 5 * 2);
        QTest::newRow("spark-pim-large-standing") << qsizetype(15 + 5 * 2);
        QTest::newRow("scim-large") << qsizetype(15);
    }
    void theCheckIsExactInLittleMemory()
    {
        QFETCH(qsizetype, nextPages);
        ScenarioRun run(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(run.signIn(), qPrintable(run.signInProblem));
        run.simulator->clearRequests();
        QElapsedTimer timer;
        timer.start();
        const ChildOutcome outcome = checkedByProgram(run);
        const qint64 took = timer.elapsed();

        const Result<Report> report = reportFromJson(outcome.out, u"stdout"_s);
        QVERIFY2(report, outcome.err.constData());
        QCOMPARE(sorted(notGreen(*report)), sorted(expectedNotGreen(run.scenario)));
        QCOMPARE(outcome.exit, run.scenario.exitCode);
        QCOMPARE(pagesRead(*run.simulator), nextPages);

        const std::optional<qint64> peak = peakOfChildren();
        qInfo("took %lld ms, at most %lld MiB", took, peak.value_or(0) / 1024 / 1024);
        if (!peak)
            QSKIP("the memory of a program that has ended is known on Linux only");
        if (underSanitizer())
            QSKIP("a sanitizer's own memory counts as well");
        QVERIFY(*peak > 1024 * 1024);
        QVERIFY2(*peak < mostMemory, qPrintable(QString::number(*peak)));
    }

    void whatIsWantedIsOnTheLastPage_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("path");
        QTest::addColumn<size_t>("others"); // before it
        QTest::addColumn<QString>("wanted");
        const QString assigned = u"/servicePrincipals(appId='%1')/appRoleAssignedTo"_s;
        const QString group = u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s;
        const QString pim =
            u"/identityGovernance/privilegedAccess/group/%1?$filter=groupId eq '"_s + group + u'\'';
        QTest::newRow("the admin's role")
            << u"large"_s << assigned.arg(u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s) << size_t(1500)
            << u"0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f"_s;
        QTest::newRow("the group without a role")
            << u"scim-large"_s << assigned.arg(u"d66d77b1-5cfa-4e6b-a3b3-09d3ece2668b"_s)
            << size_t(1501) << u"6739d472-1ec1-48b6-a900-92ccee7c4b31"_s;
        QTest::newRow("the group that holds the app")
            << u"spark-pim-large"_s << assigned.arg(u"9b47e0d2-1c85-4f6a-a3be-70d2c5f81946"_s)
            << size_t(1500) << group;
        for (const QString& list : {u"eligibilitySchedules"_s, u"eligibilityScheduleInstances"_s,
                 u"eligibilityScheduleRequests"_s})
            QTest::newRow(qPrintable(list)) << u"spark-pim-large"_s << pim.arg(list) << size_t(251)
                                            << u"c6f90d13-4b82-4e75-a05d-1987e3fb24c0"_s;
        QTest::newRow("the standing member")
            << u"spark-pim-large-standing"_s
            << u"/groups/"_s + group
                + u"/members?$select=id,displayName,userPrincipalName&$top=100"_s
            << size_t(250) << u"8e24a0b9-7f5c-4136-92ed-c30b58d716fa"_s;
    }
    void whatIsWantedIsOnTheLastPage()
    {
        QFETCH(QString, id);
        QFETCH(QString, path);
        QFETCH(size_t, others);
        QFETCH(QString, wanted);
        ScenarioRun run(id);
        QVERIFY2(run.signIn(), qPrintable(run.signInProblem));
        NetContext net = netOf(run);
        const std::vector<GraphReplies> replies = readBatches(
            {BatchJob{.token = run.session->accessToken, .items = {{u"list"_s, path}}}}, net);
        const Fetched<nlohmann::json>& list = replies.front().at(u"list"_s);
        QVERIFY(list);
        const nlohmann::json& rows = (*list)["value"];
        QVERIFY(rows.size() > others);
        const nlohmann::json& row = rows[others];
        QCOMPARE(QString::fromStdString(row.value("principalId", row.value("id", ""))), wanted);
        // nobody is left out or comes twice where one page ends and the next begins
        std::set<std::string> ids;
        for (const nlohmann::json& each : rows)
            QVERIFY(ids.insert(each["id"].get<std::string>()).second);
    }

    void aPickerAnswersAsOneTypes_data()
    {
        QTest::addColumn<DirectoryKind>("kind");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        const auto user = [](const char* title, const QString& typed, const QString& found) {
            QTest::newRow(title) << DirectoryKind::User << typed << found;
        };
        user("sorts last", u"Zywia Zyzak"_s, u"zuza.zyzak@contoso.onmicrosoft.com"_s);
        user("quotes", u"Zywia \"Zuza\""_s, u"zuza.zyzak@contoso.onmicrosoft.com"_s);
        user("one quote", u"Zywia \"Zu"_s, u"zuza.zyzak@contoso.onmicrosoft.com"_s);
        user("backslash", u"back\\slash"_s, u"zed.backslash@contoso.onmicrosoft.com"_s);
        user("percent", u"Percent 100%"_s, u"zed.percent@contoso.onmicrosoft.com"_s);
        user("plus", u"Plus R+D"_s, u"zed.plus@contoso.onmicrosoft.com"_s);
        user("diacritics", u"łucja żół"_s, u"lucja.zolkiewska@contoso.onmicrosoft.com"_s);
        user("Chinese", u"李 小"_s, u"li.xiaolong@contoso.onmicrosoft.com"_s);
        user("user principal name", u"zuza.zyzak@contoso"_s,
            u"zuza.zyzak@contoso.onmicrosoft.com"_s);
        user("last of the crowd", u"zoe.zhou.99999"_s, u"zoe.zhou.99999@contoso.onmicrosoft.com"_s);
        user("everybody's domain", u"contoso"_s, {});
        user("nobody", u"qqq"_s, {});
        user("signs alone", u"%+\"\\&#"_s, {});
        const QString group = u"f0a3b1d2-5c47-4e8b-9d60-1b7c2e3f4a5d"_s;
        for (const DirectoryKind kind : {DirectoryKind::Group, DirectoryKind::AnySecurityGroup}) {
            const int number = int(kind);
            QTest::addRow("group %d by all signs", number)
                << kind << u"Zulu \"Night\\Shift\" 50% R+D Łódź"_s << group;
            QTest::addRow("group %d of thousands", number)
                << kind << u"Treasury Zürich"_s << QString();
        }
    }
    void aPickerAnswersAsOneTypes()
    {
        QFETCH(DirectoryKind, kind);
        QFETCH(QString, typed);
        QFETCH(QString, found);
        ScenarioRun& run = large();
        QVERIFY(run.session);
        qint64 slowest = 0;
        std::vector<DirectoryHit> hits;
        for (qsizetype keys = 1; keys <= typed.size(); ++keys) {
            const QString text = typed.left(keys);
            NetContext net = netOf(run);
            QElapsedTimer timer;
            timer.start();
            const auto answer = searchDirectory(kind, text, run.session->accessToken, net);
            slowest = std::max(slowest, timer.elapsed());
            QVERIFY2(answer, qPrintable(text));
            QVERIFY(answer->size() <= size_t(directoryHitsWanted));
            hits = *answer;
        }
        qInfo("slowest key: %lld ms", slowest);
        QVERIFY(slowest < mostMsForAKey);
        if (!found.isEmpty()) {
            QCOMPARE(hits.size(), size_t(1));
            QVERIFY(hits.front().id == found || hits.front().detail == found);
        }
    }

    void manyOfOneNameAreToldApart()
    {
        ScenarioRun& run = large();
        NetContext net = netOf(run);
        const auto hits =
            searchDirectory(DirectoryKind::User, u"Zoë Abel"_s, run.session->accessToken, net);
        QVERIFY(hits);
        QCOMPARE(hits->size(), size_t(directoryHitsWanted));
        std::set<QString> details;
        for (const DirectoryHit& hit : *hits) {
            QCOMPARE(hit.name, u"Zoë Abel"_s);
            QVERIFY(details.insert(hit.detail).second);
        }
    }

private:
    ScenarioRun& large()
    {
        if (!m_large) {
            m_large.emplace(u"large"_s);
            m_large->signIn();
        }
        return *m_large;
    }

    std::optional<ScenarioRun> m_large;
};

QTEST_GUILESS_MAIN(LargeTenantsTest)
#include "tst_large_tenants.moc"
