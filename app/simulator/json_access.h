// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace lockstep::sim {

using Json = nlohmann::json;

[[nodiscard]] inline QString fromJson(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

//! The string at `key`; empty where it is absent or not a string.
[[nodiscard]] inline QString textAt(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? fromJson(found->get<std::string>())
                                                       : QString();
}

//! The member at `key`, or an empty list where it is absent.
[[nodiscard]] inline const Json& listAt(const Json& object, const char* key)
{
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

//! The member at `key`, or an empty object where it is absent.
[[nodiscard]] inline const Json& objectAt(const Json& object, const char* key)
{
    static const Json none = Json::object();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_object() ? *found : none;
}

[[nodiscard]] inline bool flagAt(const Json& object, const char* key, bool otherwise = false)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

[[nodiscard]] inline int numberAt(const Json& object, const char* key, int otherwise)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_number_integer() ? found->get<int>() : otherwise;
}

[[nodiscard]] inline Json toJson(const QString& text)
{
    return text.toStdString();
}

[[nodiscard]] inline QByteArray dumped(const Json& json)
{
    // replace: a name with a broken surrogate must not end the server
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

//! A null reply, an empty object or the parsed text; never throws. Discarded when not JSON.
[[nodiscard]] inline Json parsed(const QByteArray& text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

//! Whether two texts are the same GUID, domain or UPN: Entra compares them without case.
[[nodiscard]] inline bool sameName(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace lockstep::sim
