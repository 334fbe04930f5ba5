// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "complete_dialog.h"
#include "gate_panel.h"
#include "handoff_panel.h"
#include "review_page.h"
#include "secret_clipboard.h"
#include "setup_view.h"
#include "support/fake_transport.h"
#include "support/window_world.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

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

//! From the open gate through the confirmation.
void confirm(SetupView& view)
{
    view.showStep(u"complete"_s);
    QPushButton* complete = view.review()->gate()->button();
    QVERIFY(complete->isEnabled());
    QTest::mouseClick(complete, Qt::LeftButton);
    auto* dialog = view.findChild<CompleteDialog*>();
    QVERIFY(dialog);
    auto* go = dialog->findChild<QPushButton*>(u"completeDialog.go"_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(
        dialog->findChild<QLineEdit*>(u"tenantName.confirm"_s), u"contoso.onmicrosoft.com"_s);
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
}

} // namespace

class TestCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void guidedHandOffToTheEnd()
    {
        UiWorld world;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        fillIn(*controller);
        Q_EMIT controller->runner().finished(allGreen(*controller));
        confirm(view);
        auto* panel = view.findChild<HandoffPanel*>();
        QVERIFY(panel && panel->isVisible());
        QCOMPARE(controller->setup().completion->how, u"guided"_s);

        QPushButton* copy = buttonNamed(panel, u"Copy the secret for 30 seconds"_s);
        QTRY_VERIFY(!copy->size().isEmpty()); // laid out with the next pass of the event loop
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), secretText);
        QTest::mouseClick(buttonNamed(panel, u"It is completed"_s), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text() != secretText);
        QCOMPARE(controller->setup().completion->outcome, u"completed"_s);
        QVERIFY(buttonNamed(&view, u"Set up the next customer"_s));
        QTRY_COMPARE(controller->document().state(), SetupDocument::State::Saved);
        QCOMPARE(world.store.load(controller->setup().id)->completion->outcome, u"completed"_s);
    }

    void theKeyIsOnTheDiskBeforeTheRequestGoesOut()
    {
        UiWorld world;
        QString id;
        QString keyOnDisk;
        QByteArray keySent;
        FakeTransport wire([&](const HttpRequest& request) {
            keyOnDisk = world.store.load(id)->completion->idempotencyKey;
            for (const HttpHeader& header : request.headers)
                if (header.name.compare("Idempotency-Key", Qt::CaseInsensitive) == 0)
                    keySent = header.value;
            return reply(200, "{}");
        });
        world.wire = &wire;
        const auto controller = world.makeController();
        id = controller->setup().id;
        SetupView view(*controller);
        view.show();
        fillIn(*controller);
        controller->setText(u"setupEndpoint"_s, u"https://contoso.selfservicepim.com/setup"_s);
        Q_EMIT controller->runner().finished(allGreen(*controller));
        confirm(view);
        QTRY_COMPARE(wire.sent.size(), size_t(1));
        QTRY_VERIFY(view.review()->completer().stage() != Completer::Stage::Sending);
        QVERIFY(!keyOnDisk.isEmpty());
        QCOMPARE(QString::fromLatin1(keySent), keyOnDisk);
        QCOMPARE(wire.sent.front().url.toString(), u"https://contoso.selfservicepim.com/setup"_s);
    }

    void aLostAnswerIsUnknownAndNeverSentAgain()
    {
        UiWorld world;
        FakeTransport wire(
            [](const HttpRequest&) { return lost(TransportFailure::Kind::ConnectionLost); });
        world.wire = &wire;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.show();
        fillIn(*controller);
        controller->setText(u"setupEndpoint"_s, u"https://contoso.selfservicepim.com/setup"_s);
        Q_EMIT controller->runner().finished(allGreen(*controller));
        confirm(view);
        QTRY_COMPARE(view.review()->completer().stage(), Completer::Stage::OutcomeUnknown);
        QCOMPARE(wire.sent.size(), size_t(1));
        QVERIFY(!view.review()->gate()->isVisible());
        view.review()->completer().begin();
        QCOMPARE(wire.sent.size(), size_t(1));
    }

    void aDiskThatRefusesStopsTheSending()
    {
        UiWorld world;
        FakeTransport wire([](const HttpRequest&) { return reply(200, "{}"); });
        world.wire = &wire;
        const auto controller = world.makeController();
        SetupView view(*controller);
        view.show();
        fillIn(*controller);
        controller->setText(u"setupEndpoint"_s, u"https://contoso.selfservicepim.com/setup"_s);
        Q_EMIT controller->runner().finished(allGreen(*controller));
        QTRY_COMPARE(controller->document().state(), SetupDocument::State::Saved);
        const QString file =
            world.folder.filePath(u"setups/"_s + controller->setup().id + u".json"_s);
        QVERIFY(QFile::remove(file) && QDir().mkpath(file + u"/in-the-way"_s));
        confirm(view);
        QTRY_VERIFY(!view.review()->completer().message().isEmpty());
        QCOMPARE(wire.sent.size(), size_t(0));
        QVERIFY(!controller->setup().completion);
    }

    void theClipboardIsWipedOnlyWhileItIsOurs()
    {
        {
            SecretClipboard clipboard;
            clipboard.copy(Secret::fromText(secretText));
            QCOMPARE(QApplication::clipboard()->text(), secretText);
        } // closing the program wipes too
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        SecretClipboard clipboard;
        clipboard.copy(Secret::fromText(secretText));
        QApplication::clipboard()->setText(u"somebody else's"_s);
        clipboard.wipe();
        QCOMPARE(QApplication::clipboard()->text(), u"somebody else's"_s);
    }
};

QTEST_MAIN(TestCompletion)
#include "tst_completion.moc"
