// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QMainWindow>

class QStackedWidget;

namespace lockstep {

class DemoBand;
class HomePage;
class SetupView;

//! The one window: the list of setups, one open setup, and the demo in the same place.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(AppServices services, QWidget* parent = nullptr);
    ~MainWindow() override;

    void newSetup(const QString& profile);
    void openSetup(const QString& id);
    //! Empty: the first scenario.
    void startDemo(const QString& scenario);
    void goHome();
    [[nodiscard]] SetupView* setupView() const { return m_view; }
    [[nodiscard]] HomePage* home() const { return m_home; }

Q_SIGNALS:
    void setupOpened();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void open(const Ports& ports, TenantMemory& memory,
        std::function<OpenedSetup(const Ports&, const std::stop_token&)> make, Secret secret);
    void present(OpenedSetup opened, const Ports& ports, TenantMemory& memory, Secret secret);
    void demoLoaded(const Result<void>& outcome);
    //! Lets the keychain finish what is due, at most three seconds, then calls `then`.
    void settle(std::function<void()> then);
    void stopChanges();
    void dropSetup();
    void refreshTitle();
    void restoreWindow();

    AppServices m_services;
    TenantMemory m_memory;
    std::unique_ptr<TenantMemory> m_demoMemory;
    QStackedWidget* m_stack;
    DemoBand* m_band = nullptr;
    HomePage* m_home;
    std::unique_ptr<SetupController> m_controller;
    SetupView* m_view = nullptr;
    bool m_inDemo = false;
    bool m_settled = false;
    Worker m_opener;
};

} // namespace lockstep
