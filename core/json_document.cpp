// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_document.h"

#include <QCoreApplication>

#include <iterator>
#include <optional>
#include <vector>

namespace lockstep {

namespace {

using Json = nlohmann::json;
using namespace Qt::Literals::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Json)
};

//! Where the lexer is. It reads one byte past a number, so the line counts up to the last byte that
//! is no white space: the token's own line.
struct TextPosition {
    int line = 1;
    int column = 0;
    int tokenLine = 1;
    int tokenColumn = 0;

    void pass(char byte)
    {
        if (byte == '\n') {
            ++line;
            column = 0;
            return;
        }
        ++column;
        if (byte != ' ' && byte != '\t' && byte != '\r') {
            tokenLine = line;
            tokenColumn = column;
        }
    }
};

class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, TextPosition* position) : m_at(at), m_position(position) { }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        m_position->pass(*m_at);
        ++m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b)
    {
        return a.m_at == b.m_at;
    }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b)
    {
        return !(a == b);
    }

private:
    const char* m_at;
    TextPosition* m_position;
};

//! Builds the tree from the parser's events, which alone come while the position is still known.
class TreeBuilder {
public:
    TreeBuilder(JsonDocument& document, const TextPosition& position, std::size_t maxDepth)
        : m_document(document), m_position(position), m_maxDepth(maxDepth)
    {
    }

    bool null() { return leaf(nullptr); }
    bool boolean(bool value) { return leaf(value); }
    bool number_integer(Json::number_integer_t value) { return leaf(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return leaf(value); }
    bool number_float(Json::number_float_t value, const std::string&) { return leaf(value); }
    bool string(std::string& value) { return leaf(std::move(value)); }
    bool binary(Json::binary_t&) { return false; } // JSON text has none
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name)
    {
        const std::string pointer = jsonPointer(m_open.back().pointer, name);
        if (m_open.back().value->contains(name))
            return refuse(pointer, Words::tr("This key is given twice."));
        m_document.lines.emplace(pointer, m_position.tokenLine);
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error)
    {
        // 406: a number that no type holds; all others are faults of syntax or of UTF-8
        return refuse({},
            error.id == 406
                ? Words::tr("The number in column %1 is too large.").arg(m_position.tokenColumn)
                : Words::tr("This is not valid JSON (column %1).").arg(m_position.tokenColumn));
    }

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    struct Level {
        Json* value;
        std::string pointer;
    };

    [[nodiscard]] std::string nextPointer() const
    {
        if (m_open.empty())
            return {};
        const Level& level = m_open.back();
        return level.value->is_array() ? jsonPointer(level.pointer, level.value->size())
                                       : jsonPointer(level.pointer, m_key);
    }

    Json* place(Json value)
    {
        m_document.lines.emplace(nextPointer(), m_position.tokenLine); // keeps a key's own line
        if (m_open.empty())
            return &(m_document.root = std::move(value));
        Json& parent = *m_open.back().value;
        if (!parent.is_array())
            return &(parent[m_key] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }

    bool leaf(Json value)
    {
        place(std::move(value));
        return true;
    }

    bool open(Json value)
    {
        std::string pointer = nextPointer();
        if (m_open.size() >= m_maxDepth)
            return refuse(pointer, Words::tr("This is nested too deeply."));
        Json* placed = place(std::move(value));
        m_open.push_back({placed, std::move(pointer)});
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    bool refuse(const std::string& pointer, const QString& what)
    {
        const int line = m_position.tokenLine;
        m_error = Error{pointer.empty() ? u"%1:%2"_s.arg(m_document.name, QString::number(line))
                                        : u"%1:%2: %3"_s.arg(m_document.name, QString::number(line),
                                            QString::fromStdString(pointer)),
            what};
        return false;
    }

    JsonDocument& m_document;
    const TextPosition& m_position;
    std::size_t m_maxDepth;
    std::vector<Level> m_open;
    std::string m_key;
    std::optional<Error> m_error;
};

} // namespace

int JsonDocument::lineOf(const std::string& pointer) const
{
    for (std::string at = pointer;; at.resize(at.rfind('/'))) {
        if (const auto found = lines.find(at); found != lines.end())
            return found->second;
        if (at.empty() || at.rfind('/') == std::string::npos)
            return 1;
    }
}

QString JsonDocument::where(const std::string& pointer) const
{
    return u"%1:%2: %3"_s.arg(name, QString::number(lineOf(pointer)),
        pointer.empty() ? u"/"_s : QString::fromStdString(pointer));
}

Result<JsonDocument> parseJson(QByteArrayView bytes, const QString& name, const JsonLimits& limits)
{
    if (bytes.size() > limits.bytes)
        return failure(
            name + u":1"_s, Words::tr("This is larger than %1 bytes.").arg(limits.bytes));
    if (const qsizetype at = bytes.indexOf('\0'); at >= 0) {
        // the lexer takes it for the end and would let anything follow, as after a torn write
        return failure(u"%1:%2"_s.arg(name, QString::number(bytes.first(at).count('\n') + 1)),
            Words::tr("This is not valid JSON: there is a NUL byte."));
    }
    JsonDocument document{.name = name, .root = {}, .lines = {}};
    TextPosition position;
    TreeBuilder builder(document, position, limits.depth);
    const CountingIterator begin(bytes.data(), &position);
    const CountingIterator end(bytes.data() + bytes.size(), &position);
    if (Json::sax_parse(begin, end, &builder))
        return document;
    return tl::unexpected(builder.error().value_or(
        Error{u"%1:%2"_s.arg(name).arg(position.tokenLine), Words::tr("This is not valid JSON.")}));
}

std::string jsonPointer(const std::string& parent, const std::string& key)
{
    std::string pointer = parent + '/';
    for (const char byte : key) {
        if (byte == '~')
            pointer += "~0";
        else if (byte == '/')
            pointer += "~1";
        else
            pointer += byte;
    }
    return pointer;
}

std::string jsonPointer(const std::string& parent, std::size_t index)
{
    return parent + '/' + std::to_string(index);
}

} // namespace lockstep
