// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/records.h"

#include "json_read.h"

#include <QCoreApplication>

#include <algorithm>

// Qt's types in nlohmann's own way, so that each kind of change is one line below.
namespace nlohmann {
template <> struct adl_serializer<QString> {
    static void to_json(json& to, const QString& text) { to = lockstep::toJson(text); }
    static void from_json(const json& from, QString& text)
    {
        text = QString::fromStdString(from.get_ref<const std::string&>());
    }
};
template <> struct adl_serializer<QUrl> {
    static void to_json(json& to, const QUrl& url) { to = url.toString().toStdString(); }
    static void from_json(const json& from, QUrl& url)
    {
        url = QUrl(QString::fromStdString(from.get_ref<const std::string&>()));
    }
};
template <> struct adl_serializer<QDateTime> {
    static void to_json(json& to, const QDateTime& at)
    {
        to = at.toUTC().toString(Qt::ISODateWithMs).toStdString();
    }
    static void from_json(const json& from, QDateTime& at)
    {
        at = QDateTime::fromString(
            QString::fromStdString(from.get_ref<const std::string&>()), Qt::ISODateWithMs);
    }
};
template <> struct adl_serializer<QStringList> {
    static void to_json(json& to, const QStringList& texts) { to = lockstep::toJson(texts); }
    static void from_json(const json& from, QStringList& texts)
    {
        for (const json& each : from)
            texts << each.get<QString>();
    }
};
} // namespace nlohmann

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PermissionWish, name, application)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RoleWish, value, displayName)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PrincipalWish, id, name)

namespace change {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConsentInBrowser, url, product)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(
    CreateApplication, displayName, redirectUri, idTokens, permissions, roles, uniqueName)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LimitAudience, from)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AddRedirectUri, uri)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RequestPermissions, permissions)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DisableRole, roleId, value)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DefineRoles, roles)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AddSecret, displayName, end, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GrantApplicationPermission, permission)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GrantDelegatedPermissions, permissions)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GrantInBrowser, permissions, revoked)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AssignRole, who, role)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RemoveMember, group, who)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MakeEligible, group, who, start, end, update)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CreateJob, templateId)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SaveCredentials, address, onlyAssigned)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MapRoles, single)

// kinds without any member
template <class Kind>
concept Bare = std::is_empty_v<Kind>;
template <Bare Kind> void to_json(nlohmann::json& to, const Kind&)
{
    to = nlohmann::json::object();
}
template <Bare Kind> void from_json(const nlohmann::json&, Kind&) { }

} // namespace change

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Records)
};

//! In the order of ChangeKind.
constexpr std::array<const char*, std::variant_size_v<ChangeKind>> names{"consent-in-browser",
    "create-application", "create-service-principal", "enable-service-principal", "limit-audience",
    "add-redirect-uri", "issue-id-tokens", "request-permissions", "disable-role", "define-roles",
    "add-secret", "grant-application-permission", "grant-delegated-permissions", "grant-in-browser",
    "assign-role", "require-assignment", "make-eligible", "remove-member", "create-job",
    "save-credentials", "enable-user-mapping", "map-roles", "restart-job", "start-job"};

template <size_t Index = 0>
std::optional<ChangeKind> readKind(size_t wanted, const nlohmann::json& from)
{
    if constexpr (Index < std::variant_size_v<ChangeKind>) {
        if (Index == wanted)
            return ChangeKind(from.get<std::variant_alternative_t<Index, ChangeKind>>());
        return readKind<Index + 1>(wanted, from);
    } else {
        return std::nullopt;
    }
}

} // namespace

QString changeName(const ChangeKind& kind)
{
    return QString::fromLatin1(names.at(kind.index()));
}

nlohmann::json changeToJson(const ChangeKind& kind)
{
    nlohmann::json json = std::visit([](const auto& each) { return nlohmann::json(each); }, kind);
    json["kind"] = names.at(kind.index());
    return json;
}

Result<ChangeKind> changeFromJson(const nlohmann::json& json)
{
    const QString name = stringMember(json, "kind").value_or(QString());
    const auto found = std::ranges::find_if(
        names, [&](const char* each) { return name == QLatin1StringView(each); });
    if (found == names.end())
        return failure(u"kind"_s, Words::tr("\"%1\" is no kind of change.").arg(name));
    try {
        if (auto kind = readKind(static_cast<size_t>(found - names.begin()), json))
            return *std::move(kind);
    } catch (const nlohmann::json::exception&) {
        // nlohmann's macros throw; nothing else of it is worth telling
    }
    return failure(name, Words::tr("A part of this change is missing or malformed."));
}

namespace {

using Entry = JournalEntry;
using State = WriteRecord::State;

Result<WriteRecord> opened(const Entry& entry)
{
    const Json* change = member(entry.data, "change");
    if (!change)
        return failure(u"change"_s, Words::tr("The journal's line says no change."));
    Result<ChangeKind> kind = changeFromJson(*change);
    if (!kind)
        return tl::unexpected(kind.error());
    const Json* before = member(entry.data, "before");
    const Json* place = member(entry.data, "place");
    const auto at = [&](const char* id) {
        return place ? stringMember(*place, id).value_or(QString()) : QString();
    };
    return WriteRecord{.id = entry.change,
        .at = entry.at,
        .doneAt = {},
        .state = State::Open,
        .who = entry.who,
        .what = entry.what,
        .undo = stringMember(entry.data, "undo").value_or(QString()),
        .kind = *std::move(kind),
        .heals = stringsMember(entry.data, "heals").value_or(QStringList()),
        .tenantId = at("tenantId"),
        .appId = at("appId"),
        .servicePrincipalId = at("servicePrincipalId"),
        .jobId = at("jobId"),
        .permissions = stringsMember(entry.data, "permissions").value_or(QStringList()),
        .before = before && before->is_object() ? *before : Json::object(),
        .made = Json::object()};
}

void follow(WriteRecord& record, const Entry& entry)
{
    if (const Json* made = member(entry.data, "made"); made && made->is_object())
        record.made.update(*made);
    // merged anew: what it is merged into may be another by now
    if (const Json* before = member(entry.data, "before"); before && before->is_object())
        record.before = *before;
    const bool undoing = boolMember(entry.data, "undoing").value_or(false);
    switch (entry.state) {
    case Entry::State::Intent: record.state = undoing ? State::Undoing : State::Open; break;
    case Entry::State::Done:
        record.state = undoing ? State::Undone : State::Done;
        if (!undoing)
            record.doneAt = entry.at;
        break;
    case Entry::State::Refused:
        // an undo that nothing came of leaves it as it was
        if (!undoing)
            record.state = State::Refused;
        else
            record.state = record.doneAt.isValid() ? State::Done : State::Open;
        break;
    case Entry::State::Unknown: break; // as open as before
    }
}

} // namespace

Result<std::vector<WriteRecord>> writeRecords(const std::vector<Entry>& entries)
{
    std::vector<WriteRecord> records;
    for (const Entry& entry : entries) {
        if (entry.change.isEmpty())
            continue;
        const auto known = std::ranges::find(records, entry.change, &WriteRecord::id);
        if (known != records.end()) {
            follow(*known, entry);
            continue;
        }
        Result<WriteRecord> record = opened(entry);
        if (!record)
            return tl::unexpected(record.error());
        records.push_back(*std::move(record));
    }
    return records;
}

} // namespace lockstep
