// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario.h"

#include "simulator/scenario_values.h"
#include "simulator/tenant_defaults.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <set>

namespace lockstep {

namespace {

using sim::Json;

class Words {
    Q_DECLARE_TR_FUNCTIONS(Scenario)
};

const QString& schemaName()
{
    static const QString name = QStringLiteral("lockstep.scenario/1");
    return name;
}

Result<Json> parseText(const QByteArray& text, const QString& name)
{
    try {
        Json json = Json::parse(text.begin(), text.end());
        if (json.is_object())
            return json;
        return failure(name, Words::tr("A scenario is a JSON object."));
    } catch (const Json::parse_error& error) {
        const auto line = text.left(static_cast<qsizetype>(error.byte)).count('\n') + 1;
        return failure(QStringLiteral("%1:%2").arg(name).arg(line), Words::tr("This is not JSON."));
    }
}

Result<void> checkMembers(const Json& json, const QString& name)
{
    static const std::set<std::string> known{"schema", "id", "title", "summary", "profile",
        "inputs", "secret", "signIn", "verdict", "exitCode", "findings", "tenants", "network",
        "product", "base", "patch"};
    if (sim::textAt(json, "schema") != schemaName())
        return failure(name + QStringLiteral("/schema"),
            Words::tr("This is not of the schema %1.").arg(schemaName()));
    for (const auto& [key, value] : json.items()) {
        if (!known.contains(key))
            return failure(name + u'/' + sim::fromJson(key),
                Words::tr("A scenario has no member of this name."));
    }
    return {};
}

Result<Json> applyPatch(Json base, const Json& operations, const QString& name)
{
    for (std::size_t i = 0; i < operations.size(); ++i) {
        try {
            base.patch_inplace(Json::array({operations[i]}));
        } catch (const Json::exception&) {
            return failure(QStringLiteral("%1/patch/%2 (%3)")
                               .arg(name)
                               .arg(i)
                               .arg(sim::textAt(operations[i], "path")),
                Words::tr("This operation does not fit the base scenario."));
        }
    }
    return base;
}

Result<Json> builtInText(const QString& id)
{
    QFile file(QStringLiteral(":/lockstep/scenarios/%1.json").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return failure(id, Words::tr("There is no such scenario."));
    return parseText(file.readAll(), id);
}

Result<Json> withBase(Json json, const QString& name)
{
    if (!json.contains("base"))
        return json;
    auto base = builtInText(sim::textAt(json, "base"));
    if (!base)
        return failure(name + QStringLiteral("/base"), base.error().what);
    if (base->contains("base"))
        return failure(name + QStringLiteral("/base"), Words::tr("A base has no base of its own."));
    // what is expected is the scenario's own, never inherited
    for (const char* own : {"id", "title", "summary", "verdict", "exitCode", "findings"})
        base->erase(own);
    auto patched = applyPatch(*std::move(base), sim::listAt(json, "patch"), name);
    if (!patched)
        return patched;
    for (const auto& [key, value] : json.items()) {
        if (key != "base" && key != "patch")
            (*patched)[key] = value;
    }
    return patched;
}

struct Wanted {
    const char* member;
    Json::value_t type;
    bool optional = false;
};

Result<void> checkTypes(const Json& json, const QString& name)
{
    using Type = Json::value_t;
    static constexpr std::array wanted{Wanted{"id", Type::string}, Wanted{"title", Type::string},
        Wanted{"summary", Type::string}, Wanted{"profile", Type::string},
        Wanted{"inputs", Type::object}, Wanted{"secret", Type::string, true},
        Wanted{"signIn", Type::string, true}, Wanted{"verdict", Type::string},
        Wanted{"exitCode", Type::number_unsigned}, Wanted{"findings", Type::array},
        Wanted{"tenants", Type::array}, Wanted{"network", Type::object, true},
        Wanted{"product", Type::object, true}};
    for (const auto& [member, type, optional] : wanted) {
        const auto found = json.find(member);
        const QString where = name + u'/' + QString::fromLatin1(member);
        if (found == json.end() && !optional)
            return failure(where, Words::tr("This member is missing."));
        if (found != json.end() && found->type() != type)
            return failure(where, Words::tr("This member is of the wrong type."));
    }
    return {};
}

Result<void> readInputs(const Json& inputs, const QString& name, Scenario& scenario)
{
    for (const auto& [field, value] : inputs.items()) {
        QStringList texts;
        const Json list = value.is_array() ? value : Json::array({value});
        for (const Json& item : list) {
            if (!item.is_string())
                return failure(name + QStringLiteral("/inputs/") + sim::fromJson(field),
                    Words::tr("A field is a text or a list of texts."));
            texts.append(sim::fromJson(item.get<std::string>()));
        }
        scenario.inputs[sim::fromJson(field)] = texts;
    }
    return {};
}

Result<void> readFindings(const Json& findings, const QString& name, Scenario& scenario)
{
    static const std::set<QString> verdicts{QStringLiteral("warn"), QStringLiteral("waiting"),
        QStringLiteral("unknown"), QStringLiteral("fail"), QStringLiteral("not-run")};
    for (std::size_t i = 0; i < findings.size(); ++i) {
        ScenarioExpectation finding{.check = sim::textAt(findings[i], "check"),
            .subject = sim::textAt(findings[i], "subject"),
            .verdict = sim::textAt(findings[i], "verdict")};
        if (finding.check.isEmpty() || !verdicts.contains(finding.verdict))
            return failure(QStringLiteral("%1/findings/%2").arg(name).arg(i),
                Words::tr("A finding names a check and a verdict other than pass."));
        scenario.findings.push_back(std::move(finding));
    }
    return {};
}

//! Whether the simulator could serve them: tried once here, so that it cannot break later.
Result<void> checkTenants(const Json& tenants, const QString& name)
{
    for (std::size_t i = 0; i < tenants.size(); ++i) {
        const QString where = QStringLiteral("%1/tenants/%2").arg(name).arg(i);
        if (sim::textAt(tenants[i], "id").isEmpty())
            return failure(where + QStringLiteral("/id"), Words::tr("A tenant needs an id."));
        try {
            Json tried = tenants[i];
            sim::completeTenant(tried);
        } catch (const Json::exception&) {
            return failure(where, Words::tr("A member of this tenant is of the wrong type."));
        }
    }
    return {};
}

Result<void> checkVerdict(const Scenario& scenario, const QString& name)
{
    static const std::map<QString, int> codes{{QStringLiteral("ready"), 0},
        {QStringLiteral("blocked"), 1}, {QStringLiteral("unconfirmed"), 3},
        {QStringLiteral("unreachable"), 4}};
    const auto found = codes.find(scenario.verdict);
    if (found == codes.end())
        return failure(name + QStringLiteral("/verdict"),
            Words::tr("A verdict is ready, blocked, unconfirmed or unreachable."));
    if (found->second != scenario.exitCode)
        return failure(
            name + QStringLiteral("/exitCode"), Words::tr("It does not fit the verdict."));
    return {};
}

} // namespace

Result<Scenario> loadScenario(const QByteArray& text, const QString& name)
{
    auto own = parseText(text, name);
    if (!own)
        return tl::unexpected(own.error());
    if (const auto known = checkMembers(*own, name); !known)
        return tl::unexpected(known.error());
    auto whole = withBase(*std::move(own), name);
    if (!whole)
        return tl::unexpected(whole.error());
    Json& json = *whole;
    if (const auto typed = checkTypes(json, name); !typed)
        return tl::unexpected(typed.error());
    sim::resolveValues(json, QDateTime::currentDateTimeUtc());

    Scenario scenario{.id = sim::textAt(json, "id"),
        .title = sim::textAt(json, "title"),
        .summary = sim::textAt(json, "summary"),
        .profile = sim::textAt(json, "profile"),
        .inputs = {},
        .secret = sim::textAt(json, "secret").toUtf8(),
        .signIn = sim::textAt(json, "signIn"),
        .verdict = sim::textAt(json, "verdict"),
        .exitCode = json["exitCode"].get<int>(),
        .findings = {},
        .tenants = json["tenants"],
        .network = sim::objectAt(json, "network"),
        .product = sim::objectAt(json, "product")};
    for (const auto& step :
        {readInputs(json["inputs"], name, scenario), readFindings(json["findings"], name, scenario),
            checkTenants(json["tenants"], name), checkVerdict(scenario, name)}) {
        if (!step)
            return tl::unexpected(step.error());
    }
    return scenario;
}

Result<Scenario> builtInScenario(const QString& id)
{
    QFile file(QStringLiteral(":/lockstep/scenarios/%1.json").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return failure(id, Words::tr("There is no such scenario."));
    return loadScenario(file.readAll(), id);
}

Result<Scenario> builtInScenario(const QString& id, const QString& profile)
{
    Result<Scenario> exact = builtInScenario(id);
    if (exact && exact->profile == profile)
        return exact;
    Result<Scenario> ofProfile = builtInScenario(profile + u'-' + id);
    if (ofProfile)
        return ofProfile;
    if (!exact)
        return exact;
    return failure(id, Words::tr("This scenario belongs to the guide %1.").arg(exact->profile));
}

std::vector<QString> builtInScenarioIds()
{
    const QDir folder(QStringLiteral(":/lockstep/scenarios"));
    std::vector<QString> ids;
    for (const QString& file :
        folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        ids.push_back(file.chopped(5));
    const QString first = QStringLiteral("ready");
    const auto others = std::stable_partition(
        ids.begin(), ids.end(), [&](const QString& id) { return id == first; });
    std::stable_partition(
        others, ids.end(), [&](const QString& id) { return id.endsWith(u'-' + first); });
    return ids;
}

} // namespace lockstep
