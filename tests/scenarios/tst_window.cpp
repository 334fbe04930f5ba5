// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "entry_chips.h"
#include "setup/moments.h"
#include "support/gui_watchdog.h"
#include "support/window_operator.h"

#include <QDialog>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! A file of a guide that is not shipped.
QByteArray fileOf(const QString& name)
{
    QFile file(QStringLiteral(TESTS_SOURCE_DIR "/profiles/%1.json").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void fromHomeThroughAllStepsToACompletedSetup()
    {
        ScenarioRun run(u"ready"_s);
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        QCOMPARE(person.controller().currentStep(), u"complete"_s);
        QVERIFY(!person.isOpenGate());

        QVERIFY(person.signIn());
        if (!person.controller().runner().isRunning() && !person.controller().report())
            QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            person.controller().report() && !person.controller().runner().isRunning(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(person.isOpenGate(), 10'000);

        // an edit after the check closes the gate at once; taking it back needs a new check
        QVERIFY(person.type(u"setupEndpoint"_s, run.simulator->productSetupEndpoint().toString()));
        QTRY_VERIFY(!person.isOpenGate());
        QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY_WITH_TIMEOUT(person.isOpenGate(), 30'000);

        // the secret is in the real keyring by now, and in no file
        QTRY_VERIFY_WITH_TIMEOUT(person.host.keychain
                                     .read({run.profile.id, run.inputs.text(u"tenantId"_s),
                                               run.inputs.text(u"clientId"_s)},
                                         {})
                                     .has_value(),
            10'000);

        QTest::mouseClick(person.window.findChild<QPushButton*>(u"complete"_s), Qt::LeftButton);
        QDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = person.window.findChild<QDialog*>(u"completeDialog"_s))
            && dialog->isVisible());
        auto* go = dialog->findChild<QPushButton*>(u"completeDialog.go"_s);
        auto* name = dialog->findChild<QLineEdit*>(u"tenantName.confirm"_s);
        QVERIFY(!go->isEnabled());
        QTest::keyClicks(name, person.controller().tenantTitle());
        QTRY_VERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(person.controller().setup().completion.has_value()
                && person.controller().setup().completion->outcome == u"completed"_s,
            20'000);
        QVERIFY(run.simulator->productCompleted());
        QVERIFY(!run.simulator->productLocked());
    }

    void guidedSetupsGoFromHomeToCompleted_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const QString& id : builtInProfileIds()) {
            const Profile profile = builtInProfile(id).value();
            if (profile.handoff.endpointField.isEmpty())
                QTest::newRow(qPrintable(id)) << builtInScenario(u"ready"_s, id)->id;
        }
        QTest::newRow("a vendor's own guide") << u"payroll-portal-ready"_s;
    }
    void guidedSetupsGoFromHomeToCompleted()
    {
        QFETCH(QString, scenario);
        const bool builtIn = builtInScenario(scenario).has_value();
        const auto started = builtIn
            ? std::make_unique<ScenarioRun>(scenario)
            : std::make_unique<ScenarioRun>(loadScenario(fileOf(scenario), scenario).value(),
                loadProfile(fileOf(u"payroll-portal"_s), u"payroll-portal.json"_s).value());
        ScenarioRun& run = *started;
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        QVERIFY(!person.isOpenGate());
        QVERIFY(person.signIn());
        if (!person.controller().runner().isRunning() && !person.controller().report())
            QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY_WITH_TIMEOUT(person.isOpenGate(), 30'000);
        QTest::mouseClick(person.window.findChild<QPushButton*>(u"complete"_s), Qt::LeftButton);
        QDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = person.window.findChild<QDialog*>(u"completeDialog"_s))
            && dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"tenantName.confirm"_s),
            person.controller().tenantTitle());
        auto* go = dialog->findChild<QPushButton*>(u"completeDialog.go"_s);
        QTRY_VERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_VERIFY(person.button(u"It is completed"_s)
            && !person.button(u"It is completed"_s)->size().isEmpty());
        QVERIFY(person.click(u"It is completed"_s));
        QTRY_COMPARE(person.controller().setup().completion->outcome, u"completed"_s);
    }

    void aGroupIsPickedFromTheTenantByKeys()
    {
        ScenarioRun run(u"idemeum-jit-group-twice"_s);
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        QVERIFY(person.signIn());
        person.window.setupView()->showStep(u"jit"_s);
        person.controller().setEntries(u"groups"_s, {});
        auto* edit = person.window.findChild<QLineEdit*>(u"groups"_s);
        QTRY_VERIFY(edit->isVisible());
        const auto pick = [&](const QString& words) {
            edit->setFocus();
            QTest::keyClicks(edit, words);
            QTRY_VERIFY_WITH_TIMEOUT(
                QApplication::activePopupWidget() && QApplication::activePopupWidget()->isVisible(),
                10'000);
            QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
            QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
            QTRY_VERIFY(!QApplication::activePopupWidget());
        };
        pick(u"fin"_s);
        QCOMPARE(person.controller().entries(u"groups"_s), QStringList{u"Finance"_s});
        // two of one name are told apart by their id
        pick(u"helpdesk"_s);
        QCOMPARE(person.controller().entries(u"groups"_s).size(), 2);
        QVERIFY(isGuid(person.controller().entries(u"groups"_s).last()));
        QVERIFY(edit->text().isEmpty());
        auto* chips = edit->parentWidget()->findChild<EntryChips*>();
        QTRY_VERIFY(person.button(u"Finance"_s, chips));
        QVERIFY(person.click(u"Finance"_s, chips)); // takes it away again
        QCOMPARE(person.controller().entries(u"groups"_s).size(), 1);
    }

    //! The two moments of the guide: out before the activation, in after it, each with its time.
    void aTestUserActivatesHereAndBothMomentsAreKept()
    {
        ScenarioRun run(u"spark-pim-ready"_s);
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        QVERIFY(person.signIn());
        QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            person.controller().report() && !person.controller().runner().isRunning(), 30'000);
        const QString tester = run.inputs.text(u"testUser"_s);
        QCOMPARE(momentsOf(person.controller().setup(), run.profile).size(), size_t(1));

        person.window.setupView()->showStep(u"test-with-pim"_s);
        auto* activate = person.window.findChild<QPushButton*>(u"activate"_s);
        QTRY_VERIFY(activate->isVisible() && activate->isEnabled());
        auto* reason = person.window.findChild<QLineEdit*>(u"activationReason"_s);
        QTest::mouseClick(reason, Qt::LeftButton);
        QTest::keyClicks(reason, u"a test"_s);
        QTest::mouseClick(activate, Qt::LeftButton);
        // nothing more to press: it is read again until the membership shows
        QTRY_VERIFY_WITH_TIMEOUT(
            momentsOf(person.controller().setup(), run.profile).size() == 2, 60'000);
        const std::vector<Moment> moments = momentsOf(person.controller().setup(), run.profile);
        QCOMPARE(moments[0].check, u"pim.inactive"_s);
        QCOMPARE(moments[1].check, u"pim.active"_s);
        QCOMPARE(moments[1].subject, tester);
        QVERIFY(moments[0].at < moments[1].at);
        QTRY_VERIFY_WITH_TIMEOUT(!person.controller().runner().isRunning(), 30'000);
        const Report* report = person.controller().report();
        QCOMPARE(report->find(u"pim.active"_s, tester)->verdict, Verdict::Pass);
        QCOMPARE(report->find(u"pim.inactive"_s, tester)->verdict, Verdict::NotRun);
        QCOMPARE(overallName(report->overall()), u"ready"_s);
    }

    //! From a tenant that has never seen the vendor: the address is opened, the admin consents in
    //! the browser, the wizard sees the enterprise application appear by itself.
    void consentIsOpenedAndWatchedUntilTheApplicationAppears()
    {
        ScenarioRun run(u"scim-not-consented-yet"_s);
        Operator person(run);
        QVERIFY(person.open());
        const Step& consent = run.profile.steps.front();
        QVERIFY(person.type(u"consentUrl"_s, run.inputs.text(u"consentUrl"_s)));
        // the ids are read off the address
        QTRY_COMPARE(person.controller().text(u"clientId"_s), run.inputs.text(u"clientId"_s));
        QCOMPARE(person.controller().text(u"tenantId"_s), run.inputs.text(u"tenantId"_s));
        QVERIFY(person.signIn());
        person.controller().check();
        QTRY_VERIFY_WITH_TIMEOUT(
            person.controller().report() && !person.controller().runner().isRunning(), 30'000);
        QCOMPARE(
            person.controller().report()->find(u"app.service-principal"_s)->verdict, Verdict::Fail);
        person.window.setupView()->showStep(consent.id);
        auto* watch = person.window.findChild<QPushButton*>(u"watch.app.service-principal"_s);
        QTRY_VERIFY(watch->isVisible() && watch->isEnabled());
        QTest::mouseClick(watch, Qt::LeftButton);
        QTRY_VERIFY(person.controller().runner().isRunning());
        auto* open = person.window.findChild<QPushButton*>(u"open.consentUrl"_s);
        QVERIFY(open->isEnabled());
        QTest::mouseClick(open, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            person.controller().report()->find(u"app.service-principal"_s)->verdict
                == Verdict::Pass,
            60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!person.controller().runner().isRunning(), 30'000);
        QCOMPARE(person.controller().report()->find(u"app.owner"_s)->verdict, Verdict::Pass);
    }

    void aSlowOrHangingNetworkNeverBlocksTheWindow_data()
    {
        QTest::addColumn<int>("latency");
        QTest::newRow("slow") << 1500;
        QTest::newRow("hanging") << 120'000;
    }
    void aSlowOrHangingNetworkNeverBlocksTheWindow()
    {
        QFETCH(int, latency);
        ScenarioRun run(u"ready"_s);
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        run.simulator->setLatency(latency);
        SetupController& controller = person.controller();
        controller.declineSignIn();
        GuiWatchdog watchdog;
        QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY(controller.runner().isRunning());
        // typing, stepping about and looking while it runs
        for (const QString& button : {u"Back"_s, u"Next"_s}) {
            QVERIFY(person.click(button));
            const int seen =
                watchdog.looks(); // a person's clicks are turns of the event loop apart
            QTRY_VERIFY(watchdog.looks() > seen);
        }
        QElapsedTimer waited;
        waited.start();
        QTRY_VERIFY_WITH_TIMEOUT(waited.elapsed() > 800, 5'000);
        QVERIFY(controller.runner().isRunning());
        QElapsedTimer cancel;
        cancel.start();
        QVERIFY(person.click(u"Cancel"_s));
        while (controller.runner().isRunning() && cancel.elapsed() < 5'000)
            QCoreApplication::processEvents();
        QVERIFY2(cancel.elapsed() <= 200, qPrintable(QString::number(cancel.elapsed())));
        QVERIFY2(watchdog.longestMs() <= watchdog.limitMs,
            qPrintable(QString::number(watchdog.longestMs())));
        QVERIFY(watchdog.looks() > 20);
    }

    void closingInMidCheckLosesNothing()
    {
        ScenarioRun run(u"ready"_s);
        QString id;
        Operator person(run);
        QVERIFY(person.open());
        QVERIFY(person.fillInEverything(run));
        run.simulator->setLatency(30'000);
        person.controller().declineSignIn();
        QVERIFY(person.click(u"Check everything"_s));
        QTRY_VERIFY(person.controller().runner().isRunning());
        id = person.controller().setup().id;
        const Ports ports = person.host.ports();
        person.window.close();
        QTRY_VERIFY_WITH_TIMEOUT(!person.window.isVisible(), 10'000);
        const Result<Setup> kept = ports.store.load(id);
        QVERIFY2(kept.has_value(), qPrintable(kept ? QString() : kept.error().what));
        for (const auto& [field, values] : run.scenario.inputs)
            QCOMPARE(kept->inputs.text(field), values.value(0));
        QCOMPARE(kept->currentStep, u"complete"_s);
    }
};

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
