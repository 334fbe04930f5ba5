// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/answer.h"

#include "simulator/entra_errors.h"
#include "simulator/graph_reply.h"

#include <QUuid>

namespace lockstep::sim {

std::string newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

Reply jsonReply(int status, const Json& body)
{
    return {.status = status,
        .headers = {{"Content-Type", "application/json; charset=utf-8"}},
        .body = dumped(body)};
}

Reply htmlReply(int status, const QString& body)
{
    return {.status = status,
        .headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"},
            {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}},
        .body = body.toUtf8()};
}

Reply redirectReply(const QUrl& to)
{
    return {.status = 302, .headers = {{"Location", to.toEncoded()}}, .body = {}};
}

Reply undeclaredReply(const QByteArray& method, const QByteArray& what)
{
    return toReply(undeclared(method, what));
}

Reply preemptedReply(const World& world, const Fault& fault)
{
    if (fault.damage == Damage::EntraError)
        return entraError(world,
            {.status = numberAt(fault.details, "status", 400),
                .error = textAt(fault.details, "error").toUtf8(),
                .number = numberAt(fault.details, "number", 0),
                .text = QStringLiteral("The simulated tenant refuses this on purpose."),
                .suberror = textAt(fault.details, "suberror").toUtf8(),
                .claims = textAt(fault.details, "claims").toUtf8()});
    if (fault.damage == Damage::Redirect)
        return redirectReply(QUrl(fault.details.contains("to")
                ? textAt(fault.details, "to")
                : QStringLiteral("https://login.example.test/portal")));
    if (fault.damage == Damage::CaptivePortal)
        return htmlReply(200,
            QStringLiteral("<!doctype html><title>Guest network</title>"
                           "<h1>Welcome</h1><p>Accept the terms to use this network."));
    if (fault.damage == Damage::ClaimsChallenge)
        return toReply(claimsChallenge(world));
    GraphReply reply = graphError(world, fault.status,
        fault.code.isEmpty()
            ? QByteArray(fault.status == 429 ? "TooManyRequests" : "serviceNotAvailable")
            : fault.code,
        QStringLiteral("The simulated service refuses this on purpose."));
    if (fault.retryAfter >= 0)
        reply.headers.emplace_back("Retry-After", QByteArray::number(fault.retryAfter));
    return toReply(reply);
}

void damage(Planned& planned, const Fault& fault)
{
    planned.delayMs += fault.delayMs;
    switch (fault.damage) {
    case Damage::Drop: planned.wire = Wire::Drop; break;
    case Damage::Stall: planned.wire = Wire::Stall; break;
    case Damage::HalfBody: planned.wire = Wire::HalfBody; break;
    case Damage::HugeBody:
        planned.reply.body = QByteArray(numberAt(fault.details, "bytes", 64 << 20), ' ');
        break;
    case Damage::NotJson: planned.reply.body = "{\"value\": [tru"; break;
    default: break;
    }
}

} // namespace lockstep::sim
