// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_band.h"
#include "home_model.h"
#include "home_page.h"
#include "main_window.h"
#include "setup_view.h"
#include "support/window_world.h"
#include "theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Two scenarios in the fakes' world; the second cannot be loaded.
class FakeDemo final : public DemoHost {
public:
    explicit FakeDemo(UiWorld& world) : m_world(world) { }
    std::vector<Scenario> scenarios() const override
    {
        return {{u"ready"_s, u"All green"_s, {}}, {u"broken"_s, u"Broken"_s, {}}};
    }
    Result<void> load(const QString& scenario) override
    {
        ++loads;
        if (scenario == u"broken"_s)
            return failure(scenario, u"No port was free."_s);
        return {};
    }
    QString profile() const override { return u"sspim"_s; }
    Endpoints endpoints() const override
    {
        return customCloud(QUrl(u"http://localhost:1/login"_s), QUrl(u"http://localhost:1/graph"_s))
            .value();
    }
    Inputs inputs() const override
    {
        Inputs inputs;
        inputs.set(u"tenantId"_s, tenantIdText);
        return inputs;
    }
    Secret secret() const override { return Secret::fromText(secretText); }
    QString account() const override { return {}; }
    bool productLocked() const override { return false; }
    Ports ports() override { return m_world.ports(); }
    std::atomic_int loads = 0;

private:
    UiWorld& m_world;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), Scheme::Light);
    }

    void fromTheCardToTypingToReopening()
    {
        UiWorld world;
        QString id;
        {
            MainWindow window(world.services());
            QSignalSpy opened(&window, &MainWindow::setupOpened);
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            QTest::mouseClick(window.findChild<QPushButton*>(u"new.sspim"_s), Qt::LeftButton);
            QTRY_COMPARE(opened.count(), 1);
            auto* edit = window.findChild<QLineEdit*>(u"instanceUrl"_s);
            QTest::mouseClick(edit, Qt::LeftButton);
            QTest::keyClicks(edit, u"https://contoso.selfservicepim.com"_s);
            window.setupView()->showStep(u"secret"_s);
            id = window.setupView()->controller().setup().id;
            window.close(); // mid-typing: before the pause after which it is saved
        }
        MainWindow window(world.services());
        QSignalSpy loaded(window.home(), &HomePage::loaded);
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        window.show();
        QTRY_COMPARE(loaded.count(), 1);
        auto* table = window.findChild<QTableView*>(u"setups"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(opened.count(), 1);
        const SetupController& controller = window.setupView()->controller();
        QCOMPARE(controller.setup().id, id);
        QCOMPARE(controller.currentStep(), u"secret"_s);
        QCOMPARE(controller.text(u"instanceUrl"_s), u"https://contoso.selfservicepim.com"_s);
    }

    void closingWaitsForTheKeychainButNotForEver()
    {
        UiWorld world;
        MainWindow window(world.services());
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        window.show();
        window.newSetup(u"sspim"_s);
        QTRY_COMPARE(opened.count(), 1);
        fillIn(window.setupView()->controller());
        QVERIFY(window.setupView()->controller().secretKeeper().isPending());
        window.close();
        QTRY_VERIFY(!window.isVisible());
        const Result<Secret, SecretStoreError> kept =
            world.keychain.read({u"sspim"_s, tenantIdText, clientIdText}, {});
        QVERIFY(kept.has_value());
    }

    void aSetupThatIsOpenElsewhereOpensReadOnlyAndSaysSo()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        const Result<SetupLock> other = world.store.lock(setup.id);
        QVERIFY(other.has_value());
        QVERIFY(world.store.save(setup, *other).has_value());
        MainWindow window(world.services());
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        window.show();
        window.openSetup(setup.id);
        QTRY_COMPARE(opened.count(), 1);
        SetupController& controller = window.setupView()->controller();
        QVERIFY(controller.document().isReadOnly());
        QVERIFY(!controller.document().problem().isEmpty());
        auto* edit = window.findChild<QLineEdit*>(u"instanceUrl"_s);
        QVERIFY(edit->isReadOnly());
        QTest::keyClicks(edit, u"x"_s);
        QVERIFY(controller.text(u"instanceUrl"_s).isEmpty());
    }

    void theDemoComesWithItsValuesAndGoesWithoutATrace()
    {
        UiWorld world;
        FakeDemo demo(world);
        AppServices services = world.services();
        services.demo = &demo;
        MainWindow window(services);
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        window.show();
        QTest::mouseClick(window.findChild<QPushButton*>(u"demo"_s), Qt::LeftButton);
        QTRY_COMPARE(opened.count(), 1);
        SetupController& controller = window.setupView()->controller();
        QCOMPARE(controller.text(u"tenantId"_s), tenantIdText);
        QCOMPARE(controller.endpoints().cloud, u"custom"_s);
        QVERIFY(!controller.secretKeeper().secret().isEmpty());
        window.startDemo(u"broken"_s);
        QTRY_COMPARE(demo.loads, 2);
        QTRY_VERIFY(!window.setupView());
        QTRY_VERIFY(window.home()->isVisible());
    }

    void aNarrowWindowCutsNothingOfTheDemoBand()
    {
        UiWorld world;
        FakeDemo demo(world);
        AppServices services = world.services();
        services.demo = &demo;
        MainWindow window(services);
        window.resize(820, 600);
        window.show();
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        window.startDemo({});
        QVERIFY(opened.count() > 0 || opened.wait());
        auto* band = window.findChild<DemoBand*>();
        for (const QWidget* part : band->findChildren<QWidget*>()) {
            const bool holdsWords = qobject_cast<const QLabel*>(part)
                || qobject_cast<const QComboBox*>(part) || qobject_cast<const QPushButton*>(part);
            if (part->isVisible() && holdsWords)
                QTRY_VERIFY2(part->width() >= part->sizeHint().width()
                        && part->mapTo(&window, QPoint(part->width(), 0)).x() <= window.width(),
                    part->metaObject()->className());
        }
    }

    void theDateOfTheLastCheckIsShownWhole()
    {
        UiWorld world;
        Setup setup = freshSetup(*world.profile, world.pacer.now());
        setup.lastReport = allGreen(*world.makeController())->proof.report;
        setup.lastReport->startedAt = QDateTime({2026, 12, 28}, {22, 58});
        QVERIFY(world.store.save(setup, *world.store.lock(setup.id)).has_value());
        MainWindow window(world.services());
        QSignalSpy loaded(window.home(), &HomePage::loaded);
        window.resize(1190, 700);
        window.show();
        QTRY_COMPARE(loaded.count(), 1);
        const auto* table = window.findChild<QTableView*>(u"setups"_s);
        const QString date = table->model()->index(0, HomeModel::Checked).data().toString();
        const int padding = 2 * 12; // of the style sheet
        QVERIFY(table->columnWidth(HomeModel::Checked)
            >= table->fontMetrics().horizontalAdvance(date) + padding);
    }

    void eachProblemAtStartIsSaidOnce()
    {
        UiWorld world;
        AppServices services = world.services();
        services.addStartProblem(u"The folder cannot be written."_s);
        services.addStartProblem({});
        services.addStartProblem(u"A profile cannot be read."_s);
        MainWindow window(services);
        window.show();
        QStringList said;
        for (const QLabel* label : window.home()->findChildren<QLabel*>())
            if (label->isVisible())
                said << label->text();
        QCOMPARE(said.count(u"The folder cannot be written.\nA profile cannot be read."_s), 1);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
