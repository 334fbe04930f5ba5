// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sign_in_panel.h"

#include "flow_layout.h"
#include "widgets.h"

#include <QApplication>
#include <QKeyEvent>

#include <utility>

namespace lockstep {

namespace {

QString clockText(qint64 seconds)
{
    seconds = std::max<qint64>(0, seconds);
    return QStringLiteral("%1:%2")
        .arg(seconds / 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

SignInPanel::SignInPanel(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_title(makeLabel({}, "heading", this))
    , m_problem(makeLabel({}, "fail", this))
    , m_problemDetails(new Fold(tr("Technical details"), this))
    , m_problemText(makeLabel({}, "small", this))
{
    setProperty("box", QStringLiteral("info"));
    setObjectName(QStringLiteral("signInPanel"));
    setAccessibleName(tr("Sign in"));
    auto* layout = column(this, 18, 10);
    auto* top = row(8);
    top->addWidget(m_title, 1);
    auto* shut = makeIconButton(Glyph::Cross, tr("Close the sign-in panel"), this);
    top->addWidget(shut, 0, Qt::AlignTop);
    layout->addLayout(top);
    layout->addWidget(m_problem);
    m_problemText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problemDetails->content()->addWidget(m_problemText);
    layout->addWidget(m_problemDetails);
    m_pages = {makeChoice(), makeWaiting(), makeDeviceCode()};
    for (QWidget* page : m_pages)
        layout->addWidget(page);
    connect(shut, &QToolButton::clicked, this, &SignInPanel::close);
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, &SignInPanel::tick);
    connect(&controller.signIn(), &SignInRunner::changed, this, &SignInPanel::refresh);
    connect(&controller, &SetupController::tenantChanged, this, &SignInPanel::refresh);
    connect(&controller.runner(), &VerificationRunner::started, this, &QWidget::hide);
    hide();
    refresh();
}

QWidget* SignInPanel::makeChoice()
{
    auto* page = new QWidget(this);
    auto* layout = column(page, 0, 10);
    auto* buttons = new QWidget(page);
    auto* flow = new FlowLayout(buttons, 8);
    m_browser = makeButton(tr("Sign in with the &browser"), "primary", buttons);
    setGlyph(m_browser, Glyph::Person);
    QPushButton* device = makeButton(tr("Use a &device code"), "", buttons);
    QPushButton* without = makeButton(tr("Go on &without signing in"), "", buttons);
    for (QPushButton* button : {m_browser, device, without})
        flow->addWidget(button);
    layout->addWidget(buttons);
    layout->addWidget(
        makeLabel(tr("Without signing in, only what needs no administrator can be confirmed. "
                     "What an administrator sees stays unconfirmed."),
            "muted", page));
    auto* fold = new Fold(tr("What this asks for, and why"), page);
    for (const WantedPermission& permission : readPermissions(m_controller.profile())) {
        fold->content()->addWidget(
            makeLabel(tr("%1: %2.").arg(permission.name, permission.reason), "", fold));
    }
    fold->content()->addWidget(
        makeLabel(tr("All of it is reading. Nothing in the tenant is changed."), "muted", fold));
    layout->addWidget(fold);
    connect(m_browser, &QPushButton::clicked, &m_controller, &SetupController::startBrowserSignIn);
    connect(device, &QPushButton::clicked, &m_controller, &SetupController::startDeviceSignIn);
    connect(without, &QPushButton::clicked, this, [this] {
        hide();
        m_controller.declineSignIn();
    });
    return page;
}

QWidget* SignInPanel::makeWaiting()
{
    auto* page = new QWidget(this);
    auto* layout = column(page, 0, 10);
    m_waitingText = makeLabel({}, "", page);
    layout->addWidget(m_waitingText);
    auto* line = new QWidget(page);
    auto* flow = new FlowLayout(line, 8);
    m_cancel = makeButton(tr("Cancel"), "small", line);
    m_cancel->setAccessibleName(tr("Cancel the sign-in"));
    m_copyLink = new CopyButton({}, line);
    m_copyLink->setObjectName(QStringLiteral("copySignInLink"));
    m_device = makeButton(tr("Use a &device code instead"), "small", line);
    for (QPushButton* button : {m_cancel, static_cast<QPushButton*>(m_copyLink), m_device})
        flow->addWidget(button);
    layout->addWidget(line);
    connect(m_cancel, &QPushButton::clicked, &m_controller.signIn(), &SignInRunner::cancel);
    connect(m_device, &QPushButton::clicked, &m_controller, &SetupController::startDeviceSignIn);
    return page;
}

QWidget* SignInPanel::makeDeviceCode()
{
    auto* page = new QWidget(this);
    auto* layout = column(page, 0, 10);
    layout->addWidget(
        makeLabel(tr("Open the link on any device, type this code, and sign in there."), "", page));
    m_code = makeLabel({}, "code", page);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setWordWrap(false);
    layout->addWidget(m_code);
    auto* line = new QWidget(page);
    auto* flow = new FlowLayout(line, 8);
    m_copyCode = new CopyButton({}, line);
    m_openLink = makeButton({}, "small", line);
    setGlyph(m_openLink, Glyph::Open);
    QPushButton* cancel = makeButton(tr("Cancel"), "small", line);
    cancel->setAccessibleName(tr("Cancel the sign-in"));
    for (QPushButton* button : {static_cast<QPushButton*>(m_copyCode), m_openLink, cancel})
        flow->addWidget(button);
    layout->addWidget(line);
    m_timeLeft = makeLabel({}, "muted", page);
    layout->addWidget(m_timeLeft);
    connect(m_openLink, &QPushButton::clicked, this,
        [this] { m_controller.openUrl(m_controller.signIn().deviceCode().verificationUri); });
    connect(cancel, &QPushButton::clicked, &m_controller.signIn(), &SignInRunner::cancel);
    return page;
}

void SignInPanel::open()
{
    show();
    refresh();
    takeFocus();
}

void SignInPanel::takeFocus()
{
    const std::array<QWidget*, 3> first{m_browser, m_cancel, m_copyCode};
    QWidget* wanted = first.at(static_cast<size_t>(std::max(m_page, 0)));
    if (wanted->isEnabled())
        wanted->setFocus(Qt::OtherFocusReason);
}

void SignInPanel::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    const QWidget* focus = QApplication::focusWidget();
    if (isHidden() && focus && isAncestorOf(focus))
        Q_EMIT left();
}

void SignInPanel::close()
{
    m_controller.signIn().cancel();
    m_controller.cancelCheck();
    hide();
}

void SignInPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

QString SignInPanel::titleText() const
{
    const QString tenant = m_controller.tenantTitle();
    if (m_controller.asksToWrite()) {
        switch (m_controller.changes().purpose()) {
        case PlanFlow::Purpose::Apply:
            return tr("Sign in to %1 to have the changes made").arg(tenant);
        case PlanFlow::Purpose::Undo:
            return tr("Sign in to %1 to have the changes taken back").arg(tenant);
        case PlanFlow::Purpose::Settle:
            return tr("Sign in to %1 to find out what became of the changes").arg(tenant);
        }
    }
    return tenant.isEmpty()
        ? tr("Sign in to confirm what only an administrator can see")
        : tr("Sign in to %1 to confirm what only an administrator can see").arg(tenant);
}

void SignInPanel::refresh()
{
    const SignInRunner& runner = m_controller.signIn();
    m_title->setText(titleText());
    const QString blocked = m_controller.signInProblem();
    const QString problem = runner.problem().isEmpty() ? blocked : runner.problem();
    if (problem != m_problem->text())
        announce(this, problem);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_problemText->setText(runner.technicalDetails());
    m_problemDetails->setVisible(
        !runner.problem().isEmpty() && !runner.technicalDetails().isEmpty());
    m_browser->setEnabled(blocked.isEmpty());
    int page = 0;
    switch (runner.state()) {
    case SignInRunner::State::WaitingForBrowser:
    case SignInRunner::State::WaitingForCode: page = 1; break;
    case SignInRunner::State::ShowingCode: page = 2; break;
    case SignInRunner::State::SignedOut: break;
    case SignInRunner::State::SignedIn: hide(); break;
    }
    if (page == 2 && m_page != 2) {
        const DeviceCode& code = runner.deviceCode();
        m_code->setText(code.userCode);
        m_code->setAccessibleName(tr("Device code %1").arg(code.userCode));
        m_copyCode->setValue(code.userCode, tr("Copy the code"));
        m_openLink->setText(tr("Open %1").arg(plainText(code.verificationUri.toString())));
    }
    if (!runner.problem().isEmpty())
        show();
    if (page != 0 && !m_tick.isActive()) {
        m_since = m_controller.now();
        m_tick.start();
    } else if (page == 0) {
        m_tick.stop();
    }
    const bool waits = runner.state() == SignInRunner::State::WaitingForBrowser;
    m_device->setVisible(waits);
    m_copyLink->setVisible(waits);
    m_copyLink->setValue(runner.browserAddress().toString(QUrl::FullyEncoded),
        tr("Copy the link of the sign-in page"));
    showPage(page);
    tick();
}

//! With the focus, where it is in here: what is hidden would hand it on to the page below.
void SignInPanel::showPage(int page)
{
    const bool moves = std::exchange(m_page, page) != page && isVisible()
        && isAncestorOf(QApplication::focusWidget());
    m_pages[static_cast<size_t>(page)]->show();
    if (moves)
        takeFocus();
    for (size_t i = 0; i < m_pages.size(); ++i)
        m_pages[i]->setVisible(static_cast<int>(i) == page);
}

void SignInPanel::tick()
{
    const SignInRunner& runner = m_controller.signIn();
    const QString waited = clockText(m_since.isValid() ? m_since.secsTo(m_controller.now()) : 0);
    if (runner.state() == SignInRunner::State::WaitingForBrowser)
        m_waitingText->setText(tr(
            "Waiting for the sign-in page in your browser (%1). Come back here afterwards. Where "
            "no browser opens, copy the link into one on this computer, or use a device code.")
                                   .arg(waited));
    else if (runner.state() == SignInRunner::State::WaitingForCode)
        m_waitingText->setText(tr("Asking for a device code (%1).").arg(waited));
    else if (runner.state() == SignInRunner::State::ShowingCode)
        m_timeLeft->setText(
            tr("The code is good for another %1. Waiting for the sign-in.")
                .arg(clockText(m_controller.now().secsTo(runner.deviceCode().ends))));
}

} // namespace lockstep
