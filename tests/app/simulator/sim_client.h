// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/simulator.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QFloat16>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

//! What came back, whatever it was.
struct Got {
    int status = 0; //!< 0: the connection broke
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;

    [[nodiscard]] nlohmann::json json() const
    {
        return nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    }
    [[nodiscard]] QByteArray header(const QByteArray& name) const
    {
        for (const auto& [key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
    [[nodiscard]] QString code() const
    {
        const auto at = json();
        return QString::fromStdString(
            at.contains("error") && at["error"].is_object() ? at["error"].value("code", "") : "");
    }
    [[nodiscard]] QString oauthError() const
    {
        const auto at = json();
        return QString::fromStdString(
            at.contains("error") && at["error"].is_string() ? at.value("error", "") : "");
    }
    [[nodiscard]] int aadsts() const
    {
        const auto at = json();
        return at.contains("error_codes") && !at["error_codes"].empty()
            ? at["error_codes"][0].get<int>()
            : 0;
    }
};

using Form = QList<QPair<QString, QString>>;

//! A simulator with a client that follows no redirect and waits in an event loop of its own.
class SimClient {
public:
    explicit SimClient(
        const lockstep::Scenario& scenario, lockstep::Simulator::Options options = {})
    {
        auto started = lockstep::Simulator::start(scenario, options);
        if (!started)
            qFatal("%s", qPrintable(started.error().what));
        simulator = *std::move(started);
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_network.setProxy(QNetworkProxy::NoProxy);
    }
    static SimClient ready()
    {
        return SimClient(*lockstep::builtInScenario(QStringLiteral("ready")));
    }

    Got send(const QByteArray& method, const QUrl& url, const QByteArray& body = {},
        const QList<QPair<QByteArray, QByteArray>>& headers = {}, int timeoutMs = 20'000)
    {
        QNetworkRequest request(url);
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        QNetworkReply* reply = m_network.sendCustomRequest(request, method, body);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(timeoutMs, reply, &QNetworkReply::abort);
        if (!reply->isFinished())
            loop.exec();
        Got got{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .error = reply->error(),
            .body = reply->isOpen() ? reply->readAll() : QByteArray(),
            .headers = reply->rawHeaderPairs()};
        reply->deleteLater();
        return got;
    }

    Got get(const QUrl& url) { return send("GET", url); }
    Got postForm(const QUrl& url, const Form& form)
    {
        QByteArray body;
        for (const auto& [key, value] : form)
            body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(key) + '='
                + QUrl::toPercentEncoding(value);
        return send("POST", url, body, {{"Content-Type", "application/x-www-form-urlencoded"}});
    }

    [[nodiscard]] QUrl login(const QString& path) const
    {
        return QUrl(simulator->loginUrl().toString() + path);
    }
    [[nodiscard]] QUrl graphUrl(const QString& path) const
    {
        return QUrl(simulator->graphUrl().toString() + QStringLiteral("/v1.0") + path);
    }
    [[nodiscard]] QString scopeOf(const QString& name) const
    {
        return simulator->graphUrl().toString() + u'/' + name;
    }

    Got graph(const QByteArray& method, const QString& path, const QByteArray& token,
        const nlohmann::json& body = nullptr, QList<QPair<QByteArray, QByteArray>> headers = {})
    {
        headers.emplaceBack("Authorization", "Bearer " + token);
        if (!body.is_null())
            headers.emplaceBack("Content-Type", "application/json");
        return send(method, graphUrl(path),
            body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump()), headers);
    }
    Got read(const QString& path, const QByteArray& token) { return graph("GET", path, token); }
    Got batch(const nlohmann::json& requests, const QByteArray& token)
    {
        return graph("POST", QStringLiteral("/$batch"), token, {{"requests", requests}});
    }

    Got clientCredentials(const QString& tenant, const QString& clientId, const QString& secret)
    {
        return postForm(login(u'/' + tenant + QStringLiteral("/oauth2/v2.0/token")),
            {{QStringLiteral("grant_type"), QStringLiteral("client_credentials")},
                {QStringLiteral("client_id"), clientId}, {QStringLiteral("client_secret"), secret},
                {QStringLiteral("scope"), scopeOf(QStringLiteral(".default"))}});
    }

    std::unique_ptr<lockstep::Simulator> simulator;

private:
    QNetworkAccessManager m_network;
};

//! Names of the scenario `ready`.
namespace contoso {
inline const QString tenant = QStringLiteral("3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a");
inline const QString clientId = QStringLiteral("7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731");
inline const QString admin = QStringLiteral("avery.howard@contoso.onmicrosoft.com");
inline const QString member = QStringLiteral("morgan.lee@contoso.onmicrosoft.com");
inline const QString app = QStringLiteral("/applications(appId='%1')").arg(clientId);
inline const QString principal = QStringLiteral("/servicePrincipals(appId='%1')").arg(clientId);
inline const QString publicClient = QStringLiteral("14d82eec-204b-4c2f-b7e8-296a70dab67e");
} // namespace contoso

inline lockstep::Scenario readyScenario()
{
    return *lockstep::builtInScenario(QStringLiteral("ready"));
}
