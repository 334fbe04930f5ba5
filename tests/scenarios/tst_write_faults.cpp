// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scenario_run.h"
#include "support/write_run.h"

#include <QRegularExpression>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The log and the simulator name the parts of a path by words of their own.
QByteArray shapeOf(const QByteArray& path)
{
    static const QRegularExpression part(u"\\{[^}]*\\}"_s);
    return QString::fromLatin1(path).replace(part, u"{}"_s).toLatin1();
}

//! Does one writing harm, once, and lets everything else through.
class HarmfulTransport final : public Transport {
public:
    enum class Harm { LostBefore, TimedOutAfter, ResetAfter };

    HarmfulTransport(Transport& real, QByteArray path, Harm harm)
        : m_real(real), m_path(std::move(path)), m_harm(harm)
    {
    }
    std::vector<HttpResult> sendAll(
        std::vector<HttpRequest> requests, std::stop_token stop) override
    {
        const bool hit = !m_done && requests.size() == 1
            && requests.front().method != HttpMethod::Get
            && shapeOf(requests.front().pathTemplate) == shapeOf(m_path);
        if (!hit)
            return m_real.sendAll(std::move(requests), stop);
        m_done = true;
        if (m_harm != Harm::LostBefore)
            (void)m_real.sendAll(std::move(requests), stop);
        const auto kind = m_harm == Harm::TimedOutAfter ? TransportFailure::Kind::TimedOut
                                                        : TransportFailure::Kind::ConnectionLost;
        std::vector<HttpResult> results;
        results.emplace_back(
            tl::unexpected(TransportFailure{.kind = kind, .host = {}, .detail = {}}));
        return results;
    }
    void warm(const QUrl&) override { }
    [[nodiscard]] bool hasHarmed() const { return m_done; }

private:
    Transport& m_real;
    QByteArray m_path;
    Harm m_harm;
    bool m_done = false;
};

struct Kind {
    const char* name;
    const char* scenario;
    QByteArray path; //!< below /v1.0, as the simulator and the log say it
};

//! Every kind of writing that the guides take (contract section 6).
std::vector<Kind> kinds()
{
    return {
        {"W1", "fresh", "/applications(uniqueName='{uniqueName}')"},
        {"W2", "fresh", "/servicePrincipals(appId='{appId}')"},
        {"W3", "redirect-wrong", "/applications(appId='{appId}')"},
        {"W4", "fresh", "/applications(appId='{appId}')/addPassword"},
        {"W6", "fresh", "/servicePrincipals(appId='{appId}')/appRoleAssignedTo"},
        {"W7", "fresh", "/oauth2PermissionGrants"},
        {"W8", "spark-pim-group-not-assigned",
            "/servicePrincipals(appId='{appId}')/appRoleAssignedTo"},
        {"W9", "assignment-not-required", "/servicePrincipals(appId='{appId}')"},
        {"W10", "spark-pim-standing-member", "/groups/{id}/members/{member}/$ref"},
        {"W11", "spark-pim-not-eligible",
            "/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests"},
        {"W13", "scim-no-job", "/servicePrincipals/{id}/synchronization/jobs"},
        {"W14", "scim-no-job", "/servicePrincipals/{id}/synchronization/secrets"},
        {"W15", "scim-no-job", "/servicePrincipals/{id}/synchronization/jobs/{job}/schema"},
        {"W17", "scim-paused", "/servicePrincipals/{id}/synchronization/jobs/{job}/start"},
        {"W18", "scim-sync-all", "/servicePrincipals/{id}/synchronization/jobs/{job}/restart"},
    };
}

//! As the simulator takes it; empty: done by the transport.
nlohmann::json faultOf(const QString& harm)
{
    if (harm == u"403")
        return {{"status", 403}, {"code", "Authorization_RequestDenied"}};
    if (harm == u"409")
        return {{"status", 409}, {"code", "Request_MultipleObjectsWithSameKeyValue"}};
    if (harm == u"429")
        return {{"status", 429}};
    if (harm == u"429 with Retry-After")
        return {{"status", 429}, {"retryAfter", 7}};
    if (harm == u"503")
        return {{"status", 503}};
    if (harm == u"concurrency violation")
        return {{"status", 409}, {"code", "Directory_ConcurrencyViolation"}};
    if (harm == u"early 404")
        return {{"status", 404}, {"code", "Request_ResourceNotFound"}};
    return {};
}

//! Everything of which a second one would be a double.
std::map<std::string, int> doubles(const nlohmann::json& tenant)
{
    std::map<std::string, int> seen;
    for (const nlohmann::json& each : tenant["applications"]) {
        ++seen["app " + each.value("displayName", "")];
        for (const nlohmann::json& secret : each["passwordCredentials"])
            ++seen["secret " + secret.value("displayName", "").substr(0, 16)];
        for (const nlohmann::json& role : each["appRoles"])
            ++seen["role " + role.value("value", "")];
    }
    for (const nlohmann::json& each : tenant["servicePrincipals"]) {
        ++seen["sp " + each.value("appId", "")];
        if (each.contains("_synchronization") && each["_synchronization"].contains("jobs"))
            seen["jobs"] += int(each["_synchronization"]["jobs"].size());
    }
    for (const nlohmann::json& each : tenant["appRoleAssignments"])
        ++seen["assignment " + each.value("principalId", "") + each.value("appRoleId", "")];
    for (const nlohmann::json& each : tenant["oauth2PermissionGrants"])
        ++seen["grant " + each.value("clientId", "") + each.value("consentType", "")];
    std::erase_if(seen, [](const auto& each) { return each.second < 2; });
    return seen;
}

//! How the simulator answered the first writing of this kind; 0: there was none.
int firstAnswer(const Simulator& simulator, const QByteArray& path)
{
    for (const SimulatorRequest& each : simulator.requests()) {
        if (each.method != "GET" && shapeOf(each.path) == "/graph/v1.0" + shapeOf(path))
            return each.status;
    }
    return 0;
}

} // namespace

//! Each writing, each way of going wrong: never a double, never a lost key id, always a clear
//! state, the next run ends green, and all of it can be taken back.
class WriteFaultsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
};

void WriteFaultsTest::table_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("harm");
    const std::vector<Kind> all = kinds();
    for (size_t i = 0; i < all.size(); ++i) {
        for (const char* harm : {"lost before", "timeout after accept", "reset after accept", "403",
                 "409", "429", "429 with Retry-After", "503", "concurrency violation", "early 404"})
            QTest::addRow("%s %s", all[i].name, harm) << int(i) << QString::fromLatin1(harm);
    }
}

void WriteFaultsTest::table()
{
    QFETCH(int, kind);
    QFETCH(QString, harm);
    const Kind written = kinds().at(size_t(kind));
    Scenario scenario = builtInScenario(QString::fromLatin1(written.scenario)).value();
    scenario.network["replicationDelayMs"] = 3000;
    scenario.network["firstCycleSeconds"] = 20;
    WriteRun run(scenario, builtInProfile(scenario.profile).value());
    HeadlessBrowser page;
    const auto settled = [&run] {
        (void)run.pacer.wait(std::chrono::seconds(90), {});
        return run.check();
    };

    std::unique_ptr<HarmfulTransport> harmful;
    const nlohmann::json fault = faultOf(harm);
    if (fault.empty()) {
        const auto how = harm == u"lost before" ? HarmfulTransport::Harm::LostBefore
            : harm == u"timeout after accept"   ? HarmfulTransport::Harm::TimedOutAfter
                                                : HarmfulTransport::Harm::ResetAfter;
        harmful = std::make_unique<HarmfulTransport>(run.transport, written.path, how);
        run.writing = harmful.get();
    } else {
        nlohmann::json line = fault;
        line["path"] = "/graph/v1.0" + written.path.toStdString();
        // the schema is read twice at the same address before it is written
        line["nth"] = {written.path.endsWith("/schema") ? 3 : 1};
        QVERIFY(run.simulator->setFaults(nlohmann::json::array({line})));
    }

    const nlohmann::json found = run.tenant();
    const Verified before = run.check();
    const Plan whole = run.planFor(before);
    QVERIFY(!whole.isEmpty());
    run.simulator->clearRequests();
    const Applied first = run.applyPlan(whole, before);
    if (harmful)
        QVERIFY(harmful->hasHarmed());
    else
        QCOMPARE(firstAnswer(*run.simulator, written.path), fault["status"].get<int>());
    for (const ChangeProgress& each : first.changes) {
        using State = ChangeProgress::State;
        QVERIFY2(each.state != State::Pending && each.state != State::Sending
                && each.state != State::Waiting,
            "no change ends half-way");
        const bool wellEnded = each.state == State::Done || each.state == State::AlreadyThere;
        QVERIFY2(wellEnded || !each.message.isEmpty() || !first.stopped.isEmpty(),
            "what is not done says why");
    }
    const bool mayRefuse = harm == u"403" || harm == u"409" || harm == u"early 404";
    if (!mayRefuse)
        QCOMPARE(notDone(whole, first).join(u"; "_s), QString());

    // whatever it left: the next run goes on from there
    run.writing = &run.transport;
    QVERIFY(run.simulator->setFaults(nlohmann::json::array()));
    for (int round = 0; round < 2; ++round) {
        Verified verified = settled();
        QCOMPARE(run.settleOpen(verified).problem, QString());
        verified = run.check();
        const Plan rest = run.planFor(verified);
        if (rest.isEmpty())
            break;
        QCOMPARE(notDone(rest, run.applyPlan(rest, verified)).join(u"; "_s), QString());
    }
    const Verified last = settled();
    QStringList wrong;
    for (const Finding& finding : last.report.findings) {
        if (finding.verdict == Verdict::Fail)
            wrong << finding.key() + u": "_s + finding.message;
    }
    QCOMPARE(wrong.join(u"; "_s), QString());
    const nlohmann::json tenant = run.tenant()[0];
    const auto twice = doubles(tenant);
    QVERIFY2(twice.empty(), twice.empty() ? "" : twice.begin()->first.c_str());

    // every key that is there is known: each can be taken back by what the journal says
    for (const nlohmann::json& application : tenant["applications"]) {
        for (const nlohmann::json& secret : application["passwordCredentials"]) {
            if (secret.value("displayName", "").find("(Lockstep") == std::string::npos)
                continue;
            const std::vector<WriteRecord> records = run.records();
            QVERIFY(std::ranges::any_of(records, [&](const WriteRecord& record) {
                return record.made.value("keyId", "") == secret.value("keyId", "-");
            }));
        }
    }
    // PIM takes nothing back in the first minutes, and Entra never gives a job's secrets back
    if (scenario.profile != u"sspim"_s)
        return;
    run.signIn();
    QCOMPARE(notDone({}, run.undoAll(run.check())).join(u"; "_s), QString());
    QCOMPARE(differences(run.tenant(), found), QByteArray());
}

QTEST_GUILESS_MAIN(WriteFaultsTest)
#include "tst_write_faults.moc"
