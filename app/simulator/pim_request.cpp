// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/pim_request.h"

#include "simulator/crowd.h"
#include "simulator/pim_access.h"
#include "simulator/pim_defaults.h"
#include "simulator/pim_policies.h"
#include "simulator/tenant_defaults.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

constexpr qint64 leastMs = 5 * 60 * 1000; // contract 9.2

GraphReply senseless(const GraphContext& context, const QString& why)
{
    return refusedWrite(context.world, "InvalidRoleAssignmentRequest", why);
}

//! The known name that this is, whatever its case; names are case-tolerant on input (contract 13).
QString canonical(const QString& text, std::initializer_list<const char*> known)
{
    for (const char* name : known) {
        if (sameName(text, QString::fromLatin1(name)))
            return QString::fromLatin1(name);
    }
    return {};
}

//! Only the members that the type of expiration has.
std::optional<Json> cleanExpiration(const Json& asked)
{
    const QString type =
        canonical(textAt(asked, "type"), {"noExpiration", "afterDateTime", "afterDuration"});
    Json clean{{"type", toJson(type)}, {"endDateTime", nullptr}, {"duration", nullptr}};
    if (type == u"afterDateTime") {
        const auto end = momentMs(textAt(asked, "endDateTime"));
        if (!end)
            return std::nullopt;
        clean["endDateTime"] = momentText(*end);
    } else if (type == u"afterDuration") {
        if (!durationMs(textAt(asked, "duration")))
            return std::nullopt;
        clean["duration"] = asked["duration"];
    }
    return type.isEmpty() ? std::nullopt : std::optional(std::move(clean));
}

Result<Json, GraphReply> cleanSchedule(const GraphContext& context, const Json& asked)
{
    if (asked.contains("recurrence") && !asked["recurrence"].is_null())
        return tl::unexpected(senseless(context, QStringLiteral("Recurrence is not supported.")));
    const qint64 now = context.world.nowMs();
    const QString start = textAt(asked, "startDateTime");
    const auto startMs = start.isEmpty() ? std::optional(now) : momentMs(start);
    const auto expiration = cleanExpiration(objectAt(asked, "expiration"));
    if (!startMs || !expiration)
        return tl::unexpected(
            senseless(context, QStringLiteral("The start or the expiration is not valid.")));
    Json info{{"startDateTime", momentText(std::max(*startMs, now))}, {"recurrence", nullptr},
        {"expiration", *expiration}};
    const PimSpan span = spanOf(info);
    if (span.endMs && *span.endMs < span.startMs + leastMs)
        return tl::unexpected(
            senseless(context, QStringLiteral("An assignment lasts five minutes at least.")));
    return info;
}

bool isRemoval(const QString& action)
{
    return action == u"adminRemove" || action == u"selfDeactivate";
}

bool breaksExpiration(const Json& rule, const Json& scheduleInfo)
{
    if (!flagAt(rule, "isExpirationRequired"))
        return false;
    const PimSpan span = spanOf(scheduleInfo);
    const auto most = durationMs(textAt(rule, "maximumDuration"));
    return !span.endMs || (most && *span.endMs - span.startMs > *most);
}

bool wants(const Json& rule, const char* what)
{
    const Json& enabled = listAt(rule, "enabledRules");
    return std::find(enabled.begin(), enabled.end(), what) != enabled.end();
}

} // namespace

Result<PimRequest, GraphReply> readPimRequest(
    const GraphContext& context, std::initializer_list<const char*> actions)
{
    const Json& body = context.call.body;
    PimRequest request{.key = keyOf(body),
        .action = canonical(textAt(body, "action"), actions),
        .scheduleInfo = Json::object(),
        .asked = body};
    request.key.accessId = canonical(request.key.accessId, {"member", "owner"});
    if (!canonical(textAt(body, "action"), {"adminExtend", "adminRenew", "selfExtend", "selfRenew"})
             .isEmpty())
        return tl::unexpected(undeclared("the action", textAt(body, "action").toUtf8()));
    if (request.action.isEmpty() || request.key.accessId.isEmpty() || request.key.groupId.isEmpty()
        || request.key.principalId.isEmpty())
        return tl::unexpected(senseless(
            context, QStringLiteral("The action, access, group or principal is not valid.")));
    if (isRemoval(request.action))
        return request;
    auto schedule = cleanSchedule(context, objectAt(body, "scheduleInfo"));
    if (!schedule)
        return tl::unexpected(schedule.error());
    request.scheduleInfo = *std::move(schedule);
    return request;
}

std::optional<GraphReply> refusedPimTarget(const GraphContext& context, const PimRequest& request)
{
    if (auto refused = refusedForLicence(context))
        return refused;
    const Json* group = findBy(listAt(context.tenant, "groups"), "id", request.key.groupId);
    if (!group)
        return notFound(context.world, request.key.groupId);
    const bool own = request.action.startsWith(u"self");
    if (!own && !mayManagePim(context, *group))
        return denied(context.world);
    if (own && !sameName(request.key.principalId, context.token.objectId))
        return denied(context.world);
    const Json& types = listAt(*group, "groupTypes");
    if (std::find(types.begin(), types.end(), "DynamicMembership") != types.end()
        || flagAt(*group, "onPremisesSyncEnabled"))
        return senseless(
            context, QStringLiteral("A dynamic or synchronised group cannot be managed."));
    if (!principalExists(context.tenant, request.key.principalId))
        return refusedWrite(context.world, "SubjectNotFound",
            QStringLiteral("The subject '%1' was not found.").arg(request.key.principalId));
    return std::nullopt;
}

std::optional<GraphReply> brokenPolicy(
    const GraphContext& context, const PimRequest& request, const char* part)
{
    const Json& tenant = newestTenant(context);
    const auto ruleOf = [&](const char* kind) -> const Json& {
        return policyRule(
            tenant, request.key.groupId, request.key.accessId, std::string(kind) + '_' + part);
    };
    const Json& enablement = ruleOf("Enablement");
    const Json& ticket = objectAt(request.asked, "ticketInfo");
    const bool person = context.token.kind == TokenInfo::Kind::Admin;
    QStringList broken;
    if (breaksExpiration(ruleOf("Expiration"), request.scheduleInfo))
        broken << QStringLiteral("\"ExpirationRule\"");
    if (wants(enablement, "Justification") && textAt(request.asked, "justification").isEmpty())
        broken << QStringLiteral("\"JustificationRule\"");
    if (wants(enablement, "MultiFactorAuthentication") && person && !context.token.claimsMet)
        broken << QStringLiteral("\"MfaRule\"");
    if (wants(enablement, "Ticketing") && textAt(ticket, "ticketNumber").isEmpty())
        broken << QStringLiteral("\"TicketingRule\"");
    if (broken.isEmpty())
        return std::nullopt;
    return refusedWrite(context.world, "RoleAssignmentRequestPolicyValidationFailed",
        QStringLiteral("The following policy rules failed: [%1]").arg(broken.join(u',')));
}

Json* liveSchedule(const GraphContext& context, const char* list, const PimKey& key)
{
    for (Json& schedule : newestTenant(context)[list]) {
        if (sameKey(schedule, key) && !isOver(schedule, context.world.nowMs()))
            return &schedule;
    }
    return nullptr;
}

bool isTooFresh(const GraphContext& context, const Json& schedule)
{
    const qint64 made = momentMs(textAt(schedule, "createdDateTime")).value_or(0);
    return context.world.nowMs() < made + leastMs;
}

void removeSchedule(const GraphContext& context, const char* list, const Json& schedule)
{
    Json& all = newestTenant(context)[list];
    const QString id = textAt(schedule, "id");
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (textAt(all[i], "id") == id)
            return void(all.erase(i));
    }
}

GraphReply alreadyThere(const GraphContext& context)
{
    return refusedWrite(context.world, "RoleAssignmentExists",
        QStringLiteral("The Role assignment already exists."));
}

GraphReply notThere(const GraphContext& context)
{
    return refusedWrite(context.world, "RoleAssignmentDoesNotExist",
        QStringLiteral("The Role assignment does not exist."));
}

GraphReply tooFresh(const GraphContext& context)
{
    return refusedWrite(context.world, "ActiveDurationTooShort",
        QStringLiteral("The active duration is too short. Five minutes must pass first."));
}

Json scheduleFrom(const GraphContext& context, const PimRequest& request)
{
    const Json now = momentText(context.world.nowMs());
    Json schedule{{"id",
                      request.key.groupId.toStdString() + '_' + request.key.accessId.toStdString()
                          + '_' + newGuid()},
        {"groupId", toJson(request.key.groupId)}, {"principalId", toJson(request.key.principalId)},
        {"accessId", toJson(request.key.accessId)}, {"scheduleInfo", request.scheduleInfo},
        {"createdDateTime", now}, {"modifiedDateTime", now}};
    completePimSchedule(schedule);
    return schedule;
}

GraphReply acceptedRequest(const GraphContext& context, const PimRequest& request, const char* list,
    const char* status, const Json& schedule)
{
    Json& tenant = newestTenant(context);
    const Json now = momentText(context.world.nowMs());
    Json kept{{"id", newGuid()}, {"action", toJson(request.action)},
        {"groupId", toJson(request.key.groupId)}, {"principalId", toJson(request.key.principalId)},
        {"accessId", toJson(request.key.accessId)}, {"status", status}, {"createdDateTime", now},
        {"completedDateTime", QByteArray(status).startsWith("Pending") ? Json() : now},
        {"justification", request.asked.value("justification", Json())},
        {"ticketInfo", objectAt(request.asked, "ticketInfo")},
        {"isValidationOnly", flagAt(request.asked, "isValidationOnly")},
        {"targetScheduleId", schedule.is_null() ? Json() : schedule["id"]},
        {"createdBy",
            {{"application", nullptr}, {"device", nullptr},
                {"user", {{"displayName", nullptr}, {"id", toJson(context.token.objectId)}}}}},
        {"scheduleInfo", request.scheduleInfo}};
    completePimRequest(kept);
    if (!flagAt(kept, "isValidationOnly")) {
        onboardGroup(tenant, request.key.groupId);
        tenant[list].push_back(kept);
        context.world.written();
    }
    return createdReply(context, kept,
        QStringLiteral("identityGovernance/privilegedAccess/group/") + QString::fromLatin1(list));
}

} // namespace lockstep::sim
