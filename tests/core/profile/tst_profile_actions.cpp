// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

namespace {

Json profileJson(const QString& id)
{
    QFile file(u":/lockstep/profiles/%1.json"_s.arg(id));
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll().toStdString()) : Json();
}

std::vector<Error> lint(const Json& json)
{
    return lintProfile(QByteArray::fromStdString(json.dump(1)), u"p.json"_s);
}

//! Where an object of this id is in a list.
std::string at(const Json& profile, const char* list, const char* key, const QString& value)
{
    const Json& items = profile[Json::json_pointer(list)];
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i][key] == value.toStdString())
            return list + ("/" + std::to_string(i));
    }
    return list;
}

bool names(const std::vector<Error>& problems, const std::string& pointer, const QString& words)
{
    return std::ranges::any_of(problems, [&](const Error& error) {
        return error.where.endsWith(u": "_s + QString::fromStdString(pointer))
            && error.what.contains(words);
    });
}

QString described(const std::vector<Error>& problems)
{
    QStringList lines;
    for (const Error& error : problems)
        lines << error.where + u' ' + error.what;
    return lines.join(u'\n');
}

} // namespace

//! What instructions can do, and what fields may be read from others.
class ProfileActionsTest : public QObject {
    Q_OBJECT
private slots:
    void theActionsOfTheGuidesAreRead();
    void whatActionsNameMustExist_data();
    void whatActionsNameMustExist();
    void listsStandOnlyWhereEachEntryIsJudged_data();
    void listsStandOnlyWhereEachEntryIsJudged();
    void aListOfPeopleIsFineWhereEachIsJudged();
    void aGuideMayHandNothingOver();
    void theOnlySecretIsNeverAPlaceholder();
    void onlyIdsAreReadFromConsentAddresses();
};

void ProfileActionsTest::theActionsOfTheGuidesAreRead()
{
    const Result<Profile> scim = builtInProfile(u"scim"_s);
    const Result<Profile> spark = builtInProfile(u"spark-pim"_s);
    QVERIFY(scim && spark);
    const auto instruction = [](const Profile& profile, const QString& step, const QString& id) {
        const auto& all = profile.step(step)->instructions;
        return *std::ranges::find(all, id, &Instruction::id);
    };
    QCOMPARE(instruction(*scim, u"consent"_s, u"open-url"_s).open, u"consentUrl"_s);
    QCOMPARE(instruction(*scim, u"consent"_s, u"created"_s).watch, u"app.service-principal"_s);
    QCOMPARE(instruction(*scim, u"start"_s, u"initial-cycle"_s).watch, u"provisioning.progress"_s);
    QVERIFY(scim->step(u"start"_s)->provisioningLog);
    QVERIFY(!scim->step(u"consent"_s)->provisioningLog);
    QCOMPARE(scim->field(u"clientId"_s)->readFrom, u"consentUrl"_s);
    QCOMPARE(scim->field(u"tenantId"_s)->readFrom, u"consentUrl"_s);
    QCOMPARE(instruction(*spark, u"test-with-pim"_s, u"activate-page"_s).activate, u"testUser"_s);
    QCOMPARE(instruction(*spark, u"test-with-pim"_s, u"duration"_s).watch, u"pim.active"_s);
}

void ProfileActionsTest::whatActionsNameMustExist_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("open unknown") << u"open"_s << u"scimURL"_s << u"Did you mean \"scimUrl\""_s;
    QTest::newRow("open an id") << u"open"_s << u"clientId"_s << u"holds no address"_s;
    QTest::newRow("open a token") << u"open"_s << u"secretToken"_s << u"holds no address"_s;
    QTest::newRow("watch unknown")
        << u"watch"_s << u"provisioning.jobs"_s << u"Did you mean \"provisioning.job\""_s;
    QTest::newRow("watch what another guide has")
        << u"watch"_s << u"pim.active"_s << u"This guide has no check"_s;
    QTest::newRow("activate unknown")
        << u"activate"_s << u"asignees"_s << u"Did you mean \"assignees\""_s;
    QTest::newRow("activate a group or a user") << u"activate"_s << u"assignees"_s << u"\"user\""_s;
    QTest::newRow("empty") << u"watch"_s << u" "_s << u"not empty"_s;
}

void ProfileActionsTest::whatActionsNameMustExist()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, words);
    Json scim = profileJson(u"scim"_s);
    scim["steps"][0]["instructions"][0][key.toStdString()] = value.toStdString();
    const std::vector<Error> problems = lint(scim);
    QVERIFY2(names(problems, "/steps/0/instructions/0/" + key.toStdString(), words),
        qPrintable(described(problems)));
}

void ProfileActionsTest::listsStandOnlyWhereEachEntryIsJudged_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("argument");
    const auto row = [](const char* name, const QString& profile, const QString& field,
                         const QString& check, const QString& argument) {
        QTest::newRow(name) << profile << field << check << argument;
    };
    const QString spark = u"spark-pim"_s;
    row("group of eligibility", spark, u"group"_s, u"pim.eligible"_s, u"group"_s);
    row("group of the policy", spark, u"group"_s, u"pim.policy"_s, u"group"_s);
    row("start", spark, u"startDate"_s, u"pim.dates"_s, u"start"_s);
    row("protocol", spark, u"protocol"_s, u"sso.configured"_s, u"field"_s);
    row("role", spark, u"appRole"_s, u"group.assigned"_s, u"roleField"_s);
    row("consent address", u"scim"_s, u"consentUrl"_s, u"consent.url"_s, u"field"_s);
    row("endpoint", u"scim"_s, u"scimUrl"_s, u"scim.token"_s, u"url"_s);
}

void ProfileActionsTest::listsStandOnlyWhereEachEntryIsJudged()
{
    QFETCH(QString, profile);
    QFETCH(QString, field);
    QFETCH(QString, check);
    QFETCH(QString, argument);
    Json json = profileJson(profile);
    json[Json::json_pointer(at(json, "/fields", "id", field))]["list"] = true;
    const std::vector<Error> problems = lint(json);
    QVERIFY2(names(problems, at(json, "/checks", "check", check) + '/' + argument.toStdString(),
                 u"not a list"_s),
        qPrintable(described(problems)));
}

void ProfileActionsTest::aListOfPeopleIsFineWhereEachIsJudged()
{
    Json spark = profileJson(u"spark-pim"_s);
    spark[Json::json_pointer(at(spark, "/fields", "id", u"testUser"_s))]["list"] = true;
    QVERIFY2(lint(spark).empty(), qPrintable(described(lint(spark))));
}

void ProfileActionsTest::aGuideMayHandNothingOver()
{
    Json spark = profileJson(u"spark-pim"_s);
    QVERIFY(spark["handoff"]["values"].empty());
    QVERIFY(lint(spark).empty());
    spark["handoff"].erase("values");
    QVERIFY(lint(spark).empty());
    spark["handoff"]["values"] = {""};
    QVERIFY(!lint(spark).empty());
}

void ProfileActionsTest::theOnlySecretIsNeverAPlaceholder()
{
    Json scim = profileJson(u"scim"_s);
    scim["steps"][1]["instructions"][0]["copy"] = {"{secretToken}"};
    QVERIFY(names(lint(scim), "/steps/1/instructions/0/copy/0", u"secret"_s));
    const std::string field = at(scim, "/fields", "id", u"secretToken"_s);
    scim[Json::json_pointer(field)].erase("secret");
    QVERIFY(names(lint(scim), field + "/secret", u"bearerToken"_s));
}

void ProfileActionsTest::onlyIdsAreReadFromConsentAddresses()
{
    Json scim = profileJson(u"scim"_s);
    const std::string client = at(scim, "/fields", "id", u"clientId"_s);
    scim[Json::json_pointer(client)]["readFrom"] = "scimUrl";
    QVERIFY(names(lint(scim), client + "/readFrom", u"consentUrl"_s));
    scim[Json::json_pointer(client)]["readFrom"] = "consentURL";
    QVERIFY(names(lint(scim), client + "/readFrom", u"Did you mean"_s));
    const std::string url = at(scim, "/fields", "id", u"scimUrl"_s);
    scim[Json::json_pointer(url)]["readFrom"] = "consentUrl";
    QVERIFY(names(lint(scim), url + "/readFrom", u"Only a client ID"_s));
}

QTEST_APPLESS_MAIN(ProfileActionsTest)
#include "tst_profile_actions.moc"
