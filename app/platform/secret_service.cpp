// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/secret_service.h"

#include <QtGlobal>

#if defined(Q_OS_LINUX)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QFileInfo>
#include <QUuid>
#endif

namespace lockstep {

#if defined(Q_OS_LINUX)

namespace {

using Kind = SecretServiceState::Kind;

//! Without an address D-Bus would launch a bus and a keyring of its own, which ask for a new
//! password behind the person's back.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

//! Under Plasma QtKeychain speaks to KWallet itself.
bool usesKWallet()
{
    return qEnvironmentVariable("XDG_CURRENT_DESKTOP").contains(QLatin1String("KDE"))
        || qEnvironmentVariableIsSet("KDE_FULL_SESSION");
}

//! A connection of its own for one question, closed again at its end.
class Bus {
public:
    Bus()
        : m_name(QUuid::createUuid().toString())
        , m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_name))
    {
    }
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    ~Bus() { QDBusConnection::disconnectFromBus(m_name); }

    [[nodiscard]] const QDBusConnection& connection() const { return m_bus; }
    [[nodiscard]] QDBusMessage call(const QString& path, const char* interface, const char* method,
        const QVariantList& arguments, std::chrono::milliseconds timeout) const
    {
        QDBusMessage message =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path,
                QLatin1String(interface), QLatin1String(method));
        message.setArguments(arguments);
        return m_bus.call(message, QDBus::Block, static_cast<int>(timeout.count()));
    }

private:
    QString m_name;
    QDBusConnection m_bus;
};

SecretServiceState failed(const QDBusMessage& reply)
{
    const bool silent = reply.errorName() == QLatin1String("org.freedesktop.DBus.Error.NoReply")
        || reply.errorName() == QLatin1String("org.freedesktop.DBus.Error.Timeout");
    return {silent ? Kind::NoAnswer : Kind::NoService, reply.errorMessage()};
}

} // namespace

SecretServiceState askSecretService(std::chrono::milliseconds timeout)
{
    if (usesKWallet())
        return {};
    if (!hasSessionBus())
        return {Kind::NoBus, {}};
    const Bus bus;
    if (!bus.connection().isConnected())
        return {Kind::NoBus, bus.connection().lastError().message()};
    const QDBusMessage alias = bus.call(QStringLiteral("/org/freedesktop/secrets"),
        "org.freedesktop.Secret.Service", "ReadAlias", {QStringLiteral("default")}, timeout);
    if (alias.type() != QDBusMessage::ReplyMessage)
        return failed(alias);
    const QString collection = alias.arguments().value(0).value<QDBusObjectPath>().path();
    if (collection.isEmpty() || collection == QLatin1String("/"))
        return {Kind::NoCollection, {}};
    const QDBusMessage locked = bus.call(collection, "org.freedesktop.DBus.Properties", "Get",
        {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")}, timeout);
    if (locked.type() != QDBusMessage::ReplyMessage) {
        const SecretServiceState state = failed(locked);
        return {state.kind == Kind::NoAnswer ? Kind::NoAnswer : Kind::NoCollection, state.detail};
    }
    const bool isLocked = locked.arguments().value(0).value<QDBusVariant>().variant().toBool();
    return {isLocked ? Kind::Locked : Kind::Usable, {}};
}

#else

SecretServiceState askSecretService(std::chrono::milliseconds)
{
    return {};
}

#endif

} // namespace lockstep
