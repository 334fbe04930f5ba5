// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"

#include <QTest>

#include <functional>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString group = u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s;
const QString kai = u"kai@contoso.com"_s;
const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

struct Case {
    TenantSnapshot snapshot;
    Inputs inputs;
    std::vector<EligibilitySchedule> schedules;
    std::vector<GroupAssignment> assignments;
    std::vector<Person> members;
    GroupRules rules{.seen = {u"Expiration_Admin_Eligibility"_s, u"Expiration_EndUser_Assignment"_s,
                         u"Approval_EndUser_Assignment"_s},
        .eligibilityMustEnd = true,
        .longestEligibility = u"P365D"_s,
        .longestActivation = u"PT8H"_s};
    std::vector<AppRole> roles{{.id = u"role"_s,
        .value = u"tenant-admin"_s,
        .isEnabled = true,
        .allowedMemberTypes = {u"User"_s}}};
    std::vector<AppRoleAssignment> assigned{
        {.principalId = group, .principalType = u"Group"_s, .appRoleId = u"role"_s}};

    Report judged()
    {
        snapshot.eligibilities[group] = schedules;
        snapshot.assignmentsNow[group] = assignments;
        snapshot.groupMembers[group] = members;
        snapshot.groupRules[group] = std::vector{rules};
        snapshot.application = Application{.id = u"app"_s, .appRoles = roles};
        snapshot.servicePrincipal = ServicePrincipal{.id = u"sp"_s, .appRoles = roles};
        snapshot.assignedTo = assigned;
        return evaluate(builtInProfile(u"spark-pim"_s).value(), inputs, false, snapshot);
    }
};

EligibilitySchedule schedule(const QString& status, const QDateTime& end)
{
    return {.principalId = u"u-kai"_s,
        .accessId = u"member"_s,
        .memberType = u"direct"_s,
        .status = status,
        .span = {.start = now.addDays(-1), .expiration = u"afterDateTime"_s, .end = end}};
}

Case good()
{
    Case all;
    all.inputs.set(u"tenantId"_s, tenant);
    all.inputs.set(u"group"_s, group);
    all.inputs.set(u"appRole"_s, u"tenant-admin"_s);
    all.inputs.values[u"eligibleUsers"_s] = {kai};
    all.inputs.set(u"testUser"_s, kai);
    all.inputs.set(u"startDate"_s, u"2026-10-31T12:00:00Z"_s);
    all.inputs.set(u"endDate"_s, u"2027-04-30T12:00:00Z"_s);
    all.snapshot.asOf = now;
    all.snapshot.groups[group] =
        std::vector{Group{.id = group, .displayName = u"Admins"_s, .securityEnabled = true}};
    all.snapshot.people[kai] =
        Person{.id = u"u-kai"_s, .displayName = u"Kai"_s, .userPrincipalName = kai};
    all.snapshot.eligibilityRequests[group] = std::vector<EligibilityRequest>{};
    all.schedules = {
        schedule(u"Provisioned"_s, QDateTime(QDate(2027, 4, 30), QTime(12, 0), Qt::UTC))};
    return all;
}

using Change = std::function<void(Case&)>;

GroupAssignment activated(const QDateTime& end)
{
    return {.principalId = u"u-kai"_s,
        .accessId = u"member"_s,
        .assignmentType = u"activated"_s,
        .start = now,
        .end = end};
}

} // namespace

class PimTest : public QObject {
    Q_OBJECT

private slots:
    void eachReplyGivesItsVerdict_data()
    {
        QTest::addColumn<QString>("check");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const char* check, const char* verdict,
                             const Change& change) {
            QTest::newRow(name) << QString::fromLatin1(check) << QString::fromLatin1(verdict)
                                << change;
        };
        const QDateTime later = now.addDays(30);
        const char* eligible = "pim.eligible";
        row("eligible", eligible, "pass", [](Case&) {});
        row("ended", eligible, "fail",
            [](Case& c) { c.schedules = {schedule(u"Provisioned"_s, now.addSecs(-1))}; });
        row("ended, and again", eligible, "pass", [=](Case& c) {
            c.schedules = {
                schedule(u"Provisioned"_s, now.addSecs(-1)), schedule(u"Provisioned"_s, later)};
        });
        row("being made", eligible, "waiting",
            [=](Case& c) { c.schedules = {schedule(u"PendingProvisioning"_s, later)}; });
        row("being made beside one in force", eligible, "pass", [=](Case& c) {
            c.schedules = {
                schedule(u"PendingProvisioning"_s, later), schedule(u"Provisioned"_s, later)};
        });
        row("revoked", eligible, "fail",
            [=](Case& c) { c.schedules = {schedule(u"Revoked"_s, later)}; });
        row("requests refused", eligible, "unknown", [](Case& c) {
            c.schedules.clear();
            c.snapshot.eligibilityRequests[group] =
                ReadFailure{.kind = ReadFailure::Kind::Refused, .status = 403};
        });
        const char* policy = "pim.policy";
        row("fits", policy, "pass", [](Case&) {});
        row("too long", policy, "warn", [](Case& c) { c.rules.longestEligibility = u"P30D"_s; });
        row("no bound", policy, "pass", [](Case& c) {
            c.rules.eligibilityMustEnd = false;
            c.rules.longestEligibility.clear();
        });
        row("a bound that is not shown", policy, "unknown",
            [](Case& c) { c.rules.longestEligibility.clear(); });
        row("a rule is missing", policy, "unknown", [](Case& c) { c.rules.seen.removeLast(); });
        row("no dates", policy, "not-run", [](Case& c) { c.inputs.set(u"startDate"_s, {}); });
        row("approval", policy, "warn", [](Case& c) { c.rules.activationNeedsApproval = true; });
        const char* assigned = "group.assigned";
        row("holds the role", assigned, "pass", [](Case&) {});
        row("the role is disabled", assigned, "fail",
            [](Case& c) { c.roles.front().isEnabled = false; });
        row("the role is for applications", assigned, "fail",
            [](Case& c) { c.roles.front().allowedMemberTypes = {u"Application"_s}; });
        row("default access only", assigned, "fail", [](Case& c) {
            c.assigned.front().appRoleId = u"00000000-0000-0000-0000-000000000000"_s;
        });
        row("no role is used", assigned, "pass", [](Case& c) {
            c.inputs.set(u"appRole"_s, {});
            c.assigned.front().appRoleId = u"00000000-0000-0000-0000-000000000000"_s;
        });
        const char* bypass = "assignment.bypass";
        const auto direct = [](Case& c) {
            c.assigned.push_back(
                {.principalId = u"u-kai"_s, .principalType = u"User"_s, .appRoleId = u"role"_s});
        };
        row("no bypass", bypass, "pass", [](Case&) {});
        row("holds the role directly", bypass, "warn", direct);
        row("no role to hold", bypass, "not-run", [=](Case& c) {
            direct(c);
            c.inputs.set(u"appRole"_s, {});
        });
        const char* out = "pim.inactive";
        row("is out", out, "pass", [](Case&) {});
        row("is out, but could not get in", out, "warn", [](Case& c) { c.schedules.clear(); });
        row("stands in the group", out, "fail", [](Case& c) { c.members = {{.id = u"u-kai"_s}}; });
        const auto active = [=](Case& c) {
            c.members = {{.id = u"u-kai"_s}};
            c.assignments = {activated(now.addSecs(3600))};
        };
        row("is in by activation", out, "not-run", active);
        const char* in = "pim.active";
        row("active", in, "pass", active);
        row("not shown yet", in, "waiting", [=](Case& c) {
            active(c);
            c.members.clear();
        });
        row("without an end", in, "warn", [=](Case& c) {
            active(c);
            c.assignments = {activated({})};
        });
        row("over", in, "not-run", [=](Case& c) {
            active(c);
            c.assignments = {activated(now.addSecs(-1))};
        });
        row("as owner", in, "fail", [=](Case& c) {
            active(c);
            c.assignments.front().accessId = u"owner"_s;
        });
        const char* standing = "group.no-standing-members";
        row("empty", standing, "pass", [](Case&) {});
        row("activated only", standing, "pass", active);
        row("one stands", standing, "fail", [=](Case& c) {
            active(c);
            c.members.push_back({.id = u"u-lee"_s});
        });
        row("activated as owner", standing, "fail", [=](Case& c) {
            active(c);
            c.assignments.front().accessId = u"owner"_s;
        });
    }
    void eachReplyGivesItsVerdict()
    {
        QFETCH(QString, check);
        QFETCH(Change, change);
        Case all = good();
        change(all);
        const Report report = all.judged();
        const auto found = std::ranges::find(report.findings, check, &Finding::check);
        QVERIFY(found != report.findings.end());
        QTEST(verdictName(found->verdict), "verdict");
    }
};

QTEST_GUILESS_MAIN(PimTest)
#include "tst_pim.moc"
