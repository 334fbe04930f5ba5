// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "wiring_view.h"

#include "outside_text.h"
#include "theme.h"

#include <QPainter>

namespace lockstep {

WiringBox::WiringBox(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void WiringBox::setNode(const WiringNode& node)
{
    m_node = node;
    setAccessibleName(describe(node));
    setToolTip(tipText(describe(node)));
    setEnabled(!node.step.isEmpty());
    update();
}

void WiringBox::paintEvent(QPaintEvent*)
{
    const Tones& tones = currentTones();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setBrush(underMouse() ? tones.soft(m_node.verdict) : tones.surface);
    painter.setPen(QPen(tones.of(m_node.verdict), hasFocus() ? 3 : 1.4));
    painter.drawRoundedRect(area, 9, 9);
    paintGlyph(
        painter, m_node.glyph, QRectF(area.left() + 10, area.top() + 10, 18, 18), tones.muted);
    paintVerdict(painter, m_node.verdict, QRectF(area.right() - 28, area.top() + 9, 19, 19));
    painter.setPen(tones.text);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.92);
    small.setWeight(QFont::Medium);
    painter.setFont(small);
    painter.drawText(area.adjusted(10, 32, -8, -4), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
        m_node.title);
}

WiringView::WiringView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("How tenant and product hang together"));
}

void WiringView::setWiring(const Wiring& wiring)
{
    m_wiring = wiring;
    while (m_boxes.size() < wiring.nodes.size()) {
        auto* box = new WiringBox(this);
        connect(
            box, &WiringBox::clicked, this, [this, box] { Q_EMIT stepWanted(box->node().step); });
        box->show();
        m_boxes.push_back(box);
    }
    for (size_t i = 0; i < wiring.nodes.size(); ++i)
        m_boxes[i]->setNode(wiring.nodes[i]);
    place();
    update();
}

void WiringView::place()
{
    const int gap = 34;
    const int boxWidth = (width() - 2 * gap) / 3;
    const int boxHeight = 82;
    for (WiringBox* box : m_boxes)
        box->setGeometry(box->node().column * (boxWidth + gap), box->node().row * (boxHeight + 42),
            boxWidth, boxHeight);
}

void WiringView::resizeEvent(QResizeEvent*)
{
    place();
}

const WiringBox* WiringView::boxOf(WiringPart part) const
{
    for (const WiringBox* box : m_boxes)
        if (box->node().part == part)
            return box;
    return nullptr;
}

void WiringView::paintEvent(QPaintEvent*)
{
    const Tones& tones = currentTones();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const WiringEdge& edge : m_wiring.edges) {
        const WiringBox* from = boxOf(edge.from);
        const WiringBox* to = boxOf(edge.to);
        if (!from || !to)
            continue;
        QPen pen(tones.of(edge.verdict), 2.2);
        // the line's style says it too: solid only where it is confirmed
        if (edge.verdict != Verdict::Pass && edge.verdict != Verdict::Warn)
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.drawLine(from->geometry().center(), to->geometry().center());
    }
}

} // namespace lockstep
