// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/http.h"

#include <QCoreApplication>
#include <QLocale>

namespace lockstep {

QByteArray HttpResponse::header(QByteArrayView name) const
{
    for (const HttpHeader& each : headers) {
        if (each.name.compare(name, Qt::CaseInsensitive) == 0)
            return each.value;
    }
    return {};
}

QDateTime HttpResponse::date() const
{
    // Qt::RFC2822Date wants "+0000" where HTTP says "GMT" (RFC 9110 5.6.7)
    QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(header("Date")), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

QByteArray methodName(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Get: return QByteArrayLiteral("GET");
    case HttpMethod::Post: return QByteArrayLiteral("POST");
    case HttpMethod::Patch: return QByteArrayLiteral("PATCH");
    case HttpMethod::Put: return QByteArrayLiteral("PUT");
    case HttpMethod::Delete: return QByteArrayLiteral("DELETE");
    }
    return {};
}

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Network)
};

} // namespace

QString explain(const TransportFailure& failure)
{
    using Kind = TransportFailure::Kind;
    const QString& host = failure.host;
    switch (failure.kind) {
    case Kind::Cancelled: return Words::tr("The request was cancelled.");
    case Kind::TimedOut: return Words::tr("%1 did not answer in time.").arg(host);
    case Kind::HostNotFound:
        return Words::tr("The name %1 could not be resolved. Check the network and the cloud.")
            .arg(host);
    case Kind::NoNetwork: return Words::tr("This computer is not connected to a network.");
    case Kind::ConnectionRefused: return Words::tr("%1 refused the connection.").arg(host);
    case Kind::ConnectionLost: return Words::tr("The connection to %1 broke off.").arg(host);
    case Kind::TlsUntrusted:
        return Words::tr(
            "The certificate of %1 was issued by %2, which this computer does not trust.")
            .arg(host, failure.detail.isEmpty() ? Words::tr("an unknown issuer") : failure.detail);
    case Kind::TlsFailed:
        return Words::tr("A secure connection to %1 could not be made. %2")
            .arg(host, failure.detail)
            .trimmed();
    case Kind::ProxyFailed:
        return Words::tr("The proxy did not let the request through to %1.").arg(host);
    case Kind::RedirectRefused:
        return Words::tr(
            "%1 redirected to %2. Redirects are refused; a sign-in page of the network may "
            "be in the way.")
            .arg(host, failure.detail);
    case Kind::TooLarge:
        return Words::tr("The reply of %1 was larger than expected and was dropped.").arg(host);
    case Kind::BadReply: return Words::tr("%1 sent something that is not HTTP.").arg(host);
    }
    return {};
}

} // namespace lockstep
