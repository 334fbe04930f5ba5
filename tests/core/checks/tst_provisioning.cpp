// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"

#include <QTest>

#include <functional>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString client = u"d66d77b1-5cfa-4e6b-a3b3-09d3ece2668b"_s;
const QString vendor = u"9e019a94-0baa-4060-a33c-860b7b1ec34d"_s;
const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

using Kind = ReadFailure::Kind;
using Attribute = SyncMapping::Attribute;

const Attribute single{.target = u"roles[primary eq \"True\"].value"_s,
    .sourceType = u"Function"_s,
    .expression = u"SingleAppRoleAssignment([appRoleAssignments])"_s};
const Attribute complexRoles{.target = u"roles"_s,
    .sourceType = u"Function"_s,
    .expression = u"AppRoleAssignmentsComplex([appRoleAssignments])"_s};
const Attribute direct{
    .target = u"roles"_s, .sourceType = u"Attribute"_s, .sourceName = u"appRoleAssignments"_s};

struct Case {
    TenantSnapshot snapshot;
    Inputs inputs;
};

//! Everything as the guide wants it.
Case good()
{
    Case all;
    all.inputs.set(u"consentUrl"_s,
        u"https://login.microsoftonline.com/%1/adminconsent?client_id=%2"_s.arg(tenant, client));
    all.inputs.set(u"tenantId"_s, tenant);
    all.inputs.set(u"clientId"_s, client);
    all.inputs.set(u"scimUrl"_s, u"https://scim.vendor.example/v2"_s);
    all.inputs.set(u"roleMapping"_s, u"single"_s);
    TenantSnapshot& s = all.snapshot;
    s.cloud = u"global"_s;
    s.tenant = tenant;
    s.asOf = now;
    s.servicePrincipal = ServicePrincipal{.id = u"sp"_s,
        .appId = client,
        .accountEnabled = true,
        .servicePrincipalType = u"Application"_s,
        .appOwnerOrganizationId = vendor,
        .appRoles = {{.id = u"r1"_s,
            .value = u"Member"_s,
            .displayName = u"Member"_s,
            .isEnabled = true,
            .allowedMemberTypes = {u"User"_s}}}};
    s.graph = GraphPermissions{.servicePrincipalId = u"graph"_s};
    s.grantedRoles = std::vector<AppRoleAssignment>{};
    s.grants = std::vector<PermissionGrant>{{.scopes = {u"User.Read"_s}}};
    s.assignedTo = std::vector<AppRoleAssignment>{{.principalId = u"u1"_s,
        .principalType = u"User"_s,
        .principalDisplayName = u"Kai"_s,
        .appRoleId = u"r1"_s}};
    s.organization = Organization{.id = tenant, .verifiedDomains = {{.name = u"contoso.com"_s}}};
    s.syncTemplates = std::vector<QString>{u"customappsso"_s};
    s.syncJobs = std::vector<SyncJob>{{.id = u"j"_s,
        .scheduleState = u"Active"_s,
        .statusCode = u"Active"_s,
        .lastExecution = now.addSecs(-600),
        .lastExecutionState = u"Succeeded"_s,
        .lastSuccess = now.addSecs(-600)}};
    s.syncSchema = SyncSchema{{SyncMapping{
        .source = u"User"_s, .target = u"User"_s, .enabled = true, .attributes = {single}}}};
    s.syncSecrets =
        std::map<QString, QString>{{u"BaseAddress"_s, u"https://scim.vendor.example:443/v2/"_s},
            {u"SecretToken"_s, u"present"_s}, {u"SyncAll"_s, u"false"_s}};
    s.connectionTest = ConnectionTest{.passed = true};
    s.provisioningLog =
        std::vector<ProvisioningLogRow>{{.at = now.addSecs(-600), .status = u"success"_s}};
    return all;
}

using Change = std::function<void(Case&)>;

SyncJob& jobOf(Case& all, std::vector<SyncJob>& jobs)
{
    jobs = *all.snapshot.syncJobs;
    return jobs.front();
}

Change job(const std::function<void(SyncJob&)>& change)
{
    return [change](Case& all) {
        std::vector<SyncJob> jobs;
        change(jobOf(all, jobs));
        all.snapshot.syncJobs = jobs;
    };
}
Change logged(std::vector<ProvisioningLogRow> rows)
{
    return [rows](Case& all) { all.snapshot.provisioningLog = rows; };
}
Change mappings(const QString& wanted, std::vector<Attribute> attributes)
{
    return [=](Case& all) {
        all.inputs.set(u"roleMapping"_s, wanted);
        all.snapshot.syncSchema = SyncSchema{{SyncMapping{
            .source = u"User"_s, .target = u"User"_s, .enabled = true, .attributes = attributes}}};
    };
}
Change secrets(std::map<QString, QString> keys, bool tested)
{
    return [=](Case& all) {
        all.snapshot.syncSecrets = keys;
        all.snapshot.connectionTest = ConnectionTest{.passed = tested};
    };
}
Change granted(const QString& application, const QStringList& delegated)
{
    return [=](Case& all) {
        all.snapshot.graph = GraphPermissions{
            .servicePrincipalId = u"graph"_s, .applicationIds = {{application, u"id"_s}}};
        all.snapshot.grantedRoles = std::vector<AppRoleAssignment>{{.appRoleId = u"id"_s}};
        all.snapshot.grants = std::vector<PermissionGrant>{{.scopes = delegated}};
    };
}
Change consent(const QString& url)
{
    return [=](Case& all) { all.inputs.set(u"consentUrl"_s, url); };
}

} // namespace

class ProvisioningTest : public QObject {
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
        const char* progress = "provisioning.progress";
        row("all well", progress, "pass", [](Case&) {});
        row("the last cycle failed", progress, "warn",
            job([](SyncJob& j) { j.lastExecutionState = u"Failed"_s; }));
        row("none succeeded", progress, "fail", job([](SyncJob& j) {
            j.lastExecutionState = u"Failed"_s;
            j.lastSuccess = {};
        }));
        row("none has run", progress, "waiting", job([](SyncJob& j) {
            j.lastExecutionState.clear();
            j.lastSuccess = {};
        }));
        row("nobody in the log", progress, "warn", logged({}));
        row("skipped only", progress, "warn", logged({{.at = now, .status = u"skipped"_s}}));
        row("one of many", progress, "pass",
            logged({{.at = now, .status = u"failure"_s}, {.at = now, .status = u"success"_s}}));
        row("log refused", progress, "unknown", [](Case& all) {
            all.snapshot.provisioningLog = ReadFailure{.kind = Kind::Refused, .status = 403};
        });
        const char* started = "provisioning.started";
        row("runs", started, "pass", [](Case&) {});
        row("quarantine", started, "fail", job([](SyncJob& j) {
            j.statusCode = u"Quarantine"_s;
            j.quarantineReason = u"EncounteredQuarantineException"_s;
        }));
        row("never started", started, "fail", job([](SyncJob& j) {
            j.statusCode = u"NotConfigured"_s;
            j.scheduleState = u"Disabled"_s;
        }));
        row("paused", started, "fail", job([](SyncJob& j) { j.statusCode = u"Paused"_s; }));
        row("accepted", started, "waiting", job([](SyncJob& j) { j.statusCode = u"NotRun"_s; }));
        row("a state of later", started, "unknown",
            job([](SyncJob& j) { j.statusCode = u"Resting"_s; }));
        const char* roles = "mapping.roles";
        row("single", roles, "pass", mappings(u"single"_s, {single}));
        row("complex", roles, "pass", mappings(u"complex"_s, {complexRoles}));
        row("complex where one is wanted", roles, "warn", mappings(u"single"_s, {complexRoles}));
        row("single where several are wanted", roles, "fail", mappings(u"complex"_s, {single}));
        row("direct beside the right one", roles, "fail", mappings(u"single"_s, {single, direct}));
        Attribute misplaced = complexRoles;
        misplaced.target = single.target;
        row("complex at the single target", roles, "fail", mappings(u"complex"_s, {misplaced}));
        row("none", roles, "fail", mappings(u"single"_s, {}));
        const char* stored = "provisioning.credentials";
        row("the same address in other words", stored, "pass", [](Case&) {});
        row("nothing shown, nothing proven", stored, "fail", secrets({}, false));
        row("nothing shown, but it works", stored, "unknown", secrets({}, true));
        row("masked", stored, "unknown",
            secrets({{u"BaseAddress"_s, u"****"_s}, {u"SecretToken"_s, u"present"_s}}, true));
        const char* scope = "provisioning.scope";
        row("assigned only", scope, "pass", [](Case&) {});
        row("all", scope, "fail", secrets({{u"SyncAll"_s, u"true"_s}}, true));
        row("scope not shown", scope, "unknown", secrets({{u"SyncAll"_s, {}}}, true));
        row("scope missing", scope, "unknown", secrets({}, true));
        const char* review = "permission.review";
        row("little granted", review, "pass", [](Case&) {});
        row("far reaching as itself", review, "warn",
            granted(u"RoleEligibilitySchedule.ReadWrite.Directory"_s, {}));
        row("far reaching for its users", review, "warn",
            granted(u"User.Read.All"_s, {u"Directory.AccessAsUser.All"_s}));
        const char* url = "consent.url";
        const QString login = u"https://login.microsoftonline.com/"_s;
        const QString tail = u"?client_id="_s + client;
        row("for this tenant", url, "pass", [](Case&) {});
        row("by a verified domain", url, "pass",
            consent(login + u"contoso.com/adminconsent"_s + tail));
        row("by another domain", url, "fail",
            consent(login + u"fabrikam.com/adminconsent"_s + tail));
        row("for any tenant", url, "warn", consent(login + u"common/adminconsent"_s + tail));
        row("for another tenant", url, "fail", consent(login + vendor + u"/adminconsent"_s + tail));
        row("for another application", url, "fail",
            consent(login + tenant + u"/adminconsent?client_id="_s + vendor));
        row("of another cloud", url, "fail",
            consent(u"https://login.microsoftonline.us/"_s + tenant + u"/adminconsent"_s + tail));
        row("version 2 without .default", url, "warn",
            consent(login + tenant + u"/v2.0/adminconsent"_s + tail + u"&scope=User.Read"_s));
        row("version 2", url, "pass",
            consent(login + tenant + u"/v2.0/adminconsent"_s + tail
                + u"&scope=https://graph.microsoft.com/.default"_s));
        row("no consent address of Microsoft's", url, "fail",
            consent(u"https://login.example/"_s + tenant + u"/adminconsent"_s + tail));
    }
    void eachReplyGivesItsVerdict()
    {
        QFETCH(QString, check);
        QFETCH(Change, change);
        Case all = good();
        change(all);
        const Report report =
            evaluate(builtInProfile(u"scim"_s).value(), all.inputs, true, all.snapshot);
        QTEST(verdictName(report.find(check)->verdict), "verdict");
    }

    //! Entra's own test decides where the stored address is not shown.
    void whatIsMaskedDecidesOnlyWithoutATest()
    {
        const Profile profile = builtInProfile(u"scim"_s).value();
        for (const bool tested : {true, false}) {
            Case all = good();
            secrets({{u"BaseAddress"_s, u"****"_s}, {u"SecretToken"_s, u"present"_s}}, tested)(all);
            const Report report = evaluate(profile, all.inputs, true, all.snapshot);
            QCOMPARE(report.find(u"provisioning.credentials"_s)->required, !tested);
        }
    }
};

QTEST_GUILESS_MAIN(ProvisioningTest)
#include "tst_provisioning.moc"
