// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>

namespace lockstep {

//! Refreshes a widget at once while it is visible, else when it is next shown: a check's end
//! changes every page, and only one of them is seen.
class WhenSeen final : public QObject {
public:
    WhenSeen(QWidget* seen, std::function<void()> refresh);
    void ask();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_seen;
    std::function<void()> m_refresh;
    bool m_due = false;
};

} // namespace lockstep
