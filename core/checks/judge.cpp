// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"

#include "graph/endpoints.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

Judge::Judge(const CheckSpec& spec, const Evidence& evidence) : m_spec(spec), m_evidence(evidence)
{
}

Judge& Judge::expect(const QString& expected)
{
    m_expected = expected;
    return *this;
}

Judge& Judge::mendIn(const QString& fieldId, const QString& text)
{
    m_remedy = Remedy{.kind = Remedy::Kind::Field, .text = text, .url = {}, .field = fieldId};
    return *this;
}

Finding Judge::finding(Verdict verdict, const QString& message, const QString& observed) const
{
    return Finding{.check = m_spec.name,
        .subject = m_spec.subject,
        .step = m_spec.step,
        .verdict = verdict,
        .required = m_spec.required,
        .expected = m_expected,
        .observed = observed,
        .message = message,
        .remedy = std::nullopt,
        .details = {}};
}

namespace {

QUrl portalOf(const QString& cloudName)
{
    const Result<Endpoints> cloud = cloudByName(cloudName);
    return cloud ? cloud->portal : QUrl(u"https://entra.microsoft.com"_s);
}

} // namespace

std::optional<Remedy> Judge::remedy() const
{
    if (m_remedy)
        return m_remedy;
    if (!m_spec.portal)
        return Remedy{.kind = Remedy::Kind::Wait,
            .text = CheckWords::tr("Check again"),
            .url = {},
            .field = {}};
    const TenantSnapshot& snapshot = m_evidence.snapshot;
    std::map<QString, QString> values{{u"clientId"_s, m_evidence.inputs.text(u"clientId"_s)},
        {u"tenantId"_s, m_evidence.inputs.text(u"tenantId"_s)}};
    if (snapshot.application) {
        values[u"applicationObjectId"_s] = snapshot.application->id;
        values[u"app"_s] = snapshot.application->displayName;
    }
    if (snapshot.servicePrincipal)
        values[u"servicePrincipalId"_s] = snapshot.servicePrincipal->id;
    const PortalPage page = portalPage(m_spec.portal->blade, portalOf(snapshot.cloud), values);
    const QString text = m_spec.portal->text.isEmpty() ? page.path : m_spec.portal->text;
    return Remedy{.kind = Remedy::Kind::Portal, .text = text, .url = page.url, .field = {}};
}

Finding Judge::pass(const QString& message, const QString& observed) const
{
    return finding(Verdict::Pass, message, observed);
}

Finding Judge::warn(const QString& message, const QString& observed) const
{
    Finding made = finding(Verdict::Warn, message, observed);
    made.remedy = remedy();
    return made;
}

Finding Judge::fail(const QString& message, const QString& observed) const
{
    Finding made = finding(Verdict::Fail, message, observed);
    made.remedy = remedy();
    return made;
}

Finding Judge::waiting(const QString& message, const QString& observed) const
{
    Finding made = finding(Verdict::Waiting, message, observed);
    made.remedy = Remedy{
        .kind = Remedy::Kind::Wait, .text = CheckWords::tr("Check again"), .url = {}, .field = {}};
    return made;
}

Finding Judge::unknown(const QString& message) const
{
    Finding made = finding(Verdict::Unknown, message, {});
    made.remedy = Remedy{
        .kind = Remedy::Kind::Wait, .text = CheckWords::tr("Check again"), .url = {}, .field = {}};
    return made;
}

Finding Judge::notRun(const QString& message) const
{
    // the reason alone would read the same on every line: what was not checked comes first
    const QString whole =
        m_spec.title.isEmpty() ? message : CheckWords::tr("%1: %2").arg(m_spec.title, message);
    return finding(Verdict::NotRun, whole, {});
}

Finding Judge::field(const QString& fieldId, const QString& message) const
{
    Finding made = finding(Verdict::Fail, message, {});
    const Field* known = m_evidence.profile.field(fieldId);
    made.remedy = Remedy{.kind = Remedy::Kind::Field,
        .text = CheckWords::tr("Fill in %1").arg(known ? known->label : fieldId),
        .url = {},
        .field = fieldId};
    return made;
}

Finding Judge::unread(const ReadFailure& failure) const
{
    using Kind = ReadFailure::Kind;
    if (failure.kind == Kind::NotRead)
        return notRun(CheckWords::tr("waits for an earlier step."));
    if (failure.kind == Kind::NotFound) {
        // the object's own check fails; a list below an object that is there is only unknown
        const bool application = m_evidence.snapshot.application.failedWith(Kind::NotFound);
        const bool principal = m_evidence.snapshot.servicePrincipal.failedWith(Kind::NotFound);
        if (application || principal)
            return notRun(CheckWords::tr("what it looks at does not exist yet."));
    }
    Finding made = unknown(explain(failure));
    if (failure.kind == Kind::SignInMissing || failure.kind == Kind::Challenged
        || failure.kind == Kind::Refused) {
        made.remedy = Remedy{.kind = Remedy::Kind::SignIn,
            .text = failure.kind == Kind::Refused
                ? CheckWords::tr("Sign in with an account that may read this")
                : CheckWords::tr("Sign in"),
            .url = {},
            .field = {}};
    }
    QStringList details;
    if (failure.status != 0)
        details << CheckWords::tr("Status %1").arg(failure.status);
    if (!failure.code.isEmpty())
        details << failure.code;
    if (!failure.requestId.isEmpty())
        details << CheckWords::tr("Request id %1").arg(failure.requestId);
    made.details = details.join(u", "_s);
    return made;
}

} // namespace lockstep
