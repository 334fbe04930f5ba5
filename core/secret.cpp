// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "secret.h"

namespace lockstep {

bool echoes(const QString& text, const Secret& secret)
{
    constexpr qsizetype telling = 6;
    const QByteArray utf8 = text.toUtf8();
    // a request body comes back percent-encoded, and '+' or %20 are no part of what Entra makes
    const QByteArray decoded = QByteArray::fromPercentEncoding(utf8);
    return secret.expose([&](QByteArrayView value) {
        for (qsizetype at = 0; at + telling <= value.size(); ++at) {
            const QByteArrayView piece = value.sliced(at, telling);
            if (utf8.contains(piece) || decoded.contains(piece))
                return true;
        }
        return false;
    });
}

} // namespace lockstep
