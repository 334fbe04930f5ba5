// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_document.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <vector>

namespace lockstep {

//! Collects what is wrong with a document, each problem with its place.
class Problems {
public:
    explicit Problems(const JsonDocument& document) : m_document(document) { }
    void add(const std::string& pointer, const QString& what);
    //! In the order of the lines, which is the order in which a person repairs them.
    [[nodiscard]] std::vector<Error> inOrder() const;

private:
    struct Problem {
        int line;
        Error error;
    };
    const JsonDocument& m_document;
    std::vector<Problem> m_found;
};

enum class Need { Required, Optional };

//! One object of a closed vocabulary: a key that nobody asked for is a problem, found by finish().
//! Absent or malformed parts become problems and harmless defaults, so that reading goes on.
class JsonNode {
public:
    JsonNode(const nlohmann::json& value, std::string pointer, Problems& problems);

    [[nodiscard]] QString text(const char* key, Need need = Need::Required);
    [[nodiscard]] QStringList texts(const char* key, Need need);
    //! A text that may be empty; also empty when it is absent and optional.
    [[nodiscard]] QString anyText(const char* key, Need need = Need::Required);
    [[nodiscard]] QStringList anyTexts(const char* key, Need need);
    //! ISO 8601 with an offset, as UTC; invalid when absent, empty or malformed.
    [[nodiscard]] QDateTime date(const char* key, Need need = Need::Required);
    //! A whole number in [0, most].
    [[nodiscard]] qint64 count(const char* key, qint64 most, Need need = Need::Required);
    //! A number in [1, most].
    [[nodiscard]] int number(const char* key, int most);
    [[nodiscard]] bool flag(const char* key, bool fallback);
    //! One of the words, as its index; a problem with a suggestion otherwise.
    [[nodiscard]] std::optional<std::size_t> word(const char* key, const QStringList& words);
    [[nodiscard]] std::optional<JsonNode> child(const char* key, Need need);
    [[nodiscard]] std::vector<JsonNode> children(const char* key, Need need = Need::Required);
    //! For objects whose keys are data: they count as asked for.
    [[nodiscard]] QStringList keys();
    //! Call last: reports each key that was never asked for.
    void finish();

    //! A problem of one key's value.
    void problem(const char* key, const QString& what);
    [[nodiscard]] std::string pointerOf(const char* key) const
    {
        return jsonPointer(m_pointer, key);
    }

private:
    [[nodiscard]] const nlohmann::json* find(const char* key, Need need);
    const nlohmann::json* m_value;
    std::string m_pointer;
    Problems* m_problems;
    QStringList m_asked;
};

} // namespace lockstep
