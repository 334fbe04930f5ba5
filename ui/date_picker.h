// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "return_key.h"
#include <QDate>

#include <QToolButton>

namespace lockstep {

//! A button beside a date field that opens a calendar. The text stays the field's own: a time may
//! be typed behind the day.
class DatePicker final : public WithReturn<QToolButton> {
    Q_OBJECT
public:
    DatePicker(const QString& fieldLabel, QWidget* parent);
    void setDay(QDate day) { m_day = day; }

Q_SIGNALS:
    void picked(QDate day);

private:
    void openCalendar();
    QString m_label;
    QDate m_day;
};

} // namespace lockstep
