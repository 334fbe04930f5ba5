// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "sim_client.h"

using namespace lockstep;

namespace {

//! The product beside a scenario, told that scenario's own values.
class Product {
public:
    explicit Product(const QString& scenario = QStringLiteral("ready"))
        : loaded(*builtInScenario(scenario)), client(loaded)
    {
    }
    [[nodiscard]] QString input(const char* field) const
    {
        const auto found = loaded.inputs.find(QString::fromLatin1(field));
        return found == loaded.inputs.end() ? QString() : found->second.value(0);
    }
    [[nodiscard]] nlohmann::json values() const
    {
        nlohmann::json json{{"clientSecret", loaded.secret.toStdString()}};
        for (const char* field : {"instanceUrl", "clientId", "tenantId", "tenantName"})
            json[field] = input(field).toStdString();
        return json;
    }
    Got complete(const nlohmann::json& body, const QByteArray& key = "k1")
    {
        return client.send("POST", client.simulator->productSetupEndpoint(),
            QByteArray::fromStdString(body.dump()),
            {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
    }
    [[nodiscard]] bool locked() const { return client.simulator->productLocked(); }
    [[nodiscard]] bool completed() const { return client.simulator->productCompleted(); }

    Scenario loaded;
    SimClient client;
};

} // namespace

class ProductTest : public QObject {
    Q_OBJECT

private slots:
    void goodValuesComplete()
    {
        Product product;
        const Got got = product.complete(product.values());
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json()["status"], "completed");
        QVERIFY(product.completed() && !product.locked());
    }

    //! Whatever makes a confirmation fail locks the product, and whatever it calls ready does not.
    void theProductAgreesWithTheVerdict_data()
    {
        QTest::addColumn<bool>("works");
        for (const QString& id : builtInScenarioIds()) {
            const auto scenario = builtInScenario(id);
            if (scenario->verdict == u"ready" && scenario->profile == u"sspim")
                QTest::newRow(qPrintable(id)) << true;
        }
        for (const char* id :
            {"tenant-unknown", "tenant-name-wrong", "redirect-path-slash", "redirect-wrong",
                "redirect-spa", "service-principal-missing", "service-principal-disabled",
                "permission-delegated-twin", "permission-not-added", "consent-missing",
                "secret-id-pasted", "secret-wrong", "secret-expired", "secret-removed",
                "effective-read-refused", "role-case", "role-disabled", "role-applications-only",
                "role-default-access", "id-tokens-off", "object-id-pasted"})
            QTest::newRow(id) << false;
    }
    void theProductAgreesWithTheVerdict()
    {
        QFETCH(bool, works);
        Product product(QString::fromLatin1(QTest::currentDataTag()));
        const Got got = product.complete(product.values());
        QCOMPARE(product.completed(), works);
        QCOMPARE(product.locked(), !works);
        QCOMPARE(got.json()["status"], works ? "completed" : "locked");
    }

    void aLockedInstanceStaysLocked()
    {
        Product product;
        auto wrong = product.values();
        wrong["tenantName"] = "fabrikam.onmicrosoft.com";
        QCOMPARE(product.complete(wrong).status, 422);
        QVERIFY(product.locked());
        QCOMPARE(product.complete(product.values(), "k2").status, 423);
        QCOMPARE(product.client.get(product.client.simulator->productUrl()).status, 423);
        QCOMPARE(product.client.get(product.client.simulator->productSetupEndpoint()).status, 423);
        QVERIFY(product.client.simulator->load(product.loaded));
        QVERIFY(!product.locked());
        QCOMPARE(product.complete(product.values(), "k3").status, 200);
    }

    void oneKeyIsOneOutcome()
    {
        Product product;
        const Got first = product.complete(product.values());
        auto wrong = product.values();
        wrong["clientSecret"] = "other";
        const Got again = product.complete(wrong);
        QCOMPARE(again.status, first.status);
        QCOMPARE(again.body, first.body);
        QVERIFY(product.completed() && !product.locked());
        QCOMPARE(product.complete(wrong, "k2").status, 409);
        QVERIFY(!product.locked());
    }

    void aMissingValueLocksNothing()
    {
        Product product;
        auto values = product.values();
        values.erase("tenantName");
        QCOMPARE(product.complete(values).status, 400);
        QCOMPARE(product.complete(7).status, 400);
        QVERIFY(!product.locked() && !product.completed());
        QCOMPARE(product.complete(product.values()).status, 200);
    }

    void theFormLeadsToTheSameEnd()
    {
        Product product;
        const QUrl form = product.client.simulator->productSetupEndpoint();
        const Got page = product.client.get(form);
        QCOMPARE(page.status, 200);
        qsizetype last = 0;
        for (const char* field : {"clientId", "tenantId", "tenantName", "clientSecret"}) {
            const qsizetype at = page.body.indexOf(QByteArray("name=\"") + field);
            QVERIFY2(at > last, field);
            last = at;
        }
        Form values;
        for (const char* field : {"instanceUrl", "clientId", "tenantId", "tenantName"})
            values.append({QString::fromLatin1(field), product.input(field)});
        values.append({QStringLiteral("clientSecret"), QString::fromUtf8(product.loaded.secret)});
        QCOMPARE(product.client.postForm(form, values).status, 200);
        QVERIFY(product.completed());
    }

    void theTrialLeavesNoTrace()
    {
        Product product;
        const auto before = product.client.simulator->state();
        (void)product.complete(product.values());
        QVERIFY(product.client.simulator->state() == before);
        QCOMPARE(product.client.simulator->requests().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(ProductTest)
#include "tst_product.moc"
