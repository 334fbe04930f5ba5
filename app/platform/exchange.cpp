// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/exchange.h"

#include "log.h"
#include "platform/one_shot_body.h"
#include "platform/reply_failure.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace lockstep {

namespace {

using Kind = TransportFailure::Kind;

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

//! The last gate before the wire: no secret in clear text, and none of Qt's file: or data: URLs.
bool isAllowed(const QUrl& url)
{
    return url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

QNetworkRequest toQt(const HttpRequest& request, const QSslConfiguration& tls)
{
    QNetworkRequest result(request.url);
    result.setHeader(
        QNetworkRequest::UserAgentHeader, QStringLiteral("Lockstep/" LOCKSTEP_VERSION));
    for (const HttpHeader& header : request.headers)
        result.setRawHeader(header.name, header.value);
    result.setSslConfiguration(tls);
    result.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // readBody() counts exactly; Qt's own guess would refuse permission lists, which compress well
    result.setDecompressedSafetyCheckThreshold(-1);
    return result;
}

QNetworkReply* sendWith(
    QNetworkAccessManager& manager, const HttpRequest& request, const QSslConfiguration& tls)
{
    const QNetworkRequest wire = toQt(request, tls);
    if (request.method == HttpMethod::Get)
        return manager.get(wire);
    if (request.body.isEmpty())
        return manager.sendCustomRequest(wire, methodName(request.method));
    auto body = std::make_unique<OneShotBody>(request.body);
    QNetworkReply* reply = manager.sendCustomRequest(wire, methodName(request.method), body.get());
    body.release()->setParent(reply);
    return reply;
}

//! The header is the server's to fill: what does not look like an id stays out of the log.
QByteArray loggableId(const QByteArray& value)
{
    const bool plain = value.size() <= 64 && std::ranges::all_of(value, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || c == '-';
    });
    return plain ? value : QByteArrayLiteral("-");
}

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

//! Qt now and then takes the half of a refusal for the whole, when the status comes with the
//! hang-up.
bool isCutShort(const QNetworkReply& reply, qint64 received)
{
    const int status = statusOf(reply);
    if (status == 204 || status == 304 || reply.hasRawHeader("Content-Encoding"))
        return false; // without a body, or counted before it was unpacked
    bool announced = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&announced);
    return announced && received < length;
}

} // namespace

Exchange::Exchange(HttpRequest request, Done done, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_done(std::move(done))
{
    m_clock.start();
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    connect(&m_limit, &QTimer::timeout, this, [this] { fail(Kind::TimedOut); });
}

Exchange::~Exchange()
{
    dropReply();
}

void Exchange::start(QNetworkAccessManager& manager, const QSslConfiguration& tls)
{
    if (!isAllowed(m_request.url)) {
        fail(Kind::TlsFailed, QCoreApplication::translate("Network", "https is required."));
        return;
    }
    m_limit.start(m_request.timeout);
    m_reply = sendWith(manager, m_request, tls);
    connect(m_reply, &QNetworkReply::sslErrors, this,
        [this](const QList<QSslError>& errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::refuseRedirect);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish);
}

void Exchange::fail(TransportFailure::Kind kind, const QString& detail)
{
    settle(tl::unexpected(TransportFailure{kind, m_request.url.host(), detail}), 0, {});
}

void Exchange::refuseRedirect()
{
    const int status = statusOf(*m_reply);
    if (status < 300 || status >= 400 || !m_reply->hasRawHeader("Location"))
        return;
    const QUrl target = m_request.url.resolved(QUrl::fromEncoded(m_reply->rawHeader("Location")));
    fail(Kind::RedirectRefused, target.host());
}

void Exchange::readBody()
{
    // one byte more than allowed is enough to know; a bomb is never unpacked further
    while (m_reply && m_done) {
        const qint64 room = m_request.maxReplyBytes + 1 - m_body.size();
        const QByteArray part = m_reply->read(std::min<qint64>(room, qint64{256} * 1024));
        if (part.isEmpty())
            return;
        m_body += part;
        if (m_body.size() > m_request.maxReplyBytes)
            fail(Kind::TooLarge);
    }
}

void Exchange::finish()
{
    if (!m_done)
        return;
    std::optional<TransportFailure> failed = failureOf(*m_reply, m_tlsErrors);
    if (!failed) {
        readBody();
        if (!m_done)
            return;
        failed = failureOf(*m_reply, m_tlsErrors); // reading is what finds a spoilt compression
    }
    if (!failed && isCutShort(*m_reply, m_body.size()))
        failed = TransportFailure{Kind::ConnectionLost, m_request.url.host(), {}};
    if (failed) {
        settle(tl::unexpected(*std::move(failed)), statusOf(*m_reply), {});
        return;
    }
    HttpResponse response;
    response.status = statusOf(*m_reply);
    for (const auto& [name, value] : m_reply->rawHeaderPairs())
        response.headers.push_back({name, value});
    response.body = std::move(m_body);
    response.took = std::chrono::milliseconds(m_clock.elapsed());
    const QByteArray requestId = loggableId(response.header("request-id"));
    const int status = response.status;
    settle(std::move(response), status, requestId);
}

void Exchange::settle(HttpResult result, int status, const QByteArray& requestId)
{
    const Done done = std::exchange(m_done, {});
    if (!done)
        return;
    m_limit.stop();
    logExchange(methodName(m_request.method), m_request.pathTemplate, status, requestId,
        std::chrono::milliseconds(m_clock.elapsed()));
    done(std::move(result));
    dropReply();
    deleteLater();
}

void Exchange::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply* reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    // not abort(): Qt would report the cancellation and then the refusal's status, and warn of two
    // errors; the destructor ends the exchange as well, without a word
    reply->deleteLater();
}

} // namespace lockstep
