// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply.h"
#include "setup/read_plan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);

//! One of each kind, with something in every member.
std::vector<ChangeKind> everyKind()
{
    const PrincipalWish group{.id = u"g"_s, .name = u"Group"_s};
    const PrincipalWish user{.id = u"u"_s, .name = u"user@x"_s};
    const std::vector<PermissionWish> permissions{{u"User.Read.All"_s, true}};
    return {change::ConsentInBrowser{QUrl(u"https://login.example/a"_s), u"Boards"_s},
        change::CreateApplication{
            u"App"_s, u"https://a.example"_s, true, permissions, {{u"A"_s, u"B"_s}}, u"key"_s},
        change::CreateServicePrincipal{}, change::EnableServicePrincipal{},
        change::LimitAudience{u"AzureADMultipleOrgs"_s},
        change::AddRedirectUri{u"https://a.example"_s}, change::IssueIdTokens{},
        change::RequestPermissions{permissions}, change::DisableRole{u"id"_s, u"Admin"_s},
        change::DefineRoles{{{u"A"_s, u"B"_s}}}, change::AddSecret{u"App"_s, noon, u"policy"_s},
        change::GrantApplicationPermission{u"User.Read.All"_s},
        change::GrantDelegatedPermissions{{u"User.Read"_s}},
        change::GrantInBrowser{permissions, {u"Group.Read.All"_s}},
        change::AssignRole{user, u"Admin"_s}, change::RequireAssignment{},
        change::MakeEligible{group, user, noon, noon.addDays(10), true},
        change::RemoveMember{group, user}, change::CreateJob{u"customappsso"_s},
        change::SaveCredentials{u"https://scim.example"_s, true}, change::EnableUserMapping{},
        change::MapRoles{false}, change::RestartJob{}, change::StartJob{}};
}

Plan planOf(std::vector<Change> changes)
{
    return {.profile = u"sspim"_s, .tenantId = {}, .changes = std::move(changes), .notes = {}};
}

JournalEntry entryOf(JournalEntry::State state, const nlohmann::json& data = {})
{
    return {.at = noon,
        .state = state,
        .who = u"admin@x"_s,
        .what = u"What"_s,
        .request = {},
        .detail = {},
        .change = u"5d6f1f0e-6ab0-4b0d-9b7e-0d5c7f2b9a11"_s,
        .data = data.is_null() ? nlohmann::json::object() : data};
}

nlohmann::json intent()
{
    return {{"change", changeToJson(change::RequireAssignment{})},
        {"before", nlohmann::json::object()}, {"heals", {"assignment.required"}},
        {"undo", "It goes back."}, {"permissions", {"Application.ReadWrite.All"}}};
}

} // namespace

class PlanTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindComesBackFromTheJournal()
    {
        const std::vector<ChangeKind> kinds = everyKind();
        QCOMPARE(kinds.size(), std::variant_size_v<ChangeKind>);
        QTemporaryDir folder;
        const Journal journal(folder.filePath(u"a.journal"_s));
        std::set<QString> names;
        for (size_t i = 0; i < kinds.size(); ++i) {
            QCOMPARE(kinds[i].index(), i);
            names.insert(changeName(kinds[i]));
            const nlohmann::json written = changeToJson(kinds[i]);
            JournalEntry entry = entryOf(JournalEntry::State::Intent, {{"change", written}});
            entry.change += QString::number(i);
            QVERIFY(journal.add(entry));
        }
        QCOMPARE(names.size(), kinds.size());
        const auto records = writeRecords(journal.read().value());
        QVERIFY(records && records->size() == kinds.size());
        for (size_t i = 0; i < kinds.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(changeToJson((*records)[i].kind).dump()),
                QByteArray::fromStdString(changeToJson(kinds[i]).dump()));
    }

    void whatIsNoChangeIsAnError_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char* json :
            {"{}", "[]", "null", "7", "{\"kind\":7}", "{\"kind\":\"nonsense\"}",
                "{\"kind\":\"assign-role\"}", "{\"kind\":\"assign-role\",\"who\":7,\"role\":\"A\"}",
                "{\"kind\":\"assign-role\",\"who\":{\"id\":1,\"name\":\"x\"},\"role\":\"A\"}",
                "{\"kind\":\"define-roles\",\"roles\":\"Admin\"}",
                "{\"kind\":\"add-secret\",\"displayName\":[],\"end\":\"x\",\"why\":\"\"}",
                "{\"kind\":\"grant-delegated-permissions\",\"permissions\":[1]}"})
            QTest::newRow(json) << QByteArray(json);
    }
    void whatIsNoChangeIsAnError()
    {
        QFETCH(QByteArray, json);
        const auto kind = changeFromJson(nlohmann::json::parse(json.toStdString()));
        QVERIFY(!kind);
        QVERIFY(!kind.error().what.isEmpty());
        const auto records = writeRecords({entryOf(
            JournalEntry::State::Intent, {{"change", nlohmann::json::parse(json.toStdString())}})});
        QVERIFY(!records);
    }

    //! Lines of a file that somebody edited: of another type than ours.
    void strangeLinesDoNotMatter_data()
    {
        QTest::addColumn<QByteArray>("made");
        for (const char* made : {"7", "[]", "null", "\"x\"", "{\"id\":7}"})
            QTest::newRow(made) << QByteArray(made);
    }
    void strangeLinesDoNotMatter()
    {
        QFETCH(QByteArray, made);
        nlohmann::json data = intent();
        data["before"] = nlohmann::json::parse(made.toStdString());
        data["heals"] = data["before"];
        data["undo"] = data["before"];
        const auto records = writeRecords({entryOf(JournalEntry::State::Intent, data),
            entryOf(JournalEntry::State::Done,
                {{"made", nlohmann::json::parse(made.toStdString())}, {"undoing", data["undo"]}})});
        QVERIFY(records);
        QVERIFY(records->front().before.is_object());
        QVERIFY(records->front().made.is_object());
    }

    void theStateFollowsTheLines()
    {
        using State = JournalEntry::State;
        using Now = WriteRecord::State;
        const nlohmann::json undoing{{"undoing", true}};
        const std::vector<std::pair<std::vector<JournalEntry>, Now>> table{
            {{entryOf(State::Intent, intent())}, Now::Open},
            {{entryOf(State::Intent, intent()), entryOf(State::Unknown)}, Now::Open},
            {{entryOf(State::Intent, intent()), entryOf(State::Refused)}, Now::Refused},
            {{entryOf(State::Intent, intent()), entryOf(State::Done)}, Now::Done},
            {{entryOf(State::Intent, intent()), entryOf(State::Done),
                 entryOf(State::Intent, undoing)},
                Now::Undoing},
            {{entryOf(State::Intent, intent()), entryOf(State::Done),
                 entryOf(State::Intent, undoing), entryOf(State::Done, undoing)},
                Now::Undone},
            {{entryOf(State::Intent, intent()), entryOf(State::Done),
                 entryOf(State::Intent, undoing), entryOf(State::Refused, undoing)},
                Now::Done},
        };
        for (const auto& [entries, now] : table) {
            const auto records = writeRecords(entries);
            QVERIFY(records && records->size() == 1);
            QVERIFY(records->front().state == now);
            QCOMPARE(canBeUndone(records->front()), now != Now::Refused && now != Now::Undone);
        }
    }

    //! A plan that was read covers the same or less, never another object or more.
    void onlyWhatWasReadCountsAsShown()
    {
        const PrincipalWish group{.id = u"g"_s, .name = u"Group"_s};
        const auto remove = [&](const char* who) {
            return planOf({{.kind = change::RemoveMember{group,
                                {.id = QString::fromLatin1(who), .name = QString::fromLatin1(who)}},
                .heals = {u"group.no-standing-members/g"_s}}});
        };
        QVERIFY(wasShown(remove("kai"), remove("kai")));
        QVERIFY(!wasShown(remove("morgan"), remove("kai")));
        QVERIFY(wasShown(Plan{}, remove("kai")));
        QVERIFY(!wasShown(remove("kai"), Plan{}));

        const auto assign = [](const QString& id) {
            return planOf({{.kind = change::AssignRole{{id, u"x"_s}, u"Admin"_s},
                .heals = {u"role.assigned/Admin"_s}}});
        };
        QVERIFY(wasShown(assign(u"me"_s), assign({}))); // the account that signs in
        QVERIFY(!wasShown(assign(u"me"_s), assign(u"her"_s)));

        const auto secret = [](int days, const QString& why) {
            return planOf({{.kind = change::AddSecret{u"App"_s, noon.addDays(days), why},
                .heals = {u"secret.accepted"_s}}});
        };
        QVERIFY(wasShown(secret(730, {}), secret(730, {})));
        QVERIFY(!wasShown(secret(180, u"policy"_s), secret(730, {})));

        const auto request = [](std::vector<PermissionWish> wishes) {
            return planOf({{.kind = change::RequestPermissions{std::move(wishes)},
                .heals = {u"permission.requested/x"_s}}});
        };
        QVERIFY(wasShown(request({{u"A"_s, true}}), request({{u"A"_s, true}, {u"B"_s, true}})));
        QVERIFY(!wasShown(request({{u"A"_s, true}, {u"B"_s, true}}), request({{u"A"_s, true}})));
        QVERIFY(!wasShown(request({{u"A"_s, true}}), request({{u"A"_s, false}})));
    }

    void untickingTakesWhatNeedsItAlong()
    {
        Plan plan = planOf({{.kind = change::CreateApplication{}},
            {.kind = change::CreateServicePrincipal{}, .after = {0}},
            {.kind = change::RequireAssignment{}, .after = {0, 1}},
            {.kind = change::IssueIdTokens{}}});
        QCOMPARE(withoutUnticked(plan, {}).changes.size(), size_t(4));
        const Plan without = withoutUnticked(plan, {0});
        QCOMPARE(without.changes.size(), size_t(1));
        const Plan middle = withoutUnticked(plan, {1});
        QCOMPARE(middle.changes.size(), size_t(2));
        QVERIFY(middle.changes[1].after.empty());
    }

    //! An undo that nothing came of leaves a write as it was: one that nobody knows of stays open.
    void aRefusedUndoLeavesTheRecordAsItWas()
    {
        using State = JournalEntry::State;
        const nlohmann::json undoing{{"undoing", true}};
        const auto stateAfter = [](const std::vector<JournalEntry>& entries) {
            return writeRecords(entries).value().front().state;
        };
        QVERIFY(stateAfter({entryOf(State::Intent, intent()), entryOf(State::Intent, undoing),
                    entryOf(State::Refused, undoing)})
            == WriteRecord::State::Open);
        QVERIFY(stateAfter({entryOf(State::Intent, intent()), entryOf(State::Done),
                    entryOf(State::Intent, undoing), entryOf(State::Refused, undoing)})
            == WriteRecord::State::Done);
    }

    void aRecentWriteIsWaitedForAndAnOldOneIsNot()
    {
        Report report;
        report.findings.push_back(
            {.check = u"assignment.required"_s, .step = u"app-roles"_s, .verdict = Verdict::Fail});
        const auto records = writeRecords(
            {entryOf(JournalEntry::State::Intent, intent()), entryOf(JournalEntry::State::Done)})
                                 .value();
        Report late = report;
        markWaiting(late, records, {}, noon.addSecs(121));
        QVERIFY(late.findings[0].verdict == Verdict::Fail);
        markWaiting(report, records, {}, noon.addSecs(30));
        QVERIFY(report.findings[0].verdict == Verdict::Waiting);
        report.findings[0].verdict = Verdict::Pass;
        markWaiting(report, records, {}, noon.addSecs(30));
        QVERIFY(report.findings[0].verdict == Verdict::Pass);
        report.findings[0].verdict = Verdict::Unknown; // what was not read stays unknown
        markWaiting(report, records, {}, noon.addSecs(30));
        QVERIFY(report.findings[0].verdict == Verdict::Unknown);
    }

    void whatWasTakenBackIsNotWaitedFor()
    {
        Report report;
        report.findings.push_back({.check = u"provisioning.scope"_s,
            .step = u"provisioning"_s,
            .verdict = Verdict::Fail});
        const QStringList heals{u"provisioning.scope"_s};
        WriteRecord stored{.id = u"1"_s,
            .doneAt = noon,
            .state = WriteRecord::State::Done,
            .kind = change::SaveCredentials{},
            .heals = heals};
        WriteRecord restarted = stored;
        restarted.id = u"2"_s;
        restarted.kind = change::RestartJob{};
        Report waiting = report;
        markWaiting(waiting, {stored, restarted}, {}, noon.addSecs(30));
        QVERIFY(waiting.findings[0].verdict == Verdict::Waiting);
        stored.state = WriteRecord::State::Undone;
        Report back = report;
        markWaiting(back, {stored, restarted}, {}, noon.addSecs(30));
        QVERIFY(back.findings[0].verdict == Verdict::Fail);
        WriteRecord again = stored;
        again.at = noon.addSecs(20);
        again.doneAt = noon.addSecs(20);
        again.state = WriteRecord::State::Done;
        stored.at = noon;
        markWaiting(report, {stored, restarted, again}, {}, noon.addSecs(30));
        QVERIFY(report.findings[0].verdict == Verdict::Waiting);
    }

    //! It ran with what was there before.
    void aCycleBeforeOurRestartProvesNothing()
    {
        Report report;
        report.findings.push_back({.check = u"provisioning.progress"_s,
            .step = u"provisioning"_s,
            .verdict = Verdict::Pass});
        WriteRecord restarted{.id = u"1"_s,
            .doneAt = noon,
            .state = WriteRecord::State::Done,
            .kind = change::RestartJob{},
            .jobId = u"J"_s};
        TenantSnapshot snapshot;
        SyncJob job{.id = u"J"_s};
        const auto verdictAfter = [&](const QDateTime& success) {
            job.lastSuccess = success;
            snapshot.syncJobs = std::vector{job};
            Report marked = report;
            markWaiting(marked, {restarted}, snapshot, noon.addDays(1));
            return marked.findings[0].verdict;
        };
        QVERIFY(verdictAfter(noon.addSecs(-60)) == Verdict::Waiting);
        QVERIFY(verdictAfter(noon.addSecs(60)) == Verdict::Pass);
        snapshot.clockSkew = std::chrono::seconds(120); // this computer is ahead of Entra
        QVERIFY(verdictAfter(noon.addSecs(-60)) == Verdict::Pass);
        snapshot.clockSkew = {};
        restarted.state = WriteRecord::State::Undone;
        QVERIFY(verdictAfter(noon.addSecs(-60)) == Verdict::Pass);
        restarted.state = WriteRecord::State::Done;
        restarted.jobId = u"another"_s;
        QVERIFY(verdictAfter(noon.addSecs(-60)) == Verdict::Pass);
    }

    void onlyTheScopesOfTheChangesAreAskedFor()
    {
        const Endpoints global = cloudByName(u"global"_s).value();
        const Profile profile = builtInProfile(u"sspim"_s).value();
        const Plan plan = planOf(
            {{.kind = change::RequireAssignment{}, .scopes = {u"Application.ReadWrite.All"_s}}});
        QStringList scopes = applyScopes(global, profile, plan);
        for (const QString& each : readScopes(global, profile))
            scopes.removeOne(each);
        QCOMPARE(scopes, QStringList{u"https://graph.microsoft.com/Application.ReadWrite.All"_s});
        QCOMPARE(applyScopes(global, profile, Plan{}), readScopes(global, profile));
    }

    void theSmallestRoleIsNamed()
    {
        Change change{.kind = change::GrantApplicationPermission{u"X"_s},
            .roles = {u"Privileged Role Administrator"_s, u"Global Administrator"_s}};
        TenantSnapshot snapshot;
        QVERIFY(whyMayNot(change, snapshot).isEmpty()); // not read: nothing is claimed
        snapshot.directoryRoles = std::vector<DirectoryRole>{};
        QVERIFY(whyMayNot(change, snapshot).contains(u"Privileged Role Administrator"_s));
        snapshot.directoryRoles =
            std::vector<DirectoryRole>{{.roleTemplateId = u"62E90394-69F5-4237-9190-012177145E10"_s,
                .displayName = u"Any name"_s}};
        QVERIFY(whyMayNot(change, snapshot).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
