// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"

#include <array>

namespace lockstep::sim {

namespace {

struct Endpoint {
    QByteArray method;
    QByteArray pathTemplate;
    Reply (*answer)(World&, const Request&, const QString& tenant);
};

QMap<QString, QString> formOf(const Request& request)
{
    return decodedPairs(request.body);
}

const std::vector<Endpoint>& endpoints()
{
    static const std::vector<Endpoint> all{
        {"GET", "/login/{tenant}/v2.0/.well-known/openid-configuration",
            [](World& world, const Request&, const QString& tenant) {
                return openIdMetadata(world, tenant);
            }},
        {"GET", "/login/{tenant}/oauth2/v2.0/authorize",
            [](World& world, const Request& request, const QString& tenant) {
                return authorizeEndpoint(world, tenant, decodedPairs(request.query));
            }},
        {"POST", "/login/{tenant}/oauth2/v2.0/token",
            [](World& world, const Request& request, const QString& tenant) {
                return tokenEndpoint(world, tenant, formOf(request));
            }},
        {"GET", "/login/{tenant}/adminconsent",
            [](World& world, const Request& request, const QString& tenant) {
                return adminConsentEndpoint(world, tenant, decodedPairs(request.query), false);
            }},
        {"GET", "/login/{tenant}/v2.0/adminconsent",
            [](World& world, const Request& request, const QString& tenant) {
                return adminConsentEndpoint(world, tenant, decodedPairs(request.query), true);
            }},
        {"POST", "/login/{tenant}/oauth2/v2.0/devicecode",
            [](World& world, const Request& request, const QString& tenant) {
                return deviceCodeEndpoint(world, tenant, formOf(request));
            }},
        {"GET", "/login/device",
            [](World& world, const Request& request, const QString&) {
                return devicePage(world, request.method, decodedPairs(request.query));
            }},
        {"POST", "/login/device",
            [](World& world, const Request& request, const QString&) {
                return devicePage(world, request.method, formOf(request));
            }},
    };
    return all;
}

QByteArray tokenKindOf(const QByteArray& grant)
{
    if (grant.isEmpty())
        return "none";
    return grant == "client_credentials" ? "app" : "admin";
}

} // namespace

std::optional<Answer> answerEntra(World& world, const Request& request)
{
    for (const Endpoint& endpoint : endpoints()) {
        const auto values = matchPath(request.path, endpoint.pathTemplate);
        if (!values || endpoint.method != request.method)
            continue;
        const QByteArray grant = endpoint.pathTemplate.endsWith("/token")
            ? formOf(request).value(QStringLiteral("grant_type")).toUtf8()
            : QByteArray();
        Answer answer{.planned = {},
            .pathTemplate = endpoint.pathTemplate,
            .tokenKind = tokenKindOf(grant),
            .batchItems = {}};
        const auto fault = world.faults.take(endpoint.pathTemplate, grant);
        answer.planned.reply = fault && fault->preempts()
            ? preemptedReply(world, *fault)
            : endpoint.answer(world, request, values->value(QStringLiteral("tenant")));
        if (fault)
            damage(answer.planned, *fault);
        return answer;
    }
    return std::nullopt;
}

} // namespace lockstep::sim
