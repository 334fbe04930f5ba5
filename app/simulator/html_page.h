// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QString>

namespace lockstep::sim {

//! A whole page with a title and a body of trusted HTML.
[[nodiscard]] QString htmlPage(const QString& title, const QString& body);

//! A form whose hidden fields repeat what is known already. `inner` is trusted HTML.
[[nodiscard]] QString htmlForm(const QString& method, const QString& action,
    const QMap<QString, QString>& hidden, const QString& inner);

} // namespace lockstep::sim
