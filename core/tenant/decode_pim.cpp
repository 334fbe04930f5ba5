// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/inputs.h"
#include "tenant/decode.h"
#include "tenant/decode_support.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ServicePlan {
    QString name;
    QString status;
};

ServicePlan servicePlan(Reader& reader)
{
    return {.name = reader.textOrNull("servicePlanName"),
        .status = reader.textOrNull("provisioningStatus")};
}

SubscribedSku sku(Reader& reader)
{
    SubscribedSku sku{.partNumber = reader.text("skuPartNumber"),
        .capabilityStatus = reader.text("capabilityStatus"),
        .servicePlans = {}};
    for (const ServicePlan& plan : reader.list<ServicePlan>("servicePlans", servicePlan)) {
        if (plan.status.compare(u"Disabled"_s, Qt::CaseInsensitive) != 0)
            sku.servicePlans << plan.name;
    }
    return sku;
}

ScheduleSpan span(Reader& reader)
{
    ScheduleSpan span{.start = reader.dateOrNull("startDateTime"), .expiration = {}, .end = {}};
    Reader expiration = reader.object("expiration");
    span.expiration = expiration.text("type");
    if (span.expiration.compare(u"afterDateTime"_s, Qt::CaseInsensitive) == 0) {
        span.end = expiration.date("endDateTime");
    } else if (span.expiration.compare(u"afterDuration"_s, Qt::CaseInsensitive) == 0) {
        // a duration counts as its end (checks.md section 5); Graph may give that end as well
        span.end = expiration.dateOrNull("endDateTime");
        const std::optional<int> minutes = minutesOf(expiration.textOrNull("duration"));
        if (!span.end.isValid() && span.start.isValid() && minutes)
            span.end = span.start.addSecs(qint64{*minutes} * 60);
    }
    reader.alsoMissing(expiration);
    return span;
}

EligibilitySchedule eligibility(Reader& reader)
{
    EligibilitySchedule schedule{.principalId = reader.text("principalId"),
        .accessId = reader.text("accessId"),
        .memberType = reader.textOrNull("memberType"),
        .status = reader.text("status"),
        .span = {}};
    Reader info = reader.object("scheduleInfo");
    schedule.span = span(info);
    reader.alsoMissing(info);
    return schedule;
}

EligibilityInstance eligibleNow(Reader& reader)
{
    return {.principalId = reader.text("principalId"), .accessId = reader.text("accessId")};
}

EligibilityRequest request(Reader& reader)
{
    return {.principalId = reader.text("principalId"),
        .accessId = reader.textOrNull("accessId"),
        .action = reader.textOrNull("action"),
        .status = reader.text("status"),
        .created = reader.dateOrNull("createdDateTime")};
}

GroupAssignment assignment(Reader& reader)
{
    return {.principalId = reader.text("principalId"),
        .accessId = reader.text("accessId"),
        .assignmentType = reader.text("assignmentType"),
        .start = reader.dateOrNull("startDateTime"),
        .end = reader.dateOrNull("endDateTime")};
}

void takeRule(GroupRules& rules, const Json& rule)
{
    const QString id = stringMember(rule, "id").value_or(QString());
    rules.seen << id;
    if (id == u"Expiration_Admin_Eligibility") {
        rules.eligibilityMustEnd = boolMember(rule, "isExpirationRequired").value_or(false);
        rules.longestEligibility = stringMember(rule, "maximumDuration").value_or(QString());
    } else if (id == u"Expiration_EndUser_Assignment") {
        rules.longestActivation = stringMember(rule, "maximumDuration").value_or(QString());
    } else if (id == u"Enablement_EndUser_Assignment") {
        rules.activationNeeds = stringsMember(rule, "enabledRules").value_or(QStringList());
    } else if (id == u"Approval_EndUser_Assignment") {
        const Json* setting = member(rule, "setting");
        rules.activationNeedsApproval =
            setting && boolMember(*setting, "isApprovalRequired").value_or(false);
    }
}

GroupRules groupRules(Reader& reader)
{
    GroupRules rules;
    Reader policy = reader.object("policy");
    const Json* list = member(policy.json(), "rules");
    if (!list || !list->is_array())
        (void)policy.texts("rules"); // remembers it as missing
    else
        for (const Json& rule : *list)
            takeRule(rules, rule);
    reader.alsoMissing(policy);
    return rules;
}

} // namespace

Fetched<std::vector<SubscribedSku>> decodeLicences(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<SubscribedSku, sku>);
}
Fetched<std::vector<EligibilitySchedule>> decodeEligibilities(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<EligibilitySchedule, eligibility>);
}
Fetched<std::vector<EligibilityInstance>> decodeEligibleNow(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<EligibilityInstance, eligibleNow>);
}
Fetched<std::vector<EligibilityRequest>> decodeEligibilityRequests(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<EligibilityRequest, request>);
}
Fetched<std::vector<GroupRules>> decodeGroupRules(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<GroupRules, groupRules>);
}
Fetched<std::vector<GroupAssignment>> decodeGroupAssignments(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<GroupAssignment, assignment>);
}

} // namespace lockstep
