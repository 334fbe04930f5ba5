// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void englishHasItsPlurals()
    {
        installTranslations(QLocale(u"de_DE"_s));
        const auto problems = [](int count) {
            return QCoreApplication::translate("StepState", "%n problem(s)", nullptr, count);
        };
        QCOMPARE(problems(1), u"1 problem"_s);
        QCOMPARE(problems(3), u"3 problems"_s);
    }

    void theCatalogueHoldsWhatTheSourcesSay()
    {
        const QString project = QStringLiteral(PROJECT_SOURCE_DIR);
        const QString english = project + u"/translations/lockstep_en.ts"_s;
        const QByteArray kept = contentsOf(english);
        QVERIFY(!kept.isEmpty() && !kept.contains("unfinished"));
        QTemporaryDir folder;
        const QString fresh = folder.filePath(u"lockstep_en.ts"_s);
        QVERIFY(QFile::copy(english, fresh));
        QProcess lupdate;
        lupdate.setWorkingDirectory(project);
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        lupdate.start(QStringLiteral(LUPDATE),
            {u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"-pluralonly"_s, u"core"_s, u"ui"_s,
                u"app"_s, u"-ts"_s, fresh});
        QVERIFY(lupdate.waitForFinished());
        const QByteArray output = lupdate.readAll();
        QCOMPARE(lupdate.exitCode(), 0);
        QVERIFY2(!output.contains("context"), output); // a text that lupdate could not place
        QCOMPARE(contentsOf(fresh), kept);
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
