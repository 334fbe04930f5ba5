// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/setup.h"

#include <QRandomGenerator>
#include <QTest>
#include <QUuid>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

Setup simpleSetup(const QString& id)
{
    Setup setup;
    setup.id = id;
    setup.profile = u"sspim"_s;
    setup.customer = u"Contoso"_s;
    setup.inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
    setup.currentStep = u"secret"_s;
    setup.created = utc(1'700'000'000'123);
    setup.changed = utc(1'700'000'100'456);
    return setup;
}

QString randomText(QRandomGenerator& random)
{
    const QString alphabet = u"abc XYZ\"\\/{}[]:,\t\n\r\u0000\u0007äß東\u202e\u2028<>&'"_s;
    QString text;
    for (int i = random.bounded(20); i > 0; --i)
        text += alphabet[random.bounded(alphabet.size())];
    return text;
}

Finding randomFinding(QRandomGenerator& random)
{
    Finding finding{.check = u"app.exists"_s,
        .subject = randomText(random),
        .step = u"app-registration"_s,
        .verdict = static_cast<Verdict>(random.bounded(6)),
        .required = random.bounded(2) == 1,
        .expected = randomText(random),
        .observed = randomText(random),
        .message = randomText(random),
        .remedy = std::nullopt,
        .details = randomText(random)};
    if (random.bounded(2) == 1) {
        finding.remedy = Remedy{.kind = static_cast<Remedy::Kind>(random.bounded(6)),
            .text = randomText(random),
            .url = QUrl(u"https://entra.microsoft.com/#view/x/~/y"_s),
            .field = u"clientId"_s};
    }
    return finding;
}

Report randomReport(QRandomGenerator& random)
{
    Report report;
    report.profile = u"sspim"_s;
    report.tenantId = randomText(random);
    report.cloud = u"custom"_s;
    report.startedAt = utc(random.generate());
    report.duration = std::chrono::milliseconds(random.bounded(100'000));
    report.network = {random.bounded(9), random.bounded(99), random.bounded(9), random.bounded(9)};
    for (int i = random.bounded(5); i > 0; --i)
        report.findings.push_back(randomFinding(random));
    report.nothingReached = random.bounded(5) == 0;
    report.notes = QStringList{randomText(random)};
    report.secretAccepted = random.bounded(4);
    if (random.bounded(2) == 1)
        report.secretEnds = utc(random.generate());
    return report;
}

Setup randomSetup(QRandomGenerator& random)
{
    Setup setup = simpleSetup(newId());
    setup.cloud = u"custom"_s;
    setup.loginUrl = QUrl(u"http://127.0.0.1:8080/a%20b"_s);
    setup.customer = randomText(random);
    setup.account = randomText(random);
    setup.secretKept = random.bounded(2) == 1;
    setup.inputs.values[u"groups"_s] = QStringList{randomText(random), randomText(random)};
    setup.inputs.values[u"empty"_s] = QStringList{};
    for (int i = random.bounded(3); i > 0; --i)
        setup.attestations.push_back(
            {u"further-admins"_s, randomText(random), utc(random.generate()), randomText(random)});
    if (random.bounded(2) == 1)
        setup.lastReport = randomReport(random);
    if (random.bounded(2) == 1)
        setup.completion =
            Completion{utc(5), randomText(random), u"https"_s, u"unknown"_s, newId()};
    return setup;
}

} // namespace

class SetupTest : public QObject {
    Q_OBJECT
private slots:
    void randomSetupsSurviveTheFile();
    void secretsNeverReachTheFile();
    void damagedSetupsAreErrorsWithTheirPlace_data();
    void damagedSetupsAreErrorsWithTheirPlace();
    void cuttingASetupAnywhereIsAnError();
};

void SetupTest::randomSetupsSurviveTheFile()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        const QByteArray json = setupToJson(randomSetup(random));
        const Result<Setup> read = setupFromJson(json, u"x.json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().where + read.error().what));
        QCOMPARE(setupToJson(*read), json);
    }
    Setup setup = randomSetup(random);
    setup.inputs.set(u"tenantName"_s, u"M\u00fcller \u6771\u4eac"_s);
    const Result<Setup> read = setupFromJson(setupToJson(setup), u"x.json"_s);
    QVERIFY(read);
    QCOMPARE(read->inputs, setup.inputs);
    QCOMPARE(read->changed, setup.changed);
    QCOMPARE(read->loginUrl, setup.loginUrl);
    QCOMPARE(read->customer, setup.customer);
    QCOMPARE(read->secretKept, setup.secretKept);
}

void SetupTest::secretsNeverReachTheFile()
{
    Setup setup = simpleSetup(newId());
    setup.inputs.set(u"clientSecret"_s, u"aB18Q~hidden"_s);
    setup.inputs.set(u"secretToken"_s, u"aB18Q~hidden"_s);
    QVERIFY(!setupToJson(setup).contains("hidden"));
    QVERIFY(!setupToJson(setup).contains("clientSecret"));
}

void SetupTest::damagedSetupsAreErrorsWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* from, const char* to, const QString& where,
                         const QString& what) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << where << what;
    };
    row("later version", "lockstep.setup/1", "lockstep.setup/2", u"/schema"_s, u"newer version"_s);
    row("another file", "lockstep.setup/1", "lockstep.report/1", u"/schema"_s, u"not known"_s);
    row("no schema", "\"schema\"", "\"scheme\"", u": /"_s, u"missing"_s);
    row("key", "\"currentStep\"", "\"curentStep\"", u"/"_s, u"currentStep"_s);
    row("type", "\"Contoso\"", "7", u"/customer"_s, u"text"_s);
    row("date without offset", "123Z\"", "123\"", u"/created"_s, u"offset"_s);
    row("date", "\"2023-11-14", "\"2023-13-14", u"/created"_s, u"date"_s);
    row("inputs", "[\n      \"3f8a", "\"3f8a", u"x.json:"_s, u"JSON"_s);
    row("flag", "\"secretKept\": false", "\"secretKept\": \"no\"", u"/secretKept"_s,
        u"true or false"_s);
    row("attestations", "\"attestations\": []", "\"attestations\": {}", u"/attestations"_s,
        u"list"_s);
    row("twice", "\"customer\"", "\"profile\"", u"/profile"_s, u"twice"_s);
}

void SetupTest::damagedSetupsAreErrorsWithTheirPlace()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, where);
    QFETCH(QString, what);
    QByteArray json = setupToJson(simpleSetup(newId()));
    QVERIFY2(json.contains(from), json.constData());
    json.replace(from, to);
    const Result<Setup> read = setupFromJson(json, u"x.json"_s);
    QVERIFY(!read);
    QVERIFY2(read.error().where.startsWith(u"x.json:"_s), qPrintable(read.error().where));
    QVERIFY2(read.error().where.contains(where), qPrintable(read.error().where));
    QVERIFY2(read.error().what.contains(what), qPrintable(read.error().what));
}

void SetupTest::cuttingASetupAnywhereIsAnError()
{
    QRandomGenerator random(11);
    const QByteArray json = setupToJson(randomSetup(random)).trimmed();
    for (qsizetype length = 0; length < json.size(); length += 13)
        QVERIFY(!setupFromJson(json.left(length), u"x.json"_s));
}

QTEST_APPLESS_MAIN(SetupTest)
#include "tst_setup.moc"
