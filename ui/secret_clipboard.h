// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secret.h"

#include <QObject>
#include <QTimer>

namespace lockstep {

//! Puts a secret on the clipboard when asked to and takes it off after 30 seconds, or earlier when
//! told. What somebody else copied meanwhile stays.
class SecretClipboard final : public QObject {
    Q_OBJECT
public:
    explicit SecretClipboard(QObject* parent = nullptr);
    ~SecretClipboard() override;
    void copy(const Secret& secret);
    void wipe();
    [[nodiscard]] bool holds() const { return !m_copied.isEmpty(); }
    [[nodiscard]] std::chrono::seconds left() const;
    static constexpr std::chrono::seconds lifetime{30};

Q_SIGNALS:
    void changed();

private:
    Secret m_copied;
    QTimer m_timer;
    QTimer m_tick;
};

} // namespace lockstep
