// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/batch.h"
#include "graph/http.h"
#include "json_read.h"
#include "plan/records.h"
#include "profile/inputs.h"
#include "secret.h"
#include "tenant/snapshot.h"

#include <QCoreApplication>

namespace lockstep {

//! What went wrong in carrying out, in one translation context.
struct CarryWords {
    Q_DECLARE_TR_FUNCTIONS(CarryOut)
};

//! Where a plan is carried out. Ids of what it makes are put in as they become known.
struct Place {
    QString tenantId;
    QString appId;
    QString servicePrincipalId;
    QString jobId;
    QString graphRoot = {}; //!< "https://graph.microsoft.com/v1.0", for references to objects
    GraphPermissions graph; //!< Microsoft Graph's own ids in this tenant (R3)
    const Secret* secret = nullptr; //!< what the setup keeps; may be empty
    QByteArray whole; //!< the document that wholeOf() names, byte for byte as it came
    //! What Entra's own test says of what it has stored (W16), where isTested(); empty: untested.
    std::optional<bool> connects;
    QDateTime now; //!< UTC, by Entra's clock
    std::chrono::seconds clockAhead{0}; //!< this computer's clock minus Entra's
    //! Write::before of a sending that no reply came to, while see() is to show whether it was
    //! carried out all the same; null while see() is to show what was answered for.
    const Json* unanswered = nullptr;
};

//! One write, ready to be sent.
struct Write {
    HttpMethod method = HttpMethod::Patch;
    QString path; //!< below {graph}/v1.0
    QByteArray pathTemplate; //!< what log and journal may say of it
    QByteArray body = {}; //!< JSON; empty: none. May hold a secret
    bool createIfMissing = false; //!< Prefer: create-if-missing
    Json before = Json::object(); //!< what an undo must know; goes into the journal
};
struct AlreadyThere { };
//! What it is merged into does not show yet.
struct NotYet {
    QString why;
};
struct CannotDo {
    QString why; //!< one sentence for a person
};
using Move = std::variant<Write, AlreadyThere, NotYet, CannotDo>;

struct Sight {
    enum class Shown { Yes, No, Unread };
    Shown shown = Shown::Unread;
    QString why; //!< what is missing, for a person; empty: Entra does not show it
    Json made = Json::object(); //!< ids of what was made: "id", "appId", "keyId"
};

//! Of each kind of change four functions, in the carry_*.cpp files by subject. All are pure;
//! `replies` are those to looks().
//!
//! looks():    what must be read before it is sent, to confirm it, and before it is undone.
//! next():     the request, merged into what was read; AlreadyThere where that is right as it is.
//! see():      whether the tenant shows what was written, and the ids of it.
//! takeBack(): the request that undoes it; AlreadyThere where the tenant does not show it any more;
//!             CannotDo where somebody changed it since, or where there is no undo.
[[nodiscard]] std::vector<GraphGet> looks(const change::ConsentInBrowser& kind, const Place& place);
[[nodiscard]] Move next(
    const change::ConsentInBrowser& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::ConsentInBrowser& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::ConsentInBrowser& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::CreateApplication& kind, const Place& place);
[[nodiscard]] Move next(
    const change::CreateApplication& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::CreateApplication& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::CreateApplication& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::CreateServicePrincipal& kind, const Place& place);
[[nodiscard]] Move next(
    const change::CreateServicePrincipal& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::CreateServicePrincipal& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::CreateServicePrincipal& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::EnableServicePrincipal& kind, const Place& place);
[[nodiscard]] Move next(
    const change::EnableServicePrincipal& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::EnableServicePrincipal& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::EnableServicePrincipal& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::LimitAudience& kind, const Place& place);
[[nodiscard]] Move next(
    const change::LimitAudience& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::LimitAudience& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::LimitAudience& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::AddRedirectUri& kind, const Place& place);
[[nodiscard]] Move next(
    const change::AddRedirectUri& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::AddRedirectUri& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::AddRedirectUri& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::IssueIdTokens& kind, const Place& place);
[[nodiscard]] Move next(
    const change::IssueIdTokens& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::IssueIdTokens& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::IssueIdTokens& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::RequestPermissions& kind, const Place& place);
[[nodiscard]] Move next(
    const change::RequestPermissions& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::RequestPermissions& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::RequestPermissions& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::DisableRole& kind, const Place& place);
[[nodiscard]] Move next(
    const change::DisableRole& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::DisableRole& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::DisableRole& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::DefineRoles& kind, const Place& place);
[[nodiscard]] Move next(
    const change::DefineRoles& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::DefineRoles& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::DefineRoles& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::AddSecret& kind, const Place& place);
[[nodiscard]] Move next(
    const change::AddSecret& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::AddSecret& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::AddSecret& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::GrantApplicationPermission& kind, const Place& place);
[[nodiscard]] Move next(const change::GrantApplicationPermission& kind, const Place& place,
    const GraphReplies& replies);
[[nodiscard]] Sight see(const change::GrantApplicationPermission& kind, const Place& place,
    const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::GrantApplicationPermission& kind,
    const WriteRecord& record, const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::GrantDelegatedPermissions& kind, const Place& place);
[[nodiscard]] Move next(
    const change::GrantDelegatedPermissions& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::GrantDelegatedPermissions& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::GrantDelegatedPermissions& kind,
    const WriteRecord& record, const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::GrantInBrowser& kind, const Place& place);
[[nodiscard]] Move next(
    const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::GrantInBrowser& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::GrantInBrowser& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::AssignRole& kind, const Place& place);
[[nodiscard]] Move next(
    const change::AssignRole& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::AssignRole& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::AssignRole& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::RequireAssignment& kind, const Place& place);
[[nodiscard]] Move next(
    const change::RequireAssignment& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::RequireAssignment& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::RequireAssignment& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::MakeEligible& kind, const Place& place);
[[nodiscard]] Move next(
    const change::MakeEligible& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::MakeEligible& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::MakeEligible& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::RemoveMember& kind, const Place& place);
[[nodiscard]] Move next(
    const change::RemoveMember& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::RemoveMember& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::RemoveMember& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::CreateJob& kind, const Place& place);
[[nodiscard]] Move next(
    const change::CreateJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::CreateJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::CreateJob& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::SaveCredentials& kind, const Place& place);
[[nodiscard]] Move next(
    const change::SaveCredentials& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::SaveCredentials& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::SaveCredentials& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(
    const change::EnableUserMapping& kind, const Place& place);
[[nodiscard]] Move next(
    const change::EnableUserMapping& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::EnableUserMapping& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::EnableUserMapping& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::MapRoles& kind, const Place& place);
[[nodiscard]] Move next(
    const change::MapRoles& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::MapRoles& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::MapRoles& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::RestartJob& kind, const Place& place);
[[nodiscard]] Move next(
    const change::RestartJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::RestartJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::RestartJob& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

[[nodiscard]] std::vector<GraphGet> looks(const change::StartJob& kind, const Place& place);
[[nodiscard]] Move next(
    const change::StartJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Sight see(
    const change::StartJob& kind, const Place& place, const GraphReplies& replies);
[[nodiscard]] Move takeBack(const change::StartJob& kind, const WriteRecord& record,
    const Place& place, const GraphReplies& replies);

//! Path of a document that must be read outside the batch before next() and takeBack(), because it
//! is sent back whole with everything else as it was (W15); empty: none.
[[nodiscard]] QString wholeOf(const ChangeKind& kind, const Place& place);

//! Whether Entra's own test of the connection belongs to what next() and see() are to know: what is
//! stored cannot be read.
[[nodiscard]] bool isTested(const ChangeKind& kind);

//! Whether sending it twice does no harm. What is not repeatable is sent again only under a new
//! intent, once two minutes of reading have shown that the first was not carried out.
[[nodiscard]] bool isRepeatable(const ChangeKind& kind);

// Helpers that the files share.

//! The reply's JSON, or null where it was not read.
[[nodiscard]] const Json* jsonOf(const GraphReplies& replies, const QString& id);
//! Whether the object that was read is not there.
[[nodiscard]] bool isMissing(const GraphReplies& replies, const QString& id);
//! The reply of a list; null where it was not read, or where what came is no list: neither shows
//! that something is not there.
[[nodiscard]] const Json* listReply(const GraphReplies& replies, const QString& id);
//! Elements of a joined list, or of a member; an empty list where there is none. Only to look
//! something up: what is written back, or shows that nothing is there, is read with listIn().
[[nodiscard]] const Json& listOf(const Json& object, const char* member = "value");
//! A member that must be a list; null where it is absent, null or of another type.
[[nodiscard]] const Json* listIn(const Json& object, const char* member);
//! Text of a member, empty where it is absent or of another type.
[[nodiscard]] QString textIn(const Json& object, const char* member);
[[nodiscard]] bool sameText(const Json& object, const char* member, const QString& text);
//! NotYet or CannotDo for a part that could not be read.
[[nodiscard]] Move unreadMove(const GraphReplies& replies, const QString& id);
//! For an undo: what hangs on an object that is gone is gone too.
[[nodiscard]] Move goneOr(const GraphReplies& replies, const QString& id);
//! CannotDo for a reply of another shape than Graph's: merged into that, a write would drop what is
//! there.
[[nodiscard]] Move notAsKnown();
[[nodiscard]] QByteArray bodyOf(const Json& json);
[[nodiscard]] Sight sightOf(bool shown);
//! "/applications(appId='...')" and "/servicePrincipals(appId='...')" of this place.
[[nodiscard]] QString applicationPath(const Place& place);
[[nodiscard]] QString principalPath(const Place& place);
//! The registration and the enterprise application with all that changes look at, as "app" and
//! "sp".
[[nodiscard]] GraphGet applicationGet(const Place& place);
[[nodiscard]] GraphGet principalGet(const Place& place);
//! Whether the enterprise application shows, and its id.
[[nodiscard]] Sight seePrincipal(const GraphReplies& replies);
//! Who is assigned to the enterprise application (R6), as "assigned"; what it was granted of
//! applications' permissions (R4), as "granted", and of delegated ones (R5), as "consents".
[[nodiscard]] GraphGet assignedGet(const Place& place);
[[nodiscard]] GraphGet grantedGet(const Place& place);
[[nodiscard]] GraphGet consentsGet(const Place& place);

} // namespace lockstep
