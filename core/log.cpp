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

namespace {

QLoggingCategory::CategoryFilter& previousFilter()
{
    static QLoggingCategory::CategoryFilter filter =
        nullptr; // Qt's filters carry no context of ours
    return filter;
}

void allowOurOwnOnly(QLoggingCategory* category)
{
    if (previousFilter())
        previousFilter()(category);
    if (QByteArrayView(category->categoryName()).startsWith("lockstep."))
        return;
    category->setEnabled(QtDebugMsg, false);
    category->setEnabled(QtInfoMsg, false);
}

} // namespace

void restrictLogging()
{
    QLoggingCategory::CategoryFilter previous = QLoggingCategory::installFilter(allowOurOwnOnly);
    if (previous != allowOurOwnOnly)
        previousFilter() = previous;
    // categories that were made before now were filtered without the previous filter's rules
    QLoggingCategory::installFilter(allowOurOwnOnly);
}

} // namespace lockstep
