// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"

#include <QAbstractTableModel>

namespace lockstep {

//! "in 23 months", "in 12 days", "ended": how long a secret still lives.
[[nodiscard]] QString secretEndText(const QDateTime& end, const QDateTime& now);
//! The one thing to do next in a setup, in a few words.
[[nodiscard]] QString nextAction(const Setup& setup, const Profile* profile);

//! The saved setups, one a row.
class HomeModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Customer, Guide, State, Checked, SecretEnds, Next, ColumnCount };
    enum Role { SortRole = Qt::UserRole + 1, FilterRole };

    HomeModel(const std::vector<ProfilePointer>& profiles, Pacer& pacer, QObject* parent = nullptr);
    void setSetups(std::vector<Setup> setups);
    //! What a running "check all" says of one setup; an empty text takes it back.
    void setProgress(const QString& setup, const QString& text);
    [[nodiscard]] const Setup& setupAt(int row) const { return m_setups[static_cast<size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Setup& setup, int column) const;
    [[nodiscard]] QString stateText(const Setup& setup) const;
    [[nodiscard]] QVariant sortKey(const Setup& setup, int column) const;
    [[nodiscard]] const Profile* profileOf(const Setup& setup) const;

    std::vector<ProfilePointer> m_profiles;
    Pacer& m_pacer;
    std::vector<Setup> m_setups;
    std::map<QString, QString> m_progress;
};

} // namespace lockstep
