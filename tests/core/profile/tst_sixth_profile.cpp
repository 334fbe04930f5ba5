// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "support/json_schema.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
const QString client = u"7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"_s;

QByteArray bytes()
{
    QFile file(QStringLiteral(PROJECT_SOURCE_DIR "/tests/profiles/payroll-portal.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const Profile& payroll()
{
    static const Profile profile = loadProfile(bytes(), u"payroll-portal.json"_s).value();
    return profile;
}

Inputs filled()
{
    Inputs inputs;
    inputs.set(u"portalUrl"_s, u"https://contoso.payroll.example"_s);
    inputs.set(u"clientId"_s, client);
    inputs.set(u"tenantId"_s, tenant);
    inputs.values[u"clerkGroups"_s] = {u"Payroll clerks"_s, u"Payroll deputies"_s};
    inputs.set(u"clerkRole"_s, u"Clerk"_s);
    inputs.set(u"period"_s, u"monthly"_s);
    inputs.set(u"firstRun"_s, u"2027-01-29"_s);
    inputs.set(u"signOutAfter"_s, u"30 minutes"_s);
    inputs.set(u"mailDomain"_s, u"contoso.com"_s);
    return inputs;
}

Report judged(const Inputs& inputs, bool secretGiven)
{
    return evaluate(payroll(), inputs, secretGiven, TenantSnapshot{});
}

//! Nothing was read, so nothing may look good.
bool provesNothing(const Report& report)
{
    return std::ranges::all_of(report.findings, [](const Finding& finding) {
        return finding.verdict == Verdict::NotRun || finding.verdict == Verdict::Unknown
            || finding.verdict == Verdict::Fail;
    });
}

} // namespace

//! A profile of a product that the program has never heard of, written from the page on profiles.
class SixthProfileTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void itSaysWhatTheSchemaSays();
    void itIsNotShipped();
    void emptyFieldsAreFindingsThatLeadToTheField();
    void filledFieldsProveNothingByThemselves();
    void eachEntryOfTheListIsJudged();
    void whatIsFilledInIsWellFormed();
};

void SixthProfileTest::initTestCase()
{
    const std::vector<Error> problems = lintProfile(bytes(), u"payroll-portal.json"_s);
    QVERIFY2(problems.empty(),
        problems.empty() ? "" : qPrintable(problems.front().where + problems.front().what));
    QVERIFY(loadProfile(bytes(), u"payroll-portal.json"_s));
}

void SixthProfileTest::itSaysWhatTheSchemaSays()
{
    QFile file(u":/lockstep/profiles/profile.schema.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const test::JsonSchema schema(nlohmann::json::parse(file.readAll().toStdString()));
    QVERIFY(schema.accepts(nlohmann::json::parse(bytes().toStdString())));
}

void SixthProfileTest::itIsNotShipped()
{
    const std::vector<QString> ids = builtInProfileIds();
    QVERIFY(std::ranges::find(ids, payroll().id) == ids.end());
}

void SixthProfileTest::emptyFieldsAreFindingsThatLeadToTheField()
{
    const Report report = judged({}, false);
    QCOMPARE(report.findings.size(), payroll().checks.size());
    QVERIFY(provesNothing(report));
    QCOMPARE(report.overall(), Overall::Blocked);
    const std::vector<std::pair<QString, QString>> asked{{u"tenant.exists"_s, u"tenantId"_s},
        {u"app.exists"_s, u"clientId"_s}, {u"app.redirect-uri"_s, u"portalUrl"_s},
        {u"secret.accepted"_s, u"clientSecret"_s}, {u"group.exists"_s, u"clerkGroups"_s},
        {u"domain.verified"_s, u"mailDomain"_s}};
    for (const auto& [check, field] : asked) {
        const Finding* finding = report.find(check);
        QVERIFY2(finding && finding->verdict == Verdict::Fail, qPrintable(check));
        QVERIFY2(finding->remedy && finding->remedy->kind == Remedy::Kind::Field
                && finding->remedy->field == field,
            qPrintable(check));
    }
}

void SixthProfileTest::filledFieldsProveNothingByThemselves()
{
    const Report report = judged(filled(), true);
    QVERIFY(provesNothing(report));
    QVERIFY(report.overall() != Overall::Ready);
    QSet<QString> keys;
    for (const Finding& finding : report.findings) {
        keys.insert(finding.key());
        QVERIFY(payroll().step(finding.step));
        QVERIFY2(!finding.message.isEmpty(), qPrintable(finding.key()));
        // what was typed is not asked for again
        QVERIFY2(!finding.remedy || finding.remedy->kind != Remedy::Kind::Field,
            qPrintable(finding.key() + u": "_s + finding.message));
    }
    QCOMPARE(keys.size(), static_cast<qsizetype>(report.findings.size()));
}

void SixthProfileTest::eachEntryOfTheListIsJudged()
{
    const Report report = judged(filled(), true);
    for (const QString& group : {u"Payroll clerks"_s, u"Payroll deputies"_s}) {
        QVERIFY(report.find(u"group.exists"_s, group));
        QVERIFY(report.find(u"group.assigned"_s, group));
    }
    QCOMPARE(report.findings.size(), payroll().checks.size() + 2);
}

void SixthProfileTest::whatIsFilledInIsWellFormed()
{
    const Inputs inputs = filled();
    for (const Field& field : payroll().fields) {
        const FieldVerdict verdict = validateEntries(payroll(), field, inputs);
        const bool typed = !inputs.list(field.id).isEmpty();
        QVERIFY2(verdict.kind == (typed ? FieldVerdict::Kind::Good : FieldVerdict::Kind::Empty),
            qPrintable(field.id + u": "_s + verdict.message));
    }
    Inputs wrong = inputs;
    wrong.set(u"period"_s, u"daily"_s);
    QVERIFY(validateEntries(payroll(), *payroll().field(u"period"_s), wrong).kind
        == FieldVerdict::Kind::Malformed);
}

QTEST_GUILESS_MAIN(SixthProfileTest)
#include "tst_sixth_profile.moc"
