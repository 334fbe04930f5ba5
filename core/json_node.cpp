// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_node.h"

#include "json_read.h"
#include "words.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

} // namespace

void Problems::add(const std::string& pointer, const QString& what)
{
    m_found.push_back({m_document.lineOf(pointer), Error{m_document.where(pointer), what}});
}

std::vector<Error> Problems::inOrder() const
{
    std::vector<Problem> sorted = m_found;
    std::ranges::stable_sort(sorted, {}, &Problem::line);
    std::vector<Error> errors;
    for (Problem& problem : sorted)
        errors.push_back(std::move(problem.error));
    return errors;
}

JsonNode::JsonNode(const nlohmann::json& value, std::string pointer, Problems& problems)
    : m_value(&value), m_pointer(std::move(pointer)), m_problems(&problems)
{
    if (!value.is_object())
        m_problems->add(m_pointer, Words::tr("This must be an object."));
}

const nlohmann::json* JsonNode::find(const char* key, Need need)
{
    m_asked << QString::fromLatin1(key);
    if (!m_value->is_object())
        return nullptr; // said once, by the constructor
    const auto found = m_value->find(key);
    if (found != m_value->end())
        return &*found;
    if (need == Need::Required)
        m_problems->add(
            m_pointer, Words::tr("The key \"%1\" is missing.").arg(QString::fromLatin1(key)));
    return nullptr;
}

QString JsonNode::text(const char* key, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return {};
    const QString text = found->is_string() ? toQString(*found) : QString();
    if (text.trimmed().isEmpty())
        problem(key, Words::tr("This must be a text that is not empty."));
    return text;
}

QStringList JsonNode::texts(const char* key, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return {};
    if (!found->is_array() || (need == Need::Required && found->empty())) {
        problem(key, Words::tr("This must be a list of texts."));
        return {};
    }
    QStringList texts;
    for (const nlohmann::json& each : *found) {
        texts << (each.is_string() ? toQString(each) : QString());
        if (texts.last().trimmed().isEmpty()) {
            m_problems->add(jsonPointer(pointerOf(key), static_cast<std::size_t>(texts.size()) - 1),
                Words::tr("This must be a text that is not empty."));
        }
    }
    return texts;
}

QString JsonNode::anyText(const char* key, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return {};
    if (found->is_string())
        return toQString(*found);
    problem(key, Words::tr("This must be a text."));
    return {};
}

QStringList JsonNode::anyTexts(const char* key, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return {};
    QStringList texts;
    bool good = found->is_array();
    for (const nlohmann::json& each : good ? *found : nlohmann::json::array()) {
        good = good && each.is_string();
        texts << (each.is_string() ? toQString(each) : QString());
    }
    if (!good)
        problem(key, Words::tr("This must be a list of texts."));
    return texts;
}

QDateTime JsonNode::date(const char* key, Need need)
{
    const QString text = anyText(key, need);
    if (text.isEmpty())
        return {};
    const QDateTime date = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (date.isValid() && date.timeSpec() != Qt::LocalTime)
        return date.toUTC();
    problem(key, Words::tr("This must be a date and time with its offset, as in ISO 8601."));
    return {};
}

qint64 JsonNode::count(const char* key, qint64 most, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return 0;
    if (found->is_number_unsigned()
        && found->get<std::uint64_t>() <= static_cast<std::uint64_t>(most))
        return found->get<qint64>();
    problem(key, Words::tr("This must be a whole number from 0 to %1.").arg(most));
    return 0;
}

QStringList JsonNode::keys()
{
    QStringList keys;
    if (!m_value->is_object())
        return keys;
    for (const auto& item : m_value->items())
        keys << QString::fromStdString(item.key());
    m_asked << keys;
    return keys;
}

int JsonNode::number(const char* key, int most)
{
    const nlohmann::json* found = find(key, Need::Required);
    if (!found)
        return 1;
    const bool fits = found->is_number_unsigned() && found->get<std::uint64_t>() >= 1
        && found->get<std::uint64_t>() <= static_cast<std::uint64_t>(most);
    if (!fits) {
        problem(key, Words::tr("This must be a whole number from 1 to %1.").arg(most));
        return 1;
    }
    return found->get<int>();
}

bool JsonNode::flag(const char* key, bool fallback)
{
    const nlohmann::json* found = find(key, Need::Optional);
    if (!found)
        return fallback;
    if (!found->is_boolean()) {
        problem(key, Words::tr("This must be true or false."));
        return fallback;
    }
    return found->get<bool>();
}

std::optional<std::size_t> JsonNode::word(const char* key, const QStringList& words)
{
    const nlohmann::json* found = find(key, Need::Required);
    if (!found)
        return std::nullopt;
    const QString text = found->is_string() ? toQString(*found) : QString();
    const qsizetype index = words.indexOf(text);
    if (index < 0) {
        problem(key, Words::tr("\"%1\" is not known here.").arg(text) + suggestion(text, words));
        return std::nullopt;
    }
    return static_cast<std::size_t>(index);
}

std::optional<JsonNode> JsonNode::child(const char* key, Need need)
{
    const nlohmann::json* found = find(key, need);
    if (!found)
        return std::nullopt;
    return JsonNode(*found, pointerOf(key), *m_problems);
}

std::vector<JsonNode> JsonNode::children(const char* key, Need need)
{
    std::vector<JsonNode> nodes;
    const nlohmann::json* found = find(key, need);
    if (!found)
        return nodes;
    if (!found->is_array()) {
        problem(key, Words::tr("This must be a list."));
        return nodes;
    }
    for (std::size_t i = 0; i < found->size(); ++i)
        nodes.emplace_back((*found)[i], jsonPointer(pointerOf(key), i), *m_problems);
    return nodes;
}

void JsonNode::finish()
{
    if (!m_value->is_object())
        return;
    for (const auto& item : m_value->items()) {
        const QString key = QString::fromStdString(item.key());
        if (!m_asked.contains(key)) {
            m_problems->add(jsonPointer(m_pointer, item.key()),
                Words::tr("The key \"%1\" is not known here.").arg(key) + suggestion(key, m_asked));
        }
    }
}

void JsonNode::problem(const char* key, const QString& what)
{
    m_problems->add(pointerOf(key), what);
}

} // namespace lockstep
