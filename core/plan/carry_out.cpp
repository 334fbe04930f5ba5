// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

namespace lockstep {

bool isTested(const ChangeKind& kind)
{
    return std::holds_alternative<change::SaveCredentials>(kind);
}

bool isRepeatable(const ChangeKind& kind)
{
    // a second secret, a second job; starts that can stop the service (contract W17), restarts that
    // each take the job back to its beginning
    return !std::holds_alternative<change::AddSecret>(kind)
        && !std::holds_alternative<change::CreateJob>(kind)
        && !std::holds_alternative<change::StartJob>(kind)
        && !std::holds_alternative<change::RestartJob>(kind);
}

const Json* jsonOf(const GraphReplies& replies, const QString& id)
{
    const auto found = replies.find(id);
    return found != replies.end() && found->second ? &*found->second : nullptr;
}

bool isMissing(const GraphReplies& replies, const QString& id)
{
    const auto found = replies.find(id);
    return found != replies.end() && found->second.failedWith(ReadFailure::Kind::NotFound);
}

const Json& listOf(const Json& object, const char* name)
{
    static const Json nothing = Json::array();
    const Json* list = member(object, name);
    return list && list->is_array() ? *list : nothing;
}

const Json* listReply(const GraphReplies& replies, const QString& id)
{
    const Json* reply = jsonOf(replies, id);
    return reply && listIn(*reply, "value") ? reply : nullptr;
}

const Json* listIn(const Json& object, const char* name)
{
    const Json* list = member(object, name);
    return list && list->is_array() ? list : nullptr;
}

QString textIn(const Json& object, const char* name)
{
    return stringMember(object, name).value_or(QString());
}

bool sameText(const Json& object, const char* name, const QString& text)
{
    return !text.isEmpty()
        && stringMember(object, name).value_or(QString()).compare(text, Qt::CaseInsensitive) == 0;
}

Move unreadMove(const GraphReplies& replies, const QString& id)
{
    const auto found = replies.find(id);
    if (found == replies.end())
        return NotYet{CarryWords::tr("It was not read.")};
    if (found->second)
        return NotYet{CarryWords::tr("Entra does not show all of it yet.")};
    if (found->second.failedWith(ReadFailure::Kind::NotFound))
        return NotYet{CarryWords::tr("Entra does not show it yet.")};
    return NotYet{explain(found->second.failure())};
}

Move goneOr(const GraphReplies& replies, const QString& id)
{
    return isMissing(replies, id) ? Move(AlreadyThere{}) : unreadMove(replies, id);
}

Move notAsKnown()
{
    return CannotDo{CarryWords::tr("What Microsoft Graph answered is not what it should be.")};
}

QByteArray bodyOf(const Json& json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Sight sightOf(bool shown)
{
    return {.shown = shown ? Sight::Shown::Yes : Sight::Shown::No};
}

} // namespace lockstep
