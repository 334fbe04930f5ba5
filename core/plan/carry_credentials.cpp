// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

#include "checks/named.h"
#include "plan/synchronization_paths.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString secrets = u"secrets"_s; // R24

std::vector<GraphGet> looksAt(const Place& place, const QString& id, const QString& below)
{
    if (place.servicePrincipalId.isEmpty())
        return {}; // no alternate key below /synchronization (contract 1.2)
    return {{.id = id, .path = synchronizationPath(place) + below}};
}

} // namespace

// SaveCredentials (W14)

namespace {

const char* const address = "BaseAddress";
const char* const token = "SecretToken";
const char* const scope = "SyncAll";
const char* const notifications = "SyncNotificationSettings";

QString valueOf(const Json& stored, const char* key)
{
    for (const Json& pair : listOf(stored)) {
        if (sameText(pair, "key", QString::fromLatin1(key)))
            return textIn(pair, "value");
    }
    return {};
}

bool isMasked(const QString& value)
{
    return value.contains(u'*');
}

bool isOwnKey(const QString& key)
{
    return std::ranges::any_of(std::array{address, token, scope, notifications},
        [&](const char* own) { return sameWord(key, QString::fromLatin1(own)); });
}

//! The first key besides ours whose value Entra hides: sent back, it would be lost.
QString hiddenKey(const Json& stored)
{
    for (const Json& pair : listOf(stored)) {
        QString key = textIn(pair, "key");
        if (!isOwnKey(key) && isMasked(textIn(pair, "value")))
            return key;
    }
    return {};
}

Json pairOf(const char* key, const QString& value)
{
    return {{"key", key}, {"value", value.toStdString()}};
}

//! All keys, as keys that are left out may be dropped (contract U11). Holds the token.
QByteArray credentialsBody(
    const QString& url, const Secret& secret, const QString& all, const Json& stored)
{
    Json tokenPair{{"key", token}};
    secret.expose([&](QByteArrayView value) {
        tokenPair["value"] = std::string(value.begin(), value.end());
    });
    const QString settings = valueOf(stored, notifications);
    Json list = Json::array({pairOf(address, url), std::move(tokenPair),
        pairOf(notifications,
            settings.isEmpty() ? u"{\"Enabled\":false,\"DeleteThresholdEnabled\":false}"_s
                               : settings),
        pairOf(scope, all)});
    for (const Json& pair : listOf(stored)) {
        if (!isOwnKey(textIn(pair, "key")))
            list.push_back(pair);
    }
    Json body = Json::object();
    body["value"] = std::move(list);
    return bodyOf(body);
}

Write putSecrets(const Place& place, QByteArray body)
{
    return {.method = HttpMethod::Put,
        .path = synchronizationPath(place) + u"/secrets"_s,
        .pathTemplate = "/servicePrincipals/{id}/synchronization/secrets",
        .body = std::move(body)};
}

QString scopeValue(const change::SaveCredentials& kind)
{
    return kind.onlyAssigned ? u"false"_s : u"true"_s;
}

//! Whether a value that Entra hides behind stars may be the right one.
enum class Masked { No, Yes };

//! Whether the address, the scope and some token are stored.
bool isStored(const change::SaveCredentials& kind, const Json& stored, Masked masked)
{
    const auto shows = [&](const char* key, const QString& wanted) {
        const QString value = valueOf(stored, key);
        return sameWord(value, wanted) || (masked == Masked::Yes && isMasked(value));
    };
    return shows(address, kind.address) && shows(scope, scopeValue(kind))
        && !valueOf(stored, token).isEmpty();
}

} // namespace

std::vector<GraphGet> looks(const change::SaveCredentials&, const Place& place)
{
    return looksAt(place, secrets, u"/secrets"_s);
}
Move next(const change::SaveCredentials& kind, const Place& place, const GraphReplies& replies)
{
    static const Json nothing = Json::object();
    const Json* stored = listReply(replies, secrets);
    if ((!stored && !isMissing(replies, secrets)) || place.servicePrincipalId.isEmpty())
        return unreadMove(replies, secrets);
    if (!place.secret || place.secret->isEmpty())
        return CannotDo{CarryWords::tr("The secret token is not known on this computer.")};
    const Json& before = stored ? *stored : nothing;
    // the stored token cannot be read: that it does what it is for is the best there is
    if (place.connects.value_or(false) && isStored(kind, before, Masked::No))
        return AlreadyThere{};
    if (const QString hidden = hiddenKey(before); !hidden.isEmpty())
        return CannotDo{CarryWords::tr("Entra has a value stored for %1 and hides it: it would be "
                                       "lost. Store the tenant URL and the token in the portal.")
                            .arg(hidden)};
    Write write =
        putSecrets(place, credentialsBody(kind.address, *place.secret, scopeValue(kind), before));
    for (const char* key : {address, scope}) {
        if (const QString value = valueOf(before, key); !value.isEmpty())
            write.before[key] = value.toStdString();
    }
    return write;
}
//! Shown only once Entra reaches the vendor with it: a job that is started on what was stored
//! before goes into quarantine.
Sight see(const change::SaveCredentials& kind, const Place& place, const GraphReplies& replies)
{
    const Json* stored = listReply(replies, secrets);
    if (!stored)
        return isMissing(replies, secrets) ? sightOf(false) : Sight{};
    if (!isStored(kind, *stored, Masked::Yes))
        return sightOf(false);
    // what was stored before may be behind the stars, and connect as well
    if (place.unanswered && !isStored(kind, *stored, Masked::No))
        return {.shown = Sight::Shown::Unread,
            .why = CarryWords::tr("Entra hides what it has stored.")};
    if (!place.connects)
        return {.shown = Sight::Shown::Unread,
            .why = CarryWords::tr("It is stored, but Entra's own test of the connection could not "
                                  "be run.")};
    Sight sight = sightOf(*place.connects);
    if (!*place.connects)
        sight.why = CarryWords::tr("It is stored, but Entra's own test of the connection fails.");
    return sight;
}
Move takeBack(const change::SaveCredentials& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json* stored = listReply(replies, secrets);
    if (!stored)
        return goneOr(replies, secrets);
    const QString earlier = textIn(record.before, scope);
    const QString now = valueOf(*stored, scope);
    const QString url = valueOf(*stored, address);
    const bool sameUrl =
        textIn(record.before, address) == kind.address && (url == kind.address || isMasked(url));
    if (!earlier.isEmpty() && !sameWord(earlier, scopeValue(kind)) && sameWord(now, earlier))
        return AlreadyThere{};
    if (earlier.isEmpty() || sameWord(earlier, scopeValue(kind)) || !sameUrl)
        return CannotDo{CarryWords::tr("Entra gives out no stored token, so the earlier tenant URL "
                                       "and token cannot be brought back.")};
    if (!sameWord(now, scopeValue(kind)))
        return CannotDo{CarryWords::tr("Somebody has changed the scope since.")};
    if (!place.secret || place.secret->isEmpty())
        return CannotDo{CarryWords::tr("The secret token is not known on this computer any more, "
                                       "and the scope is only stored together with it.")};
    if (const QString hidden = hiddenKey(*stored); !hidden.isEmpty())
        return CannotDo{CarryWords::tr("Entra has a value stored for %1 and hides it: it would be "
                                       "lost. Change the scope in the portal.")
                            .arg(hidden)};
    return putSecrets(place, credentialsBody(kind.address, *place.secret, earlier, *stored));
}

} // namespace lockstep
