// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario_values.h"
#include "simulator/scim.h"
#include "simulator/scim_patch.h"
#include "simulator/tenant_defaults.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep::sim {

namespace {

Reply refusal(const ScimRefusal& why)
{
    return scimError(400, why.detail, why.scimType);
}

std::string locationOf(const World& world, const ScimKind& kind, const Json& resource)
{
    return world.scimUrl().toString().toStdString() + '/' + kind.endpoint.toStdString() + '/'
        + resource.value("id", "");
}

//! A change: a new version, and the time of it.
void stamp(World& world, const ScimKind& kind, Json& resource)
{
    const std::string now = instant(QDateTime::fromMSecsSinceEpoch(world.nowMs(), Qt::UTC));
    Json& meta = resource["meta"];
    meta["resourceType"] = kind.type;
    if (!meta.contains("created"))
        meta["created"] = now;
    meta["lastModified"] = now;
    meta["location"] = locationOf(world, kind, resource);
    meta["version"] = "W/\"" + std::to_string(++world.scim.versions) + '"';
}

//! Resources of a scenario have no meta before the first look: their address was not known.
void stampNew(World& world, const ScimKind& kind)
{
    for (Json& resource : world.scim.*kind.store) {
        if (!resource.contains("meta"))
            stamp(world, kind, resource);
    }
}

//! A filter or an attribute list: nothing where it is not understood.
struct Filter {
    std::string attribute;
    QString value;
    bool exactly = false;
};

std::optional<Filter> filterOf(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("^\\s*(userName|externalId|id|displayName) +eq +\"([^\"]*)\"\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    for (const char* name : {"userName", "externalId", "id", "displayName"}) {
        if (sameName(QString::fromLatin1(name), match.captured(1)))
            return Filter{.attribute = name,
                .value = match.captured(2),
                .exactly =
                    std::string_view(name) == "id" || std::string_view(name) == "externalId"};
    }
    return std::nullopt;
}

bool passes(const Json& resource, const Filter& filter)
{
    const QString value = textAt(resource, filter.attribute.c_str());
    return filter.exactly ? value == filter.value : sameName(value, filter.value);
}

//! attributes and excludedAttributes, by whole attributes.
Json shown(const Json& resource, const QMap<QString, QString>& query)
{
    const auto names = [&](const char* option) {
        QStringList list;
        for (const QString& name :
            query.value(QString::fromLatin1(option)).split(u',', Qt::SkipEmptyParts))
            list.append(name.trimmed().section(u'.', 0, 0));
        return list;
    };
    const QStringList only = names("attributes");
    const QStringList without = names("excludedAttributes");
    Json picked = Json::object();
    for (const auto& [name, value] : resource.items()) {
        const bool always = name == "id" || name == "schemas";
        const bool wanted = only.isEmpty() || only.contains(fromJson(name), Qt::CaseInsensitive);
        if (name != "password"
            && (always || (wanted && !without.contains(fromJson(name), Qt::CaseInsensitive))))
            picked[name] = value;
    }
    return picked;
}

Reply listed(World& world, const ScimKind& kind, const QMap<QString, QString>& query)
{
    const QString text = query.value(QStringLiteral("filter"));
    const auto filter = filterOf(text);
    if (!text.isEmpty() && !filter)
        return refusal({"invalidFilter", QStringLiteral("This filter is not supported.")});
    const auto number = [&](const char* name, int otherwise) {
        bool good = false;
        const int value = query.value(QString::fromLatin1(name)).toInt(&good);
        return good ? value : otherwise;
    };
    const int start = std::max(1, number("startIndex", 1));
    const int count = std::clamp(number("count", 100), 0, 200);
    Json page = Json::array();
    int total = 0;
    for (const Json& resource : world.scim.*kind.store) {
        if (filter && !passes(resource, *filter))
            continue;
        ++total;
        if (total >= start && static_cast<int>(page.size()) < count)
            page.push_back(shown(resource, query));
    }
    return scimReply(200, scimList(std::move(page), total, start));
}

std::optional<Reply> refusedResource(
    const World& world, const ScimKind& kind, const Json& resource, const QString& own)
{
    if (!resource.is_object())
        return refusal({"invalidSyntax", QStringLiteral("The body is not a JSON object.")});
    const QString name = textAt(resource, kind.required);
    if (name.isEmpty())
        return refusal({"invalidValue",
            QStringLiteral("The attribute '%1' is missing.")
                .arg(QString::fromLatin1(kind.required))});
    for (const Json& other : world.scim.*kind.store) {
        if (kind.unique && textAt(other, "id") != own
            && sameName(textAt(other, kind.required), name))
            return scimError(409, QStringLiteral("'%1' exists already.").arg(name), "uniqueness");
    }
    return std::nullopt;
}

Reply withVersion(int status, const Json& resource, const QMap<QString, QString>& query = {})
{
    Reply reply = scimReply(status, shown(resource, query));
    const Json& meta = objectAt(resource, "meta");
    reply.headers.emplace_back("ETag", textAt(meta, "version").toLatin1());
    if (status == 201)
        reply.headers.emplace_back("Location", textAt(meta, "location").toLatin1());
    return reply;
}

Reply created(World& world, const ScimKind& kind, Json resource)
{
    if (auto refused = refusedResource(world, kind, resource, {}))
        return *std::move(refused);
    resource.erase("meta");
    resource["id"] = newGuid();
    if (listAt(resource, "schemas").empty())
        resource["schemas"] = {kind.schema};
    stamp(world, kind, resource);
    (world.scim.*kind.store).push_back(resource);
    return withVersion(201, resource);
}

//! What PUT and PATCH have in common: the result must still be good.
Reply changed(World& world, const ScimKind& kind, Json& resource, Json next)
{
    const QString id = textAt(resource, "id");
    if (!next.is_object())
        return refusal({"invalidSyntax", QStringLiteral("The body is not a JSON object.")});
    next["id"] = resource["id"];
    if (auto refused = refusedResource(world, kind, next, id))
        return *std::move(refused);
    next["meta"] = resource["meta"];
    if (listAt(next, "schemas").empty())
        next["schemas"] = resource["schemas"];
    resource = std::move(next);
    stamp(world, kind, resource);
    return withVersion(200, resource);
}

Reply patched(World& world, const ScimKind& kind, Json& resource, const Json& message)
{
    Json next = resource;
    if (const auto done = applyScimPatch(next, message); !done)
        return refusal(done.error());
    return changed(world, kind, resource, std::move(next));
}

} // namespace

ScimService scimServiceOf(const Json& product)
{
    const Json& scim = objectAt(product, "scim");
    ScimService service{.token = textAt(scim, "token").toUtf8(),
        .acceptsAnyToken = flagAt(scim, "acceptsAnyToken"),
        .users = {},
        .groups = {}};
    for (const auto& [kind, list] :
        {std::pair{&scimUsers(), "users"}, std::pair{&scimGroups(), "groups"}}) {
        for (Json resource : listAt(scim, list)) {
            if (!resource.is_object())
                continue;
            resource["schemas"] = {kind->schema};
            if (!resource.contains("id"))
                resource["id"] = derivedGuid(textAt(resource, kind->required));
            (service.*kind->store).push_back(std::move(resource));
        }
    }
    return service;
}

const ScimKind& scimUsers()
{
    static const ScimKind kind{.type = "User",
        .endpoint = "Users",
        .schema = scimUserSchema,
        .required = "userName",
        .unique = true,
        .store = &ScimService::users};
    return kind;
}

const ScimKind& scimGroups()
{
    static const ScimKind kind{.type = "Group",
        .endpoint = "Groups",
        .schema = scimGroupSchema,
        .required = "displayName",
        .unique = false,
        .store = &ScimService::groups};
    return kind;
}

Reply scimCollection(World& world, const ScimKind& kind, const Request& request)
{
    stampNew(world, kind);
    if (request.method == "GET")
        return listed(world, kind, decodedPairs(request.query));
    if (request.method == "POST")
        return created(world, kind, parsed(request.body));
    return scimError(405, QStringLiteral("Only GET and POST are known here."));
}

Reply scimResource(World& world, const ScimKind& kind, const QString& id, const Request& request)
{
    stampNew(world, kind);
    auto& store = world.scim.*kind.store;
    const auto found = std::find_if(store.begin(), store.end(),
        [&](const Json& resource) { return textAt(resource, "id") == id; });
    if (found == store.end())
        return scimError(404, QStringLiteral("Resource %1 not found.").arg(id));
    const QByteArray version = textAt((*found)["meta"], "version").toLatin1();
    const QByteArray expected = request.header("if-match");
    if (request.method != "GET" && !expected.isEmpty() && expected != "*" && expected != version)
        return scimError(412, QStringLiteral("The resource was changed meanwhile."));
    if (request.method == "GET" && request.header("if-none-match") == version)
        return {.status = 304, .headers = {{"ETag", version}}, .body = {}};
    if (request.method == "GET")
        return withVersion(200, *found, decodedPairs(request.query));
    if (request.method == "PUT")
        return changed(world, kind, *found, parsed(request.body));
    if (request.method == "PATCH")
        return patched(world, kind, *found, parsed(request.body));
    if (request.method != "DELETE")
        return scimError(405, QStringLiteral("This method is not known here."));
    store.erase(found);
    return {.status = 204, .headers = {}, .body = {}};
}

} // namespace lockstep::sim
