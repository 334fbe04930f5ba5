// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_controller.h"

#include "profile/consent_url.h"

#include <algorithm>

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

const Field* secretField(const Profile& profile)
{
    for (const Field& field : profile.fields)
        if (field.secret)
            return &field;
    return nullptr;
}

FieldVerdict judgeSecret(
    const Profile& profile, const Field& field, const Secret& secret, const Inputs& inputs)
{
    return secret.expose([&](QByteArrayView utf8) {
        QString text = QString::fromUtf8(utf8);
        FieldVerdict verdict = validateField(profile, field, text, inputs);
        text.fill(u'\0');
        return verdict;
    });
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

QString SetupController::text(const QString& field) const
{
    return setup().inputs.text(field);
}

void SetupController::applyText(const QString& field, const QString& text)
{
    const Field* spec = m_profile->field(field);
    if (!spec)
        return;
    if (spec->secret)
        setSecret(Secret::fromText(text));
    else
        m_document.edit([&](Setup& setup) { setup.inputs.set(field, text); });
}

void SetupController::setText(const QString& field, const QString& text)
{
    if (this->text(field) == text)
        return;
    applyText(field, text);
    Q_EMIT fieldChanged(field);
    inputsChanged();
}

QStringList SetupController::entries(const QString& field) const
{
    return setup().inputs.list(field);
}

void SetupController::setEntries(const QString& field, const QStringList& entries)
{
    if (m_document.isReadOnly() || this->entries(field) == entries)
        return;
    m_document.edit([&](Setup& setup) { setup.inputs.values[field] = entries; });
    followEntries();
    Q_EMIT fieldChanged(field);
    inputsChanged();
}

//! The lines of the report follow the entries: a new one was not checked yet, a removed one is
//! gone.
void SetupController::followEntries()
{
    std::vector<Finding> findings = notRunFindings(*m_profile, setup().inputs);
    if (std::ranges::equal(findings, m_findings, {}, &Finding::key, &Finding::key))
        return;
    for (Finding& finding : findings) {
        const auto known = std::ranges::find(
            m_findings, finding.key(), [](const Finding& one) { return one.key(); });
        if (known != m_findings.end())
            finding = *known;
    }
    m_findings = std::move(findings);
    Q_EMIT findingsChanged();
}

void SetupController::setSecret(Secret secret)
{
    const Field* field = secretField(*m_profile);
    if (!field || m_document.isReadOnly())
        return;
    const FieldVerdict verdict = judgeSecret(*m_profile, *field, secret, setup().inputs);
    m_secret.setSecret(std::move(secret), verdict.kind != FieldVerdict::Kind::Malformed);
}

void SetupController::inputsChanged()
{
    m_secret.setKey(secretKeyOf(*m_profile, setup().inputs));
    m_judge.start();
    Q_EMIT gateChanged();
    Q_EMIT tenantChanged();
}

//! A consent address holds the ids: they are filled in where nothing was typed.
void SetupController::readIdsOff()
{
    if (m_document.isReadOnly())
        return;
    const Inputs filled = withIdsReadOff(*m_profile, setup().inputs);
    QStringList changed;
    for (const Field& field : m_profile->fields) {
        if (!field.secret && filled.text(field.id) != text(field.id))
            changed << field.id;
    }
    for (const QString& field : changed) {
        applyText(field, filled.text(field));
        Q_EMIT fieldChanged(field);
    }
    if (!changed.isEmpty())
        inputsChanged();
}

void SetupController::judgeFields()
{
    readIdsOff();
    followEntries();
    const auto tenantWasGood = fieldVerdict(QStringLiteral("tenantId")).kind;
    for (const Field& field : m_profile->fields) {
        m_verdicts[field.id] = field.secret
            ? judgeSecret(*m_profile, field, m_secret.secret(), setup().inputs)
            : validateEntries(*m_profile, field, setup().inputs, now());
    }
    const auto tenantIsGood = fieldVerdict(QStringLiteral("tenantId")).kind;
    if (tenantIsGood == FieldVerdict::Kind::Good && tenantWasGood != tenantIsGood)
        warmConnections();
    Q_EMIT fieldsJudged();
}

bool SetupController::pasteBlock(const QString& text)
{
    if (m_document.isReadOnly())
        return false;
    std::map<QString, QString> values = parsePastedBlock(*m_profile, text);
    if (values.empty())
        return false;
    QStringList labels;
    for (auto& [field, value] : values) {
        applyText(field, value);
        value.fill(u'\0');
        labels << m_profile->field(field)->label;
        Q_EMIT fieldChanged(field);
    }
    inputsChanged();
    judgeFields();
    Q_EMIT notice(tr("Filled from what was pasted: %1.").arg(labels.join(QStringLiteral(", "))));
    return true;
}

void SetupController::useCleaned(const QString& field)
{
    const FieldVerdict verdict = fieldVerdict(field);
    if (!verdict.cleaned)
        return;
    applyText(field, *verdict.cleaned);
    inputsChanged();
    judgeFields();
    Q_EMIT fieldChanged(field);
}

void SetupController::swapFields(const QString& one, const QString& other)
{
    const QString first = text(one);
    const QString second = text(other);
    applyText(one, second);
    applyText(other, first);
    inputsChanged();
    judgeFields();
    Q_EMIT fieldChanged(one);
    Q_EMIT fieldChanged(other);
}

FieldVerdict SetupController::fieldVerdict(const QString& field) const
{
    const auto found = m_verdicts.find(field);
    return found == m_verdicts.end() ? FieldVerdict{FieldVerdict::Kind::Empty, {}, {}, {}}
                                     : found->second;
}

QStringList SetupController::malformedFields() const
{
    QStringList ids;
    for (const auto& [id, verdict] : m_verdicts)
        if (verdict.kind == FieldVerdict::Kind::Malformed)
            ids << id;
    return ids;
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
