// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>

#include <nlohmann/json.hpp>

#include <map>

namespace lockstep::test {

//! The part of JSON Schema 2020-12 that the project's own schemas use. A keyword that it does not
//! know fails every value, so that a schema cannot say more than is tested.
class JsonSchema {
public:
    explicit JsonSchema(nlohmann::json root) : m_root(std::move(root)) { }
    [[nodiscard]] bool accepts(const nlohmann::json& value) const { return accepts(m_root, value); }

private:
    using Json = nlohmann::json;

    [[nodiscard]] bool accepts(const Json& schema, const Json& value) const
    {
        for (const auto& keyword : schema.items()) {
            if (!acceptsKeyword(keyword.key(), keyword.value(), schema, value))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool acceptsKeyword(
        const std::string& name, const Json& wanted, const Json& schema, const Json& value) const
    {
        if (name.starts_with('$') && name != "$ref")
            return true;
        if (name == "title" || name == "description" || name == "default" || name == "then"
            || name == "else")
            return true;
        if (name == "$ref")
            return accepts(
                m_root.at(Json::json_pointer(wanted.get<std::string>().substr(1))), value);
        if (name == "type")
            return hasType(wanted.get<std::string>(), value);
        if (name == "const")
            return value == wanted;
        if (name == "enum")
            return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
        if (name == "pattern")
            return !value.is_string()
                || matches(wanted.get<std::string>(), value.get<std::string>());
        if (name == "minimum")
            return !value.is_number() || value >= wanted;
        if (name == "maximum")
            return !value.is_number() || value <= wanted;
        if (name == "minItems")
            return !value.is_array() || value.size() >= wanted.get<std::size_t>();
        return acceptsStructure(name, wanted, schema, value);
    }

    [[nodiscard]] bool acceptsStructure(
        const std::string& name, const Json& wanted, const Json& schema, const Json& value) const
    {
        if (name == "properties") {
            return !value.is_object()
                || std::all_of(wanted.items().begin(), wanted.items().end(), [&](const auto& each) {
                       return !value.contains(each.key())
                           || accepts(each.value(), value[each.key()]);
                   });
        }
        if (name == "required") {
            return !value.is_object()
                || std::all_of(wanted.begin(), wanted.end(),
                    [&](const Json& key) { return value.contains(key.get<std::string>()); });
        }
        if (name == "additionalProperties") {
            return !value.is_object() || wanted != false
                || std::all_of(value.items().begin(), value.items().end(),
                    [&](const auto& each) { return schema["properties"].contains(each.key()); });
        }
        if (name == "items")
            return !value.is_array()
                || std::all_of(value.begin(), value.end(),
                    [&](const Json& each) { return accepts(wanted, each); });
        if (name == "oneOf")
            return std::count_if(wanted.begin(), wanted.end(), [&](const Json& each) {
                return accepts(each, value);
            }) == 1;
        if (name == "if") {
            const char* branch = accepts(wanted, value) ? "then" : "else";
            return !schema.contains(branch) || accepts(schema[branch], value);
        }
        return false;
    }

    [[nodiscard]] static bool hasType(const std::string& type, const Json& value)
    {
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array())
            || (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean())
            || (type == "integer" && value.is_number_integer());
    }

    [[nodiscard]] bool matches(const std::string& pattern, const std::string& text) const
    {
        auto [at, isNew] = m_patterns.try_emplace(pattern);
        if (isNew)
            at->second.setPattern(QString::fromStdString(pattern));
        return at->second.match(QString::fromStdString(text)).hasMatch();
    }

    Json m_root;
    mutable std::map<std::string, QRegularExpression> m_patterns;
};

} // namespace lockstep::test
