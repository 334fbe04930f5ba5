// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeyEvent>

namespace lockstep {

//! A button that Return and Enter press while it has the focus, as people expect who do not know
//! of Space. Qt's own does so in dialogs only, and there presses the default button instead.
template <class Button> class WithReturn : public Button {
public:
    using Button::Button;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        const auto others = event->modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
        if (!isReturn || others != Qt::NoModifier)
            Button::keyPressEvent(event);
        else if (!event->isAutoRepeat()) // a key held down presses nothing that gets the focus next
            this->click();
    }
};

} // namespace lockstep
