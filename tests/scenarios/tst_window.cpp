// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "home_page.h"
#include "main_window.h"
#include "platform/keychain_store.h"
#include "setup_controller.h"
#include "setup_view.h"
#include "support/gui_watchdog.h"
#include "support/scenario_run.h"

#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The simulated tenant behind the window, with the real network, keyring and files. Nothing is
//! filled in: the test types what an admin would.
class EmptyHanded final : public DemoHost {
public:
    explicit EmptyHanded(ScenarioRun& run)
        : m_run(run)
        , m_browser([&run](const QUrl& url) { return run.page.open(url); })
        , m_store(QDir(m_folder.path()))
    {
    }
    std::vector<Scenario> scenarios() const override
    {
        return {{m_run.scenario.id, m_run.scenario.title, m_run.scenario.summary}};
    }
    Result<void> load(const QString&) override { return m_run.simulator->load(m_run.scenario); }
    QString profile() const override { return m_run.scenario.profile; }
    Endpoints endpoints() const override { return m_run.endpoints; }
    Inputs inputs() const override { return {}; }
    Secret secret() const override { return {}; }
    QString account() const override { return m_run.scenario.signIn; }
    bool productLocked() const override { return m_run.simulator->productLocked(); }
    Ports ports() override { return {m_run.transport, keychain, m_run.pacer, m_browser, m_store}; }

    KeychainStore keychain;

private:
    ScenarioRun& m_run;
    QTemporaryDir m_folder;
    SystemBrowser m_browser;
    SetupStore m_store;
};

//! The window as a person has it: looks for what is visible, clicks and types.
class Operator {
public:
    explicit Operator(ScenarioRun& run)
        : host(run)
        , folder()
        , store(QDir(folder.path()))
        , services{.ports = {run.transport, host.keychain, run.pacer, noBrowser, store},
              .profiles = {std::make_shared<const Profile>(run.profile)},
              .demo = &host}
        , window(services)
    {
        window.resize(1024, 700);
        window.show();
    }

    QPushButton* button(const QString& text, QWidget* in = nullptr)
    {
        const QList<QPushButton*> all = (in ? in : &window)->findChildren<QPushButton*>();
        for (QPushButton* each : all) {
            if (each->isVisible() && QString(each->text()).remove(u'&').startsWith(text))
                return each;
        }
        return nullptr;
    }
    bool click(const QString& text, QWidget* in = nullptr)
    {
        QPushButton* found = button(text, in);
        if (!found || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }
    bool open()
    {
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        QTest::mouseClick(window.findChild<QPushButton*>(u"demo"_s), Qt::LeftButton);
        return opened.count() > 0 || opened.wait(20'000);
    }
    bool type(const QString& field, const QString& value)
    {
        auto* edit = window.findChild<QLineEdit*>(field);
        if (!edit || !edit->isVisible())
            return false;
        QTest::mouseClick(edit, Qt::LeftButton);
        edit->selectAll();
        QTest::keyClicks(edit, value);
        return edit->text() == value;
    }
    void tickAll()
    {
        for (QCheckBox* box : window.findChildren<QCheckBox*>()) {
            if (box->isVisible() && box->objectName().startsWith(u"attest."_s)
                && !box->isChecked()) {
                box->setFocus();
                QTest::keyClick(box, Qt::Key_Space);
            }
        }
    }
    //! Step by step with Next, each field typed where its step asks for it.
    bool fillInEverything(const ScenarioRun& run)
    {
        for (const Step& step : run.profile.steps) {
            for (const Field& field : run.profile.fields) {
                const QString value = field.secret ? QString::fromUtf8(run.scenario.secret)
                                                   : run.inputs.text(field.id);
                if (field.step == step.id && !value.isEmpty() && !type(field.id, value))
                    return false;
            }
            tickAll();
            if (step.id != run.profile.steps.back().id && !click(u"Next"_s))
                return false;
        }
        return true;
    }
    SetupController& controller() { return window.setupView()->controller(); }
    bool isOpenGate()
    {
        auto* complete = window.findChild<QPushButton*>(u"complete"_s);
        return complete && complete->isEnabled();
    }

    EmptyHanded host;
    SystemBrowser noBrowser{[](const QUrl&) { return false; }};
    QTemporaryDir folder;
    SetupStore store;
    AppServices services;
    MainWindow window;
};

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

        QVERIFY(person.click(u"Sign in"_s));
        QTRY_VERIFY(person.button(u"Sign in with the browser"_s));
        QVERIFY(person.click(u"Sign in with the browser"_s));
        QTRY_VERIFY_WITH_TIMEOUT(person.button(u"Sign out"_s), 20'000);
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
