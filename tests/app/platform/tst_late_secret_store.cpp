// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "platform/late_secret_store.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace lockstep;
using Kind = SecretStoreError::Kind;

Q_DECLARE_METATYPE(SecretStoreError::Kind)

namespace {

const SecretKey someKey{
    QStringLiteral("sspim"), QStringLiteral("tenant"), QStringLiteral("client")};

//! A keychain whose probe a test answers: at once, or when it says so.
class ProbedKeychain final : public SecretStore {
public:
    Result<void, SecretStoreError> probe(std::stop_token stop) override
    {
        ++probes;
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return !m_hangs; }))
            return tl::unexpected(SecretStoreError{Kind::TimedOut, {}});
        if (m_failure)
            return tl::unexpected(*m_failure);
        return {};
    }
    Result<Secret, SecretStoreError> read(const SecretKey& key, std::stop_token stop) override
    {
        return m_kept.read(key, stop);
    }
    Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override
    {
        return m_kept.write(key, secret, stop);
    }
    Result<void, SecretStoreError> remove(const SecretKey& key, std::stop_token stop) override
    {
        return m_kept.remove(key, stop);
    }
    bool isSessionOnly() const override { return false; }

    void hang()
    {
        const std::scoped_lock lock(m_mutex);
        m_hangs = true;
    }
    void answer(std::optional<Kind> failure)
    {
        const std::scoped_lock lock(m_mutex);
        m_hangs = false;
        m_failure.reset();
        if (failure)
            m_failure = SecretStoreError{*failure, QStringLiteral("its own words")};
        m_changed.notify_all();
    }
    std::atomic_int probes = 0;

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_hangs = false;
    std::optional<SecretStoreError> m_failure;
    SessionSecretStore m_kept;
};

struct World {
    ProbedKeychain* keychain = new ProbedKeychain; // the store's
    LateSecretStore store{std::unique_ptr<SecretStore>(keychain)};

    //! The kind of failure of a write; none when it was kept.
    std::optional<Kind> write(const std::stop_token& stop = {})
    {
        const auto written = store.write(someKey, Secret("value"), stop);
        return written ? std::nullopt : std::optional(written.error().kind);
    }
};

//! A call in a thread of its own, and whether it has come back.
struct Call {
    explicit Call(World& world)
        : thread([this, &world](const std::stop_token& stop) {
            outcome = world.write(stop);
            ended = true;
        })
    {
    }
    std::optional<Kind> outcome;
    std::atomic_bool ended = false;
    std::jthread thread; // last: it stops and joins before the rest goes
};

} // namespace

class TestLateSecretStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksTheKeychainOnce()
    {
        World world;
        QCOMPARE(world.keychain->probes, 0);
        QVERIFY(!world.write());
        QVERIFY(world.store.read(someKey, {}));
        QVERIFY(world.store.remove(someKey, {}));
        QCOMPARE(world.keychain->probes, 1);
        QVERIFY(!world.store.isSessionOnly());
        QVERIFY(world.store.problem().isEmpty());
    }

    void memoryStepsInForGoodWhereThereIsNoKeychain()
    {
        World world;
        world.keychain->answer(Kind::NoKeychain);
        QVERIFY(!world.write());
        QVERIFY(world.store.isSessionOnly());
        QVERIFY(world.store.problem().contains(QStringLiteral("its own words")));
        world.keychain->answer({});
        QVERIFY(world.store.read(someKey, {}));
        QVERIFY(world.store.isSessionOnly());
        QCOMPARE(world.keychain->probes, 1);
    }

    void whatMayPassIsSaidAndAskedAgain_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("locked") << Kind::Locked;
        QTest::newRow("timed out") << Kind::TimedOut;
        QTest::newRow("refused") << Kind::Refused;
        QTest::newRow("failed") << Kind::Failed;
    }
    void whatMayPassIsSaidAndAskedAgain()
    {
        QFETCH(const Kind, kind);
        World world;
        world.keychain->answer(kind);
        QVERIFY(world.write() == kind);
        QVERIFY(world.store.read(someKey, {}).error().kind == kind);
        QVERIFY(world.store.remove(someKey, {}).error().kind == kind);
        QVERIFY(world.store.probe({}).error().kind == kind);
        QVERIFY(!world.store.isSessionOnly());
        QVERIFY(world.store.problem().isEmpty());
        world.keychain->answer({});
        QVERIFY(!world.write());
        QVERIFY(world.store.read(someKey, {}));
        QVERIFY(!world.store.isSessionOnly());
    }

    void aCancelledProbeDecidesNothing()
    {
        World world;
        world.keychain->hang();
        {
            const Call call(world);
            QTRY_COMPARE(world.keychain->probes, 1);
        }
        QVERIFY(!world.store.isSessionOnly());
        world.keychain->answer({});
        QVERIFY(!world.write());
        QVERIFY(!world.store.isSessionOnly());
    }

    void whoWaitsForTheProbeOfAnotherCanLeave()
    {
        World world;
        world.keychain->hang();
        Call first(world);
        QTRY_COMPARE(world.keychain->probes, 1);
        Call second(world);
        second.thread.request_stop();
        QTRY_VERIFY(second.ended);
        QVERIFY(second.outcome == Kind::TimedOut);
        QVERIFY(!first.ended);
        QVERIFY(!world.store.isSessionOnly()); // the GUI thread asks, and must not wait either
        QVERIFY(world.store.problem().isEmpty());
        world.keychain->answer({});
        QTRY_VERIFY(first.ended);
        QVERIFY(!first.outcome);
        QCOMPARE(world.keychain->probes, 1);
    }

    void aCancelledProbeIsTakenOverByWhoWaits()
    {
        World world;
        world.keychain->hang();
        Call first(world);
        QTRY_COMPARE(world.keychain->probes, 1);
        Call second(world);
        first.thread.request_stop();
        QTRY_VERIFY(first.ended);
        QTRY_COMPARE(world.keychain->probes, 2);
        world.keychain->answer({});
        QTRY_VERIFY(second.ended);
        QVERIFY(!second.outcome);
    }
};

QTEST_GUILESS_MAIN(TestLateSecretStore)
#include "tst_late_secret_store.moc"
