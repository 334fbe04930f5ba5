// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "plan/carry_out.h"
#include "plan/plan.h"

#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString tenantId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString clientId = u"d66d77b1-5cfa-4e6b-a3b3-09d3ece2668b"_s;
const QString address = u"https://api.example.com/scim/v2"_s;
const QString kai = u"kai@contoso.com"_s;
const QString role = u"roles[primary eq \"True\"].value"_s;
const QString single = u"SingleAppRoleAssignment([appRoleAssignments])"_s;
const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

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
        map(u"Function"_s, single, role);
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

QStringList namesOf(const Plan& plan)
{
    QStringList names;
    for (const Change& change : plan.changes)
        names << changeName(change.kind);
    return names;
}

QString noteOf(const Plan& plan, const QString& start)
{
    for (const PlanNote& note : plan.notes) {
        if (note.key.startsWith(start))
            return note.field + u'|' + note.text;
    }
    return {};
}

template <class T> bool is(const Move& move)
{
    return std::holds_alternative<T>(move);
}

Json bodyIn(const Move& move)
{
    return Json::parse(std::get<Write>(move).body.toStdString());
}

//! JSON with ' for its quotes and ~ for those inside a text.
QByteArray json(const char* text)
{
    return QByteArray(text).replace('\'', '"').replace('~', "\\\"");
}

//! A schema with more in it than anybody here knows of.
QByteArray schemaOf(const QByteArray& entries, bool enabled = true, bool described = true)
{
    QByteArray text = json("{'@odata.context':'https://graph/x','zebra':1,'id':'schema',"
                           "'directories':[{'name':'source','objects':[]},"
                           "{'zeal':{'b':1,'a':2},'name':'target','objects':[{'name':'urn:User',"
                           "'attributes':[{'anchor':true,'name':'id'}");
    if (described)
        text += json(",{'name':'roles[primary eq ~True~].value','mutability':'ReadWrite'}");
    text += json("],'extra':[1.5,null]}]}],'synchronizationRules':[{'id':'R','priority':7,"
                 "'unknown':{'z':0,'y':[]},'sourceDirectoryName':'source',"
                 "'targetDirectoryName':'target','objectMappings':[{'name':'groups',"
                 "'sourceObjectName':'Group','targetObjectName':'urn:Group','enabled':true,"
                 "'attributeMappings':[]},{'name':'users','sourceObjectName':'User',"
                 "'targetObjectName':'urn:User','enabled':");
    text += enabled ? "true" : "false";
    return text + json(",'scope':null,'attributeMappings':[") + entries + "]}]}]}";
}

const QByteArray userName =
    json("{'targetAttributeName':'userName','matchingPriority':1,'own':'kept','source':{'type':"
         "'Attribute','name':'userPrincipalName','expression':'[userPrincipalName]'}}");
const QByteArray direct = json(
    "{'custom':[3],'targetAttributeName':'roles[primary eq ~True~].value','matchingPriority':0,"
    "'source':{'type':'Attribute','name':'appRoleAssignments','expression':'[x]'}}");
const QByteArray otherwise =
    json("{'targetAttributeName':'roles[primary eq ~True~].value','source':{'type':'Function',"
         "'expression':'Other([appRoleAssignments])'}}");
const QByteArray mail = json("{'targetAttributeName':'emails[type eq ~work~].value','source':{"
                             "'type':'Attribute','name':'mail','expression':'[mail]'}}");

Json usersIn(const Json& schema)
{
    return schema["synchronizationRules"][0]["objectMappings"][1];
}

Json documentOf(QByteArray bytes)
{
    Json json = Json::parse(bytes.toStdString());
    json.erase("@odata.context");
    return json;
}

Place here(QByteArray whole = {}, const Secret* secret = nullptr)
{
    return {.tenantId = tenantId,
        .appId = clientId,
        .servicePrincipalId = u"S"_s,
        .jobId = u"J"_s,
        .secret = secret,
        .whole = std::move(whole),
        .now = now};
}

WriteRecord recordOf(
    const ChangeKind& kind, const Json& before = Json::object(), const Json& made = Json::object())
{
    return {.id = u"1"_s,
        .at = now,
        .doneAt = now,
        .state = WriteRecord::State::Done,
        .kind = kind,
        .before = before,
        .made = made};
}

GraphReplies one(const char* id, const Json& json)
{
    GraphReplies replies;
    replies[QString::fromLatin1(id)] = json;
    return replies;
}

GraphReplies gone(const char* id)
{
    GraphReplies replies;
    replies[QString::fromLatin1(id)] =
        ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
    return replies;
}

Json job(const char* state, const char* code)
{
    return {{"id", "J"}, {"templateId", "customappsso"}, {"schedule", {{"state", state}}},
        {"status", {{"code", code}, {"quarantine", nullptr}}}};
}

GraphReplies jobsOf(const Json& jobs)
{
    return one("jobs", {{"value", jobs}});
}

Json pair(const char* key, const char* value)
{
    return {{"key", key}, {"value", value}};
}

GraphReplies secretsOf(const Json& pairs)
{
    return one("secrets", {{"value", pairs}});
}

std::string valueIn(const Json& body, const char* key)
{
    for (const Json& each : body["value"]) {
        if (each["key"] == key)
            return each["value"];
    }
    return "(none)";
}

const change::MapRoles roles{.single = true};
const change::SaveCredentials credentials{.address = address, .onlyAssigned = true};

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
        tenant.map(u"Attribute"_s, {}, role);
        QCOMPARE(namesOf(tenant.planned()), QStringList{u"map-roles"_s});
        tenant.map(u"Function"_s, single, role, false);
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

    // ---- carrying out

    void aConsentIsSeenByItsEnterpriseApplication()
    {
        const change::ConsentInBrowser kind{.url = QUrl(u"https://x"_s), .product = u"Boards"_s};
        QVERIFY(is<Write>(next(kind, here(), gone("sp"))));
        QVERIFY(is<AlreadyThere>(next(kind, here(), one("sp", {{"id", "S"}}))));
        QCOMPARE(see(kind, here(), gone("sp")).shown, Sight::Shown::No);
        QVERIFY(see(kind, here(), one("sp", {{"id", "S"}})).made["id"] == "S");
        QVERIFY(is<CannotDo>(takeBack(kind, recordOf(kind), here(), one("sp", {{"id", "S"}}))));
    }

    void aJobIsMadeOnce()
    {
        const change::CreateJob kind{.templateId = u"customappsso"_s};
        const Move move = next(kind, here(), jobsOf(Json::array()));
        QVERIFY(is<Write>(move));
        QVERIFY(!std::get<Write>(move).repeatable);
        QVERIFY(bodyIn(move) == Json({{"templateId", "customappsso"}}));
        QCOMPARE(std::get<Write>(move).path, u"/servicePrincipals/S/synchronization/jobs"_s);
        const GraphReplies there = jobsOf(Json::array({job("Disabled", "NotConfigured")}));
        QVERIFY(is<AlreadyThere>(next(kind, here(), there)));
        QVERIFY(see(kind, here(), there).made["id"] == "J");
        QVERIFY(is<NotYet>(next(kind, here(), {})));
        const Move back =
            takeBack(kind, recordOf(kind, Json::object(), {{"id", "J"}}), here(), there);
        QCOMPARE(std::get<Write>(back).path, u"/servicePrincipals/S/synchronization/jobs/J"_s);
        QCOMPARE(std::get<Write>(back).method, HttpMethod::Delete);
        QVERIFY(is<AlreadyThere>(
            takeBack(kind, recordOf(kind, Json::object(), {{"id", "other"}}), here(), there)));
        QVERIFY(is<CannotDo>(takeBack(kind, recordOf(kind), here(), there)));
    }

    void credentialsGoTogetherAndTheTokenGoesNowhereElse()
    {
        const Secret secret = Secret::fromText(u"Tok\"en-äß-1234567"_s);
        const GraphReplies stored = secretsOf(Json::array({pair("BaseAddress", "https://old"),
            pair("SecretToken", "*"), pair("SyncNotificationSettings", "{\"Enabled\":true}"),
            pair("SyncAll", "true"), pair("AuthenticationType", "Token")}));
        const Move move = next(credentials, here({}, &secret), stored);
        QVERIFY(is<Write>(move));
        const Write& write = std::get<Write>(move);
        QCOMPARE(write.method, HttpMethod::Put);
        QCOMPARE(write.path, u"/servicePrincipals/S/synchronization/secrets"_s);
        const Json body = bodyIn(move);
        QVERIFY(valueIn(body, "BaseAddress") == address.toStdString());
        QVERIFY(valueIn(body, "SecretToken") == "Tok\"en-\u00e4\u00df-1234567");
        QVERIFY(valueIn(body, "SyncAll") == "false");
        QVERIFY(valueIn(body, "SyncNotificationSettings") == "{\"Enabled\":true}");
        QVERIFY(valueIn(body, "AuthenticationType") == "Token");
        QCOMPARE(body["value"].size(), 5U);
        QVERIFY(write.before == Json({{"BaseAddress", "https://old"}, {"SyncAll", "true"}}));
        QVERIFY(write.before.dump().find("1234567") == std::string::npos);
        QVERIFY(!write.pathTemplate.contains("1234567"));
        // first time
        const Json fresh = bodyIn(next(credentials, here({}, &secret), secretsOf(Json::array())));
        QVERIFY(valueIn(fresh, "SyncNotificationSettings").find("DeleteThresholdEnabled")
            != std::string::npos);
    }

    void whatWouldLoseAValueIsNotSent()
    {
        const Secret secret = Secret::fromText(u"Token-1234567"_s);
        const Secret none;
        const GraphReplies stored = secretsOf(Json::array({pair("BaseAddress", "x")}));
        QVERIFY(is<CannotDo>(next(credentials, here({}, &none), stored)));
        QVERIFY(is<CannotDo>(next(credentials, here(), stored)));
        QVERIFY(is<CannotDo>(
            next(credentials, here({}, &secret), secretsOf(Json::array({pair("Password", "*")})))));
        GraphReplies refused;
        refused[u"secrets"_s] = ReadFailure{.kind = ReadFailure::Kind::Refused, .status = 403};
        QVERIFY(is<NotYet>(next(credentials, here({}, &secret), refused)));
    }

    void storedCredentialsAreSeen()
    {
        const auto shown = [](const char* url, const char* all, bool token) {
            Json pairs = Json::array({pair("BaseAddress", url), pair("SyncAll", all)});
            if (token)
                pairs.push_back(pair("SecretToken", "*"));
            return see(credentials, here(), secretsOf(pairs)).shown;
        };
        QCOMPARE(shown("https://api.example.com/scim/v2", "false", true), Sight::Shown::Yes);
        QCOMPARE(shown("*", "False", true), Sight::Shown::Yes);
        QCOMPARE(shown("https://other", "false", true), Sight::Shown::No);
        QCOMPARE(shown("https://api.example.com/scim/v2", "true", true), Sight::Shown::No);
        QCOMPARE(shown("https://api.example.com/scim/v2", "false", false), Sight::Shown::No);
        QCOMPARE(see(credentials, here(), {}).shown, Sight::Shown::Unread);
    }

    void onlyTheScopeGoesBack()
    {
        const Secret secret = Secret::fromText(u"Token-1234567"_s);
        const Json before{{"BaseAddress", address.toStdString()}, {"SyncAll", "true"}};
        const GraphReplies ours =
            secretsOf(Json::array({pair("BaseAddress", "https://api.example.com/scim/v2"),
                pair("SecretToken", "*"), pair("SyncAll", "false")}));
        const Move move =
            takeBack(credentials, recordOf(credentials, before), here({}, &secret), ours);
        QVERIFY(is<Write>(move));
        QVERIFY(valueIn(bodyIn(move), "SyncAll") == "true");
        QVERIFY(valueIn(bodyIn(move), "SecretToken") == "Token-1234567");
        QVERIFY(is<CannotDo>(takeBack(credentials, recordOf(credentials, before), here(), ours)));
        QVERIFY(is<CannotDo>(takeBack(credentials,
            recordOf(credentials, {{"BaseAddress", "https://old"}, {"SyncAll", "true"}}),
            here({}, &secret), ours)));
        QVERIFY(
            is<CannotDo>(takeBack(credentials, recordOf(credentials), here({}, &secret), ours)));
        const GraphReplies restored =
            secretsOf(Json::array({pair("BaseAddress", "https://api.example.com/scim/v2"),
                pair("SecretToken", "*"), pair("SyncAll", "true")}));
        QVERIFY(is<AlreadyThere>(
            takeBack(credentials, recordOf(credentials, before), here({}, &secret), restored)));
    }

    void theRoleMappingIsMergedIntoTheWholeSchema()
    {
        const QByteArray whole = schemaOf(userName + ',' + direct + ',' + mail);
        const Move move = next(roles, here(whole), {});
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Put);
        QCOMPARE(
            std::get<Write>(move).path, u"/servicePrincipals/S/synchronization/jobs/J/schema"_s);
        const Json sent = bodyIn(move);
        Json expected = documentOf(whole);
        const Json entry = usersIn(sent)["attributeMappings"][1];
        expected["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][1] = entry;
        QVERIFY(sent == expected); // all else is as it was
        QVERIFY(entry["source"]["type"] == "Function");
        QVERIFY(entry["source"]["expression"] == single.toStdString());
        QVERIFY(entry["targetAttributeName"] == role.toStdString());
        QVERIFY(entry["matchingPriority"] == 0);
        // the members keep their order
        const QByteArray& bytes = std::get<Write>(move).body;
        QVERIFY(bytes.startsWith(json("{'zebra':1,'id':'schema','directories'")));
        QVERIFY(bytes.contains(json("'zeal':{'b':1,'a':2},'name':'target'")));
        QVERIFY(bytes.contains(json("'extra':[1.5,null]")));
        // what was sent is what is wanted
        QVERIFY(is<AlreadyThere>(next(roles, here(bytes), {})));
        QCOMPARE(see(roles, here(), one("schema", sent)).shown, Sight::Shown::Yes);
        QCOMPARE(see(roles, here(), one("schema", documentOf(whole))).shown, Sight::Shown::No);
        // and back
        const WriteRecord record = recordOf(roles, std::get<Write>(move).before);
        const Move back = takeBack(roles, record, here(bytes), {});
        QVERIFY(is<Write>(back));
        QVERIFY(bodyIn(back) == documentOf(whole));
        QVERIFY(is<AlreadyThere>(takeBack(roles, record, here(std::get<Write>(back).body), {})));
    }

    void anAttributeThatIsNotDescribedIsAddedAndForgotten()
    {
        const QByteArray whole = schemaOf(userName, true, false);
        const Move move = next(roles, here(whole), {});
        const Json sent = bodyIn(move);
        QVERIFY(sent["directories"][1]["objects"][0]["attributes"][1]
            == Json({{"name", role.toStdString()}, {"type", "String"}}));
        QCOMPARE(usersIn(sent)["attributeMappings"].size(), 2U);
        const Move back = takeBack(roles, recordOf(roles, std::get<Write>(move).before),
            here(std::get<Write>(move).body), {});
        QVERIFY(bodyIn(back) == documentOf(whole));
    }

    void aMappingThatSomebodyChangedSinceStays()
    {
        const Move move = next(roles, here(schemaOf(userName + ',' + direct)), {});
        const WriteRecord record = recordOf(roles, std::get<Write>(move).before);
        const QByteArray other = schemaOf(userName + ',' + otherwise);
        QVERIFY(is<CannotDo>(takeBack(roles, record, here(other), {})));
    }

    //! A job that is gone has taken its mappings along; of one that is listed they do not show.
    void mappingsGoWithTheirJob()
    {
        const WriteRecord record = recordOf(roles);
        const change::EnableUserMapping users;
        const auto both = [&](const GraphReplies& replies, const Place& place) {
            const Move one = takeBack(roles, record, place, replies);
            const Move other = takeBack(users, recordOf(users), place, replies);
            return one.index() == other.index() ? one : Move(CannotDo{u"they differ"_s});
        };
        GraphReplies replies = gone("schema");
        replies[u"jobs"_s] = Json{{"value", Json::array()}};
        QVERIFY(is<AlreadyThere>(both(replies, here())));
        replies[u"jobs"_s] = ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
        QVERIFY(is<AlreadyThere>(both(replies, here())));
        for (const Json& odd : {Json::object(), Json{{"value", nullptr}},
                 Json{{"value", Json::array({job("Active", "Active")})}}}) {
            replies[u"jobs"_s] = odd;
            QVERIFY2(is<NotYet>(both(replies, here())), odd.dump().c_str());
        }
        // which job it was is not known any more
        Place without = here();
        without.jobId.clear();
        QVERIFY(is<NotYet>(both(jobsOf(Json::array({job("Active", "Active")})), without)));
        QVERIFY(is<AlreadyThere>(both(jobsOf(Json::array()), without)));
        QVERIFY(is<AlreadyThere>(both(gone("sp"), Place{})));
        QVERIFY(is<NotYet>(both({}, Place{})));
        QCOMPARE(looks(roles, here()).size(), 2U);
        QCOMPARE(looks(roles, without).size(), 1U);
        QCOMPARE(looks(users, Place{}).at(0).id, u"sp"_s);
    }

    //! Copying and destroying recurse: it must not be built up at all.
    void aSchemaOfManyLevelsIsNotRead()
    {
        constexpr int levels = 250000;
        const QByteArray deep = json("{'synchronizationRules':[],'x':") + QByteArray(levels, '[')
            + QByteArray(levels, ']') + '}';
        QVERIFY(is<CannotDo>(next(roles, here(deep), {})));
        QVERIFY(is<CannotDo>(next(change::EnableUserMapping{}, here(deep), {})));
        QVERIFY(is<CannotDo>(takeBack(roles, recordOf(roles), here(deep), {})));
        QVERIFY(is<CannotDo>(next(roles, here(QByteArray(levels, '[')), {})));
    }

    void whatIsNoListIsNoEvidence()
    {
        const Secret secret = Secret::fromText(u"Token-1234567"_s);
        const change::CreateJob create{.templateId = u"customappsso"_s};
        const Json made{{"id", "J"}};
        for (const Json& odd : {Json::object(), Json{{"value", nullptr}},
                 Json{{"value", Json::object()}}, Json::array()}) {
            const GraphReplies jobs = one("jobs", odd);
            QVERIFY(is<NotYet>(next(create, here(), jobs)));
            QCOMPARE(see(create, here(), jobs).shown, Sight::Shown::Unread);
            QVERIFY(is<NotYet>(takeBack(create, recordOf(create, {}, made), here(), jobs)));
            QVERIFY(is<NotYet>(next(change::StartJob{}, here(), jobs)));
            QCOMPARE(see(change::StartJob{}, here(), jobs).shown, Sight::Shown::Unread);
            QCOMPARE(see(change::RestartJob{}, here(), jobs).shown, Sight::Shown::Unread);
            const GraphReplies secrets = one("secrets", odd);
            QVERIFY(is<NotYet>(next(credentials, here({}, &secret), secrets)));
            QCOMPARE(see(credentials, here(), secrets).shown, Sight::Shown::Unread);
        }
        QCOMPARE(see(roles, here(), one("schema", Json::object())).shown, Sight::Shown::Unread);
    }

    void severalRolesTakeThePlaceOfOne()
    {
        const QByteArray one = std::get<Write>(next(roles, here(schemaOf(userName)), {})).body;
        const change::MapRoles complex{.single = false};
        const Json sent = bodyIn(next(complex, here(one), {}));
        QCOMPARE(usersIn(sent)["attributeMappings"].size(), 2U);
        QVERIFY(usersIn(sent)["attributeMappings"][1]["targetAttributeName"] == "roles");
        QVERIFY(is<AlreadyThere>(next(complex, here(QByteArray::fromStdString(sent.dump())), {})));
    }

    void usersAreSwitchedOnAndOff()
    {
        const change::EnableUserMapping kind;
        const QByteArray whole = schemaOf(userName, false);
        const Move move = next(kind, here(whole), {});
        Json expected = documentOf(whole);
        expected["synchronizationRules"][0]["objectMappings"][1]["enabled"] = true;
        QVERIFY(bodyIn(move) == expected);
        QVERIFY(is<AlreadyThere>(next(kind, here(schemaOf(userName, true)), {})));
        QCOMPARE(see(kind, here(), one("schema", expected)).shown, Sight::Shown::Yes);
        QCOMPARE(see(kind, here(), one("schema", documentOf(whole))).shown, Sight::Shown::No);
        const Move back = takeBack(kind, recordOf(kind, std::get<Write>(move).before),
            here(std::get<Write>(move).body), {});
        QVERIFY(bodyIn(back) == documentOf(whole));
        QVERIFY(is<AlreadyThere>(takeBack(kind, recordOf(kind), here(whole), {})));
    }

    void aSchemaThatIsNotKnownIsNotSent()
    {
        QVERIFY(is<NotYet>(next(roles, here(), {})));
        for (const char* bytes : {"{}", "[]", "{\"synchronizationRules\":1}", "<html>",
                 "{\"synchronizationRules\":[{\"objectMappings\":[]}]}"})
            QVERIFY2(is<CannotDo>(next(roles, here(bytes), {})), bytes);
        QCOMPARE(wholeOf(ChangeKind(roles), here()),
            u"/servicePrincipals/S/synchronization/jobs/J/schema"_s);
        QCOMPARE(wholeOf(ChangeKind(credentials), here()), QString());
        QCOMPARE(wholeOf(ChangeKind(roles), Place{}), QString());
    }

    void aJobIsStartedWhenItIsNotOn()
    {
        const change::StartJob kind;
        const auto moveOn = [&](const Json& state) {
            return next(kind, here(), jobsOf(Json::array({state})));
        };
        QVERIFY(is<AlreadyThere>(moveOn(job("Active", "Active"))));
        QVERIFY(is<AlreadyThere>(moveOn(job("Active", "NotRun"))));
        QVERIFY(is<NotYet>(next(kind, here(), jobsOf(Json::array()))));
        const Move move = moveOn(job("Disabled", "NotConfigured"));
        QCOMPARE(
            std::get<Write>(move).path, u"/servicePrincipals/S/synchronization/jobs/J/start"_s);
        QVERIFY(!std::get<Write>(move).repeatable);
        Json quarantined = job("Active", "Quarantine");
        quarantined["status"]["quarantine"] = {{"reason", "x"}};
        QVERIFY(is<Write>(moveOn(quarantined)));
        QCOMPARE(see(kind, here(), jobsOf(Json::array({quarantined}))).shown, Sight::Shown::No);
        QCOMPARE(see(kind, here(), jobsOf(Json::array({job("Active", "NotRun")}))).shown,
            Sight::Shown::Yes);
        const Move back = takeBack(kind, recordOf(kind, std::get<Write>(move).before), here(),
            jobsOf(Json::array({job("Active", "Active")})));
        QCOMPARE(
            std::get<Write>(back).path, u"/servicePrincipals/S/synchronization/jobs/J/pause"_s);
        QVERIFY(is<AlreadyThere>(takeBack(
            kind, recordOf(kind), here(), jobsOf(Json::array({job("Paused", "Paused")})))));
        QVERIFY(
            is<CannotDo>(takeBack(kind, recordOf(kind, std::get<Write>(moveOn(quarantined)).before),
                here(), jobsOf(Json::array({job("Active", "Active")})))));
    }

    void aJobStartsOver()
    {
        const change::RestartJob kind;
        const Move move = next(kind, here(), jobsOf(Json::array({job("Active", "Active")})));
        QCOMPARE(
            std::get<Write>(move).path, u"/servicePrincipals/S/synchronization/jobs/J/restart"_s);
        QVERIFY(bodyIn(move)["criteria"]["resetScope"] == "Full");
        const GraphReplies on = jobsOf(Json::array({job("Active", "Active")}));
        QVERIFY(
            is<CannotDo>(takeBack(kind, recordOf(kind, std::get<Write>(move).before), here(), on)));
        QVERIFY(!std::get<Write>(move).repeatable);
        // one that was off has been switched on by it
        const Move off = next(kind, here(), jobsOf(Json::array({job("Paused", "Paused")})));
        const Move back = takeBack(kind, recordOf(kind, std::get<Write>(off).before), here(), on);
        QCOMPARE(
            std::get<Write>(back).path, u"/servicePrincipals/S/synchronization/jobs/J/pause"_s);
    }

    //! That the job is on shows nothing of a request that no reply came to.
    void aRestartWithoutAReplyShowsByWhatChanged()
    {
        const change::RestartJob kind;
        const auto running = [](const char* state, const char* code, const char* firstThrough) {
            Json one = job(state, code);
            one["status"]["steadyStateFirstAchievedTime"] = firstThrough;
            return jobsOf(Json::array({one}));
        };
        const char* const then = "2026-10-01T00:00:00Z";
        const char* const never = "0001-01-01T00:00:00Z";
        const auto shown = [&](const GraphReplies& before, const GraphReplies& after) {
            const Json kept = std::get<Write>(next(kind, here(), before)).before;
            Place place = here();
            place.unanswered = &kept;
            return see(kind, place, after).shown;
        };
        const GraphReplies on = running("Active", "Active", then);
        QCOMPARE(shown(on, on), Sight::Shown::No);
        QCOMPARE(shown(on, running("Active", "Active", never)), Sight::Shown::Yes);
        QCOMPARE(shown(running("Paused", "Paused", then), on), Sight::Shown::Yes);
        QCOMPARE(shown(running("Active", "Quarantine", then), on), Sight::Shown::Yes);
        QCOMPARE(shown(on, running("Active", "Quarantine", never)), Sight::Shown::No);
        QCOMPARE(shown(on, {}), Sight::Shown::Unread);
        // what was answered for only has to be on
        QCOMPARE(see(kind, here(), on).shown, Sight::Shown::Yes);
    }
};

QTEST_GUILESS_MAIN(PlanProvisioningTest)
#include "tst_plan_provisioning.moc"
