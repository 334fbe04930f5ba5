// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"
#include "json_read.h"
#include "support/fake_pacer.h"
#include "support/fake_transport.h"

#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;
using Kind = ReadFailure::Kind;

namespace {

const Endpoints endpoints{
    u"custom"_s, u"Custom"_s, QUrl(u"https://login.test"_s), QUrl(u"https://graph.test"_s), {}};

//! One batch endpoint whose items are answered one by one.
struct Server {
    std::function<Json(const Json& item, int timesAsked)> item;
    std::function<HttpResult(const HttpRequest&)> page = [](const HttpRequest&) {
        return reply(404, "{}");
    };
    std::map<std::string, int> asked;
    bool shuffle = true;

    HttpResult operator()(const HttpRequest& request)
    {
        if (request.method == HttpMethod::Get)
            return page(request);
        const Json body = *parseObject(request.body);
        Json responses = Json::array();
        for (const Json& each : body["requests"]) {
            Json answer = item(each, asked[each["id"].get<std::string>()]++);
            if (!answer.is_null())
                responses.push_back(std::move(answer));
        }
        if (shuffle)
            std::reverse(responses.begin(), responses.end());
        return reply(200, QByteArray::fromStdString(Json{{"responses", responses}}.dump()));
    }
};

Json ok(const Json& item, Json body)
{
    return {{"id", item["id"]}, {"status", 200}, {"body", std::move(body)}};
}
Json status(const Json& item, int code, const char* graphCode, Json headers = Json::object())
{
    return {{"id", item["id"]}, {"status", code}, {"headers", std::move(headers)},
        {"body", {{"error", {{"code", graphCode}, {"message", "words"}}}}}};
}

struct Run {
    GraphReplies replies;
    NetworkUse use;
    std::vector<size_t> waves;
    std::vector<std::chrono::milliseconds> waits;
};

Run run(Server server, std::vector<GraphGet> gets,
    std::chrono::seconds timeout = std::chrono::seconds(60))
{
    const Secret token{QByteArrayView("token")};
    FakePacer pacer;
    FakeTransport transport([&server](const HttpRequest& request) { return server(request); });
    NetContext net{.transport = transport,
        .pacer = pacer,
        .stop = {},
        .endpoints = endpoints,
        .deadline = pacer.ticks() + timeout};
    std::vector<GraphReplies> replies = readBatches({{token, std::move(gets)}}, net);
    return {std::move(replies.front()), net.use, transport.waves, pacer.waits};
}

std::vector<GraphGet> gets(int count)
{
    std::vector<GraphGet> list;
    for (int i = 0; i < count; ++i)
        list.push_back({u"R%1"_s.arg(i), u"/thing/%1"_s.arg(i)});
    return list;
}

} // namespace

class BatchTest : public QObject {
    Q_OBJECT

private slots:
    void repliesInAnyOrderFindTheirItems()
    {
        const Run result = run({.item =
                                       [](const Json& item, int) {
                                           return ok(item, {{"url", item["url"]}});
                                       }},
            gets(7));
        for (int i = 0; i < 7; ++i) {
            const Fetched<Json>& reply = result.replies.at(u"R%1"_s.arg(i));
            QVERIFY(bool(reply));
            QCOMPARE(QString::fromStdString((*reply)["url"]), u"/thing/%1"_s.arg(i));
        }
        QCOMPARE(result.use.waves, 1);
        QCOMPARE(result.use.requests, 1);
        QCOMPARE(result.use.batched, 7);
    }

    void idsCompareWithoutCase()
    {
        const Run result = run({.item =
                                       [](const Json& item, int) {
                                           Json answer = ok(item, Json::object());
                                           answer["id"] = "r0";
                                           return answer;
                                       }},
            gets(1));
        QVERIFY(bool(result.replies.at(u"R0"_s)));
    }

    void moreThanTwentyItemsAreSeveralBatchesOfOneWave()
    {
        const Run result =
            run({.item = [](const Json& item, int) { return ok(item, Json::object()); }}, gets(45));
        QCOMPARE(result.waves, std::vector<size_t>{3});
        QCOMPARE(result.use.waves, 1);
        QCOMPARE(result.replies.size(), size_t(45));
    }

    void throttledItemsAloneAreAskedAgainAfterTheLongestRetryAfter()
    {
        const Run result = run(
            {.item =
                    [](const Json& item, int asked) {
                        if (item["id"] == "R1" && asked == 0)
                            return status(item, 429, "TooManyRequests", {{"Retry-After", "3"}});
                        if (item["id"] == "R2" && asked == 0)
                            return status(item, 503, "serviceNotAvailable", {{"retry-after", "7"}});
                        return ok(item, Json::object());
                    }},
            gets(4));
        for (const auto& [id, reply] : result.replies)
            QVERIFY2(bool(reply), qPrintable(id));
        QCOMPARE(result.waits, std::vector<std::chrono::milliseconds>{std::chrono::seconds(7)});
        QCOMPARE(result.use.retries, 2);
        QCOMPARE(result.use.batched, 6);
        QCOMPARE(result.use.waves, 1);
    }

    void withoutRetryAfterTheWaitDoublesAndEnds()
    {
        const Run result = run(
            {.item = [](const Json& item, int) { return status(item, 429, "TooManyRequests"); }},
            gets(1));
        QVERIFY(result.replies.at(u"R0"_s).failedWith(Kind::Throttled));
        using std::chrono::seconds;
        QCOMPARE(result.waits,
            (std::vector<std::chrono::milliseconds>{seconds(1), seconds(2), seconds(4)}));
    }

    void aRetryAfterBeyondTheDeadlineIsNotWaitedFor()
    {
        const Run result =
            run({.item =
                        [](const Json& item, int) {
                            return status(item, 429, "TooManyRequests", {{"Retry-After", "600"}});
                        }},
                gets(1));
        QVERIFY(result.replies.at(u"R0"_s).failedWith(Kind::Throttled));
        QVERIFY(result.waits.empty());
    }

    void aMissingItemIsAskedOnceMore()
    {
        const Run healed = run(
            {.item =
                    [](const Json& item, int asked) {
                        return item["id"] == "R0" && asked == 0 ? Json() : ok(item, Json::object());
                    }},
            gets(2));
        QVERIFY(bool(healed.replies.at(u"R0"_s)));
        const Run gone = run(
            {.item = [](const Json& item,
                         int) { return item["id"] == "R0" ? Json() : ok(item, Json::object()); }},
            gets(2));
        QVERIFY(gone.replies.at(u"R0"_s).failedWith(Kind::MissingReply));
        QCOMPARE(gone.waves.size(), size_t(2));
    }

    void refusalsKeepTheirMeaning_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("graphCode");
        QTest::addColumn<int>("kind");
        QTest::newRow("403") << 403 << u"Authorization_RequestDenied"_s << int(Kind::Refused);
        QTest::newRow("404") << 404 << u"Request_ResourceNotFound"_s << int(Kind::NotFound);
        QTest::newRow("401") << 401 << u"InvalidAuthenticationToken"_s << int(Kind::SignInMissing);
        QTest::newRow("licence") << 400 << u"AadPremiumLicenseRequired"_s << int(Kind::NoLicence);
        QTest::newRow("400") << 400 << u"Request_BadRequest"_s << int(Kind::Unexpected);
    }
    void refusalsKeepTheirMeaning()
    {
        QFETCH(int, code);
        QFETCH(QString, graphCode);
        QFETCH(int, kind);
        const Run result = run({.item =
                                       [&](const Json& item, int) {
                                           return status(item, code, graphCode.toUtf8().constData(),
                                               {{"request-id", "abc"}});
                                       }},
            gets(1));
        const Fetched<Json>& reply = result.replies.at(u"R0"_s);
        QVERIFY(!reply);
        QCOMPARE(int(reply.failure().kind), kind);
        QCOMPARE(reply.failure().code, graphCode);
        QCOMPARE(reply.failure().requestId, u"abc"_s);
    }

    void aClaimsChallengeCarriesItsClaims()
    {
        const QByteArray claims = R"({"access_token":{"acrs":{"essential":true,"value":"c1"}}})";
        const std::string header = "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
            + claims.toBase64().toStdString() + "\"";
        const Run result = run({.item =
                                       [&](const Json& item, int) {
                                           return status(item, 401, "InvalidAuthenticationToken",
                                               {{"WWW-Authenticate", header}});
                                       }},
            gets(1));
        QVERIFY(result.replies.at(u"R0"_s).failedWith(Kind::Challenged));
        QCOMPARE(result.replies.at(u"R0"_s).failure().detail.toUtf8(), claims);
    }

    void pagesAreJoinedAndEmptyPagesFollowed()
    {
        Server server{.item = [](const Json& item, int) {
            return ok(item, {{"value", {1, 2}}, {"@odata.nextLink", "https://graph.test/v1.0/p2"}});
        }};
        server.page = [](const HttpRequest& request) {
            if (request.url.path() == u"/v1.0/p2")
                return reply(
                    200, R"({"value":[],"@odata.nextLink":"https:\/\/graph.test/v1.0/p3"})");
            return reply(200, R"({"value":[3]})");
        };
        const Run result = run(std::move(server), gets(1));
        QVERIFY(bool(result.replies.at(u"R0"_s)));
        QCOMPARE(
            QString::fromStdString((*result.replies.at(u"R0"_s))["value"].dump()), u"[1,2,3]"_s);
    }

    void aNextLinkToAnotherHostIsNeverFollowed()
    {
        bool followed = false;
        Server server{.item = [](const Json& item, int) {
            return ok(item, {{"value", {1}}, {"@odata.nextLink", "https://evil.test/v1.0/p2"}});
        }};
        server.page = [&](const HttpRequest&) {
            followed = true;
            return reply(200, R"({"value":[]})");
        };
        const Run result = run(std::move(server), gets(1));
        QVERIFY(!followed);
        QVERIFY(result.replies.at(u"R0"_s).failedWith(Kind::ForeignNextLink));
    }

    void aLostPageMakesTheWholeListUnknown()
    {
        Server server{.item = [](const Json& item, int) {
            return ok(item, {{"value", {1}}, {"@odata.nextLink", "https://graph.test/v1.0/p2"}});
        }};
        server.page = [](const HttpRequest&) { return lost(TransportFailure::Kind::TimedOut); };
        const Run result = run(std::move(server), gets(1));
        QVERIFY(result.replies.at(u"R0"_s).failedWith(Kind::Unreachable));
    }

    void aPagingLoopEnds()
    {
        Server server{.item = [](const Json& item, int) {
            return ok(item, {{"value", {1}}, {"@odata.nextLink", "https://graph.test/v1.0/again"}});
        }};
        server.page = [](const HttpRequest&) {
            return reply(
                200, R"({"value":[],"@odata.nextLink":"https:\/\/graph.test/v1.0/again"})");
        };
        const Run result = run(std::move(server), gets(1));
        QVERIFY(!result.replies.at(u"R0"_s));
    }

    void whateverIsNoBatchReplyIsUnknown_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("html") << 200 << QByteArray("<html>hello</html>");
        QTest::newRow("empty") << 200 << QByteArray();
        QTest::newRow("array") << 200 << QByteArray("[]");
        QTest::newRow("no responses") << 200 << QByteArray("{}");
        QTest::newRow("responses of another type") << 200 << QByteArray(R"({"responses":5})");
        QTest::newRow("truncated")
            << 200 << QByteArray(R"({"responses":[{"id":"R0","status":200,"body":{)");
        QTest::newRow("items of another type")
            << 200 << QByteArray(R"({"responses":[1,"x",null]})");
        QTest::newRow("no status") << 200 << QByteArray(R"({"responses":[{"id":"R0","body":{}}]})");
        QTest::newRow("no body") << 200
                                 << QByteArray(R"({"responses":[{"id":"R0","status":200}]})");
        QTest::newRow("400") << 400
                             << QByteArray(R"({"error":{"code":"BadRequest","message":"x"}})");
        QTest::newRow("401")
            << 401
            << QByteArray(R"({"error":{"code":"InvalidAuthenticationToken","message":"x"}})");
    }
    void whateverIsNoBatchReplyIsUnknown()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        const Secret token{QByteArrayView("token")};
        FakePacer pacer;
        FakeTransport transport([&](const HttpRequest&) { return reply(code, body); });
        NetContext net{.transport = transport,
            .pacer = pacer,
            .stop = {},
            .endpoints = endpoints,
            .deadline = pacer.ticks() + std::chrono::seconds(60)};
        const std::vector<GraphReplies> replies = readBatches({{token, gets(1)}}, net);
        QVERIFY(!replies.front().at(u"R0"_s));
    }

    void theTokenGoesIntoTheHeaderAndNowhereElse()
    {
        const Secret token{QByteArrayView("t0ken")};
        FakePacer pacer;
        FakeTransport transport(
            [&](const HttpRequest&) { return reply(200, R"({"responses":[]})"); });
        NetContext net{.transport = transport,
            .pacer = pacer,
            .stop = {},
            .endpoints = endpoints,
            .deadline = pacer.ticks() + std::chrono::seconds(60)};
        (void)readBatches({{token, gets(1)}}, net);
        const HttpRequest& request = transport.sent.front();
        QVERIFY(!request.body.contains("t0ken"));
        QVERIFY(!request.url.toEncoded().contains("t0ken"));
        QVERIFY(!request.pathTemplate.contains("t0ken"));
        QCOMPARE(std::ranges::count_if(request.headers,
                     [](const HttpHeader& h) { return h.value.contains("t0ken"); }),
            1);
    }
};

QTEST_GUILESS_MAIN(BatchTest)
#include "tst_batch.moc"
