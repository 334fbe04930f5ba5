// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "finding_list.h"
#include "gate_panel.h"
#include "review_page.h"
#include "sign_in_panel.h"
#include "step_list.h"
#include "step_page.h"
#include "support/gui_watchdog.h"
#include "support/shown_setup.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QPushButton* buttonNamed(QWidget* root, const QString& text)
{
    for (QPushButton* button : root->findChildren<QPushButton*>())
        if (button->isVisible() && button->text().remove(u'&') == text)
            return button;
    return nullptr;
}

void press(QWidget* root, const QString& text)
{
    QPushButton* button = buttonNamed(root, text);
    QVERIFY2(button, qPrintable(text));
    QVERIFY2(button->isEnabled(), qPrintable(text));
    QTest::mouseClick(button, Qt::LeftButton);
}

struct Shown : ShownSetup {
    QLineEdit* edit(const QString& field) { return view.findChild<QLineEdit*>(field); }
    QScrollArea* page()
    {
        for (QScrollArea* area : view.findChildren<QScrollArea*>())
            if (area->isVisible())
                return area;
        return nullptr;
    }
};

} // namespace

class TestSetupView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedIsJudgedAndSaved()
    {
        Shown shown;
        shown.view.showStep(u"tenant-info"_s);
        QLineEdit* edit = shown.edit(u"clientId"_s);
        QTest::mouseClick(edit, Qt::LeftButton);
        QTest::keyClicks(edit, u"{"_s + clientIdText + u"}"_s);
        QTRY_COMPARE(
            shown.controller->fieldVerdict(u"clientId"_s).kind, FieldVerdict::Kind::Malformed);
        press(&shown.view, u"Use the cleaned value"_s);
        QCOMPARE(edit->text(), clientIdText);
        QCOMPARE(shown.controller->fieldVerdict(u"clientId"_s).kind, FieldVerdict::Kind::Good);
        QTRY_COMPARE(shown.controller->document().state(), SetupDocument::State::Saved);
        const QString id = shown.controller->setup().id;
        QCOMPARE(shown.world.store.load(id)->inputs.text(u"clientId"_s), clientIdText);
        QCOMPARE(shown.world.store.load(id)->currentStep, u"tenant-info"_s);
    }

    void aPastedBlockFillsEveryFieldThatItNames()
    {
        Shown shown;
        shown.view.showStep(u"tenant-info"_s);
        QApplication::clipboard()->setText(
            u"Application (client) ID: %1\nDirectory (tenant) ID: %2\nSecret value: %3\n"_s.arg(
                clientIdText, tenantIdText, secretText));
        QLineEdit* edit = shown.edit(u"tenantName"_s);
        QTest::mouseClick(edit, Qt::LeftButton);
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit->text(), QString());
        QCOMPARE(shown.edit(u"clientId"_s)->text(), clientIdText);
        QCOMPARE(shown.edit(u"tenantId"_s)->text(), tenantIdText);
        QVERIFY(!shown.controller->secretKeeper().secret().isEmpty());
        QVERIFY(shown.edit(u"clientSecret"_s)->text().isEmpty());
        QTRY_COMPARE(shown.controller->secretKeeper().where(), SecretKeeper::Where::Keychain);
        QApplication::clipboard()->setText(u"contoso.onmicrosoft.com"_s);
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit->text(), u"contoso.onmicrosoft.com"_s);
    }

    void swappedIdsAreSwappedBack()
    {
        Shown shown;
        shown.controller->setText(u"clientId"_s, tenantIdText);
        shown.controller->setText(u"tenantId"_s, clientIdText);
        shown.controller->swapFields(u"clientId"_s, u"tenantId"_s);
        QCOMPARE(shown.edit(u"clientId"_s)->text(), clientIdText);
        QCOMPARE(shown.edit(u"tenantId"_s)->text(), tenantIdText);
    }

    void theSecretIsShownOnlyWhileTheEyeIsPressed()
    {
        Shown shown;
        shown.view.showStep(u"secret"_s);
        QLineEdit* edit = shown.edit(u"clientSecret"_s);
        QTest::keyClicks(edit, secretText);
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QCOMPARE(shown.controller->secretKeeper().ending(), secretText.right(4));
        // a setup that is opened again holds the secret, but not in the edit
        shown.controller->setSecret(Secret::fromText(secretText));
        Q_EMIT shown.controller->fieldChanged(u"clientSecret"_s);
        QVERIFY(edit->text().isEmpty());
        auto* eye = edit->parentWidget()->findChild<QToolButton*>();
        QTest::mouseClick(eye, Qt::LeftButton);
        QCOMPARE(edit->text(), secretText);
        QCOMPARE(edit->echoMode(), QLineEdit::Normal);
        QTest::mouseClick(eye, Qt::LeftButton);
        QVERIFY(edit->text().isEmpty());
        const QString file =
            shown.world.folder.filePath(u"setups/"_s + shown.controller->setup().id + u".json"_s);
        QVERIFY(shown.controller->document().flush().has_value());
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(!saved.readAll().contains(secretText.toUtf8()));
    }

    void arrowKeysMoveThroughTheSteps()
    {
        Shown shown;
        auto* steps = shown.view.findChild<StepList*>();
        steps->setFocus();
        QTest::keyClick(steps, Qt::Key_Down);
        QCOMPARE(shown.controller->currentStep(), u"tenant-info"_s);
        QTest::keyClick(steps, Qt::Key_End);
        QCOMPARE(shown.controller->currentStep(), u"complete"_s);
        QVERIFY(shown.view.review()->isVisible());
        QTest::keyClick(steps, Qt::Key_Up);
        QCOMPARE(shown.controller->currentStep(), u"id-tokens"_s);
    }

    void cancelComesBackWithin200MillisecondsAndTheWindowNeverBlocks()
    {
        Shown shown;
        fillIn(*shown.controller);
        shown.view.showStep(u"permissions"_s);
        GuiWatchdog watchdog;
        press(shown.page(), u"Check this step"_s);
        QVERIFY(shown.view.findChild<SignInPanel*>()->isVisible());
        const int seen = watchdog.looks(); // a person's clicks are turns of the event loop apart
        QTRY_VERIFY(watchdog.looks() > seen);
        press(&shown.view, u"Go on without signing in"_s);
        QTRY_VERIFY(shown.world.transport.waves > 0);
        QVERIFY(shown.controller->runner().isRunning());
        QTRY_VERIFY(watchdog.looks() > 60);
        QElapsedTimer clock;
        clock.start();
        press(shown.page(), u"Cancel"_s); // in the place where Check was
        QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!shown.controller->runner().isRunning());
        QVERIFY(buttonNamed(shown.page(), u"Check this step"_s));
        QVERIFY2(watchdog.longestMs() <= watchdog.limitMs,
            qPrintable(QString::number(watchdog.longestMs())));
    }

    void aHangingSignInCanBeCancelled()
    {
        Shown shown;
        fillIn(*shown.controller);
        QTest::keyClick(&shown.view, Qt::Key_F5);
        press(&shown.view, u"Sign in with the browser"_s);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::WaitingForBrowser);
        QElapsedTimer clock;
        clock.start();
        press(shown.view.findChild<SignInPanel*>(), u"Cancel"_s);
        QVERIFY(clock.elapsed() < 200);
        QCOMPARE(shown.controller->signIn().state(), SignInRunner::State::SignedOut);
    }

    void aSignInToAnotherTenantStopsWithBothNames()
    {
        Shown shown;
        fillIn(*shown.controller);
        SignInRunner& signIn = shown.controller->signIn();
        Session session;
        session.identity =
            Identity{u"99999999-0000-4000-8000-000000000000"_s, {}, u"it@fabrikam.com"_s};
        signIn.setSession(std::move(session));
        Q_EMIT signIn.signedIn();
        QVERIFY(!signIn.session());
        QVERIFY(signIn.problem().contains(u"fabrikam.com"_s));
        QVERIFY(signIn.problem().contains(u"contoso.onmicrosoft.com"_s));
        QVERIFY(shown.view.findChild<SignInPanel*>()->isVisible());
    }

    void anEditAfterTheCheckClosesTheGate()
    {
        Shown shown;
        fillIn(*shown.controller);
        shown.view.showStep(u"complete"_s);
        QPushButton* complete = shown.view.review()->gate()->button();
        QVERIFY(!complete->isEnabled());
        QVERIFY(!complete->accessibleDescription().isEmpty());
        Q_EMIT shown.controller->runner().finished(allGreen(*shown.controller));
        QCOMPARE(shown.controller->gate().size(), size_t(0));
        QVERIFY(complete->isEnabled());

        shown.view.showStep(u"tenant-info"_s);
        QLineEdit* edit = shown.edit(u"tenantName"_s);
        QTest::mouseClick(edit, Qt::LeftButton);
        QTest::keyClick(edit, Qt::Key_End);
        QTest::keyClicks(edit, u"x"_s);
        QVERIFY(!shown.controller->gate().empty());
        QVERIFY(!complete->isEnabled());
        QCOMPARE(shown.controller->freshness(), SetupController::Freshness::Outdated);
        // back to the very values that were proven
        QTest::keyClick(edit, Qt::Key_Backspace);
        QVERIFY(complete->isEnabled());

        shown.view.showStep(u"secret"_s);
        QTest::keyClicks(shown.edit(u"clientSecret"_s), u"another"_s);
        QVERIFY(!complete->isEnabled());
    }

    void theGateClosesWhenTheCheckIsOld()
    {
        Shown shown;
        fillIn(*shown.controller);
        Q_EMIT shown.controller->runner().finished(allGreen(*shown.controller));
        QVERIFY(shown.controller->gate().empty());
        shown.world.pacer.advance(reportLifetime + std::chrono::seconds(1));
        QVERIFY(!shown.controller->gate().empty());
    }

    void aPageThatIsNotSeenCatchesUpWhenItIs()
    {
        Shown shown;
        fillIn(*shown.controller);
        shown.view.showStep(u"id-tokens"_s);
        auto* page = qobject_cast<StepPage*>(shown.page());
        const std::vector<FindingRow*> rows = page->findings()->rows();
        QVERIFY(!rows.empty());
        shown.view.showStep(u"permissions"_s);
        Q_EMIT shown.controller->runner().finished(allGreen(*shown.controller));
        shown.view.showStep(u"id-tokens"_s);
        QCOMPARE(page->findings()->rows(), rows);
        for (const FindingRow* row : rows)
            QCOMPARE(row->finding().verdict, Verdict::Pass);
    }

    void findingsChangeInPlace()
    {
        Shown shown;
        fillIn(*shown.controller);
        shown.view.showStep(u"permissions"_s);
        auto* page = qobject_cast<StepPage*>(shown.page());
        const std::vector<FindingRow*> rows = page->findings()->rows();
        QCOMPARE(rows.size(), size_t(7));
        QCOMPARE(rows[4]->finding().verdict, Verdict::NotRun);
        auto outcome = allGreen(*shown.controller);
        for (Finding& finding : outcome->proof.report.findings) {
            if (finding.check == u"permission.granted"_s && finding.subject == u"User.Read.All"_s) {
                finding.verdict = Verdict::Fail;
                finding.expected = u"granted tenant-wide"_s;
                finding.observed = u"requested only"_s;
            }
        }
        Q_EMIT shown.controller->runner().finished(outcome);
        QCOMPARE(page->findings()->rows(), rows);
        QCOMPARE(rows[4]->finding().verdict, Verdict::Fail);
        QVERIFY(!shown.controller->gate().empty());
        press(rows[4], u"Show me where"_s);
        QTRY_COMPARE(shown.world.browser.opened().size(), size_t(1));
        QVERIFY(shown.world.browser.opened().front().toString().contains(clientIdText));
        auto* details = rows[4]->findChild<QToolButton*>();
        QTest::mouseClick(details, Qt::LeftButton);
        QStringList texts;
        for (const QLabel* label : rows[4]->findChildren<QLabel*>())
            texts << label->text();
        QVERIFY(texts.contains(u"Expected: granted tenant-wide"_s));
        QVERIFY(texts.contains(u"Seen: requested only"_s));
    }
};

QTEST_MAIN(TestSetupView)
#include "tst_setup_view.moc"
