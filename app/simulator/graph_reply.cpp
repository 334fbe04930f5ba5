// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_reply.h"

#include <QDateTime>
#include <QTimeZone>

namespace lockstep::sim {

GraphReply graphError(
    const World& world, int status, const QByteArray& code, const QString& message)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(world.nowMs(), Qt::UTC);
    const std::string requestId = newGuid();
    return {.status = status,
        .headers = {{"request-id", QByteArray::fromStdString(requestId)}},
        .body = {{"error",
            {{"code", code.toStdString()}, {"message", toJson(message)},
                {"innerError",
                    {{"date", toJson(when.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")))},
                        {"request-id", requestId}, {"client-request-id", requestId}}}}}}};
}

GraphReply claimsChallenge(const World& world)
{
    static const QByteArray claims =
        R"({"access_token":{"nbf":{"essential":true,"value":"1700000000"}}})";
    GraphReply reply = graphError(world, 401, "InvalidAuthenticationToken",
        QStringLiteral("Continuous access evaluation resulted in a challenge."));
    reply.headers.emplace_back("WWW-Authenticate",
        "Bearer realm=\"\", authorization_uri=\"" + world.loginUrl().toEncoded()
            + "/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\""
            + claims.toBase64() + '"');
    return reply;
}

GraphReply undeclared(const QByteArray& method, const QByteArray& what)
{
    return {.status = 501,
        .headers = {},
        .body = {{"error",
            {{"code", "SimulatorUndeclared"},
                {"message",
                    "The simulator was not taught " + method.toStdString() + ' '
                        + what.toStdString()}}}}};
}

Reply toReply(const GraphReply& reply)
{
    Reply wire{.status = reply.status, .headers = reply.headers, .body = {}};
    if (!reply.body.is_null()) {
        wire.headers.emplace_back("Content-Type",
            "application/json;odata.metadata=minimal;odata.streaming=true;"
            "IEEE754Compatible=false;charset=utf-8");
        wire.body = dumped(reply.body);
    }
    return wire;
}

} // namespace lockstep::sim
