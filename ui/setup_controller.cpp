// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_controller.h"

namespace lockstep {

namespace {

const Field* fieldOfKind(const Profile& profile, FieldKind kind)
{
    for (const Field& field : profile.fields)
        if (field.kind == kind)
            return &field;
    return nullptr;
}

QString textOfKind(const Profile& profile, const Inputs& inputs, FieldKind kind)
{
    const Field* field = fieldOfKind(profile, kind);
    return field ? inputs.text(field->id) : QString();
}

std::vector<Finding> findingsToStartWith(const Profile& profile, const Setup& setup)
{
    // a report of an older version of the guide has other lines: show those as not run
    std::vector<Finding> findings = notRunFindings(profile, setup.inputs);
    if (!setup.lastReport)
        return findings;
    for (Finding& finding : findings)
        if (const Finding* known = setup.lastReport->find(finding.check, finding.subject))
            finding = *known;
    return findings;
}

} // namespace

Result<Endpoints> endpointsOf(const Setup& setup)
{
    if (setup.cloud == QStringLiteral("custom"))
        return customCloud(setup.loginUrl, setup.graphUrl);
    return cloudByName(setup.cloud);
}

SetupController::SetupController(OpenedSetup opened, const Ports& ports, QString publicClientId,
    TenantMemory& memory, QObject* parent)
    : QObject(parent)
    , m_ports(ports)
    , m_publicClientId(std::move(publicClientId))
    , m_profile(std::move(opened.profile))
    , m_endpoints(endpointsOf(opened.setup).value_or(knownClouds().front()))
    , m_findings(findingsToStartWith(*m_profile, opened.setup))
    , m_cloudFixed(opened.cloudFixed)
    , m_document(std::move(opened.setup), std::move(opened.lock), std::move(opened.readOnlyReason),
          ports.store, ports.pacer)
    , m_secret(ports)
    , m_signIn(ports)
    , m_runner(ports.transport, ports.pacer, memory)
{
    m_judge.setSingleShot(true);
    m_judge.setInterval(250);
    m_expiry.setSingleShot(true);
    connect(&m_judge, &QTimer::timeout, this, &SetupController::judgeFields);
    connect(&m_expiry, &QTimer::timeout, this, &SetupController::gateChanged);
    connect(&m_runner, &VerificationRunner::finished, this, &SetupController::checkEnded);
    connect(&m_runner, &VerificationRunner::looked, this, &SetupController::checkEnded);
    connect(&m_runner, &VerificationRunner::started, this, &SetupController::gateChanged);
    connect(&m_runner, &VerificationRunner::cancelled, this, &SetupController::gateChanged);
    connect(&m_signIn, &SignInRunner::signedIn, this, &SetupController::signedIn);
    connect(&m_secret, &SecretKeeper::secretChanged, this, &SetupController::inputsChanged);
    connect(&m_secret, &SecretKeeper::whereChanged, this, [this] {
        const bool kept = m_secret.where() == SecretKeeper::Where::Keychain;
        const bool gone = m_secret.where() == SecretKeeper::Where::Nowhere && setup().secretKept
            && m_secret.note().isEmpty();
        if ((kept && !setup().secretKept) || gone)
            m_document.edit([kept](Setup& setup) { setup.secretKept = kept; });
    });
    m_secret.setKey(secretKeyOf(*m_profile, setup().inputs));
    if (setup().secretKept)
        m_secret.load();
    m_changes = std::make_unique<PlanFlow>(*this);
    judgeFields();
    warmConnections();
}

void SetupController::setCloud(const QString& cloud)
{
    const Result<Endpoints> endpoints = cloudByName(cloud);
    if (!endpoints || setup().cloud == cloud || m_document.isReadOnly())
        return;
    m_document.edit([&](Setup& setup) {
        setup.cloud = cloud;
        setup.loginUrl.clear();
        setup.graphUrl.clear();
    });
    useEndpoints(*endpoints);
}

Result<void> SetupController::setCustomCloud(const QUrl& login, const QUrl& graph)
{
    const Result<Endpoints> endpoints = customCloud(login, graph);
    if (!endpoints)
        return tl::unexpected(endpoints.error());
    if (m_document.isReadOnly())
        return failure(QStringLiteral("cloud"), m_document.problem());
    m_document.edit([&](Setup& setup) {
        setup.cloud = QStringLiteral("custom");
        setup.loginUrl = endpoints->login;
        setup.graphUrl = endpoints->graph;
    });
    useEndpoints(*endpoints);
    return {};
}

void SetupController::useEndpoints(const Endpoints& endpoints)
{
    m_endpoints = endpoints;
    // a session, a proof and a plan are good for one cloud only
    m_changes->close();
    m_signIn.signOut();
    m_runner.cancel();
    m_proof.reset();
    m_findings = notRunFindings(*m_profile, this->setup().inputs);
    m_document.edit([](Setup& setup) { setup.lastReport.reset(); });
    warmConnections();
    Q_EMIT tenantChanged();
    Q_EMIT findingsChanged();
    Q_EMIT gateChanged();
}

void SetupController::warmConnections()
{
    m_ports.transport.warm(m_endpoints.login);
    m_ports.transport.warm(m_endpoints.graph);
}

QString SetupController::currentStep() const
{
    return m_profile->step(setup().currentStep) ? setup().currentStep : m_profile->steps.front().id;
}

void SetupController::setCurrentStep(const QString& step)
{
    if (step == currentStep() || !m_profile->step(step))
        return;
    m_document.edit([&](Setup& setup) { setup.currentStep = step; });
    Q_EMIT stepChanged();
}

QString SetupController::tenantTitle() const
{
    const QString name = textOfKind(*m_profile, setup().inputs, FieldKind::TenantName);
    return name.isEmpty() ? textOfKind(*m_profile, setup().inputs, FieldKind::TenantId) : name;
}

QString SetupController::customerTitle() const
{
    if (!setup().customer.isEmpty())
        return setup().customer;
    const QString tenant = tenantTitle();
    return tenant.isEmpty() ? tr("New setup") : tenant;
}

QString SetupController::whoActs() const
{
    const Session* session = m_signIn.session();
    if (session && session->identity)
        return session->identity->userName;
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return user.isEmpty() ? tr("the user of this computer") : user;
}

void SetupController::openUrl(const QUrl& url)
{
    m_opener.start(
        [&browser = m_ports.browser, url](const std::stop_token&) { return browser.open(url); },
        [this, url](bool opened) {
            if (!opened)
                Q_EMIT notice(
                    tr("No browser could be started. The address is %1").arg(url.toString()));
        });
}

} // namespace lockstep
