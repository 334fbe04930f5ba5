// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"
#include "support/pim_world.h"
#include "support/planned.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Person personOf(const PrincipalWish& wish)
{
    return {.id = wish.id,
        .displayName = wish.name.section(u'@', 0, 0),
        .userPrincipalName = wish.name};
}

EligibilitySchedule schedule(
    const PrincipalWish& who, const QDateTime& end, const QString& status = u"Provisioned"_s)
{
    return {.principalId = who.id,
        .accessId = u"member"_s,
        .memberType = u"direct"_s,
        .status = status,
        .span = {.start = now.addDays(-1), .expiration = u"afterDateTime"_s, .end = end}};
}

//! Spark's guide, confirmed on a tenant in which all is right.
struct Tenant {
    Tenant()
    {
        inputs.set(u"tenantId"_s, tenantId);
        inputs.set(u"clientId"_s, u"9b47e0d2-1c85-4f6a-a3be-70d2c5f81946"_s);
        inputs.set(u"protocol"_s, u"oidc"_s);
        inputs.set(u"group"_s, group.id);
        inputs.set(u"appRole"_s, u"tenant-admin"_s);
        inputs.set(u"eligibleUsers"_s, kai.name);
        inputs.set(u"startDate"_s, now.addDays(-2).toString(Qt::ISODate));
        inputs.set(u"endDate"_s, wantedEnd.toString(Qt::ISODate));
        snapshot.asOf = now;
        snapshot.groups[group.id] =
            std::vector{Group{.id = group.id, .displayName = group.name, .securityEnabled = true}};
        snapshot.people[kai.name] = personOf(kai);
        snapshot.eligibilityRequests[group.id] = std::vector<EligibilityRequest>{};
        schedules = {schedule(kai, wantedEnd)};
        rules =
            GroupRules{.seen = {u"Expiration_Admin_Eligibility"_s,
                           u"Expiration_EndUser_Assignment"_s, u"Approval_EndUser_Assignment"_s},
                .eligibilityMustEnd = true,
                .longestEligibility = u"P365D"_s,
                .longestActivation = u"PT8H"_s};
        roles = {{.id = u"role"_s,
            .value = u"tenant-admin"_s,
            .displayName = u"Admin"_s,
            .isEnabled = true,
            .allowedMemberTypes = {u"User"_s}}};
        assigned = {{.principalId = group.id, .principalType = u"Group"_s, .appRoleId = u"role"_s}};
    }

    Plan planned(const QStringList& only = {})
    {
        snapshot.eligibilities[group.id] = schedules;
        snapshot.assignmentsNow[group.id] = assignments;
        snapshot.groupMembers[group.id] = members;
        snapshot.groupRules[group.id] = rules ? std::vector{*rules} : std::vector<GroupRules>{};
        snapshot.application = Application{.id = u"app"_s,
            .displayName = u"Spark"_s,
            .webRedirectUris = {u"https://k.example"_s},
            .appRoles = roles};
        snapshot.servicePrincipal = ServicePrincipal{.id = u"sp"_s,
            .displayName = u"Spark"_s,
            .accountEnabled = true,
            .appRoleAssignmentRequired = true,
            .servicePrincipalType = u"Application"_s,
            .appRoles = roles};
        snapshot.assignedTo = assigned;
        const Profile profile = builtInProfile(u"spark-pim"_s).value();
        const Report report = evaluate(profile, inputs, false, snapshot);
        return plan({.profile = profile,
            .inputs = inputs,
            .snapshot = snapshot,
            .report = report,
            .only = only});
    }

    TenantSnapshot snapshot;
    Inputs inputs;
    std::vector<EligibilitySchedule> schedules;
    std::vector<GroupAssignment> assignments;
    std::vector<Person> members;
    std::optional<GroupRules> rules;
    std::vector<AppRole> roles;
    std::vector<AppRoleAssignment> assigned;
};

} // namespace

class PlanPimTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsPlannedWhereAllIsRight() { QCOMPARE(namesOf(Tenant().planned()), QStringList()); }

    void whoShallBeEligibleIsMadeSoWithThePlannedDates()
    {
        Tenant tenant;
        tenant.schedules.clear();
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"make-eligible"_s});
        const auto& kind = *kindIn<change::MakeEligible>(plan);
        QCOMPARE(kind.group, group);
        QCOMPARE(kind.who, kai);
        QVERIFY(!kind.start.isValid() && !kind.update);
        QCOMPARE(kind.end, wantedEnd);
        // one request heals both
        QCOMPARE(plan.changes[0].heals,
            (QStringList{u"pim.eligible/"_s + kai.name, u"pim.dates/"_s + kai.name}));
        QVERIFY(plan.changes[0].warning.isEmpty());
        QVERIFY(!plan.changes[0].scopes.isEmpty() && !plan.changes[0].undo.isEmpty());
    }

    void otherDatesAreAnUpdate()
    {
        Tenant tenant;
        tenant.schedules = {schedule(kai, wantedEnd.addDays(30))};
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"make-eligible"_s});
        QVERIFY(kindIn<change::MakeEligible>(plan)->update);
    }

    void whatHasEndedIsAssignedAnew()
    {
        Tenant tenant;
        tenant.schedules = {schedule(kai, now.addDays(-1))};
        const Plan plan = tenant.planned();
        QVERIFY(kindIn<change::MakeEligible>(plan));
        QVERIFY(!kindIn<change::MakeEligible>(plan)->update);
    }

    void aRequestOnItsWayIsNotAskedForTwice()
    {
        Tenant tenant;
        tenant.schedules.clear();
        tenant.snapshot.eligibilityRequests[group.id] =
            std::vector{EligibilityRequest{.principalId = kai.id,
                .accessId = u"member"_s,
                .action = u"adminAssign"_s,
                .status = u"PendingApproval"_s,
                .created = now}};
        QCOMPARE(namesOf(tenant.planned()), QStringList());
        tenant.snapshot.eligibilityRequests[group.id] =
            ReadFailure{.kind = ReadFailure::Kind::Refused};
        QCOMPARE(namesOf(tenant.planned()), QStringList());
    }

    void theRulesBoundTheSpan_data()
    {
        QTest::addColumn<QString>("longest");
        QTest::addColumn<QString>("end");
        QTest::addColumn<bool>("planned");
        QTest::newRow("fits") << u"P90D"_s << wantedEnd.toString(Qt::ISODate) << true;
        QTest::newRow("too long") << u"P30D"_s << wantedEnd.toString(Qt::ISODate) << false;
        QTest::newRow("no end") << u"P30D"_s << QString() << false;
        QTest::newRow("over") << u"P30D"_s << u"2026-10-30"_s << false;
    }
    void theRulesBoundTheSpan()
    {
        QFETCH(QString, longest);
        QFETCH(QString, end);
        QFETCH(bool, planned);
        Tenant tenant;
        tenant.schedules.clear();
        tenant.rules->longestEligibility = longest;
        tenant.inputs.set(u"endDate"_s, end);
        const Plan plan = tenant.planned();
        QCOMPARE(!plan.isEmpty(), planned);
        if (!planned)
            QVERIFY2(noteOf(plan, u"pim.eligible"_s).startsWith(u"endDate|"_s),
                qPrintable(noteOf(plan, u"pim.eligible"_s)));
        if (longest == u"P30D" && end == wantedEnd.toString(Qt::ISODate))
            QVERIFY(noteOf(plan, u"pim.eligible"_s).contains(longest));
    }

    //! A day means until its last minute, or its first moment where only that fits.
    void aWholeDayEndsOnThatDay()
    {
        Tenant tenant;
        tenant.schedules.clear();
        const QDate day = wantedEnd.toLocalTime().date();
        tenant.inputs.set(u"endDate"_s, day.toString(Qt::ISODate));
        const QDateTime last = kindIn<change::MakeEligible>(tenant.planned())->end;
        QCOMPARE(last.toLocalTime().date(), day);
        QVERIFY(last.addSecs(60).toLocalTime().date() > day);
        const qint64 toMorning = now.secsTo(day.startOfDay()) / 60 + 2;
        tenant.rules->longestEligibility = u"PT%1M"_s.arg(toMorning);
        const Plan plan = tenant.planned();
        QVERIFY(kindIn<change::MakeEligible>(plan));
        QCOMPARE(kindIn<change::MakeEligible>(plan)->end.toLocalTime(), day.startOfDay());
    }

    void theFirstEligibilitySaysThatOnboardingIsForGood()
    {
        Tenant tenant;
        tenant.schedules.clear();
        tenant.rules.reset();
        const Plan plan = tenant.planned();
        QCOMPARE(plan.changes.size(), 1U);
        QVERIFY(plan.changes[0].warning.contains(u"cannot be taken out of PIM"_s));
    }

    void aStandingMemberGoesOnlyOnceEligible()
    {
        Tenant tenant;
        tenant.schedules.clear();
        tenant.members = {personOf(kai), personOf(morgan)};
        // asked for alone, what it needs comes along
        const Plan plan = tenant.planned({u"group.no-standing-members/"_s + group.id});
        QCOMPARE(namesOf(plan),
            (QStringList{u"make-eligible"_s, u"remove-member"_s, u"remove-member"_s}));
        for (const Change& change : plan.changes) {
            const auto* kind = std::get_if<change::RemoveMember>(&change.kind);
            if (!kind)
                continue;
            QVERIFY(change.request.endsWith(u"/$ref"_s));
            QCOMPARE(
                change.after, kind->who == kai ? std::vector<size_t>{0} : std::vector<size_t>{});
            QCOMPARE(change.warning.contains(u"for good"_s), kind->who != kai);
        }
    }

    void whoCannotBeMadeEligibleKeepsTheMembership()
    {
        Tenant tenant;
        tenant.schedules.clear();
        tenant.members = {personOf(kai)};
        tenant.rules->longestEligibility = u"P1D"_s;
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"group.no-standing-members"_s).contains(u"locked out"_s));
    }

    void whatIsNoUserOrMadeByPimIsLeft()
    {
        Tenant tenant;
        tenant.members = {{.id = u"nested"_s, .displayName = u"Nested"_s}};
        Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"group.no-standing-members"_s).contains(u"Nested"_s));
        tenant.members = {personOf(morgan)};
        tenant.assignments = {
            {.principalId = morgan.id, .accessId = u"member"_s, .assignmentType = u"assigned"_s}};
        plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"group.no-standing-members"_s).contains(u"in PIM"_s));
        tenant.assignments[0].assignmentType = u"activated"_s;
        plan = tenant.planned();
        QVERIFY(plan.isEmpty() && noteOf(plan, u"group.no-standing-members"_s).isEmpty());
    }

    void aTestUserWhoStandsInTheGroupIsRemoved()
    {
        Tenant tenant;
        tenant.inputs.set(u"testUser"_s, kai.name);
        tenant.members = {personOf(kai)};
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"remove-member"_s});
        QVERIFY(plan.changes[0].heals.contains(u"pim.inactive/"_s + kai.name));
    }

    void aDynamicGroupIsNotTouched()
    {
        Tenant tenant;
        tenant.schedules.clear();
        tenant.members = {personOf(morgan)};
        tenant.snapshot.groups[group.id] = std::vector{Group{.id = group.id,
            .displayName = group.name,
            .securityEnabled = true,
            .groupTypes = {u"DynamicMembership"_s}}};
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"pim.eligible"_s).startsWith(u"group|"_s));
    }

    void theGroupIsAssignedWithItsRole()
    {
        Tenant tenant;
        tenant.assigned.clear();
        Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"assign-role"_s});
        QCOMPARE(kindIn<change::AssignRole>(plan)->who, group);
        QCOMPARE(kindIn<change::AssignRole>(plan)->role, u"tenant-admin"_s);
        // which role, where the field is empty, nobody can know
        tenant.inputs.set(u"appRole"_s, {});
        plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"group.assigned"_s).startsWith(u"appRole|"_s));
        tenant.roles.clear();
        plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"assign-role"_s});
        QVERIFY(kindIn<change::AssignRole>(plan)->role.isEmpty());
    }
};

QTEST_GUILESS_MAIN(PlanPimTest)
#include "tst_plan_pim.moc"
