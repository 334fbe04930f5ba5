// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// Each test function wants surroundings of its own; app_platform.cmake says which.

#include "platform/keychain_jobs.h"
#include "platform/keychain_store.h"
#include "platform/late_secret_store.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;
using Kind = SecretStoreError::Kind;

namespace {

SecretKey keyOf(const char* client)
{
    return {QStringLiteral("sspim"), QStringLiteral("tenant"), QLatin1String(client)};
}

QByteArray plain(const Result<Secret, SecretStoreError>& secret)
{
    return secret ? secret->expose([](QByteArrayView view) { return view.toByteArray(); })
                  : QByteArray("(none)");
}

//! "NotFound" and so on, so that a failure can be read.
template <class T> QByteArray nameOf(const Result<T, SecretStoreError>& result)
{
    if (result)
        return "fine";
    switch (result.error().kind) {
    case Kind::NoKeychain: return "NoKeychain";
    case Kind::Locked: return "Locked";
    case Kind::Refused: return "Refused";
    case Kind::NotFound: return "NotFound";
    case Kind::TimedOut: return "TimedOut";
    case Kind::Failed: return "Failed";
    }
    return {};
}

//! What every store promises. Run against the one in memory and the real one alike.
void keepsItsPromises(SecretStore& store)
{
    const SecretKey a = keyOf("a");
    const SecretKey b = keyOf("b");
    QCOMPARE(nameOf(store.probe({})), QByteArray("fine"));
    QCOMPARE(nameOf(store.read(a, {})), QByteArray("NotFound"));
    QCOMPARE(nameOf(store.remove(a, {})), QByteArray("fine"));
    QCOMPARE(nameOf(store.write(a, Secret("first"), {})), QByteArray("fine"));
    QCOMPARE(nameOf(store.write(a, Secret("s~cond.Value"), {})), QByteArray("fine"));
    QCOMPARE(
        nameOf(store.write(b, Secret(QByteArrayView("\xc3\xa4\0b", 4)), {})), QByteArray("fine"));
    QCOMPARE(plain(store.read(a, {})), QByteArray("s~cond.Value"));
    QCOMPARE(plain(store.read(b, {})), QByteArray("\xc3\xa4\0b", 4));
    QCOMPARE(nameOf(store.remove(a, {})), QByteArray("fine"));
    QCOMPARE(nameOf(store.read(a, {})), QByteArray("NotFound"));
    QCOMPARE(plain(store.read(b, {})), QByteArray("\xc3\xa4\0b", 4));
    const QByteArray large(64 * 1024, 'x');
    QCOMPARE(nameOf(store.write(a, Secret(large), {})), QByteArray("fine"));
    QCOMPARE(plain(store.read(a, {})), large);
    QCOMPARE(nameOf(store.remove(a, {})), QByteArray("fine"));
    QCOMPARE(nameOf(store.remove(b, {})), QByteArray("fine"));
}

void everyCallSays(const QByteArray& name, KeychainStore::Options options = {})
{
    KeychainStore store(options);
    QCOMPARE(nameOf(store.probe({})), name);
    QCOMPARE(nameOf(store.write(keyOf("a"), Secret("value"), {})), name);
    QCOMPARE(nameOf(store.read(keyOf("a"), {})), name);
    QCOMPARE(nameOf(store.remove(keyOf("a"), {})), name);
}

void theSessionStoreStepsIn()
{
    LateSecretStore store(std::make_unique<KeychainStore>());
    keepsItsPromises(store);
    QVERIFY(store.isSessionOnly());
    QVERIFY(!store.problem().isEmpty());
}

void noSessionStoreStepsIn(const QByteArray& name, KeychainStore::Options options = {})
{
    LateSecretStore store(std::make_unique<KeychainStore>(options));
    QCOMPARE(nameOf(store.write(keyOf("a"), Secret("value"), {})), name);
    QVERIFY(!store.isSessionOnly());
}

//! Writes through the keychain thread, and tells what is left of the bytes it was given.
QByteArray leftAfterWriting(const char* key, std::chrono::milliseconds timeout)
{
    const QByteArray value = QByteArray("tell-no-one").append(key);
    const KeychainCall call{KeychainCall::Kind::Write, keyOf(key).text(), value};
    const auto reply = runKeychainJob(call, timeout, {});
    return value;
}

QByteArray setLocked(bool locked)
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"),
        locked ? QStringLiteral("Lock") : QStringLiteral("Unlock"));
    call << QVariant::fromValue(QList<QDBusObjectPath>{
        QDBusObjectPath(QStringLiteral("/org/freedesktop/secrets/collection/login"))});
    return QDBusConnection::sessionBus().call(call).errorName().toUtf8();
}

} // namespace

class TestKeychainStore : public QObject {
    Q_OBJECT

private slots:
    void sessionStore();
    void realKeyring();
    void severalThreadsAtOnce();
    void aLimitIsKept();
    void lockedMeanwhile();
    void locked();
    void withoutKeyring();
    void withoutService();
    void withoutBus();
    void deadBus();
    void silentService();
    void neverAnswers();
    void aStopRequestReturnsAtOnce();
    void nothingInPlainText();
    void whatWasWrittenIsWiped();
    void whatWasNeverBegunIsWiped();
};

void TestKeychainStore::sessionStore()
{
    SessionSecretStore store;
    QVERIFY(store.isSessionOnly());
    keepsItsPromises(store);
}

void TestKeychainStore::realKeyring()
{
    LateSecretStore store(std::make_unique<KeychainStore>());
    keepsItsPromises(store);
    QVERIFY2(!store.isSessionOnly(), qPrintable(store.problem()));
    // the next program run finds it, and under no shorter name
    QCOMPARE(nameOf(store.write(keyOf("kept"), Secret("over"), {})), QByteArray("fine"));
    KeychainStore later;
    QCOMPARE(plain(later.read(keyOf("kept"), {})), QByteArray("over"));
    QCOMPARE(nameOf(later.remove(keyOf("kept"), {})), QByteArray("fine"));
}

void TestKeychainStore::severalThreadsAtOnce()
{
    KeychainStore store;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                const QByteArray name = "t" + QByteArray::number(i);
                const auto written = store.write(keyOf(name.constData()), Secret(name), {});
                if (written && plain(store.read(keyOf(name.constData()), {})) == name
                    && store.remove(keyOf(name.constData()), {}))
                    ++good;
            });
        }
    }
    QCOMPARE(good, 4);
}

void TestKeychainStore::aLimitIsKept()
{
    KeychainStore store({.maxBytes = 2559});
    QCOMPARE(
        nameOf(store.write(keyOf("a"), Secret(QByteArray(2560, 'x')), {})), QByteArray("Failed"));
    QCOMPARE(nameOf(store.read(keyOf("a"), {})), QByteArray("NotFound"));
    QCOMPARE(
        nameOf(store.write(keyOf("a"), Secret(QByteArray(2559, 'x')), {})), QByteArray("fine"));
    QCOMPARE(nameOf(store.remove(keyOf("a"), {})), QByteArray("fine"));
}

void TestKeychainStore::lockedMeanwhile()
{
    KeychainStore store;
    QCOMPARE(nameOf(store.write(keyOf("a"), Secret("value"), {})), QByteArray("fine"));
    QCOMPARE(setLocked(true), QByteArray());
    QCOMPARE(nameOf(store.read(keyOf("a"), {})), QByteArray("Locked"));
    QCOMPARE(nameOf(store.remove(keyOf("a"), {})), QByteArray("Locked"));
    QCOMPARE(nameOf(store.write(keyOf("a"), Secret("other"), {})), QByteArray("Locked"));
}

void TestKeychainStore::locked()
{
    everyCallSays("Locked");
    everyCallSays("Locked", {.promptTimeout = 10s}); // no display, so no prompt to wait for
    noSessionStoreStepsIn("Locked");
}

void TestKeychainStore::withoutKeyring()
{
    everyCallSays("NoKeychain");
    theSessionStoreStepsIn();
}

void TestKeychainStore::withoutService()
{
    everyCallSays("NoKeychain");
    theSessionStoreStepsIn();
}

void TestKeychainStore::withoutBus()
{
    // a display would make D-Bus launch a bus and a keyring that asks for a new password
    for (const char* display : {"", ":99"}) {
        qputenv("DISPLAY", display);
        QElapsedTimer clock;
        clock.start();
        everyCallSays("NoKeychain");
        QVERIFY(clock.elapsed() < 1000);
    }
    qunsetenv("DISPLAY");
    theSessionStoreStepsIn();
}

void TestKeychainStore::deadBus()
{
    everyCallSays("NoKeychain");
    theSessionStoreStepsIn();
}

void TestKeychainStore::silentService()
{
    // owned by this very thread, which is blocked in the call and cannot answer
    QVERIFY(
        QDBusConnection::sessionBus().registerService(QStringLiteral("org.freedesktop.secrets")));
    QElapsedTimer clock;
    clock.start();
    KeychainStore store({.timeout = 300ms});
    QCOMPARE(nameOf(store.read(keyOf("a"), {})), QByteArray("TimedOut"));
    QVERIFY(clock.elapsed() < 2000);
}

void TestKeychainStore::neverAnswers()
{
    // QT_NO_GLIB=1: libsecret's callbacks have no loop to run in, and no job ever ends
    const KeychainStore::Options options{.timeout = 400ms};
    QElapsedTimer clock;
    clock.start();
    everyCallSays("TimedOut", options);
    QVERIFY(clock.elapsed() < 4 * 2000);
    noSessionStoreStepsIn("TimedOut", options);
}

void TestKeychainStore::aStopRequestReturnsAtOnce()
{
    // the first job never ends, so nothing but the stop request can end the second call
    QCOMPARE(
        nameOf(KeychainStore({.timeout = 400ms}).read(keyOf("a"), {})), QByteArray("TimedOut"));
    KeychainStore store({.timeout = 60s});
    std::stop_source stop;
    QElapsedTimer clock;
    std::jthread stopper([&] {
        clock.start();
        stop.request_stop();
    });
    QVERIFY(!store.read(keyOf("a"), stop.get_token()));
    stopper.join();
    QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
}

void TestKeychainStore::nothingInPlainText()
{
    KeychainStore store;
    const QByteArray value = "tell-no-one-of-this-value";
    QCOMPARE(nameOf(store.write(keyOf("a"), Secret(value), {})), QByteArray("fine"));
    QProcess search;
    search.start(QStringLiteral("grep"),
        {QStringLiteral("-rlF"), QStringLiteral("-e"), QString::fromLatin1(value),
            QStringLiteral("-e"), QString::fromLatin1(value.toBase64()),
            QString::fromLocal8Bit(qgetenv("HOME"))});
    QVERIFY(search.waitForFinished());
    QCOMPARE(search.exitCode(), 1); // looked, and found nothing
    QCOMPARE(nameOf(store.remove(keyOf("a"), {})), QByteArray("fine"));
}

void TestKeychainStore::whatWasWrittenIsWiped()
{
    const QByteArray left = leftAfterWriting("a", 20s);
    QCOMPARE(left, QByteArray(left.size(), '\0'));
    KeychainStore store;
    QCOMPARE(plain(store.read(keyOf("a"), {})), QByteArray("tell-no-onea"));
    QCOMPARE(nameOf(store.remove(keyOf("a"), {})), QByteArray("fine"));
}

void TestKeychainStore::whatWasNeverBegunIsWiped()
{
    // the first job never ends and needs its bytes; the second queues behind it
    QCOMPARE(leftAfterWriting("a", 400ms), QByteArray("tell-no-onea"));
    const QByteArray left = leftAfterWriting("b", 400ms);
    QCOMPARE(left, QByteArray(left.size(), '\0'));
}

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "tst_keychain_store.moc"
