// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/completion.h"

#include "graph/endpoints.h"
#include "json_read.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = CompletionOutcome::Kind;

constexpr std::chrono::milliseconds longestWait{60'000}; // the product tries the values first
constexpr qint64 largestReply = 64 * 1024;
constexpr int longestMessage = 300;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Completion)
};

CompletionOutcome notSent(const QString& message)
{
    return {Kind::NotSent, 0, message};
}

//! Takes the permit: whatever comes of it, it opens nothing a second time.
Result<void> usePermit(CompletionPermit&& permit, const CompletionRequest& request)
{
    const CompletionPermit used = std::move(permit);
    if (used.madeFor() != fingerprint(request.inputs, request.secret))
        return failure(
            u"permit"_s, Words::tr("A value was changed after the check. Check everything again."));
    if (!request.now.isValid() || !used.ends().isValid() || request.now >= used.ends())
        return failure(u"permit"_s,
            Words::tr("The check is older than five minutes. Check everything again."));
    return {};
}

Result<QUrl> endpointOf(const CompletionRequest& request)
{
    const QString field = request.profile.handoff.endpointField;
    const QString typed = request.inputs.text(field);
    if (field.isEmpty() || typed.isEmpty())
        return failure(field, Words::tr("There is no address that takes the values."));
    const QUrl url(typed, QUrl::StrictMode);
    const bool safe = url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isLoopback(url));
    if (!url.isValid() || url.host().isEmpty() || !safe || !url.userInfo().isEmpty()
        || url.hasFragment())
        return failure(
            field, Words::tr("The address that takes the values must be a plain https address."));
    return url;
}

//! The values under their fields' names. The text is wiped before its memory is given back.
QByteArray bodyOf(const CompletionRequest& request)
{
    Json json = Json::object();
    std::vector<QString> fields = request.profile.handoff.values;
    fields.insert(fields.begin(), request.profile.handoff.pageField);
    for (const QString& id : fields) {
        const Field* field = request.profile.field(id);
        if (field && field->secret) {
            request.secret.expose([&](QByteArrayView utf8) {
                json[id.toStdString()] = std::string(utf8.begin(), utf8.end());
            });
        } else {
            json[id.toStdString()] = request.inputs.text(id).toStdString();
        }
    }
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    QByteArray body = QByteArray::fromStdString(text);
    for (volatile char& byte : text)
        byte = '\0';
    return body;
}

HttpRequest requestFor(const QUrl& endpoint, const CompletionRequest& request)
{
    return {.method = HttpMethod::Post,
        .url = endpoint,
        .headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"},
            {"Idempotency-Key", request.idempotencyKey.toLatin1()}},
        .body = bodyOf(request),
        .pathTemplate = "{setupEndpoint}",
        .timeout = longestWait,
        .maxReplyBytes = largestReply};
}

//! What the product itself said: from outside, so short, printable, and never with the secret.
QString wordsOf(const Json& reply, const Secret& secret)
{
    QString words =
        stringMember(reply, "message").value_or(QString()).left(longestMessage).simplified();
    words.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    return echoes(words, secret) ? QString() : words;
}

QString sentence(Kind kind)
{
    switch (kind) {
    case Kind::Completed: return Words::tr("The setup is complete.");
    case Kind::Locked:
        return Words::tr("The product has locked itself. Its support must unlock it.");
    case Kind::Refused: return Words::tr("The product refused the values and completed nothing.");
    case Kind::OutcomeUnknown:
        return Words::tr(
            "It is not known whether the setup was completed. Look at the product before "
            "trying again.");
    case Kind::NotSent: return Words::tr("Nothing was sent.");
    }
    return {};
}

Kind kindOf(int status, const std::optional<Json>& reply)
{
    if (status == 423)
        return Kind::Locked;
    if (!reply)
        return Kind::OutcomeUnknown; // a proxy or a captive portal may have answered instead
    const QString word = stringMember(*reply, "status").value_or(QString());
    if (word == u"locked"_s)
        return Kind::Locked;
    if (status == 200 && word == u"completed"_s)
        return Kind::Completed;
    const bool refused = status >= 400 && status < 500 && status != 408; // RFC 9110 15.5.9: timeout
    return refused ? Kind::Refused : Kind::OutcomeUnknown;
}

//! Failures that come before the first byte of the request: then it is certain that nothing was
//! sent.
bool cameBeforeSending(TransportFailure::Kind kind)
{
    return kind == TransportFailure::Kind::HostNotFound || kind == TransportFailure::Kind::NoNetwork
        || kind == TransportFailure::Kind::ConnectionRefused
        || kind == TransportFailure::Kind::TlsUntrusted
        || kind == TransportFailure::Kind::TlsFailed; // in the handshake, or refused before it
}

CompletionOutcome outcomeOf(const HttpResult& result, const Secret& secret)
{
    if (!result) {
        const Kind kind =
            cameBeforeSending(result.error().kind) ? Kind::NotSent : Kind::OutcomeUnknown;
        return {kind, 0, sentence(kind) + u' ' + explain(result.error())};
    }
    const std::optional<Json> reply = parseObject(result->body);
    const Kind kind = kindOf(result->status, reply);
    const QString words = reply ? wordsOf(*reply, secret) : QString();
    return {kind, result->status,
        words.isEmpty() ? sentence(kind)
                        : sentence(kind) + u' ' + Words::tr("The product says: %1").arg(words)};
}

} // namespace

CompletionOutcome completeSetup(CompletionPermit&& permit, const CompletionRequest& request,
    Transport& transport, std::stop_token stop)
{
    if (const Result<void> used = usePermit(std::move(permit), request); !used)
        return notSent(used.error().what);
    const Result<QUrl> endpoint = endpointOf(request);
    if (!endpoint)
        return notSent(endpoint.error().what);
    if (!isGuid(request.idempotencyKey))
        return notSent(
            Words::tr("The attempt has no key, so it could not be told from a second one."));
    if (stop.stop_requested())
        return notSent(sentence(Kind::NotSent));
    std::vector<HttpRequest> wave;
    wave.push_back(requestFor(*endpoint, request));
    const std::vector<HttpResult> results = transport.sendAll(std::move(wave), std::move(stop));
    if (results.size() != 1)
        return {Kind::OutcomeUnknown, 0, sentence(Kind::OutcomeUnknown)};
    return outcomeOf(results.front(), request.secret);
}

Result<void> beginGuidedCompletion(CompletionPermit&& permit, const CompletionRequest& request)
{
    return usePermit(std::move(permit), request);
}

} // namespace lockstep
