// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"
#include "support/planned.h"
#include "support/provisioning_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kai = u"kai@contoso.com"_s;

AppRole roleOf(const QString& value)
{
    return {.id = u"id-"_s + value,
        .value = value,
        .displayName = value,
        .isEnabled = true,
        .allowedMemberTypes = {u"User"_s}};
}

ScimAnswer answer(int status)
{
    return {.kind = ScimAnswer::Kind::Answered,
        .status = status,
        .isScim = true,
        .isList = status == 200};
}

//! The vendor's guide, confirmed on a tenant in which all is right.
struct Tenant {
    Tenant()
    {
        inputs.set(u"tenantId"_s, tenantId);
        inputs.set(u"clientId"_s, clientId);
        inputs.set(u"consentUrl"_s,
            u"https://login.microsoftonline.com/%1/adminconsent?client_id=%2"_s.arg(
                tenantId, clientId));
        inputs.set(u"scimUrl"_s, address);
        inputs.set(u"roleMapping"_s, u"single"_s);
        inputs.set(u"assignees"_s, kai);
        snapshot.cloud = u"global"_s;
        snapshot.asOf = now;
        snapshot.servicePrincipal = ServicePrincipal{.id = u"S"_s,
            .appId = clientId,
            .displayName = u"Boards"_s,
            .accountEnabled = true,
            .servicePrincipalType = u"Application"_s,
            .appOwnerOrganizationId = u"vendor"_s,
            .appRoles = {roleOf(u"Admin"_s), roleOf(u"Member"_s)}};
        snapshot.application = ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
        snapshot.people[kai] =
            Person{.id = u"u-kai"_s, .displayName = u"Kai"_s, .userPrincipalName = kai};
        snapshot.assignedTo = std::vector{AppRoleAssignment{.id = u"a1"_s,
            .principalId = u"u-kai"_s,
            .principalType = u"User"_s,
            .principalDisplayName = u"Kai"_s,
            .appRoleId = u"id-Member"_s}};
        snapshot.scim = ScimProbe{.address = address,
            .config = answer(200),
            .wrongToken = answer(401),
            .rightToken = answer(200)};
        snapshot.syncTemplates = std::vector{u"customappsso"_s};
        snapshot.syncJobs = std::vector{SyncJob{.id = u"J"_s,
            .templateId = u"customappsso"_s,
            .scheduleState = u"Active"_s,
            .statusCode = u"Active"_s,
            .lastExecution = now,
            .lastExecutionState = u"Succeeded"_s,
            .lastSuccess = now}};
        snapshot.syncSecrets = std::map<QString, QString>{{u"BaseAddress"_s, address},
            {u"SecretToken"_s, u"present"_s}, {u"SyncAll"_s, u"false"_s}};
        snapshot.connectionTest = ConnectionTest{.passed = true};
        map(u"Function"_s, singleRole, roleAttribute);
        snapshot.provisioningLog = std::vector{ProvisioningLogRow{
            .at = now, .action = u"create"_s, .who = kai, .status = u"success"_s}};
    }

    void map(
        const QString& type, const QString& expression, const QString& target, bool enabled = true)
    {
        snapshot.syncSchema = SyncSchema{.mappings = {{.source = u"User"_s,
                                             .target = u"urn:User"_s,
                                             .enabled = enabled,
                                             .attributes = {{.target = target,
                                                 .sourceType = type,
                                                 .sourceName = u"appRoleAssignments"_s,
                                                 .expression = expression}}}}};
    }

    void withoutJob()
    {
        snapshot.syncJobs = std::vector<SyncJob>{};
        snapshot.syncSecrets = std::map<QString, QString>{};
        snapshot.syncSchema = {};
        snapshot.connectionTest = {};
        snapshot.provisioningLog = {};
    }

    void beforeConsent()
    {
        withoutJob();
        const ReadFailure gone{.kind = ReadFailure::Kind::NotFound, .status = 404};
        snapshot.servicePrincipal = gone;
        snapshot.assignedTo = gone;
        snapshot.syncTemplates = {};
        snapshot.syncJobs = {};
        snapshot.syncSecrets = {};
        snapshot.organization = Organization{.id = tenantId};
    }

    Plan planned(const QStringList& only = {})
    {
        const Profile profile = builtInProfile(u"scim"_s).value();
        const Report report = evaluate(profile, inputs, true, snapshot);
        return plan({.profile = profile,
            .inputs = inputs,
            .snapshot = snapshot,
            .report = report,
            .only = only});
    }

    TenantSnapshot snapshot;
    Inputs inputs;
};

} // namespace

class PlanProvisioningTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsPlannedWhereAllIsRight()
    {
        const Plan plan = Tenant().planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(plan.notes.empty());
    }

    void consentComesFirstAndAlone()
    {
        Tenant tenant;
        tenant.beforeConsent();
        tenant.inputs.set(u"consentUrl"_s,
            u"https://login.microsoftonline.com/common/adminconsent?client_id=%1"_s.arg(clientId));
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"consent-in-browser"_s});
        const auto& kind = std::get<change::ConsentInBrowser>(plan.changes[0].kind);
        QCOMPARE(kind.url.path(), u'/' + tenantId + u"/adminconsent"_s);
        QVERIFY(plan.changes[0].heals.contains(u"app.service-principal"_s));
        QVERIFY(plan.changes[0].heals.contains(u"app.owner"_s));
        for (const char* later :
            {"provisioning.job", "provisioning.credentials", "provisioning.test", "mapping.users",
                "mapping.roles", "provisioning.scope", "assignees.roles", "provisioning.started"})
            QVERIFY2(!noteOf(plan, QString::fromLatin1(later)).isEmpty(), later);
    }

    void anAddressForAnotherTenantIsNotOpened()
    {
        Tenant tenant;
        tenant.beforeConsent();
        tenant.inputs.set(u"consentUrl"_s,
            u"https://login.microsoftonline.com/9e019a94-0baa-4060-a33c-860b7b1ec34d/adminconsent?client_id=%1"_s
                .arg(clientId));
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"app.service-principal"_s).startsWith(u"consentUrl|"_s));
    }

    void afterTheConsentAllElseIsPlanned()
    {
        Tenant tenant;
        tenant.withoutJob();
        tenant.snapshot.assignedTo = std::vector<AppRoleAssignment>{};
        tenant.inputs.set(u"assigneeRole"_s, u"Member"_s);
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan),
            (QStringList{u"assign-role"_s, u"create-job"_s, u"save-credentials"_s,
                u"enable-user-mapping"_s, u"map-roles"_s, u"start-job"_s}));
        const Change& start = plan.changes.back();
        QCOMPARE(start.after, (std::vector<size_t>{0, 1, 2, 3, 4}));
        QVERIFY(start.heals.contains(u"provisioning.started"_s));
        for (const Change& change : plan.changes) {
            QVERIFY2(!change.sentence.isEmpty() && !change.now.isEmpty() && !change.scopes.isEmpty()
                    && !change.roles.isEmpty() && !change.confirmation.isEmpty(),
                qPrintable(change.sentence));
        }
    }

    //! Without a job Entra has tested nothing: a token that is stored may be an old one.
    void whatIsStoredIsNotTrustedWithoutAJob()
    {
        Tenant tenant;
        const auto stored = tenant.snapshot.syncSecrets;
        tenant.withoutJob();
        tenant.snapshot.syncSecrets = stored;
        const Plan plan = tenant.planned();
        QVERIFY(namesOf(plan).contains(u"save-credentials"_s));
        QCOMPARE(namesOf(plan).last(), u"start-job"_s);
        const QStringList only = namesOf(tenant.planned({u"provisioning.started"_s}));
        QVERIFY2(only.contains(u"save-credentials"_s), qPrintable(only.join(u' ')));
    }

    void whatKeepsCredentialsFromBeingStored_data()
    {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("field");
        QTest::newRow("no address") << u"address"_s << u"scimUrl"_s;
        QTest::newRow("no token") << u"token"_s << u"secretToken"_s;
        QTest::newRow("refused token") << u"refused"_s << u"secretToken"_s;
        QTest::newRow("no endpoint") << u"down"_s << u"scimUrl"_s;
    }
    void whatKeepsCredentialsFromBeingStored()
    {
        QFETCH(QString, problem);
        QFETCH(QString, field);
        Tenant tenant;
        tenant.snapshot.syncSecrets = std::map<QString, QString>{};
        tenant.snapshot.connectionTest = ConnectionTest{.passed = false, .code = u"x"_s};
        tenant.snapshot.metadata = TenantMetadata{.tenantId = tenantId};
        ScimProbe probe = *tenant.snapshot.scim;
        if (problem == u"address")
            tenant.inputs.set(u"scimUrl"_s, {});
        else if (problem == u"token")
            probe.rightToken = {};
        else if (problem == u"refused")
            probe.rightToken = answer(401);
        else
            probe = {.address = address,
                .config = ScimAnswer{.kind = ScimAnswer::Kind::ConnectionRefused},
                .wrongToken = ScimAnswer{.kind = ScimAnswer::Kind::ConnectionRefused},
                .rightToken = ScimAnswer{.kind = ScimAnswer::Kind::ConnectionRefused}};
        tenant.snapshot.scim = probe;
        const Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        const QString key =
            problem == u"address" ? u"provisioning.test"_s : u"provisioning.credentials"_s;
        QVERIFY2(noteOf(plan, key).startsWith(field + u'|'), qPrintable(noteOf(plan, key)));
    }

    void anotherScopeIsStoredAndStartsOver()
    {
        Tenant tenant;
        tenant.snapshot.syncSecrets = std::map<QString, QString>{{u"BaseAddress"_s, address},
            {u"SecretToken"_s, u"present"_s}, {u"SyncAll"_s, u"true"_s}};
        QCOMPARE(namesOf(tenant.planned()), (QStringList{u"save-credentials"_s, u"restart-job"_s}));
        SyncJob fresh = tenant.snapshot.syncJobs->front();
        fresh.lastExecution = {};
        fresh.lastSuccess = {};
        tenant.snapshot.syncJobs = std::vector{fresh};
        QCOMPARE(namesOf(tenant.planned()), QStringList{u"save-credentials"_s});
    }

    void severalJobsOrTemplatesAreNotChosenFrom()
    {
        Tenant tenant;
        tenant.snapshot.syncJobs = std::vector{SyncJob{.id = u"J1"_s}, SyncJob{.id = u"J2"_s}};
        Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"provisioning.job"_s).contains(u"2 provisioning jobs"_s));
        tenant.withoutJob();
        tenant.snapshot.syncTemplates = std::vector{u"one"_s, u"two"_s};
        plan = tenant.planned();
        QVERIFY(!namesOf(plan).contains(u"create-job"_s));
        QVERIFY(noteOf(plan, u"provisioning.job"_s).contains(u"one, two"_s));
    }

    void mappingsAreMended()
    {
        Tenant tenant;
        tenant.map(u"Attribute"_s, {}, roleAttribute);
        QCOMPARE(namesOf(tenant.planned()), QStringList{u"map-roles"_s});
        tenant.map(u"Function"_s, singleRole, roleAttribute, false);
        QCOMPARE(namesOf(tenant.planned()), QStringList{u"enable-user-mapping"_s});
        tenant.snapshot.syncSchema = SyncSchema{.mappings = {}};
        const Plan plan = tenant.planned();
        QVERIFY(!namesOf(plan).contains(u"enable-user-mapping"_s));
        QVERIFY(noteOf(plan, u"mapping.users"_s).contains(u"no mapping of users"_s));
    }

    void aPausedJobIsStarted()
    {
        Tenant tenant;
        SyncJob paused = tenant.snapshot.syncJobs->front();
        paused.scheduleState = u"Paused"_s;
        paused.statusCode = u"Paused"_s;
        tenant.snapshot.syncJobs = std::vector{paused};
        QCOMPARE(namesOf(tenant.planned()), QStringList{u"start-job"_s});
    }

    void newPeopleGetTheRoleThatIsNamed()
    {
        Tenant tenant;
        tenant.snapshot.assignedTo = std::vector<AppRoleAssignment>{};
        Plan plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList());
        QVERIFY(noteOf(plan, u"assignees.roles"_s).startsWith(u"assigneeRole|"_s));
        QVERIFY(noteOf(plan, u"assignees.roles"_s).contains(u"Admin, Member"_s));
        tenant.inputs.set(u"assigneeRole"_s, u"Member"_s);
        plan = tenant.planned();
        QCOMPARE(namesOf(plan), QStringList{u"assign-role"_s}); // once for both findings
        QCOMPARE(plan.changes[0].heals.size(), 2);
        tenant.inputs.set(u"assigneeRole"_s, u"Boss"_s);
        QVERIFY(tenant.planned().isEmpty());
        tenant.inputs.set(u"assigneeRole"_s, {});
        ServicePrincipal one = *tenant.snapshot.servicePrincipal;
        one.appRoles = {roleOf(u"Only"_s)};
        tenant.snapshot.servicePrincipal = one;
        plan = tenant.planned();
        QCOMPARE(std::get<change::AssignRole>(plan.changes.at(0).kind).role, u"Only"_s);
    }

    void defaultAccessGetsARoleWhenAskedFor()
    {
        Tenant tenant;
        tenant.inputs.set(u"assigneeRole"_s, u"Member"_s);
        AppRoleAssignment bare{.id = u"a"_s,
            .principalId = u"u-kai"_s,
            .principalType = u"User"_s,
            .principalDisplayName = u"Kai"_s,
            .appRoleId = u"00000000-0000-0000-0000-000000000000"_s};
        tenant.snapshot.assignedTo = std::vector{bare};
        QCOMPARE(namesOf(tenant.planned()), QStringList()); // a warning, and nobody asked
        const Plan plan = tenant.planned({u"assignees.roles"_s});
        QCOMPARE(namesOf(plan), QStringList{u"assign-role"_s});
        QCOMPARE(std::get<change::AssignRole>(plan.changes[0].kind).who.name, kai);
    }
};

QTEST_GUILESS_MAIN(PlanProvisioningTest)
#include "tst_plan_provisioning.moc"
