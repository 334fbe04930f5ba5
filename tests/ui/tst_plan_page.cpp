// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "change_words.h"
#include "field_editor.h"
#include "finding_row.h"
#include "plan_page.h"
#include "sign_in_panel.h"
#include "support/shown_setup.h"
#include "support/tab_walk.h"
#include "theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;
using Stage = PlanFlow::Stage;

namespace {

//! A setup that starts from nothing: the tenant is named, nothing else is there.
struct Shown : ShownSetup {
    void nameTheTenant()
    {
        controller->setText(u"instanceUrl"_s, u"https://contoso.selfservicepim.com"_s);
        controller->setText(u"tenantId"_s, tenantIdText);
        controller->setText(u"tenantName"_s, u"contoso.onmicrosoft.com"_s);
    }
    void signInToRead()
    {
        Session session;
        session.identity = Identity{tenantIdText, {}, u"admin@contoso.onmicrosoft.com"_s};
        controller->signIn().setSession(std::move(session));
    }
    PlanFlow& flow() { return controller->changes(); }
    template <class T = QPushButton> T* named(const QString& name)
    {
        return view.findChild<T*>(name);
    }
    void click(const QString& name)
    {
        auto* button = named<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QCheckBox* tick(size_t index) { return named<QCheckBox>(u"tick.%1"_s.arg(index)); }
};

} // namespace

class TestPlanPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), Scheme::Light);
    }

    void withoutATenantTheButtonSaysWhyItIsOff()
    {
        Shown shown;
        auto* doAll = shown.named(u"doItAll"_s);
        QVERIFY(doAll->isVisible());
        QVERIFY(!doAll->isEnabled());
        QVERIFY(!doAll->accessibleDescription().isEmpty());
        shown.nameTheTenant();
        QTRY_VERIFY(doAll->isEnabled());
        QVERIFY(doAll->accessibleDescription().isEmpty());
    }

    void aFreshSetupIsPlannedWithoutAskingAnybody()
    {
        Shown shown;
        shown.nameTheTenant();
        QTRY_VERIFY(shown.named(u"doItAll"_s)->isEnabled());
        shown.click(u"doItAll"_s);
        QVERIFY(shown.view.planPage()->isVisible());
        QCOMPARE(shown.flow().stage(), Stage::Preview);
        QVERIFY(shown.view.planPage()->rows().size() > 3);
        QCOMPARE(shown.world.transport.waves.load(), 0);
        auto* go = shown.named(u"plan.go"_s);
        // Space does nothing yet, Tab goes to the changes first and to the button last
        QVERIFY(shown.view.planPage()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!qobject_cast<QAbstractButton*>(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(shown.tick(0)->hasFocus());
        go->setFocus();
        QTest::keyClick(go, Qt::Key_Tab);
        QVERIFY(shown.named(u"plan.device"_s)->hasFocus());
        QVERIFY2(go->text().contains(u"contoso.onmicrosoft.com"_s), qPrintable(go->text()));
        QVERIFY(go->text().startsWith(u"Sign in"_s));
        for (size_t i = 0; i < shown.view.planPage()->rows().size(); ++i) {
            QVERIFY(shown.tick(i)->isChecked());
            QVERIFY(!shown.tick(i)->accessibleName().isEmpty());
        }
    }

    void untickingTakesAlongWhatDependsOnItAndBack()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        const Plan& plan = shown.flow().plan();
        QVERIFY(std::holds_alternative<change::CreateApplication>(plan.changes.front().kind));
        shown.tick(0)->setFocus();
        QTest::keyClick(shown.tick(0), Qt::Key_Space);
        QVERIFY(shown.flow().ticked().isEmpty());
        for (size_t i = 0; i < plan.changes.size(); ++i)
            QVERIFY2(!shown.tick(i)->isChecked(), qPrintable(plan.changes[i].sentence));
        QVERIFY(!shown.named(u"plan.go"_s)->isEnabled());
        QVERIFY2(shown.tick(0)->accessibleDescription().contains(
                     u"Also left out: %1 change"_s.arg(plan.changes.size() - 1)),
            qPrintable(shown.tick(0)->accessibleDescription()));
        QVERIFY(shown.tick(1)->accessibleDescription().contains(u"needs a change"_s));
        // the last one needs some of those before it, the first among them
        const size_t last = plan.changes.size() - 1;
        QTest::keyClick(shown.tick(last), Qt::Key_Space);
        QVERIFY(shown.tick(0)->isChecked());
        QVERIFY(shown.named(u"plan.go"_s)->isEnabled());
        const Plan ticked = shown.flow().ticked();
        int boxes = 0;
        for (size_t i = 0; i <= last; ++i)
            boxes += shown.tick(i)->isChecked() ? 1 : 0;
        QCOMPARE(static_cast<int>(ticked.changes.size()), boxes);
    }

    void whatWasUntickedStaysSoWhenThePlanIsOpenedAgain()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        const size_t last = shown.flow().plan().changes.size() - 1;
        shown.tick(last)->setFocus();
        QTest::keyClick(shown.tick(last), Qt::Key_Space);
        QVERIFY(!shown.tick(last)->isChecked());
        auto* area = shown.view.planPage()->findChild<QScrollArea*>();
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        shown.view.showStep(shown.controller->currentStep());
        QVERIFY(!shown.view.planPage()->isVisible());
        shown.click(u"doItAll"_s);
        QVERIFY(shown.view.planPage()->isVisible());
        QVERIFY(!shown.tick(last)->isChecked());
        QVERIFY(shown.tick(0)->isChecked());
        QCOMPARE(area->verticalScrollBar()->value(), 0);
    }

    void everyControlHasANameAndAKey()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        QCOMPARE(namelessControls(&shown.view), QStringList());
        QCOMPARE(unreachableControls(&shown.view), QStringList());
    }

    void aKeyOpensItAndTheStepsAreTheWayBack()
    {
        Shown shown;
        shown.nameTheTenant();
        QTest::keyClick(&shown.view, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shown.view.planPage()->isVisible());
        auto* steps = shown.named<QWidget>(u"steps"_s);
        steps->setFocus();
        QTest::keyClick(steps, Qt::Key_Return);
        QTRY_VERIFY(!shown.view.planPage()->isVisible());
        QTest::keyClick(&shown.view, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!shown.view.planPage()->isVisible());
        QTest::keyClick(&shown.view, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(steps, Qt::Key_Down);
        QTRY_VERIFY(!shown.view.planPage()->isVisible());
        QCOMPARE(shown.controller->currentStep(), shown.controller->profile().steps[1].id);
    }

    void aWatchThatGoesOnGivesWayToTheReading()
    {
        Shown shown;
        fillIn(*shown.controller);
        shown.signInToRead();
        shown.controller->watch(u"app.exists"_s);
        QTRY_COMPARE(shown.world.transport.waves.load(), 1);
        QVERIFY(!shown.controller->runner().watchedFor().isEmpty());
        shown.click(u"doItAll"_s);
        QCOMPARE(shown.flow().stage(), Stage::Reading);
        QTRY_COMPARE(shown.world.transport.waves.load(), 2);
        QVERIFY(shown.controller->runner().isRunning());
        QVERIFY(shown.controller->runner().watchedFor().isEmpty());
        shown.click(u"plan.cancel"_s);
        QCOMPARE(shown.flow().stage(), Stage::Closed);
    }

    void theSignInCanBeCancelledAndThePlanStays()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        const size_t count = shown.flow().plan().changes.size();
        shown.click(u"plan.go"_s);
        QCOMPARE(shown.flow().stage(), Stage::SigningIn);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::WaitingForBrowser);
        QVERIFY(shown.view.findChild<SignInPanel*>()->isVisible());
        shown.click(u"plan.cancel"_s);
        QTRY_COMPARE(shown.flow().stage(), Stage::Preview);
        QCOMPARE(shown.flow().plan().changes.size(), count);
        QVERIFY(!shown.controller->asksToWrite());
        QVERIFY(shown.named(u"plan.go"_s)->isEnabled());
    }

    void whileTheBrowserIsWaitedForItsLinkCanBeCopied()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        shown.click(u"plan.go"_s);
        auto* copy = shown.named(u"copySignInLink"_s);
        QTRY_VERIFY(copy->isVisible() && copy->isEnabled());
        QTest::mouseClick(copy, Qt::LeftButton);
        const QUrl link(QApplication::clipboard()->text());
        QVERIFY2(link.path().endsWith(u"/authorize"_s), qPrintable(link.toString()));
        shown.click(u"plan.cancel"_s);
    }

    void withoutABrowserThePlanSaysSoAndOffersTheDeviceCode()
    {
        Shown shown;
        shown.world.browser.works = false;
        shown.nameTheTenant();
        shown.controller->doItAll();
        shown.click(u"plan.go"_s);
        QTRY_COMPARE(shown.flow().message(), u"no browser"_s);
        QCOMPARE(shown.flow().stage(), Stage::Preview);
        shown.click(u"plan.device"_s);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::WaitingForCode);
        QVERIFY(shown.controller->asksToWrite());
        shown.click(u"plan.cancel"_s);
    }

    void aSignInToAnotherTenantSendsNothing()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        shown.click(u"plan.go"_s);
        Session session;
        session.identity =
            Identity{u"99999999-0000-4000-8000-000000000000"_s, {}, u"it@fabrikam.com"_s};
        SignInRunner& signIn = shown.controller->signIn();
        signIn.cancel();
        shown.flow().apply();
        signIn.setSession(std::move(session));
        Q_EMIT signIn.signedIn();
        QVERIFY(!signIn.session());
        QTRY_COMPARE(shown.flow().stage(), Stage::Preview);
        QVERIFY(signIn.problem().contains(u"fabrikam.com"_s));
        QCOMPARE(shown.world.transport.waves.load(), 0);
    }

    void aFieldThatChangesDuringTheSignInStopsItAndSaysWhy()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        shown.click(u"plan.go"_s);
        QCOMPARE(shown.flow().stage(), Stage::SigningIn);
        shown.view.focusField(u"instanceUrl"_s);
        auto* edit = shown.named<QLineEdit>(u"instanceUrl"_s);
        edit->selectAll();
        QTest::keyClicks(edit, u"https://fabrikam.selfservicepim.com"_s);
        QTRY_COMPARE(shown.flow().stage(), Stage::Preview);
        QVERIFY(!shown.controller->signIn().isBusy());
        QVERIFY(shown.flow().message().startsWith(u"The values changed"_s));
        shown.view.showPlan();
        QVERIFY(!shown.flow().plan().isEmpty());
        QCOMPARE(shown.named(u"plan.go"_s)->text().remove(u'&'), u"Make the plan again"_s);
        shown.click(u"plan.go"_s);
        QCOMPARE(shown.flow().stage(), Stage::Preview);
        QVERIFY(shown.flow().message().isEmpty());
        QVERIFY(shown.named(u"plan.go"_s)->text().startsWith(u"Sign in"_s));
        QCOMPARE(shown.world.transport.waves.load(), 0);
    }

    void whileItIsReadOnceMoreNothingElseGoesOn()
    {
        Shown shown;
        shown.nameTheTenant();
        shown.controller->doItAll();
        shown.click(u"plan.go"_s);
        Session session;
        session.identity = Identity{tenantIdText, {}, u"admin@contoso.onmicrosoft.com"_s};
        session.scopes = applyScopes(
            shown.controller->endpoints(), shown.controller->profile(), shown.flow().plan());
        shown.controller->signIn().setSession(std::move(session));
        Q_EMIT shown.controller->signIn().signedIn();
        QCOMPARE(shown.flow().stage(), Stage::Reviewing);
        QVERIFY(shown.flow().isWorking());
        QTRY_VERIFY(shown.world.transport.waves > 0);
        for (FieldEditor* editor : shown.view.findChildren<FieldEditor*>())
            QVERIFY(!editor->isEnabled());
        QVERIFY(!shown.named(u"complete"_s)->isEnabled());
        QElapsedTimer clock;
        clock.start();
        shown.click(u"plan.cancel"_s);
        QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(shown.flow().stage(), Stage::Preview);
        QVERIFY(!shown.flow().message().isEmpty());
        for (FieldEditor* editor : shown.view.findChildren<FieldEditor*>())
            QVERIFY(editor->isEnabled());
        // the sign-in is good for the next try
        QVERIFY(!shown.flow().needsSignIn());
        QVERIFY(shown.named(u"plan.go"_s)->text().startsWith(u"Apply"_s));
    }

    void aFindingThatCanBeMendedOffersItAndKeepsTheWayToTheBlade()
    {
        Shown shown;
        shown.view.showStep(u"permissions"_s);
        FindingRow* row = nullptr;
        for (FindingRow* each : shown.view.findChildren<FindingRow*>())
            if (each->isVisible() && !row)
                row = each;
        QVERIFY(row);
        Finding finding = row->finding();
        finding.verdict = Verdict::Fail;
        finding.message = u"It is not granted."_s;
        finding.remedy = Remedy{Remedy::Kind::Change, u"Grant it."_s, {}, {}};
        row->present(finding);
        auto* fix = row->findChild<QPushButton*>(u"fix."_s + finding.key());
        QVERIFY(fix && fix->isVisible());
        QVERIFY(fix->text() == u"Fix it for me"_s);
        bool where = false;
        for (QPushButton* button : row->findChildren<QPushButton*>())
            where = where || (button->isVisible() && button->text() == u"Show me where"_s);
        QVERIFY(where);
    }

    void theWaitIsSaidWithItsTime()
    {
        ChangeProgress progress;
        progress.state = ChangeProgress::State::Waiting;
        progress.waited = std::chrono::milliseconds(14'400);
        QCOMPARE(describe(progress), u"Waiting for Entra (00:14, usually under a minute)"_s);
        progress.state = ChangeProgress::State::Done;
        QVERIFY(describe(progress).contains(u"00:14"_s));
        progress.waited = {};
        QCOMPARE(describe(progress), stateWord(ChangeProgress::State::Done));
    }
};

QTEST_MAIN(TestPlanPage)
#include "tst_plan_page.moc"
