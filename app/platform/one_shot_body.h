// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>

#include <algorithm>

namespace lockstep {

//! A request body that can be read once. Qt resends a request by itself up to three times when the
//! server hangs up without a reply; a body that cannot be rewound is the only way to forbid it.
//! (A QBuffer would not do: Qt has a path of its own for that class, which always rewinds.)
class OneShotBody final : public QIODevice {
public:
    explicit OneShotBody(const QByteArray& bytes, QObject* parent = nullptr)
        : QIODevice(parent), m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64 position) override
    {
        return position >= m_furthest && QIODevice::seek(position);
    }

protected:
    qint64 readData(char* data, qint64 maxSize) override
    {
        const qint64 count = std::min(maxSize, m_bytes.size() - pos());
        if (count <= 0)
            return m_bytes.size() > pos() ? 0 : -1;
        std::copy_n(m_bytes.constData() + pos(), count, data);
        m_furthest = std::max(m_furthest, pos() + count);
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_furthest = 0;
};

} // namespace lockstep
