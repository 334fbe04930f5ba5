// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace lockstep::sim {

using PathValues = QMap<QString, QString>;

//! The values of `{placeholders}` when the path has the template's shape, segment by segment:
//! `/applications(appId='{appId}')`. A quoted value has its doubled quotes undone (OData).
[[nodiscard]] std::optional<PathValues> matchPath(
    const QByteArray& encodedPath, const QByteArray& pathTemplate);

} // namespace lockstep::sim
