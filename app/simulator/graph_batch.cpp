// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph.h"

#include <algorithm>
#include <random>
#include <set>

namespace lockstep::sim {

namespace {

constexpr std::size_t mostItems = 20;

const QByteArray batchPath = QByteArrayLiteral("/graph/v1.0/$batch");

GraphReply malformed(const World& world, const QString& why)
{
    return graphError(world, 400, "BadRequest", why);
}

//! Why the whole batch is refused, or nothing (contract 1.3).
std::optional<GraphReply> refused(const World& world, const Json& body)
{
    if (!body.is_object() || !body.contains("requests") || !body["requests"].is_array())
        return malformed(world, QStringLiteral("The batch holds no list of requests."));
    const Json& requests = body["requests"];
    if (requests.empty() || requests.size() > mostItems)
        return malformed(world, QStringLiteral("A batch holds 1 to 20 requests."));
    std::set<QString> ids;
    for (const Json& item : requests) {
        const QString id = textAt(item, "id").toLower();
        if (id.isEmpty() || textAt(item, "method").isEmpty() || textAt(item, "url").isEmpty())
            return malformed(world, QStringLiteral("A request needs an id, a method and a url."));
        if (!ids.insert(id).second)
            return malformed(world, QStringLiteral("The id '%1' is used twice.").arg(id));
    }
    return std::nullopt;
}

GraphCall callOf(const Json& item)
{
    QString url = textAt(item, "url");
    if (!url.startsWith(u'/'))
        url.prepend(u'/');
    // raw blanks in a $filter are allowed here (contract 1.3)
    const QByteArray encoded = url.toUtf8().replace(' ', "%20");
    const qsizetype mark = encoded.indexOf('?');
    GraphCall call{.method = textAt(item, "method").toUpper().toUtf8(),
        .path = mark < 0 ? encoded : encoded.left(mark),
        .query = mark < 0 ? QMap<QString, QString>() : decodedPairs(encoded.mid(mark + 1)),
        .headers = {},
        .body = item.value("body", Json())};
    for (const auto& [name, value] : objectAt(item, "headers").items()) {
        if (value.is_string())
            call.headers.insert(
                fromJson(name).toLower().toUtf8(), fromJson(value.get<std::string>()).toUtf8());
    }
    return call;
}

Json itemReply(const std::string& id, const GraphReply& reply)
{
    Json headers = Json::object();
    for (const auto& [name, value] : reply.headers)
        headers[name.toStdString()] = value.toStdString();
    Json item{{"id", id}, {"status", reply.status}};
    if (!reply.body.is_null()) {
        headers["Content-Type"] = "application/json";
        item["body"] = reply.body;
    }
    item["headers"] = std::move(headers);
    return item;
}

bool dependencyFailed(const Json& item, const std::map<std::string, int>& statuses)
{
    for (const Json& id : listAt(item, "dependsOn")) {
        const auto found = id.is_string() ? statuses.find(id.get<std::string>()) : statuses.end();
        if (found == statuses.end() || found->second >= 400)
            return true;
    }
    return false;
}

//! A body without Content-Type, or an action without a body, is refused item by item.
bool bodyMissesType(const Json& item, const GraphCall& call)
{
    return item.contains("body") && !call.headers.contains("content-type");
}

} // namespace

GraphReply batchReply(
    World& world, const TokenInfo& token, const Json& body, std::vector<QByteArray>& items)
{
    if (auto refusal = refused(world, body))
        return *std::move(refusal);
    std::vector<Json> replies;
    std::map<std::string, int> statuses;
    for (const Json& item : body["requests"]) {
        const std::string id = item["id"].get<std::string>();
        const GraphCall call = callOf(item);
        GraphOutcome outcome;
        if (dependencyFailed(item, statuses))
            outcome.reply = graphError(world, 424, "FailedDependency",
                QStringLiteral("A request that this one depends on failed."));
        else if (bodyMissesType(item, call))
            outcome.reply = malformed(world,
                QStringLiteral("Write request id '%1' has no Content-Type.").arg(fromJson(id)));
        else
            outcome = dispatch(world, token, call, batchPath);
        const QByteArray shape =
            outcome.pathTemplate.isEmpty() ? QByteArray("/{undeclared}") : outcome.pathTemplate;
        items.push_back(call.method + ' ' + shape);
        statuses[id] = outcome.reply.status;
        if (outcome.fault && outcome.fault->damage == Damage::MissingItem)
            continue;
        replies.push_back(itemReply(id, outcome.reply));
    }
    // clients must not rely on the order; only statistics matter here, not secrecy
    std::mt19937 shuffler(world.shuffleSeed++); // NOLINT(cert-msc51-cpp)
    std::shuffle(replies.begin(), replies.end(), shuffler);
    return {.status = 200, .headers = {}, .body = {{"responses", replies}}};
}

} // namespace lockstep::sim
