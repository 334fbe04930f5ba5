// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "secret_clipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

namespace lockstep {

SecretClipboard::SecretClipboard(QObject* parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_tick.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::wipe);
    connect(&m_tick, &QTimer::timeout, this, &SecretClipboard::changed);
    connect(QApplication::clipboard(), &QClipboard::dataChanged, this, [this] {
        // somebody else's copy: ours is gone already
        if (holds() && !QApplication::clipboard()->ownsClipboard()) {
            m_copied = Secret();
            m_timer.stop();
            m_tick.stop();
            Q_EMIT changed();
        }
    });
}

SecretClipboard::~SecretClipboard()
{
    if (holds())
        wipe();
}

void SecretClipboard::copy(const Secret& secret)
{
    auto data = std::make_unique<QMimeData>();
    secret.expose([&](QByteArrayView value) { data->setText(QString::fromUtf8(value)); });
    // what clipboard histories look for before they keep a copy, by platform
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    data->setData(
        QStringLiteral(
            "application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""),
        "1");
    data->setData(QStringLiteral("org.nspasteboard.ConcealedType"), "1");
    QApplication::clipboard()->setMimeData(data.release());
    m_copied = secret.clone();
    m_timer.start(lifetime);
    m_tick.start();
    Q_EMIT changed();
}

void SecretClipboard::wipe()
{
    const bool ours = m_copied.expose([](QByteArrayView value) {
        return !value.isEmpty() && QApplication::clipboard()->text() == QString::fromUtf8(value);
    });
    m_copied = Secret();
    m_timer.stop();
    m_tick.stop();
    if (ours)
        QApplication::clipboard()->clear();
    Q_EMIT changed();
}

std::chrono::seconds SecretClipboard::left() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(m_timer.remainingTimeAsDuration());
}

} // namespace lockstep
