// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "profile/profile.h"
#include "profile/vocabulary.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

namespace {

QByteArray sspimBytes()
{
    QFile file(QStringLiteral(PROJECT_SOURCE_DIR "/resources/profiles/sspim.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("sspim.json cannot be opened");
    return file.readAll();
}

QString describe(const std::vector<Error>& errors)
{
    QStringList lines;
    for (const Error& error : errors)
        lines << error.where + u' ' + error.what;
    return lines.join(u'\n');
}

//! "name:line: pointer" with a real line.
bool namesALine(const Error& error, int lines)
{
    const QStringList parts = error.where.split(u':');
    bool isNumber = false;
    const int line = parts.value(1).toInt(&isNumber);
    return parts.value(0) == u"sspim.json"_s && isNumber && line >= 1 && line <= lines;
}

} // namespace

class ProfileTest : public QObject {
    Q_OBJECT
private slots:
    void sspimHasNoProblems();
    void sspimHasTheStepsFieldsAndChecksOfTheVocabulary();
    void everyCheckOfTheVocabularyIsUsedOrKnown();
    void problemsNamePointerLineAndSuggestion_data();
    void problemsNamePointerLineAndSuggestion();
    void lintFindsAllProblemsInOrder();
    void builtInProfilesLoad();
    void anUnknownBuiltInProfileNamesTheKnownOnes();
    void notRunFindingsFollowTheProfile();
    void cuttingItAnywhereIsAnErrorWithALine();
    void changingAnyByteNeverCrashes();
};

void ProfileTest::sspimHasNoProblems()
{
    const std::vector<Error> problems = lintProfile(sspimBytes(), u"sspim.json"_s);
    QVERIFY2(problems.empty(), qPrintable(describe(problems)));
}

void ProfileTest::sspimHasTheStepsFieldsAndChecksOfTheVocabulary()
{
    const Result<Profile> profile = loadProfile(sspimBytes(), u"sspim.json"_s);
    QVERIFY(profile);
    QStringList steps;
    for (const Step& step : profile->steps)
        steps << step.id;
    QCOMPARE(steps,
        QStringList({u"app-registration"_s, u"tenant-info"_s, u"permissions"_s, u"secret"_s,
            u"app-roles"_s, u"id-tokens"_s, u"complete"_s}));
    QStringList fields;
    for (const Field& field : profile->fields)
        fields << field.id;
    QCOMPARE(fields,
        QStringList({u"instanceUrl"_s, u"clientId"_s, u"tenantId"_s, u"tenantName"_s,
            u"clientSecret"_s, u"adminUser"_s, u"setupEndpoint"_s}));
    QStringList optional;
    for (const CheckSpec& spec : profile->checks) {
        if (!spec.required)
            optional << spec.name;
    }
    optional.sort();
    QCOMPARE(optional,
        QStringList({u"admin.roles"_s, u"permission.excess"_s, u"secret.identified"_s,
            u"secret.policy"_s}));
    QCOMPARE(profile->checks.size(), 27U);
    QCOMPARE(profile->handoff.support, QUrl(u"https://selfservicepim.com/support"_s));
    QVERIFY(profile->field(u"clientSecret"_s)->secret);
    QVERIFY(!profile->field(u"adminUser"_s)->required);
    QVERIFY(profile->uses("id-token.enabled"));
    QVERIFY(!profile->uses("pim.policy"));
    const auto assigned = std::ranges::find(profile->checks, u"role.assigned"_s, &CheckSpec::name);
    QCOMPARE(std::get<check::RoleAssigned>(assigned->kind).field, u"adminUser"_s);
    QCOMPARE(assigned->subject, u"Admin"_s);
}

void ProfileTest::everyCheckOfTheVocabularyIsUsedOrKnown()
{
    std::vector<Profile> profiles;
    for (const QString& id : builtInProfileIds()) {
        Result<Profile> profile = builtInProfile(id);
        QVERIFY2(profile.has_value(),
            qPrintable(profile ? QString() : profile.error().where + profile.error().what));
        profiles.push_back(std::move(*profile));
    }
    for (const vocabulary::CheckRow& row : vocabulary::checkRows())
        QVERIFY2(std::ranges::any_of(
                     profiles, [&](const Profile& profile) { return profile.uses(row.name); }),
            row.name);
}

void ProfileTest::problemsNamePointerLineAndSuggestion_data()
{
    QTest::addColumn<QString>("pointer"); // what is changed ...
    QTest::addColumn<QByteArray>("value"); // ... to this JSON; empty = removed
    QTest::addColumn<QString>("where"); // end of the place
    QTest::addColumn<QString>("what"); // part of the words

    const auto row = [](const char* name, const char16_t* pointer, const char* value,
                         const char16_t* where, const char16_t* what) {
        QTest::newRow(name) << QString::fromUtf16(pointer) << QByteArray(value)
                            << QString::fromUtf16(where) << QString::fromUtf16(what);
    };
    row("check", u"/checks/0/check", "\"app.exits\"", u"/checks/0/check", u"\"app.exists\"");
    row("top key", u"/stepz", "[]", u"/stepz", u"\"steps\"");
    row("key in step", u"/steps/2/titel", "\"x\"", u"/steps/2/titel", u"\"title\"");
    row("field kind", u"/fields/0/kind", "\"ulr\"", u"/fields/0/kind", u"\"url\"");
    row("permission", u"/checks/9/permission", "\"User.Raed.All\"", u"/checks/9/permission",
        u"\"User.Read.All\"");
    row("permission of the other kind", u"/checks/8/kind", "\"application\"",
        u"/checks/8/permission", u"no application permission");
    row("permission kind", u"/checks/8/kind", "\"delegate\"", u"/checks/8/kind", u"\"delegated\"");
    row("target", u"/checks/20/what", "\"user\"", u"/checks/20/what", u"\"users\"");
    row("blade", u"/steps/0/link/blade", "\"app-registration\"", u"/steps/0/link/blade",
        u"\"app-registrations\"");
    row("step of a check", u"/checks/3/step", "\"app-regstration\"", u"/checks/3/step",
        u"\"app-registration\"");
    row("step of a field", u"/fields/1/step", "\"tenant\"", u"/fields/1/step", u"no step");
    row("step of an attestation", u"/attestations/0/step", "\"secrets\"", u"/attestations/0/step",
        u"\"secret\"");
    row("field of a check", u"/checks/2/field", "\"instanceURI\"", u"/checks/2/field",
        u"\"instanceUrl\"");
    row("field of the wrong kind", u"/checks/2/field", "\"clientId\"", u"/checks/2/field",
        u"kind \"url\"");
    row("placeholder", u"/steps/0/instructions/3/copy/0", "\"{instanceUri}\"",
        u"/steps/0/instructions/3/copy/0", u"\"instanceUrl\"");
    row("secret placeholder", u"/steps/0/instructions/3/copy/0", "\"{clientSecret}\"",
        u"/steps/0/instructions/3/copy/0", u"secret");
    row("placeholder in a text", u"/steps/0/instructions/3/text", "\"Paste {instanceUrl}.\"",
        u"/steps/0/instructions/3/text", u"copy");
    row("role without definition", u"/checks/24/role", "\"Amdin\"", u"/checks/24/role",
        u"\"Admin\"");
    row("handoff value", u"/handoff/values/0", "\"clientID2\"", u"/handoff/values/0",
        u"\"clientId\"");
    row("handoff page", u"/handoff/pageField", "\"nowhere\"", u"/handoff/pageField", u"no field");
    row("support over http", u"/handoff/support", "\"http://x.test/\"", u"/handoff/support",
        u"https");
    row("schema", u"/schema", "\"lockstep.profile/2\"", u"/schema", u"\"lockstep.profile/1\"");
    row("missing key", u"/steps/0/title", "", u"/steps/0", u"\"title\" is missing");
    row("empty text", u"/steps/0/title", "\"  \"", u"/steps/0/title", u"not empty");
    row("text of another type", u"/title", "7", u"/title", u"text");
    row("no instructions", u"/steps/1/instructions", "[]", u"/steps/1/instructions",
        u"at least one instruction");
    row("secret that is none", u"/fields/4/secret", "false", u"/fields/4/secret", u"clientSecret");
    row("field that is secret", u"/fields/0/secret", "true", u"/fields/0/secret", u"clientSecret");
    row("id twice", u"/fields/1/id", "\"instanceUrl\"", u"/fields/1/id", u"twice");
    row("check twice", u"/checks/9/permission", "\"Group.Read.All\"", u"/checks/10", u"twice");
    row("paste label twice", u"/fields/2/pasteLabels/0", "\"client id\"",
        u"/fields/2/pasteLabels/0", u"twice");
    row("months as text", u"/checks/17/months", "\"24\"", u"/checks/17/months", u"whole number");
    row("months of none", u"/checks/17/months", "0", u"/checks/17/months", u"whole number");
    row("huge months", u"/checks/17/months", "99999999999999999999", u"/checks/17/months",
        u"whole number");
    row("id with a slash", u"/id", "\"../evil\"", u"/id", u"letters");
    row("step is no object", u"/steps/3", "7", u"/steps/3", u"object");
    row("steps are no list", u"/steps", "{}", u"/steps", u"list");
}

void ProfileTest::problemsNamePointerLineAndSuggestion()
{
    QFETCH(QString, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, where);
    QFETCH(QString, what);
    Json json = Json::parse(sspimBytes().toStdString());
    const Json::json_pointer at(pointer.toStdString());
    if (value.isEmpty())
        json[at.parent_pointer()].erase(at.back());
    else
        json[at] = Json::parse(value.toStdString());
    const QByteArray text = QByteArray::fromStdString(json.dump(1));

    const std::vector<Error> problems = lintProfile(text, u"sspim.json"_s);
    const auto found = std::ranges::find_if(problems, [&](const Error& error) {
        return error.where.endsWith(u": "_s + where) && error.what.contains(what);
    });
    QVERIFY2(found != problems.end(), qPrintable(describe(problems)));
    QVERIFY(namesALine(*found, static_cast<int>(text.count('\n')) + 1));
    const Result<Profile> loaded = loadProfile(text, u"sspim.json"_s);
    QVERIFY(!loaded);
    QCOMPARE(loaded.error(), problems.front());
}

void ProfileTest::lintFindsAllProblemsInOrder()
{
    QByteArray text = sspimBytes();
    text.replace("\"app.exists\"", "\"app.exsts\"");
    text.replace("\"minutes\": 20", "\"minutes\": true");
    const std::vector<Error> problems = lintProfile(text, u"sspim.json"_s);
    QCOMPARE(problems.size(), 2U);
    const int minutesLine =
        static_cast<int>(text.left(text.indexOf("\"minutes\"")).count('\n')) + 1;
    const int checkLine = static_cast<int>(text.left(text.indexOf("app.exsts")).count('\n')) + 1;
    QCOMPARE(problems[0].where, u"sspim.json:%1: /minutes"_s.arg(minutesLine));
    QCOMPARE(problems[1].where, u"sspim.json:%1: /checks/0/check"_s.arg(checkLine));
}

void ProfileTest::builtInProfilesLoad()
{
    const std::vector<QString> ids = builtInProfileIds();
    QVERIFY(std::ranges::find(ids, u"sspim"_s) != ids.end());
    QVERIFY(std::ranges::find(ids, u"profile.schema"_s) == ids.end());
    for (const QString& id : ids) {
        const Result<Profile> profile = builtInProfile(id);
        QVERIFY2(profile, qPrintable(id));
        QCOMPARE(profile->id, id);
    }
}

void ProfileTest::anUnknownBuiltInProfileNamesTheKnownOnes()
{
    const Result<Profile> profile = builtInProfile(u"../data/graph-permissions"_s);
    QVERIFY(!profile);
    QVERIFY(profile.error().what.contains(u"sspim"_s));
}

void ProfileTest::notRunFindingsFollowTheProfile()
{
    const Result<Profile> profile = builtInProfile(u"sspim"_s);
    QVERIFY(profile);
    const std::vector<Finding> findings = notRunFindings(*profile, {});
    QCOMPARE(findings.size(), profile->checks.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
        QCOMPARE(findings[i].check, profile->checks[i].name);
        QCOMPARE(findings[i].verdict, Verdict::NotRun);
        QCOMPARE(findings[i].message, profile->checks[i].title);
    }
}

void ProfileTest::cuttingItAnywhereIsAnErrorWithALine()
{
    const QByteArray whole = sspimBytes().trimmed();
    for (qsizetype length = 0; length < whole.size(); length += 47) {
        const QByteArray cut = whole.left(length);
        const std::vector<Error> problems = lintProfile(cut, u"sspim.json"_s);
        QCOMPARE(problems.size(), 1U);
        QVERIFY2(namesALine(problems[0], static_cast<int>(cut.count('\n')) + 1),
            qPrintable(problems[0].where));
    }
}

void ProfileTest::changingAnyByteNeverCrashes()
{
    const QByteArray whole = sspimBytes();
    const int lines = static_cast<int>(whole.count('\n')) + 2;
    int rejected = 0;
    int tried = 0;
    const QByteArray bytes("\0\"}[\xffx\n", 7);
    for (qsizetype at = 0; at < whole.size(); at += 49) {
        for (const qsizetype other : {at / 49, at / 49 + 3}) { // two of them, in turn
            QByteArray changed = whole;
            changed[at] = bytes[other % bytes.size()];
            const std::vector<Error> problems = lintProfile(changed, u"sspim.json"_s);
            ++tried;
            rejected += problems.empty() ? 0 : 1;
            for (const Error& problem : problems)
                QVERIFY2(namesALine(problem, lines), qPrintable(problem.where));
        }
    }
    // a letter of a sentence may become another one; the structure may not
    QVERIFY2(rejected > tried / 2, qPrintable(u"%1 of %2"_s.arg(rejected).arg(tried)));
}

QTEST_APPLESS_MAIN(ProfileTest)
#include "tst_profile.moc"
