// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/private_folder.h"

#include <QFile>
#include <QFileInfo>

namespace lockstep {

bool makePrivateFolder(const QDir& folder)
{
    const QString path = folder.absolutePath();
    if (!folder.exists()) {
        if (!QDir().mkpath(path))
            return false;
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return QFileInfo(path).isWritable();
}

} // namespace lockstep
