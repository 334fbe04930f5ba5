// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/json_access.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace lockstep::sim {

//! What an access token of the simulated Entra stands for. Permissions are those of the moment it
//! was issued: a later grant needs a new token (contract 1.5).
struct TokenInfo {
    enum class Kind { Admin, App };
    Kind kind = Kind::Admin;
    QString tenantId;
    QString objectId; //!< the user's, or the service principal's
    QString clientId;
    QStringList permissions; //!< scopes of a user's token, app roles of an app's
    qint64 expiresMs = 0;
    bool claimsMet = false; //!< issued in answer to a claims challenge
};

//! A sign-in that waits to be exchanged for tokens.
struct PendingSignIn {
    QString tenant; //!< as it stood in the path
    QString userId;
    QString clientId;
    QString redirectUri;
    QByteArray challenge; //!< PKCE, S256
    QStringList scopes;
    qint64 expiresMs = 0;
    bool claimsMet = false;
};

struct PendingDevice {
    enum class State { Waiting, Approved, Declined };
    QByteArray deviceCode;
    QString userCode;
    PendingSignIn signIn;
    State state = State::Waiting;
    qint64 lastPollMs = 0;
};

//! Tokens and codes given out. They live in memory only and end with the simulator.
class TokenStore {
public:
    [[nodiscard]] QByteArray addAccess(const TokenInfo& info, const Json& claims);
    [[nodiscard]] const TokenInfo* findAccess(const QByteArray& token) const;

    [[nodiscard]] QByteArray addCode(PendingSignIn signIn);
    //! One use: the code is gone afterwards.
    [[nodiscard]] std::optional<PendingSignIn> takeCode(const QByteArray& code);

    [[nodiscard]] QByteArray addRefresh(PendingSignIn signIn);
    [[nodiscard]] const PendingSignIn* findRefresh(const QByteArray& token) const;
    void dropRefresh(const QByteArray& token);

    [[nodiscard]] PendingDevice& addDevice(PendingSignIn signIn);
    [[nodiscard]] PendingDevice* findDevice(const QByteArray& deviceCode);
    [[nodiscard]] PendingDevice* findUserCode(const QString& userCode);
    void dropDevice(const QByteArray& deviceCode);

private:
    QHash<QByteArray, TokenInfo> m_access;
    QHash<QByteArray, PendingSignIn> m_codes;
    QHash<QByteArray, PendingSignIn> m_refresh;
    QHash<QByteArray, PendingDevice> m_devices;
};

//! `bytes` random bytes, base64url.
[[nodiscard]] QByteArray randomText(int bytes);
//! header.payload.signature with a random signature: JWT in shape only.
[[nodiscard]] QByteArray tokenShaped(const Json& claims);

} // namespace lockstep::sim
