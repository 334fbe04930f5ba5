// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/odata.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep::sim {

namespace {

GraphReply badRequest(const World& world, const QString& message)
{
    return graphError(world, 400, "BadRequest", message);
}

std::optional<Json> literal(const QString& text)
{
    if (text.size() >= 2 && text.startsWith(u'\'') && text.endsWith(u'\'')) {
        QString inner = text.mid(1, text.size() - 2);
        return toJson(inner.replace(QStringLiteral("''"), QStringLiteral("'")));
    }
    if (text == u"true" || text == u"false")
        return Json(text == u"true");
    if (text == u"null")
        return Json();
    static const QRegularExpression guid(QStringLiteral("^[0-9a-fA-F-]{36}$"));
    if (guid.match(text).hasMatch())
        return toJson(text);
    return std::nullopt;
}

bool parseFilter(const QString& filter, ODataQuery& query)
{
    static const QRegularExpression term(QStringLiteral(
        "\\G\\s*([A-Za-z][A-Za-z0-9/]*)\\s+eq\\s+('(?:[^']|'')*'|[^\\s']+)\\s*(and\\s|$)"));
    qsizetype at = 0;
    bool more = true;
    while (more) {
        const auto match = term.match(filter, at);
        const auto value = match.hasMatch() ? literal(match.captured(2)) : std::nullopt;
        if (!value)
            return false;
        query.equals.emplace_back(match.captured(1).split(u'/'), *value);
        at = match.capturedEnd();
        more = !match.captured(3).isEmpty();
    }
    return at == filter.size();
}

//! "displayName:words" OR "userPrincipalName:words"
bool parseSearch(const QString& text, ODataQuery& query)
{
    static const QRegularExpression term(
        QStringLiteral("\\G\\s*\"([A-Za-z]+):((?:[^\"\\\\]|\\\\.)*)\"\\s*(OR\\s|$)"));
    qsizetype at = 0;
    bool more = true;
    while (more) {
        const auto match = term.match(text, at);
        if (!match.hasMatch())
            return false;
        QString words = match.captured(2);
        words.replace(QRegularExpression(QStringLiteral("\\\\(.)")), QStringLiteral("\\1"));
        query.search.emplace_back(match.captured(1), words);
        at = match.capturedEnd();
        more = !match.captured(3).isEmpty();
    }
    return at == text.size();
}

bool sameValue(const Json& a, const Json& b, bool exactly)
{
    if (!exactly && a.is_string() && b.is_string())
        return sameName(fromJson(a.get<std::string>()), fromJson(b.get<std::string>()));
    return a == b;
}

} // namespace

QStringList searchWords(const QString& text)
{
    static const QRegularExpression apart(QStringLiteral("[^\\p{L}\\p{N}]+"));
    return text.split(apart, Qt::SkipEmptyParts);
}

bool wordsBegin(const QString& value, const QString& asked)
{
    const QStringList there = searchWords(value);
    const QStringList words = searchWords(asked);
    return !words.isEmpty() && std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return std::any_of(there.begin(), there.end(),
            [&](const QString& one) { return one.startsWith(word, Qt::CaseInsensitive); });
    });
}

Result<ODataQuery, GraphReply> parseOData(const World& world, const QMap<QString, QString>& query)
{
    ODataQuery parsedQuery;
    for (auto option = query.begin(); option != query.end(); ++option) {
        const QString& name = option.key();
        const QString& value = option.value();
        bool good = true;
        if (name == u"$select") {
            for (const QString& member : value.split(u',', Qt::SkipEmptyParts))
                parsedQuery.select.append(member.trimmed());
        } else if (name == u"$filter") {
            good = parseFilter(value, parsedQuery);
        } else if (name == u"$expand") {
            parsedQuery.expand = value;
        } else if (name == u"$search") {
            good = parseSearch(value, parsedQuery);
        } else if (name == u"$top") {
            parsedQuery.top = value.toInt(&good);
            good = good && parsedQuery.top >= 1 && parsedQuery.top <= 999;
        } else if (name == u"$count") {
            parsedQuery.count = value == u"true";
            good = parsedQuery.count || value == u"false";
        } else if (name == u"$orderby" && value.startsWith(u"activityDateTime")) {
            parsedQuery.orderBy = value; // R25 alone needs it
        } else if (name == u"$skiptoken") {
            parsedQuery.skip = value.toInt(&good);
        } else {
            return tl::unexpected(undeclared("the query option", name.toUtf8()));
        }
        if (!good)
            return tl::unexpected(
                badRequest(world, QStringLiteral("Invalid value of %1.").arg(name)));
    }
    return parsedQuery;
}

bool passesFilter(const ODataQuery& query, const Json& entity)
{
    static const Json none;
    for (const auto& [path, wanted] : query.equals) {
        const Json* at = &entity;
        for (const QString& member : path) {
            const auto found = at->find(member.toStdString());
            at = found == at->end() ? &none : &*found;
        }
        if (!sameValue(*at, wanted, query.caseSensitive))
            return false;
    }
    return query.search.empty()
        || std::any_of(query.search.begin(), query.search.end(), [&](const auto& term) {
               return wordsBegin(textAt(entity, term.first.toUtf8().constData()), term.second);
           });
}

Result<Json, GraphReply> selected(
    const World& world, const ODataQuery& query, const Json& entity, const char* type)
{
    if (query.select.isEmpty())
        return entity;
    Json picked = Json::object();
    if (entity.contains("@odata.type"))
        picked["@odata.type"] = entity["@odata.type"];
    for (const QString& member : query.select) {
        const std::string name = member.toStdString();
        const auto found = entity.find(name);
        if (found == entity.end())
            return tl::unexpected(badRequest(world,
                QStringLiteral("Could not find a property named '%1' on type "
                               "'microsoft.graph.%2'.")
                    .arg(member, QString::fromLatin1(type))));
        picked[name] = *found;
    }
    return picked;
}

namespace {

std::string contextUrl(
    const World& world, const QString& context, const ODataQuery& query, bool single)
{
    QString text = world.graphUrl().toString() + QStringLiteral("/v1.0/$metadata#") + context;
    if (!query.select.isEmpty())
        text += u'(' + query.select.join(u',') + u')';
    return (single ? text + QStringLiteral("/$entity") : text).toStdString();
}

std::string nextLink(const World& world, const ListShape& shape, int skip)
{
    QByteArray query;
    for (auto option = shape.query.begin(); option != shape.query.end(); ++option) {
        if (option.key() != u"$skiptoken")
            query += QUrl::toPercentEncoding(option.key(), "$") + '='
                + QUrl::toPercentEncoding(option.value(), "',") + '&';
    }
    return (world.graphUrl().toEncoded() + "/v1.0" + shape.path + '?' + query
        + "$skiptoken=" + QByteArray::number(skip))
        .toStdString();
}

//! Instants of one shape sort as texts do.
void sortByTime(const ODataQuery& query, std::vector<const Json*>& entities)
{
    if (query.orderBy.isEmpty())
        return;
    const bool descending = query.orderBy.endsWith(u" desc");
    std::stable_sort(entities.begin(), entities.end(), [&](const Json* a, const Json* b) {
        const auto order = textAt(*a, "activityDateTime").compare(textAt(*b, "activityDateTime"));
        return descending ? order > 0 : order < 0;
    });
}

} // namespace

GraphReply listReply(const World& world, const ODataQuery& query, const std::vector<Json>& entities,
    const ListShape& shape)
{
    std::vector<const Json*> passing;
    for (const Json& entity : entities) {
        if (passesFilter(query, entity))
            passing.push_back(&entity);
    }
    sortByTime(query, passing);
    return pageReply(
        world, query, static_cast<int>(passing.size()),
        [&](int i) { return *passing[static_cast<std::size_t>(i)]; }, shape);
}

GraphReply pageReply(const World& world, const ODataQuery& query, int total,
    const std::function<Json(int)>& entityAt, const ListShape& shape)
{
    const int page = query.top > 0 ? query.top : world.pageSize;
    Json body{{"@odata.context", contextUrl(world, shape.context, query, false)},
        {"value", Json::array()}};
    if (query.count)
        body["@odata.count"] = total;
    for (int i = query.skip; i < total && i < query.skip + page; ++i) {
        auto picked = selected(world, query, entityAt(i), shape.type);
        if (!picked)
            return picked.error();
        body["value"].push_back(*std::move(picked));
    }
    if (query.skip + page < total)
        body["@odata.nextLink"] = nextLink(world, shape, query.skip + page);
    return {.status = 200, .headers = {}, .body = std::move(body)};
}

GraphReply entityReply(const World& world, const ODataQuery& query, const Json& entity,
    const char* type, const QString& context)
{
    auto picked = selected(world, query, entity, type);
    if (!picked)
        return picked.error();
    (*picked)["@odata.context"] = contextUrl(world, context, query, true);
    return {.status = 200, .headers = {}, .body = *std::move(picked)};
}

} // namespace lockstep::sim
