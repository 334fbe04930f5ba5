// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "support/gui_watchdog.h"
#include "worker.h"

#include <QTest>

#include <condition_variable>
#include <semaphore>

using namespace lockstep;

class TestWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversOnTheThreadThatStarted()
    {
        Worker worker;
        QThread* ranOn = nullptr;
        QThread* deliveredOn = nullptr;
        worker.start(
            [&](const std::stop_token&) {
                ranOn = QThread::currentThread();
                return std::make_unique<int>(7); // what can only be moved is delivered too
            },
            [&](const std::unique_ptr<int>& value) {
                QCOMPARE(*value, 7);
                deliveredOn = QThread::currentThread();
            });
        QVERIFY(worker.isRunning());
        QTRY_VERIFY(deliveredOn);
        QCOMPARE(deliveredOn, QThread::currentThread());
        QVERIFY(ranOn != deliveredOn);
        QVERIFY(!worker.isRunning());
    }

    void cancelReturnsAtOnceWhateverTheFunctionDoes()
    {
        std::binary_semaphore released(0);
        std::binary_semaphore begun(0);
        Worker worker;
        bool delivered = false;
        worker.start(
            [&](const std::stop_token&) {
                begun.release();
                released.acquire(); // deaf to the stop token
                return 1;
            },
            [&](int) { delivered = true; });
        begun.acquire();
        QElapsedTimer clock;
        clock.start();
        worker.cancel();
        QVERIFY2(clock.elapsed() < 50, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!worker.isRunning());

        int second = 0;
        worker.start([](const std::stop_token&) { return 2; }, [&](int value) { second = value; });
        QTRY_COMPARE(second, 2);
        released.release();
        worker.join();
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void aStoppedFunctionIsToldAndItsResultDropped()
    {
        std::binary_semaphore begun(0);
        bool delivered = false;
        {
            Worker worker;
            worker.start(
                [&](const std::stop_token& stop) {
                    begun.release();
                    std::mutex mutex;
                    std::condition_variable_any changed;
                    std::unique_lock lock(mutex);
                    changed.wait(lock, stop, [] { return false; });
                    return 1;
                },
                [&](int) { delivered = true; });
            begun.acquire();
        } // destruction stops and joins: this line is only reached when the token was heard
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void aNewRunReplacesTheOldOne()
    {
        Worker worker;
        QList<int> delivered;
        for (int i = 1; i <= 20; ++i)
            worker.start(
                [i](const std::stop_token&) { return i; }, [&](int value) { delivered << value; });
        QTRY_COMPARE(delivered, QList<int>{20});
        QCoreApplication::processEvents();
        QCOMPARE(delivered.size(), 1);
    }

    void progressArrivesBeforeTheResult()
    {
        Worker worker;
        QStringList heard;
        worker.start(
            [&](const std::stop_token&) {
                worker.post([&] { heard << QStringLiteral("progress"); });
                return QStringLiteral("result");
            },
            [&](const QString& value) { heard << value; });
        QTRY_COMPARE(heard, QStringList({QStringLiteral("progress"), QStringLiteral("result")}));
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
