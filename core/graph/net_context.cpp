// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/net_context.h"

#include "json_read.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

milliseconds NetContext::remaining() const
{
    return std::max(
        milliseconds(0), std::chrono::duration_cast<milliseconds>(deadline - pacer.ticks()));
}

void NetContext::noteServerDate(const HttpResponse& response)
{
    const QDateTime date = response.date();
    if (date.isValid())
        clockSkew = std::chrono::seconds(date.secsTo(pacer.now()));
}

bool isTransient(int status)
{
    return status == 429 || (status >= 500 && status <= 504 && status != 501);
}

milliseconds retryDelay(QByteArrayView retryAfter, int attempt)
{
    bool number = false;
    const int seconds = retryAfter.toByteArray().trimmed().toInt(&number);
    if (number && seconds >= 0)
        return std::chrono::seconds(seconds);
    return std::chrono::seconds(1 << attempt);
}

namespace {

bool worthAnotherTry(const HttpRequest& request, const HttpResult& result)
{
    if (result)
        return isTransient(result->status);
    // a lost GET changes nothing when repeated; a lost POST may have been carried out
    return request.method == HttpMethod::Get
        && result.error().kind == TransportFailure::Kind::ConnectionLost;
}

struct SecondRound {
    std::vector<size_t> places; //!< in the first round
    milliseconds delay{0};
};

SecondRound whatToRepeat(
    const std::vector<HttpRequest>& requests, const std::vector<HttpResult>& results, int attempt)
{
    SecondRound round;
    for (size_t place = 0; place < results.size(); ++place) {
        if (!worthAnotherTry(requests[place], results[place]))
            continue;
        round.places.push_back(place);
        const QByteArray retryAfter =
            results[place] ? results[place]->header("Retry-After") : QByteArray();
        round.delay = std::max(round.delay, retryDelay(retryAfter, attempt));
    }
    return round;
}

} // namespace

std::vector<HttpResult> sendWave(std::vector<HttpRequest> requests, NetContext& net)
{
    const auto bounded = [&net](HttpRequest request) {
        request.timeout = std::clamp(
            request.timeout, milliseconds(1), std::max(milliseconds(1), net.remaining()));
        return request;
    };
    std::vector<HttpRequest> wave;
    for (const HttpRequest& request : requests)
        wave.push_back(bounded(request));
    net.use.waves += 1;
    net.use.requests += static_cast<int>(wave.size());
    std::vector<HttpResult> results = net.transport.sendAll(std::move(wave), net.stop);
    for (int attempt = 0; attempt < maxRetries; ++attempt) {
        const SecondRound round = whatToRepeat(requests, results, attempt);
        if (round.places.empty() || round.delay >= net.remaining()
            || !net.pacer.wait(round.delay, net.stop))
            break;
        std::vector<HttpRequest> again;
        for (const size_t place : round.places)
            again.push_back(bounded(requests[place]));
        net.use.requests += static_cast<int>(again.size());
        net.use.retries += static_cast<int>(again.size());
        std::vector<HttpResult> replies = net.transport.sendAll(std::move(again), net.stop);
        for (size_t i = 0; i < round.places.size(); ++i)
            results[round.places[i]] = std::move(replies[i]);
    }
    return results;
}

ReadFailure readFailureOf(const TransportFailure& failure)
{
    const bool cancelled = failure.kind == TransportFailure::Kind::Cancelled;
    return ReadFailure{
        .kind = cancelled ? ReadFailure::Kind::Cancelled : ReadFailure::Kind::Unreachable,
        .detail = explain(failure)};
}

namespace {

ReadFailure::Kind kindOf(int status, const QString& code)
{
    using Kind = ReadFailure::Kind;
    if (code == u"AadPremiumLicenseRequired")
        return Kind::NoLicence;
    switch (status) {
    case 401: return Kind::SignInMissing;
    case 403: return Kind::Refused;
    case 404: return Kind::NotFound;
    case 429: return Kind::Throttled;
    default: return status >= 500 ? Kind::ServerError : Kind::Unexpected;
    }
}

} // namespace

ReadFailure readFailureOf(
    int status, const Json& body, QByteArrayView requestId, QByteArrayView wwwAuthenticate)
{
    ReadFailure failure{
        .status = status, .requestId = QString::fromLatin1(requestId.toByteArray().left(100))};
    if (const Json* error = member(body, "error")) {
        failure.code = stringMember(*error, "code").value_or(QString()).left(200);
        if (const Json* inner = member(*error, "innerError"); inner && failure.requestId.isEmpty())
            failure.requestId = stringMember(*inner, "request-id").value_or(QString()).left(100);
    }
    failure.kind = kindOf(status, failure.code);
    if (const QString claims = claimsOfChallenge(wwwAuthenticate);
        status == 401 && !claims.isEmpty()) {
        failure.kind = ReadFailure::Kind::Challenged;
        failure.detail = claims;
    }
    return failure;
}

} // namespace lockstep
