// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_document.h"
#include "json_read.h"
#include "tenant/snapshot_members.h"

#include <QCoreApplication>

#include <array>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

Json write(const std::map<QString, QString>& texts);
QString read(const Json& json, std::map<QString, QString>& texts);

//! Writes a fact's members in order; the same function describes reading, so the two cannot drift
//! apart.
class Out {
public:
    void field(const char* name, const QString& value) { json[name] = toJson(value); }
    void field(const char* name, bool value) { json[name] = value; }
    void field(const char* name, int value) { json[name] = value; }
    void field(const char* name, const QStringList& value) { json[name] = toJson(value); }
    void field(const char* name, const QDateTime& value)
    {
        json[name] = value.isValid() ? toJson(value.toUTC().toString(Qt::ISODateWithMs)) : Json();
    }
    void field(const char* name, const std::map<QString, QString>& value)
    {
        json[name] = write(value);
    }
    void field(const char* name, const std::vector<int>& value) { json[name] = value; }
    template <class T> void field(const char* name, const std::vector<T>& value);
    template <class T> void field(const char* name, const std::optional<T>& value);
    template <class T> void field(const char* name, const Fetched<T>& value);
    template <class T, size_t Count>
    void name(
        const char* member, T value, const std::array<std::pair<T, const char*>, Count>& names)
    {
        for (const auto& [each, word] : names) {
            if (each == value)
                json[member] = word;
        }
    }
    Json json = Json::object();
};

//! Reads them back; what is missing or of another type is remembered by name.
class In {
public:
    explicit In(const Json& object) : m_object(object)
    {
        if (!object.is_object())
            missing = u"(not an object)"_s;
    }
    void field(const char* name, QString& value)
    {
        take(name, value, stringMember(m_object, name));
    }
    void field(const char* name, bool& value) { take(name, value, boolMember(m_object, name)); }
    void field(const char* name, int& value)
    {
        const std::optional<qint64> number = intMember(m_object, name);
        take(name, value, number ? std::optional(static_cast<int>(*number)) : std::nullopt);
    }
    void field(const char* name, QStringList& value)
    {
        take(name, value, stringsMember(m_object, name));
    }
    void field(const char* name, QDateTime& value)
    {
        if (m_object.is_object() && m_object.contains(name) && m_object[name].is_null())
            return;
        take(name, value, dateMember(m_object, name));
    }
    void field(const char* name, std::map<QString, QString>& value)
    {
        const Json* object = member(m_object, name);
        if (!object || !read(*object, value).isEmpty())
            miss(name);
    }
    void field(const char* name, std::vector<int>& value)
    {
        const Json* array = member(m_object, name);
        if (!array || !array->is_array())
            return miss(name);
        for (const Json& each : *array) {
            if (!each.is_number_integer())
                return miss(name);
            value.push_back(each.get<int>());
        }
    }
    template <class T> void field(const char* name, std::vector<T>& value);
    template <class T> void field(const char* name, std::optional<T>& value);
    template <class T> void field(const char* name, Fetched<T>& value);
    template <class T, size_t Count>
    void name(
        const char* member, T& value, const std::array<std::pair<T, const char*>, Count>& names)
    {
        const std::optional<QString> word = stringMember(m_object, member);
        for (const auto& [each, known] : names) {
            if (word == QLatin1StringView(known)) {
                value = each;
                return;
            }
        }
        miss(member);
    }
    QString missing;

private:
    template <class T> void take(const char* name, T& value, std::optional<T> read)
    {
        if (!read)
            return miss(name);
        value = std::move(*read);
    }
    void miss(const char* name)
    {
        if (missing.isEmpty())
            missing = QString::fromLatin1(name);
    }
    const Json& m_object;
};

template <class T> Json write(const T& part)
{
    Out out;
    members(out, part, static_cast<T*>(nullptr));
    return std::move(out.json);
}
Json write(const std::map<QString, QString>& texts)
{
    Json object = Json::object();
    for (const auto& [key, text] : texts)
        object[key.toStdString()] = text.toStdString();
    return object;
}
Json write(const QString& text)
{
    return toJson(text);
}
template <class T> Json write(const std::vector<T>& parts)
{
    Json array = Json::array();
    for (const T& part : parts)
        array.push_back(write(part));
    return array;
}

//! The name of what is wrong, or empty.
template <class T> QString read(const Json& json, T& part)
{
    In in(json);
    members(in, part, static_cast<T*>(nullptr));
    return in.missing;
}
QString read(const Json& json, std::map<QString, QString>& texts)
{
    if (!json.is_object())
        return u"(not an object)"_s;
    for (const auto& [key, text] : json.items()) {
        if (!text.is_string())
            return QString::fromStdString(key);
        texts.emplace(QString::fromStdString(key), toQString(text));
    }
    return {};
}
QString read(const Json& json, QString& text)
{
    if (!json.is_string())
        return u"(not a text)"_s;
    text = toQString(json);
    return {};
}
template <class T> QString read(const Json& json, std::vector<T>& parts)
{
    if (!json.is_array())
        return u"(not a list)"_s;
    for (const Json& each : json) {
        T part;
        if (const QString missing = read(each, part); !missing.isEmpty())
            return missing;
        parts.push_back(std::move(part));
    }
    return {};
}

template <class T> void Out::field(const char* name, const std::vector<T>& value)
{
    json[name] = write(value);
}
template <class T> void Out::field(const char* name, const std::optional<T>& value)
{
    json[name] = value ? write(*value) : Json();
}
template <class T> void In::field(const char* name, std::vector<T>& value)
{
    const Json* found = member(m_object, name);
    if (!found || !read(*found, value).isEmpty())
        miss(name);
}
template <class T> void In::field(const char* name, std::optional<T>& value)
{
    const Json* found = member(m_object, name);
    if (!found)
        return;
    T part;
    if (!read(*found, part).isEmpty())
        return miss(name);
    value = std::move(part);
}

constexpr std::array<std::pair<ReadFailure::Kind, const char*>, 13> failureNames = {{
    {ReadFailure::Kind::NotRead, "not-read"},
    {ReadFailure::Kind::SignInMissing, "sign-in-missing"},
    {ReadFailure::Kind::Unreachable, "unreachable"},
    {ReadFailure::Kind::Refused, "refused"},
    {ReadFailure::Kind::NotFound, "not-found"},
    {ReadFailure::Kind::Challenged, "challenged"},
    {ReadFailure::Kind::Throttled, "throttled"},
    {ReadFailure::Kind::ServerError, "server-error"},
    {ReadFailure::Kind::NoLicence, "no-licence"},
    {ReadFailure::Kind::Unexpected, "unexpected"},
    {ReadFailure::Kind::MissingReply, "missing-reply"},
    {ReadFailure::Kind::ForeignNextLink, "foreign-next-link"},
    {ReadFailure::Kind::Cancelled, "cancelled"},
}};

template <class T> Json writePart(const Fetched<T>& part)
{
    if (part)
        return Json{{"value", write(*part)}};
    Json failure{{"status", part.failure().status}, {"code", toJson(part.failure().code)},
        {"requestId", toJson(part.failure().requestId)}, {"detail", toJson(part.failure().detail)}};
    for (const auto& [kind, name] : failureNames) {
        if (kind == part.failure().kind)
            failure["kind"] = name;
    }
    return Json{{"failure", std::move(failure)}};
}

template <class T> QString readPart(const Json* json, Fetched<T>& part)
{
    if (const Json* value = json ? member(*json, "value") : nullptr) {
        T read_;
        if (const QString missing = read(*value, read_); !missing.isEmpty())
            return u"value/"_s + missing;
        part = std::move(read_);
        return {};
    }
    const Json* failure = json ? member(*json, "failure") : nullptr;
    const std::optional<QString> kindName = failure ? stringMember(*failure, "kind") : std::nullopt;
    for (const auto& [kind, name] : failureNames) {
        if (kindName == QLatin1StringView(name)) {
            part = ReadFailure{.kind = kind,
                .status = static_cast<int>(intMember(*failure, "status").value_or(0)),
                .code = stringMember(*failure, "code").value_or(QString()),
                .requestId = stringMember(*failure, "requestId").value_or(QString()),
                .detail = stringMember(*failure, "detail").value_or(QString())};
            return {};
        }
    }
    return u"value"_s;
}

template <class T> void Out::field(const char* name, const Fetched<T>& value)
{
    json[name] = writePart(value);
}
template <class T> void In::field(const char* name, Fetched<T>& value)
{
    if (!readPart(member(m_object, name), value).isEmpty())
        miss(name);
}

template <class T> Json writeMap(const std::map<QString, Fetched<T>>& parts)
{
    Json object = Json::object();
    for (const auto& [key, part] : parts)
        object[key.toStdString()] = writePart(part);
    return object;
}

template <class T>
QString readMap(const Json& root, const char* name, std::map<QString, Fetched<T>>& parts)
{
    const Json* object = member(root, name);
    if (!object || !object->is_object())
        return QString::fromLatin1(name);
    for (const auto& [key, json] : object->items()) {
        const QString missing = readPart(&json, parts[QString::fromStdString(key)]);
        if (!missing.isEmpty())
            return QString::fromLatin1(name) + u'/' + QString::fromStdString(key) + u'/' + missing;
    }
    return {};
}

} // namespace

QByteArray snapshotToJson(const TenantSnapshot& snapshot)
{
    Json root{{"schema", "lockstep.snapshot/1"}, {"cloud", toJson(snapshot.cloud)},
        {"tenant", toJson(snapshot.tenant)},
        {"startedAt", toJson(snapshot.startedAt.toUTC().toString(Qt::ISODateWithMs))},
        {"asOf", toJson(snapshot.asOf.toUTC().toString(Qt::ISODateWithMs))},
        {"tookMs", snapshot.took.count()}, {"network", write(snapshot.network)}};
    if (snapshot.clockSkew)
        root["clockSkewSeconds"] = snapshot.clockSkew->count();
    eachPart(snapshot, [&](const char* name, const auto& part) { root[name] = writePart(part); });
    eachMap(snapshot, [&](const char* name, const auto& parts) { root[name] = writeMap(parts); });
    return QByteArray::fromStdString(root.dump(1, ' ', false, Json::error_handler_t::replace))
        + '\n';
}

Result<TenantSnapshot> snapshotFromJson(const QByteArray& json, const QString& name)
{
    const Result<JsonDocument> document = parseJson(json, name);
    if (!document)
        return tl::unexpected(document.error());
    const Json& root = document->root;
    const auto wrong = [&](const QString& pointer, const QString& what) {
        return failure(document->where((u'/' + pointer).toStdString()), what);
    };
    const std::optional<QString> schema = stringMember(root, "schema");
    if (schema != u"lockstep.snapshot/1")
        return wrong(u"schema"_s,
            QCoreApplication::translate("Snapshot", "This is not a lockstep.snapshot/1 file."));
    TenantSnapshot snapshot;
    QString missing;
    const auto need = [&](const char* member, auto& target, auto value) {
        if (value)
            target = *value;
        else if (missing.isEmpty())
            missing = QString::fromLatin1(member);
    };
    need("cloud", snapshot.cloud, stringMember(root, "cloud"));
    need("tenant", snapshot.tenant, stringMember(root, "tenant"));
    need("startedAt", snapshot.startedAt, dateMember(root, "startedAt"));
    need("asOf", snapshot.asOf, dateMember(root, "asOf"));
    if (const std::optional<qint64> took = intMember(root, "tookMs"))
        snapshot.took = std::chrono::milliseconds(*took);
    if (const std::optional<qint64> skew = intMember(root, "clockSkewSeconds"))
        snapshot.clockSkew = std::chrono::seconds(*skew);
    const Json* network = member(root, "network");
    if (missing.isEmpty() && (!network || !read(*network, snapshot.network).isEmpty()))
        missing = u"network"_s;
    eachPart(snapshot, [&](const char* part, auto& target) {
        const QString inner = readPart(member(root, part), target);
        if (missing.isEmpty() && !inner.isEmpty())
            missing = QString::fromLatin1(part) + u'/' + inner;
    });
    eachMap(snapshot, [&](const char* map, auto& parts) {
        if (missing.isEmpty())
            missing = readMap(root, map, parts);
    });
    if (!missing.isEmpty())
        return wrong(
            missing, QCoreApplication::translate("Snapshot", "This part is missing or malformed."));
    return snapshot;
}

} // namespace lockstep
