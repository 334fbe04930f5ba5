// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/system_browser.h"

#include "platform/redirect_listener.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>

#include <array>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Browser)
};

tl::unexpected<Error> browserFailure(const QString& what)
{
    return failure(QStringLiteral("browser"), what);
}

//! A launcher takes anything, a program's path included: only addresses of the web may pass.
bool isWebAddress(const QUrl& url)
{
    const QString host = url.host();
    const bool loopback = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
    return url.isValid() && !host.isEmpty()
        && (url.scheme() == QLatin1String("https")
            || (url.scheme() == QLatin1String("http") && loopback));
}

struct Launcher {
    QString program;
    QStringList before; //!< arguments in front of the address
};

std::vector<Launcher> launchers()
{
#if defined(Q_OS_WIN)
    return {{QStringLiteral("rundll32"), {QStringLiteral("url.dll,FileProtocolHandler")}}};
#elif defined(Q_OS_MACOS)
    return {{QStringLiteral("open"), {}}};
#else
    // without a display a launcher would put a text browser into the terminal
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return {};
    return {{QStringLiteral("xdg-open"), {}}, {QStringLiteral("gio"), {QStringLiteral("open")}},
        {QStringLiteral("x-www-browser"), {}}};
#endif
}

} // namespace

bool openWithSystem(const QUrl& url)
{
    if (!isWebAddress(url))
        return false;
    for (const Launcher& launcher : launchers()) {
        const QString program = QStandardPaths::findExecutable(launcher.program);
        if (program.isEmpty())
            continue;
        const QString address = QString::fromLatin1(url.toEncoded());
        if (QProcess::startDetached(program, launcher.before + QStringList{address}))
            return true;
    }
    return false;
}

SystemBrowser::SystemBrowser(std::function<bool(const QUrl&)> opener) : m_opener(std::move(opener))
{
}

bool SystemBrowser::open(const QUrl& url)
{
    return m_opener(url);
}

Result<QUrlQuery> SystemBrowser::openForRedirect(
    const std::function<QUrl(const QString& redirectUri)>& makeUrl, const QString& state,
    std::chrono::milliseconds timeout, std::stop_token stop)
{
    RedirectListener listener(state);
    const auto uri = listener.start();
    if (!uri)
        return tl::unexpected(uri.error());
    if (!open(makeUrl(*uri)))
        return browserFailure(
            Words::tr("No browser could be started. Sign in with a device code."));
    std::optional<QUrlQuery> query = listener.wait(timeout, stop);
    if (query)
        return *std::move(query);
    if (stop.stop_requested())
        return browserFailure(Words::tr("The sign-in was cancelled."));
    return browserFailure(Words::tr("The browser did not come back in time. Sign in again."));
}

} // namespace lockstep
