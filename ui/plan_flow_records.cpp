// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The part of PlanFlow that knows what was written, and takes it back.
#include "plan_flow.h"

#include "change_words.h"
#include "setup_controller.h"

#include <algorithm>
#include <utility>

namespace lockstep {

namespace {

using State = ChangeProgress::State;

QString madeAppId(const WriteRecord& record)
{
    const auto made = record.made.find("appId");
    return made != record.made.end() && made->is_string()
        ? QString::fromStdString(made->get<std::string>())
        : QString();
}

} // namespace

void PlanFlow::recordsRead(const RecordsRead& records)
{
    m_recordsProblem = records.problem;
    if (records.problem.isEmpty()) {
        m_records = records.records;
        m_requests = records.requests;
        m_takenBack = records.takenBack;
    }
    Q_EMIT recordsChanged();
    Q_EMIT changed();
    const bool first = !std::exchange(m_recordsKnown, true);
    if (first)
        fetchLostSecret();
    if (first && openCount() > 0)
        Q_EMIT m_controller.notice(
            tr("%n change(s) of an earlier session are not settled yet. Open \"What was changed\" "
               "to find out.",
                nullptr, openCount()));
    if (std::exchange(m_checkDue, false))
        checkAfterwards();
}

//! The program ended after a secret was made and put into the keychain, before the setup knew.
void PlanFlow::fetchLostSecret()
{
    SecretKeeper& keeper = m_controller.secretKeeper();
    const bool made = std::ranges::any_of(m_records, [](const WriteRecord& one) {
        return one.state == WriteRecord::State::Done
            && std::holds_alternative<change::AddSecret>(one.kind);
    });
    if (made && !m_controller.setup().secretKept && keeper.where() == SecretKeeper::Where::Nowhere)
        keeper.load();
}

//! Whether the program ended after a registration was made, before its id was in its field: it must
//! not be made twice.
bool PlanFlow::lacksMadeId() const
{
    const auto& fields = m_controller.profile().fields;
    const auto field = std::ranges::find(fields, FieldKind::ClientId, &Field::kind);
    return field != fields.end() && m_controller.text(field->id).isEmpty()
        && std::ranges::any_of(m_records, [](const WriteRecord& one) {
               return one.state == WriteRecord::State::Done && !madeAppId(one).isEmpty();
           });
}

int PlanFlow::openCount() const
{
    return static_cast<int>(std::ranges::count_if(m_records, [](const WriteRecord& one) {
        return one.state == WriteRecord::State::Open || one.state == WriteRecord::State::Undoing;
    }));
}

const WriteRecord* PlanFlow::recordOf(size_t index) const
{
    if (index >= m_progress.size() || !m_startedAt.isValid())
        return nullptr;
    const QString& sentence = m_plan.changes[index].sentence;
    const WriteRecord* found = nullptr; // the last one: a repeated intent comes after the first
    for (const WriteRecord& one : m_records)
        if (one.at >= m_startedAt && one.what == sentence)
            found = &one;
    return found;
}

int PlanFlow::undoneCount() const
{
    int count = 0;
    for (size_t i = 0; i < m_progress.size(); ++i) {
        const WriteRecord* record = recordOf(i);
        count += record && record->state == WriteRecord::State::Undone ? 1 : 0;
    }
    return count;
}

QString PlanFlow::requestOf(const QString& id) const
{
    const auto found = m_requests.find(id);
    return found == m_requests.end() ? QString() : found->second;
}

TakenBack PlanFlow::takenBack(const QString& id) const
{
    const auto found = m_takenBack.find(id);
    return found == m_takenBack.end() ? TakenBack() : found->second;
}

QStringList PlanFlow::undoable() const
{
    QStringList ids;
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record)
        if (isUndoable(*record))
            ids << record->id;
    return ids;
}

QStringList PlanFlow::undoableOfRun() const
{
    QStringList ids;
    for (size_t i = m_progress.size(); i-- > 0;) {
        const WriteRecord* record = recordOf(i);
        if (record && isUndoable(*record))
            ids << record->id;
    }
    return ids;
}

bool PlanFlow::undoNeedsSignIn(const QStringList& ids) const
{
    std::vector<WriteRecord> wanted;
    std::ranges::copy_if(m_records, std::back_inserter(wanted),
        [&](const WriteRecord& one) { return ids.contains(one.id); });
    return !covers(undoScopes(m_controller.endpoints(), m_controller.profile(), wanted));
}

void PlanFlow::undo(const QStringList& ids, Way way)
{
    if (isBusy() || ids.isEmpty() || m_controller.document().isReadOnly())
        return;
    m_purpose = Purpose::Undo;
    m_undoIds = ids;
    m_next = {};
    m_stopped.clear();
    signInOr(way);
}

void PlanFlow::findOut(Way way)
{
    if (isBusy() || openCount() == 0 || m_controller.document().isReadOnly())
        return;
    m_purpose = Purpose::Settle;
    m_settled = false;
    m_stopped.clear();
    if (m_controller.signIn().session())
        review();
    else
        signInOr(way);
}

void PlanFlow::undoEnded(const Applied& applied)
{
    m_stopped = applied.stopped;
    for (const ChangeProgress& one : applied.changes) {
        if (one.index >= m_undoFrom.size())
            continue;
        const WriteRecord& record = m_undoFrom[one.index];
        if (!m_undoIds.contains(record.id))
            continue;
        m_undo[record.id] = one;
        if (one.state != State::Undone)
            continue;
        // what was made and is gone again is no value of the setup any more
        if (!std::holds_alternative<change::CreateApplication>(record.kind))
            continue;
        const QString appId = madeAppId(record);
        for (const Field& field : m_controller.profile().fields)
            if (field.kind == FieldKind::ClientId && !appId.isEmpty()
                && m_controller.text(field.id).compare(appId, Qt::CaseInsensitive) == 0)
                m_controller.setText(field.id, {});
    }
}

QStringList PlanFlow::leftByUndo() const
{
    QStringList ids;
    if (m_purpose != Purpose::Undo)
        return ids;
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record)
        if (const ChangeProgress* back = undoProgress(record->id);
            back && back->state != State::Undone && !back->message.isEmpty())
            ids << record->id;
    return ids;
}

const ChangeProgress* PlanFlow::undoProgress(const QString& id) const
{
    const auto found = m_undo.find(id);
    return found == m_undo.end() ? nullptr : &found->second;
}

} // namespace lockstep
