// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sign_in_runner.h"

namespace lockstep {

namespace {

QString detailsOf(const SignInFailure& failure)
{
    if (!failure.refusal)
        return {};
    QStringList lines{failure.refusal->description};
    if (!failure.refusal->correlationId.isEmpty())
        lines << QStringLiteral("correlation id: ") + failure.refusal->correlationId;
    if (!failure.refusal->traceId.isEmpty())
        lines << QStringLiteral("trace id: ") + failure.refusal->traceId;
    return lines.join(u'\n');
}

//! The browser itself, and somebody who is told where it is sent to.
class OverheardBrowser final : public Browser {
public:
    OverheardBrowser(Browser& browser, std::function<void(const QUrl&)> tell)
        : m_browser(browser), m_tell(std::move(tell))
    {
    }
    bool open(const QUrl& url) override { return m_browser.open(url); }
    Result<QUrlQuery> openForRedirect(const std::function<QUrl(const QString&)>& makeUrl,
        const QString& state, std::chrono::milliseconds timeout, std::stop_token stop) override
    {
        const auto told = [&](const QString& redirectUri) {
            const QUrl url = makeUrl(redirectUri);
            m_tell(url);
            return url;
        };
        return m_browser.openForRedirect(told, state, timeout, std::move(stop));
    }

private:
    Browser& m_browser;
    std::function<void(const QUrl&)> m_tell;
};

} // namespace

SignInRunner::SignInRunner(const Ports& ports, QObject* parent)
    : QObject(parent), m_ports(ports) { }

void SignInRunner::startBrowser(const Endpoints& endpoints, const SignInOptions& options)
{
    m_state = State::WaitingForBrowser;
    m_problem.clear();
    m_address.clear();
    m_worker.start(
        [this, ports = m_ports, endpoints, options](const std::stop_token& stop) {
            OverheardBrowser browser(ports.browser, [this, stop](const QUrl& url) {
                m_worker.post([this, url, stop] {
                    if (stop.stop_requested())
                        return;
                    m_address = url;
                    Q_EMIT changed();
                });
            });
            return signInWithBrowser(
                endpoints, options, browser, ports.transport, ports.pacer, stop);
        },
        [this](Result<Session, SignInFailure> outcome) { ended(std::move(outcome)); });
    Q_EMIT changed();
}

void SignInRunner::startDeviceCode(const Endpoints& endpoints, const SignInOptions& options)
{
    m_state = State::WaitingForCode;
    m_problem.clear();
    m_worker.start(
        [this, ports = m_ports, endpoints, options](const std::stop_token& stop) {
            const auto show = [this, stop](const DeviceCode& code) {
                m_worker.post([this, code, stop] {
                    if (stop.stop_requested())
                        return;
                    m_code = code;
                    m_state = State::ShowingCode;
                    Q_EMIT changed();
                });
            };
            return signInWithDeviceCode(
                endpoints, options, show, ports.transport, ports.pacer, stop);
        },
        [this](Result<Session, SignInFailure> outcome) { ended(std::move(outcome)); });
    Q_EMIT changed();
}

void SignInRunner::ended(Result<Session, SignInFailure> outcome)
{
    if (outcome) {
        setSession(std::move(*outcome));
        Q_EMIT signedIn();
        return;
    }
    m_state = m_session ? State::SignedIn : State::SignedOut;
    m_problem = outcome.error().cancelled ? QString() : outcome.error().message;
    m_details = detailsOf(outcome.error());
    Q_EMIT changed();
}

void SignInRunner::cancel()
{
    if (!m_worker.isRunning())
        return;
    m_worker.cancel();
    m_state = m_session ? State::SignedIn : State::SignedOut;
    Q_EMIT changed();
}

void SignInRunner::signOut()
{
    m_worker.cancel();
    m_session.reset();
    m_state = State::SignedOut;
    m_problem.clear();
    Q_EMIT changed();
}

void SignInRunner::refuse(const QString& reason)
{
    m_worker.cancel();
    m_session.reset();
    m_state = State::SignedOut;
    m_problem = reason;
    m_details.clear();
    Q_EMIT changed();
}

void SignInRunner::setSession(Session session)
{
    m_session = std::move(session);
    m_state = State::SignedIn;
    m_problem.clear();
    Q_EMIT changed();
}

} // namespace lockstep
