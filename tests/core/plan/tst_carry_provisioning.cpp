// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/moves.h"
#include "support/provisioning_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

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

} // namespace

class CarryProvisioningTest : public QObject {
    Q_OBJECT

private slots:
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
        QVERIFY(!isRepeatable(kind));
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
            Place place = here();
            place.connects = true;
            return see(credentials, place, secretsOf(pairs)).shown;
        };
        QCOMPARE(shown("https://api.example.com/scim/v2", "false", true), Sight::Shown::Yes);
        QCOMPARE(shown("*", "False", true), Sight::Shown::Yes);
        QCOMPARE(shown("https://other", "false", true), Sight::Shown::No);
        QCOMPARE(shown("https://api.example.com/scim/v2", "true", true), Sight::Shown::No);
        QCOMPARE(shown("https://api.example.com/scim/v2", "false", false), Sight::Shown::No);
        QCOMPARE(see(credentials, here(), {}).shown, Sight::Shown::Unread);
    }

    //! The token cannot be read: Entra's own test is the only thing that tells.
    void whatEntraConnectsWithIsLeftAndNothingElseIsStored()
    {
        const Secret secret = Secret::fromText(u"Token-1234567"_s);
        const GraphReplies right = secretsOf(Json::array({pair("BaseAddress", address.toUtf8()),
            pair("SecretToken", "*"), pair("SyncAll", "false")}));
        const GraphReplies masked = secretsOf(Json::array(
            {pair("BaseAddress", "*"), pair("SecretToken", "*"), pair("SyncAll", "false")}));
        const GraphReplies everybody = secretsOf(Json::array({pair("BaseAddress", address.toUtf8()),
            pair("SecretToken", "*"), pair("SyncAll", "true")}));
        Place place = here({}, &secret);
        QVERIFY(isTested(credentials));
        QVERIFY(!isTested(change::StartJob{}));
        QVERIFY(is<Write>(next(credentials, place, right)));
        QCOMPARE(see(credentials, place, right).shown, Sight::Shown::Unread);
        place.connects = false;
        QVERIFY(is<Write>(next(credentials, place, right)));
        QCOMPARE(see(credentials, place, right).shown, Sight::Shown::No);
        QVERIFY(see(credentials, place, right).why.contains(u"test of the connection"_s));
        place.connects = true;
        QVERIFY(is<AlreadyThere>(next(credentials, place, right)));
        QCOMPARE(see(credentials, place, right).shown, Sight::Shown::Yes);
        // it connects to whatever is behind the stars, or for everybody
        QVERIFY(is<Write>(next(credentials, place, masked)));
        QVERIFY(is<Write>(next(credentials, place, everybody)));
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
        QVERIFY(!isRepeatable(kind));
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
        QVERIFY(!isRepeatable(kind));
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

QTEST_GUILESS_MAIN(CarryProvisioningTest)
#include "tst_carry_provisioning.moc"
