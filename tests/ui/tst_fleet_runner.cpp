// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "fleet_runner.h"
#include "support/window_world.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Setup withKeptSecret(UiWorld& world)
{
    Setup setup = freshSetup(*world.profile, world.pacer.now());
    setup.inputs.set(u"tenantId"_s, tenantIdText);
    setup.inputs.set(u"clientId"_s, clientIdText);
    setup.secretKept = true;
    return setup;
}

QString explained(SecretStoreError::Kind kind)
{
    return explain(SecretStoreError{kind, {}});
}

} // namespace

class TestFleetRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeychainThatDoesNotHandTheSecretOutIsNamed_data()
    {
        QTest::addColumn<bool>("locked");
        QTest::addColumn<QString>("said");
        QTest::newRow("locked") << true << explained(SecretStoreError::Kind::Locked);
        QTest::newRow("not there") << false << explained(SecretStoreError::Kind::NotFound);
    }
    void aKeychainThatDoesNotHandTheSecretOutIsNamed()
    {
        QFETCH(const bool, locked);
        QFETCH(const QString, said);
        UiWorld world;
        world.keychain.refuses = locked;
        FleetRunner fleet(world.services(), world.memory);
        const QSignalSpy progressed(&fleet, &FleetRunner::progressed);
        const QSignalSpy ended(&fleet, &FleetRunner::ended);
        const Setup first = withKeptSecret(world);
        const Setup second = withKeptSecret(world);
        fleet.start({first, second});
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.at(0).at(0).toBool(), false);
        QCOMPARE(progressed.count(), 4); // each setup: that it is being checked, and the outcome
        QCOMPARE(progressed.at(1), QVariantList({first.id, said}));
        QCOMPARE(progressed.at(3), QVariantList({second.id, said}));
        QCOMPARE(world.transport.waves, 0); // nothing is asked with an empty secret
    }

    void aSetupWithoutAKeptSecretDoesNotNeedTheKeychain()
    {
        UiWorld world;
        world.keychain.refuses = true;
        FleetRunner fleet(world.services(), world.memory);
        Setup setup = withKeptSecret(world);
        setup.secretKept = false;
        fleet.start({setup});
        QTRY_VERIFY(world.transport.waves > 0);
    }
};

QTEST_MAIN(TestFleetRunner)
#include "tst_fleet_runner.moc"
