// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "main_window.h"

#include "demo_band.h"
#include "home_page.h"
#include "opening.h"
#include "review_page.h"
#include "setup_view.h"
#include "widgets.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>

namespace lockstep {

MainWindow::MainWindow(AppServices services, QWidget* parent)
    : QMainWindow(parent), m_services(std::move(services)), m_stack(new QStackedWidget(this))
{
    auto* holder = new QWidget(this);
    auto* layout = column(holder, 0, 0);
    if (m_services.demo) {
        m_band = new DemoBand(*m_services.demo, m_services.profiles, holder);
        layout->addWidget(m_band);
        m_band->hide();
        connect(m_band, &DemoBand::scenarioWanted, this, &MainWindow::startDemo);
        connect(m_band, &DemoBand::resetWanted, this, [this] { startDemo(m_band->scenario()); });
        connect(m_band, &DemoBand::leaveWanted, this, &MainWindow::goHome);
    }
    layout->addWidget(m_stack, 1);
    setCentralWidget(holder);
    m_home = new HomePage(m_services, m_memory, m_stack);
    m_stack->addWidget(m_home);
    connect(m_home, &HomePage::newWanted, this, &MainWindow::newSetup);
    connect(m_home, &HomePage::openWanted, this, &MainWindow::openSetup);
    connect(m_home, &HomePage::demoWanted, this, [this] { startDemo({}); });
    setWindowIcon(programIcon());
    setMinimumSize(820, 560);
    restoreWindow();
    refreshTitle();
}

MainWindow::~MainWindow()
{
    dropSetup();
}

void MainWindow::restoreWindow()
{
    const QByteArray geometry = m_services.settings
        ? m_services.settings->value(QStringLiteral("window/geometry")).toByteArray()
        : QByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(1180, 780);
}

void MainWindow::newSetup(const QString& profile)
{
    const ProfilePointer guide = m_services.profile(profile);
    if (guide)
        open(m_services.ports, m_memory,
            [guide](const Ports& ports, const std::stop_token&) {
                return makeSetup(freshSetup(*guide, ports.pacer.now()), guide, ports.store);
            },
            {});
}

void MainWindow::openSetup(const QString& id)
{
    open(m_services.ports, m_memory,
        [id, profiles = m_services.profiles](const Ports& ports, const std::stop_token&) {
            return loadSetup(id, profiles, ports.store);
        },
        {});
}

void MainWindow::startDemo(const QString& scenario)
{
    DemoHost* demo = m_services.demo;
    if (!demo)
        return;
    const std::vector<DemoHost::Scenario> scenarios = demo->scenarios();
    const QString wanted =
        scenario.isEmpty() && !scenarios.empty() ? scenarios.front().id : scenario;
    dropSetup();
    m_inDemo = true;
    m_band->setScenario(wanted);
    m_band->show();
    m_opener.start([demo, wanted](const std::stop_token&) { return demo->load(wanted); },
        [this](const Result<void>& outcome) { demoLoaded(outcome); });
}

void MainWindow::demoLoaded(const Result<void>& outcome)
{
    DemoHost& demo = *m_services.demo;
    const ProfilePointer guide = outcome ? m_services.profile(demo.profile()) : nullptr;
    if (!guide) {
        goHome();
        m_home->showProblem(outcome ? tr("The demo's guide is missing.") : outcome.error().what);
        return;
    }
    Setup setup = freshSetup(*guide, demo.ports().pacer.now());
    setup.cloud = QStringLiteral("custom");
    setup.loginUrl = demo.endpoints().login;
    setup.graphUrl = demo.endpoints().graph;
    setup.inputs = demo.inputs();
    setup.account = demo.account();
    m_demoMemory = std::make_unique<TenantMemory>();
    open(
        demo.ports(), *m_demoMemory,
        [setup, guide](const Ports& ports, const std::stop_token&) {
            OpenedSetup opened = makeSetup(setup, guide, ports.store);
            opened.cloudFixed = true;
            return opened;
        },
        demo.secret());
}

void MainWindow::open(const Ports& ports, TenantMemory& memory,
    std::function<OpenedSetup(const Ports&, const std::stop_token&)> make, Secret secret)
{
    auto held = std::make_shared<Secret>(std::move(secret));
    m_opener.start(
        [ports, work = std::move(make)](const std::stop_token& stop) { return work(ports, stop); },
        [this, ports, &memory, held](OpenedSetup opened) {
            if (opened.profile)
                present(std::move(opened), ports, memory, std::move(*held));
            else
                m_home->showProblem(opened.readOnlyReason);
        });
}

void MainWindow::present(
    OpenedSetup opened, const Ports& ports, TenantMemory& memory, Secret secret)
{
    dropSetup();
    m_controller = std::make_unique<SetupController>(
        std::move(opened), ports, m_services.publicClientId, memory);
    if (!secret.isEmpty())
        m_controller->setSecret(std::move(secret));
    m_view = new SetupView(*m_controller, m_stack);
    m_stack->addWidget(m_view);
    m_stack->setCurrentWidget(m_view);
    connect(m_view, &SetupView::closeWanted, this, &MainWindow::goHome);
    connect(m_view, &SetupView::anotherWanted, this, [this, profile = m_controller->profile().id] {
        if (m_inDemo)
            startDemo(m_band->scenario());
        else
            newSetup(profile);
    });
    connect(m_controller.get(), &SetupController::tenantChanged, this, &MainWindow::refreshTitle);
    if (m_inDemo)
        connect(
            m_controller.get(), &SetupController::completionChanged, m_band, &DemoBand::refresh);
    if (m_band)
        m_band->refresh();
    refreshTitle();
    Q_EMIT setupOpened();
}

void MainWindow::refreshTitle()
{
    setWindowTitle(m_controller
            ? tr("%1 · %2 · Lockstep")
                  .arg(m_controller->customerTitle(), m_controller->profile().title)
            : tr("Lockstep"));
}

void MainWindow::settle(std::function<void()> then)
{
    if (!m_controller || !m_controller->secretKeeper().isPending()) {
        then();
        return;
    }
    SecretKeeper& keeper = m_controller->secretKeeper();
    auto* deadline = new QTimer(m_controller.get());
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, this, then);
    connect(&keeper, &SecretKeeper::whereChanged, deadline, [&keeper, deadline] {
        if (!keeper.isPending())
            deadline->start(0);
    });
    deadline->start(std::chrono::seconds(3));
    keeper.keepNow();
}

void MainWindow::goHome()
{
    stopChanges();
    settle([this] {
        dropSetup();
        m_inDemo = false;
        if (m_band)
            m_band->hide();
        m_home->reload();
    });
}

//! What was sent is in the journal; what was not stays unsent.
void MainWindow::stopChanges()
{
    if (m_controller && m_controller->changes().isBusy())
        m_controller->changes().cancel();
}

void MainWindow::dropSetup()
{
    if (m_view) {
        m_stack->setCurrentWidget(m_home);
        m_stack->removeWidget(m_view);
        delete m_view; // before the controller that it shows
        m_view = nullptr;
    }
    m_controller.reset();
    refreshTitle();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    stopChanges();
    if (!m_settled && m_controller && m_controller->secretKeeper().isPending()) {
        event->ignore();
        m_view->showNotice(tr("The keychain is still keeping the secret."));
        settle([this] {
            m_settled = true;
            close();
        });
        return;
    }
    if (m_services.settings)
        m_services.settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (m_controller)
        (void)m_controller->document().flush();
    event->accept();
}

} // namespace lockstep
