// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/whole_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SetupStore)
};

constexpr QFile::Permissions ownerOnlyFile = QFile::ReadOwner | QFile::WriteOwner;

//! A disk that gets full takes a part without a word; only the next attempt says why.
bool writeAll(QSaveFile& file, const QByteArray& bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const qint64 taken = file.write(bytes.constData() + done, bytes.size() - done);
        if (taken <= 0)
            return false;
        done += taken;
    }
    return file.flush();
}

} // namespace

Result<void> writeWhole(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false); // rather an error than half a file
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnlyFile)
        && writeAll(file, bytes);
    if (written && file.commit()) // flushes to the disk, then renames
        return {};
    return failure(QDir::toNativeSeparators(path),
        Words::tr("This setup could not be saved: %1").arg(file.errorString()));
}

} // namespace lockstep
