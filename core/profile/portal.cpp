// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "profile/inputs.h"
#include "profile/profile.h"
#include "profile/vocabulary.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Blade {
    QString url;
    QString path;
    QString fallback; //!< the page to open while an id is not known
};
using Blades = std::map<QString, Blade>;

Blades readBlades()
{
    Blades blades;
    QFile file(u":/lockstep/data/portal-blades.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return blades;
    const std::optional<Json> root = parseObject(file.readAll());
    const Json* table = root ? member(*root, "blades") : nullptr;
    if (!table || !table->is_object())
        return blades;
    for (const auto& item : table->items()) {
        blades[QString::fromStdString(item.key())] =
            Blade{.url = stringMember(item.value(), "url").value_or(QString()),
                .path = stringMember(item.value(), "path").value_or(QString()),
                .fallback = stringMember(item.value(), "fallback").value_or(QString())};
    }
    return blades;
}

const Blades& bladeTable()
{
    static const Blades blades = readBlades(); // shipped data, the same for the whole process
    return blades;
}

QString valueOf(const std::map<QString, QString>& values, const QString& key)
{
    const auto found = values.find(key);
    return found == values.end() ? QString() : found->second;
}

//! The portal, pinned to the tenant where it is known: a browser signed in to several tenants would
//! otherwise show the same page of another customer.
QString portalRoot(const QUrl& portal, const std::map<QString, QString>& values)
{
    QString root = portal.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (root.endsWith(u'/')) // QUrl::StripTrailingSlash leaves the one behind the host
        root.chop(1);
    const QString tenant = valueOf(values, u"tenantId"_s);
    if (isGuid(tenant))
        root += u'/' + tenant;
    return root;
}

//! Empty when an id is missing. Only GUIDs are put in: what is half typed must not shape an
//! address.
QString fillUrl(const QString& pattern, const std::map<QString, QString>& values)
{
    static const QRegularExpression placeholder(u"\\{([A-Za-z]+)\\}"_s);
    QString filled;
    qsizetype copied = 0;
    auto matches = placeholder.globalMatch(pattern);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        filled += pattern.mid(copied, match.capturedStart() - copied);
        copied = match.capturedEnd();
        if (match.captured(1) == u"portal"_s)
            continue;
        const QString value = valueOf(values, match.captured(1));
        if (!isGuid(value))
            return {};
        filled += value;
    }
    return filled + pattern.mid(copied);
}

} // namespace

PortalPage portalPage(
    const QString& blade, const QUrl& portal, const std::map<QString, QString>& values)
{
    const auto found = bladeTable().find(blade);
    if (found == bladeTable().end())
        return {};
    QString app = valueOf(values, u"app"_s);
    if (app.isEmpty())
        app = QCoreApplication::translate("Portal", "your application");
    PortalPage page{.url = {}, .path = QString(found->second.path).replace(u"{app}"_s, app)};
    if (!portal.isValid() || portal.host().isEmpty())
        return page;
    QString address = fillUrl(found->second.url, values);
    if (address.isEmpty()) {
        const auto list = bladeTable().find(found->second.fallback);
        if (list == bladeTable().end())
            return page;
        address = fillUrl(list->second.url, values);
    }
    page.url = QUrl(portalRoot(portal, values) + address, QUrl::StrictMode);
    return page;
}

bool isKnownBlade(const QString& blade)
{
    return bladeTable().contains(blade);
}

QStringList vocabulary::bladeNames()
{
    QStringList names;
    for (const auto& [name, blade] : bladeTable())
        names << name;
    return names;
}

} // namespace lockstep
