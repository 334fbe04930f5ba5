// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim.h"

#include "simulator/path_template.h"

namespace lockstep::sim {

namespace {

const QByteArray root = QByteArrayLiteral("/scim/v2");

struct Endpoint {
    QByteArray pathTemplate;
    Reply (*answer)(World&, const Request&, const QString& id);
};

Reply onlyGet(const Request& request, const Reply& reply)
{
    return request.method == "GET"
        ? reply
        : scimError(405, QStringLiteral("This endpoint can only be read."));
}

const std::vector<Endpoint>& endpoints()
{
    static const std::vector<Endpoint> all{
        {root + "/ServiceProviderConfig",
            [](World& world, const Request& request, const QString&) {
                return onlyGet(request, scimConfiguration(world));
            }},
        {root + "/ResourceTypes",
            [](World& world, const Request& request, const QString& id) {
                return onlyGet(request, scimResourceTypes(world, id));
            }},
        {root + "/ResourceTypes/{id}",
            [](World& world, const Request& request, const QString& id) {
                return onlyGet(request, scimResourceTypes(world, id));
            }},
        {root + "/Schemas",
            [](World& world, const Request& request, const QString& id) {
                return onlyGet(request, scimSchemas(world, id));
            }},
        {root + "/Schemas/{id}",
            [](World& world, const Request& request, const QString& id) {
                return onlyGet(request, scimSchemas(world, id));
            }},
        {root + "/Users",
            [](World& world, const Request& request, const QString&) {
                return scimCollection(world, scimUsers(), request);
            }},
        {root + "/Users/{id}",
            [](World& world, const Request& request, const QString& id) {
                return scimResource(world, scimUsers(), id, request);
            }},
        {root + "/Groups",
            [](World& world, const Request& request, const QString&) {
                return scimCollection(world, scimGroups(), request);
            }},
        {root + "/Groups/{id}",
            [](World& world, const Request& request, const QString& id) {
                return scimResource(world, scimGroups(), id, request);
            }},
    };
    return all;
}

bool authorized(const ScimService& service, const Request& request)
{
    const QByteArray header = request.header("authorization");
    if (header.left(7).toLower() != "bearer " || header.size() <= 7)
        return false;
    return service.acceptsAnyToken
        || (!service.token.isEmpty() && header.mid(7).trimmed() == service.token);
}

Reply unauthorized()
{
    Reply reply = scimError(401, QStringLiteral("The bearer token is missing or not valid."));
    reply.headers.emplace_back(
        "WWW-Authenticate", "Bearer realm=\"scim\", error=\"invalid_token\"");
    return reply;
}

bool bodyIsScim(const Request& request)
{
    const QByteArray type = request.header("content-type").split(';').first().trimmed().toLower();
    return request.body.isEmpty() || type == "application/scim+json" || type == "application/json";
}

//! A fault speaks the service's own language.
Reply preempted(const World& world, const Fault& fault)
{
    if (fault.damage != Damage::Status)
        return preemptedReply(world, fault);
    Reply reply =
        scimError(fault.status, QStringLiteral("The simulated service refuses this on purpose."));
    if (fault.retryAfter >= 0)
        reply.headers.emplace_back("Retry-After", QByteArray::number(fault.retryAfter));
    return reply;
}

Reply worked(
    World& world, const Request& request, const Endpoint* endpoint, const PathValues& values)
{
    if (!authorized(world.scim, request))
        return unauthorized();
    if (!endpoint)
        return scimError(404, QStringLiteral("There is no such endpoint."));
    if (!bodyIsScim(request))
        return scimError(415, QStringLiteral("Send application/scim+json."));
    return endpoint->answer(world, request, values.value(QStringLiteral("id")));
}

} // namespace

Reply scimReply(int status, const Json& body)
{
    return {.status = status,
        .headers = {{"Content-Type", "application/scim+json; charset=utf-8"}},
        .body = dumped(body)};
}

Reply scimError(int status, const QString& detail, const char* scimType)
{
    Json body{{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}},
        {"status", std::to_string(status)}, {"detail", toJson(detail)}};
    if (scimType)
        body["scimType"] = scimType;
    return scimReply(status, body);
}

Json scimList(Json resources, int total, int startIndex)
{
    return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
        {"totalResults", total}, {"startIndex", startIndex}, {"itemsPerPage", resources.size()},
        {"Resources", std::move(resources)}};
}

std::optional<Answer> answerScim(World& world, const Request& request)
{
    if (request.path != "/scim" && !request.path.startsWith("/scim/"))
        return std::nullopt;
    const Endpoint* found = nullptr;
    PathValues values;
    for (const Endpoint& endpoint : endpoints()) {
        if (auto matched = matchPath(request.path, endpoint.pathTemplate)) {
            found = &endpoint;
            values = *std::move(matched);
        }
    }
    Answer answer;
    answer.pathTemplate = found ? found->pathTemplate : root + "/{undeclared}";
    const auto fault = world.faults.take(answer.pathTemplate, {});
    answer.planned.reply = fault && fault->preempts() ? preempted(world, *fault)
                                                      : worked(world, request, found, values);
    if (fault)
        damage(answer.planned, *fault);
    return answer;
}

} // namespace lockstep::sim
