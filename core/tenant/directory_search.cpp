// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "tenant/directory_search.h"

#include "json_read.h"
#include "tenant/decode.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The search text inside its quotes; Graph takes a backslash before a quote or a backslash.
QString quoted(const QString& text)
{
    QString inner = text.simplified();
    inner.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return inner;
}

QString encoded(const QString& text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString pathOf(DirectoryKind kind, const QString& text)
{
    const QString words = quoted(text);
    switch (kind) {
    case DirectoryKind::User:
        return u"/users?$search="_s
            + encoded(u"\"displayName:%1\" OR \"userPrincipalName:%1\""_s.arg(words))
            + u"&$select=id,displayName,userPrincipalName&$top=%1"_s.arg(directoryHitsWanted);
    case DirectoryKind::Group:
    case DirectoryKind::AnySecurityGroup:
        return u"/groups?$search="_s + encoded(u"\"displayName:%1\""_s.arg(words))
            + u"&$select=id,displayName,description,securityEnabled,groupTypes,"
              u"onPremisesSyncEnabled&$top=%1"_s.arg(directoryHitsWanted);
    case DirectoryKind::Domain:
        return u"/domains?$select=id,isVerified,isDefault,isInitial,authenticationType"_s;
    }
    return {};
}

std::optional<DirectoryHit> userOf(const Json& user)
{
    const std::optional<QString> id = stringMember(user, "id");
    if (!id)
        return std::nullopt;
    return DirectoryHit{.id = *id,
        .name = stringMember(user, "displayName").value_or(QString()),
        .detail = stringMember(user, "userPrincipalName").value_or(*id)};
}

std::optional<DirectoryHit> groupOf(const Json& group, DirectoryKind kind)
{
    const std::optional<QString> id = stringMember(group, "id");
    const QStringList types = stringsMember(group, "groupTypes").value_or(QStringList());
    const bool assignedHere = !boolMember(group, "onPremisesSyncEnabled").value_or(false)
        && !types.contains(u"DynamicMembership"_s, Qt::CaseInsensitive);
    const bool usable = boolMember(group, "securityEnabled").value_or(false)
        && (assignedHere || kind == DirectoryKind::AnySecurityGroup);
    if (!id || !usable)
        return std::nullopt;
    return DirectoryHit{.id = *id,
        .name = stringMember(group, "displayName").value_or(QString()),
        .detail = stringMember(group, "description").value_or(*id),
        .kind = kind};
}

std::vector<DirectoryHit> domainsOf(const std::vector<Domain>& domains, const QString& text)
{
    std::vector<DirectoryHit> hits;
    for (const Domain& domain : domains) {
        if (domain.isVerified && domain.name.contains(text.simplified(), Qt::CaseInsensitive))
            hits.push_back({.id = domain.name,
                .name = domain.name,
                .detail = domain.isInitial ? domain.authenticationType + u", onmicrosoft.com"_s
                                           : domain.authenticationType,
                .kind = DirectoryKind::Domain});
    }
    return hits;
}

Fetched<Json> get(const QString& path, const Secret& token, NetContext& net)
{
    std::vector<HttpRequest> wave;
    wave.push_back(HttpRequest{.url = QUrl(net.endpoints.graphUrl({}).toString() + path),
        .headers = {{"Authorization", token.expose([](QByteArrayView value) {
                         return "Bearer " + value.toByteArray();
                     })},
            {"Accept", "application/json"}, {"ConsistencyLevel", "eventual"}},
        .pathTemplate = "(search)"});
    const std::vector<HttpResult> results = sendWave(std::move(wave), net);
    const HttpResult& result = results.front();
    if (!result)
        return readFailureOf(result.error());
    const std::optional<Json> body = parseObject(result->body);
    if (result->status == 200 && body)
        return *body;
    return readFailureOf(result->status, body.value_or(Json()), result->header("request-id"),
        result->header("WWW-Authenticate"));
}

} // namespace

Fetched<std::vector<DirectoryHit>> searchDirectory(
    DirectoryKind kind, const QString& text, const Secret& token, NetContext& net)
{
    const Fetched<Json> reply = get(pathOf(kind, text), token, net);
    if (!reply)
        return reply.failure();
    if (kind == DirectoryKind::Domain) {
        const Fetched<std::vector<Domain>> domains = decodeDomains(reply);
        if (!domains)
            return domains.failure();
        return domainsOf(*domains, text);
    }
    const Json* list = member(*reply, "value");
    if (!list || !list->is_array())
        return ReadFailure{.kind = ReadFailure::Kind::Unexpected, .status = 200};
    std::vector<DirectoryHit> hits;
    QStringList names;
    for (const Json& each : *list) {
        names << stringMember(each, "displayName").value_or(QString());
        if (std::optional<DirectoryHit> hit =
                kind == DirectoryKind::User ? userOf(each) : groupOf(each, kind))
            hits.push_back(std::move(*hit));
    }
    for (DirectoryHit& hit : hits)
        hit.sharesName = std::ranges::count_if(names, [&](const QString& name) {
            return name.compare(hit.name, Qt::CaseInsensitive) == 0; // as Graph compares names
        }) > 1;
    return hits;
}

} // namespace lockstep
