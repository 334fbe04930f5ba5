// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "activation_panel.h"

#include "flow_layout.h"
#include "widgets.h"

#include <QLineEdit>

namespace lockstep {

namespace {

using namespace std::chrono_literals;

//! What the worker needs, as it was when the person pressed the button.
struct Job {
    Endpoints endpoints;
    Ports ports;
    SignInOptions signIn;
    QString user; //!< object id of whom it must be
    ActivationRequest request;
    Journal journal;
};

//! The sign-in must be the test user's own: an administrator's would activate the wrong person.
Result<Activation, QString> run(const Job& job, const std::stop_token& stop)
{
    Result<Session, SignInFailure> session = signInWithBrowser(
        job.endpoints, job.signIn, job.ports.browser, job.ports.transport, job.ports.pacer, stop);
    if (!session)
        return tl::unexpected(session.error().message);
    const std::optional<Identity>& who = session->identity;
    const bool same = who && who->objectId.compare(job.user, Qt::CaseInsensitive) == 0
        && who->tenantId.compare(job.signIn.tenant, Qt::CaseInsensitive) == 0;
    if (!same)
        return tl::unexpected(
            ActivationPanel::tr("Another account signed in: %1. Nothing was sent.")
                .arg(who ? who->userName : ActivationPanel::tr("unknown")));
    NetContext net{.transport = job.ports.transport,
        .pacer = job.ports.pacer,
        .stop = stop,
        .endpoints = job.endpoints,
        .deadline = job.ports.pacer.ticks() + 60s,
        .use = {},
        .clockSkew = {}};
    return activateMembership(*session, job.request, net, job.journal);
}

} // namespace

ActivationPanel::ActivationPanel(
    const QString& userField, SetupController& controller, QWidget* parent)
    : QFrame(parent), m_userField(userField), m_controller(controller)
{
    setProperty("box", QStringLiteral("inset"));
    setObjectName(QStringLiteral("activationPanel"));
    setAccessibleName(tr("Activate here"));
    build();
    connect(&controller, &SetupController::findingsChanged, this, &ActivationPanel::refresh);
    connect(&controller, &SetupController::fieldsJudged, this, &ActivationPanel::refresh);
    connect(&controller.changes(), &PlanFlow::changed, this, &ActivationPanel::refresh);
    refresh();
}

void ActivationPanel::build()
{
    auto* layout = column(this, 14, 8);
    m_preview = makeLabel({}, "", this);
    layout->addWidget(m_preview);
    auto* line = new QWidget(this);
    auto* flow = new FlowLayout(line, 8);
    m_duration = new ChoiceBox(line);
    m_duration->setAccessibleName(tr("For how long"));
    for (const int minutes : {30, 60, 120, 240, 480})
        m_duration->addItem(
            minutes < 60 ? tr("%1 minutes").arg(minutes) : tr("%n hour(s)", nullptr, minutes / 60),
            minutes);
    m_duration->setCurrentIndex(1);
    flow->addWidget(m_duration);
    m_reason = new QLineEdit(line);
    m_reason->setObjectName(QStringLiteral("activationReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, such as: test of the setup"));
    m_reason->setMinimumWidth(260);
    m_reason->setMaxLength(500);
    flow->addWidget(m_reason);
    layout->addWidget(line);
    m_button = makeButton(tr("Sign in as this user and activate"), "", this);
    m_button->setObjectName(QStringLiteral("activate"));
    setGlyph(m_button, Glyph::Person);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    m_state = makeLabel({}, "", this);
    m_state->hide();
    layout->addWidget(m_state);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_worker.isRunning())
            return start();
        m_worker.cancel();
        m_state->setText(tr("Stopped. Check whether the membership shows."));
        refresh();
    });
}

QString ActivationPanel::groupId() const
{
    for (const CheckSpec& spec : m_controller.profile().checks) {
        const auto* active = std::get_if<check::PimActive>(&spec.kind);
        if (!active)
            continue;
        const QString entry = m_controller.text(active->group);
        if (isGuid(entry))
            return entry;
        const TenantSnapshot* snapshot = m_controller.snapshot();
        const auto found =
            snapshot ? snapshot->groups.find(entry) : decltype(snapshot->groups.end()){};
        if (snapshot && found != snapshot->groups.end() && found->second
            && found->second->size() == 1)
            return found->second->front().id;
    }
    return {};
}

QString ActivationPanel::whyNot() const
{
    if (m_controller.changes().isWorking())
        return tr("Changes are being applied. Activate afterwards.");
    if (m_controller.text(m_userField).isEmpty())
        return tr("Type the test user to activate here.");
    const TenantSnapshot* snapshot = m_controller.snapshot();
    if (groupId().isEmpty() || !snapshot
        || !snapshot->people.contains(m_controller.text(m_userField))
        || !snapshot->people.at(m_controller.text(m_userField)))
        return tr("Check this step first: the user and the group must be found.");
    return {};
}

void ActivationPanel::refresh()
{
    const QString reason = whyNot();
    const bool busy = m_worker.isRunning();
    m_preview->setText(reason.isEmpty()
            ? tr("%1 signs in in the browser. One request then asks PIM to make this user a member "
                 "of the group for the chosen time. It ends by itself.")
                  .arg(m_controller.text(m_userField))
            : reason);
    m_button->setEnabled(busy || reason.isEmpty());
    m_button->setText(busy ? tr("Stop") : tr("Sign in as this user and activate"));
    m_duration->setEnabled(!busy);
    m_reason->setEnabled(!busy);
}

void ActivationPanel::start()
{
    if (!whyNot().isEmpty()) // typed on since the button was last looked at
        return refresh();
    const Person& person = *m_controller.snapshot()->people.at(m_controller.text(m_userField));
    Job job{.endpoints = m_controller.endpoints(),
        .ports = m_controller.ports(),
        .signIn = {.tenant = m_controller.text(QStringLiteral("tenantId")),
            .scopes = activationScopes(m_controller.endpoints()),
            .loginHint = person.userPrincipalName,
            .claims = {}},
        .user = person.id,
        .request = {.groupId = groupId(),
            .reason = m_reason->text().trimmed(),
            .duration = std::chrono::minutes(m_duration->currentData().toInt())},
        .journal = m_controller.ports().store.journal(m_controller.setup().id)};
    m_state->setText(tr("Waiting for the sign-in in the browser."));
    m_state->show();
    m_worker.start([work = std::move(job)](const std::stop_token& stop) { return run(work, stop); },
        [this](const Result<Activation, QString>& outcome) { ended(outcome); });
    refresh();
}

void ActivationPanel::ended(const Result<Activation, QString>& outcome)
{
    refresh();
    const bool well = outcome && (outcome->isDone() || outcome->isPending());
    restyle(m_state, "tone", well ? QString() : QStringLiteral("fail"));
    if (!outcome)
        m_state->setText(outcome.error());
    else if (outcome->isDone())
        m_state->setText(tr("Activated. It takes a moment until the group shows it."));
    else if (outcome->isPending())
        m_state->setText(tr("The request waits for approval (%1).").arg(outcome->status));
    else if (outcome->status.isEmpty())
        m_state->setText(tr("Entra did not say what became of the request. Check this step."));
    else
        m_state->setText(tr("The request was turned down (%1).").arg(outcome->status));
    announce(m_button, m_state->text());
    if (well)
        m_controller.watch(QStringLiteral("pim.active"));
}

} // namespace lockstep
