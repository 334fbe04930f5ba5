// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "date_picker.h"

#include "widgets.h"

#include <QCalendarWidget>

namespace lockstep {

DatePicker::DatePicker(const QString& fieldLabel, QWidget* parent)
    : WithReturn(parent), m_label(fieldLabel)
{
    setGlyph(this, Glyph::Calendar);
    setAccessibleName(tr("Choose %1 from a calendar").arg(fieldLabel));
    setToolTip(accessibleName());
    connect(this, &QToolButton::clicked, this, &DatePicker::openCalendar);
}

void DatePicker::openCalendar()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(QStringLiteral("calendar"));
    auto* calendar = new QCalendarWidget(popup);
    calendar->setAccessibleName(m_label);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    if (m_day.isValid())
        calendar->setSelectedDate(m_day);
    column(popup, 6, 0)->addWidget(calendar);
    // Return and a double click choose; a single click does too, as people expect of a calendar
    const auto choose = [this, popup](QDate day) {
        popup->close();
        Q_EMIT picked(day);
        setFocus();
    };
    connect(calendar, &QCalendarWidget::activated, this, choose);
    connect(calendar, &QCalendarWidget::clicked, this, choose);
    popup->adjustSize();
    popup->move(mapToGlobal(QPoint(width() - popup->sizeHint().width(), height())));
    popup->show();
    calendar->setFocus();
}

} // namespace lockstep
