// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "indicator_style.h"

#include "glyphs.h"
#include "theme.h"

#include <QPainter>
#include <QStyleOption>

namespace lockstep {

IndicatorStyle::IndicatorStyle() : QProxyStyle(QStringLiteral("Fusion")) { }

void IndicatorStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if (!box && element != PE_IndicatorRadioButton) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    const Tones& tones = currentTones();
    const bool on = option->state.testFlag(State_On);
    const bool enabled = option->state.testFlag(State_Enabled);
    const QColor frame = enabled ? (on ? tones.accent : tones.strongBorder) : tones.border;
    const QRectF area = QRectF(option->rect).adjusted(1, 1, -1, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(frame, 1.4));
    painter->setBrush(on && enabled ? tones.accent : tones.surface);
    if (box)
        painter->drawRoundedRect(area, 4, 4);
    else
        painter->drawEllipse(area);
    const QColor mark = enabled ? tones.onAccent : tones.muted;
    if (on && box) {
        paintGlyph(*painter, Glyph::Check, area.adjusted(2, 2, -2, -2), mark);
    } else if (on) {
        painter->setBrush(mark);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(area.center(), 3, 3);
    }
    painter->restore();
}

int IndicatorStyle::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 18;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace lockstep
