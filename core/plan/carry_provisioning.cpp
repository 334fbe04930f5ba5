// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

#include "checks/named.h"
#include "plan/synchronization_paths.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString jobs = u"jobs"_s; // R22

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

} // namespace

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

//! Null where it was not read or is not there.
const Json* jobIn(const Place& place, const GraphReplies& replies)
{
    const Json* list = listReply(replies, jobs);
    return list ? jobOf(*list, place) : nullptr;
}

//! Why there is nothing to be done with the job.
Move noJob(const GraphReplies& replies)
{
    if (!listReply(replies, jobs))
        return unreadMove(replies, jobs);
    return NotYet{CarryWords::tr("Entra does not show the provisioning job yet.")};
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
    const Json* job = jobIn(place, replies);
    if (!job)
        return noJob(replies);
    Write write = postToJob(place, *job, "restart");
    write.body = R"({"criteria":{"resetScope":"Full"}})";
    write.before = stateOf(*job);
    return write;
}
//! That the job is on says nothing where it was on before: only what has changed since shows that
//! it started over.
Sight see(const change::RestartJob&, const Place& place, const GraphReplies& replies)
{
    Sight running = seeRunning(place, replies);
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
    const Json* job = jobIn(place, replies);
    if (!job)
        return noJob(replies);
    if (isOn(*job) && !isQuarantined(*job))
        return AlreadyThere{};
    Write write = postToJob(place, *job, "start");
    write.before = stateOf(*job);
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
