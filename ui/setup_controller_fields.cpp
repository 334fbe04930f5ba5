// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of SetupController that takes what is typed or pasted, and judges it.
#include "profile/consent_url.h"
#include "setup_controller.h"

#include <algorithm>

namespace lockstep {

namespace {

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

} // namespace

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

} // namespace lockstep
