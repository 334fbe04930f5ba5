// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/scim_probe.h"

#include "tenant/decode.h"

#include <QRandomGenerator>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 probeReplyBytes = qint64{1024} * 1024; // one user and a configuration are small
constexpr std::chrono::milliseconds probeTimeout{15'000};

//! A token that no service has made. It protects nothing, so it is plain data.
QByteArray inventedToken()
{
    QByteArray random(24, Qt::Uninitialized);
    for (char& byte : random)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return random.toHex();
}

HttpRequest probe(const QUrl& root, const QString& path, const QByteArray& token)
{
    std::vector<HttpHeader> headers{{"Accept", "application/scim+json, application/json"}};
    if (!token.isEmpty())
        headers.push_back({"Authorization", "Bearer " + token});
    return HttpRequest{.url = QUrl(root.toString(QUrl::StripTrailingSlash) + path),
        .headers = std::move(headers),
        .pathTemplate = "(scim) " + path.section(u'?', 0, 0).toLatin1(),
        .timeout = probeTimeout,
        .maxReplyBytes = probeReplyBytes};
}

} // namespace

std::vector<HttpRequest> scimProbeRequests(const QString& address, const Secret* token)
{
    const QUrl root(address, QUrl::StrictMode);
    if (address.isEmpty() || !root.isValid())
        return {};
    const QByteArray given = token
        ? token->expose([](QByteArrayView value) { return value.toByteArray(); })
        : QByteArray();
    const QString users = u"/Users?startIndex=1&count=1"_s;
    std::vector<HttpRequest> requests{
        probe(root, u"/ServiceProviderConfig"_s, given), probe(root, users, inventedToken())};
    if (!given.isEmpty())
        requests.push_back(probe(root, users, given));
    return requests;
}

ScimProbe readScimProbe(
    const QString& address, std::span<const HttpResult> replies, const Secret* token)
{
    const auto answer = [&](size_t place) -> Fetched<ScimAnswer> {
        if (place >= replies.size())
            return ReadFailure{};
        Fetched<ScimAnswer> decoded = decodeScimAnswer(replies[place]);
        if (decoded && token && echoes(decoded->detail, *token)) {
            ScimAnswer silent = *decoded;
            silent.detail.clear();
            return silent;
        }
        return decoded;
    };
    return {
        .address = address, .config = answer(0), .wrongToken = answer(1), .rightToken = answer(2)};
}

} // namespace lockstep
