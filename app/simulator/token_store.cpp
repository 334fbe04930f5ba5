// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/token_store.h"

#include <QRandomGenerator>

namespace lockstep::sim {

namespace {

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString newUserCode()
{
    // no vowels and no look-alikes, as Entra's own
    static const QString letters = QStringLiteral("BCDFGHJKLMNPQRSTVWXZ23456789");
    QString code;
    for (int i = 0; i < 9; ++i)
        code += letters.at(
            static_cast<qsizetype>(QRandomGenerator::system()->bounded(quint32(letters.size()))));
    return code;
}

} // namespace

QByteArray randomText(int bytes)
{
    QByteArray random(bytes, '\0');
    for (char& byte : random)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return random.toBase64(base64Url);
}

QByteArray tokenShaped(const Json& claims)
{
    const Json head{{"typ", "JWT"}, {"alg", "RS256"}, {"kid", "simulated"}};
    return dumped(head).toBase64(base64Url) + '.' + dumped(claims).toBase64(base64Url) + '.'
        + randomText(64);
}

QByteArray TokenStore::addAccess(const TokenInfo& info, const Json& claims)
{
    const QByteArray token = tokenShaped(claims);
    m_access.insert(token, info);
    return token;
}

const TokenInfo* TokenStore::findAccess(const QByteArray& token) const
{
    const auto found = m_access.constFind(token);
    return found == m_access.constEnd() ? nullptr : &*found;
}

QByteArray TokenStore::addCode(PendingSignIn signIn)
{
    const QByteArray code = "0.A" + randomText(96);
    m_codes.insert(code, std::move(signIn));
    return code;
}

std::optional<PendingSignIn> TokenStore::takeCode(const QByteArray& code)
{
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return std::nullopt;
    PendingSignIn signIn = *found;
    m_codes.erase(found);
    return signIn;
}

QByteArray TokenStore::addRefresh(PendingSignIn signIn)
{
    const QByteArray token = "0.R" + randomText(96);
    m_refresh.insert(token, std::move(signIn));
    return token;
}

const PendingSignIn* TokenStore::findRefresh(const QByteArray& token) const
{
    const auto found = m_refresh.constFind(token);
    return found == m_refresh.constEnd() ? nullptr : &*found;
}

void TokenStore::dropRefresh(const QByteArray& token)
{
    m_refresh.remove(token);
}

PendingDevice& TokenStore::addDevice(PendingSignIn signIn)
{
    const QByteArray code = "D" + randomText(64);
    return *m_devices.insert(code,
        PendingDevice{.deviceCode = code,
            .userCode = newUserCode(),
            .signIn = std::move(signIn),
            .state = PendingDevice::State::Waiting,
            .lastPollMs = 0});
}

PendingDevice* TokenStore::findDevice(const QByteArray& deviceCode)
{
    const auto found = m_devices.find(deviceCode);
    return found == m_devices.end() ? nullptr : &*found;
}

PendingDevice* TokenStore::findUserCode(const QString& userCode)
{
    for (PendingDevice& device : m_devices) {
        if (sameName(device.userCode, userCode))
            return &device;
    }
    return nullptr;
}

void TokenStore::dropDevice(const QByteArray& deviceCode)
{
    m_devices.remove(deviceCode);
}

} // namespace lockstep::sim
