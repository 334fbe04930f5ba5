// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_registration.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const Json* credentialOf(const Json& application, const QString& keyId, const QString& name)
{
    for (const Json& credential : listOf(application, "passwordCredentials")) {
        if (keyId.isEmpty() ? sameText(credential, "displayName", name)
                            : sameText(credential, "keyId", keyId))
            return &credential;
    }
    return nullptr;
}

} // namespace

// AddSecret (W4)

std::vector<GraphGet> looks(const change::AddSecret&, const Place& place)
{
    return {applicationGet(place)};
}
Move next(const change::AddSecret& kind, const Place& place, const GraphReplies& replies)
{
    return nextOn(replies, [&](const Json&) -> Move {
        return Write{.method = HttpMethod::Post,
            .path = applicationPath(place) + u"/addPassword"_s,
            .pathTemplate = "/applications(appId='{appId}')/addPassword",
            .body = bodyOf({{"passwordCredential",
                {{"displayName", toJson(kind.displayName)},
                    {"endDateTime", toJson(kind.end.toUTC().toString(Qt::ISODate))}}}})};
    });
}
//! By its name, which holds the id of the intent: also when the reply with the key id was lost.
Sight see(const change::AddSecret& kind, const Place&, const GraphReplies& replies)
{
    const Json* application = jsonOf(replies, registrationRead);
    if (!application)
        return isMissing(replies, registrationRead) ? sightOf(false) : Sight{};
    if (!listIn(*application, "passwordCredentials"))
        return {};
    const Json* credential = credentialOf(*application, {}, kind.displayName);
    Sight sight = sightOf(credential != nullptr);
    if (credential)
        sight.made = {{"keyId", toJson(textIn(*credential, "keyId"))}};
    return sight;
}
Move takeBack(const change::AddSecret& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    return takeBackOn(replies, [&](const Json& application) -> Move {
        if (!listIn(application, "passwordCredentials"))
            return unreadMove(replies, registrationRead);
        const Json* credential =
            credentialOf(application, textIn(record.made, "keyId"), kind.displayName);
        if (!credential)
            return AlreadyThere{};
        const QString keyId = textIn(*credential, "keyId");
        if (keyId.isEmpty())
            return unreadMove(replies, registrationRead);
        return Write{.method = HttpMethod::Post,
            .path = applicationPath(place) + u"/removePassword"_s,
            .pathTemplate = "/applications(appId='{appId}')/removePassword",
            .body = bodyOf({{"keyId", toJson(keyId)}})};
    });
}

} // namespace lockstep
