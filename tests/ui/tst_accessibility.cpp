// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "complete_dialog.h"
#include "home_page.h"
#include "main_window.h"
#include "setup_view.h"
#include "sign_in_panel.h"
#include "support/tab_walk.h"
#include "support/window_world.h"
#include "theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

//! Every control has a name for a screen reader, and Tab alone comes by each.
class TestAccessibility : public QObject {
    Q_OBJECT

private:
    static void verifyControls(QWidget* root)
    {
        QVERIFY(controlsOf(root).size() > 2);
        QCOMPARE(namelessControls(root), QStringList());
        QCOMPARE(unreachableControls(root), QStringList());
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), Scheme::Light);
    }

    void home()
    {
        UiWorld world;
        Setup setup = freshSetup(*world.profile, world.pacer.now());
        QVERIFY(world.store.save(setup, *world.store.lock(setup.id)).has_value());
        MainWindow window(world.services());
        QSignalSpy loaded(window.home(), &HomePage::loaded);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_COMPARE(loaded.count(), 1);
        verifyControls(&window);
    }

    void everyStep_data()
    {
        QTest::addColumn<QString>("step");
        const Result<Profile> profile = builtInProfile(u"sspim"_s);
        for (const Step& step : profile->steps)
            QTest::newRow(qPrintable(step.id)) << step.id;
    }
    void everyStep()
    {
        QFETCH(QString, step);
        UiWorld world;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.resize(1024, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.showStep(step);
        verifyControls(&view);
    }

    void theSignInPanel()
    {
        UiWorld world;
        const auto controller = world.makeController();
        controller->setText(u"tenantId"_s, tenantIdText);
        SetupView view(*controller);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QVERIFY(!view.findChild<SignInPanel*>()->isVisible());
        controller->check();
        QVERIFY(view.findChild<SignInPanel*>()->isVisible());
        verifyControls(&view);
    }

    void theConfirmation()
    {
        CompleteDialog dialog({.tenant = u"Contoso"_s,
            .tenantId = tenantIdText,
            .product = u"Self Service PIM"_s,
            .warning = u"It locks."_s,
            .endpoint = {}});
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        verifyControls(&dialog);
    }

    void aFieldsMessageIsTiedToIt()
    {
        UiWorld world;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.showStep(u"tenant-info"_s);
        auto* edit = view.findChild<QLineEdit*>(u"clientId"_s);
        QTest::keyClicks(edit, u"not a guid"_s);
        QTRY_COMPARE(controller->fieldVerdict(u"clientId"_s).kind, FieldVerdict::Kind::Malformed);
        QCOMPARE(edit->accessibleDescription(), controller->fieldVerdict(u"clientId"_s).message);
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
