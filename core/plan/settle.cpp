// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/writer.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using EntryState = JournalEntry::State;
using RecordState = WriteRecord::State;

class Settling {
public:
    Settling(Writer& writer, const ApplyPorts& ports) : m_writer(writer), m_ports(ports) { }

    Settled settle(const std::vector<WriteRecord>& records)
    {
        for (size_t index = 0; index < records.size(); ++index) {
            const WriteRecord& record = records[index];
            if (m_writer.isStopped() || !m_applied.stopped.isEmpty())
                break;
            // a value that was made, but that the crash kept from its field
            if (record.state == RecordState::Done)
                m_writer.learn(record.kind, record.made);
            if (record.state == RecordState::Open)
                open(record, index);
            else if (record.state == RecordState::Undoing)
                undoing(record, index);
        }
        if (!m_applied.stopped.isEmpty())
            m_settled.problem = m_applied.stopped;
        return m_settled;
    }

private:
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
        if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
            m_settled.problem = kept.error().what;
    }

    //! What is repeatable may be sent again, so one look is enough; what is not is waited for until
    //! it would show for certain.
    [[nodiscard]] bool mustWait(const WriteRecord& record) const
    {
        const bool repeatable = !std::holds_alternative<change::AddSecret>(record.kind)
            && !std::holds_alternative<change::CreateJob>(record.kind)
            && !std::holds_alternative<change::StartJob>(record.kind);
        const qint64 age = record.at.msecsTo(m_writer.now());
        return !repeatable && age < std::chrono::milliseconds(replicationWindow).count();
    }

    Sight lookUntilKnown(const WriteRecord& record)
    {
        Pauses pauses;
        while (true) {
            const Sight sight = seeOf(m_writer, record.kind, m_writer.readOne(record.kind));
            if (sight.shown == Sight::Shown::Yes || !mustWait(record) || m_writer.isStopped())
                return sight;
            const auto pause = std::max(pauses.next(), std::chrono::milliseconds(500));
            (void)m_writer.wait(pause);
        }
    }

    void open(const WriteRecord& record, size_t index)
    {
        ++m_settled.open;
        const Sight sight = lookUntilKnown(record);
        if (m_writer.isStopped())
            return;
        if (sight.shown == Sight::Shown::Unread) {
            m_settled.problem =
                CarryWords::tr("Whether this was done could not be read: %1").arg(record.what);
            return;
        }
        if (sight.shown == Sight::Shown::No)
            return note(record, EntryState::Refused, CarryWords::tr("not seen by reading"));
        ++m_settled.done;
        m_writer.learn(record.kind, sight.made);
        note(record, EntryState::Done, CarryWords::tr("seen by reading"), sight.made);
        if (std::holds_alternative<change::AddSecret>(record.kind))
            secret(record, sight, index);
    }

    //! The credential is there. Is its value too? A secret that nobody knows is removed.
    void secret(const WriteRecord& record, const Sight& sight, size_t index)
    {
        const std::optional<SecretKey> key = m_writer.secretKey();
        auto kept = key ? m_ports.secrets.read(*key, {})
                        : Result<Secret, SecretStoreError>(tl::unexpected(SecretStoreError{}));
        if (kept && isCredential(record, sight, *kept) && m_writer.provesThrice(*kept)) {
            if (m_ports.madeSecret)
                m_ports.madeSecret(std::move(*kept), true);
            return;
        }
        WriteRecord made = record;
        made.made.update(sight.made);
        --m_settled.done;
        (void)takeBackRecord(m_writer, made, index, m_applied);
    }

    bool isCredential(const WriteRecord& record, const Sight& sight, const Secret& secret)
    {
        const GraphReplies replies = m_writer.readOne(record.kind);
        const Json* application = jsonOf(replies, u"app"_s);
        const QString keyId = stringMember(sight.made, "keyId").value_or(QString());
        for (const Json& each :
            application ? listOf(*application, "passwordCredentials") : Json()) {
            const QByteArray hint = stringMember(each, "hint").value_or(QString()).toUtf8();
            if (sameText(each, "keyId", keyId))
                return secret.expose([&](QByteArrayView value) { return value.startsWith(hint); });
        }
        return false;
    }

    void undoing(const WriteRecord& record, size_t index)
    {
        ++m_settled.open;
        const ChangeProgress progress = takeBackRecord(m_writer, record, index, m_applied);
        if (progress.state == ChangeProgress::State::Undone)
            ++m_settled.done;
        else
            m_settled.problem = progress.message;
    }

    Writer& m_writer;
    const ApplyPorts& m_ports;
    Applied m_applied;
    Settled m_settled;
};

} // namespace

Settled settle(const ApplyRequest& request, const ApplyPorts& ports, std::stop_token stop)
{
    const Result<std::vector<JournalEntry>> entries = ports.journal.read();
    if (!entries)
        return {.problem = entries.error().where + u": "_s + entries.error().what};
    const Result<std::vector<WriteRecord>> records = writeRecords(*entries);
    if (!records)
        return {.problem = records.error().what};
    const bool any = std::ranges::any_of(*records, [](const WriteRecord& each) {
        return each.state == RecordState::Open || each.state == RecordState::Undoing
            || each.state == RecordState::Done;
    });
    if (!any)
        return {};
    Writer writer({.profile = request.profile,
                      .inputs = request.inputs,
                      .secret = request.secret,
                      .session = request.session,
                      .endpoints = request.endpoints,
                      .tokenTenant = tenantOf(request.session, request.snapshot),
                      .place = placeOf(request.inputs, request.snapshot, request.secret)},
        ports, stop);
    if (const QString why = writer.whyNotHere(); !why.isEmpty())
        return {.problem = why};
    return Settling(writer, ports).settle(*records);
}

} // namespace lockstep
