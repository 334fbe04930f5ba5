// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "tab_order.h"

#include <QLayout>
#include <QScrollArea>

namespace lockstep {

namespace {

void collect(QWidget& widget, QList<QWidget*>& stops);

void collect(const QLayout& layout, QList<QWidget*>& stops)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (QWidget* widget = item->widget())
            collect(*widget, stops);
        else if (const QLayout* inner = item->layout())
            collect(*inner, stops);
    }
}

void collect(QWidget& widget, QList<QWidget*>& stops)
{
    if (widget.focusPolicy() & Qt::TabFocus)
        stops << &widget;
    if (const auto* area = qobject_cast<QScrollArea*>(&widget); area && area->widget())
        collect(*area->widget(), stops);
    else if (widget.layout())
        collect(*widget.layout(), stops);
}

} // namespace

void orderTabs(QWidget& page)
{
    QList<QWidget*> stops;
    collect(page, stops);
    for (qsizetype i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

} // namespace lockstep
