// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "escape_sheet.h"
#include "journal_page.h"
#include "record_row.h"
#include "setup_view.h"
#include "sign_in_panel.h"
#include "support/tab_walk.h"
#include "support/window_world.h"
#include "theme.h"
#include "undo_panel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString firstId = u"11111111-0000-4000-8000-000000000001"_s;
const QString secondId = u"11111111-0000-4000-8000-000000000002"_s;

JournalEntry line(const QString& id, JournalEntry::State state, const ChangeKind& kind,
    const QString& what, const QDateTime& at)
{
    JournalEntry entry{.at = at,
        .state = state,
        .who = u"admin@contoso.onmicrosoft.com"_s,
        .what = what,
        .request = u"PATCH /applications/{id}"_s,
        .detail = {},
        .change = id};
    if (state == JournalEntry::State::Intent)
        entry.data = {{"change", changeToJson(kind)}, {"undo", "Switch it off again."},
            {"heals", nlohmann::json::array()}, {"before", nlohmann::json::object()}};
    return entry;
}

//! A setup whose journal has one write that is done and, if wanted, one that is open.
struct Shown {
    UiWorld world;
    Setup setup = freshSetup(*world.profile, world.pacer.now());
    std::unique_ptr<SetupController> controller;
    std::unique_ptr<SetupView> view;
    QStringList notices;

    explicit Shown(bool open)
    {
        const Journal journal = world.store.journal(setup.id);
        const QDateTime at = world.pacer.now().addSecs(-600);
        setup.inputs.set(u"tenantId"_s, tenantIdText);
        setup.inputs.set(u"clientId"_s, clientIdText);
        setup.customer = u"Contoso"_s;
        if (!world.store.save(setup, *world.store.lock(setup.id)))
            qFatal("no setup");
        const auto add = [&](const JournalEntry& entry) {
            if (!journal.add(entry))
                qFatal("no journal");
        };
        const QString first = u"Let the registration issue ID tokens."_s;
        add(line(firstId, JournalEntry::State::Intent, change::IssueIdTokens{}, first, at));
        add(line(
            firstId, JournalEntry::State::Done, change::IssueIdTokens{}, first, at.addSecs(3)));
        add(line(secondId, JournalEntry::State::Intent, change::RequireAssignment{},
            u"Require assignment."_s, at.addSecs(60)));
        if (!open)
            add(line(secondId, JournalEntry::State::Done, change::RequireAssignment{},
                u"Require assignment."_s, at.addSecs(63)));
        controller = world.makeController(setup);
        QObject::connect(controller.get(), &SetupController::notice, controller.get(),
            [this](const QString& text) { notices << text; });
        view = std::make_unique<SetupView>(*controller);
        view->resize(1024, 700);
        view->show();
        if (!QTest::qWaitForWindowActive(view.get()))
            qFatal("no active window");
    }
    ~Shown() { view.reset(); }
    QString panelTitle()
    {
        for (QLabel* label : view->findChild<SignInPanel*>()->findChildren<QLabel*>())
            if (label->property("tone") == u"heading"_s)
                return label->text();
        return {};
    }
    QPushButton* button(const QString& name) { return view->findChild<QPushButton*>(name); }
};

} // namespace

class TestJournalPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), Scheme::Light);
    }

    void withoutAnyWriteThereIsNothingToOpen()
    {
        UiWorld world;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.show();
        QVERIFY(!view.findChild<QPushButton*>(u"whatWasChanged"_s)->isVisible());
        view.showJournal();
        QVERIFY(view.journalPage()->rows().empty());
        QCOMPARE(namelessControls(&view), QStringList());
    }

    void theWritesAreListedTheNewestFirst()
    {
        Shown shown(false);
        QTRY_VERIFY(shown.button(u"whatWasChanged"_s)->isVisible());
        QTest::mouseClick(shown.button(u"whatWasChanged"_s), Qt::LeftButton);
        QVERIFY(shown.view->journalPage()->isVisible());
        const auto& rows = shown.view->journalPage()->rows();
        QCOMPARE(rows.size(), size_t(2));
        QVERIFY(rows[0]->accessibleName().contains(u"Require assignment."_s));
        QVERIFY(rows[1]->accessibleName().contains(u"ID tokens"_s));
        QVERIFY(rows[1]->accessibleName().contains(u"admin@contoso.onmicrosoft.com"_s));
        QVERIFY(shown.notices.isEmpty());
        QCOMPARE(namelessControls(shown.view.get()), QStringList());
        QCOMPARE(unreachableControls(shown.view.get()), QStringList());
    }

    void undoSaysWhatItWouldDoBeforeAnythingIsSent()
    {
        Shown shown(false);
        QTest::keyClick(shown.view.get(), Qt::Key_J, Qt::ControlModifier);
        QVERIFY(shown.view->journalPage()->isVisible());
        QTRY_VERIFY(shown.button(u"undoAll"_s)->isVisible());
        QTest::mouseClick(shown.button(u"undoAll"_s), Qt::LeftButton);
        auto* panel = shown.view->journalPage()->findChild<UndoPanel*>(u"undoPanel"_s);
        QVERIFY(panel->isVisible());
        auto* go = panel->findChild<QPushButton*>(u"undoPanel.go"_s);
        QVERIFY(!go->hasFocus());
        QVERIFY2(go->text().contains(u"Contoso"_s), qPrintable(go->text()));
        QCOMPARE(shown.world.transport.waves.load(), 0);
        QCOMPARE(unreachableControls(shown.view.get()), QStringList());
        QTest::mouseClick(go, Qt::LeftButton);
        QVERIFY2(shown.panelTitle().endsWith(u"to have the changes taken back"_s),
            qPrintable(shown.panelTitle()));
        QCOMPARE(shown.controller->changes().stage(), PlanFlow::Stage::SigningIn);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::WaitingForBrowser);
        shown.controller->changes().cancel();
        QTRY_VERIFY(!shown.controller->changes().isBusy());
        QVERIFY(shown.button(u"undoAll"_s)->isVisible());
    }

    //! Space pressed without looking undoes nothing, however often.
    void theKeysThatComeFirstAreHarmless()
    {
        Shown shown(false);
        QTest::keyClick(shown.view.get(), Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(shown.button(u"undoAll"_s)->isVisible());
        QVERIFY(shown.view->journalPage()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!qobject_cast<QAbstractButton*>(QApplication::focusWidget()));
        auto* undoAll = shown.button(u"undoAll"_s);
        undoAll->setFocus();
        auto* keep = shown.view->journalPage()->findChild<QPushButton*>(u"undoPanel.keep"_s);
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            QCOMPARE(keep->isVisible(), i % 2 == 0);
            QCOMPARE(QApplication::focusWidget(), i % 2 == 0 ? keep : undoAll);
        }
        QCOMPARE(shown.controller->changes().stage(), PlanFlow::Stage::Closed);
    }

    void theWayOutOfALongQuestionIsInSight()
    {
        Shown shown(false);
        shown.view->resize(820, 420);
        QTest::keyClick(shown.view.get(), Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(shown.button(u"undoAll"_s)->isVisible());
        shown.button(u"undoAll"_s)->click();
        auto* keep = shown.view->journalPage()->findChild<QPushButton*>(u"undoPanel.keep"_s);
        QVERIFY(keep->hasFocus());
        QTRY_COMPARE(keep->visibleRegion().boundingRect(), keep->rect());
    }

    void escapeClosesTheQuestionAndThenThePage()
    {
        Shown shown(false);
        QTest::keyClick(shown.view.get(), Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(shown.button(u"undo."_s + firstId)->isVisible());
        QTest::mouseClick(shown.button(u"undo."_s + firstId), Qt::LeftButton);
        auto* panel = shown.view->journalPage()->findChild<UndoPanel*>(u"undoPanel"_s);
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->accessibleName(), u"Undo this change in Contoso?"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QVERIFY(shown.view->journalPage()->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!shown.view->journalPage()->isVisible());
    }

    //! What is hidden in the panel hands the focus on to the page below, where it may undo all.
    void theSignInPanelKeepsTheFocusWhenItsPagesTurn()
    {
        Shown shown(false);
        QTest::keyClick(shown.view.get(), Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(shown.button(u"undoAll"_s)->isVisible());
        auto* panel = shown.view->findChild<SignInPanel*>();
        panel->open();
        QPushButton* device = nullptr;
        for (QPushButton* button : panel->findChildren<QPushButton*>())
            if (button->isVisible() && button->text().remove(u'&') == u"Use a device code"_s)
                device = button;
        QVERIFY(device);
        device->setFocus();
        QTest::keyClick(device, Qt::Key_Space);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::WaitingForCode);
        QVERIFY(panel->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QVERIFY(shown.view->journalPage()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!qobject_cast<QAbstractButton*>(QApplication::focusWidget()));
    }

    void whatWasTakenBackSaysByWhomAndWhen()
    {
        Shown shown(false);
        JournalEntry back = line(firstId, JournalEntry::State::Done, change::IssueIdTokens{},
            u"Undo"_s, shown.world.pacer.now());
        back.who = u"helper@contoso.onmicrosoft.com"_s;
        back.data = {{"undoing", true}};
        QVERIFY(shown.world.store.journal(shown.setup.id).add(back).has_value());
        const auto again = shown.world.makeController(shown.setup);
        SetupView view(*again);
        view.show();
        view.showJournal();
        QTRY_COMPARE(view.journalPage()->rows().size(), size_t(2));
        const QString name = view.journalPage()->rows()[1]->accessibleName();
        QVERIFY2(name.contains(u"Undone"_s) && name.contains(back.who), qPrintable(name));
    }

    void whatIsOpenIsSaidAtTheStartAndCanBeFoundOut()
    {
        Shown shown(true);
        QTRY_COMPARE(shown.notices.size(), 1);
        QCOMPARE(shown.controller->changes().openCount(), 1);
        QTRY_VERIFY(shown.button(u"openWork.show"_s)->isVisible());
        QTest::mouseClick(shown.button(u"openWork.show"_s), Qt::LeftButton);
        QVERIFY(shown.view->journalPage()->isVisible());
        auto* find = shown.button(u"findOut"_s);
        QVERIFY(find->isVisible());
        QVERIFY(find->hasFocus());
        // what nobody knows of cannot be taken back
        QVERIFY(!shown.button(u"undo."_s + secondId)->isVisible());
        QVERIFY(shown.button(u"undo."_s + firstId)->isVisible());
        QTest::keyClick(find, Qt::Key_Space);
        QCOMPARE(shown.controller->changes().stage(), PlanFlow::Stage::SigningIn);
        shown.controller->changes().cancel();
        QTRY_VERIFY(find->isVisible());
    }

    void theEscapeSheetTellsHowToUndoEach()
    {
        Shown shown(true);
        QTRY_COMPARE(shown.controller->changes().records().size(), size_t(2));
        const QString page = QString::fromUtf8(escapeSheet(shown.setup, *shown.world.profile,
            u"admin"_s, QUrl(u"https://entra.microsoft.com"_s), shown.world.pacer.now(),
            shown.controller->changes().records()));
        QVERIFY(page.contains(u"ID tokens"_s));
        QVERIFY(page.contains(u"Switch it off again."_s));
        QVERIFY(page.contains(u"not settled yet"_s));
        QVERIFY(page.indexOf(u"Require assignment."_s) < page.indexOf(u"ID tokens"_s));
    }
};

QTEST_MAIN(TestJournalPage)
#include "tst_journal_page.moc"
