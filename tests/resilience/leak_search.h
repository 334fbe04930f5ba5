// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QStringEncoder>
#include <QUrl>

#include <set>

namespace lockstep::test {

//! What of a value's base64 stays the same at each of the three places it can start at.
inline QByteArray base64Core(const QByteArray& value, int offset)
{
    const QByteArray whole = (QByteArray(offset, '\0') + value).toBase64();
    const qsizetype first = (offset * 8 + 5) / 6;
    const qsizetype end = (offset + value.size()) * 8 / 6;
    return whole.mid(first, end - first);
}

//! The value as it would stand in a file, whatever wrote it there.
inline std::set<QByteArray> formsOf(const QByteArray& value)
{
    const QString text = QString::fromUtf8(value);
    std::set<QByteArray> forms{value, value.toHex(), value.toHex().toUpper(),
        value.toPercentEncoding(), value.toPercentEncoding({}, "-_~"),
        value.toPercentEncoding().toLower(), QUrl::toPercentEncoding(text, {}, "~-._"),
        text.toHtmlEscaped().toUtf8(),
        QByteArray(QStringEncoder(QStringConverter::Utf16LE).encode(text)),
        QByteArray(QStringEncoder(QStringConverter::Utf16BE).encode(text))};
    for (int offset = 0; offset < 3; ++offset) {
        QByteArray core = base64Core(value, offset);
        forms.insert(core);
        forms.insert(core.replace('+', '-').replace('/', '_'));
    }
    return forms;
}

//! Everything below a folder: names and bytes, hidden ones too.
inline QByteArray everythingBelow(const QString& folder)
{
    QByteArray all;
    QDirIterator entries(folder,
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        all += file.fileName().toUtf8() + '\n';
        if (entries.fileInfo().isFile() && file.open(QIODevice::ReadOnly))
            all += file.readAll() + '\n';
    }
    return all;
}

//! Names the values that are found, by kind and form and never by value; empty when none is.
inline QStringList found(const QByteArray& where, const std::set<QByteArray>& values)
{
    QStringList list;
    for (const QByteArray& value : values) {
        for (const QByteArray& form : formsOf(value)) {
            if (where.contains(form))
                list << QStringLiteral("a value of %1 bytes in a form of %2")
                            .arg(value.size())
                            .arg(form.size());
        }
    }
    return list;
}

//! The secrets that went over the wire: tokens, codes, verifiers and client secrets.
inline std::set<QByteArray> secretsOf(const QByteArray& wire)
{
    // no raw strings: moc reads them as it pleases
    static const QRegularExpression patterns[] = {
        QRegularExpression(
            QStringLiteral("\"(?:access_token|refresh_token|id_token|device_code|secretText)\""
                           "\\s*:\\s*\"([^\"]{16,})\"")),
        QRegularExpression(
            QStringLiteral("(?:^|[?&\\n])(?:code|code_verifier|refresh_token|client_secret)"
                           "=([^&\\s\"]{16,})")),
        QRegularExpression(QStringLiteral("Bearer ([^\\s]{16,})"))};
    std::set<QByteArray> values;
    const QString text = QString::fromLatin1(wire);
    for (const QRegularExpression& pattern : patterns) {
        for (auto each = pattern.globalMatch(text); each.hasNext();)
            values.insert(QByteArray::fromPercentEncoding(each.next().captured(1).toLatin1()));
    }
    return values;
}

//! What looks like a token or a code of the simulated tenant, where its value is not known.
inline QStringList tokenShapesIn(QByteArray where)
{
    static const QRegularExpression shapes(QStringLiteral(
        "eyJ[A-Za-z0-9_-]{10,}\\.eyJ|0\\.[AR][A-Za-z0-9_-]{128}|Bearer [A-Za-z0-9]"));
    where.replace('\0', ""); // UTF-16 becomes plain
    QStringList list;
    for (auto each = shapes.globalMatch(QString::fromLatin1(where)); each.hasNext();)
        list << each.next().captured().left(4);
    return list;
}

} // namespace lockstep::test
