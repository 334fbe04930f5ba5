// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/secret_store.h"

#include <QTest>

#include <thread>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = SecretStoreError::Kind;

namespace {

const SecretKey contoso{u"sspim"_s, u"tenant-1"_s, u"app"_s};
const SecretKey fabrikam{u"sspim"_s, u"tenant-2"_s, u"app"_s};

QByteArray valueOf(const Secret& secret)
{
    return secret.expose([](QByteArrayView utf8) { return utf8.toByteArray(); });
}

} // namespace

class SessionSecretStoreTest : public QObject {
    Q_OBJECT
private slots:
    void itKeepsOneSecretForEachTenant();
    void whatIsNotThereIsSaidSo();
    void eachFailureHasItsOwnSentence();
    void severalThreadsMayUseIt();
};

void SessionSecretStoreTest::itKeepsOneSecretForEachTenant()
{
    SessionSecretStore store;
    QVERIFY(store.isSessionOnly());
    QVERIFY(store.probe({}));
    QVERIFY(store.write(contoso, Secret("one"), {}));
    QVERIFY(store.write(fabrikam, Secret("two"), {}));
    QVERIFY(store.write(contoso, Secret("three"), {}));
    QCOMPARE(valueOf(store.read(contoso, {}).value()), QByteArray("three"));
    QCOMPARE(
        valueOf(store.read(contoso, {}).value()), QByteArray("three")); // reading takes nothing
    QCOMPARE(valueOf(store.read(fabrikam, {}).value()), QByteArray("two"));
    QCOMPARE(contoso.text(), u"lockstep/sspim/tenant-1/app/clientSecret"_s);
}

void SessionSecretStoreTest::whatIsNotThereIsSaidSo()
{
    SessionSecretStore store;
    const auto missing = store.read(contoso, {});
    QVERIFY(!missing);
    QVERIFY(missing.error().kind == Kind::NotFound);
    QVERIFY(store.write(contoso, Secret("one"), {}));
    QVERIFY(store.remove(contoso, {}));
    QVERIFY(store.remove(contoso, {}));
    QVERIFY(!store.read(contoso, {}));
}

void SessionSecretStoreTest::eachFailureHasItsOwnSentence()
{
    QSet<QString> sentences;
    for (const Kind kind : {Kind::NoKeychain, Kind::Locked, Kind::Refused, Kind::NotFound,
             Kind::TimedOut, Kind::Failed}) {
        sentences.insert(explain({kind, {}}));
        QVERIFY(explain({kind, u"D-Bus said no"_s}).contains(u"D-Bus said no"_s));
    }
    QCOMPARE(sentences.size(), 6);
    QVERIFY(!sentences.contains(QString()));
}

void SessionSecretStoreTest::severalThreadsMayUseIt()
{
    SessionSecretStore store;
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            const SecretKey key{u"sspim"_s, QString::number(i), u"app"_s};
            for (int round = 0; round < 500; ++round) {
                const QByteArray value = QByteArray::number(round);
                if (!store.write(key, Secret(value), {})
                    || valueOf(store.read(key, {}).value()) != value)
                    ++wrong;
            }
        });
    }
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(SessionSecretStoreTest)
#include "tst_session_secret_store.moc"
