// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fleet_runner.h"
#include "home_model.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace lockstep {

//! The first page: the saved setups, a card per guide, the demo.
class HomePage final : public QWidget {
    Q_OBJECT
public:
    HomePage(const AppServices& services, TenantMemory& memory, QWidget* parent = nullptr);
    //! Reads the list anew, off the GUI thread.
    void reload();
    void showProblem(const QString& text);
    [[nodiscard]] HomeModel* model() const { return m_model; }

Q_SIGNALS:
    void newWanted(const QString& profile);
    void openWanted(const QString& setup);
    void demoWanted();
    void loaded();

private:
    void addHeader(QVBoxLayout* layout);
    void addTable(QVBoxLayout* layout);
    void addCards(QVBoxLayout* layout);
    [[nodiscard]] QWidget* makeGuideCard(const Profile& profile);
    [[nodiscard]] QWidget* makeDemoCard();
    void listed(SetupStore::Listing listing);
    void openCurrent();
    void checkAll();

    AppServices m_services;
    HomeModel* m_model;
    QSortFilterProxyModel* m_sorted;
    FleetRunner m_fleet;
    QLabel* m_problem = nullptr;
    QWidget* m_listArea = nullptr;
    QLabel* m_listTitle = nullptr;
    QLineEdit* m_filter = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_checkAll = nullptr;
    Worker m_reader;
};

} // namespace lockstep
