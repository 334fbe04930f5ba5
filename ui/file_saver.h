// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "worker.h"

#include <QByteArray>
#include <QString>

class QWidget;

namespace lockstep {

//! Asks where, then writes a file off the GUI thread: reports, escape sheets, calendar entries.
class FileSaver final : public QObject {
    Q_OBJECT
public:
    explicit FileSaver(QWidget* window);
    //! `filter` as QFileDialog takes it: "Web page (*.html)".
    void save(const QString& title, const QString& name, const QString& filter,
        const QByteArray& content);
    //! Writes without asking.
    void write(const QString& path, const QByteArray& content);

Q_SIGNALS:
    void ended(const QString& message);

private:
    QWidget* m_window;
    Worker m_worker;
};

} // namespace lockstep
