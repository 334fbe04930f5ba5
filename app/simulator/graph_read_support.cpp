// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"

#include "simulator/tenant_defaults.h"

namespace lockstep::sim {

namespace {

std::optional<GraphReply> refusedSearch(const GraphContext& context)
{
    if (context.odata.search.empty()
        || context.call.headers.value("consistencylevel") == "eventual")
        return std::nullopt;
    return graphError(context.world, 400, "Request_UnsupportedQuery",
        QStringLiteral("$search needs ConsistencyLevel: eventual."));
}

ListShape shapeOf(const GraphContext& context, const char* type, const QString& name)
{
    return {.type = type, .context = name, .path = context.call.path, .query = context.call.query};
}

} // namespace

GraphReply listOf(
    const GraphContext& context, std::vector<Json> entities, const char* type, const QString& name)
{
    if (auto refused = refusedSearch(context))
        return *std::move(refused);
    return listReply(context.world, context.odata, entities, shapeOf(context, type, name));
}

GraphReply longListOf(const GraphContext& context, const std::vector<const Json*>& entities,
    const char* type, const QString& name)
{
    if (auto refused = refusedSearch(context))
        return *std::move(refused);
    std::vector<const Json*> passing;
    for (const Json* entity : entities) {
        if (passesFilter(context.odata, *entity))
            passing.push_back(entity);
    }
    return pageReply(
        context.world, context.odata, static_cast<int>(passing.size()),
        [&](int i) { return withoutPrivate(*passing[static_cast<std::size_t>(i)]); },
        shapeOf(context, type, name));
}

GraphReply crowdedListOf(const GraphContext& context, Crowd::Kind kind,
    const std::vector<Json>& own, const std::function<Json(const Json&)>& shown, const char* type,
    const QString& name)
{
    if (auto refused = refusedSearch(context))
        return *std::move(refused);
    const Crowd crowd(context.tenant);
    const std::vector<int> numbers = crowd.matching(kind, context.odata);
    std::vector<const Json*> passing;
    for (const Json& entity : own) {
        if (passesFilter(context.odata, entity))
            passing.push_back(&entity);
    }
    const auto entityAt = [&](int i) {
        const auto place = static_cast<std::size_t>(i);
        return place < numbers.size() ? shown(crowd.entry(kind, numbers[place]))
                                      : shown(*passing[place - numbers.size()]);
    };
    return pageReply(context.world, context.odata,
        static_cast<int>(numbers.size() + passing.size()), entityAt, shapeOf(context, type, name));
}

GraphReply oneOf(
    const GraphContext& context, const Json& entity, const char* type, const QString& name)
{
    return entityReply(context.world, context.odata, withoutPrivate(entity), type, name);
}

std::vector<Json> publicCopies(const Json& list)
{
    std::vector<Json> copies;
    for (const Json& item : list)
        copies.push_back(withoutPrivate(item));
    return copies;
}

QString valueOf(const GraphContext& context, const char* name)
{
    return context.values.value(QString::fromLatin1(name));
}

const Json* addressed(const GraphContext& context, const char* list)
{
    const Json& entities = listAt(context.tenant, list);
    if (const QString appId = valueOf(context, "appId"); !appId.isEmpty())
        return findBy(entities, "appId", appId);
    if (const QString name = valueOf(context, "uniqueName"); !name.isEmpty())
        return findBy(entities, "uniqueName", name);
    return findBy(entities, "id", valueOf(context, "id"));
}

QString addressOf(const GraphContext& context)
{
    for (const char* name : {"appId", "uniqueName", "id"}) {
        if (const QString value = valueOf(context, name); !value.isEmpty())
            return value;
    }
    return {};
}

const std::vector<GraphRoute>& readRoutes()
{
    static const std::vector<GraphRoute> all = [] {
        std::vector<GraphRoute> routes;
        for (const auto* part : {&applicationReads(), &tenantReads(), &peopleReads(), &pimReads(),
                 &synchronizationReads()})
            routes.insert(routes.end(), part->begin(), part->end());
        return routes;
    }();
    return all;
}

} // namespace lockstep::sim
