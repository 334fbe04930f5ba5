// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets.h"

#include "outside_text.h"
#include "theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QPainter>
#include <QStyle>
#include <QTimer>

#include <map>

namespace lockstep {

namespace {

//! Box layouts ask for the height at a width again at every level of nesting, and each answer lays
//! the whole text out: a page of rows takes longer than a person would not feel. What was answered
//! for the same text and font is kept.
class WrappedLabel final : public QLabel {
public:
    using QLabel::QLabel;
    [[nodiscard]] int heightForWidth(int width) const override
    {
        const Asked asked{.text = text(),
            .font = font(),
            .margins = contentsMargins(),
            .dpi = logicalDpiX(),
            .format = textFormat()};
        if (!(asked == m_asked)) {
            m_asked = asked;
            m_heights.clear();
        }
        constexpr size_t mostWidths = 32; // a window that is dragged asks for each
        if (m_heights.size() >= mostWidths)
            m_heights.clear();
        const auto [known, isNew] = m_heights.try_emplace(width, 0);
        if (isNew)
            known->second = QLabel::heightForWidth(width);
        return known->second;
    }

protected:
    void changeEvent(QEvent* event) override
    {
        m_heights.clear();
        QLabel::changeEvent(event);
    }

private:
    struct Asked {
        QString text;
        QFont font;
        QMargins margins;
        int dpi = 0;
        Qt::TextFormat format = Qt::AutoText;
        friend bool operator==(const Asked&, const Asked&) = default;
    };
    mutable Asked m_asked;
    mutable std::map<int, int> m_heights; //!< by width, both in device-independent pixels
};

} // namespace

QLabel* makeLabel(const QString& text, const char* tone, QWidget* parent)
{
    auto* label = new WrappedLabel(text, parent);
    label->setProperty("tone", QString::fromLatin1(tone));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* makeHeading(const QString& text, const char* tone, QWidget* parent)
{
    QLabel* label = makeLabel(text, tone, parent);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

QPushButton* makeButton(const QString& text, const char* look, QWidget* parent)
{
    auto* button = new WithReturn<QPushButton>(text, parent);
    button->setProperty("look", QString::fromLatin1(look));
    button->setAutoDefault(false);
    return button;
}

QToolButton* makeIconButton(Glyph glyph, const QString& name, QWidget* parent)
{
    auto* button = new WithReturn<QToolButton>(parent);
    button->setProperty("look", QStringLiteral("icon"));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setIconSize({18, 18});
    setGlyph(button, glyph);
    return button;
}

QFrame* makeBox(const char* box, QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setProperty("box", QString::fromLatin1(box));
    return frame;
}

QVBoxLayout* column(QWidget* parent, int margin, int spacing)
{
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(spacing);
    return layout;
}

QHBoxLayout* row(int spacing)
{
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

QWidget* scrollingColumn(QScrollArea* area, int width)
{
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    // the area itself is no stop for Tab: what is in it is, and scrolls into view
    area->setFocusPolicy(Qt::NoFocus);
    auto* holder = new QWidget;
    auto* across = new QHBoxLayout(holder);
    across->setContentsMargins(28, 24, 28, 28);
    auto* page = new QWidget;
    page->setMaximumWidth(width);
    page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    across->addWidget(page, 1);
    across->addStretch(0);
    area->setWidget(holder);
    return page;
}

void restyle(QWidget* widget, const char* property, const QString& value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void announce(QWidget* widget, const QString& text)
{
    if (text.isEmpty() || !QAccessible::isActive())
        return;
    widget->setAccessibleDescription(text);
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void setGlyph(QAbstractButton* button, Glyph glyph)
{
    const Tones& tones = currentTones();
    const bool primary = button->property("look").toString() == QStringLiteral("primary");
    const bool link = button->property("look").toString() == QStringLiteral("link");
    button->setIcon(
        glyphIcon(glyph, primary ? tones.onAccent : (link ? tones.accent : tones.muted)));
}

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (QLayout* inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}

VerdictMark::VerdictMark(QWidget* parent, int side) : QWidget(parent)
{
    setFixedSize(side, side);
}

void VerdictMark::setVerdict(Verdict verdict)
{
    m_verdict = verdict;
    setAccessibleName(verdictWord(verdict));
    setToolTip(verdictWord(verdict));
    update();
}

void VerdictMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintVerdict(painter, m_verdict, rect());
}

CopyButton::CopyButton(const QString& value, QWidget* parent) : WithReturn(parent)
{
    setProperty("look", QStringLiteral("small"));
    setAutoDefault(false);
    setValue(value, value);
    connect(this, &QPushButton::clicked, this, &CopyButton::copy);
}

void CopyButton::setValue(const QString& value, const QString& shown)
{
    m_value = value;
    m_shown = shown;
    setEnabled(!value.isEmpty());
    setText(plainText(fontMetrics().elidedText(shown, Qt::ElideMiddle, 420)));
    setAccessibleName(tr("Copy %1").arg(shown));
    setToolTip(tipText(tr("Copy %1").arg(value.isEmpty() ? shown : value)));
    setGlyph(this, Glyph::Copy);
}

void CopyButton::copy()
{
    QApplication::clipboard()->setText(m_value);
    setGlyph(this, Glyph::Check);
    announce(this, tr("Copied"));
    QTimer::singleShot(1500, this, [this] { setGlyph(this, Glyph::Copy); });
}

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus); // nor does the wheel give it the focus
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    const Tones& tones = currentTones();
    paintGlyph(painter, Glyph::Down, QRectF(width() - 25, (height() - 14) / 2.0, 14, 14),
        isEnabled() ? tones.text : tones.border);
}

ElidedLabel::ElidedLabel(const char* tone, QWidget* parent) : QLabel(parent)
{
    setProperty("tone", QString::fromLatin1(tone));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString& text)
{
    m_full = text;
    setAccessibleName(text);
    setToolTip(tipText(text));
    setText(fontMetrics().elidedText(m_full, Qt::ElideRight, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    setText(fontMetrics().elidedText(m_full, Qt::ElideRight, width()));
}

} // namespace lockstep
