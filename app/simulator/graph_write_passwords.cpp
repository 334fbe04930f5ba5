// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/scenario_values.h"
#include "simulator/tenant_defaults.h"

#include <QRegularExpression>

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesPasswords{
    "Application.ReadWrite.All", "Directory.ReadWrite.All"};

bool mayWrite(const GraphContext& context)
{
    return holdsRole(
        context, {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator});
}

std::optional<qint64> daysOf(const QString& duration)
{
    static const QRegularExpression shape(QStringLiteral("^P(\\d+)D$"));
    const auto match = shape.match(duration);
    return match.hasMatch() ? std::optional(match.captured(1).toLongLong()) : std::nullopt;
}

//! What the tenant's app management policy says to a new secret (section 8, R12).
std::optional<GraphReply> refusedByPolicy(
    const GraphContext& context, const QDateTime& start, const QDateTime& end)
{
    const Json& policy =
        objectAt(objectAt(context.tenant, "policies"), "defaultAppManagementPolicy");
    if (!flagAt(policy, "isEnabled"))
        return std::nullopt;
    const Json& rules = listAt(objectAt(policy, "applicationRestrictions"), "passwordCredentials");
    for (const Json& rule : rules) {
        if (textAt(rule, "state") == u"disabled")
            continue;
        const QString kind = textAt(rule, "restrictionType");
        if (kind == u"passwordAddition")
            return refusedWrite(context.world, "CredentialTypeNotAllowedAsPerAppPolicy",
                QStringLiteral("Credential type is not allowed by the tenant's policy."));
        const auto days = daysOf(textAt(rule, "maxLifetime"));
        if (kind == u"passwordLifetime" && days && start.daysTo(end) > *days)
            return refusedWrite(context.world, "CredentialInvalidLifetimeAsPerAppPolicy",
                QStringLiteral("Credential lifetime exceeds the tenant's policy."));
    }
    return std::nullopt;
}

QDateTime timeAt(const Json& object, const char* key, const QDateTime& otherwise)
{
    const QDateTime given = QDateTime::fromString(textAt(object, key), Qt::ISODate);
    return given.isValid() ? given.toUTC() : otherwise;
}

GraphReply addPassword(const GraphContext& context)
{
    Json* application = writable(context, "applications");
    if (!application)
        return notFound(context.world, context.values.first());
    if (!mayWrite(context))
        return denied(context.world);
    const Json& wanted = objectAt(context.call.body, "passwordCredential");
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(context.world.nowMs(), Qt::UTC);
    const QDateTime start = timeAt(wanted, "startDateTime", now);
    const QDateTime end = timeAt(wanted, "endDateTime", start.addYears(2));
    if (end <= start)
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("The credential's end lies before its start."));
    if (auto refused = refusedByPolicy(context, start, end))
        return *std::move(refused);
    const QByteArray value = madeUpSecret(fromJson(newGuid()));
    Json credential{{"keyId", newGuid()}, {"startDateTime", instant(start)},
        {"endDateTime", instant(end)}, {"customKeyIdentifier", nullptr},
        {"displayName", wanted.value("displayName", Json())}, {"secretText", nullptr},
        {"hint", value.left(3).toStdString()}, {"_secret", value.toStdString()}};
    // each call adds one, also when its reply is lost (contract W4)
    (*application)["passwordCredentials"].push_back(credential);
    context.world.written();
    Json body = withoutPrivate(credential);
    body["secretText"] = value.toStdString();
    body["@odata.context"] = toJson(context.world.graphUrl().toString()
        + QStringLiteral("/v1.0/$metadata#microsoft.graph.passwordCredential"));
    return {.status = 200, .headers = {}, .body = std::move(body)};
}

GraphReply removePassword(const GraphContext& context)
{
    Json* application = writable(context, "applications");
    if (!application)
        return notFound(context.world, context.values.first());
    if (!mayWrite(context))
        return denied(context.world);
    Json& credentials = (*application)["passwordCredentials"];
    const QString keyId = textAt(context.call.body, "keyId");
    for (std::size_t i = 0; i < credentials.size(); ++i) {
        if (!sameName(textAt(credentials[i], "keyId"), keyId))
            continue;
        credentials.erase(i);
        context.world.written();
        return noContent();
    }
    return refusedWrite(context.world, "Request_BadRequest",
        QStringLiteral("No password credential has the keyId '%1'.").arg(keyId));
}

} // namespace

const std::vector<GraphRoute>& passwordWrites()
{
    static const std::vector<GraphRoute> routes{
        {"POST", "/applications(appId='{appId}')/addPassword", writesPasswords, writesPasswords,
            addPassword},
        {"POST", "/applications/{id}/addPassword", writesPasswords, writesPasswords, addPassword},
        {"POST", "/applications(appId='{appId}')/removePassword", writesPasswords, writesPasswords,
            removePassword},
        {"POST", "/applications/{id}/removePassword", writesPasswords, writesPasswords,
            removePassword},
    };
    return routes;
}

} // namespace lockstep::sim
