// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "graph/sign_in.h"
#include "worker.h"

namespace lockstep {

//! The admin's sign-in of one setup: holds the session, runs browser or device code elsewhere.
class SignInRunner final : public QObject {
    Q_OBJECT
public:
    enum class State { SignedOut, WaitingForBrowser, WaitingForCode, ShowingCode, SignedIn };

    explicit SignInRunner(const Ports& ports, QObject* parent = nullptr);

    void startBrowser(const Endpoints& endpoints, const SignInOptions& options);
    void startDeviceCode(const Endpoints& endpoints, const SignInOptions& options);
    //! Signed out as soon as this returns.
    void cancel();
    void signOut();
    //! Refuses a session that is for another tenant: signed out, with the reason.
    void refuse(const QString& reason);
    void setSession(Session session);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_worker.isRunning(); }
    [[nodiscard]] const Session* session() const { return m_session ? &*m_session : nullptr; }
    [[nodiscard]] const DeviceCode& deviceCode() const { return m_code; }
    //! Where the browser was sent to; empty unless it is waited for.
    [[nodiscard]] QUrl browserAddress() const
    {
        return m_state == State::WaitingForBrowser ? m_address : QUrl();
    }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString technicalDetails() const { return m_details; }

Q_SIGNALS:
    void changed();
    void signedIn();

private:
    void ended(Result<Session, SignInFailure> outcome);

    Ports m_ports;
    State m_state = State::SignedOut;
    std::optional<Session> m_session;
    DeviceCode m_code;
    QUrl m_address;
    QString m_problem;
    QString m_details;
    Worker m_worker;
};

} // namespace lockstep
