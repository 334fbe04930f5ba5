// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/completion.h"

#include <QCoreApplication>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Gate)
};

QByteArray randomKey()
{
    QByteArray key(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(
        reinterpret_cast<quint32*>(key.data()), key.size() / static_cast<int>(sizeof(quint32)));
    return key;
}

//! Each part with its length before it: no two different sets of values give the same bytes.
void addPart(QMessageAuthenticationCode& code, QByteArrayView bytes)
{
    const QByteArray length = QByteArray::number(bytes.size()) + ':';
    code.addData(length.constData(), length.size());
    code.addData(bytes.data(), bytes.size());
}

bool isEmpty(const QStringList& texts)
{
    return std::ranges::all_of(texts, [](const QString& text) { return text.isEmpty(); });
}

//! Collects the reasons; each look at the question adds what it finds.
class Gate {
public:
    explicit Gate(const GateQuestion& question) : m_question(question) { }

    [[nodiscard]] std::vector<GateReason> reasons()
    {
        lookAtFields();
        if (m_question.proof) {
            lookAtReport();
            lookAtFindings();
            lookAtMissingFindings();
            lookAtSecretProofs();
        } else {
            close(Words::tr("Nothing has been checked yet since this program started."));
        }
        lookAtAttestations();
        return std::move(m_reasons);
    }

private:
    void close(const QString& text, const QString& step = {}, const QString& check = {})
    {
        m_reasons.push_back({text, step, check});
    }

    [[nodiscard]] const Report& report() const { return m_question.proof->report; }

    void lookAtFields()
    {
        for (const Field& field : m_question.profile.fields) {
            const bool missing = field.secret ? m_question.secret.isEmpty()
                                              : m_question.inputs.text(field.id).isEmpty();
            if (field.required && missing)
                close(Words::tr("\"%1\" is empty.").arg(field.label), field.step);
            if (field.secret)
                continue; // Entra itself says whether it is good
            // not every field has a check that reads it, so the form of each is judged here
            const FieldVerdict verdict =
                validateEntries(m_question.profile, field, m_question.inputs);
            if (verdict.kind == FieldVerdict::Kind::Malformed)
                close(u"%1: %2"_s.arg(field.label, verdict.message), field.step);
        }
    }

    void lookAtReport()
    {
        if (report().profile != m_question.profile.id)
            close(Words::tr("The last check was for another guide. Check everything again."));
        if (m_question.proof->madeFor != fingerprint(m_question.inputs, m_question.secret))
            close(Words::tr("A value was changed after the last check. Check everything again."));
        const qint64 age = report().startedAt.msecsTo(m_question.now);
        const qint64 lifetime = std::chrono::milliseconds(reportLifetime).count();
        if (!report().startedAt.isValid() || !m_question.now.isValid() || age < 0)
            close(Words::tr(
                "The last check lies in the future. Correct this computer's clock and check "
                "again."));
        else if (age >= lifetime)
            close(Words::tr("The last check is older than five minutes. Check everything again."));
        if (report().nothingReached)
            close(Words::tr("The last check reached neither Entra nor Microsoft Graph."));
    }

    void lookAtFindings()
    {
        for (const Finding& finding : report().findings) {
            const QString text = finding.message.isEmpty() ? finding.key() : finding.message;
            switch (finding.verdict) {
            case Verdict::Pass:
            case Verdict::Warn: break;
            case Verdict::Fail: close(text, finding.step, finding.key()); break; // never cleared
            case Verdict::Unknown:
                if (finding.required && !isVouchedFor(finding))
                    close(Words::tr("Not confirmed: %1").arg(text), finding.step, finding.key());
                break;
            case Verdict::Waiting:
                if (finding.required)
                    close(
                        Words::tr("Waiting for Entra: %1").arg(text), finding.step, finding.key());
                break;
            case Verdict::NotRun:
                if (finding.required)
                    close(Words::tr("Not checked: %1").arg(text), finding.step, finding.key());
                break;
            }
        }
    }

    //! A report that leaves a required check out proves nothing about it.
    void lookAtMissingFindings()
    {
        for (const CheckSpec& spec : checksFor(m_question.profile, m_question.inputs)) {
            if (spec.required && !report().find(spec.name, spec.subject)) {
                const Finding absent{.check = spec.name,
                    .subject = spec.subject,
                    .step = spec.step,
                    .verdict = Verdict::NotRun,
                    .required = true,
                    .expected = {},
                    .observed = {},
                    .message = {},
                    .remedy = std::nullopt,
                    .details = {}};
                close(Words::tr("Not checked: %1").arg(spec.title), spec.step, absent.key());
            }
        }
    }

    void lookAtSecretProofs()
    {
        if (!m_question.profile.uses("secret.accepted")
            || report().secretAccepted >= wantedSecretProofs)
            return;
        const Field* secret = nullptr;
        for (const Field& field : m_question.profile.fields)
            secret = field.secret ? &field : secret;
        close(Words::tr("The secret was accepted %1 of %2 times in a row. Check everything again.")
                  .arg(report().secretAccepted)
                  .arg(wantedSecretProofs),
            secret ? secret->step : QString());
    }

    void lookAtAttestations()
    {
        for (const AttestationSpec& spec : m_question.profile.attestations) {
            const bool said = std::ranges::any_of(m_question.attestations,
                [&](const Attestation& a) { return a.name == spec.id && isBelievable(a); });
            if (spec.required && !said)
                close(Words::tr("To be confirmed by you: %1").arg(spec.text), spec.step);
        }
    }

    [[nodiscard]] bool isBelievable(const Attestation& attestation) const
    {
        return attestation.at.isValid() && attestation.at <= m_question.now;
    }

    //! Only for what this very report could not see, and in the person's own words.
    [[nodiscard]] bool isVouchedFor(const Finding& finding) const
    {
        const QString name = u"unknown:"_s + finding.key();
        return std::ranges::any_of(m_question.attestations, [&](const Attestation& a) {
            return a.name == name && isBelievable(a) && a.at > report().startedAt
                && !a.statement.trimmed().isEmpty();
        });
    }

    const GateQuestion& m_question;
    std::vector<GateReason> m_reasons;
};

} // namespace

InputsFingerprint fingerprint(const Inputs& inputs, const Secret& secret)
{
    // keyed, so that a fingerprint that leaks cannot be used to guess a secret
    static const QByteArray key = randomKey();
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key);
    for (const auto& [field, texts] : inputs.values) {
        if (isEmpty(texts))
            continue; // never typed and emptied again are the same
        addPart(code, field.toUtf8());
        addPart(code, QByteArray::number(texts.size()));
        for (const QString& text : texts)
            addPart(code, text.toUtf8());
    }
    addPart(code, "secret");
    secret.expose([&](QByteArrayView utf8) { addPart(code, utf8); });
    return {code.result()};
}

std::vector<GateReason> closedBecause(const GateQuestion& question)
{
    return Gate(question).reasons();
}

Result<CompletionPermit, std::vector<GateReason>> requestPermit(const GateQuestion& question)
{
    std::vector<GateReason> reasons = closedBecause(question);
    if (!reasons.empty())
        return tl::unexpected(std::move(reasons));
    return CompletionPermit(fingerprint(question.inputs, question.secret),
        question.proof->report.startedAt.addMSecs(
            std::chrono::milliseconds(reportLifetime).count()));
}

} // namespace lockstep
