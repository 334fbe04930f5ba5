// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "plan/carry_out.h"
#include "plan/plan.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const PrincipalWish group{u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s, u"Admins"_s};
const PrincipalWish kai{u"51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14"_s, u"kai@contoso.com"_s};
const PrincipalWish morgan{u"8e24a0b9-7f5c-4136-92ed-c30b58d716fa"_s, u"morgan@contoso.com"_s};
const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);
const QDateTime wantedEnd = now.addDays(60);

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
        inputs.set(u"tenantId"_s, tenant);
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

QStringList namesOf(const Plan& plan)
{
    QStringList names;
    for (const Change& change : plan.changes)
        names << changeName(change.kind);
    return names;
}

template <class Kind> const Kind* kindIn(const Plan& plan)
{
    for (const Change& change : plan.changes) {
        if (const auto* kind = std::get_if<Kind>(&change.kind))
            return kind;
    }
    return nullptr;
}

QString noteOf(const Plan& plan, const QString& start)
{
    for (const PlanNote& note : plan.notes) {
        if (note.key.startsWith(start))
            return note.field + u'|' + note.text;
    }
    return {};
}

// ---- replies, as Graph gives them

Json row(const PrincipalWish& who, const char* start, const char* end,
    const char* status = "Provisioned")
{
    return {{"id", "row-" + who.id.toStdString()}, {"principalId", who.id.toStdString()},
        {"groupId", group.id.toStdString()}, {"accessId", "member"}, {"memberType", "direct"},
        {"status", status}, {"futureMember", {1, 2}},
        {"scheduleInfo",
            {{"startDateTime", start}, {"recurrence", nullptr},
                {"expiration",
                    {{"type", end ? "afterDateTime" : "noExpiration"},
                        {"endDateTime", end ? Json(end) : Json()}, {"duration", nullptr}}}}}};
}

Json list(std::initializer_list<Json> rows)
{
    Json value = Json::array();
    for (const Json& each : rows)
        value.push_back(each);
    return {{"value", value}};
}

GraphReplies eligibilities(const Json& schedules, const Json& requests = list({}))
{
    GraphReplies replies;
    replies[u"R16:"_s + group.id] = schedules;
    replies[u"R18:"_s + group.id] = requests;
    return replies;
}

GraphReplies membership(const Json& members, const Json& assignments = list({}))
{
    GraphReplies replies;
    replies[u"R15:"_s + group.id] = members;
    replies[u"R20:"_s + group.id] = assignments;
    return replies;
}

Json memberRow(const PrincipalWish& who)
{
    return {{"id", who.id.toStdString()}, {"displayName", "x"},
        {"userPrincipalName", who.name.toStdString()}};
}

Json assignmentRow(const PrincipalWish& who, const char* type)
{
    return {
        {"principalId", who.id.toStdString()}, {"accessId", "member"}, {"assignmentType", type}};
}

Place here()
{
    return {.tenantId = tenant, .graphRoot = u"https://graph.example/v1.0"_s, .now = now};
}

const change::MakeEligible assign{.group = group, .who = kai, .start = {}, .end = wantedEnd};
const change::RemoveMember removal{.group = group, .who = morgan};
const char* const ends = "2026-12-31T12:00:00Z"; // wantedEnd
const char* const begun = "2026-10-31T12:00:00Z";

Json bodyIn(const Move& move)
{
    return Json::parse(std::get<Write>(move).body.toStdString());
}

WriteRecord recordOf(
    const ChangeKind& kind, const QDateTime& at, const Json& before = Json::object())
{
    return {.id = u"1"_s,
        .at = at,
        .doneAt = at,
        .state = WriteRecord::State::Done,
        .kind = kind,
        .before = before,
        .made = Json::object()};
}

template <class T> bool is(const Move& move)
{
    return std::holds_alternative<T>(move);
}

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

    // ---- carrying out

    void anEligibilityIsAskedFor()
    {
        const Move move = next(assign, here(), eligibilities(list({row(morgan, begun, ends)})));
        QVERIFY(is<Write>(move));
        const Json body = bodyIn(move);
        QCOMPARE(QString::fromStdString(body["action"]), u"adminAssign"_s);
        QCOMPARE(QString::fromStdString(body["principalId"]), kai.id);
        QCOMPARE(QString::fromStdString(body["scheduleInfo"]["expiration"]["endDateTime"]),
            QString::fromLatin1(ends));
        QCOMPARE(QString::fromStdString(body["scheduleInfo"]["startDateTime"]),
            u"2026-11-01T11:59:00Z"_s);
        QCOMPARE(std::get<Write>(move).path,
            u"/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests"_s);
        QVERIFY(std::get<Write>(move).before.empty());
        QCOMPARE(see(assign, here(), eligibilities(list({row(morgan, begun, ends)}))).shown,
            Sight::Shown::No);
    }

    void whatIsThereIsNotAskedForAgain()
    {
        const GraphReplies there = eligibilities(list({row(kai, begun, ends)}));
        QVERIFY(is<AlreadyThere>(next(assign, here(), there)));
        const Sight sight = see(assign, here(), there);
        QCOMPARE(sight.shown, Sight::Shown::Yes);
        QCOMPARE(QString::fromStdString(sight.made["id"]), u"row-"_s + kai.id);
        QVERIFY(is<NotYet>(next(
            assign, here(), eligibilities(list({row(kai, begun, ends, "PendingProvisioning")})))));
        Json request{{"principalId", kai.id.toStdString()}, {"accessId", "member"},
            {"status", "PendingApproval"}};
        QVERIFY(is<NotYet>(next(assign, here(), eligibilities(list({}), list({request})))));
    }

    void otherDatesBecomeAnUpdateThatKnowsTheEarlierOnes()
    {
        const Json other = row(kai, begun, "2027-03-01T00:00:00Z");
        const Move move = next(assign, here(), eligibilities(list({other})));
        QCOMPARE(QString::fromStdString(bodyIn(move)["action"]), u"adminUpdate"_s);
        QVERIFY(std::get<Write>(move).before["scheduleInfo"] == other["scheduleInfo"]);
    }

    void anEligibilityIsRemovedAfterFiveMinutes()
    {
        const GraphReplies there = eligibilities(list({row(kai, begun, ends)}));
        const Move early = takeBack(assign, recordOf(assign, now.addSecs(-60)), here(), there);
        QVERIFY(is<CannotDo>(early));
        const Move late = takeBack(assign, recordOf(assign, now.addSecs(-300)), here(), there);
        QVERIFY(is<Write>(late));
        QCOMPARE(QString::fromStdString(bodyIn(late)["action"]), u"adminRemove"_s);
        QVERIFY(!bodyIn(late).contains("scheduleInfo"));
        QVERIFY(is<AlreadyThere>(takeBack(assign, recordOf(assign, now.addSecs(-300)), here(),
            eligibilities(list({row(morgan, begun, ends)})))));
        // somebody else's dates stay
        QVERIFY(is<CannotDo>(takeBack(assign, recordOf(assign, now.addSecs(-300)), here(),
            eligibilities(list({row(kai, begun, "2027-03-01T00:00:00Z")})))));
    }

    void anUpdateGoesBackToWhatWasRead()
    {
        const Json before{
            {"scheduleInfo", row(kai, begun, "2027-03-01T00:00:00Z")["scheduleInfo"]}};
        const WriteRecord record = recordOf(assign, now.addSecs(-10), before);
        const Move move =
            takeBack(assign, record, here(), eligibilities(list({row(kai, begun, ends)})));
        QVERIFY(is<Write>(move));
        QCOMPARE(QString::fromStdString(bodyIn(move)["action"]), u"adminUpdate"_s);
        QCOMPARE(QString::fromStdString(bodyIn(move)["scheduleInfo"]["expiration"]["endDateTime"]),
            u"2027-03-01T00:00:00Z"_s);
        QVERIFY(is<AlreadyThere>(takeBack(assign, record, here(),
            eligibilities(list({row(kai, begun, "2027-03-01T00:00:00Z")})))));
        QVERIFY(is<CannotDo>(takeBack(assign, record, here(),
            eligibilities(list({row(kai, begun, "2027-05-01T00:00:00Z")})))));
        const WriteRecord endless =
            recordOf(assign, now, {{"scheduleInfo", row(kai, begun, nullptr)["scheduleInfo"]}});
        const Move open =
            takeBack(assign, endless, here(), eligibilities(list({row(kai, begun, ends)})));
        QCOMPARE(QString::fromStdString(bodyIn(open)["scheduleInfo"]["expiration"]["type"]),
            u"noExpiration"_s);
    }

    void aMemberIsRemovedByReferenceOnly()
    {
        const GraphReplies there = membership(list({memberRow(kai), memberRow(morgan)}));
        const Move move = next(removal, here(), there);
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Delete);
        QCOMPARE(
            std::get<Write>(move).path, u"/groups/%1/members/%2/$ref"_s.arg(group.id, morgan.id));
        QVERIFY(is<AlreadyThere>(next(removal, here(), membership(list({memberRow(kai)})))));
        QVERIFY(is<AlreadyThere>(next(removal, here(),
            membership(list({memberRow(morgan)}), list({assignmentRow(morgan, "activated")})))));
        QVERIFY(is<CannotDo>(next(removal, here(),
            membership(list({memberRow(morgan)}), list({assignmentRow(morgan, "assigned")})))));
        const change::RemoveMember nobody{.group = group, .who = {}};
        QVERIFY(is<CannotDo>(next(nobody, here(), there)));
        GraphReplies half = there;
        half.erase(u"R20:"_s + group.id);
        QVERIFY(is<NotYet>(next(removal, here(), half)));
        QCOMPARE(see(removal, here(), there).shown, Sight::Shown::No);
        QCOMPARE(see(removal, here(), membership(list({memberRow(kai)}))).shown, Sight::Shown::Yes);
        QCOMPARE(see(removal, here(), {}).shown, Sight::Shown::Unread);
    }

    void aMemberIsAddedAgain()
    {
        const Move move =
            takeBack(removal, recordOf(removal, now), here(), membership(list({memberRow(kai)})));
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Post);
        QCOMPARE(std::get<Write>(move).path, u"/groups/%1/members/$ref"_s.arg(group.id));
        QCOMPARE(QString::fromStdString(bodyIn(move)["@odata.id"]),
            u"https://graph.example/v1.0/directoryObjects/"_s + morgan.id);
        QVERIFY(is<AlreadyThere>(takeBack(
            removal, recordOf(removal, now), here(), membership(list({memberRow(morgan)})))));
    }

    //! Nor that somebody is no member, nor that nobody is eligible.
    void whatIsNoListIsNoEvidence()
    {
        for (const Json& odd : {Json::object(), Json{{"value", nullptr}},
                 Json{{"value", Json::object()}}, Json::array()}) {
            QVERIFY(is<NotYet>(next(assign, here(), eligibilities(odd))));
            QVERIFY(is<NotYet>(next(assign, here(), eligibilities(list({}), odd))));
            QCOMPARE(see(assign, here(), eligibilities(odd)).shown, Sight::Shown::Unread);
            QVERIFY(is<NotYet>(
                takeBack(assign, recordOf(assign, now.addDays(-1)), here(), eligibilities(odd))));
            QVERIFY(is<NotYet>(next(removal, here(), membership(odd))));
            QVERIFY(is<NotYet>(next(removal, here(), membership(list({memberRow(morgan)}), odd))));
            QCOMPARE(see(removal, here(), membership(odd)).shown, Sight::Shown::Unread);
            QVERIFY(is<NotYet>(takeBack(removal, recordOf(removal, now), here(), membership(odd))));
        }
    }

    //! Each path that is read must fit the one that the checks read.
    void whatIsReadIsNamed()
    {
        QCOMPARE(looks(assign, here()).size(), 2U);
        QVERIFY(looks(assign, here())[0].path.contains(u"groupId eq '%1'"_s.arg(group.id)));
        QVERIFY(looks(removal, here())[0].path.startsWith(u"/groups/%1/members?"_s.arg(group.id)));
    }
};

QTEST_GUILESS_MAIN(PlanPimTest)
#include "tst_plan_pim.moc"
