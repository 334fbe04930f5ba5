// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/endpoints.h"

#include <QCoreApplication>

#include <array>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Endpoints)
};

QString withoutTrailingSlash(QString text)
{
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

QUrl below(const QUrl& root, const QString& path)
{
    return QUrl(withoutTrailingSlash(root.toString()) + path);
}

Result<QUrl> parseRoot(const QUrl& url, const QString& option)
{
    const auto wrong = [&](const QString& what) { return failure(option, what); };
    if (!url.isValid() || url.host().isEmpty())
        return wrong(Words::tr("This is not an address."));
    if (url.scheme() != u"https" && !(url.scheme() == u"http" && isLoopback(url)))
        return wrong(Words::tr("The address needs https; http is accepted on this computer only."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return wrong(Words::tr("The address may hold no user name, query or fragment."));
    return QUrl(withoutTrailingSlash(url.toString()));
}

} // namespace

QUrl Endpoints::loginUrl(const QString& path) const
{
    return below(login, path);
}
QUrl Endpoints::graphUrl(const QString& path) const
{
    return below(graph, u"/v1.0"_s + path);
}
QString Endpoints::defaultScope() const
{
    return graphScope(u".default"_s);
}
QString Endpoints::graphScope(const QString& permission) const
{
    return withoutTrailingSlash(graph.toString()) + u'/' + permission;
}

bool Endpoints::isLoginHost(const QString& host) const
{
    // China answers with either of its two names (contract section 2)
    if (cloud == u"china" && host == u"login.chinacloudapi.cn")
        return true;
    // the global cloud still issues v1-style names in places
    if (cloud == u"global" && (host == u"login.microsoft.com" || host == u"sts.windows.net"))
        return true;
    return host.compare(login.host(), Qt::CaseInsensitive) == 0;
}

std::span<const Endpoints> knownClouds()
{
    static const std::array clouds = {
        Endpoints{u"global"_s, u"Global"_s, QUrl(u"https://login.microsoftonline.com"_s),
            QUrl(u"https://graph.microsoft.com"_s), QUrl(u"https://entra.microsoft.com"_s)},
        Endpoints{u"usgov"_s, u"US Government L4 (GCC High)"_s,
            QUrl(u"https://login.microsoftonline.us"_s), QUrl(u"https://graph.microsoft.us"_s),
            QUrl(u"https://portal.azure.us"_s)},
        Endpoints{u"dod"_s, u"US Government L5 (DoD)"_s,
            QUrl(u"https://login.microsoftonline.us"_s), QUrl(u"https://dod-graph.microsoft.us"_s),
            QUrl(u"https://portal.azure.us"_s)},
        Endpoints{u"china"_s, u"China (21Vianet)"_s,
            QUrl(u"https://login.partner.microsoftonline.cn"_s),
            QUrl(u"https://microsoftgraph.chinacloudapi.cn"_s), QUrl(u"https://portal.azure.cn"_s)},
    };
    return clouds;
}

Result<Endpoints> cloudByName(const QString& name)
{
    QStringList names;
    for (const Endpoints& cloud : knownClouds()) {
        if (cloud.cloud == name)
            return cloud;
        names << cloud.cloud;
    }
    return failure(u"cloud"_s,
        Words::tr("Unknown cloud \"%1\"; known are %2.").arg(name, names.join(u", "_s)));
}

Result<Endpoints> customCloud(const QUrl& login, const QUrl& graph)
{
    const Result<QUrl> loginRoot = parseRoot(login, u"login-url"_s);
    if (!loginRoot)
        return tl::unexpected(loginRoot.error());
    const Result<QUrl> graphRoot = parseRoot(graph, u"graph-url"_s);
    if (!graphRoot)
        return tl::unexpected(graphRoot.error());
    return Endpoints{u"custom"_s, Words::tr("Custom"), *loginRoot, *graphRoot,
        QUrl(u"https://entra.microsoft.com"_s)};
}

bool isLoopback(const QUrl& url)
{
    const QString host = url.host().toLower();
    if (host == u"localhost" || host == u"::1")
        return true;
    // 127.0.0.0/8 in dotted form; "127.evil.example" has letters and does not match
    const QStringList parts = host.split(u'.');
    if (parts.size() != 4 || parts.first() != u"127")
        return false;
    for (const QString& part : parts) {
        bool number = false;
        if (part.toUInt(&number) > 255 || !number)
            return false;
    }
    return true;
}

} // namespace lockstep
