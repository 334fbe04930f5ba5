// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "home_model.h"
#include "step_list.h"
#include "support/window_world.h"
#include "translations.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Finding finding(const Profile& profile, size_t check, Verdict verdict)
{
    const CheckSpec& spec = profile.checks[check];
    return {.check = spec.name,
        .subject = spec.subject,
        .step = spec.step,
        .verdict = verdict,
        .required = spec.required,
        .expected = {},
        .observed = {},
        .message = u"said"_s,
        .remedy = {},
        .details = {}};
}

Report reportOf(const Profile& profile, Verdict verdict, const QDateTime& at)
{
    Report report;
    report.profile = profile.id;
    report.startedAt = at;
    report.secretEnds = at.addDays(400);
    for (size_t i = 0; i < profile.checks.size(); ++i)
        report.findings.push_back(finding(profile, i, verdict));
    return report;
}

} // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale::c()); }

    void theStepListIsAProperModelAndSaysItsStateInWords()
    {
        UiWorld world;
        const auto controller = world.makeController();
        StepListModel model(*controller);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.index(2).data(Qt::AccessibleTextRole).toString(),
            u"3 API permissions, not checked yet"_s);
        QVERIFY(model.index(6).data(StepListModel::LockedRole).toBool());

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        controller->setText(u"tenantId"_s, u"{not-a-guid"_s);
        QTRY_VERIFY(changed.count() > 0);
        QTRY_COMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(),
            u"2 Tenant information, 1 problem"_s);
    }

    void aReportOfAnEarlierSessionIsShownAsHistory()
    {
        UiWorld world;
        Setup setup = freshSetup(*world.profile, world.pacer.now());
        setup.lastReport = reportOf(*world.profile, Verdict::Pass, world.pacer.now().addDays(-3));
        const auto controller = world.makeController(setup);
        QCOMPARE(controller->freshness(), SetupController::Freshness::History);
        QCOMPARE(controller->confirmedCount(), static_cast<int>(world.profile->checks.size()));
        QVERIFY(!controller->gate().empty());
    }

    void theHomeListIsAProperModel()
    {
        UiWorld world;
        HomeModel model({world.profile}, world.pacer);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Setup one = freshSetup(*world.profile, world.pacer.now());
        one.customer = u"Contoso"_s;
        one.lastReport = reportOf(*world.profile, Verdict::Fail, world.pacer.now());
        Setup other = freshSetup(*world.profile, world.pacer.now());
        other.inputs.set(u"tenantName"_s, u"fabrikam.onmicrosoft.com"_s);
        model.setSetups({one, other});
        const auto text = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(0, HomeModel::Customer), u"Contoso"_s);
        QCOMPARE(text(0, HomeModel::Guide), u"Self Service PIM"_s);
        QVERIFY(text(0, HomeModel::State).endsWith(u"problems"_s));
        QCOMPARE(text(0, HomeModel::SecretEnds), u"in 13 months"_s);
        QCOMPARE(text(1, HomeModel::Customer), u"fabrikam.onmicrosoft.com"_s);
        QCOMPARE(text(1, HomeModel::State), u"Not checked yet"_s);
        QCOMPARE(text(1, HomeModel::Next), u"Go on: App registration"_s);

        model.setProgress(one.id, u"Checking"_s);
        QCOMPARE(text(0, HomeModel::State), u"Checking"_s);
        model.setSetups({});
        QCOMPARE(model.rowCount(), 0);
    }

    void theSecretsEndIsSaidInWords_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("text");
        QTest::newRow("over") << -1 << u"ended"_s;
        QTest::newRow("hours") << 5 << u"today"_s;
        QTest::newRow("a day") << 30 << u"in 1 day"_s;
        QTest::newRow("days") << 24 * 59 << u"in 59 days"_s;
        QTest::newRow("months") << 24 * 730 << u"in 24 months"_s;
    }
    void theSecretsEndIsSaidInWords()
    {
        QFETCH(int, hours);
        const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);
        QTEST(secretEndText(now.addSecs(hours * 3600LL), now), "text");
    }

    void whatIsNotRequiredNeverUnconfirmsAStep()
    {
        UiWorld world;
        std::vector<Finding> findings;
        for (size_t i = 0; i < world.profile->checks.size(); ++i)
            findings.push_back(finding(*world.profile, i,
                world.profile->checks[i].required ? Verdict::Pass : Verdict::Unknown));
        for (const Step& step : world.profile->steps) {
            const StepState state = stepState(*world.profile, step.id, findings, {}, {});
            QCOMPARE(state.unconfirmed, 0);
            QVERIFY(state.verdict == Verdict::Pass || state.openAttestations > 0);
        }
        findings[0].verdict = Verdict::Fail;
        QCOMPARE(
            stepState(*world.profile, findings[0].step, findings, {}, {}).verdict, Verdict::Fail);
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
