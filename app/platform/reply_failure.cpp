// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/reply_failure.h"

#include <QCoreApplication>
#include <QNetworkInterface>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

using Kind = TransportFailure::Kind;
using Code = QNetworkReply::NetworkError;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Network)
};

//! Problems of the chain, against those of this certificate (its name, its dates).
bool isAboutTrust(const QSslError& error)
{
    constexpr std::array ofTheCertificateAlone{QSslError::HostNameMismatch,
        QSslError::CertificateExpired, QSslError::CertificateNotYetValid,
        QSslError::NoPeerCertificate};
    return std::ranges::find(ofTheCertificateAlone, error.error()) == ofTheCertificateAlone.end();
}

QString issuerOf(const QSslCertificate& certificate)
{
    const QStringList names = certificate.issuerInfo(QSslCertificate::CommonName)
        + certificate.issuerInfo(QSslCertificate::Organization);
    return names.value(0);
}

QString issuerMet(const QNetworkReply& reply, const QList<QSslError>& met)
{
    for (const QSslError& error : met) {
        if (isAboutTrust(error) && !error.certificate().isNull())
            return issuerOf(error.certificate());
    }
    const QList<QSslCertificate> chain = reply.sslConfiguration().peerCertificateChain();
    return chain.isEmpty() ? QString() : issuerOf(chain.last());
}

QString reasonOf(const QSslError& error)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch: return Words::tr("Its certificate is for another name.");
    case QSslError::CertificateExpired:
        return Words::tr("Its certificate has expired. Check this computer's clock.");
    case QSslError::CertificateNotYetValid:
        return Words::tr("Its certificate is not valid yet. Check this computer's clock.");
    default: return error.errorString();
    }
}

TransportFailure tlsFailure(const QNetworkReply& reply, const QList<QSslError>& met)
{
    const QString host = reply.url().host();
    if (std::ranges::any_of(met, isAboutTrust))
        return {Kind::TlsUntrusted, host, issuerMet(reply, met)};
    return {Kind::TlsFailed, host, met.isEmpty() ? reply.errorString() : reasonOf(met.first())};
}

//! Codes that stand for a status of 400 and above (documented with QNetworkReply::NetworkError).
bool standsForStatus(Code code)
{
    return (code >= Code::ContentAccessDenied && code <= Code::UnknownContentError)
        || code == Code::ProtocolInvalidOperationError || code >= Code::InternalServerError;
}

Kind kindOf(Code code)
{
    switch (code) {
    case Code::ConnectionRefusedError: return Kind::ConnectionRefused;
    case Code::HostNotFoundError: return isOffline() ? Kind::NoNetwork : Kind::HostNotFound;
    case Code::TimeoutError: return Kind::TimedOut;
    case Code::OperationCanceledError: return Kind::Cancelled;
    case Code::NetworkSessionFailedError: return Kind::NoNetwork;
    case Code::TemporaryNetworkFailureError:
    case Code::UnknownNetworkError: return isOffline() ? Kind::NoNetwork : Kind::ConnectionLost;
    case Code::TooManyRedirectsError:
    case Code::InsecureRedirectError: return Kind::RedirectRefused;
    case Code::ProxyConnectionRefusedError:
    case Code::ProxyConnectionClosedError:
    case Code::ProxyNotFoundError:
    case Code::ProxyTimeoutError:
    case Code::ProxyAuthenticationRequiredError:
    case Code::UnknownProxyError: return Kind::ProxyFailed;
    case Code::ProtocolUnknownError:
    case Code::ProtocolInvalidOperationError:
    case Code::ProtocolFailure:
    case Code::UnknownContentError: return Kind::BadReply; // a body that could not be decompressed
    default: return Kind::ConnectionLost;
    }
}

} // namespace

std::optional<TransportFailure> failureOf(const QNetworkReply& reply, const QList<QSslError>& met)
{
    // The error first: a reply that broke off half-way still carries its status 200.
    const Code code = reply.error();
    if (code == Code::NoError)
        return std::nullopt;
    if (code == Code::SslHandshakeFailedError)
        return tlsFailure(reply, met);
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (standsForStatus(code) && status >= 400)
        return std::nullopt;
    return TransportFailure{kindOf(code), reply.url().host(), reply.errorString()};
}

bool isOffline()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    return std::ranges::none_of(interfaces, [](const QNetworkInterface& each) {
        const auto flags = each.flags();
        return flags.testFlag(QNetworkInterface::IsUp)
            && flags.testFlag(QNetworkInterface::IsRunning)
            && !flags.testFlag(QNetworkInterface::IsLoopBack) && !each.addressEntries().isEmpty();
    });
}

} // namespace lockstep
