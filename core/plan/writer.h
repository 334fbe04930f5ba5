// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/apply.h"
#include "plan/carry_out.h"

#include <array>

namespace lockstep {

//! How long a write may take to show, and how long early errors are believed to be early
//! (contract 1.5).
inline constexpr std::chrono::minutes replicationWindow{2};

//! Whether it was so short a time ago that it need not show yet. A clock that was set back since
//! does not make that longer.
[[nodiscard]] inline bool isRecent(const QDateTime& since, const QDateTime& now)
{
    return since.isValid()
        && std::abs(since.msecsTo(now)) < std::chrono::milliseconds(replicationWindow).count();
}

//! 0, 2, 4, 8, 15, 15 ... seconds (contract 1.5; the first look is free).
class Pauses {
public:
    [[nodiscard]] std::chrono::milliseconds next()
    {
        static constexpr std::array<int, 5> seconds{0, 2, 4, 8, 15};
        const int pause = seconds.at(std::min(m_turn, seconds.size() - 1));
        ++m_turn;
        return std::chrono::seconds(pause);
    }

private:
    size_t m_turn = 0;
};

//! What became of one request.
struct Sent {
    enum class Kind {
        Done,
        Refused, //!< nothing was changed
        Conflict, //!< changed by somebody else in the same moment: merge anew
        Busy, //!< not taken for now; `after` says how long
        Lost, //!< nobody knows whether it was carried out
        NotSent, //!< it never left: offline, name not found
        SignIn, //!< the token is not good any more
    };
    Kind kind = Kind::Lost;
    int status = 0;
    QString code;
    QString words; //!< for a person
    QString details; //!< status, code and request id
    QString claims;
    std::chrono::milliseconds after{0};
    Json reply = Json::object();
    QByteArray secret; //!< addPassword's value, taken out of `reply`; the caller wipes it
};

//! What applying, settling and undoing share: reading, one request, the journal, waiting.
class Writer {
public:
    struct Setting {
        const Profile& profile;
        Inputs inputs;
        const Secret* secret;
        const Session& session;
        const Endpoints& endpoints;
        QString tokenTenant; //!< whose token it is; empty: not known
        Place place;
    };
    //! Of an ApplyRequest or an UndoRequest: what they have in common.
    template <class Request> [[nodiscard]] static Setting settingOf(const Request& request);
    Writer(Setting setting, const ApplyPorts& ports, std::stop_token stop);

    [[nodiscard]] Place& place() { return m_setting.place; }
    [[nodiscard]] const Setting& setting() const { return m_setting; }
    [[nodiscard]] const ApplyPorts& ports() const { return m_ports; }
    [[nodiscard]] int sentRequests() const { return m_sent; }
    [[nodiscard]] bool isStopped() const { return m_stop.stop_requested(); }
    //! Why nothing may be sent with this token; empty: it may.
    [[nodiscard]] QString whyNotHere() const;

    //! One batch for several changes; replies by the caller's number.
    [[nodiscard]] std::map<size_t, GraphReplies> read(
        const std::map<size_t, std::vector<GraphGet>>& wanted);
    [[nodiscard]] GraphReplies readOne(const ChangeKind& kind);
    //! The document that goes back whole, as bytes; empty where it could not be read.
    [[nodiscard]] QByteArray readWhole(const QString& path);

    //! Whether Entra reaches the vendor with what it has stored (W16); empty where that is not
    //! known.
    [[nodiscard]] std::optional<bool> testConnection();

    //! Sends it once; the token's tenant is compared before.
    [[nodiscard]] Sent send(const Write& write);
    [[nodiscard]] Result<void> note(JournalEntry entry);

    //! False when stopped. `tick` about once a second.
    bool wait(std::chrono::milliseconds duration, const std::function<void()>& tick = {});
    [[nodiscard]] QDateTime now() const { return m_ports.pacer.now(); }
    [[nodiscard]] std::chrono::steady_clock::time_point ticks() const
    {
        return m_ports.pacer.ticks();
    }

    //! To where the record's change was made, whatever the fields say by now. False where that is
    //! another tenant.
    [[nodiscard]] bool moveTo(const WriteRecord& record);
    //! Ids that a change made become known to those after it, and to the setup's fields.
    void learn(const ChangeKind& kind, const Json& made);
    //! The key of the setup's secret with what is known by now.
    [[nodiscard]] std::optional<SecretKey> secretKey() const;
    //! Whether Entra takes the secret three times in a row.
    [[nodiscard]] bool provesThrice(const Secret& secret);

private:
    [[nodiscard]] NetContext net() const;
    Setting m_setting;
    const ApplyPorts& m_ports;
    std::stop_token m_stop;
    int m_sent = 0;
    Json m_unanswered; //!< Write::before of the last sending without a good answer
};

//! The place as one reading of the tenant shows it.
[[nodiscard]] Place placeOf(
    const Inputs& inputs, const TenantSnapshot& snapshot, const Secret* secret);

template <class Request> Writer::Setting Writer::settingOf(const Request& request)
{
    return {.profile = request.profile,
        .inputs = request.inputs,
        .secret = request.secret,
        .session = request.session,
        .endpoints = request.endpoints,
        .tokenTenant = tenantOf(request.session, request.snapshot),
        .place = placeOf(request.inputs, request.snapshot, request.secret)};
}

// The functions of carry_out.h for whatever kind it is; next() and takeBack() read the whole
// document first where the kind wants one.
[[nodiscard]] std::vector<GraphGet> looksOf(const ChangeKind& kind, const Place& place);
[[nodiscard]] Move nextOf(Writer& writer, const ChangeKind& kind, const GraphReplies& replies);
[[nodiscard]] Sight seeOf(Writer& writer, const ChangeKind& kind, const GraphReplies& replies);
[[nodiscard]] Move takeBackOf(
    Writer& writer, const WriteRecord& record, const GraphReplies& replies);

//! The keychain's secret where it is the credential that the record made: its hint tells.
[[nodiscard]] std::optional<Secret> keptSecretOf(
    Writer& writer, const WriteRecord& record, const Json& made);
//! Whether a secret starts as the stored credential does.
[[nodiscard]] bool isCredential(
    const GraphReplies& replies, const QString& keyId, const Secret& secret);

//! The journal's line of an intent.
[[nodiscard]] JournalEntry intentOf(
    const QString& id, const Change& change, const Write& write, const Place& place);

//! Takes one record back: reads, compares, writes, waits until it does not show any more.
//! `isPlaceYoung`: what it was written to may not show yet, so that it is not gone where that is
//! not found.
[[nodiscard]] ChangeProgress takeBackRecord(Writer& writer, const WriteRecord& record, size_t index,
    Applied& applied, bool isPlaceYoung = true);

} // namespace lockstep
