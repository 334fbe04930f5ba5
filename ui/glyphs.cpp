// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "glyphs.h"

#include "theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace lockstep {

namespace {

// All paths live in a 24 x 24 square and are stroked, so one pen width suits all.
QPainterPath line(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    auto point = points.begin();
    path.moveTo(*point++);
    for (; point != points.end(); ++point)
        path.lineTo(*point);
    return path;
}

QPainterPath rounded(qreal x, qreal y, qreal width, qreal height, qreal radius)
{
    QPainterPath path;
    path.addRoundedRect(x, y, width, height, radius, radius);
    return path;
}

QPainterPath circle(qreal x, qreal y, qreal radius)
{
    QPainterPath path;
    path.addEllipse(QPointF(x, y), radius, radius);
    return path;
}

QPainterPath warningPath()
{
    QPainterPath path = line({{12, 4}, {21, 19.5}, {3, 19.5}, {12, 4}});
    path.addPath(line({{12, 10}, {12, 14}}));
    path.addPath(circle(12, 16.7, 0.4));
    return path;
}

QPainterPath questionPath()
{
    QPainterPath path;
    path.moveTo(8.5, 9);
    path.cubicTo(8.5, 4.5, 15.5, 4.5, 15.5, 9);
    path.cubicTo(15.5, 11.8, 12, 12, 12, 15);
    path.addPath(circle(12, 18.6, 0.5));
    return path;
}

QPainterPath lockPath(bool open)
{
    QPainterPath path = rounded(5, 11, 14, 9.5, 2);
    path.moveTo(8, 11);
    path.lineTo(8, 8);
    path.cubicTo(8, 2.5, 16, 2.5, 16, 8);
    if (!open)
        path.lineTo(16, 11);
    return path;
}

QPainterPath eyePath(bool crossed)
{
    QPainterPath path;
    path.moveTo(2.5, 12);
    path.cubicTo(7, 4.5, 17, 4.5, 21.5, 12);
    path.cubicTo(17, 19.5, 7, 19.5, 2.5, 12);
    path.addPath(circle(12, 12, 3));
    if (crossed)
        path.addPath(line({{4, 20}, {20, 4}}));
    return path;
}

QPainterPath openPath()
{
    QPainterPath path = line({{10, 5}, {5, 5}, {5, 19}, {19, 19}, {19, 14}});
    path.addPath(line({{13.5, 5}, {19, 5}, {19, 10.5}}));
    path.addPath(line({{19, 5}, {11.5, 12.5}}));
    return path;
}

QPainterPath personPath()
{
    QPainterPath path = circle(12, 8, 3.8);
    path.moveTo(4.5, 20.5);
    path.cubicTo(5, 12.5, 19, 12.5, 19.5, 20.5);
    return path;
}

QPainterPath keyPath()
{
    QPainterPath path = circle(8, 15.5, 4);
    path.addPath(line({{11, 12.5}, {20, 4}}));
    path.addPath(line({{16.5, 7.2}, {19.5, 10}}));
    return path;
}

QPainterPath shieldPath()
{
    QPainterPath path;
    path.moveTo(12, 3);
    path.lineTo(19.5, 6);
    path.cubicTo(20, 14, 17, 18.5, 12, 21);
    path.cubicTo(7, 18.5, 4, 14, 4.5, 6);
    path.closeSubpath();
    path.addPath(line({{8.5, 12}, {11, 14.5}, {15.5, 9.5}}));
    return path;
}

QPainterPath buildingPath()
{
    QPainterPath path = rounded(5, 3.5, 14, 17, 1.5);
    for (const qreal y : {8.0, 12.0, 16.0}) {
        path.addPath(line({{9, y}, {10, y}}));
        path.addPath(line({{14, y}, {15, y}}));
    }
    return path;
}

QPainterPath boxPath()
{
    QPainterPath path =
        line({{12, 3}, {20, 7.5}, {20, 16.5}, {12, 21}, {4, 16.5}, {4, 7.5}, {12, 3}});
    path.addPath(line({{4, 7.5}, {12, 12}, {20, 7.5}}));
    path.addPath(line({{12, 12}, {12, 21}}));
    return path;
}

QPainterPath listPath()
{
    QPainterPath path;
    for (const qreal y : {6.0, 12.0, 18.0}) {
        path.addPath(line({{9, y}, {20, y}}));
        path.addPath(circle(4.7, y, 0.6));
    }
    return path;
}

QPainterPath calendarPath()
{
    QPainterPath path;
    path.addRoundedRect(QRectF(4, 6, 16, 14), 2, 2);
    path.addPath(line({{4, 10.5}, {20, 10.5}}));
    path.addPath(line({{8.5, 3.5}, {8.5, 7.5}}));
    path.addPath(line({{15.5, 3.5}, {15.5, 7.5}}));
    return path;
}

QPainterPath refreshPath()
{
    QPainterPath path;
    path.arcMoveTo(5, 5, 14, 14, 40);
    path.arcTo(5, 5, 14, 14, 40, 290);
    path.addPath(line({{19.5, 3.5}, {18, 7.8}, {13.5, 7.2}}));
    return path;
}

QPainterPath copyPath()
{
    QPainterPath path = rounded(9, 9, 11, 11, 2);
    path.addPath(line({{15, 5}, {15, 4.5}, {5, 4.5}, {5, 15}, {5.5, 15}}));
    return path;
}

QPainterPath clockPath()
{
    QPainterPath path = circle(12, 12, 8.5);
    path.addPath(line({{12, 7}, {12, 12}, {15.5, 14}}));
    return path;
}

QPainterPath searchPath()
{
    QPainterPath path = circle(10.5, 10.5, 6);
    path.addPath(line({{15, 15}, {20, 20}}));
    return path;
}

QPainterPath crossPath()
{
    QPainterPath path = line({{6.5, 6.5}, {17.5, 17.5}});
    path.addPath(line({{17.5, 6.5}, {6.5, 17.5}}));
    return path;
}

QPainterPath plusPath()
{
    QPainterPath path = line({{12, 5}, {12, 19}});
    path.addPath(line({{5, 12}, {19, 12}}));
    return path;
}

QPainterPath pathOf(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Check: return line({{5, 12.5}, {10, 17.5}, {19, 7}});
    case Glyph::Cross: return crossPath();
    case Glyph::Warning: return warningPath();
    case Glyph::Question: return questionPath();
    case Glyph::Dot: return circle(12, 12, 2);
    case Glyph::Clock: return clockPath();
    case Glyph::Lock: return lockPath(false);
    case Glyph::Unlock: return lockPath(true);
    case Glyph::Copy: return copyPath();
    case Glyph::Open: return openPath();
    case Glyph::Back: return line({{14.5, 5}, {7.5, 12}, {14.5, 19}});
    case Glyph::Forward: return line({{9.5, 5}, {16.5, 12}, {9.5, 19}});
    case Glyph::Down: return line({{5.5, 9}, {12, 15.5}, {18.5, 9}});
    case Glyph::Up: return line({{5.5, 15}, {12, 8.5}, {18.5, 15}});
    case Glyph::Eye: return eyePath(false);
    case Glyph::EyeOff: return eyePath(true);
    case Glyph::Search: return searchPath();
    case Glyph::Person: return personPath();
    case Glyph::Plus: return plusPath();
    case Glyph::Play: return line({{8, 5}, {18.5, 12}, {8, 19}, {8, 5}});
    case Glyph::Key: return keyPath();
    case Glyph::Shield: return shieldPath();
    case Glyph::Building: return buildingPath();
    case Glyph::Box: return boxPath();
    case Glyph::List: return listPath();
    case Glyph::Refresh: return refreshPath();
    case Glyph::Calendar: return calendarPath();
    }
    return {};
}

class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, const QColor& colour) : m_glyph(glyph), m_colour(colour) { }
    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State) override
    {
        paintGlyph(
            *painter, m_glyph, area, mode == QIcon::Disabled ? currentTones().muted : m_colour);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new GlyphEngine(m_glyph, m_colour); }

private:
    Glyph m_glyph;
    QColor m_colour;
};

} // namespace

Glyph glyphOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass: return Glyph::Check;
    case Verdict::Warn: return Glyph::Warning;
    case Verdict::Fail: return Glyph::Cross;
    case Verdict::Unknown: return Glyph::Question;
    case Verdict::Waiting: return Glyph::Clock;
    case Verdict::NotRun: break;
    }
    return Glyph::Dot;
}

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& area, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = std::min(area.width(), area.height());
    painter.translate(area.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 24, side / 24);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOf(glyph));
    painter.restore();
}

void paintVerdict(QPainter& painter, Verdict verdict, const QRectF& area)
{
    const Tones& tones = currentTones();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tones.of(verdict), 1.2));
    painter.setBrush(tones.soft(verdict));
    painter.drawEllipse(area.adjusted(0.6, 0.6, -0.6, -0.6));
    painter.restore();
    const qreal inset = area.width() * 0.2;
    paintGlyph(
        painter, glyphOf(verdict), area.adjusted(inset, inset, -inset, -inset), tones.of(verdict));
}

QIcon glyphIcon(Glyph glyph, const QColor& colour)
{
    return QIcon(new GlyphEngine(glyph, colour));
}

QIcon programIcon()
{
    QIcon icon;
    for (const int side : {16, 32, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x1f, 0x5f, 0xd6));
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22);
        paintGlyph(painter, Glyph::Shield,
            QRectF(side * 0.14, side * 0.14, side * 0.72, side * 0.72), Qt::white);
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace lockstep
