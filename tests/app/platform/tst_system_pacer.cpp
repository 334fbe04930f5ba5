// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/system_pacer.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;

class TestSystemPacer : public QObject {
    Q_OBJECT

private slots:
    void aWaitLastsAsLongAsAsked();
    void aStopRequestEndsTheWait();
    void aStopThatCameFirstDoesNotWait();
    void timeIsUniversal();
};

void TestSystemPacer::aWaitLastsAsLongAsAsked()
{
    SystemPacer pacer;
    const auto before = pacer.ticks();
    QVERIFY(pacer.wait(30ms, {}));
    QVERIFY(pacer.ticks() - before >= 30ms);
}

void TestSystemPacer::aStopRequestEndsTheWait()
{
    SystemPacer pacer;
    std::stop_source stop;
    QElapsedTimer clock;
    clock.start();
    std::jthread stopper([&] { stop.request_stop(); });
    QVERIFY(!pacer.wait(30s, stop.get_token()));
    QVERIFY(clock.elapsed() < 1000);
}

void TestSystemPacer::aStopThatCameFirstDoesNotWait()
{
    SystemPacer pacer;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!pacer.wait(30s, stop.get_token()));
}

void TestSystemPacer::timeIsUniversal()
{
    const SystemPacer pacer;
    QCOMPARE(pacer.now().timeSpec(), Qt::UTC);
}

QTEST_GUILESS_MAIN(TestSystemPacer)
#include "tst_system_pacer.moc"
