// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/writer.h"

#include "graph/entra_errors.h"
#include "setup/graph_reads.h"
#include "tenant/decode.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Graph's code in words, where the catalogue knows it.
QString wordsOf(int status, const QString& code)
{
    if (const EntraError* known = entraError(code))
        return known->title + u' ' + known->advice;
    if (status == 403)
        return CarryWords::tr("This account may not do that: a role or a permission is missing.");
    return CarryWords::tr("Entra refused it (status %1, %2).").arg(QString::number(status), code);
}

Sent lostOrNotSent(const TransportFailure& failure)
{
    using Kind = TransportFailure::Kind;
    Sent sent{.words = explain(failure)};
    switch (failure.kind) {
    case Kind::HostNotFound:
    case Kind::NoNetwork:
    case Kind::ConnectionRefused:
    case Kind::TlsUntrusted:
    case Kind::TlsFailed:
    case Kind::ProxyFailed: sent.kind = Sent::Kind::NotSent; break;
    default: sent.kind = Sent::Kind::Lost;
    }
    return sent;
}

Sent refused(const HttpResponse& reply, const ReadFailure& failure)
{
    Sent sent{.kind = Sent::Kind::Refused,
        .status = reply.status,
        .code = failure.code,
        .words = wordsOf(reply.status, failure.code),
        .details = CarryWords::tr("Status %1, %2, request id %3")
                       .arg(QString::number(reply.status), failure.code, failure.requestId)};
    // the codes' own meaning goes before the status: Graph is not of one mind about the status
    if (failure.code == u"Directory_ConcurrencyViolation")
        sent.kind = Sent::Kind::Conflict;
    else if (reply.status == 401)
        sent.kind = Sent::Kind::SignIn;
    else if (reply.status == 429)
        sent.kind = Sent::Kind::Busy;
    else if (reply.status >= 500)
        sent.kind = Sent::Kind::Lost; // a server that failed may have done it all the same
    if (failure.kind == ReadFailure::Kind::Challenged)
        sent.claims = failure.detail;
    return sent;
}

} // namespace

Writer::Writer(Setting setting, const ApplyPorts& ports, std::stop_token stop)
    : m_setting(std::move(setting)), m_ports(ports), m_stop(std::move(stop))
{
    m_setting.place.graphRoot = m_setting.endpoints.graphUrl({}).toString();
}

NetContext Writer::net() const
{
    return {.transport = m_ports.transport,
        .pacer = m_ports.pacer,
        .stop = m_stop,
        .endpoints = m_setting.endpoints,
        .deadline = m_ports.pacer.ticks() + std::chrono::seconds(60)};
}

QString Writer::whyNotHere() const
{
    const QString& wanted = m_setting.place.tenantId;
    const QString& has = m_setting.tokenTenant;
    if (m_setting.session.accessToken.isEmpty())
        return CarryWords::tr("Nobody is signed in.");
    if (has.isEmpty())
        return CarryWords::tr("Nothing shows which tenant the sign-in is for, so nothing is sent.");
    if (!isGuid(wanted) || has.compare(wanted, Qt::CaseInsensitive) != 0)
        return CarryWords::tr("The sign-in is for the tenant %1, but this setup is for %2. Nothing "
                              "is sent.")
            .arg(has, wanted);
    return {};
}

std::map<size_t, GraphReplies> Writer::read(const std::map<size_t, std::vector<GraphGet>>& wanted)
{
    std::vector<GraphGet> gets;
    for (const auto& [number, items] : wanted) {
        for (GraphGet item : items) {
            item.id = QString::number(number) + u'/' + item.id;
            gets.push_back(std::move(item));
        }
    }
    std::map<size_t, GraphReplies> replies;
    if (gets.empty())
        return replies;
    NetContext context = net();
    const std::vector<GraphReplies> all =
        readBatches({{m_setting.session.accessToken, std::move(gets)}}, context);
    for (const auto& [id, reply] : all.front())
        replies[id.section(u'/', 0, 0).toULongLong()].emplace(id.section(u'/', 1), reply);
    return replies;
}

GraphReplies Writer::readOne(const ChangeKind& kind)
{
    std::map<size_t, GraphReplies> replies = read({{0, looksOf(kind, place())}});
    return std::move(replies[0]);
}

QByteArray Writer::readWhole(const QString& path)
{
    NetContext context = net();
    std::vector<HttpRequest> one;
    one.push_back({.method = HttpMethod::Get,
        .url = m_setting.endpoints.graphUrl(path),
        .headers = graphHeaders(m_setting.session.accessToken),
        .pathTemplate = "/servicePrincipals/{id}/synchronization/jobs/{id}/schema"});
    std::vector<HttpResult> results = sendWave(std::move(one), context);
    if (results.empty() || !results.front() || results.front()->status != 200)
        return {};
    return results.front()->body;
}

std::optional<bool> Writer::testConnection()
{
    if (place().servicePrincipalId.isEmpty() || place().jobId.isEmpty())
        return std::nullopt;
    NetContext context = net();
    std::vector<HttpRequest> one;
    one.push_back(connectionTestRequest(
        m_setting.session, m_setting.endpoints, place().servicePrincipalId, place().jobId));
    const std::vector<HttpResult> results = sendWave(std::move(one), context);
    if (results.empty())
        return std::nullopt;
    const Fetched<ConnectionTest> test = decodeConnectionTest(results.front());
    return test ? std::optional(test->passed) : std::nullopt;
}

Sent Writer::send(const Write& write)
{
    if (const QString why = whyNotHere(); !why.isEmpty())
        return {.kind = Sent::Kind::NotSent, .words = why};
    std::vector<HttpHeader> headers = graphHeaders(m_setting.session.accessToken);
    if (!write.body.isEmpty())
        headers.push_back({"Content-Type", "application/json"});
    if (write.createIfMissing)
        headers.push_back({"Prefer", "create-if-missing"});
    std::vector<HttpRequest> one;
    one.push_back({.method = write.method,
        .url = m_setting.endpoints.graphUrl(write.path),
        .headers = std::move(headers),
        .body = write.body,
        .pathTemplate = write.pathTemplate});
    ++m_sent;
    m_unanswered = write.before;
    place().unanswered = &m_unanswered;
    // straight to the transport: a wave would repeat what may have been carried out
    const std::vector<HttpResult> results = m_ports.transport.sendAll(std::move(one), m_stop);
    if (results.empty())
        return {};
    if (!results.front())
        return lostOrNotSent(results.front().error());
    const HttpResponse& reply = *results.front();
    std::optional<Json> body = parseObject(reply.body);
    if (reply.status < 200 || reply.status > 299) {
        Sent sent = refused(reply,
            readFailureOf(reply.status, body.value_or(Json()), reply.header("request-id"),
                reply.header("WWW-Authenticate")));
        const QByteArray retryAfter = reply.header("Retry-After");
        if (sent.kind == Sent::Kind::Busy || !retryAfter.isEmpty())
            sent.after = retryDelay(retryAfter, 1);
        return sent;
    }
    // a page of a captive network says 200 as well
    if (reply.status != 204 && !reply.body.isEmpty() && !body)
        return {.kind = Sent::Kind::Lost,
            .status = reply.status,
            .words = CarryWords::tr("The answer was not Microsoft Graph's.")};
    place().unanswered = nullptr;
    Sent sent{.kind = Sent::Kind::Done,
        .status = reply.status,
        .reply = body ? std::move(*body) : Json::object()};
    if (const auto value = stringMember(sent.reply, "secretText")) {
        sent.secret = value->toUtf8();
        sent.reply.erase("secretText");
    }
    return sent;
}

Result<void> Writer::note(JournalEntry entry)
{
    entry.at = now();
    entry.who = m_setting.session.identity ? m_setting.session.identity->userName : QString();
    return m_ports.journal.add(entry);
}

bool Writer::wait(std::chrono::milliseconds duration, const std::function<void()>& tick)
{
    constexpr std::chrono::milliseconds slice{1000};
    while (duration.count() > 0) {
        const auto part = std::min(duration, slice);
        if (!m_ports.pacer.wait(part, m_stop))
            return false;
        duration -= part;
        if (tick)
            tick();
    }
    return !m_stop.stop_requested();
}

void Writer::learn(const ChangeKind& kind, const Json& made)
{
    const QString id = stringMember(made, "id").value_or(QString());
    if (std::holds_alternative<change::CreateApplication>(kind)) {
        const QString appId = stringMember(made, "appId").value_or(QString());
        if (appId.isEmpty() || appId == place().appId)
            return;
        place().appId = appId;
        m_setting.inputs.set(u"clientId"_s, appId);
        if (m_ports.madeValue)
            m_ports.madeValue(u"clientId"_s, appId);
    } else if (std::holds_alternative<change::CreateServicePrincipal>(kind)
        || std::holds_alternative<change::ConsentInBrowser>(kind)) {
        if (!id.isEmpty())
            place().servicePrincipalId = id;
    } else if (std::holds_alternative<change::CreateJob>(kind) && !id.isEmpty()) {
        place().jobId = id;
    }
}

std::optional<SecretKey> Writer::secretKey() const
{
    return secretKeyOf(m_setting.profile, m_setting.inputs);
}

bool Writer::provesThrice(const Secret& secret)
{
    constexpr int proofs = 3; // one replica may know it while the next does not
    std::vector<HttpRequest> wave;
    wave.reserve(proofs);
    for (int i = 0; i < proofs; ++i)
        wave.push_back(
            clientCredentialsRequest(m_setting.endpoints, place().tenantId, place().appId, secret));
    const std::vector<HttpResult> results = m_ports.transport.sendAll(std::move(wave), m_stop);
    return results.size() == proofs && std::ranges::all_of(results, [&](const HttpResult& reply) {
        return readTokenReply(reply, {&secret}).has_value();
    });
}

Place placeOf(const Inputs& inputs, const TenantSnapshot& snapshot, const Secret* secret)
{
    const auto& jobs = snapshot.syncJobs;
    return {.tenantId = inputs.text(u"tenantId"_s),
        .appId = inputs.text(u"clientId"_s),
        .servicePrincipalId = snapshot.servicePrincipal ? snapshot.servicePrincipal->id : QString(),
        .jobId = jobs && jobs->size() == 1 ? jobs->front().id : QString(),
        .graph = snapshot.graph ? *snapshot.graph : GraphPermissions{},
        .secret = secret,
        .whole = {},
        .now = snapshot.asOf,
        .clockAhead = snapshot.clockSkew.value_or(std::chrono::seconds(0))};
}

bool Writer::moveTo(const WriteRecord& record)
{
    if (!record.tenantId.isEmpty()
        && record.tenantId.compare(place().tenantId, Qt::CaseInsensitive) != 0)
        return false;
    const QString made = stringMember(record.made, "appId").value_or(QString());
    const bool creates = std::holds_alternative<change::CreateApplication>(record.kind);
    if (creates)
        place().appId = made;
    else if (!record.appId.isEmpty())
        place().appId = record.appId;
    if (!record.servicePrincipalId.isEmpty())
        place().servicePrincipalId = record.servicePrincipalId;
    if (!record.jobId.isEmpty())
        place().jobId = record.jobId;
    return true;
}

} // namespace lockstep
