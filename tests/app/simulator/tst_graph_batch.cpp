// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

#include <set>

using namespace lockstep;

namespace {

nlohmann::json item(const char* id, const QString& url)
{
    return {{"id", id}, {"method", "GET"}, {"url", url.toStdString()}};
}

} // namespace

class GraphBatchTest : public QObject {
    Q_OBJECT

    SimClient client = SimClient::ready();
    QByteArray token = client.simulator->issueAdminToken(contoso::admin);

private slots:
    void itemsAreAnsweredEachByItself()
    {
        const Got got = client.batch(
            nlohmann::json::array({item("R1", contoso::app),
                item("missing", QStringLiteral("/groups/00000000-0000-0000-0000-000000000001")),
                item("odd", QStringLiteral("/sites")),
                item("blank", QStringLiteral("/groups?$filter=displayName eq 'Finance'"))}),
            token);
        QCOMPARE(got.status, 200);
        std::map<std::string, int> statuses;
        const nlohmann::json body = got.json();
        for (const auto& reply : body["responses"]) {
            statuses[reply["id"]] = reply["status"];
            QVERIFY(reply["headers"].contains("Content-Type"));
        }
        QCOMPARE(statuses,
            (std::map<std::string, int>{
                {"R1", 200}, {"missing", 404}, {"odd", 501}, {"blank", 200}}));
    }

    void repliesComeInAnyOrder()
    {
        std::set<std::string> orders;
        for (int i = 0; i < 6; ++i) {
            std::string order;
            const Got got =
                client.batch(nlohmann::json::array({item("a", QStringLiteral("/me")),
                                 item("b", QStringLiteral("/me")), item("c", QStringLiteral("/me")),
                                 item("d", QStringLiteral("/me"))}),
                    token);
            const nlohmann::json body = got.json();
            for (const auto& reply : body["responses"])
                order += reply["id"];
            orders.insert(order);
        }
        QVERIFY(orders.size() > 1);
    }

    void theLimitsAreKept()
    {
        auto many = nlohmann::json::array();
        for (int i = 0; i < 21; ++i)
            many.push_back(item(std::to_string(i).c_str(), QStringLiteral("/me")));
        QCOMPARE(client.batch(many, token).status, 400);
        many.erase(many.begin());
        QCOMPARE(client.batch(many, token).status, 200);
        QCOMPARE(client
                     .batch(nlohmann::json::array({item("x", QStringLiteral("/me")),
                                item("X", QStringLiteral("/me"))}),
                         token)
                     .status,
            400);
        QCOMPARE(client.batch(nlohmann::json::array(), token).status, 400);
        QCOMPARE(
            client.graph("POST", QStringLiteral("/$batch"), token, {{"request", 1}}).status, 400);
        QCOMPARE(client.batch(nlohmann::json::array({7}), token).status, 400);
        QCOMPARE(
            client.batch(nlohmann::json::array({item("x", QStringLiteral("/me"))}), "no").status,
            401);
    }

    void aFailedDependencyIs424()
    {
        auto second = item("b", QStringLiteral("/me"));
        second["dependsOn"] = {"a"};
        const auto replies =
            client
                .batch(nlohmann::json::array({item("a", QStringLiteral("/users/nobody")), second}),
                    token)
                .json()["responses"];
        for (const auto& reply : replies)
            QCOMPARE(reply["status"], reply["id"] == "a" ? 404 : 424);
    }

    void theLogHoldsTemplatesOnly()
    {
        client.simulator->clearRequests();
        (void)client.batch(nlohmann::json::array({item("R1", contoso::app)}), token);
        const auto requests = client.simulator->requests();
        QCOMPARE(requests.size(), 1U);
        QCOMPARE(requests[0].path, QByteArray("/graph/v1.0/$batch"));
        QCOMPARE(requests[0].tokenKind, QByteArray("admin"));
        QCOMPARE(
            requests[0].batchItems, std::vector<QByteArray>{"GET /applications(appId='{appId}')"});
    }

    void writesNeedAContentType()
    {
        nlohmann::json write{{"id", "w"}, {"method", "PATCH"}, {"url", contoso::app.toStdString()},
            {"body", {{"notes", "x"}}}};
        const QByteArray writer = client.simulator->issueAdminToken(
            contoso::admin, {QStringLiteral("Application.ReadWrite.All")});
        const auto status = [&] {
            return client.batch(nlohmann::json::array({write}), writer)
                .json()["responses"][0]["status"]
                .get<int>();
        };
        QCOMPARE(status(), 400);
        write["headers"] = {{"Content-Type", "application/json"}};
        QCOMPARE(status(), 204);
    }
};

QTEST_GUILESS_MAIN(GraphBatchTest)
#include "tst_graph_batch.moc"
