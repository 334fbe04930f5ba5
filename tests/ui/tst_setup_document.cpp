// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "support/window_world.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

class TestSetupDocument : public QObject {
    Q_OBJECT

private:
    static std::unique_ptr<SetupDocument> open(UiWorld& world, const Setup& setup)
    {
        Result<SetupLock> lock = world.store.lock(setup.id);
        return std::make_unique<SetupDocument>(setup,
            lock ? std::optional(std::move(*lock)) : std::nullopt, QString(), world.store,
            world.pacer);
    }

private Q_SLOTS:
    void savedIsSaidOnlyOnceItIsOnTheDisk()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        const auto document = open(world, setup);
        connect(document.get(), &SetupDocument::stateChanged, this, [&] {
            if (document->state() == SetupDocument::State::Saved)
                QCOMPARE(world.store.load(setup.id)->inputs.text(u"clientId"_s), clientIdText);
        });
        QSignalSpy changed(document.get(), &SetupDocument::stateChanged);
        document->edit([](Setup& one) { one.inputs.set(u"clientId"_s, clientIdText); });
        QCOMPARE(document->state(), SetupDocument::State::Unsaved);
        QTRY_COMPARE(document->state(), SetupDocument::State::Saved);
        QVERIFY(changed.count() >= 2);
        document->disconnect(this);
    }

    void theNewestOfManyEditsWins()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        const auto document = open(world, setup);
        for (int i = 0; i <= 50; ++i) {
            document->edit(
                [i](Setup& one) { one.inputs.set(u"tenantName"_s, QString::number(i)); });
            document->saveSoon();
        }
        QTRY_COMPARE(document->state(), SetupDocument::State::Saved);
        QCOMPARE(world.store.load(setup.id)->inputs.text(u"tenantName"_s), u"50"_s);
    }

    void closingMidTypingLosesNothing()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        {
            const auto document = open(world, setup);
            document->edit([](Setup& one) { one.inputs.set(u"tenantName"_s, u"contoso"_s); });
        } // before the pause of 300 ms has passed
        QCOMPARE(world.store.load(setup.id)->inputs.text(u"tenantName"_s), u"contoso"_s);
    }

    void aRefusingDiskIsSaidAndTriedAgain()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        const auto document = open(world, setup);
        // a folder in the place of the file cannot be renamed over, whoever runs this
        const QDir setups(world.folder.filePath(u"setups"_s));
        const QString file = setups.filePath(setup.id + u".json"_s);
        QVERIFY(setups.mkpath(file + u"/in-the-way"_s));
        document->edit([](Setup& one) { one.inputs.set(u"tenantName"_s, u"contoso"_s); });
        QTRY_COMPARE(document->state(), SetupDocument::State::Failed);
        QVERIFY(!document->problem().isEmpty());
        std::optional<bool> told;
        document->whenSaved([&](bool ok) { told = ok; });
        QTRY_COMPARE(told, std::optional(false));
        QVERIFY(QDir(file).removeRecursively());
        document->saveSoon();
        QTRY_COMPARE(document->state(), SetupDocument::State::Saved);
        QCOMPARE(world.store.load(setup.id)->inputs.text(u"tenantName"_s), u"contoso"_s);
    }

    void withoutALockNothingIsChanged()
    {
        UiWorld world;
        const Setup setup = freshSetup(*world.profile, world.pacer.now());
        const auto owner = open(world, setup);
        SetupDocument second(setup, {}, u"open elsewhere"_s, world.store, world.pacer);
        QCOMPARE(second.state(), SetupDocument::State::ReadOnly);
        second.edit([](Setup& one) { one.customer = u"changed"_s; });
        QVERIFY(second.setup().customer.isEmpty());
        QCOMPARE(second.problem(), u"open elsewhere"_s);
    }
};

QTEST_MAIN(TestSetupDocument)
#include "tst_setup_document.moc"
