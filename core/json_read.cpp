// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"

#include "iso_date.h"

namespace lockstep {

std::optional<Json> parseObject(QByteArrayView bytes)
{
    // copying and destroying recurse: without a bound a small hostile reply overflows the stack
    constexpr int deepest = 64;
    bool tooDeep = false;
    const auto bounded = [&tooDeep](int depth, Json::parse_event_t, const Json&) {
        tooDeep = tooDeep || depth > deepest;
        return !tooDeep;
    };
    Json parsed = Json::parse(bytes.begin(), bytes.end(), bounded, /*allow_exceptions=*/false);
    if (tooDeep || !parsed.is_object())
        return std::nullopt;
    return parsed;
}

const Json* member(const Json& object, const char* name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<QString> stringMember(const Json& object, const char* name)
{
    const Json* found = member(object, name);
    if (!found || !found->is_string())
        return std::nullopt;
    return toQString(*found);
}

std::optional<bool> boolMember(const Json& object, const char* name)
{
    const Json* found = member(object, name);
    if (!found || !found->is_boolean())
        return std::nullopt;
    return found->get<bool>();
}

std::optional<qint64> intMember(const Json& object, const char* name)
{
    const Json* found = member(object, name);
    if (!found || !found->is_number_integer())
        return std::nullopt;
    return found->get<qint64>();
}

std::optional<QStringList> stringsMember(const Json& object, const char* name)
{
    const Json* found = member(object, name);
    if (!found || !found->is_array())
        return std::nullopt;
    QStringList texts;
    for (const Json& each : *found) {
        if (!each.is_string())
            return std::nullopt;
        texts << toQString(each);
    }
    return texts;
}

std::optional<QDateTime> dateMember(const Json& object, const char* name)
{
    const std::optional<QString> text = stringMember(object, name);
    if (!text)
        return std::nullopt;
    const QDateTime date = isoInstant(*text); // without an offset the instant is not known
    return date.isValid() ? std::optional(date) : std::nullopt;
}

QString toQString(const Json& string)
{
    const auto& bytes = string.get_ref<const std::string&>();
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

Json toJson(const QString& text)
{
    return Json(text.toStdString());
}

Json toJson(const QStringList& texts)
{
    Json array = Json::array();
    for (const QString& text : texts)
        array.push_back(text.toStdString());
    return array;
}

} // namespace lockstep
