// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra_errors.h"

#include "simulator/answer.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace lockstep::sim {

namespace {

struct Trace {
    std::string traceId = newGuid();
    std::string correlationId = newGuid();
    QString timestamp;
};

Trace newTrace(const World& world)
{
    Trace trace;
    trace.timestamp = QDateTime::fromMSecsSinceEpoch(world.nowMs(), Qt::UTC)
                          .toString(QStringLiteral("yyyy-MM-dd HH:mm:ssZ"));
    return trace;
}

QString described(const EntraRefusal& refusal, const Trace& trace)
{
    const QString number =
        refusal.number == 0 ? QString() : QStringLiteral("AADSTS%1: ").arg(refusal.number);
    return QStringLiteral("%1%2 Trace ID: %3 Correlation ID: %4 Timestamp: %5")
        .arg(number, refusal.text, fromJson(trace.traceId), fromJson(trace.correlationId),
            trace.timestamp);
}

} // namespace

QString errorDescription(const World& world, const EntraRefusal& refusal)
{
    return described(refusal, newTrace(world));
}

Reply entraError(const World& world, const EntraRefusal& refusal)
{
    const Trace trace = newTrace(world);
    Json body{{"error", refusal.error.toStdString()},
        {"error_description", toJson(described(refusal, trace))}, {"error_codes", Json::array()},
        {"timestamp", toJson(trace.timestamp)}, {"trace_id", trace.traceId},
        {"correlation_id", trace.correlationId}};
    if (refusal.number != 0) {
        body["error_codes"].push_back(refusal.number);
        body["error_uri"] = toJson(
            world.loginUrl().toString() + QStringLiteral("/error?code=%1").arg(refusal.number));
    }
    if (!refusal.suberror.isEmpty())
        body["suberror"] = refusal.suberror.toStdString();
    if (!refusal.claims.isEmpty())
        body["claims"] = refusal.claims.toStdString();
    Reply reply = jsonReply(refusal.status, body);
    reply.headers.emplace_back("x-ms-request-id", QByteArray::fromStdString(trace.traceId));
    return reply;
}

EntraRefusal tenantNotFound(const QString& tenant)
{
    static const QRegularExpression name(
        QStringLiteral("^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                       "|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)$"));
    if (!name.match(tenant).hasMatch())
        return {.status = 400,
            .error = "invalid_request",
            .number = 900023,
            .text = QStringLiteral("'%1' is neither a DNS name nor a tenant id.").arg(tenant)};
    return {.status = 400,
        .error = "invalid_tenant",
        .number = 90002,
        .text = QStringLiteral("Tenant '%1' not found. Check the tenant id and the cloud.")
                    .arg(tenant)};
}

EntraRefusal appNotFound(const QString& clientId, const QString& tenant)
{
    return {.status = 400,
        .error = "unauthorized_client",
        .number = 700016,
        .text = QStringLiteral("Application with identifier '%1' was not found in the directory "
                               "'%2'.")
                    .arg(clientId, tenant)};
}

} // namespace lockstep::sim
