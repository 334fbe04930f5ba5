// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/keychain_store.h"

#include "platform/keychain_jobs.h"
#include "platform/secret_service.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QUuid>

#include <algorithm>

namespace lockstep {

namespace {

using Kind = SecretStoreError::Kind;
using namespace std::chrono_literals;

//! The bus answers in milliseconds; a keyring that it has to start first needs a moment.
constexpr auto busTimeout = 5s;

template <class T> using StoreResult = Result<T, SecretStoreError>;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Keychain)
};

tl::unexpected<SecretStoreError> storeFailure(Kind kind, const QString& detail = {})
{
    return tl::unexpected(SecretStoreError{kind, detail});
}

//! The state's name for a caller; nothing when the keychain can be used.
std::optional<SecretStoreError> problemOf(const SecretServiceState& state)
{
    switch (state.kind) {
    case SecretServiceState::Kind::Usable:
    case SecretServiceState::Kind::NotAsked: break;
    case SecretServiceState::Kind::Locked: return SecretStoreError{Kind::Locked, {}};
    case SecretServiceState::Kind::NoBus:
        return SecretStoreError{Kind::NoKeychain, Words::tr("no session bus")};
    case SecretServiceState::Kind::NoService:
        return SecretStoreError{
            Kind::NoKeychain, Words::tr("no Secret Service on the session bus")};
    case SecretServiceState::Kind::NoCollection:
        return SecretStoreError{Kind::NoKeychain, Words::tr("no default keyring has been created")};
    case SecretServiceState::Kind::NoAnswer: return SecretStoreError{Kind::TimedOut, state.detail};
    }
#if defined(Q_OS_LINUX)
    // QtKeychain loads it by name and says only "Unknown error" without it
    if (state.kind == SecretServiceState::Kind::Usable
        && !QLibrary(QStringLiteral("secret-1"), 0).load())
        return SecretStoreError{Kind::NoKeychain, Words::tr("libsecret is not installed")};
#endif
    return std::nullopt;
}

SecretStoreError errorOf(const KeychainReply& reply)
{
    switch (reply.error) {
    case QKeychain::EntryNotFound: return {Kind::NotFound, {}};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return {Kind::Refused, reply.message};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return {Kind::NoKeychain, reply.message};
    default: return {Kind::Failed, reply.message};
    }
}

bool canPrompt()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

//! One call of the store: its options, its stop token, and how long a job may take.
struct Attempt {
    const KeychainStore::Options& options;
    std::stop_token stop;
    std::chrono::milliseconds timeout = options.timeout;

    [[nodiscard]] std::optional<SecretStoreError> problem() const
    {
        const auto state = std::make_shared<SecretServiceState>(); // may outlive this call
        const bool answered =
            runInKeychainThread([state] { *state = askSecretService(busTimeout); },
                std::min<std::chrono::milliseconds>(options.timeout, 2 * busTimeout), stop);
        if (!answered)
            return SecretStoreError{Kind::TimedOut, {}};
        return problemOf(*state);
    }

    //! Whether to go ahead; a locked keyring may ask the person first.
    [[nodiscard]] StoreResult<void> begin(bool mayPrompt)
    {
        std::optional<SecretStoreError> found = problem();
        if (!found)
            return {};
        if (found->kind != Kind::Locked || !mayPrompt || options.promptTimeout == 0ms
            || !canPrompt())
            return tl::unexpected(*std::move(found));
        timeout = std::max(timeout, options.promptTimeout);
        return {};
    }

    //! Any "no" is asked about once more: a locked keyring says "not found", and it may have been
    //! locked meanwhile.
    [[nodiscard]] StoreResult<QByteArray> run(KeychainCall call) const
    {
        std::optional<KeychainReply> reply = runKeychainJob(std::move(call), timeout, stop);
        if (!reply)
            return storeFailure(Kind::TimedOut);
        if (reply->error == QKeychain::NoError)
            return std::move(reply->data);
        if (std::optional<SecretStoreError> found = problem())
            return tl::unexpected(*std::move(found));
        return tl::unexpected(errorOf(*reply));
    }
};

bool holds(const QByteArray& stored, const Secret& secret)
{
    return secret.expose([&](QByteArrayView value) { return stored == value; });
}

QByteArray bytesOf(const Secret& secret)
{
    return secret.expose([](QByteArrayView value) { return value.toByteArray(); });
}

StoreResult<void> writeAndReadBack(Attempt& attempt, const QString& key, const Secret& secret)
{
    const auto written = attempt.run({KeychainCall::Kind::Write, key, bytesOf(secret)});
    if (!written)
        return tl::unexpected(written.error());
    auto stored = attempt.run({KeychainCall::Kind::Read, key, {}});
    if (!stored)
        return tl::unexpected(stored.error());
    const bool same = holds(*stored, secret);
    wipe(*stored);
    if (!same)
        return storeFailure(
            Kind::Failed, Words::tr("what was read back differs from what was written"));
    return {};
}

StoreResult<void> removeAndLook(Attempt& attempt, const QString& key)
{
    const auto removed = attempt.run({KeychainCall::Kind::Delete, key, {}});
    if (!removed && removed.error().kind != Kind::NotFound)
        return tl::unexpected(removed.error());
    auto stored = attempt.run({KeychainCall::Kind::Read, key, {}});
    if (stored) {
        wipe(*stored);
        return storeFailure(Kind::Failed, Words::tr("the secret is still there"));
    }
    if (stored.error().kind != Kind::NotFound)
        return tl::unexpected(stored.error());
    return {};
}

} // namespace

KeychainStore::KeychainStore() : KeychainStore(Options{}) { }

KeychainStore::KeychainStore(Options options) : m_options(options) { }

Result<void, SecretStoreError> KeychainStore::probe(std::stop_token stop)
{
    Attempt attempt{m_options, std::move(stop)};
    if (auto ready = attempt.begin(true); !ready)
        return ready;
    // a name of its own each time: two programs may probe at once
    const QString key = SecretKey{QStringLiteral("probe"),
        QUuid::createUuid().toString(QUuid::WithoutBraces),
        {}}.text();
    const Secret value = Secret::fromText(QUuid::createUuid().toString());
    if (auto written = writeAndReadBack(attempt, key, value); !written)
        return written;
    return removeAndLook(attempt, key);
}

Result<Secret, SecretStoreError> KeychainStore::read(const SecretKey& key, std::stop_token stop)
{
    Attempt attempt{m_options, std::move(stop)};
    if (auto ready = attempt.begin(true); !ready)
        return tl::unexpected(ready.error());
    auto stored = attempt.run({KeychainCall::Kind::Read, key.text(), {}});
    if (!stored)
        return tl::unexpected(stored.error());
    Secret secret{QByteArrayView(*stored)};
    wipe(*stored);
    return secret;
}

Result<void, SecretStoreError> KeychainStore::write(
    const SecretKey& key, const Secret& secret, std::stop_token stop)
{
    const auto size = secret.expose([](QByteArrayView value) { return value.size(); });
    if (m_options.maxBytes > 0 && size > m_options.maxBytes)
        return storeFailure(Kind::Failed,
            Words::tr("this keychain holds %1 bytes at most").arg(m_options.maxBytes));
    Attempt attempt{m_options, std::move(stop)};
    if (auto ready = attempt.begin(true); !ready)
        return ready;
    return writeAndReadBack(attempt, key.text(), secret);
}

Result<void, SecretStoreError> KeychainStore::remove(const SecretKey& key, std::stop_token stop)
{
    Attempt attempt{m_options, std::move(stop)};
    // a removal never prompts: libsecret passes over what is locked without a word
    if (auto ready = attempt.begin(false); !ready)
        return ready;
    return removeAndLook(attempt, key.text());
}

} // namespace lockstep
