// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/http.h"

#include <QNetworkReply>
#include <QSslError>

#include <optional>

namespace lockstep {

//! Why there is no usable reply; nothing when there is one, whatever its status.
//! `met` are the verification errors that the reply reported.
[[nodiscard]] std::optional<TransportFailure> failureOf(
    const QNetworkReply& reply, const QList<QSslError>& met);

//! Whether no interface other than the loopback is up with an address.
[[nodiscard]] bool isOffline();

} // namespace lockstep
