// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of SetupController that signs in: as whom, where, and whether that fits the setup.
#include "setup_controller.h"

namespace lockstep {

namespace {

QString domainOf(const QString& userName)
{
    return userName.section(u'@', -1);
}

} // namespace

SignInOptions SetupController::signInOptions() const
{
    SignInOptions options{
        .tenant = {},
        .publicClientId = m_publicClientId,
        .scopes = m_scopes.isEmpty() ? readScopes(m_endpoints, *m_profile) : m_scopes,
        .loginHint = setup().account,
        .claims = m_claims,
    };
    for (const Field& field : m_profile->fields) {
        const QString value = text(field.id);
        if (field.kind == FieldKind::TenantId && isGuid(value))
            options.tenant = value;
        else if (field.kind == FieldKind::TenantName && options.tenant.isEmpty()
            && fieldVerdict(field.id).kind == FieldVerdict::Kind::Good && value.contains(u'.'))
            options.tenant = value;
    }
    return options;
}

QString SetupController::signInProblem() const
{
    return signInOptions().tenant.isEmpty()
        ? tr("Type the directory (tenant) ID first: it says where to sign in.")
        : QString();
}

void SetupController::startBrowserSignIn()
{
    m_withoutSignIn = false;
    m_signIn.startBrowser(m_endpoints, signInOptions());
}

void SetupController::startDeviceSignIn()
{
    m_withoutSignIn = false;
    m_signIn.startDeviceCode(m_endpoints, signInOptions());
}

void SetupController::declineSignIn()
{
    m_signIn.cancel();
    m_withoutSignIn = true;
    if (m_checkAfterSignIn)
        checkNow();
    else
        Q_EMIT signInDeclined();
}

void SetupController::signOut()
{
    m_checkAfterSignIn = false;
    m_withoutSignIn = false;
    m_signIn.signOut();
    Q_EMIT gateChanged();
}

void SetupController::signedIn()
{
    const std::optional<Identity>& who = m_signIn.session()->identity;
    const QString wanted = signInOptions().tenant;
    if (who && isGuid(wanted) && wanted.compare(who->tenantId, Qt::CaseInsensitive) != 0) {
        m_signIn.refuse(tr("You signed in to %1 (%2), but this setup is for %3 (%4). "
                           "Sign in with an account of %3.")
                            .arg(domainOf(who->userName), who->tenantId, tenantTitle(), wanted));
        return;
    }
    m_claims.clear();
    if (who)
        m_document.edit([&](Setup& setup) { setup.account = who->userName; });
    Q_EMIT tenantChanged();
    if (m_checkAfterSignIn)
        checkNow();
}

} // namespace lockstep
