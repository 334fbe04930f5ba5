// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "glyphs.h"
#include "return_key.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace lockstep {

//! A label that wraps; `tone` names its look in the style sheet ("title", "muted" ...).
[[nodiscard]] QLabel* makeLabel(
    const QString& text, const char* tone = "", QWidget* parent = nullptr);
//! A heading that can be given the focus, where every button nearby would do something.
[[nodiscard]] QLabel* makeHeading(const QString& text, const char* tone, QWidget* parent = nullptr);
//! A button; `look` is "primary", "plain", "link", "small" or empty.
[[nodiscard]] QPushButton* makeButton(
    const QString& text, const char* look = "", QWidget* parent = nullptr);
//! A text from outside for a button: its ampersands are not mnemonics.
[[nodiscard]] inline QString plainText(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}
//! A button that shows only a sign; `name` is its accessible name and tool tip.
[[nodiscard]] QToolButton* makeIconButton(Glyph glyph, const QString& name, QWidget* parent);
//! A frame; `box` is "card", "inset", "info", "pass", "warn", "fail" ...
[[nodiscard]] QFrame* makeBox(const char* box, QWidget* parent = nullptr);
//! A vertical layout in `parent` with these margins.
QVBoxLayout* column(QWidget* parent, int margin, int spacing);
QHBoxLayout* row(int spacing = 8);
//! A page that scrolls: the widget to fill, held to a readable width.
[[nodiscard]] QWidget* scrollingColumn(QScrollArea* area, int width = 820);
//! Gives a widget another look and has its style sheet applied anew.
void restyle(QWidget* widget, const char* property, const QString& value);
//! Says a text to a screen reader as something that just happened at `widget`.
void announce(QWidget* widget, const QString& text);
void setGlyph(QAbstractButton* button, Glyph glyph);
//! Removes and deletes every widget of a layout.
void clearLayout(QLayout* layout);

//! A verdict's sign; 20 x 20 unless told.
class VerdictMark final : public QWidget {
public:
    explicit VerdictMark(QWidget* parent = nullptr, int side = 20);
    void setVerdict(Verdict verdict);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Verdict m_verdict = Verdict::NotRun;
};

//! A button that copies a value and says so for a moment.
class CopyButton final : public WithReturn<QPushButton> {
    Q_OBJECT
public:
    explicit CopyButton(const QString& value, QWidget* parent = nullptr);
    //! `shown` is the face; a value that is empty disables the button.
    void setValue(const QString& value, const QString& shown);

private:
    void copy();
    QString m_value;
    QString m_shown;
};

//! A combo box with an arrow that the style sheet cannot draw. While it is not opened the wheel
//! scrolls the page that it stands on: nobody chooses by scrolling past.
class ChoiceBox final : public QComboBox {
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

//! One line that gives way to its neighbours and says the rest in its tool tip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const char* tone, QWidget* parent = nullptr);
    void setFullText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QString m_full;
};

//! A link whose text wraps: a push button is as wide as its words.
class TextLink final : public WithReturn<QAbstractButton> {
    Q_OBJECT
public:
    explicit TextLink(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, heightForWidth(120)}; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

//! A heading that folds what is below it.
class Fold final : public QWidget {
    Q_OBJECT
public:
    explicit Fold(const QString& title, QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout* content() const { return m_content; }
    void setTitle(const QString& title);
    //! For a screen reader, where many folds have the same title.
    void setAccessibleTitle(const QString& title);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void opened();

private:
    QPushButton* m_button;
    QWidget* m_body;
    QVBoxLayout* m_content;
};

} // namespace lockstep
