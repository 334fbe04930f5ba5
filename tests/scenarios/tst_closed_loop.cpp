// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "support/child_program.h"
#include "support/guide_breaks.h"
#include "support/scenario_run.h"
#include "support/write_run.h"

#include <QRandomGenerator>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Guide {
    QString id; //!< of the ready scenario
    std::vector<Break> breaks;
};

const QStringList& guideNames()
{
    static const QStringList names{
        u"sspim"_s, u"idemeum-user-source"_s, u"idemeum-jit"_s, u"spark-pim"_s, u"scim"_s};
    return names;
}

Guide guideOf(const QString& name)
{
    if (name == u"spark-pim")
        return {u"spark-pim-ready"_s, sparkBreaks()};
    if (name == u"scim")
        return {u"scim-ready"_s, scimBreaks()};
    const Scenario ready = builtInScenario(u"ready"_s, name).value();
    return {ready.id, applicationBreaks(ready)};
}

//! What others keep on the same objects: it must come through everything as it is.
const nlohmann::json& foreignRole()
{
    static const nlohmann::json role{{"id", "0b7e3f52-6c1d-4f0a-9c57-2d8e6a41b390"},
        {"value", "Foreign.Auditor"}, {"displayName", "Auditor of somebody else"},
        {"description", "made by somebody else"}, {"isEnabled", true},
        {"allowedMemberTypes", {"User", "Application"}}, {"origin", "Application"},
        {"x-unknown", {{"kept", 1.5}}}};
    return role;
}
const nlohmann::json& foreignAccess()
{
    static const nlohmann::json access{{"resourceAppId", "797f4846-ba00-4fd7-ba43-dac1f8f63013"},
        {"resourceAccess",
            {{{"id", "41094075-9dad-400e-a0bd-54e686782033"}, {"type", "Scope"},
                {"x-unknown", true}}}}};
    return access;
}
constexpr const char* foreignUri = "https://foreign.example.com/signin-oidc";

void addForeign(Scenario& scenario)
{
    for (nlohmann::json& application : breaks::tenantOf(scenario)["applications"]) {
        application["appRoles"].push_back(foreignRole());
        application["requiredResourceAccess"].push_back(foreignAccess());
        application["web"]["redirectUris"].push_back(foreignUri);
    }
}

bool contains(const nlohmann::json& list, const nlohmann::json& entry)
{
    return std::ranges::find(list, entry) != list.end();
}

bool hasForeign(const nlohmann::json& tenants)
{
    return std::ranges::all_of(tenants[0]["applications"], [](const nlohmann::json& application) {
        return contains(application["appRoles"], foreignRole())
            && contains(application["requiredResourceAccess"], foreignAccess())
            && contains(application["web"]["redirectUris"], foreignUri);
    });
}

bool isApplicationGuide(const Guide& guide)
{
    return !guide.id.startsWith(u"spark"_s) && !guide.id.startsWith(u"scim"_s);
}

Scenario broken(const Guide& guide, const std::vector<size_t>& which, int replicationMs,
    const nlohmann::json& faults)
{
    Scenario scenario = builtInScenario(guide.id).value();
    for (const size_t each : which)
        guide.breaks[each].apply(scenario);
    if (isApplicationGuide(guide))
        addForeign(scenario);
    scenario.network["replicationDelayMs"] = replicationMs;
    scenario.network["firstCycleSeconds"] = 20;
    scenario.network["faults"] = faults;
    return scenario;
}

QString namesOf(const Guide& guide, const std::vector<size_t>& which)
{
    QStringList names;
    for (const size_t each : which)
        names << QString::fromLatin1(guide.breaks[each].name);
    return names.join(u" + "_s);
}

//! The first writing of each kind goes wrong in this way.
nlohmann::json faultsOf(const QString& damage)
{
    nlohmann::json faults = nlohmann::json::array();
    for (const char* path : {"/applications(uniqueName='{uniqueName}')",
             "/applications(appId='{appId}')", "/applications(appId='{appId}')/addPassword",
             "/applications(appId='{appId}')/removePassword", "/oauth2PermissionGrants",
             "/oauth2PermissionGrants/{id}", "/servicePrincipals(appId='{appId}')",
             "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
             "/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests",
             "/groups/{id}/members/{member}/$ref", "/groups/{id}/members/$ref",
             "/servicePrincipals/{id}/synchronization/jobs",
             "/servicePrincipals/{id}/synchronization/secrets",
             "/servicePrincipals/{id}/synchronization/jobs/{job}/schema",
             "/servicePrincipals/{id}/synchronization/jobs/{job}/start",
             "/servicePrincipals/{id}/synchronization/jobs/{job}/restart"}) {
        nlohmann::json fault{{"path", std::string("/graph/v1.0") + path}, {"nth", {1}}};
        // the schema is read twice at the same address before it is written
        if (std::string(path).ends_with("/schema"))
            fault["nth"] = {3};
        if (damage == u"lost")
            fault["action"] = "drop";
        else if (damage == u"conflict")
            fault.update({{"status", 409}, {"code", "Directory_ConcurrencyViolation"}});
        else if (damage == u"throttled")
            fault.update({{"status", 429}, {"retryAfter", 3}});
        else
            fault.update({{"status", 503}});
        faults.push_back(std::move(fault));
    }
    return faults;
}

//! The tenants without what only grows or tells when: PIM's requests, logs, states of cycles.
nlohmann::json withoutHistory(nlohmann::json tenants, const QDateTime& now)
{
    const std::string begun = now.toUTC().toString(Qt::ISODate).toStdString();
    for (nlohmann::json& tenant : tenants) {
        tenant.erase("eligibilityScheduleRequests");
        for (nlohmann::json& group : tenant["groups"]) {
            if (group.contains("_members"))
                std::ranges::sort(
                    group["_members"]
                        .get_ref<nlohmann::json::array_t&>()); // whoever comes back is the last
        }
        for (nlohmann::json& schedule : tenant["eligibilitySchedules"]) {
            for (const char* member : {"id", "createdDateTime", "modifiedDateTime"})
                schedule.erase(member);
            // what has begun cannot begin earlier again
            if (schedule["scheduleInfo"]["startDateTime"] < begun)
                schedule["scheduleInfo"].erase("startDateTime");
        }
        for (nlohmann::json& principal : tenant["servicePrincipals"]) {
            if (!principal.contains("_synchronization"))
                continue;
            principal["_synchronization"].erase("rows");
            for (nlohmann::json& job : principal["_synchronization"]["jobs"]) {
                job.erase("status");
                job.erase("_nextCycleMs");
            }
        }
    }
    return tenants;
}

//! What is still wrong, but for what takes a person or time.
QStringList stillWrong(const Report& report)
{
    QStringList wrong = notGreen(report);
    // warnings are mended only when they are asked for by name
    wrong.removeIf([](const QString& each) {
        return each.startsWith(u"pim.active/"_s) || each.endsWith(u"=warn"_s)
            || each.startsWith(u"secret.policy="_s);
    });
    return wrong;
}

} // namespace

//! Break, confirm, plan, apply, confirm: green. Then back: as broken as before.
class ClosedLoopTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachBreakHeals_data() { rows(); }
    void eachBreakHeals()
    {
        QFETCH(QString, guide);
        QFETCH(int, which);
        heal(guideOf(guide), {size_t(which)}, which % 2 == 0 ? 0 : 5000);
    }

    void someTogetherHeal_data()
    {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<quint32>("first");
        // in parts: a test function may take five minutes
        for (const QString& guide : guideNames()) {
            for (quint32 first = 1; first < allRounds; first += partRounds)
                QTest::addRow("%s from %u", qPrintable(guide), first) << guide << first;
        }
    }
    //! Random combinations, the same ones in each run.
    void someTogetherHeal()
    {
        QFETCH(QString, guide);
        QFETCH(quint32, first);
        const Guide used = guideOf(guide);
        // a sanitizer makes each of them ten times as long; a tenth shows what it would
        const quint32 rounds = underSanitizer() ? partRounds / 10 : partRounds;
        for (quint32 seed = first; seed < first + rounds; ++seed) {
            QRandomGenerator random(seed);
            const std::vector<size_t> which = some(used, random);
            heal(used, which, random.bounded(2) == 0 ? 0 : int(random.bounded(20'000)));
            if (QTest::currentTestFailed()) {
                qWarning() << "seed" << seed << namesOf(used, which);
                return;
            }
        }
    }

    void aBadNetworkChangesNothing_data()
    {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<QString>("damage");
        QTest::addColumn<quint32>("seed");
        for (const QString& guide : guideNames()) {
            for (const char* damage : {"lost", "conflict", "throttled", "unavailable"}) {
                for (quint32 seed = 100; seed < 105; ++seed)
                    QTest::addRow("%s %s %u", qPrintable(guide), damage, seed)
                        << guide << QString::fromLatin1(damage) << seed;
            }
        }
    }
    void aBadNetworkChangesNothing()
    {
        QFETCH(QString, guide);
        QFETCH(QString, damage);
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const Guide used = guideOf(guide);
        const std::vector<size_t> which = some(used, random);
        heal(used, which, random.bounded(2) == 0 ? 0 : int(random.bounded(20'000)),
            faultsOf(damage));
    }

    //! Entra knows of an eligibility that its list does not show yet: it becomes an update.
    void somebodyElseWasFaster()
    {
        const Guide guide = guideOf(u"spark-pim"_s);
        const auto notEligible = std::ranges::find_if(guide.breaks,
            [](const Break& each) { return QByteArray(each.name) == "one not eligible"; });
        WriteRun run(guide.id);
        run.load(broken(guide, {size_t(notEligible - guide.breaks.begin())}, 20'000, {}));
        const Verified before = run.check();
        const Plan whole = run.planFor(before);
        QCOMPARE(whole.changes.size(), 1U);
        const auto& kind = std::get<change::MakeEligible>(whole.changes[0].kind);
        const nlohmann::json body{{"accessId", "member"}, {"action", "adminAssign"},
            {"principalId", kind.who.id.toStdString()}, {"groupId", kind.group.id.toStdString()},
            {"justification", "Somebody else"},
            {"scheduleInfo",
                {{"startDateTime", breaks::after(-1)},
                    {"expiration",
                        {{"type", "afterDateTime"}, {"endDateTime", breaks::after(30)}}}}}};
        std::vector<HttpHeader> headers = graphHeaders(run.session.accessToken);
        headers.push_back({"Content-Type", "application/json"});
        std::vector<HttpRequest> other;
        other.push_back({.method = HttpMethod::Post,
            .url = run.endpoints.graphUrl(u"/identityGovernance/privilegedAccess/group/"
                                          "eligibilityScheduleRequests"_s),
            .headers = std::move(headers),
            .body = QByteArray::fromStdString(body.dump())});
        QCOMPARE(run.transport.sendAll(std::move(other), {}).front()->status, 201);
        const Applied applied = run.applyPlan(whole, before);
        QCOMPARE(notDone(whole, applied), QStringList());
        QCOMPARE(stillWrong(settled(run).report), QStringList());
        // back to what somebody else had made of it, not to nothing
        QCOMPARE(notDone(whole, run.undoAll(run.check())), QStringList());
        QVERIFY(stillWrong(run.check().report)
                    .contains(u"pim.dates/kai.carter@contoso.onmicrosoft.com=fail"_s));
    }

private:
    static constexpr quint32 allRounds = 500;
    static constexpr quint32 partRounds = 50;

    static std::vector<size_t> some(const Guide& guide, QRandomGenerator& random)
    {
        std::vector<size_t> which;
        for (size_t i = 0; i < guide.breaks.size(); ++i) {
            if (random.bounded(3) == 0)
                which.push_back(i);
        }
        if (which.empty())
            which.push_back(random.bounded(quint32(guide.breaks.size())));
        return which;
    }

    static void rows()
    {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<int>("which");
        for (const QString& guide : guideNames()) {
            const Guide used = guideOf(guide);
            for (size_t i = 0; i < used.breaks.size(); ++i)
                QTest::addRow("%s: %s", qPrintable(guide), used.breaks[i].name) << guide << int(i);
        }
    }

    void heal(const Guide& guide, const std::vector<size_t>& which, int replicationMs,
        const nlohmann::json& faults = nlohmann::json::array())
    {
        const QString names = namesOf(guide, which);
        if (!m_run || m_run->profile.id != builtInScenario(guide.id)->profile)
            m_run = std::make_unique<WriteRun>(guide.id);
        WriteRun& run = *m_run;
        run.load(broken(guide, which, replicationMs, faults));
        const nlohmann::json state = withoutHistory(run.tenant(), run.pacer.now());
        run.browser.click = [&](const QUrl& url) {
            QUrl chosen = url; // whom the person chooses on the page
            chosen.setQuery(url.query() + u"&login_hint="_s + run.scenario.signIn);
            return page.open(chosen);
        };
        const nlohmann::json found = run.tenant();
        const Verified before = run.check();
        const QStringList tripped = stillWrong(before.report);
        QVERIFY2(!tripped.isEmpty(), qPrintable(names));
        applyUntilGreen(run, before, names);
        if (QTest::currentTestFailed())
            return;
        // the one that was made, where one was: undoing forgets it
        const QByteArray made =
            run.secret.expose([](QByteArrayView utf8) { return utf8.toByteArray(); });
        if (isApplicationGuide(guide) && !run.tenant()[0]["applications"].empty()
            && !found[0]["applications"].empty())
            QVERIFY2(hasForeign(run.tenant()), qPrintable(names));
        const bool isUndoable =
            std::ranges::all_of(which, [&](size_t each) { return guide.breaks[each].isUndoable; });
        if (isUndoable)
            goBack(run, tripped, names);
        if (isUndoable && !QTest::currentTestFailed())
            QCOMPARE(
                differences(withoutHistory(run.tenant(), run.pacer.now()), state), QByteArray());
        QFile journal(run.journal->path());
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArray lines = journal.readAll();
        QVERIFY(!lines.isEmpty());
        for (const QByteArray& secret : {made, run.scenario.secret})
            QVERIFY2(secret.isEmpty() || !lines.contains(secret), qPrintable(names));
        const bool makesOne = std::ranges::any_of(run.records(), [](const WriteRecord& record) {
            return std::holds_alternative<change::AddSecret>(record.kind)
                && record.state != WriteRecord::State::Refused;
        });
        QVERIFY2(!makesOne || (!made.isEmpty() && made != run.scenario.secret), qPrintable(names));
    }

    //! Once the first cycle has run and shows.
    static Verified settled(WriteRun& run)
    {
        constexpr int mostTurns = 3;
        Verified verified = run.check();
        for (int turn = 0; turn < mostTurns; ++turn) {
            const bool waits = std::ranges::any_of(verified.report.findings,
                [](const Finding& each) { return each.verdict == Verdict::Waiting; });
            if (!waits)
                break;
            (void)run.pacer.wait(std::chrono::seconds(30), {});
            verified = run.check();
        }
        return verified;
    }

    //! In two rounds at most, as a rule: what comes after a consent is planned once it shows.
    void applyUntilGreen(WriteRun& run, const Verified& first, const QString& names)
    {
        Verified verified = first;
        constexpr int mostRounds = 2;
        for (int round = 0; round < mostRounds; ++round) {
            const Plan whole = run.planFor(verified);
            if (round > 0 && whole.isEmpty())
                break;
            QVERIFY2(!whole.isEmpty(),
                qPrintable(
                    names + u": nothing planned for "_s + stillWrong(verified.report).join(u' ')));
            const Applied applied = run.applyPlan(whole, verified);
            const QStringList open = notDone(whole, applied);
            QVERIFY2(open.isEmpty(), qPrintable(names + u": "_s + open.join(u"; "_s)));
            verified = settled(run);
        }
        const QStringList left = stillWrong(verified.report);
        for (const Finding& finding : verified.report.findings) {
            if (left.contains(finding.key() + u'=' + verdictName(finding.verdict)))
                qInfo().noquote() << finding.key() << finding.message << finding.expected;
        }
        QVERIFY2(left.isEmpty(), qPrintable(names + u": "_s + left.join(u' ')));
        QVERIFY2(run.planFor(verified).isEmpty(), qPrintable(names));
    }

    void goBack(WriteRun& run, const QStringList& tripped, const QString& names)
    {
        (void)run.pacer.wait(std::chrono::minutes(6), {}); // PIM removes nothing younger
        run.signIn();
        const Verified ready = run.check();
        const Applied undone = run.undoAll(ready);
        QStringList open = notDone({}, undone);
        // a restart leaves nothing to be undone
        open.removeIf([](const QString& each) { return each.contains(u"cannot be undone"_s); });
        QVERIFY2(open.isEmpty(), qPrintable(names + u": "_s + open.join(u"; "_s)));
        (void)run.pacer.wait(std::chrono::seconds(60), {});
        // a secret that made way for the new one is typed again
        run.secret = Secret(QByteArrayView(run.scenario.secret));
        QVERIFY2(stillWrong(run.check().report) == tripped,
            qPrintable(names + u": "_s + stillWrong(run.check().report).join(u' ')
                + u" instead of "_s + tripped.join(u' ')));
    }

    std::unique_ptr<WriteRun> m_run;
    HeadlessBrowser page;
};

QTEST_GUILESS_MAIN(ClosedLoopTest)
#include "tst_closed_loop.moc"
