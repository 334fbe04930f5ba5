// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"
#include "profile/typed_date.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString member = u"member"_s;
constexpr qint64 leastSeconds = qint64{5} * 60; // contract 9.2

//! The group that the entry means, where it is one and only one. Otherwise a note: its own check
//! says what is wrong with it.
std::optional<PrincipalWish> groupOf(
    const QString& entry, const QString& field, const QString& key, Planner& planner)
{
    const Fetched<std::vector<Group>>& groups = partOf(planner.snapshot().groups, entry);
    if (groups && groups->size() == 1)
        return PrincipalWish{.id = groups->front().id, .name = groups->front().displayName};
    // what is in the group was read by its id, also where the group itself was not shown
    if (isGuid(entry) && !groups && !groups.failedWith(ReadFailure::Kind::NotFound))
        return PrincipalWish{.id = entry, .name = entry};
    planner.note(key, PlanWords::tr("The group must be one and only one first."), field);
    return std::nullopt;
}

//! False, with a note, for a group whose members follow from a rule or from elsewhere: neither PIM
//! nor anybody else can change them (contract section 9).
bool isOwnMaster(const QString& entry, const QString& field, const QString& key, Planner& planner)
{
    const Fetched<std::vector<Group>>& groups = partOf(planner.snapshot().groups, entry);
    if (!groups || groups->size() != 1)
        return true;
    const Group& group = groups->front();
    const bool dynamic = group.groupTypes.contains(u"DynamicMembership"_s, Qt::CaseInsensitive);
    if (!dynamic && !group.onPremisesSyncEnabled)
        return true;
    planner.note(key,
        PlanWords::tr("The members of %1 follow from a rule or from on premises: PIM cannot manage "
                      "it. Choose another group.")
            .arg(group.displayName),
        field);
    return false;
}

PrincipalWish wishOf(const Person& person)
{
    return {.id = person.id,
        .name = person.userPrincipalName.isEmpty() ? person.displayName : person.userPrincipalName};
}

//! The value of a role that the group can hold; empty for default access. Nothing, with a note,
//! where that is not clear.
std::optional<QString> roleFor(
    const check::GroupAssigned& spec, const QString& key, Planner& planner)
{
    const TenantSnapshot& snapshot = planner.snapshot();
    const auto usable = [](const AppRole& role) {
        return role.isEnabled && role.allowedMemberTypes.contains(u"User"_s);
    };
    const QString wanted = planner.inputs().text(spec.roleField);
    if (!wanted.isEmpty()) {
        const AppRole* role = roleOfValue(snapshot, wanted);
        if (role && usable(*role))
            return wanted;
        planner.note(key,
            role ? PlanWords::tr("The app role %1 is disabled, or not for users and groups.")
                       .arg(wanted)
                 : PlanWords::tr("The application has no app role with the value %1.").arg(wanted),
            spec.roleField);
        return std::nullopt;
    }
    // default access is refused where the application defines roles (contract W8)
    const std::vector<AppRole>* roles = snapshot.servicePrincipal
        ? &snapshot.servicePrincipal->appRoles
        : (snapshot.application ? &snapshot.application->appRoles : nullptr);
    QStringList names;
    for (const AppRole& role : roles ? *roles : std::vector<AppRole>()) {
        if (usable(role))
            names << role.value;
    }
    if (names.isEmpty())
        return QString();
    planner.note(key,
        PlanWords::tr("The application has app roles (%1): say which of them the group gets.")
            .arg(fewOf(names)),
        spec.roleField);
    return std::nullopt;
}

} // namespace

void heal(const check::GroupAssigned& spec, const QString& key, Planner& planner)
{
    const std::optional<PrincipalWish> group = groupOf(spec.entry, spec.field, key, planner);
    if (!group || !planner.needServicePrincipal(key))
        return;
    if (const std::optional<QString> role = roleFor(spec, key, planner))
        planner.want(change::AssignRole{.who = *group, .role = *role}, key);
}

namespace {

//! The dates that the guide plans for the people of a field.
struct DateFields {
    QString start;
    QString end;
};

DateFields dateFieldsFor(const Profile& profile, const QString& group, const QString& people)
{
    for (const CheckSpec& spec : profile.checks) {
        const auto* dates = std::get_if<check::PimDates>(&spec.kind);
        if (dates && dates->group == group && dates->field == people)
            return {.start = dates->startField, .end = dates->endField};
    }
    return {};
}

//! From when until when, as it will be asked for.
struct Span {
    QDateTime start; //!< invalid: now
    QDateTime end; //!< invalid: no end
    QDateTime otherEnd; //!< as good on the planned day, and earlier; invalid: there is none
};

//! The last full minute of that day here: who is eligible until a day is so on that day.
QDateTime lastMinuteOf(const QDate& day)
{
    const QDateTime end = day.endOfDay().toUTC();
    return end.addSecs(-end.time().second()).addMSecs(-end.time().msec());
}

std::optional<Span> plannedSpan(const DateFields& fields, const QString& key, Planner& planner)
{
    const auto notADate = [&](const QString& field, const QString& text) {
        planner.note(key, text, field);
        return std::nullopt;
    };
    Span span;
    const QDateTime now = planner.snapshot().asOf;
    if (!fields.start.isEmpty()) {
        const auto start = typedDate(planner.inputs().text(fields.start));
        if (!start)
            return notADate(fields.start, PlanWords::tr("The start must be a date first."));
        if (start->instant > now)
            span.start = start->instant;
    }
    if (!fields.end.isEmpty()) {
        const auto end = typedDate(planner.inputs().text(fields.end));
        if (!end)
            return notADate(fields.end, PlanWords::tr("The end must be a date first."));
        span.end = end->wholeDay ? lastMinuteOf(end->day()) : end->instant;
        span.otherEnd = end->wholeDay ? end->instant : QDateTime();
        const QDateTime from = span.start.isValid() ? span.start : now;
        if (from.secsTo(span.end) < leastSeconds)
            return notADate(fields.end,
                from == now ? PlanWords::tr("The planned end has passed.")
                            : PlanWords::tr("The planned end lies before the start."));
    }
    return span;
}

//! The span as the group's rules let it be; nothing, with a note, where they do not (R19).
std::optional<Span> insideRules(Span span, const QString& endField, const QString& groupId,
    const QString& key, Planner& planner)
{
    const Fetched<std::vector<GroupRules>>& rules = partOf(planner.snapshot().groupRules, groupId);
    if (!rules || rules->empty() || !rules->front().eligibilityMustEnd)
        return span; // a group gets its rules with its first eligibility
    const QString longest = rules->front().longestEligibility;
    const std::optional<int> minutes = minutesOf(longest);
    const QDateTime from = span.start.isValid() ? span.start : planner.snapshot().asOf;
    constexpr qint64 slack = 60; // "now" is asked for a minute earlier, see carry_pim.cpp
    const auto fits = [&](const QDateTime& end) {
        return end.isValid() && (!minutes || from.secsTo(end) + slack <= qint64{*minutes} * 60);
    };
    if (fits(span.end))
        return span;
    if (fits(span.otherEnd) && from.secsTo(span.otherEnd) >= leastSeconds) {
        span.end = span.otherEnd;
        return span;
    }
    planner.note(key,
        span.end.isValid()
            ? PlanWords::tr("The group's rules allow %1 at most, which is until %2. Choose an "
                            "earlier end.")
                  .arg(longest, localTime(from.addSecs(qint64{*minutes} * 60)))
            : PlanWords::tr("The group's rules want an end, after %1 at the latest.").arg(longest),
        endField);
    return std::nullopt;
}

//! What is known of one person's eligibility as member (R16, R18).
struct Eligibility {
    const EligibilitySchedule* live = nullptr; //!< direct, and not over
    bool pending = false; //!< Entra has it and has not finished it
    bool known = false;
};

bool isOver(const EligibilitySchedule& schedule, const QDateTime& now)
{
    return schedule.span.end.isValid() && schedule.span.end <= now;
}

bool hasPendingRequest(
    const Fetched<std::vector<EligibilityRequest>>& requests, const QString& personId)
{
    const EligibilityRequest* newest = nullptr;
    for (const EligibilityRequest& each : *requests) {
        if (sameId(each.principalId, personId) && (!newest || each.created > newest->created))
            newest = &each;
    }
    return newest && newest->status.startsWith(u"Pending"_s, Qt::CaseInsensitive);
}

Eligibility eligibilityOf(
    const TenantSnapshot& snapshot, const QString& groupId, const QString& personId)
{
    Eligibility found;
    const auto& schedules = partOf(snapshot.eligibilities, groupId);
    if (!schedules)
        return found;
    for (const EligibilitySchedule& each : *schedules) {
        if (!sameId(each.principalId, personId) || !sameWord(each.accessId, member)
            || sameWord(each.memberType, u"group"_s) || isOver(each, snapshot.asOf))
            continue;
        found.pending = found.pending || each.status.startsWith(u"Pending"_s, Qt::CaseInsensitive);
        // one that is in force stands above what was cancelled or denied
        if (!found.live || sameWord(each.status, u"Provisioned"_s))
            found.live = &each;
    }
    const auto& requests = partOf(snapshot.eligibilityRequests, groupId);
    if (!found.live && requests)
        found.pending = found.pending || hasPendingRequest(requests, personId);
    found.known = found.live || requests; // without R18 a request may be on its way
    return found;
}

//! The eligibility of one person between the planned dates; nothing, mostly with a note, where it
//! cannot be planned.
std::optional<change::MakeEligible> eligibilityFor(const QString& groupField,
    const QString& peopleField, const QString& entry, const QString& key, Planner& planner)
{
    const QString groupEntry = planner.inputs().text(groupField);
    const std::optional<PrincipalWish> group = groupOf(groupEntry, groupField, key, planner);
    if (!group || !isOwnMaster(groupEntry, groupField, key, planner))
        return std::nullopt;
    const TenantSnapshot& snapshot = planner.snapshot();
    const Fetched<Person>& person = partOf(snapshot.people, entry);
    if (entry.isEmpty() || person.failedWith(ReadFailure::Kind::NotFound)) {
        planner.note(key,
            entry.isEmpty() ? PlanWords::tr("Nobody is chosen yet.")
                            : PlanWords::tr("This tenant has no user %1.").arg(entry),
            peopleField);
        return std::nullopt;
    }
    if (partOf(snapshot.eligibilities, group->id).failedWith(ReadFailure::Kind::NoLicence)) {
        planner.note(key, PlanWords::tr("The tenant's licence does not include PIM for Groups."));
        return std::nullopt;
    }
    if (!person)
        return std::nullopt;
    const Eligibility now = eligibilityOf(snapshot, group->id, person->id);
    if (now.pending)
        planner.note(
            key, PlanWords::tr("Entra has a request for %1 already.").arg(nameOf(*person)));
    if (now.pending || !now.known)
        return std::nullopt;
    const DateFields fields = dateFieldsFor(planner.profile(), groupField, peopleField);
    std::optional<Span> span = plannedSpan(fields, key, planner);
    if (span)
        span = insideRules(*span, fields.end, group->id, key, planner);
    if (!span)
        return std::nullopt;
    return change::MakeEligible{.group = *group,
        .who = wishOf(*person),
        .start = span->start,
        .end = span->end,
        .update = now.live != nullptr};
}

} // namespace

void heal(const check::PimEligible& spec, const QString& key, Planner& planner)
{
    if (const auto wanted = eligibilityFor(spec.group, spec.field, spec.entry, key, planner))
        planner.want(*wanted, key);
}

void heal(const check::PimDates& spec, const QString& key, Planner& planner)
{
    if (const auto wanted = eligibilityFor(spec.group, spec.field, spec.entry, key, planner))
        planner.want(*wanted, key);
}

namespace {

//! How somebody is in a group.
enum class Membership { Activated, ByPim, Standing };

Membership membershipOf(const std::vector<GroupAssignment>& assignments, const QString& personId)
{
    Membership membership = Membership::Standing;
    for (const GroupAssignment& each : assignments) {
        if (!sameId(each.principalId, personId) || !sameWord(each.accessId, member))
            continue;
        if (sameWord(each.assignmentType, u"activated"_s))
            return Membership::Activated;
        membership = Membership::ByPim;
    }
    return membership;
}

//! The check of a person's eligibility for this group, where the guide has one.
const CheckSpec* eligibleSpecOf(const std::vector<CheckSpec>& specs, const PrincipalWish& group,
    const Person& person, const Planner& planner)
{
    for (const CheckSpec& spec : specs) {
        const auto* eligible = std::get_if<check::PimEligible>(&spec.kind);
        if (!eligible || eligible->entry.isEmpty())
            continue;
        const QString entry = planner.inputs().text(eligible->group);
        const auto& groups = partOf(planner.snapshot().groups, entry);
        const QString groupId = groups && groups->size() == 1 ? groups->front().id : entry;
        const Fetched<Person>& named = partOf(planner.snapshot().people, eligible->entry);
        if (sameId(groupId, group.id) && named && sameId(named->id, person.id))
            return &spec;
    }
    return nullptr;
}

//! Who shall activate must be eligible before the membership goes: false, with a note, where that
//! cannot be brought about.
bool keepsAWayIn(
    const PrincipalWish& group, const Person& person, const QString& key, Planner& planner)
{
    const std::vector<CheckSpec> specs = checksFor(planner.profile(), planner.inputs());
    const CheckSpec* spec = eligibleSpecOf(specs, group, person, planner);
    if (!spec)
        return true; // not one of them: the change itself warns
    const Finding* finding = planner.request().report.find(spec->name, spec->subject);
    if (finding && finding->verdict == Verdict::Pass)
        return true;
    const auto& eligible = std::get<check::PimEligible>(spec->kind);
    const QString itsKey = finding ? finding->key() : key;
    const auto wanted =
        eligibilityFor(eligible.group, eligible.field, eligible.entry, itsKey, planner);
    if (wanted) {
        planner.want(*wanted, itsKey);
        return true;
    }
    planner.note(key,
        PlanWords::tr("%1 must be eligible first, or would be locked out.").arg(nameOf(person)));
    return false;
}

void removeStanding(const PrincipalWish& group, const Person& person,
    const std::vector<GroupAssignment>& assignments, const QString& key, Planner& planner)
{
    switch (membershipOf(assignments, person.id)) {
    case Membership::Activated: return;
    case Membership::ByPim:
        planner.note(key,
            PlanWords::tr("%1 is a member through an active assignment in PIM. Remove it there.")
                .arg(nameOf(person)));
        return;
    case Membership::Standing: break;
    }
    // only a user has a user principal name: a nested group or a device is somebody's decision
    if (person.userPrincipalName.isEmpty()) {
        planner.note(key,
            PlanWords::tr("%1 is no user, perhaps a group within the group. Remove it by hand.")
                .arg(nameOf(person)));
        return;
    }
    if (keepsAWayIn(group, person, key, planner))
        planner.want(change::RemoveMember{.group = group, .who = wishOf(person)}, key);
}

} // namespace

void heal(const check::GroupNoStandingMembers& spec, const QString& key, Planner& planner)
{
    const std::optional<PrincipalWish> group = groupOf(spec.entry, spec.field, key, planner);
    if (!group || !isOwnMaster(spec.entry, spec.field, key, planner))
        return;
    const auto& members = partOf(planner.snapshot().groupMembers, group->id);
    const auto& assignments = partOf(planner.snapshot().assignmentsNow, group->id);
    if (!members || !assignments)
        return;
    for (const Person& person : *members)
        removeStanding(*group, person, *assignments, key, planner);
}

void heal(const check::PimInactive& spec, const QString& key, Planner& planner)
{
    const QString entry = planner.inputs().text(spec.group);
    const std::optional<PrincipalWish> group = groupOf(entry, spec.group, key, planner);
    if (!group || !isOwnMaster(entry, spec.group, key, planner))
        return;
    const auto& members = partOf(planner.snapshot().groupMembers, group->id);
    const auto& assignments = partOf(planner.snapshot().assignmentsNow, group->id);
    const Fetched<Person>& person = partOf(planner.snapshot().people, spec.entry);
    if (!members || !assignments || !person)
        return;
    const auto found = std::ranges::find_if(
        *members, [&](const Person& each) { return sameId(each.id, person->id); });
    // not run for one who has activated: that is as it should be
    if (found != members->end())
        removeStanding(*group, *found, *assignments, key, planner);
}

} // namespace lockstep
