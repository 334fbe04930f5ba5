// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLayout>
#include <QWidget>

namespace lockstep {

//! While it lives, what is shown or hidden in a widget does not arrange the page around it anew:
//! each setVisible(true) would, at once. It is done when the next turn comes.
class LayoutPause final {
public:
    explicit LayoutPause(const QWidget& widget) : m_layout(widget.layout())
    {
        if (m_layout)
            m_layout->setEnabled(false);
    }
    LayoutPause(const LayoutPause&) = delete;
    LayoutPause& operator=(const LayoutPause&) = delete;
    ~LayoutPause()
    {
        if (m_layout)
            m_layout->setEnabled(true);
    }

private:
    QLayout* m_layout;
};

} // namespace lockstep
