// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/secret_store.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Keychain)
};

QString sentence(SecretStoreError::Kind kind)
{
    switch (kind) {
    case SecretStoreError::Kind::NoKeychain:
        return Words::tr(
            "This computer offers no keychain, so the secret is kept for this session only.");
    case SecretStoreError::Kind::Locked:
        return Words::tr("The keychain is locked. Unlock it and try again.");
    case SecretStoreError::Kind::Refused:
        return Words::tr("The keychain refused access. Allow Lockstep to use it and try again.");
    case SecretStoreError::Kind::NotFound:
        return Words::tr("The keychain does not hold this secret. Enter its value again.");
    case SecretStoreError::Kind::TimedOut:
        return Words::tr("The keychain did not answer in time. Look for its prompt and try again.");
    case SecretStoreError::Kind::Failed:
        return Words::tr(
            "The keychain reported a failure. Enter the secret for this session instead.");
    }
    return {};
}

} // namespace

std::optional<SecretKey> secretKeyOf(const Profile& profile, const Inputs& inputs)
{
    const auto idOf = [&](FieldKind kind) {
        const auto field = std::ranges::find(profile.fields, kind, &Field::kind);
        return field == profile.fields.end() ? QString() : inputs.text(field->id);
    };
    const QString tenant = idOf(FieldKind::TenantId);
    const QString client = idOf(FieldKind::ClientId);
    if (!isGuid(tenant) || !isGuid(client))
        return std::nullopt;
    return SecretKey{profile.id, tenant.toLower(), client.toLower()};
}

QString explain(const SecretStoreError& error)
{
    const QString text = sentence(error.kind);
    return error.detail.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(error.detail);
}

Result<void, SecretStoreError> SessionSecretStore::probe(std::stop_token)
{
    return {};
}

Result<Secret, SecretStoreError> SessionSecretStore::read(const SecretKey& key, std::stop_token)
{
    const std::lock_guard guard(m_mutex);
    const auto found = m_secrets.find(key.text());
    if (found == m_secrets.end())
        return tl::unexpected(SecretStoreError{SecretStoreError::Kind::NotFound, {}});
    return found->second.clone();
}

Result<void, SecretStoreError> SessionSecretStore::write(
    const SecretKey& key, const Secret& secret, std::stop_token)
{
    const std::lock_guard guard(m_mutex);
    m_secrets.insert_or_assign(key.text(), secret.clone());
    return {};
}

Result<void, SecretStoreError> SessionSecretStore::remove(const SecretKey& key, std::stop_token)
{
    const std::lock_guard guard(m_mutex);
    m_secrets.erase(key.text()); // nothing there is as good as removed
    return {};
}

} // namespace lockstep
