// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "support/gui_watchdog.h"
#include "support/window_world.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const SecretKey firstKey{u"sspim"_s, tenantIdText, clientIdText};
const SecretKey secondKey{u"sspim"_s, tenantIdText, u"00000000-aaaa-4bbb-8ccc-000000000001"_s};

QString keptUnder(FakeKeychain& keychain, const SecretKey& key)
{
    const Result<Secret, SecretStoreError> kept = keychain.read(key, {});
    return kept ? kept->expose([](QByteArrayView v) { return QString::fromUtf8(v); }) : QString();
}

} // namespace

class TestSecretKeeper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOnceTheIdsAreThere()
    {
        UiWorld world;
        SecretKeeper keeper(world.ports());
        keeper.setSecret(Secret::fromText(secretText), true);
        QCOMPARE(keeper.where(), SecretKeeper::Where::Memory);
        QVERIFY(!keeper.isPending()); // without ids there is no key to keep it under
        keeper.setKey(firstKey);
        QTRY_COMPARE(keeper.where(), SecretKeeper::Where::Keychain);
        QCOMPARE(keptUnder(world.keychain, firstKey), secretText);
        QCOMPARE(keeper.ending(), secretText.right(4));
    }

    void movesWithTheIds()
    {
        UiWorld world;
        SecretKeeper keeper(world.ports());
        keeper.setKey(firstKey);
        keeper.setSecret(Secret::fromText(secretText), true);
        QTRY_COMPARE(keeper.where(), SecretKeeper::Where::Keychain);
        keeper.setKey(secondKey);
        QVERIFY(keeper.isPending());
        QTRY_VERIFY(!keeper.isPending());
        QCOMPARE(keptUnder(world.keychain, secondKey), secretText);
        QVERIFY(keptUnder(world.keychain, firstKey).isEmpty());
    }

    void whatCannotBeASecretIsNotKept()
    {
        UiWorld world;
        SecretKeeper keeper(world.ports());
        keeper.setKey(firstKey);
        keeper.setSecret(Secret::fromText(tenantIdText), false);
        QVERIFY(!keeper.isPending());
        keeper.keepNow();
        QCOMPARE(world.keychain.writes, 0);
    }

    void aRefusingKeychainIsNamedAndNotAskedAgain()
    {
        UiWorld world;
        world.keychain.refuses = true;
        SecretKeeper keeper(world.ports());
        keeper.setKey(firstKey);
        keeper.setSecret(Secret::fromText(secretText), true);
        QTRY_COMPARE(keeper.where(), SecretKeeper::Where::SessionOnly);
        QVERIFY(!keeper.note().isEmpty());
        QVERIFY(!keeper.isPending());
        QCOMPARE(world.keychain.writes, 1);
        world.keychain.refuses = false;
        keeper.setSecret(Secret::fromText(secretText + u"x"_s), true);
        QTRY_COMPARE(keeper.where(), SecretKeeper::Where::Keychain);
    }

    void reopensWithWhatWasKept()
    {
        UiWorld world;
        QVERIFY(world.keychain.write(firstKey, Secret::fromText(secretText), {}).has_value());
        SecretKeeper keeper(world.ports());
        keeper.setKey(firstKey);
        keeper.load();
        QCOMPARE(keeper.where(), SecretKeeper::Where::Reading);
        QTRY_COMPARE(keeper.where(), SecretKeeper::Where::Keychain);
        QVERIFY(!keeper.isPending());
        QCOMPARE(keeper.secret().expose([](QByteArrayView v) { return QString::fromUtf8(v); }),
            secretText);
    }

    void aHangingKeychainHoldsNobodyUp()
    {
        UiWorld world;
        world.keychain.hangs = true;
        GuiWatchdog watchdog;
        {
            SecretKeeper keeper(world.ports());
            keeper.setKey(firstKey);
            keeper.setSecret(Secret::fromText(secretText), true);
            keeper.keepNow();
            QTRY_COMPARE(world.keychain.writes, 1);
            QTRY_VERIFY(watchdog.looks() > 40);
            keeper.setSecret(Secret::fromText(secretText + u"y"_s), true);
        } // destruction stops the hanging call
        QVERIFY2(watchdog.longestMs() <= watchdog.limitMs,
            qPrintable(QString::number(watchdog.longestMs())));
    }
};

QTEST_MAIN(TestSecretKeeper)
#include "tst_secret_keeper.moc"
