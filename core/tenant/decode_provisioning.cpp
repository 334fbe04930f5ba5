// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/net_context.h"
#include "tenant/decode.h"
#include "tenant/decode_support.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestDetail = 300;

//! A server's own words: one line, no control characters, not endless.
QString oneLine(const QString& text)
{
    return text.simplified().left(longestDetail);
}

QString inner(const Json& object, const char* part, const char* name)
{
    const Json* found = member(object, part);
    return found ? stringMember(*found, name).value_or(QString()) : QString();
}

SyncJob job(Reader& reader)
{
    SyncJob job{.id = reader.text("id"), .templateId = reader.textOrNull("templateId")};
    Reader schedule = reader.object("schedule");
    job.scheduleState = schedule.text("state");
    Reader status = reader.object("status");
    job.statusCode = status.text("code");
    if (const Json* last = member(status.json(), "lastExecution")) {
        job.lastExecution = dateMember(*last, "timeEnded").value_or(QDateTime());
        job.lastExecutionState = stringMember(*last, "state").value_or(QString());
    }
    if (const Json* success = member(status.json(), "lastSuccessfulExecution"))
        job.lastSuccess = dateMember(*success, "timeEnded").value_or(QDateTime());
    if (const Json* quarantine = member(status.json(), "quarantine")) {
        job.quarantineReason =
            stringMember(*quarantine, "reason").value_or(u"Unknown"_s).left(longestDetail);
        job.quarantineError = oneLine(inner(*quarantine, "error", "message"));
        job.quarantineSince = dateMember(*quarantine, "currentBegan").value_or(QDateTime());
    }
    for (const Reader* part : {&schedule, &status})
        reader.alsoMissing(*part);
    return job;
}

SyncMapping::Attribute attribute(Reader& reader)
{
    SyncMapping::Attribute attribute{.target = reader.textOrNull("targetAttributeName"),
        .sourceType = {},
        .sourceName = {},
        .expression = {}};
    if (const Json* source = member(reader.json(), "source")) {
        attribute.sourceType = stringMember(*source, "type").value_or(QString());
        attribute.sourceName = stringMember(*source, "name").value_or(QString());
        attribute.expression = stringMember(*source, "expression").value_or(QString());
    }
    return attribute;
}

SyncMapping mapping(Reader& reader)
{
    return {.source = reader.textOrNull("sourceObjectName"),
        .target = reader.textOrNull("targetObjectName"),
        .enabled = reader.flag("enabled"),
        .attributes = reader.list<SyncMapping::Attribute>("attributeMappings", attribute)};
}

SyncSchema rule(Reader& reader)
{
    return {.mappings = reader.list<SyncMapping>("objectMappings", mapping)};
}

SyncSchema schema(Reader& reader)
{
    SyncSchema schema;
    for (SyncSchema& each : reader.list<SyncSchema>("synchronizationRules", rule))
        std::ranges::move(each.mappings, std::back_inserter(schema.mappings));
    return schema;
}

ProvisioningLogRow logRow(Reader& reader)
{
    ProvisioningLogRow row{.at = reader.date("activityDateTime"),
        .action = reader.textOrNull("provisioningAction"),
        .who = oneLine(inner(reader.json(), "sourceIdentity", "displayName")),
        .status = inner(reader.json(), "provisioningStatusInfo", "status"),
        .reason = {}};
    if (const Json* info = member(reader.json(), "provisioningStatusInfo")) {
        if (const Json* error = member(*info, "errorInformation"))
            row.reason = oneLine(stringMember(*error, "reason").value_or(QString()));
    }
    return row;
}

std::map<QString, QString> secretKeys(Reader& reader)
{
    std::map<QString, QString> keys;
    const Json* list = member(reader.json(), "value");
    if (!list || !list->is_array()) {
        (void)reader.texts("value"); // remembers it as missing
        return keys;
    }
    for (const Json& pair : *list) {
        const QString key = stringMember(pair, "key").value_or(QString());
        if (key == u"BaseAddress" || key == u"SyncAll")
            keys[key] = stringMember(pair, "value").value_or(QString());
        else if (key == u"SecretToken"
            && !stringMember(pair, "value").value_or(QString()).isEmpty())
            keys[key] = u"present"_s;
    }
    return keys;
}

} // namespace

Fetched<std::vector<SyncJob>> decodeSyncJobs(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<SyncJob, job>);
}
Fetched<SyncSchema> decodeSyncSchema(const Fetched<Json>& reply)
{
    return decoded(reply, schema);
}
Fetched<std::map<QString, QString>> decodeSyncSecrets(const Fetched<Json>& reply)
{
    return decoded(reply, secretKeys);
}
Fetched<std::vector<ProvisioningLogRow>> decodeProvisioningLog(const Fetched<Json>& reply)
{
    return decoded(reply, valueList<ProvisioningLogRow, logRow>);
}

Fetched<ConnectionTest> decodeConnectionTest(const HttpResult& reply)
{
    if (!reply)
        return readFailureOf(reply.error());
    if (reply->status == 204)
        return ConnectionTest{.passed = true, .code = {}, .detail = {}};
    const std::optional<Json> body = parseObject(reply->body);
    const ReadFailure failure = readFailureOf(reply->status, body.value_or(Json()),
        reply->header("request-id"), reply->header("WWW-Authenticate"));
    // Entra's own refusals say nothing of the SCIM server; 400 with a code is what it heard there
    if (reply->status != 400 || failure.code.isEmpty())
        return failure;
    return ConnectionTest{.passed = false,
        .code = failure.code,
        .detail = oneLine(body ? inner(*body, "error", "message") : QString())};
}

Fetched<ScimAnswer> decodeScimAnswer(const HttpResult& reply)
{
    using Kind = TransportFailure::Kind;
    if (!reply) {
        const QString detail = explain(reply.error());
        switch (reply.error().kind) {
        case Kind::HostNotFound:
            return ScimAnswer{.kind = ScimAnswer::Kind::HostNotFound, .detail = detail};
        case Kind::ConnectionRefused:
            return ScimAnswer{.kind = ScimAnswer::Kind::ConnectionRefused, .detail = detail};
        case Kind::TlsUntrusted:
        case Kind::TlsFailed:
            return ScimAnswer{.kind = ScimAnswer::Kind::TlsFailed, .detail = detail};
        case Kind::RedirectRefused: // an answer, and no SCIM one: the token goes nowhere else
            return ScimAnswer{.kind = ScimAnswer::Kind::Answered, .status = 302, .detail = detail};
        default: return readFailureOf(reply.error());
        }
    }
    if (isTransient(reply->status))
        return readFailureOf(reply->status, {}, {}, {});
    ScimAnswer answer{.status = reply->status,
        .asksForToken = reply->header("WWW-Authenticate").toLower().startsWith("bearer"),
        .detail = QString::fromLatin1(reply->header("Content-Type").left(100))};
    const std::optional<Json> body = parseObject(reply->body);
    for (const QString& schema :
        body ? stringsMember(*body, "schemas").value_or(QStringList()) : QStringList()) {
        answer.isScim = answer.isScim || schema.startsWith(u"urn:ietf:params:scim:"_s);
        answer.isList =
            answer.isList || schema == u"urn:ietf:params:scim:api:messages:2.0:ListResponse";
    }
    return answer;
}

} // namespace lockstep
