// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph.h"

namespace lockstep::sim {

namespace {

const QByteArray root = QByteArrayLiteral("/graph/v1.0");

struct Found {
    const GraphRoute* route;
    PathValues values;
};

std::optional<Found> findRoute(const GraphCall& call)
{
    for (const auto* routes : {&readRoutes(), &writeRoutes()}) {
        for (const GraphRoute& route : *routes) {
            if (route.method != call.method)
                continue;
            if (auto values = matchPath(call.path, route.pathTemplate))
                return Found{.route = &route, .values = *std::move(values)};
        }
    }
    return std::nullopt;
}

bool permitted(const TokenInfo& token, const GraphRoute& route)
{
    const auto& wanted = token.kind == TokenInfo::Kind::Admin ? route.delegated : route.application;
    for (const char* permission : wanted) {
        if (token.permissions.contains(QString::fromLatin1(permission)))
            return true;
    }
    return false;
}

GraphReply work(World& world, const TokenInfo& token, const GraphCall& call, const Found& found)
{
    const Json* tenant = world.tenant(token.tenantId);
    if (!tenant)
        return graphError(world, 401, "InvalidAuthenticationToken",
            QStringLiteral("The token's tenant is not known here."));
    const auto odata = parseOData(world, call.query);
    if (!odata)
        return odata.error();
    if (!odata->expand.isEmpty() && odata->expand != QString::fromLatin1(found.route->expands))
        return undeclared("the query option", "$expand=" + odata->expand.toUtf8());
    if (!permitted(token, *found.route))
        return denied(world);
    return found.route->answer({.world = world,
        .token = token,
        .tenant = *tenant,
        .call = call,
        .values = found.values,
        .odata = *odata});
}

//! A fault that strikes a list's links rather than the wire.
void damageList(World& world, const Fault& fault, const GraphCall& call, GraphReply& reply)
{
    if (!reply.body.is_object() || !reply.body.contains("value"))
        return;
    if (fault.damage == Damage::ForeignNextLink)
        reply.body["@odata.nextLink"] = "https://graph.example.test/v1.0/elsewhere";
    if (fault.damage == Damage::EmptyPage && !call.query.contains(QStringLiteral("$skiptoken"))) {
        reply.body["value"] = Json::array();
        reply.body["@odata.nextLink"] = world.graphUrl().toString().toStdString() + "/v1.0"
            + call.path.toStdString() + "?$skiptoken=0";
    }
}

GraphReply fromFault(const World& world, const Fault& fault)
{
    const Reply wire = preemptedReply(world, fault);
    GraphReply reply{.status = wire.status, .headers = {}, .body = parsed(wire.body)};
    for (const auto& [name, value] : wire.headers) {
        if (name != "Content-Type")
            reply.headers.emplace_back(name, value);
    }
    if (reply.body.is_discarded())
        reply.body = wire.body.toStdString();
    return reply;
}

const TokenInfo* tokenOf(const World& world, const Request& request, QString& refusal)
{
    const QByteArray header = request.header("authorization");
    if (!header.startsWith("Bearer ") || header.size() <= 7) {
        refusal = QStringLiteral("Access token is empty.");
        return nullptr;
    }
    const TokenInfo* token = world.tokens.findAccess(header.mid(7).trimmed());
    if (!token)
        refusal = QStringLiteral("Access token validation failure.");
    else if (token->expiresMs < world.nowMs())
        refusal = QStringLiteral("Lifetime validation failed, the token is expired.");
    return refusal.isEmpty() ? token : nullptr;
}

GraphReply unauthorized(const World& world, const QString& why)
{
    GraphReply reply = graphError(world, 401, "InvalidAuthenticationToken", why);
    reply.headers.emplace_back("WWW-Authenticate",
        "Bearer realm=\"\", authorization_uri=\"" + world.loginUrl().toEncoded()
            + "/common/oauth2/authorize\", error=\"invalid_token\"");
    return reply;
}

//! Graph answers large replies compressed when asked; zlib's format is HTTP's "deflate".
void compress(const Request& request, Reply& reply)
{
    constexpr qsizetype worthIt = 1024;
    constexpr int fastest = 1;
    if (reply.body.size() < worthIt
        || !request.header("accept-encoding").toLower().contains("deflate"))
        return;
    reply.body = qCompress(reply.body, fastest).mid(4);
    reply.headers.emplace_back("Content-Encoding", "deflate");
    reply.headers.emplace_back("Vary", "Accept-Encoding");
}

void finishHeaders(const Request& request, Reply& reply)
{
    bool named = false;
    for (const auto& [name, value] : reply.headers)
        named = named || name == "request-id";
    if (!named)
        reply.headers.emplace_back("request-id", QByteArray::fromStdString(newGuid()));
    if (const QByteArray own = request.header("client-request-id"); !own.isEmpty())
        reply.headers.emplace_back("client-request-id", own);
    reply.headers.emplace_back("Cache-Control", "no-cache");
}

void answerBatch(World& world, const Request& request, const TokenInfo& token, Answer& answer)
{
    answer.pathTemplate = root + "/$batch";
    const auto fault = world.faults.take(answer.pathTemplate, {});
    if (fault && fault->preempts())
        answer.planned.reply = preemptedReply(world, *fault);
    else
        answer.planned.reply =
            toReply(batchReply(world, token, parsed(request.body), answer.batchItems));
    if (fault)
        damage(answer.planned, *fault);
}

void answerAlone(World& world, const Request& request, const TokenInfo& token, Answer& answer)
{
    GraphCall call{.method = request.method,
        .path = request.path.mid(root.size()),
        .query = decodedPairs(request.query),
        .headers = request.headers,
        .body = request.body.isEmpty() ? Json() : parsed(request.body)};
    GraphOutcome outcome = dispatch(world, token, call);
    answer.pathTemplate = root
        + (outcome.pathTemplate.isEmpty() ? QByteArray("/{undeclared}") : outcome.pathTemplate);
    if (outcome.fault && outcome.fault->preempts()
        && outcome.fault->damage != Damage::ClaimsChallenge)
        answer.planned.reply = preemptedReply(world, *outcome.fault);
    else
        answer.planned.reply = toReply(outcome.reply);
    if (outcome.fault)
        damage(answer.planned, *outcome.fault);
}

} // namespace

GraphReply notFound(const World& world, const QString& id)
{
    return graphError(world, 404, "Request_ResourceNotFound",
        QStringLiteral("Resource '%1' does not exist or one of its queried reference-property "
                       "objects are not present.")
            .arg(id));
}

GraphReply denied(const World& world)
{
    return graphError(world, 403, "Authorization_RequestDenied",
        QStringLiteral("Insufficient privileges to complete the operation."));
}

GraphOutcome dispatch(
    World& world, const TokenInfo& token, const GraphCall& call, const QByteArray& batchPath)
{
    world.settle();
    const auto found = findRoute(call);
    if (!found)
        return {.reply = undeclared(call.method, "this path"), .pathTemplate = {}, .fault = {}};
    const QByteArray& shape = found->route->pathTemplate;
    auto fault = batchPath.isEmpty() ? world.faults.take(root + shape, {})
                                     : world.faults.take(batchPath, shape);
    if (fault && fault->damage == Damage::ClaimsChallenge && token.claimsMet)
        fault.reset(); // the challenge was answered
    GraphReply reply =
        fault && fault->preempts() ? fromFault(world, *fault) : work(world, token, call, *found);
    if (fault)
        damageList(world, *fault, call, reply);
    return {.reply = std::move(reply), .pathTemplate = shape, .fault = std::move(fault)};
}

std::optional<Answer> answerGraph(World& world, const Request& request)
{
    if (!request.path.startsWith(root + '/'))
        return std::nullopt;
    Answer answer;
    const bool batch = request.path == root + "/$batch" && request.method == "POST";
    QString refusal;
    const TokenInfo* known = tokenOf(world, request, refusal);
    if (!known) {
        answer.pathTemplate = batch ? root + "/$batch" : root + "/{refused}";
        answer.planned.reply = toReply(unauthorized(world, refusal));
    } else {
        const TokenInfo token = *known;
        answer.tokenKind = token.kind == TokenInfo::Kind::App ? "app" : "admin";
        if (batch)
            answerBatch(world, request, token, answer);
        else
            answerAlone(world, request, token, answer);
    }
    finishHeaders(request, answer.planned.reply);
    compress(request, answer.planned.reply);
    return answer;
}

} // namespace lockstep::sim
