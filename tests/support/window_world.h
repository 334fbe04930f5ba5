// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "fake_pacer.h"
#include "opening.h"
#include "setup_controller.h"

#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>

namespace lockstep::test {

//! Never answers; each wave ends when it is told to stop.
class HangingTransport final : public Transport {
public:
    std::vector<HttpResult> sendAll(
        std::vector<HttpRequest> requests, std::stop_token stop) override
    {
        ++waves;
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [] { return false; });
        std::vector<HttpResult> results;
        for (size_t i = 0; i < requests.size(); ++i)
            results.push_back(
                tl::unexpected(TransportFailure{.kind = TransportFailure::Kind::Cancelled}));
        return results;
    }
    void warm(const QUrl&) override { ++warmed; }
    std::atomic_int waves = 0;
    std::atomic_int warmed = 0;
};

//! Remembers what was opened; its sign-in waits until it is stopped.
class FakeBrowser final : public Browser {
public:
    bool open(const QUrl& url) override
    {
        const std::scoped_lock lock(m_mutex);
        m_opened.push_back(url);
        return works;
    }
    Result<QUrlQuery> openForRedirect(const std::function<QUrl(const QString&)>& makeUrl,
        const QString&, std::chrono::milliseconds, std::stop_token stop) override
    {
        (void)makeUrl(QStringLiteral("http://localhost:1"));
        if (!works)
            return failure(QStringLiteral("browser"), QStringLiteral("no browser"));
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [] { return false; });
        return failure(QStringLiteral("browser"), QStringLiteral("cancelled"));
    }
    [[nodiscard]] std::vector<QUrl> opened() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_opened;
    }
    std::atomic_bool works = true;

private:
    mutable std::mutex m_mutex;
    std::vector<QUrl> m_opened;
};

//! A keychain that keeps, refuses or hangs as a test says.
class FakeKeychain final : public SecretStore {
public:
    Result<void, SecretStoreError> probe(std::stop_token) override { return {}; }
    Result<Secret, SecretStoreError> read(const SecretKey& key, std::stop_token stop) override
    {
        pause(stop);
        if (refuses)
            return tl::unexpected(SecretStoreError{SecretStoreError::Kind::Locked, {}});
        return m_kept.read(key, stop);
    }
    Result<void, SecretStoreError> write(
        const SecretKey& key, const Secret& secret, std::stop_token stop) override
    {
        ++writes;
        pause(stop);
        if (refuses)
            return tl::unexpected(SecretStoreError{SecretStoreError::Kind::Locked, {}});
        return m_kept.write(key, secret, stop);
    }
    Result<void, SecretStoreError> remove(const SecretKey& key, std::stop_token stop) override
    {
        return m_kept.remove(key, stop);
    }
    bool isSessionOnly() const override { return false; }
    std::atomic_int writes = 0;
    std::atomic_bool refuses = false;
    std::atomic_bool hangs = false;

private:
    void pause(const std::stop_token& stop)
    {
        if (!hangs)
            return;
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [] { return false; });
    }
    SessionSecretStore m_kept;
};

//! All ports of a window as fakes, setups in a folder that goes with this.
struct UiWorld {
    HangingTransport transport;
    FakePacer pacer;
    FakeBrowser browser;
    FakeKeychain keychain;
    QTemporaryDir folder;
    SetupStore store{QDir(folder.filePath(QStringLiteral("setups")))};
    TenantMemory memory;
    ProfilePointer profile =
        std::make_shared<const Profile>(*builtInProfile(QStringLiteral("sspim")));

    Transport* wire = nullptr; //!< used instead of the hanging one where a test brings its own

    [[nodiscard]] Ports ports()
    {
        return {wire ? *wire : transport, keychain, pacer, browser, store, {}};
    }
    [[nodiscard]] AppServices services()
    {
        return {.ports = ports(), .profiles = {profile}, .settings = nullptr, .startProblem = {}};
    }
    [[nodiscard]] std::unique_ptr<SetupController> makeController(Setup setup)
    {
        return std::make_unique<SetupController>(makeSetup(setup, profile, store), ports(),
            QString::fromLatin1(defaultPublicClientId), memory);
    }
    [[nodiscard]] std::unique_ptr<SetupController> makeController()
    {
        return makeController(freshSetup(*profile, pacer.now()));
    }
};

//! What a check of these very values brings when all is well, as if it had just ended.
inline std::shared_ptr<VerificationOutcome> allGreen(SetupController& controller)
{
    auto outcome = std::make_shared<VerificationOutcome>();
    Report& report = outcome->proof.report;
    report.profile = controller.profile().id;
    report.startedAt = controller.now();
    report.secretAccepted = wantedSecretProofs;
    report.secretEnds = controller.now().addDays(700);
    for (Finding finding : notRunFindings(controller.profile(), controller.setup().inputs)) {
        finding.verdict = Verdict::Pass;
        finding.message = QStringLiteral("Seen: ") + finding.key();
        report.findings.push_back(finding);
    }
    outcome->proof.madeFor =
        fingerprint(controller.setup().inputs, controller.secretKeeper().secret());
    return outcome;
}

inline const QString tenantIdText = QStringLiteral("7f9a3f0e-5b1d-4c0e-9a61-2c4d8f0b1e22");
inline const QString clientIdText = QStringLiteral("1b2c3d4e-aaaa-4bbb-8ccc-0123456789ab");
inline const QString secretText = QStringLiteral("Qx~8Q~abcdefghijklmnopqrstuvwxyz012345-_");

//! All that the guide asks for, typed and attested.
inline void fillIn(SetupController& controller)
{
    controller.setText(
        QStringLiteral("instanceUrl"), QStringLiteral("https://contoso.selfservicepim.com"));
    controller.setText(QStringLiteral("clientId"), clientIdText);
    controller.setText(QStringLiteral("tenantId"), tenantIdText);
    controller.setText(QStringLiteral("tenantName"), QStringLiteral("contoso.onmicrosoft.com"));
    controller.setSecret(Secret::fromText(secretText));
    for (const AttestationSpec& spec : controller.profile().attestations)
        controller.attest(spec.id, true);
}

} // namespace lockstep::test
