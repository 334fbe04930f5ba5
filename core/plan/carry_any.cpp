// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// The functions of carry_out.h for whatever kind it is, with what they need to know read before.

#include "plan/writer.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

std::vector<GraphGet> looksOf(const ChangeKind& kind, const Place& place)
{
    return std::visit([&](const auto& each) { return looks(each, place); }, kind);
}

namespace {

//! What begins now begins by Entra's clock: by one that is ahead of it, it would begin later.
void tellTime(Writer& writer)
{
    writer.place().now = writer.now().addSecs(-writer.place().clockAhead.count());
}

void test(Writer& writer, const ChangeKind& kind)
{
    writer.place().connects.reset();
    if (isTested(kind))
        writer.place().connects = writer.testConnection();
}

//! Whether there is nothing to be read whole, or it was.
bool hasWhole(Writer& writer, const ChangeKind& kind)
{
    tellTime(writer);
    const QString path = wholeOf(kind, writer.place());
    if (path.isEmpty())
        return true;
    writer.place().whole = writer.readWhole(path);
    return !writer.place().whole.isEmpty();
}

//! What came from outside may be of any shape. The functions of carry_out.h look at what they know;
//! where that is of another type than Graph's, nlohmann throws, and nothing is written.
template <class Look, class Otherwise>
std::invoke_result_t<Look> ifAsExpected(Look look, Otherwise otherwise)
{
    try {
        return look();
    } catch (const Json::exception&) {
        return otherwise;
    }
}

} // namespace

Move nextOf(Writer& writer, const ChangeKind& kind, const GraphReplies& replies)
{
    test(writer, kind);
    if (!hasWhole(writer, kind))
        return NotYet{CarryWords::tr("The document that it is merged into could not be read.")};
    return ifAsExpected(
        [&] {
            return std::visit(
                [&](const auto& each) { return next(each, writer.place(), replies); }, kind);
        },
        CannotDo{CarryWords::tr("What Microsoft Graph answered is not what it should be.")});
}

Sight seeOf(Writer& writer, const ChangeKind& kind, const GraphReplies& replies)
{
    tellTime(writer);
    test(writer, kind);
    return ifAsExpected(
        [&] {
            return std::visit(
                [&](const auto& each) { return see(each, writer.place(), replies); }, kind);
        },
        Sight{});
}

Move takeBackOf(Writer& writer, const WriteRecord& record, const GraphReplies& replies)
{
    const bool whole = hasWhole(writer, record.kind);
    return ifAsExpected(
        [&] {
            Move move = std::visit(
                [&](const auto& each) { return takeBack(each, record, writer.place(), replies); },
                record.kind);
            // without the document only that nothing is left of it can be known
            if (!whole && !std::holds_alternative<AlreadyThere>(move))
                move = NotYet{
                    CarryWords::tr("The document that it was merged into could not be read.")};
            return move;
        },
        CannotDo{CarryWords::tr(
            "What Microsoft Graph answered, or what the journal says, is not what it should be.")});
}

bool isCredential(const GraphReplies& replies, const QString& keyId, const Secret& secret)
{
    const Json* application = jsonOf(replies, u"app"_s);
    const Json* credentials = application ? member(*application, "passwordCredentials") : nullptr;
    if (!credentials || !credentials->is_array())
        return false;
    return std::ranges::any_of(*credentials, [&](const Json& each) {
        const QByteArray hint = stringMember(each, "hint").value_or(QString()).toUtf8();
        return sameText(each, "keyId", keyId) && !hint.isEmpty()
            && secret.expose([&](QByteArrayView value) { return value.startsWith(hint); });
    });
}

std::optional<Secret> keptSecretOf(Writer& writer, const WriteRecord& record, const Json& made)
{
    const std::optional<SecretKey> key = writer.secretKey();
    if (!key)
        return std::nullopt;
    Result<Secret, SecretStoreError> kept = writer.ports().secrets.read(*key, {});
    const QString keyId = stringMember(made, "keyId").value_or(QString());
    if (!kept || !isCredential(writer.readOne(record.kind), keyId, *kept))
        return std::nullopt;
    return std::move(*kept);
}

JournalEntry intentOf(
    const QString& id, const Change& change, const Write& write, const Place& place)
{
    return {.at = {},
        .state = JournalEntry::State::Intent,
        .who = {},
        .what = change.sentence,
        .request = QString::fromLatin1(methodName(write.method) + ' ' + write.pathTemplate),
        .detail = {},
        .change = id,
        .data = {{"change", changeToJson(change.kind)}, {"before", write.before},
            {"heals", toJson(change.heals)}, {"undo", toJson(change.undo)},
            {"permissions", toJson(change.scopes)},
            {"place",
                {{"tenantId", toJson(place.tenantId)}, {"appId", toJson(place.appId)},
                    {"servicePrincipalId", toJson(place.servicePrincipalId)},
                    {"jobId", toJson(place.jobId)}}}}};
}

} // namespace lockstep
