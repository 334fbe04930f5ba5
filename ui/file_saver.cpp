// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "file_saver.h"

#include <QDir>
#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

namespace lockstep {

namespace {

//! Empty when written.
QString writeWhole(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

FileSaver::FileSaver(QWidget* window) : QObject(window), m_window(window) { }

void FileSaver::save(
    const QString& title, const QString& name, const QString& filter, const QByteArray& content)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    auto* dialog = new QFileDialog(m_window, title, folder.filePath(name), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, content](const QString& path) { write(path, content); });
    dialog->open();
}

void FileSaver::write(const QString& path, const QByteArray& content)
{
    m_worker.start([path, content](const std::stop_token&) { return writeWhole(path, content); },
        [this, path](const QString& problem) {
            Q_EMIT ended(problem.isEmpty() ? tr("Saved as %1").arg(QDir::toNativeSeparators(path))
                                           : tr("%1 could not be written: %2")
                                                 .arg(QDir::toNativeSeparators(path), problem));
        });
}

} // namespace lockstep
