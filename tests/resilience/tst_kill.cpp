// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup_store.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rounds = 75;
constexpr quint32 seed = 20261101;

//! What a person saw on the screen: the last value of each field that was shown as saved.
using Shown = std::map<QString, QString>;

//! Whole lines only: half a line was not seen.
int addShown(Shown& shown, const QByteArray& output)
{
    int count = 0;
    const QList<QByteArray> lines = output.left(output.lastIndexOf('\n') + 1).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.startsWith("saved "))
            continue;
        const qsizetype equals = line.indexOf('=');
        shown[QString::fromUtf8(line.mid(6, equals - 6))] = QString::fromUtf8(line.mid(equals + 1));
        ++count;
    }
    return count;
}

} // namespace

class KillTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasShownAsSavedSurvivesAKillAtAnyMoment()
    {
        QTemporaryDir home;
        const QDir folder(home.filePath(u"setups"_s));
        const SetupStore store{folder};
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QRandomGenerator random(seed);
        Shown shown;
        int saves = 0;
        int killedAfterSaving = 0;
        int neverShown = 0;
        int leftovers = 0;
        for (int round = 0; round < rounds; ++round) {
            QProcess person;
            person.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            person.start(QStringLiteral(SCRIPTED_PERSON),
                {folder.path(), id, u"type"_s, QString::number(random.generate())});
            QVERIFY(person.waitForStarted());
            // every fifth dies while it starts, the others while they type and save
            QByteArray output;
            if (round % 5 != 0) {
                while (!output.contains('\n')) {
                    QVERIFY2(person.waitForReadyRead(20'000), "never opened");
                    output += person.readAll();
                }
                QVERIFY2(output.startsWith("opened\n"), output.constData()); // the lock as well
            }
            QVERIFY(!person.waitForFinished(int(random.bounded(round % 5 == 0 ? 120 : 700))));
            person.kill(); // SIGKILL
            QVERIFY(person.waitForFinished());
            QCOMPARE(person.exitStatus(), QProcess::CrashExit);
            output += person.readAll();
            const int seen = addShown(shown, output);
            saves += seen;
            killedAfterSaving += seen > 0 ? 1 : 0;
            leftovers += int(folder.entryList({id + u".json.*"_s}, QDir::Files).size());

            // the dead process's lock is taken over, and its leftovers go
            const Result<SetupLock> lock = store.lock(id);
            QVERIFY2(lock.has_value(), lock ? "" : qPrintable(lock.error().what));
            QCOMPARE(folder.entryList({id + u".json.*"_s}, QDir::Files), QStringList());
            if (shown.empty() && !folder.exists(id + u".json"_s))
                continue; // killed before its first save
            QFile file(folder.filePath(id + u".json"_s));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(QJsonDocument::fromJson(bytes).isObject());
            QVERIFY(!bytes.contains("Qx~8Q~")); // typed as well, but never into this file
            const Result<Setup> kept = store.load(id);
            QVERIFY2(kept.has_value(), kept ? "" : qPrintable(kept.error().what));
            for (const auto& [field, value] : shown) {
                const int now = kept->inputs.text(field).toInt();
                QVERIFY2(now >= value.toInt(),
                    qPrintable(u"round %1: %2 was shown as %3 and is %4"_s.arg(round)
                                   .arg(field, value)
                                   .arg(now)));
                neverShown += now > value.toInt() ? 1 : 0;
            }
        }
        qInfo(
            "%d rounds, %d killed after a save was shown, %d values shown as saved, %d later than "
            "shown, %d unfinished files cleared away",
            rounds, killedAfterSaving, saves, neverShown, leftovers);
        QVERIFY(killedAfterSaving >= 30); // else the moments were not the ones meant
    }

    void theNextToOpenItSeesTheOwnerWhoIsAlive()
    {
        QTemporaryDir home;
        const SetupStore store{QDir(home.path())};
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QProcess person;
        person.start(QStringLiteral(SCRIPTED_PERSON), {home.path(), id, u"type"_s, u"1"_s});
        QVERIFY(person.waitForReadyRead(20'000));
        const Result<SetupLock> refused = store.lock(id);
        QVERIFY(!refused);
        QVERIFY(refused.error().what.contains(QString::number(person.processId())));
        person.kill();
        QVERIFY(person.waitForFinished());
        QVERIFY(store.lock(id).has_value());
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
