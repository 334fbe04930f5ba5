// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile.h"
#include "profile/vocabulary.h"
#include "support/json_schema.h"

#include <QFile>
#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

namespace {

Json readJson(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll().toStdString()) : Json();
}

Json schemaJson()
{
    return readJson(u":/lockstep/profiles/profile.schema.json"_s);
}
Json sspimJson()
{
    return readJson(u":/lockstep/profiles/sspim.json"_s);
}

QStringList words(const Json& list)
{
    QStringList result;
    for (const Json& each : list)
        result << QString::fromStdString(each.get<std::string>());
    return result;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

bool loads(const Json& profile)
{
    return lintProfile(QByteArray::fromStdString(profile.dump()), u"p.json"_s).empty();
}

//! One of each kind is enough: the first two items of a list, but every check, each being another.
bool isRepetition(const Json::json_pointer& pointer)
{
    const QStringList parts = QString::fromStdString(pointer.to_string()).split(u'/');
    for (qsizetype i = 1; i < parts.size(); ++i) {
        bool isIndex = false;
        const bool isLater = parts[i].toInt(&isIndex) >= 2 && isIndex;
        if (isLater && (parts[i - 1] != u"checks"_s || parts.contains(u"portal"_s)))
            return true;
    }
    return false;
}

std::vector<Json::json_pointer> allPointers(const Json& json)
{
    std::vector<Json::json_pointer> pointers;
    std::vector<Json::json_pointer> open{Json::json_pointer()};
    while (!open.empty()) {
        const Json::json_pointer at = open.back();
        open.pop_back();
        const Json& value = json[at];
        if (value.is_object()) {
            for (const auto& each : value.items())
                open.push_back(at / each.key());
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                open.push_back(at / i);
        }
        if (!at.empty() && !isRepetition(at))
            pointers.push_back(at);
    }
    return pointers;
}

} // namespace

class ProfileSchemaTest : public QObject {
    Q_OBJECT
private slots:
    void theSchemaAcceptsTheBuiltInProfiles();
    void theWordsAreTheSame();
    void theArgumentsOfChecksAreTheSame();
    void loaderAndSchemaAgreeOnWhatIsMissingOrOfAnotherType();
    void whatTheSchemaRefusesTheLoaderRefuses();
};

void ProfileSchemaTest::theSchemaAcceptsTheBuiltInProfiles()
{
    const test::JsonSchema schema(schemaJson());
    for (const QString& id : builtInProfileIds())
        QVERIFY2(
            schema.accepts(readJson(u":/lockstep/profiles/%1.json"_s.arg(id))), qPrintable(id));
    QVERIFY(!schema.accepts(Json::object()));
}

void ProfileSchemaTest::theWordsAreTheSame()
{
    const Json defs = schemaJson()["$defs"];
    QCOMPARE(words(defs["field"]["properties"]["kind"]["enum"]), vocabulary::fieldKindNames());
    QCOMPARE(sorted(words(defs["link"]["properties"]["blade"]["enum"])),
        sorted(vocabulary::bladeNames()));
    QVERIFY(!vocabulary::bladeNames().isEmpty());
    for (const Json& check : defs["check"]["oneOf"]) {
        const Json& properties = check["properties"];
        if (properties.contains("kind"))
            QCOMPARE(words(properties["kind"]["enum"]), vocabulary::permissionKindNames());
        if (properties.contains("what"))
            QCOMPARE(words(properties["what"]["enum"]), vocabulary::readTargets());
    }
}

void ProfileSchemaTest::theArgumentsOfChecksAreTheSame()
{
    const Json checks = schemaJson()["$defs"]["check"]["oneOf"];
    QStringList names;
    for (const Json& check : checks)
        names << QString::fromStdString(check["properties"]["check"]["const"].get<std::string>());
    QCOMPARE(names, vocabulary::checkNames());
    for (std::size_t i = 0; i < checks.size(); ++i) {
        QStringList keys{u"check"_s, u"step"_s, u"title"_s};
        for (const vocabulary::Argument& argument : vocabulary::checkRows()[i].arguments) {
            if (argument.key)
                keys << QString::fromLatin1(argument.key);
        }
        QCOMPARE(sorted(words(checks[i]["required"])), sorted(keys));
        QCOMPARE(checks[i]["properties"].size(), static_cast<std::size_t>(keys.size()) + 2);
    }
}

void ProfileSchemaTest::loaderAndSchemaAgreeOnWhatIsMissingOrOfAnotherType()
{
    const test::JsonSchema schema(schemaJson());
    const Json sspim = sspimJson();
    int refused = 0;
    for (const Json::json_pointer& at : allPointers(sspim)) {
        std::vector<Json> mutations;
        if (sspim[at.parent_pointer()].is_object()) {
            Json without = sspim;
            without[at.parent_pointer()].erase(at.back());
            mutations.push_back(without);
            without[at.parent_pointer()][at.back() + "x"] = sspim[at];
            mutations.push_back(without);
        }
        for (const Json& value : {Json(3.5), Json::object()}) {
            mutations.push_back(sspim);
            mutations.back()[at] = value;
        }
        for (const Json& mutation : mutations) {
            const bool good = schema.accepts(mutation);
            refused += good ? 0 : 1;
            QVERIFY2(loads(mutation) == good, at.to_string().c_str());
        }
    }
    QVERIFY(refused > 300);
}

void ProfileSchemaTest::whatTheSchemaRefusesTheLoaderRefuses()
{
    const test::JsonSchema schema(schemaJson());
    const Json sspim = sspimJson();
    int refused = 0;
    for (const Json::json_pointer& at : allPointers(sspim)) {
        for (const Json& value : {Json("zzz"), Json(" "), Json(100'000)}) {
            Json mutation = sspim;
            mutation[at] = value;
            if (schema.accepts(mutation))
                continue;
            ++refused;
            QVERIFY2(!loads(mutation), at.to_string().c_str());
        }
    }
    QVERIFY(refused > 300);
}

QTEST_APPLESS_MAIN(ProfileSchemaTest)
#include "tst_profile_schema.moc"
