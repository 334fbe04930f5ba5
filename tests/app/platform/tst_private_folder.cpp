// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "platform/private_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;

namespace {

constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
    | QFile::WriteOther | QFile::ExeOther;

} // namespace

class TestPrivateFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewFolderIsForItsOwnerOnly()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("lockstep/setups"));
        QVERIFY(makePrivateFolder(QDir(path)));
        QVERIFY(QFileInfo(path).isDir());
#if defined(Q_OS_UNIX)
        QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
#endif
    }

    void aFolderThatIsThereKeepsItsPermissions()
    {
        const QTemporaryDir home;
        QVERIFY(QFile::setPermissions(home.path(), QFile::permissions(home.path()) | others));
        const QFile::Permissions before = QFile::permissions(home.path());
        QVERIFY(makePrivateFolder(QDir(home.path())));
        QCOMPARE(QFile::permissions(home.path()), before);
    }

    void whereNoFolderCanBeIsSaid()
    {
        const QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!makePrivateFolder(QDir(file.fileName() + QStringLiteral("/setups"))));
    }
};

QTEST_GUILESS_MAIN(TestPrivateFolder)
#include "tst_private_folder.moc"
