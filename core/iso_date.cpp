// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "iso_date.h"

#include <QRegularExpression>

namespace lockstep {

QDateTime isoInstant(const QString& text)
{
    static const QRegularExpression beyondMilliseconds(
        QStringLiteral("([.,]\\d{3})\\d+(?=Z$|[+-]\\d{2}:?\\d{2}$)"));
    QString cut = text;
    cut.replace(beyondMilliseconds, QStringLiteral("\\1"));
    const QDateTime date = QDateTime::fromString(cut, Qt::ISODateWithMs);
    return date.isValid() && date.timeSpec() != Qt::LocalTime ? date.toUTC() : QDateTime();
}

} // namespace lockstep
