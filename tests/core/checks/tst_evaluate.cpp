// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = ReadFailure::Kind;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString appId = u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s;
const QString admin = u"0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f"_s;
const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

const Profile& sspim()
{
    static const Profile profile = builtInProfile(u"sspim"_s).value();
    return profile;
}

Inputs typed()
{
    Inputs inputs;
    inputs.set(u"instanceUrl"_s, u"https://xyz.example.com"_s);
    inputs.set(u"clientId"_s, appId);
    inputs.set(u"tenantId"_s, tenant);
    inputs.set(u"tenantName"_s, u"contoso.onmicrosoft.com"_s);
    return inputs;
}

//! A tenant where every check passes; each test breaks one thing of it.
TenantSnapshot good()
{
    TenantSnapshot s{.cloud = u"global"_s, .tenant = tenant, .startedAt = now, .asOf = now};
    s.network.requests = 5;
    s.metadata = TenantMetadata{.tenantId = tenant,
        .cloudInstance = u"microsoftonline.com"_s,
        .graphHost = u"graph.microsoft.com"_s};
    s.identity = Identity{.tenantId = tenant, .objectId = admin, .userName = u"ada@contoso.com"_s};
    s.secret = SecretProof{.accepted = 1, .asked = 1, .hintMatches = {u"k1"_s}};
    s.application = Application{.id = u"obj"_s,
        .appId = appId,
        .displayName = u"SSPIM"_s,
        .signInAudience = u"AzureADMyOrg"_s,
        .webRedirectUris = {u"https://xyz.example.com"_s},
        .idTokenIssuance = true,
        .requiredResourceAccess = {{u"00000003-0000-0000-c000-000000000000"_s, u"d1"_s, u"Scope"_s},
            {u"00000003-0000-0000-c000-000000000000"_s, u"a1"_s, u"Role"_s},
            {u"00000003-0000-0000-c000-000000000000"_s, u"a2"_s, u"Role"_s}},
        .passwordCredentials = {{.keyId = u"k1"_s,
            .hint = u"abc"_s,
            .start = now.addDays(-30),
            .end = now.addDays(700)}},
        .appRoles = {{u"r1"_s, u"Admin"_s, u"Admin"_s, true, {u"User"_s}},
            {u"r2"_s, u"User"_s, u"User"_s, true, {u"User"_s}}}};
    s.servicePrincipal = ServicePrincipal{.id = u"sp"_s,
        .appId = appId,
        .displayName = u"SSPIM"_s,
        .accountEnabled = true,
        .appRoleAssignmentRequired = true,
        .servicePrincipalType = u"Application"_s};
    s.graph = GraphPermissions{.servicePrincipalId = u"graph"_s,
        .applicationIds = {{u"User.Read.All"_s, u"a1"_s}, {u"Group.Read.All"_s, u"a2"_s},
            {u"Mail.Read"_s, u"a3"_s}},
        .delegatedIds = {{u"User.Read"_s, u"d1"_s}, {u"User.Read.All"_s, u"d2"_s}}};
    s.grantedRoles = std::vector<AppRoleAssignment>{
        {.id = u"g1"_s, .resourceId = u"graph"_s, .appRoleId = u"a1"_s},
        {.id = u"g2"_s, .resourceId = u"graph"_s, .appRoleId = u"a2"_s}};
    s.grants = std::vector<PermissionGrant>{{.resourceId = u"graph"_s,
        .consentType = u"AllPrincipals"_s,
        .scopes = {u"User.Read"_s, u"openid"_s}}};
    s.assignedTo = std::vector<AppRoleAssignment>{{.principalId = admin,
        .principalType = u"User"_s,
        .resourceId = u"sp"_s,
        .appRoleId = u"r1"_s}};
    s.organization = Organization{.id = tenant,
        .displayName = u"Contoso"_s,
        .verifiedDomains = {
            {u"contoso.onmicrosoft.com"_s, true, false}, {u"contoso.com"_s, false, true}}};
    s.me = Person{.id = admin, .displayName = u"Ada"_s, .userPrincipalName = u"ada@contoso.com"_s};
    s.adminUser = s.me;
    s.directoryRoles = std::vector<DirectoryRole>{
        {u"62e90394-69f5-4237-9190-012177145e10"_s, u"Global Administrator"_s}};
    s.appPolicy = AppManagementPolicy{};
    s.effective[u"users"_s] = EffectiveRead{.what = u"users"_s, .count = 1};
    s.effective[u"groups"_s] = EffectiveRead{.what = u"groups"_s, .count = 1};
    return s;
}

QString verdictOf(const TenantSnapshot& snapshot, const char* check, const QString& subject = {},
    const Inputs& inputs = typed())
{
    const Report report = evaluate(sspim(), inputs, true, snapshot);
    const Finding* finding = report.find(QString::fromLatin1(check), subject);
    return finding ? verdictName(finding->verdict) : u"(absent)"_s;
}

template <class T> T changed(const Fetched<T>& part, auto change)
{
    T value = *part;
    change(value);
    return value;
}

AppManagementPolicy policy(const QString& type, const QString& life,
    const QString& state = u"enabled"_s, const QDateTime& after = {})
{
    return {.isEnabled = true, .passwordRestrictions = {{type, state, life, after}}};
}

} // namespace

class EvaluateTest : public QObject {
    Q_OBJECT

private slots:
    void theGoodTenantIsReady()
    {
        const Report report = evaluate(sspim(), typed(), true, good());
        for (const Finding& finding : report.findings)
            QVERIFY2(finding.verdict == Verdict::Pass,
                qPrintable(finding.key() + u": "_s + finding.message));
        QCOMPARE(overallName(report.overall()), u"ready"_s);
    }

    void redirectUrisCompareAsEntraDoes_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("registered");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* name, const char* wanted, const char* registered,
                             const char* verdict) {
            QTest::newRow(name) << QString::fromLatin1(wanted) << QString::fromLatin1(registered)
                                << QString::fromLatin1(verdict);
        };
        row("same", "https://a.example", "https://a.example", "pass");
        row("host in another case", "https://A.example", "https://a.EXAMPLE", "pass");
        row("slash, no path", "https://a.example", "https://a.example/", "warn");
        row("slash the other way", "https://a.example/", "https://a.example", "warn");
        row("path", "https://a.example/x", "https://a.example/x", "pass");
        row("path, slash", "https://a.example/x", "https://a.example/x/", "fail");
        row("path in another case", "https://a.example/X", "https://a.example/x", "fail");
        row("another port", "https://a.example:8443", "https://a.example", "fail");
        row("another scheme", "https://a.example", "http://a.example", "fail");
        row("longer host", "https://a.example", "https://a.example.evil", "fail");
        row("another path", "https://a.example", "https://a.example/x", "fail");
        row("query", "https://a.example/x", "https://a.example/x?y", "fail");
    }
    void redirectUrisCompareAsEntraDoes()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, registered);
        QFETCH(QString, verdict);
        TenantSnapshot snapshot = good();
        snapshot.application = changed(
            snapshot.application, [&](Application& app) { app.webRedirectUris = {registered}; });
        Inputs inputs = typed();
        inputs.set(u"instanceUrl"_s, wanted);
        QCOMPARE(verdictOf(snapshot, "app.redirect-uri", {}, inputs), verdict);
    }

    void theTenantOfAnotherCloudFails()
    {
        TenantSnapshot snapshot = good();
        snapshot.metadata = TenantMetadata{
            .tenantId = tenant, .cloudInstance = {}, .graphHost = u"graph.microsoft.us"_s};
        QCOMPARE(verdictOf(snapshot, "tenant.exists"), u"fail"_s);
    }

    void aForeignTenantFailsOnceAndRunsNothingElse()
    {
        TenantSnapshot snapshot = good();
        snapshot.organization = changed(snapshot.organization,
            [](Organization& o) { o.id = u"00000000-1111-4222-8333-444444444444"_s; });
        const Report report = evaluate(sspim(), typed(), true, snapshot);
        for (const Finding& finding : report.findings) {
            const Verdict wanted =
                finding.check == u"tenant.signed-in" ? Verdict::Fail : Verdict::NotRun;
            QVERIFY2(finding.verdict == wanted, qPrintable(finding.key()));
        }
        QCOMPARE(exitCode(report.overall()), 1);
    }

    void aListThatIsMissingBelowAnObjectThatIsThereIsUnknown()
    {
        for (const auto part : {&TenantSnapshot::grantedRoles, &TenantSnapshot::assignedTo}) {
            TenantSnapshot snapshot = good();
            snapshot.*part = ReadFailure{.kind = Kind::NotFound, .status = 404};
            const char* check =
                part == &TenantSnapshot::assignedTo ? "role.assigned" : "permission.granted";
            const QString subject =
                part == &TenantSnapshot::assignedTo ? u"Admin"_s : u"User.Read.All"_s;
            QCOMPARE(verdictOf(snapshot, check, subject), u"unknown"_s);
        }
    }

    void aGroupThatCouldNotBeReadLeavesTheRoleUnknown()
    {
        TenantSnapshot snapshot = good();
        snapshot.assignedTo = std::vector<AppRoleAssignment>{{.principalId = u"grp"_s,
            .principalType = u"Group"_s,
            .principalDisplayName = u"Admins"_s,
            .resourceId = u"sp"_s,
            .appRoleId = u"r1"_s}};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s), u"unknown"_s);
        snapshot.groupMembers[u"grp"_s] = ReadFailure{.kind = Kind::Refused, .status = 403};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s), u"unknown"_s);
        snapshot.groupMembers[u"grp"_s] = std::vector<Person>{{.id = u"somebody"_s}};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s), u"fail"_s);
        snapshot.groupMembers[u"grp"_s] = std::vector<Person>{{.id = u"somebody"_s}, {.id = admin}};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s), u"warn"_s);
    }

    void anotherUserThanTheOneSignedInMayBeTheAdmin()
    {
        TenantSnapshot snapshot = good();
        Inputs inputs = typed();
        inputs.set(u"adminUser"_s, u"bob@contoso.com"_s);
        snapshot.adminUser = Person{
            .id = u"bob"_s, .displayName = u"Bob"_s, .userPrincipalName = u"bob@contoso.com"_s};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s, inputs), u"fail"_s);
        snapshot.assignedTo = std::vector<AppRoleAssignment>{
            {.principalId = u"bob"_s, .principalType = u"User"_s, .appRoleId = u"r1"_s}};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s, inputs), u"pass"_s);
        snapshot.adminUser = ReadFailure{.kind = Kind::NotFound, .status = 404};
        QCOMPARE(verdictOf(snapshot, "role.assigned", u"Admin"_s, inputs), u"fail"_s);
    }

    void policiesWarnWhileTheSecretIsAcceptedAndFailWhereItIsNot_data()
    {
        QTest::addColumn<AppManagementPolicy>("policyRead");
        QTest::addColumn<QString>("accepted");
        QTest::addColumn<QString>("refused");
        const auto row = [](const char* name, const AppManagementPolicy& read, const char* accepted,
                             const char* refused) {
            QTest::newRow(name) << read << QString::fromLatin1(accepted)
                                << QString::fromLatin1(refused);
        };
        row("none", {}, "pass", "pass");
        row("no secrets", policy(u"passwordAddition"_s, {}), "warn", "fail");
        row("too short", policy(u"passwordLifetime"_s, u"P180D"_s), "warn", "fail");
        row("long enough", policy(u"passwordLifetime"_s, u"P2Y"_s), "pass", "pass");
        row("months", policy(u"passwordLifetime"_s, u"P24M"_s), "pass", "pass");
        row("with a time part", policy(u"passwordLifetime"_s, u"P731DT0S"_s), "pass", "pass");
        row("hours only", policy(u"passwordLifetime"_s, u"PT4H"_s), "warn", "fail");
        row("not understood", policy(u"passwordLifetime"_s, u"soon"_s), "warn", "fail");
        row("disabled", policy(u"passwordAddition"_s, {}, u"disabled"_s), "pass", "pass");
        row("for later apps", policy(u"passwordAddition"_s, {}, u"enabled"_s, now.addDays(30)),
            "pass", "pass");
        row("another credential", policy(u"symmetricKeyAddition"_s, {}), "pass", "pass");
    }
    void policiesWarnWhileTheSecretIsAcceptedAndFailWhereItIsNot()
    {
        QFETCH(AppManagementPolicy, policyRead);
        QFETCH(QString, accepted);
        QFETCH(QString, refused);
        TenantSnapshot snapshot = good();
        snapshot.appPolicy = policyRead;
        QCOMPARE(verdictOf(snapshot, "secret.policy"), accepted);
        snapshot.secret = SecretProof{.accepted = 0,
            .asked = 1,
            .refusal =
                TokenRefusal{.status = 401, .error = u"invalid_client"_s, .codes = {7000215}}};
        QCOMPARE(verdictOf(snapshot, "secret.policy"), refused);
    }

    void severalCredentials_data()
    {
        QTest::addColumn<int>("firstEnds");
        QTest::addColumn<int>("secondEnds");
        QTest::addColumn<QStringList>("matches");
        QTest::addColumn<QString>("expiry");
        QTest::addColumn<QString>("identified");
        const QStringList none;
        QTest::newRow("identified, valid")
            << 700 << -5 << QStringList{u"k1"_s} << u"pass"_s << u"pass"_s;
        QTest::newRow("identified, expired")
            << -5 << 700 << QStringList{u"k1"_s} << u"fail"_s << u"pass"_s;
        QTest::newRow("identified, ending")
            << 20 << 700 << QStringList{u"k1"_s} << u"warn"_s << u"pass"_s;
        QTest::newRow("none identified") << 700 << 300 << none << u"warn"_s << u"warn"_s;
        QTest::newRow("two with one hint")
            << 700 << 300 << QStringList{u"k1"_s, u"k2"_s} << u"warn"_s << u"warn"_s;
        QTest::newRow("all expired") << -5 << -1 << none << u"fail"_s << u"warn"_s;
    }
    void severalCredentials()
    {
        QFETCH(int, firstEnds);
        QFETCH(int, secondEnds);
        QFETCH(QStringList, matches);
        QFETCH(QString, expiry);
        QFETCH(QString, identified);
        TenantSnapshot snapshot = good();
        snapshot.application = changed(snapshot.application, [&](Application& app) {
            app.passwordCredentials = {{.keyId = u"k1"_s,
                                           .start = now.addDays(firstEnds - 730),
                                           .end = now.addDays(firstEnds)},
                {.keyId = u"k2"_s,
                    .start = now.addDays(secondEnds - 730),
                    .end = now.addDays(secondEnds)}};
        });
        snapshot.secret = SecretProof{.accepted = 1, .asked = 1, .hintMatches = matches};
        QCOMPARE(verdictOf(snapshot, "secret.expiry"), expiry);
        QCOMPARE(verdictOf(snapshot, "secret.identified"), identified);
    }

    void aRefusalThatMayPassSaysNothingOfTheSecret()
    {
        TenantSnapshot snapshot = good();
        for (const auto& [status, error] : {std::pair{503, u"temporarily_unavailable"_s},
                 std::pair{429, u"invalid_request"_s}, std::pair{500, u"server_error"_s}}) {
            snapshot.secret =
                SecretProof{.asked = 1, .refusal = TokenRefusal{.status = status, .error = error}};
            QCOMPARE(verdictOf(snapshot, "secret.accepted"), u"unknown"_s);
        }
        snapshot.secret = SecretProof{.accepted = 2,
            .asked = 3,
            .refusal = TokenRefusal{.status = 401, .error = u"invalid_client"_s}};
        QCOMPARE(verdictOf(snapshot, "secret.accepted"), u"unknown"_s);
    }

    void emptyFieldsAreFindingsThatLeadToTheField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("check");
        QTest::newRow("client id") << u"clientId"_s << u"app.exists"_s;
        QTest::newRow("tenant id") << u"tenantId"_s << u"tenant.exists"_s;
        QTest::newRow("tenant name") << u"tenantName"_s << u"tenant.name"_s;
        QTest::newRow("instance") << u"instanceUrl"_s << u"app.redirect-uri"_s;
    }
    void emptyFieldsAreFindingsThatLeadToTheField()
    {
        QFETCH(QString, field);
        QFETCH(QString, check);
        Inputs inputs = typed();
        inputs.values.erase(field);
        const Report report = evaluate(sspim(), inputs, true, good());
        const Finding* finding = report.find(check);
        QCOMPARE(verdictName(finding->verdict), u"fail"_s);
        QCOMPARE(finding->remedy->field, field);
        QCOMPARE(exitCode(report.overall()), 1);
    }

    void grantsOfAnotherResourceDoNotCount()
    {
        TenantSnapshot snapshot = good();
        snapshot.grantedRoles = std::vector<AppRoleAssignment>{
            {.id = u"g1"_s, .resourceId = u"another"_s, .appRoleId = u"a1"_s}};
        QCOMPARE(verdictOf(snapshot, "permission.granted", u"User.Read.All"_s), u"fail"_s);
        QCOMPARE(verdictOf(snapshot, "permission.excess"), u"warn"_s);
    }

    void aClockThatIsOffIsSaidAndNotJudgedBy()
    {
        TenantSnapshot snapshot = good();
        snapshot.clockSkew = std::chrono::hours(1);
        const Report report = evaluate(sspim(), typed(), true, snapshot);
        QCOMPARE(report.notes.size(), 1);
        QVERIFY(report.notes.front().contains(u"60"_s));
        QCOMPARE(overallName(report.overall()), u"ready"_s);
    }
};

QTEST_GUILESS_MAIN(EvaluateTest)
#include "tst_evaluate.moc"
