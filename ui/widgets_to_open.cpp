// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The parts of widgets.h that a person opens: links whose text wraps, and folds.
#include "theme.h"
#include "widgets.h"

#include <QPainter>

namespace lockstep {

namespace {
constexpr int linkMargin = 4;
}

TextLink::TextLink(const QString& text, QWidget* parent) : WithReturn(parent)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int TextLink::heightForWidth(int width) const
{
    const QRect room(0, 0, width - 2 * linkMargin, 10'000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, text()).height() + 2 * linkMargin;
}

QSize TextLink::sizeHint() const
{
    const int width = std::min(fontMetrics().horizontalAdvance(text()) + 2 * linkMargin + 2, 560);
    return {width, heightForWidth(width)};
}

void TextLink::paintEvent(QPaintEvent*)
{
    const Tones& tones = currentTones();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(tones.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    QFont face = font();
    face.setUnderline(underMouse() && isEnabled());
    painter.setFont(face);
    painter.setPen(isEnabled() ? tones.accent : tones.text);
    painter.drawText(rect().adjusted(linkMargin, linkMargin, -linkMargin, -linkMargin),
        Qt::AlignLeft | Qt::TextWordWrap, text());
}

Fold::Fold(const QString& title, QWidget* parent)
    : QWidget(parent), m_button(makeButton(title, "link", this)), m_body(new QWidget(this))
{
    m_content = column(m_body, 0, 8);
    auto* layout = column(this, 0, 4);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
    connect(m_button, &QPushButton::clicked, this, [this] { setOpen(!isOpen()); });
    m_button->setAccessibleName(title);
    setOpen(false);
}

void Fold::setTitle(const QString& title)
{
    m_button->setText(plainText(title));
    m_button->setAccessibleName(title);
}

void Fold::setAccessibleTitle(const QString& title)
{
    m_button->setAccessibleName(title);
}

void Fold::setOpen(bool open)
{
    if (open)
        Q_EMIT opened();
    m_body->setVisible(open);
    setGlyph(m_button, open ? Glyph::Up : Glyph::Down);
    m_button->setAccessibleDescription(open ? tr("Expanded") : tr("Collapsed"));
}

bool Fold::isOpen() const
{
    return !m_body->isHidden();
}

} // namespace lockstep
