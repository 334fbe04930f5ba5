// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "value_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>

namespace lockstep {

ValueEdit::ValueEdit(QWidget* parent) : QLineEdit(parent) { }

void ValueEdit::pasteOrHandOver()
{
    if (!isReadOnly() && takePaste && takePaste(QApplication::clipboard()->text()))
        return;
    paste();
}

void ValueEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste)) {
        pasteOrHandOver();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void ValueEdit::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (auto* action = menu->findChild<QAction*>(QStringLiteral("edit-paste"))) {
        action->disconnect(this);
        connect(action, &QAction::triggered, this, &ValueEdit::pasteOrHandOver);
    }
    menu->popup(event->globalPos());
}

void ValueEdit::dropEvent(QDropEvent* event)
{
    if (!isReadOnly() && takePaste && takePaste(event->mimeData()->text())) {
        event->acceptProposedAction();
        return;
    }
    QLineEdit::dropEvent(event);
}

} // namespace lockstep
