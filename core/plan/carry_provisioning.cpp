// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

#include "checks/named.h"
#include "plan/synchronization_paths.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString sp = u"sp"_s;
const QString jobs = u"jobs"_s; // R22
const QString secrets = u"secrets"_s; // R24

QString innerText(const Json& object, const char* part, const char* name)
{
    const Json* found = member(object, part);
    return found ? textIn(*found, name) : QString();
}

std::vector<GraphGet> looksAt(const Place& place, const QString& id, const QString& below)
{
    if (place.servicePrincipalId.isEmpty())
        return {}; // no alternate key below /synchronization (contract 1.2)
    return {{.id = id, .path = synchronizationPath(place) + below}};
}

//! What hangs on an enterprise application that is gone is gone too.
Move goneOr(const GraphReplies& replies, const QString& id)
{
    return isMissing(replies, id) ? Move(AlreadyThere{}) : unreadMove(replies, id);
}

} // namespace

// ConsentInBrowser

std::vector<GraphGet> looks(const change::ConsentInBrowser&, const Place& place)
{
    return {principalGet(place)};
}
//! Not a request: the browser opens the kind's own address.
Move next(const change::ConsentInBrowser&, const Place&, const GraphReplies& replies)
{
    if (jsonOf(replies, sp))
        return AlreadyThere{};
    if (!isMissing(replies, sp))
        return unreadMove(replies, sp);
    return Write{.method = HttpMethod::Get, .path = {}, .pathTemplate = "adminconsent"};
}
Sight see(const change::ConsentInBrowser&, const Place&, const GraphReplies& replies)
{
    const Json* principal = jsonOf(replies, sp);
    if (!principal)
        return isMissing(replies, sp) ? sightOf(false) : Sight{};
    const QString id = textIn(*principal, "id");
    if (id.isEmpty())
        return {};
    Sight sight = sightOf(true);
    sight.made = {{"id", id.toStdString()}};
    return sight;
}
Move takeBack(
    const change::ConsentInBrowser&, const WriteRecord&, const Place&, const GraphReplies& replies)
{
    if (isMissing(replies, sp))
        return AlreadyThere{};
    return CannotDo{CarryWords::tr(
        "A consent is taken back in the portal, by deleting the enterprise application.")};
}

// CreateJob (W13)

std::vector<GraphGet> looks(const change::CreateJob&, const Place& place)
{
    return looksAt(place, jobs, u"/jobs"_s);
}
Move next(const change::CreateJob& kind, const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list || place.servicePrincipalId.isEmpty())
        return unreadMove(replies, jobs);
    if (!listOf(*list).empty()) // Entra would make a second one
        return AlreadyThere{};
    return Write{.method = HttpMethod::Post,
        .path = synchronizationPath(place) + u"/jobs"_s,
        .pathTemplate = "/servicePrincipals/{id}/synchronization/jobs",
        .body = bodyOf({{"templateId", kind.templateId.toStdString()}})};
}
Sight see(const change::CreateJob& kind, const Place&, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list)
        return isMissing(replies, jobs) ? sightOf(false) : Sight{};
    const Json* found = nullptr;
    for (const Json& each : listOf(*list)) {
        if (!found || sameText(each, "templateId", kind.templateId))
            found = &each;
    }
    if (found && textIn(*found, "id").isEmpty()) // nothing could be done with it
        return {};
    Sight sight = sightOf(found != nullptr);
    if (found)
        sight.made = {{"id", textIn(*found, "id").toStdString()}};
    return sight;
}
Move takeBack(const change::CreateJob&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list)
        return goneOr(replies, jobs);
    const QString id = textIn(record.made, "id");
    if (id.isEmpty())
        return CannotDo{CarryWords::tr("It is not known which job was made.")};
    const bool there = std::ranges::any_of(
        listOf(*list), [&](const Json& each) { return sameText(each, "id", id); });
    if (!there)
        return AlreadyThere{};
    return Write{.method = HttpMethod::Delete,
        .path = jobPath(place, id),
        .pathTemplate = "/servicePrincipals/{id}/synchronization/jobs/{job}"};
}

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
        const QString key = textIn(pair, "key");
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
//! Shown only once Entra reaches the vendor with it: a job that is started on what was stored before
//! goes into quarantine.
Sight see(const change::SaveCredentials& kind, const Place& place, const GraphReplies& replies)
{
    const Json* stored = listReply(replies, secrets);
    if (!stored)
        return isMissing(replies, secrets) ? sightOf(false) : Sight{};
    if (!isStored(kind, *stored, Masked::Yes))
        return sightOf(false);
    if (!place.connects)
        return {};
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

// RestartJob, StartJob (W18, W17)

namespace {

const Json* jobOf(const Json& list, const Place& place)
{
    const Json& all = listOf(list);
    for (const Json& each : all) {
        const bool only = all.size() == 1 && !textIn(each, "id").isEmpty();
        if (sameText(each, "id", place.jobId) || (place.jobId.isEmpty() && only))
            return &each;
    }
    return nullptr;
}

bool isQuarantined(const Json& job)
{
    const Json* status = member(job, "status");
    return sameWord(innerText(job, "status", "code"), u"Quarantine"_s)
        || (status && member(*status, "quarantine"));
}

//! Switched on by somebody, whether or not it has run.
bool isOn(const Json& job)
{
    const QString code = innerText(job, "status", "code");
    return sameWord(innerText(job, "schedule", "state"), u"Active"_s)
        && !sameWord(code, u"Paused"_s) && !sameWord(code, u"NotConfigured"_s);
}

//! When it had first gone through everything: it keeps that until it starts over.
QString firstThrough(const Json& job)
{
    return innerText(job, "status", "steadyStateFirstAchievedTime");
}

Json stateOf(const Json& job)
{
    return {{"state", innerText(job, "schedule", "state").toStdString()},
        {"code", innerText(job, "status", "code").toStdString()},
        {"firstThrough", firstThrough(job).toStdString()}, {"quarantined", isQuarantined(job)}};
}

Sight seeRunning(const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list)
        return isMissing(replies, jobs) ? sightOf(false) : Sight{};
    const Json* job = jobOf(*list, place);
    return sightOf(job && isOn(*job) && !isQuarantined(*job));
}

//! The job, or why there is nothing to be done with it.
Result<const Json*, Move> jobIn(const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list)
        return tl::unexpected(unreadMove(replies, jobs));
    const Json* job = jobOf(*list, place);
    if (!job)
        return tl::unexpected(
            Move(NotYet{CarryWords::tr("Entra does not show the provisioning job yet.")}));
    return job;
}

Write postToJob(const Place& place, const Json& job, const char* verb)
{
    return {.method = HttpMethod::Post,
        .path = jobPath(place, textIn(job, "id")) + u'/' + QLatin1StringView(verb),
        .pathTemplate = QByteArray("/servicePrincipals/{id}/synchronization/jobs/{job}/") + verb,
        .body = "{}"};
}

//! What stateOf() kept.
bool wasOff(const Json& before)
{
    const QString code = textIn(before, "code");
    return !sameWord(textIn(before, "state"), u"Active"_s) || sameWord(code, u"Paused"_s)
        || sameWord(code, u"NotConfigured"_s);
}

Move pauseAgain(const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    if (!list)
        return goneOr(replies, jobs);
    const Json* job = jobOf(*list, place);
    if (!job || !isOn(*job))
        return AlreadyThere{};
    return postToJob(place, *job, "pause");
}

} // namespace

std::vector<GraphGet> looks(const change::RestartJob&, const Place& place)
{
    return looksAt(place, jobs, u"/jobs"_s);
}
Move next(const change::RestartJob&, const Place& place, const GraphReplies& replies)
{
    const Result<const Json*, Move> job = jobIn(place, replies);
    if (!job)
        return job.error();
    Write write = postToJob(place, **job, "restart");
    write.body = R"({"criteria":{"resetScope":"Full"}})";
    write.before = stateOf(**job);
    return write;
}
//! That the job is on says nothing where it was on before: only what has changed since shows that
//! it started over.
Sight see(const change::RestartJob&, const Place& place, const GraphReplies& replies)
{
    const Sight running = seeRunning(place, replies);
    if (running.shown != Sight::Shown::Yes || !place.unanswered)
        return running;
    const Json& before = *place.unanswered;
    const Json* job = jobOf(*listReply(replies, jobs), place);
    const std::optional<QString> then = stringMember(before, "firstThrough");
    const bool anew = then && *then != firstThrough(*job);
    return sightOf(wasOff(before) || boolMember(before, "quarantined").value_or(false) || anew);
}
//! Starting over switches a job on that was off; nothing else of it can be undone.
Move takeBack(const change::RestartJob&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    if (!wasOff(record.before))
        return CannotDo{CarryWords::tr("A job that was started over leaves nothing to be undone.")};
    return pauseAgain(place, replies);
}

std::vector<GraphGet> looks(const change::StartJob&, const Place& place)
{
    return looksAt(place, jobs, u"/jobs"_s);
}
Move next(const change::StartJob&, const Place& place, const GraphReplies& replies)
{
    const Result<const Json*, Move> job = jobIn(place, replies);
    if (!job)
        return job.error();
    if (isOn(**job) && !isQuarantined(**job))
        return AlreadyThere{};
    Write write = postToJob(place, **job, "start");
    write.before = stateOf(**job);
    return write;
}
Sight see(const change::StartJob&, const Place& place, const GraphReplies& replies)
{
    return seeRunning(place, replies);
}
Move takeBack(const change::StartJob&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    // it was on and in quarantine: paused it would be less than before
    if (!wasOff(record.before))
        return CannotDo{CarryWords::tr("The job was on before, in quarantine. It stays on.")};
    return pauseAgain(place, replies);
}

} // namespace lockstep
