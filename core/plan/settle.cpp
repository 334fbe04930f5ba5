// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/writer.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using EntryState = JournalEntry::State;
using RecordState = WriteRecord::State;

bool isUnderWay(const WriteRecord& record)
{
    return record.state == RecordState::Open || record.state == RecordState::Undoing;
}

class Settling {
public:
    Settling(Writer& writer, const ApplyPorts& ports) : m_writer(writer), m_ports(ports) { }

    Settled settle(const std::vector<WriteRecord>& records)
    {
        for (const WriteRecord& record : records) {
            if (m_writer.isStopped() || !m_settled.problem.isEmpty())
                break;
            if (record.state == RecordState::Done)
                fillIn(record);
            if (!isUnderWay(record))
                continue;
            ++m_settled.open;
            if (!m_writer.moveTo(record)) {
                m_settled.problem = CarryWords::tr("An open change was sent to another tenant, %1. "
                                                   "Only there can it be looked for: %2")
                                        .arg(record.tenantId, record.what);
            } else if (record.state == RecordState::Open) {
                open(record);
            } else {
                undoing(record);
            }
        }
        return m_settled;
    }

private:
    //! A value that was made, but that a crash kept from its field. What was typed since stays.
    void fillIn(const WriteRecord& record)
    {
        if (std::holds_alternative<change::CreateApplication>(record.kind)
            && m_writer.setting().inputs.text(u"clientId"_s).isEmpty())
            m_writer.learn(record.kind, record.made);
    }

    void note(JournalEntry entry)
    {
        if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
            m_settled.problem = kept.error().what;
    }
    void note(const WriteRecord& record, EntryState state, const QString& detail,
        const Json& made = Json::object())
    {
        JournalEntry entry{.at = {},
            .state = state,
            .who = {},
            .what = record.what,
            .request = {},
            .detail = detail,
            .change = record.id,
            .data = Json::object()};
        if (!made.empty())
            entry.data["made"] = made;
        note(std::move(entry));
    }

    [[nodiscard]] bool isYoung(const WriteRecord& record) const
    {
        return isRecent(record.at, m_writer.now());
    }

    //! What must not be sent twice is waited for until it would show for certain.
    Sight lookUntilKnown(const WriteRecord& record)
    {
        Pauses pauses;
        m_writer.place().unanswered = &record.before;
        while (true) {
            Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
            const bool mustWait = !isRepeatable(record.kind) && isYoung(record);
            if (sight.shown == Sight::Shown::Yes || !mustWait || m_writer.isStopped())
                return sight;
            const auto pause = std::max(pauses.next(), std::chrono::milliseconds(500));
            (void)m_writer.wait(pause);
        }
    }

    void open(const WriteRecord& record)
    {
        Sight sight = lookUntilKnown(record);
        m_writer.place().unanswered = nullptr;
        if (m_writer.isStopped())
            return;
        if (sight.shown != Sight::Shown::Yes && !sight.why.isEmpty()) {
            ++m_settled.left; // stored, and not proven: neither done nor refused
        } else if (sight.shown == Sight::Shown::Unread) {
            m_settled.problem =
                CarryWords::tr("Whether this was done could not be read: %1 Try again once the "
                               "tenant can be read.")
                    .arg(record.what);
        } else if (sight.shown == Sight::Shown::No) {
            if (isYoung(record))
                ++m_settled.left;
            else
                note(record, EntryState::Refused, CarryWords::tr("not seen by reading"));
        } else if (std::holds_alternative<change::AddSecret>(record.kind)) {
            secret(record, sight);
        } else {
            done(record, sight);
        }
    }

    void done(const WriteRecord& record, const Sight& sight)
    {
        ++m_settled.done;
        if (!std::holds_alternative<change::CreateApplication>(record.kind)
            || m_writer.setting().inputs.text(u"clientId"_s).isEmpty())
            m_writer.learn(record.kind, sight.made);
        note(record, EntryState::Done, CarryWords::tr("seen by reading"), sight.made);
    }

    //! The credential is there. Is its value too? If not, it stays open: whoever adds the next one
    //! removes it first.
    void secret(const WriteRecord& record, const Sight& sight)
    {
        std::optional<Secret> kept = keptSecretOf(m_writer, record, sight.made);
        if (!kept) {
            ++m_settled.left;
            return;
        }
        done(record, sight);
        if (m_ports.madeSecret)
            m_ports.madeSecret(std::move(*kept), true);
    }

    //! Gone by now, or still to be taken back when somebody asks for it again.
    void undoing(const WriteRecord& record)
    {
        const Move move = takeBackOf(m_writer, record, m_writer.readOne(record.kind));
        if (!std::holds_alternative<AlreadyThere>(move)) {
            ++m_settled.left;
            return;
        }
        ++m_settled.done;
        note({.at = {},
            .state = EntryState::Done,
            .who = {},
            .what = CarryWords::tr("Undo: %1").arg(record.what),
            .request = {},
            .detail = CarryWords::tr("seen by reading"),
            .change = record.id,
            .data = {{"undoing", true}}});
    }

    Writer& m_writer;
    const ApplyPorts& m_ports;
    Settled m_settled;
};

} // namespace

Settled settle(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
{
    const Result<std::vector<JournalEntry>> entries = ports.journal.read();
    const auto records = entries ? writeRecords(*entries) : tl::unexpected(entries.error());
    if (!records)
        return {
            .problem = CarryWords::tr("The journal cannot be read, so nothing is written: %1 %2 "
                                      "Put it right, or move the file away; what it lists can "
                                      "then not be undone from here.")
                           .arg(records.error().where, records.error().what)};
    const bool any = std::ranges::any_of(*records, [](const WriteRecord& each) {
        return isUnderWay(each) || each.state == RecordState::Done;
    });
    if (!any)
        return {};
    Writer writer(Writer::settingOf(request), ports, std::move(stop));
    if (const QString why = writer.whyNotHere(); !why.isEmpty())
        return {.problem = why};
    return Settling(writer, ports).settle(*records);
}

} // namespace lockstep
