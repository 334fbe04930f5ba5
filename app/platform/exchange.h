// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/http.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>

namespace lockstep {

//! One request on its way, bounded in time and size. Reports exactly once, then deletes itself.
//! Lives in the network thread.
class Exchange final : public QObject {
public:
    using Done = std::function<void(HttpResult)>;

    Exchange(HttpRequest request, Done done, QObject* parent);
    ~Exchange() override;

    void start(QNetworkAccessManager& manager, const QSslConfiguration& tls);
    void fail(TransportFailure::Kind kind, const QString& detail = {});

private:
    void refuseRedirect();
    void readBody();
    void finish();
    void settle(HttpResult result, int status, const QByteArray& requestId);
    void dropReply();

    HttpRequest m_request;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_limit;
    QElapsedTimer m_clock;
    QList<QSslError> m_tlsErrors;
    QByteArray m_body;
};

} // namespace lockstep
