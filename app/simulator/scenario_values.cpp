// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario_values.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTimeZone>

namespace lockstep::sim {

QByteArray madeUpSecret(const QString& name)
{
    // 40 characters: three free ones, the mark "8Q~" of today's secrets, 34 more
    const QByteArray digest =
        QCryptographicHash::hash("lockstep scenario " + name.toUtf8(), QCryptographicHash::Sha384)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return digest.left(3) + QByteArray("8Q") + '~' + digest.mid(3, 34);
}

std::string instant(const QDateTime& when)
{
    return when.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ")).toStdString();
}

namespace {

void resolveTime(Json& value, const QDateTime& now)
{
    static const QRegularExpression relative(QStringLiteral("^([+-]\\d+)([dhms])$"));
    const auto match = relative.match(fromJson(value.get<std::string>()));
    if (!match.hasMatch())
        return;
    const qint64 amount = match.captured(1).toLongLong();
    const QChar unit = match.captured(2).at(0);
    const qint64 seconds = unit == u'd' ? 86'400 : (unit == u'h' ? 3'600 : (unit == u'm' ? 60 : 1));
    value = instant(now.addSecs(amount * seconds));
}

void resolveSecret(Json& value)
{
    static const QString mark = QStringLiteral("@secret:");
    const QString text = fromJson(value.get<std::string>());
    if (text.startsWith(mark))
        value = madeUpSecret(text.mid(mark.size())).toStdString();
}

} // namespace

void resolveValues(Json& value, const QDateTime& now)
{
    if (value.is_array()) {
        for (Json& item : value)
            resolveValues(item, now);
        return;
    }
    if (value.is_string())
        return resolveSecret(value);
    if (!value.is_object())
        return;
    for (auto& [key, member] : value.items()) {
        const QString name = fromJson(key);
        if (member.is_string()
            && (name.endsWith(QStringLiteral("DateTime")) || name.endsWith(QStringLiteral("Date"))))
            resolveTime(member, now);
        else
            resolveValues(member, now);
    }
}

} // namespace lockstep::sim
