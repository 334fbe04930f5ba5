// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include "profile/typed_date.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString member = u"member"_s;

QString licenceText()
{
    return CheckWords::tr(
        "The tenant lacks Entra ID P2 or Entra ID Governance, which PIM for Groups needs.");
}

} // namespace

Finding evaluate(const check::PimLicence&, Judge judge, const Evidence& evidence)
{
    const Fetched<std::vector<SubscribedSku>>& licences = evidence.snapshot.licences;
    judge.expect(CheckWords::tr("Entra ID P2 or Entra ID Governance"));
    if (!licences)
        return judge.unread(licences.failure());
    for (const SubscribedSku& sku : *licences) {
        if (!sameWord(sku.capabilityStatus, u"Enabled"_s))
            continue;
        for (const QString& plan : {u"AAD_PREMIUM_P2"_s, u"Entra_Identity_Governance"_s}) {
            if (sku.servicePlans.contains(plan, Qt::CaseInsensitive))
                return judge.pass(
                    CheckWords::tr("The tenant is licensed for PIM."), sku.partNumber);
        }
    }
    return judge.warn(licenceText(), CheckWords::tr("no such licence"));
}

namespace {

//! R18: what became of the newest request for this person, where there is no schedule.
Finding fromRequests(const Judge& judge, const Fetched<std::vector<EligibilityRequest>>& requests,
    const Person& person)
{
    if (!requests) // one may be on its way
        return judge.unread(requests.failure());
    const EligibilityRequest* newest = nullptr;
    for (const EligibilityRequest& each : *requests) {
        if (sameId(each.principalId, person.id) && (!newest || each.created > newest->created))
            newest = &each;
    }
    if (newest && newest->status.startsWith(u"Pending"_s, Qt::CaseInsensitive))
        return judge.waiting(CheckWords::tr("Entra has the request for %1 and has not finished it.")
                                 .arg(nameOf(person)),
            newest->status);
    if (newest && (sameWord(newest->status, u"Denied"_s) || sameWord(newest->status, u"Failed"_s)))
        return judge.fail(CheckWords::tr("The request for %1 was turned down.").arg(nameOf(person)),
            newest->status);
    return judge.fail(CheckWords::tr("%1 is not eligible for the group.").arg(nameOf(person)),
        CheckWords::tr("not eligible"));
}

//! R17 says whether it is in force already; where it was not read, the schedule decides.
Finding eligible(const Judge& judge, const ScheduleSpan& span, const Person& person,
    const TenantSnapshot& snapshot, const QString& group)
{
    if (span.start > snapshot.asOf)
        return judge.pass(CheckWords::tr("%1 becomes eligible on %2.")
                              .arg(nameOf(person), localTime(span.start)));
    const Fetched<std::vector<EligibilityInstance>>& now = partOf(snapshot.eligibleNow, group);
    const bool inForce = now && std::ranges::any_of(*now, [&](const EligibilityInstance& each) {
        return sameId(each.principalId, person.id) && sameWord(each.accessId, member);
    });
    return judge.pass(CheckWords::tr("%1 is eligible as member.").arg(nameOf(person)),
        inForce ? CheckWords::tr("in force now") : QString());
}

} // namespace

Finding evaluate(const check::PimEligible& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.field(spec.field, CheckWords::tr("Nobody is chosen yet."));
    const Named<QString> group = groupNamed(judge, evidence, evidence.inputs.text(spec.group));
    if (!group)
        return group.error();
    judge.expect(CheckWords::tr("eligible as member, directly"));
    if (partOf(evidence.snapshot.people, spec.entry).failedWith(ReadFailure::Kind::NotFound))
        return judge.field(
            spec.field, CheckWords::tr("This tenant has no user %1.").arg(spec.entry));
    const Fetched<std::vector<EligibilitySchedule>>& schedules =
        partOf(evidence.snapshot.eligibilities, *group);
    if (schedules.failedWith(ReadFailure::Kind::NoLicence))
        return judge.fail(licenceText(), schedules.failure().code);
    if (!schedules)
        return judge.unread(schedules.failure());
    const Named<Person> person = personNamed(judge, evidence, spec.entry);
    if (!person)
        return person.error();
    bool asOwner = false;
    bool throughGroup = false;
    const EligibilitySchedule* notYet = nullptr;
    const EligibilitySchedule* over = nullptr;
    for (const EligibilitySchedule& each : *schedules) {
        if (!sameId(each.principalId, person->id))
            continue;
        if (!sameWord(each.accessId, member))
            asOwner = true;
        else if (sameWord(each.memberType, u"group"_s))
            throughGroup = true;
        else if (!sameWord(each.status, u"Provisioned"_s))
            notYet = &each;
        else if (each.span.end.isValid() && each.span.end <= evidence.snapshot.asOf)
            over = &each;
        else
            return eligible(judge, each.span, *person, evidence.snapshot, *group);
    }
    if (notYet && notYet->status.startsWith(u"Pending"_s, Qt::CaseInsensitive))
        return judge.waiting(
            CheckWords::tr("Entra has not finished making %1 eligible.").arg(nameOf(*person)),
            notYet->status);
    if (notYet)
        return judge.fail(
            CheckWords::tr("The eligibility of %1 is not in force.").arg(nameOf(*person)),
            notYet->status);
    if (over)
        return judge.fail(CheckWords::tr("The eligibility of %1 ended on %2.")
                              .arg(nameOf(*person), localTime(over->span.end)),
            localTime(over->span.end));
    if (asOwner)
        return judge.fail(CheckWords::tr("%1 is eligible as owner, which gives no membership.")
                              .arg(nameOf(*person)),
            CheckWords::tr("owner"));
    if (throughGroup)
        return judge.fail(
            CheckWords::tr("%1 is eligible only through another group.").arg(nameOf(*person)),
            CheckWords::tr("through a group"));
    return fromRequests(judge, partOf(evidence.snapshot.eligibilityRequests, *group), *person);
}

namespace {

QString needsText(const QStringList& needs)
{
    QStringList words;
    for (const QString& need : needs) {
        if (sameWord(need, u"MultiFactorAuthentication"_s))
            words << CheckWords::tr("multifactor authentication");
        else if (sameWord(need, u"Justification"_s))
            words << CheckWords::tr("a reason");
        else if (sameWord(need, u"Ticketing"_s))
            words << CheckWords::tr("a ticket");
        else
            words << need;
    }
    return words.join(u", "_s);
}

} // namespace

Finding evaluate(const check::PimPolicy& spec, Judge judge, const Evidence& evidence)
{
    const Named<QString> group = groupNamed(judge, evidence, evidence.inputs.text(spec.group));
    if (!group)
        return group.error();
    const Fetched<std::vector<GroupRules>>& all = partOf(evidence.snapshot.groupRules, *group);
    if (!all)
        return judge.unread(all.failure());
    if (all->empty()) {
        const auto& eligible = partOf(evidence.snapshot.eligibilities, *group);
        if (eligible && !eligible->empty())
            return judge.unknown(CheckWords::tr("Entra shows no rules of the group."));
        return judge.notRun(CheckWords::tr("the group gets its rules with its first eligibility."));
    }
    const GroupRules& rules = all->front();
    for (const QString& rule : {u"Expiration_Admin_Eligibility"_s,
             u"Expiration_EndUser_Assignment"_s, u"Approval_EndUser_Assignment"_s}) {
        if (!rules.seen.contains(rule))
            return judge.unknown(CheckWords::tr("Entra shows only a part of the group's rules."));
    }
    const auto start = typedDate(evidence.inputs.text(spec.startField));
    const auto end = typedDate(evidence.inputs.text(spec.endField));
    if (!start || !end)
        return judge.notRun(CheckWords::tr("the dates come first."));
    const std::optional<int> longest = minutesOf(rules.longestEligibility);
    if ((rules.eligibilityMustEnd && !longest) || rules.longestActivation.isEmpty())
        return judge.unknown(CheckWords::tr("Entra does not show how long the group's rules "
                                            "allow it."));
    if (rules.eligibilityMustEnd) {
        judge.expect(CheckWords::tr("no longer than %1").arg(rules.longestEligibility));
        constexpr qint64 minutesOfDay = qint64{24} * 60;
        const qint64 planned = minutesBetween(*start, *end);
        if (planned > *longest)
            return judge.warn(
                CheckWords::tr("The planned dates are longer than the group's rules allow (%1).")
                    .arg(rules.longestEligibility),
                CheckWords::tr("%1 days").arg((planned + minutesOfDay - 1) / minutesOfDay));
    }
    if (rules.activationNeedsApproval)
        return judge.warn(
            CheckWords::tr("Somebody has to approve each activation."), CheckWords::tr("approval"));
    const QString needs = needsText(rules.activationNeeds);
    return judge.pass(needs.isEmpty()
            ? CheckWords::tr("The dates fit the group's rules; an activation lasts up to %1.")
                  .arg(rules.longestActivation)
            : CheckWords::tr(
                "The dates fit the group's rules; an activation lasts up to %1 and asks for %2.")
                  .arg(rules.longestActivation, needs));
}

namespace {

//! What is true of one person's membership now.
struct Membership {
    Person person;
    const GroupAssignment* activated = nullptr; //!< as member
    bool activatedAsOwner = false;
    bool assigned = false; //!< through PIM, but not by activation
    bool isMember = false; //!< R15
};

Named<Membership> membershipNow(
    const Judge& judge, const Evidence& evidence, const QString& groupField, const QString& entry)
{
    const Named<QString> group = groupNamed(judge, evidence, evidence.inputs.text(groupField));
    if (!group)
        return tl::unexpected(group.error());
    const Fetched<std::vector<Person>>& members = partOf(evidence.snapshot.groupMembers, *group);
    if (!members)
        return tl::unexpected(judge.unread(members.failure()));
    const Fetched<std::vector<GroupAssignment>>& now =
        partOf(evidence.snapshot.assignmentsNow, *group);
    if (!now)
        return tl::unexpected(judge.unread(now.failure()));
    const Named<Person> person = personNamed(judge, evidence, entry);
    if (!person)
        return tl::unexpected(person.error());
    Membership membership{.person = *person};
    membership.isMember = std::ranges::any_of(
        *members, [&](const Person& each) { return sameId(each.id, person->id); });
    for (const GroupAssignment& each : *now) {
        if (!sameId(each.principalId, person->id))
            continue;
        const bool activated = sameWord(each.assignmentType, u"activated"_s);
        if (!sameWord(each.accessId, member))
            membership.activatedAsOwner = membership.activatedAsOwner || activated;
        else if (activated)
            membership.activated = &each;
        else
            membership.assigned = true;
    }
    return membership;
}

} // namespace

Finding evaluate(const check::PimInactive& spec, Judge judge, const Evidence& evidence)
{
    if (partOf(evidence.snapshot.people, spec.entry).failedWith(ReadFailure::Kind::NotFound))
        return judge.field(
            spec.field, CheckWords::tr("This tenant has no user %1.").arg(spec.entry));
    const Named<Membership> now = membershipNow(judge, evidence, spec.group, spec.entry);
    if (!now)
        return now.error();
    judge.expect(CheckWords::tr("no membership before activation"));
    const QString name = nameOf(now->person);
    if (now->activated)
        return judge.notRun(CheckWords::tr("%1 has activated the membership.").arg(name));
    if (now->assigned || now->isMember)
        return judge.fail(CheckWords::tr("%1 is in the group without activating.").arg(name),
            CheckWords::tr("standing member"));
    // that somebody is out proves something only of who could get in
    const auto& schedules = partOf(evidence.snapshot.eligibilities,
        *groupNamed(judge, evidence, evidence.inputs.text(spec.group)));
    if (!schedules)
        return judge.unread(schedules.failure());
    const bool mayActivate = std::ranges::any_of(*schedules, [&](const EligibilitySchedule& each) {
        return sameId(each.principalId, now->person.id) && sameWord(each.accessId, member);
    });
    if (!mayActivate)
        return judge.mendIn(spec.field, CheckWords::tr("Choose an eligible user"))
            .warn(CheckWords::tr("%1 is not in the group, but could not activate either: this test "
                                 "would prove nothing.")
                      .arg(name),
                CheckWords::tr("not eligible"));
    return judge.pass(CheckWords::tr("%1 is not in the group.").arg(name));
}

Finding evaluate(const check::PimActive& spec, Judge judge, const Evidence& evidence)
{
    const Named<Membership> now = membershipNow(judge, evidence, spec.group, spec.entry);
    if (!now)
        return now.error();
    judge.expect(CheckWords::tr("a membership by activation that ends"));
    const QString name = nameOf(now->person);
    if (!now->activated && now->activatedAsOwner)
        return judge.fail(
            CheckWords::tr("%1 activated as owner, which gives no membership.").arg(name),
            CheckWords::tr("owner"));
    if (!now->activated)
        return judge.notRun(CheckWords::tr("%1 has not activated the membership yet.").arg(name));
    if (now->activated->end.isValid() && now->activated->end <= evidence.snapshot.asOf)
        return judge.notRun(CheckWords::tr("the activation of %1 has ended.").arg(name));
    if (!now->isMember)
        return judge.waiting(
            CheckWords::tr("%1 has activated; the group does not show it yet.").arg(name),
            CheckWords::tr("not a member yet"));
    if (!now->activated->end.isValid())
        return judge.warn(
            CheckWords::tr("%1 has activated without an end.").arg(name), CheckWords::tr("no end"));
    return judge.pass(CheckWords::tr("%1 is a member until %2. A new sign-in is needed to see it.")
                          .arg(name, localTime(now->activated->end)));
}

} // namespace lockstep
