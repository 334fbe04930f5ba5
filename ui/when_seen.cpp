// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "when_seen.h"

#include <QEvent>

#include <utility>

namespace lockstep {

WhenSeen::WhenSeen(QWidget* seen, std::function<void()> refresh)
    : QObject(seen), m_seen(seen), m_refresh(std::move(refresh))
{
    seen->installEventFilter(this);
}

void WhenSeen::ask()
{
    m_due = !m_seen->isVisible();
    if (!m_due)
        m_refresh();
}

bool WhenSeen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && std::exchange(m_due, false))
        m_refresh();
    return QObject::eventFilter(watched, event);
}

} // namespace lockstep
