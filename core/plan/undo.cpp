// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"
#include "plan/writer.h"

#include <algorithm>
#include <ranges>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = ChangeProgress::State;

bool isOurs(const WriteRecord& record)
{
    return record.state == WriteRecord::State::Done || record.state == WriteRecord::State::Open
        || record.state == WriteRecord::State::Undoing;
}

//! Whether the setup's own secret is the credential that is about to go: its hint tells.
bool isSetupsSecret(Writer& writer, const WriteRecord& record)
{
    if (!std::holds_alternative<change::AddSecret>(record.kind) || !writer.setting().secret
        || writer.setting().secret->isEmpty())
        return false;
    return isCredential(writer.readOne(record.kind),
        stringMember(record.made, "keyId").value_or(QString()), *writer.setting().secret);
}

bool isUndone(const Applied& applied, size_t place)
{
    return std::ranges::any_of(applied.changes, [&](const ChangeProgress& each) {
        return each.index == place && each.state == State::Undone;
    });
}

//! The application that a write was about, by its ID; empty where that was never known.
QString appOf(const WriteRecord& record)
{
    return std::holds_alternative<change::CreateApplication>(record.kind)
        ? stringMember(record.made, "appId").value_or(QString())
        : record.appId;
}

//! Whether two writes were to the same application of the same tenant, as far as that is known.
bool isSamePlace(const WriteRecord& a, const WriteRecord& b)
{
    const auto same = [](const QString& one, const QString& other) {
        return one.isEmpty() || other.isEmpty() || one.compare(other, Qt::CaseInsensitive) == 0;
    };
    return same(a.tenantId, b.tenantId) && same(appOf(a), appOf(b));
}

//! Whether something that others are written to was made a moment ago, and is still there.
bool isPlaceYoung(const UndoRequest& request, const Applied& applied, const QDateTime& now)
{
    for (size_t place = 0; place < request.records.size(); ++place) {
        const WriteRecord& record = request.records[place];
        const bool makes = std::holds_alternative<change::CreateApplication>(record.kind)
            || std::holds_alternative<change::CreateServicePrincipal>(record.kind)
            || std::holds_alternative<change::ConsentInBrowser>(record.kind)
            || std::holds_alternative<change::CreateJob>(record.kind);
        const bool recent = isRecent(record.doneAt.isValid() ? record.doneAt : record.at, now);
        if (makes && recent && isOurs(record) && !isUndone(applied, place))
            return true;
    }
    return false;
}

//! A later write that stands on this one and stays: taking this one back would leave, say,
//! assignment required with nobody assigned. What lives in a job goes with the job. Null: none.
const WriteRecord* standingOn(const UndoRequest& request, const Applied& applied, size_t index)
{
    const Change below{.kind = request.records[index].kind};
    if (std::holds_alternative<change::CreateJob>(below.kind))
        return nullptr;
    for (size_t later = index + 1; later < request.records.size(); ++later) {
        const WriteRecord& above = request.records[later];
        if (isOurs(above) && !above.undo.isEmpty() && !isUndone(applied, later)
            && isSamePlace(above, request.records[index]) && standsOn({.kind = above.kind}, below))
            return &above;
    }
    return nullptr;
}

} // namespace

bool canBeUndone(const WriteRecord& record)
{
    return isOurs(record) && !record.undo.isEmpty();
}

Applied undo(const UndoRequest& request, const ApplyPorts& ports, std::stop_token stop)
{
    Writer writer(Writer::settingOf(request), ports, std::move(stop));
    Applied applied;
    applied.stopped = writer.whyNotHere();
    const auto leave = [&](size_t index, const QString& why) {
        applied.changes.push_back({.index = index, .state = State::Left, .message = why});
        if (ports.progressed)
            ports.progressed(applied.changes.back());
    };
    for (size_t back = request.records.size(); back > 0 && applied.stopped.isEmpty(); --back) {
        const size_t index = back - 1;
        const WriteRecord& record = request.records[index];
        const bool asked = request.only.isEmpty() || request.only.contains(record.id);
        if (!asked || !isOurs(record))
            continue;
        if (record.undo.isEmpty()) {
            leave(index, CarryWords::tr("This cannot be undone."));
            continue;
        }
        if (const WriteRecord* above = standingOn(request, applied, index)) {
            leave(index,
                CarryWords::tr("Take the change back first that stands on this one: %1")
                    .arg(above->what));
            continue;
        }
        if (!writer.moveTo(record)) {
            leave(index, CarryWords::tr("It was made in another tenant: %1.").arg(record.tenantId));
            continue;
        }
        const bool secretGoes = isSetupsSecret(writer, record);
        const ChangeProgress progress = takeBackRecord(
            writer, record, index, applied, isPlaceYoung(request, applied, writer.now()));
        applied.changes.push_back(progress);
        if (progress.state != State::Undone)
            continue;
        if (secretGoes && ports.madeSecret) {
            if (const auto key = writer.secretKey())
                (void)ports.secrets.remove(*key, {});
            ports.madeSecret(Secret(), true);
        }
        const QString made = stringMember(record.made, "appId").value_or(QString());
        const bool isField = !made.isEmpty() && request.inputs.text(u"clientId"_s) == made;
        if (std::holds_alternative<change::CreateApplication>(record.kind) && isField
            && ports.madeValue)
            ports.madeValue(u"clientId"_s, QString());
    }
    if (writer.isStopped() && applied.stopped.isEmpty())
        applied.stopped = CarryWords::tr("Stopped. What was sent is in the journal.");
    applied.requests = writer.sentRequests();
    return applied;
}

} // namespace lockstep
