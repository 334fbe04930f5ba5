// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "simulator/headless_browser.h"

#include "graph/endpoints.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>

namespace lockstep {

class HeadlessBrowser::Private {
public:
    QThread thread;
    QNetworkAccessManager* manager = new QNetworkAccessManager; // lives and dies in the thread
    std::stop_source deadEnd;
};

namespace {

//! As browsers do (RFC 6761 section 6.3): "localhost" is this computer, whatever resolvers say.
QUrl withoutLookup(QUrl url)
{
    if (url.host() == QLatin1String("localhost"))
        url.setHost(QStringLiteral("127.0.0.1"));
    return url;
}

} // namespace

HeadlessBrowser::HeadlessBrowser() : m_d(std::make_unique<Private>())
{
    m_d->manager->moveToThread(&m_d->thread);
    QObject::connect(&m_d->thread, &QThread::finished, m_d->manager, &QObject::deleteLater);
    m_d->thread.start();
}

HeadlessBrowser::~HeadlessBrowser()
{
    m_d->thread.quit();
    m_d->thread.wait();
}

bool HeadlessBrowser::open(const QUrl& url)
{
    if (!isLoopback(url))
        return false;
    QMetaObject::invokeMethod(m_d->manager, [manager = m_d->manager, deadEnd = m_d->deadEnd, url] {
        QNetworkRequest request(withoutLookup(url));
        request.setAttribute(
            QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        QNetworkReply* reply = manager->get(request);
        QObject::connect(
            reply, &QNetworkReply::finished, reply, [manager, reply, deadEnd]() mutable {
                const QUrl next =
                    reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
                const QUrl target = next.isEmpty() ? QUrl() : reply->url().resolved(next);
                reply->deleteLater();
                if (!isLoopback(target)) {
                    deadEnd.request_stop();
                    return;
                }
                // one more hop: to the listener that waits for the code
                QNetworkReply* last = manager->get(QNetworkRequest(withoutLookup(target)));
                QObject::connect(last, &QNetworkReply::finished, last, &QObject::deleteLater);
            });
    });
    return true;
}

std::stop_token HeadlessBrowser::deadEnd() const
{
    return m_d->deadEnd.get_token();
}

} // namespace lockstep
