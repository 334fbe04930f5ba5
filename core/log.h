// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QLoggingCategory>

#include <chrono>

namespace lockstep {

Q_DECLARE_LOGGING_CATEGORY(networkLog)
Q_DECLARE_LOGGING_CATEGORY(setupLog)

//! One exchange, by allow-list: nothing else about a request or reply is ever logged.
//! `pathTemplate` holds placeholders instead of ids ("/applications(appId='{appId}')").
void logExchange(QByteArrayView method, QByteArrayView pathTemplate, int status,
    QByteArrayView requestId, std::chrono::milliseconds took);

//! Call first in main(): silences the debug and info output of every category but our own, whatever
//! QT_LOGGING_RULES says. Qt's HTTP server and client print whole headers there, tokens included.
void restrictLogging();

} // namespace lockstep
