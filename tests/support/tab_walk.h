// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>
#include <QTest>

namespace lockstep::test {

//! What a person can act upon: buttons, edits, lists, boxes. Parts of other controls are left out.
inline QList<QWidget*> controlsOf(QWidget* root)
{
    QList<QWidget*> controls;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget)
            || qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget)
            || qobject_cast<QAbstractItemView*>(widget);
        const QWidget* parent = widget->parentWidget();
        const bool part = qobject_cast<const QLineEdit*>(parent)
            || qobject_cast<const QComboBox*>(parent)
            || qobject_cast<const QAbstractItemView*>(parent)
            || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->inherits("QComboBoxListView");
        if (control && !part && widget->isVisibleTo(root))
            controls << widget;
    }
    return controls;
}

inline QString describeControl(const QWidget* widget)
{
    return QStringLiteral("%1 \"%2\" %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->accessibleName(),
            widget->objectName());
}

//! The controls that a screen reader would have no name for.
inline QStringList namelessControls(QWidget* root)
{
    QStringList nameless;
    for (QWidget* widget : controlsOf(root)) {
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            nameless << describeControl(widget);
    }
    return nameless;
}

//! The enabled controls that a full round of Tab does not come by.
inline QStringList unreachableControls(QWidget* root)
{
    QSet<QWidget*> reached;
    QWidget* first = QApplication::focusWidget();
    for (int i = 0; i < 500; ++i) {
        if (QWidget* focus = QApplication::focusWidget())
            reached << focus;
        QTest::keyClick(
            QApplication::focusWidget() ? QApplication::focusWidget() : root, Qt::Key_Tab);
        if (i > 0 && QApplication::focusWidget() == first && first)
            break;
        if (!first)
            first = QApplication::focusWidget();
    }
    QStringList unreachable;
    for (QWidget* widget : controlsOf(root))
        if (widget->isEnabledTo(root) && !reached.contains(widget))
            unreachable << describeControl(widget);
    return unreachable;
}

} // namespace lockstep::test
