// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply_run.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

QUrl ApplyRun::consentAddress(const ChangeKind& kind)
{
    if (const auto* vendor = std::get_if<change::ConsentInBrowser>(&kind))
        return vendor->url;
    QUrl url = m_writer.setting().endpoints.loginUrl(
        u"/"_s + m_writer.place().tenantId + u"/adminconsent"_s);
    url.setQuery(u"client_id="_s + m_writer.place().appId);
    return url;
}

void ApplyRun::consent(size_t index)
{
    const Change& change = m_plan.changes[index];
    const QUrl url = consentAddress(change.kind);
    const Sight there = seeOf(m_writer, change.kind, m_writer.readOne(change.kind));
    if (there.shown == Sight::Shown::Yes) {
        m_writer.learn(change.kind, there.made);
        return set(index, State::AlreadyThere);
    }
    const QString id = newIntentId();
    JournalEntry entry = intentOf(id, change, {}, m_writer.place());
    entry.request = u"GET "_s + url.path();
    if (const Result<void> kept = m_writer.note(std::move(entry)); !kept)
        return stop(CarryWords::tr("The journal cannot be kept, so nothing is opened. %1")
                        .arg(kept.error().what));
    if (!m_writer.ports().browser.open(url)) {
        outcome(id, EntryState::Refused, change, CarryWords::tr("no browser"));
        return set(index, State::Refused,
            CarryWords::tr("No browser could be started. The address is %1").arg(url.toString()));
    }
    set(index, State::Waiting, CarryWords::tr("Consent in the browser; this goes on by itself."));
    constexpr std::chrono::minutes patience{15}; // a person reads what is asked
    Pauses pauses;
    const auto started = m_writer.ticks();
    bool isRead = true;
    while (!m_writer.isStopped()) {
        const GraphReplies replies = m_writer.readOne(change.kind);
        if (isSignedOut(replies))
            return set(index, State::Unknown, CarryWords::tr("The sign-in has ended."));
        const Sight sight = seeOf(m_writer, change.kind, replies);
        isRead = sight.shown != Sight::Shown::Unread;
        if (sight.shown == Sight::Shown::Yes) {
            m_writer.learn(change.kind, sight.made);
            outcome(id, EntryState::Done, change, CarryWords::tr("seen by reading"), sight.made);
            m_lastWrite = m_writer.ticks();
            return set(index, State::Done);
        }
        if (m_writer.ticks() - started >= patience)
            break;
        rest(index, pauses, started);
    }
    // whoever has the page open may still consent: the next run settles it
    if (m_writer.isStopped())
        return set(index, State::Unknown,
            CarryWords::tr("Stopped. Whether somebody has consented is read the next time."));
    if (!isRead)
        return set(
            index, State::Unknown, CarryWords::tr("Whether somebody consented could not be read."));
    outcome(id, EntryState::Refused, change, CarryWords::tr("not seen by reading"));
    set(index, State::NotShown, CarryWords::tr("Nobody has consented yet."));
}

} // namespace lockstep
