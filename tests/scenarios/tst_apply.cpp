// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "support/scenario_run.h"
#include "support/write_run.h"

#include <QFile>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

//! From a fresh tenant to a ready one and back, as the programs do it.
class ApplyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freshToReady_data();
    void freshToReady();
    void anotherTenantGetsNothing();
    void aRevokedSessionGoesOnLater();
    void aStoppedRunGoesOnLater();
    void onlyWhatIsTickedIsDone();
    void aPolicyShortensTheSecret();
    void whoMayNotGrantHasItConsentedTo();
    void anUnkeptSecretIsRemovedOnceItShows();
    void aBrokenJournalEndsIt();
    void whatSomebodyElseDidIsNotOurs();
};

void ApplyTest::freshToReady_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"fresh", "idemeum-user-source-fresh", "idemeum-jit-fresh"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void ApplyTest::freshToReady()
{
    QFETCH(QString, id);
    Scenario scenario = builtInScenario(id).value();
    scenario.network["replicationDelayMs"] = 5000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    run.simulator->setLatency(100);
    const nlohmann::json before = run.tenant();
    const Verified fresh = run.check();
    const QStringList tripped = notGreen(fresh.report);
    const Plan whole = run.planFor(fresh);
    QVERIFY(!whole.isEmpty());
    run.simulator->clearRequests();
    const auto started = run.pacer.ticks();
    const Applied applied = run.applyPlan(whole, fresh);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(run.pacer.ticks() - started);
    qInfo() << id << "changes" << whole.changes.size() << "writes" << applied.requests << "requests"
            << run.simulator->requests().size() << "ms" << took.count();
    QCOMPARE(notDone(whole, applied).join(u"; "_s), QString());
    QVERIFY(took < std::chrono::seconds(60));
    QCOMPARE(writesIn(run.simulator->requests()), applied.requests);
    const Verified ready = run.check(3);
    QCOMPARE(overallName(ready.report.overall()), u"ready"_s);
    QVERIFY2(run.planFor(ready).isEmpty(), "what is right is not planned");
    const Applied undone = run.undoAll(ready);
    QCOMPARE(notDone(whole, undone).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), before), QByteArray());
    QCOMPARE(notGreen(run.check().report), tripped);
}

void ApplyTest::anotherTenantGetsNothing()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    const Plan whole = run.planFor(fresh);
    QVERIFY(!whole.isEmpty());
    run.signIn(u"robin.chen@fabrikam.onmicrosoft.com"_s);
    // the token says whose it is only when it is read with: as after a sign-in elsewhere
    run.session.identity = Identity{.tenantId = u"a90e53b7-4c1d-4268-9f0b-e5d7c6128a34"_s,
        .objectId = {},
        .userName = u"robin.chen@fabrikam.onmicrosoft.com"_s};
    run.simulator->clearRequests();
    const Applied applied = run.applyPlan(whole, fresh);
    QVERIFY(!applied.stopped.isEmpty());
    QVERIFY(applied.stopped.contains(u"a90e53b7"_s));
    QCOMPARE(applied.requests, 0);
    QCOMPARE(int(run.simulator->requests().size()), 0);
    QVERIFY(run.journal->read()->empty());
}

void ApplyTest::aRevokedSessionGoesOnLater()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    const Plan whole = run.planFor(fresh);
    nlohmann::json line{
        {"path", "/graph/v1.0/servicePrincipals(appId='{appId}')/appRoleAssignedTo"}, {"nth", {1}},
        {"status", 401}, {"code", "InvalidAuthenticationToken"}};
    QVERIFY(run.simulator->setFaults(nlohmann::json::array({line})));
    const Applied first = run.applyPlan(whole, fresh);
    QVERIFY(first.stopped.contains(u"Sign in again"_s));
    QVERIFY(!first.isComplete());
    QVERIFY(run.simulator->setFaults(nlohmann::json::array()));
    run.signIn();
    Verified verified = run.check();
    QCOMPARE(run.settleOpen(verified).problem, QString());
    verified = run.check();
    const Plan rest = run.planFor(verified);
    QVERIFY(rest.changes.size() < whole.changes.size());
    QCOMPARE(notDone(rest, run.applyPlan(rest, verified)).join(u"; "_s), QString());
    QCOMPARE(overallName(run.check(3).report.overall()), u"ready"_s);
}

void ApplyTest::aStoppedRunGoesOnLater()
{
    Scenario scenario = builtInScenario(u"fresh"_s).value();
    scenario.network["replicationDelayMs"] = 5000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json before = run.tenant();
    const Verified fresh = run.check();
    const Plan whole = run.planFor(fresh);
    for (int most = 1; most < 12; ++most) {
        std::stop_source stop;
        int done = 0;
        ApplyPorts ports = run.ports();
        ports.progressed = [&](const ChangeProgress& each) {
            done += each.state == ChangeProgress::State::Waiting ? 1 : 0;
            if (done >= most)
                stop.request_stop();
        };
        Verified verified = run.check();
        (void)run.settleOpen(verified);
        verified = run.check();
        const Plan rest = run.planFor(verified);
        if (rest.isEmpty())
            break;
        const Inputs typed = run.inputs;
        const Secret given = run.secret.clone();
        const Applied applied = apply({.profile = run.profile,
                                          .inputs = typed,
                                          .secret = &given,
                                          .plan = rest,
                                          .snapshot = verified.snapshot,
                                          .session = run.session,
                                          .endpoints = run.endpoints},
            ports, stop.get_token());
        (void)run.pacer.wait(std::chrono::seconds(20), {});
    }
    const Verified last = run.check(3);
    QCOMPARE(overallName(last.report.overall()), u"ready"_s);
    QCOMPARE(int(run.tenant()[0]["applications"].size()), 1);
    QCOMPARE(int(run.tenant()[0]["applications"][0]["passwordCredentials"].size()), 1);
    QCOMPARE(notDone(whole, run.undoAll(last)).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), before), QByteArray());
}

void ApplyTest::onlyWhatIsTickedIsDone()
{
    WriteRun run(u"fresh"_s);
    const Verified fresh = run.check();
    const Plan whole = run.planFor(fresh);
    std::set<size_t> unticked;
    for (size_t place = 0; place < whole.changes.size(); ++place) {
        if (std::holds_alternative<change::AssignRole>(whole.changes[place].kind))
            unticked.insert(place);
    }
    const Plan ticked = withoutUnticked(whole, unticked);
    // who is not assigned must not be locked out: requiring assignment goes with it
    QCOMPARE(ticked.changes.size(), whole.changes.size() - 2);
    QVERIFY(!writePermissions(ticked).isEmpty());
    QCOMPARE(notDone(ticked, run.applyPlan(ticked, fresh)).join(u"; "_s), QString());
    const Verified after = run.check();
    QCOMPARE(verdictName(after.report.find(u"role.assigned"_s, u"Admin"_s)->verdict), u"fail"_s);
    QCOMPARE(verdictName(after.report.find(u"assignment.required"_s)->verdict), u"fail"_s);
}

void ApplyTest::aPolicyShortensTheSecret()
{
    WriteRun run(u"secret-policy-shortens"_s);
    run.secret = Secret();
    const Verified verified = run.check();
    const Plan wanted = run.planFor(verified, {u"secret.accepted"_s});
    QCOMPARE(int(wanted.changes.size()), 1);
    QVERIFY(wanted.changes.front().warning.contains(u"policy"_s));
    QCOMPARE(notDone(wanted, run.applyPlan(wanted, verified)).join(u"; "_s), QString());
    QCOMPARE(verdictName(run.check(3).report.find(u"secret.accepted"_s)->verdict), u"pass"_s);
}

//! Graph's own permissions take Privileged Role Administrator: somebody who holds it consents in
//! the browser, after it was said what that takes away.
void ApplyTest::whoMayNotGrantHasItConsentedTo()
{
    Scenario scenario = builtInScenario(u"consent-missing"_s).value();
    const QString kai = u"kai.carter@contoso.onmicrosoft.com"_s;
    for (nlohmann::json& user : scenario.tenants[0]["users"]) {
        if (user.value("userPrincipalName", "") == kai.toStdString())
            user["_roles"] = {"158c047a-c907-4556-b7ef-446551a6b5f7"};
    }
    // granted by somebody and not listed: Organization.Read.All
    scenario.tenants[0]["appRoleAssignments"].push_back(
        {{"principalId", scenario.tenants[0]["servicePrincipals"][0]["id"]},
            {"resourceId", scenario.tenants[0]["_graphServicePrincipalId"]},
            {"appRoleId", "498476ce-e0fe-48b0-b801-37ba7e2685c6"}});
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    run.signIn(kai);
    const Verified verified = run.check();
    const Plan wanted = run.planFor(verified);
    const auto consent = std::ranges::find_if(wanted.changes, [](const Change& each) {
        return std::holds_alternative<change::GrantInBrowser>(each.kind);
    });
    QVERIFY(consent != wanted.changes.end());
    QVERIFY2(consent->warning.contains(u"Organization.Read.All"_s), qPrintable(consent->warning));
    QVERIFY(std::ranges::none_of(wanted.changes, [](const Change& each) {
        return std::holds_alternative<change::GrantApplicationPermission>(each.kind);
    }));
    HeadlessBrowser page;
    run.browser.click = [&](const QUrl& url) {
        QUrl chosen = url; // whom the person chooses on the page
        chosen.setQuery(url.query() + u"&login_hint=avery.howard@contoso.onmicrosoft.com"_s);
        return page.open(chosen);
    };
    QCOMPARE(notDone(wanted, run.applyPlan(wanted, verified)).join(u"; "_s), QString());
    const Verified ready = run.check(3);
    for (const char* name : {"User.Read.All", "Group.Read.All"})
        QCOMPARE(
            verdictName(
                ready.report.find(u"permission.granted"_s, QString::fromLatin1(name))->verdict),
            u"pass"_s);
}

void ApplyTest::anUnkeptSecretIsRemovedOnceItShows()
{
    Scenario scenario = builtInScenario(u"secret-removed"_s).value();
    scenario.network["replicationDelayMs"] = 30'000;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    const nlohmann::json found = run.tenant();
    const Verified before = run.check();
    const Plan whole = run.planFor(before, {u"secret.accepted"_s});
    QVERIFY(!whole.isEmpty());
    class LockedStore final : public SecretStore {
    public:
        Result<void, SecretStoreError> probe(std::stop_token) override
        {
            return tl::unexpected(SecretStoreError{.kind = SecretStoreError::Kind::Locked});
        }
        bool isSessionOnly() const override { return false; }
        Result<void, SecretStoreError> write(
            const SecretKey&, const Secret&, std::stop_token) override
        {
            return tl::unexpected(SecretStoreError{.kind = SecretStoreError::Kind::Locked});
        }
        Result<Secret, SecretStoreError> read(const SecretKey&, std::stop_token) override
        {
            return tl::unexpected(SecretStoreError{.kind = SecretStoreError::Kind::Locked});
        }
        Result<void, SecretStoreError> remove(const SecretKey&, std::stop_token) override
        {
            return {};
        }
    } locked;
    int handedOver = 0;
    const Secret none;
    const Applied applied = apply({.profile = run.profile,
                                      .inputs = run.inputs,
                                      .secret = &none,
                                      .plan = whole,
                                      .snapshot = before.snapshot,
                                      .session = run.session,
                                      .endpoints = run.endpoints},
        {.transport = run.transport,
            .pacer = run.pacer,
            .browser = run.browser,
            .secrets = locked,
            .journal = *run.journal,
            .madeSecret = [&](Secret, bool) { ++handedOver; },
            .mustKeepSecret = true},
        {});
    QVERIFY(!applied.isComplete());
    const QString why = notDone(whole, applied).join(u"; "_s);
    QVERIFY2(why.contains(u"So it was removed again."_s), qPrintable(why));
    QCOMPARE(handedOver, 0);
    QCOMPARE(differences(run.tenant(), found), QByteArray());
}

void ApplyTest::aBrokenJournalEndsIt()
{
    WriteRun run(u"fresh"_s);
    QFile file(run.journal->path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ not a line\n");
    file.close();
    const Verified fresh = run.check();
    QVERIFY(run.settleOpen(fresh).problem.contains(u"journal"_s));
    run.simulator->clearRequests();
    const Applied applied = run.applyPlan(run.planFor(fresh), fresh);
    QVERIFY(applied.stopped.contains(u"journal"_s));
    QCOMPARE(writesIn(run.simulator->requests()), 0);
}

//! Our request is refused in the same moment in which somebody else does the same: theirs stays.
void ApplyTest::whatSomebodyElseDidIsNotOurs()
{
    WriteRun run(u"assignment-not-required"_s);
    const Verified broken = run.check();
    const Plan wanted = run.planFor(broken);
    nlohmann::json line{{"path", "/graph/v1.0/servicePrincipals(appId='{appId}')"}, {"nth", {1}},
        {"status", 409}, {"code", "Directory_ConcurrencyViolation"}};
    QVERIFY(run.simulator->setFaults(nlohmann::json::array({line})));
    bool helped = false;
    class Meddler final : public Transport {
    public:
        Meddler(Transport& real, std::function<void()> afterWrite)
            : m_real(real), m_afterWrite(std::move(afterWrite))
        {
        }
        std::vector<HttpResult> sendAll(
            std::vector<HttpRequest> requests, std::stop_token stop) override
        {
            const bool writes = requests.front().method == HttpMethod::Patch;
            std::vector<HttpResult> results = m_real.sendAll(std::move(requests), stop);
            if (writes)
                m_afterWrite();
            return results;
        }
        void warm(const QUrl&) override { }

    private:
        Transport& m_real;
        std::function<void()> m_afterWrite;
    };
    Meddler meddler(run.transport, [&] {
        if (std::exchange(helped, true))
            return;
        HttpRequest request{.method = HttpMethod::Patch,
            .url = run.endpoints.graphUrl(
                u"/servicePrincipals(appId='%1')"_s.arg(run.inputs.text(u"clientId"_s))),
            .headers = graphHeaders(run.session.accessToken),
            .body = "{\"appRoleAssignmentRequired\":true}"};
        request.headers.push_back({"Content-Type", "application/json"});
        QCOMPARE(run.transport.sendAll({request}, {}).front()->status, 204);
    });
    run.writing = &meddler;
    const Applied applied = run.applyPlan(wanted, broken);
    QVERIFY(helped);
    QVERIFY(applied.changes.front().state == ChangeProgress::State::AlreadyThere);
    run.writing = &run.transport;
    const Applied undone = run.undoAll(run.check());
    QVERIFY(undone.changes.empty());
    QVERIFY(run.tenant()[0]["servicePrincipals"][0]["appRoleAssignmentRequired"] == true);
}

QTEST_GUILESS_MAIN(ApplyTest)
#include "tst_apply.moc"
