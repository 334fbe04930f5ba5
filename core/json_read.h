// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <optional>

namespace lockstep {

using Json = nlohmann::json;

//! Small readers for JSON that came from outside: absent or of another type is nullopt, never a
//! guess.
//! At most 64 levels deep.
[[nodiscard]] std::optional<Json> parseObject(QByteArrayView bytes);
[[nodiscard]] const Json* member(
    const Json& object, const char* name); //!< null when absent, null or no object
[[nodiscard]] std::optional<QString> stringMember(const Json& object, const char* name);
[[nodiscard]] std::optional<bool> boolMember(const Json& object, const char* name);
[[nodiscard]] std::optional<qint64> intMember(const Json& object, const char* name);
[[nodiscard]] std::optional<QStringList> stringsMember(const Json& object, const char* name);
//! ISO 8601 with offset, as UTC.
[[nodiscard]] std::optional<QDateTime> dateMember(const Json& object, const char* name);

[[nodiscard]] QString toQString(const Json& string);
[[nodiscard]] Json toJson(const QString& text);
[[nodiscard]] Json toJson(const QStringList& texts);

} // namespace lockstep
