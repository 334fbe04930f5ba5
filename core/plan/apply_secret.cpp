// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply_run.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

bool ApplyRun::hasClearedSecrets(size_t index)
{
    for (const WriteRecord& record : std::exchange(m_openSecrets, {})) {
        if (!isHere(record))
            continue; // of another application: settled there
        const Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
        if (sight.shown == Sight::Shown::No)
            continue;
        WriteRecord made = record;
        made.made.update(sight.made);
        const ChangeProgress removed = takeBackRecord(m_writer, made, index, m_applied);
        if (removed.state == State::Undone)
            continue;
        set(index, State::Refused,
            CarryWords::tr("An earlier secret, whose value got lost, could not be removed, so "
                           "no other one is made. %1")
                .arg(removed.message),
            removed.details);
        return false;
    }
    return true;
}

void ApplyRun::removeUnkept(size_t index, const QString& id, const Change& change, const Json& made)
{
    const QString why = m_applied.changes[index].message;
    const ChangeProgress removed =
        takeBackRecord(m_writer, recordOf(id, change, made), index, m_applied);
    set(index, State::Refused,
        why + u' '
            + (removed.state == State::Undone
                    ? CarryWords::tr("So it was removed again.")
                    : CarryWords::tr("It could not be removed either: %1").arg(removed.message)),
        removed.details);
}

WriteRecord ApplyRun::recordOf(const QString& id, const Change& change, const Json& made) const
{
    return {.id = id,
        .at = m_writer.now(),
        .doneAt = m_writer.now(),
        .state = WriteRecord::State::Open,
        .who = {},
        .what = change.sentence,
        .undo = change.undo,
        .kind = change.kind,
        .heals = change.heals,
        .permissions = change.scopes,
        .before = Json::object(),
        .made = made};
}

bool ApplyRun::keepSecret(size_t index, const Secret& secret)
{
    const std::optional<SecretKey> key = m_writer.secretKey();
    bool kept = false;
    if (key) {
        // not with the run's stop token: half-way is the worst place to stop
        const auto written = m_writer.ports().secrets.write(*key, secret, {});
        kept = written.has_value();
        if (!kept)
            m_applied.changes[index].message =
                CarryWords::tr("The secret could not be kept: %1").arg(explain(written.error()));
    }
    // one that is removed again is of no use to anybody
    if (m_writer.ports().madeSecret && (kept || !m_writer.ports().mustKeepSecret))
        m_writer.ports().madeSecret(secret.clone(), kept);
    return kept;
}

ApplyRun::Attempt ApplyRun::foundLost(size_t index, const Tries& tries, const Sight& sight)
{
    if (!std::holds_alternative<change::AddSecret>(tries.change.kind)) {
        foundThere(index, tries, sight, {});
        return Attempt::Ended;
    }
    // its value is lost with the reply: a secret that nobody knows is of no use to anybody
    outcome(
        tries.id, EntryState::Unknown, tries.change, CarryWords::tr("seen by reading"), sight.made);
    const ChangeProgress removed =
        takeBackRecord(m_writer, recordOf(tries.id, tries.change, sight.made), index, m_applied);
    if (removed.state == State::Undone)
        return Attempt::Again;
    set(index, State::Unknown,
        CarryWords::tr("The secret was made, but its value was lost on the way, and it could "
                       "not be removed."),
        removed.details);
    return Attempt::Ended;
}

} // namespace lockstep
