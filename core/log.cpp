// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "log.h"

namespace lockstep {

Q_LOGGING_CATEGORY(networkLog, "lockstep.network", QtWarningMsg)
Q_LOGGING_CATEGORY(setupLog, "lockstep.setup", QtWarningMsg)

void logExchange(QByteArrayView method, QByteArrayView pathTemplate, int status,
    QByteArrayView requestId, std::chrono::milliseconds took)
{
    qCDebug(networkLog).nospace().noquote()
        << method.toByteArray() << ' ' << pathTemplate.toByteArray() << ' ' << status << ' '
        << requestId.toByteArray() << ' ' << took.count() << "ms";
}

} // namespace lockstep
