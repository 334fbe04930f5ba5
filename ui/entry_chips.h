// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace lockstep {

//! The entries of a list field, each a button that takes it away again.
class EntryChips final : public QWidget {
    Q_OBJECT
public:
    explicit EntryChips(QWidget* parent = nullptr);
    void present(const QStringList& entries, bool readOnly);

Q_SIGNALS:
    void removed(const QString& entry);

private:
    QStringList m_entries;
};

} // namespace lockstep
