// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "scim_client.h"

using namespace lockstep;

namespace {

const QString users = QStringLiteral("/Users");
const nlohmann::json newUser{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:User"}},
    {"userName", "ada@contoso.example"}, {"externalId", "ada"}, {"active", true}};

QString userPath(const Got& made)
{
    return users + u'/' + QString::fromStdString(made.json()["id"].get<std::string>());
}

nlohmann::json patchOf(const nlohmann::json& operations)
{
    return {
        {"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}}, {"Operations", operations}};
}

Scenario withFault(const nlohmann::json& fault)
{
    Scenario scenario = scimScenario();
    scenario.network["faults"] = nlohmann::json::array({fault});
    return scenario;
}

} // namespace

class ScimTest : public QObject {
    Q_OBJECT

private slots:
    void aTokenIsNeededAndMustBeTheRightOne()
    {
        ScimClient client;
        for (const QByteArray token : {"", "wrong"}) {
            const Got got = client.scimAs(token, "GET", users + QStringLiteral("?count=1"));
            QCOMPARE(got.status, 401);
            QVERIFY(got.header("WWW-Authenticate").startsWith("Bearer"));
            QVERIFY(got.header("Content-Type").startsWith("application/scim+json"));
            const auto json = got.json();
            QCOMPARE(json["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
            QCOMPARE(json["status"], "401");
            QVERIFY(!got.body.contains("wrong"));
        }
        QCOMPARE(client.scim("GET", users).status, 200);
        ScimClient open(scimScenario("token-not-checked"));
        QCOMPARE(open.scimAs("wrong", "GET", users).status, 200);
        QCOMPARE(open.scimAs("", "GET", users).status, 401);
    }

    void theServiceDescribesItself()
    {
        ScimClient client;
        const auto config = client.scim("GET", QStringLiteral("/ServiceProviderConfig")).json();
        QVERIFY(config["patch"]["supported"].get<bool>());
        QCOMPARE(config["authenticationSchemes"][0]["type"], "oauthbearertoken");
        const auto types = client.scim("GET", QStringLiteral("/ResourceTypes")).json();
        QCOMPARE(types["totalResults"], 2);
        QCOMPARE(types["Resources"][0]["endpoint"], "/Users");
        const auto schemas = client.scim("GET", QStringLiteral("/Schemas")).json();
        QCOMPARE(schemas["totalResults"], 3);
        const Got one = client.scim(
            "GET", QStringLiteral("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"));
        QCOMPARE(one.json()["name"], "User");
        QCOMPARE(client.scim("GET", QStringLiteral("/Schemas/nothing")).status, 404);
        QCOMPARE(client.scim("GET", QStringLiteral("/Nothing")).status, 404);
        QCOMPARE(client.scim("POST", QStringLiteral("/Schemas"), newUser).status, 405);
    }

    void usersAreKept()
    {
        ScimClient client;
        const Got made = client.scim("POST", users, newUser);
        QCOMPARE(made.status, 201);
        const auto meta = made.json()["meta"];
        QCOMPARE(meta["resourceType"], "User");
        QCOMPARE(made.header("Location"),
            QByteArray::fromStdString(meta["location"].get<std::string>()));
        QCOMPARE(
            made.header("ETag"), QByteArray::fromStdString(meta["version"].get<std::string>()));
        QCOMPARE(client.get(QUrl(QString::fromLatin1(made.header("Location")))).status, 401);
        QCOMPARE(client.scim("GET", userPath(made)).json()["userName"], "ada@contoso.example");

        nlohmann::json again = newUser;
        again["userName"] = "ADA@contoso.example";
        const Got twice = client.scim("POST", users, again);
        QCOMPARE(twice.status, 409);
        QCOMPARE(twice.json()["scimType"], "uniqueness");
        QCOMPARE(client.scim("POST", users, {{"externalId", "x"}}).status, 400);
        QCOMPARE(client
                     .send("POST", QUrl(client.simulator->scimUrl().toString() + users), "a=b",
                         {{"Authorization", "Bearer " + client.loaded.secret},
                             {"Content-Type", "text/plain"}})
                     .status,
            415);

        nlohmann::json replaced = newUser;
        replaced["title"] = "Countess";
        replaced["id"] = "mine";
        const Got put = client.scim("PUT", userPath(made), replaced);
        QCOMPARE(put.status, 200);
        QCOMPARE(put.json()["id"], made.json()["id"]);
        QCOMPARE(put.json()["title"], "Countess");
        QVERIFY(put.header("ETag") != made.header("ETag"));
        QCOMPARE(client.scim("DELETE", userPath(made)).status, 204);
        QCOMPARE(client.scim("GET", userPath(made)).status, 404);
    }

    void versionsAreCompared()
    {
        ScimClient client;
        const Got made = client.scim("POST", users, newUser);
        const QByteArray old = made.header("ETag");
        QCOMPARE(client.scim("GET", userPath(made), nullptr, {{"If-None-Match", old}}).status, 304);
        QCOMPARE(client.scim("PUT", userPath(made), newUser, {{"If-Match", old}}).status, 200);
        QCOMPARE(client.scim("PUT", userPath(made), newUser, {{"If-Match", old}}).status, 412);
    }

    void patchesSpeakAsEntraDoes()
    {
        ScimClient client;
        const Got made = client.scim("POST", users, newUser);
        const Got patched = client.scim("PATCH", userPath(made),
            patchOf({{{"op", "Add"}, {"path", "roles[primary eq \"True\"].value"},
                         {"value", "Admin"}},
                {{"op", "Replace"}, {"path", "active"}, {"value", "False"}},
                {{"op", "Add"}, {"path", "name.givenName"}, {"value", "Ada"}},
                {{"op", "Add"},
                    {"path",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"},
                    {"value", "Engines"}},
                {{"op", "Add"}, {"value", {{"title", "Countess"}, {"name.familyName", "L"}}}}}));
        QCOMPARE(patched.status, 200);
        const auto json = patched.json();
        const nlohmann::json roles =
            nlohmann::json::array({{{"primary", true}, {"value", "Admin"}}});
        QCOMPARE(json["roles"], roles);
        QCOMPARE(json["active"], false);
        QCOMPARE(json["name"]["familyName"], "L");
        QCOMPARE(json["title"], "Countess");
        QCOMPARE(json["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]["department"],
            "Engines");
        const auto refused = [&](const nlohmann::json& operation) {
            const Got got =
                client.scim("PATCH", userPath(made), patchOf(nlohmann::json::array({operation})));
            return std::pair(got.status, got.json().value("scimType", ""));
        };
        QCOMPARE(refused({{"op", "dance"}, {"path", "title"}}),
            std::pair(400, std::string("invalidSyntax")));
        QCOMPARE(refused({{"op", "add"}, {"path", "a b c"}, {"value", 1}}),
            std::pair(400, std::string("invalidPath")));
        QCOMPARE(refused({{"op", "replace"}, {"path", "id"}, {"value", "x"}}),
            std::pair(400, std::string("mutability")));
        QCOMPARE(refused({{"op", "remove"}}), std::pair(400, std::string("noTarget")));
        const auto after =
            client
                .scim("PATCH", userPath(made),
                    patchOf({{{"op", "remove"}, {"path", "roles[primary eq \"True\"]"}},
                        {{"op", "remove"}, {"path", "title"}}}))
                .json();
        QVERIFY(after["roles"].empty());
        QVERIFY(!after.contains("title"));
    }

    void listsAreFilteredAndPaged()
    {
        ScimClient client;
        const auto list = [&](const QString& query) {
            return client.scim("GET", users + u'?' + query).json();
        };
        const auto all = list(QString());
        QCOMPARE(all["totalResults"], 3);
        QCOMPARE(all["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:ListResponse");
        const auto second = list(QStringLiteral("startIndex=2&count=1"));
        QCOMPARE(second["totalResults"], 3);
        QCOMPARE(second["itemsPerPage"], 1);
        QCOMPARE(second["startIndex"], 2);
        QCOMPARE(second["Resources"][0]["userName"], "morgan.lee@contoso.onmicrosoft.com");
        QCOMPARE(list(QStringLiteral("count=0"))["Resources"].size(), 0U);
        QCOMPARE(list(QStringLiteral(
                     "filter=userName eq \"KAI.carter@contoso.onmicrosoft.com\""))["totalResults"],
            1);
        QCOMPARE(list(QStringLiteral("filter=externalId eq \"kai.carter\""))["totalResults"], 1);
        QCOMPARE(list(QStringLiteral("filter=externalId eq \"KAI.carter\""))["totalResults"], 0);
        QCOMPARE(list(QStringLiteral("filter=title pr"))["scimType"], "invalidFilter");
        const auto brief = list(QStringLiteral("attributes=userName"))["Resources"][0];
        QVERIFY(brief.contains("id") && brief.contains("userName") && !brief.contains("active"));
    }

    void groupsAreKeptToo()
    {
        ScimClient client;
        const QString groups = QStringLiteral("/Groups");
        const Got made = client.scim("POST", groups, {{"displayName", "Designers"}});
        QCOMPARE(made.status, 201);
        const QString path =
            groups + u'/' + QString::fromStdString(made.json()["id"].get<std::string>());
        const Got joined = client.scim("PATCH", path,
            patchOf(nlohmann::json::array({{{"op", "Add"}, {"path", "members"},
                {"value", nlohmann::json::array({{{"value", "1"}}})}}})));
        QCOMPARE(joined.json()["members"].size(), 1U);
        const auto without =
            client.scim("GET", path + QStringLiteral("?excludedAttributes=members")).json();
        QVERIFY(!without.contains("members") && without.contains("displayName"));
        const auto found =
            client.scim("GET", groups + QStringLiteral("?filter=displayName eq \"Designers\""));
        QCOMPARE(found.json()["totalResults"], 1);
    }

    void faultsStrikeItsPaths()
    {
        ScimClient down(withFault({{"path", "/scim/v2/Users"}, {"status", 503}}));
        QCOMPARE(down.scim("GET", users).status, 503);
        QVERIFY(down.scim("GET", users).header("Content-Type").startsWith("application/scim+json"));
        QCOMPARE(down.scim("GET", QStringLiteral("/ServiceProviderConfig")).status, 200);
        ScimClient page(withFault({{"path", "/scim/*"}, {"action", "captive-portal"}}));
        QVERIFY(page.scim("GET", users).header("Content-Type").startsWith("text/html"));
        ScimClient cut(withFault({{"path", "/scim/*"}, {"action", "drop"}}));
        QCOMPARE(cut.scim("GET", users).status, 0);
        ScimClient slow(withFault({{"path", "/scim/*"}, {"action", "delay"}, {"delayMs", 60'000}}));
        const QUrl url(slow.simulator->scimUrl().toString() + users);
        QCOMPARE(slow.send("GET", url, {}, {}, 300).error, QNetworkReply::OperationCanceledError);
    }

    void scenariosNameTheRunningServer()
    {
        ScimClient client;
        const auto inputs = inputsAt(client.loaded, client.simulator->loginUrl());
        QCOMPARE(
            inputs.at(QStringLiteral("scimUrl")).value(0), client.simulator->scimUrl().toString());
        const QString consent = inputs.at(QStringLiteral("consentUrl")).value(0);
        QVERIFY(consent.startsWith(client.simulator->loginUrl().toString() + u'/'));
        QVERIFY(consent.contains(u"/adminconsent?client_id="));
        QCOMPARE(inputs.at(QStringLiteral("assignees")).size(), 2);
        const auto stored =
            client.read(boards::synchronization + QStringLiteral("/secrets"), client.token())
                .json()["value"][0];
        QCOMPARE(stored["value"], client.simulator->scimUrl().toString().toStdString());
    }

    void theTokenLeavesNowhere()
    {
        ScimClient client;
        const QByteArray token = client.token();
        for (const QString& path : {boards::synchronization + QStringLiteral("/secrets"),
                 boards::synchronization + QStringLiteral("/jobs"),
                 boards::synchronization + QStringLiteral("/jobs/") + boards::job
                     + QStringLiteral("/schema"),
                 QStringLiteral("/servicePrincipals/") + boards::principal,
                 QStringLiteral("/auditLogs/provisioning")}) {
            const Got got = client.read(path, token);
            QCOMPARE(got.status, 200);
            QVERIFY2(!got.body.contains(client.loaded.secret), qPrintable(path));
        }
        for (const QString& place : {users, QStringLiteral("/ServiceProviderConfig")})
            QVERIFY(!client.scim("GET", place).body.contains(client.loaded.secret));
        QVERIFY(client.simulator->state().dump().find(client.loaded.secret.toStdString())
            == std::string::npos);
        QVERIFY(!client.loaded.secret.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ScimTest)
#include "tst_scim.moc"
