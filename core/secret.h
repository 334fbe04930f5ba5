// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

#include <utility>
#include <vector>

namespace lockstep {

//! A client secret, token or code: move-only, wiped when destroyed, read only through expose().
//!
//! What cannot be wiped: copies that Qt makes on the way (a QLineEdit's undo stack, QByteArray
//! bodies inside QNetworkAccessManager, QtKeychain's job). They live as short as the callers can
//! make them.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView utf8) : m_bytes(utf8.begin(), utf8.end()) { }
    [[nodiscard]] static Secret fromText(const QString& text)
    {
        QByteArray utf8 = text.toUtf8();
        Secret secret{QByteArrayView(utf8)};
        utf8.fill('\0');
        return secret;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) { }
    Secret& operator=(Secret&& other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes = std::exchange(other.m_bytes, {});
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] Secret clone() const { return Secret{view()}; }
    //! Calls fn(QByteArrayView utf8): the only way to the value, easy to find by its name.
    template <class Fn> decltype(auto) expose(Fn&& fn) const
    {
        return std::forward<Fn>(fn)(view());
    }

private:
    [[nodiscard]] QByteArrayView view() const
    {
        return {m_bytes.data(), static_cast<qsizetype>(m_bytes.size())};
    }
    void wipe()
    {
        // volatile: a plain fill of memory that is about to be freed may be optimised away
        for (volatile char& byte : m_bytes)
            byte = '\0';
        m_bytes.clear();
    }
    std::vector<char> m_bytes;
};

//! Whether a piece of the secret that is long enough to matter stands in the text, also
//! percent-encoded. For texts from outside that may throw back what was sent.
[[nodiscard]] bool echoes(const QString& text, const Secret& secret);

inline QDebug operator<<(QDebug debug, const Secret&)
{
    return debug << "***";
}

} // namespace lockstep
