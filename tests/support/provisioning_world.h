// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/carry_out.h"

namespace lockstep::test {

using namespace Qt::Literals::StringLiterals;

// What the vendor's guide is told.

inline const QString tenantId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
inline const QString clientId = u"d66d77b1-5cfa-4e6b-a3b3-09d3ece2668b"_s;
inline const QString address = u"https://api.example.com/scim/v2"_s;
inline const QString roleAttribute = u"roles[primary eq \"True\"].value"_s;
inline const QString singleRole = u"SingleAppRoleAssignment([appRoleAssignments])"_s;
inline const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

// Two of the changes that it takes.

inline const change::MapRoles roles{.single = true};
inline const change::SaveCredentials credentials{.address = address, .onlyAssigned = true};

//! Where it is carried out. `whole`: the document that is sent back whole.
inline Place here(QByteArray whole = {}, const Secret* secret = nullptr)
{
    return {.tenantId = tenantId,
        .appId = clientId,
        .servicePrincipalId = u"S"_s,
        .jobId = u"J"_s,
        .secret = secret,
        .whole = std::move(whole),
        .now = now};
}

// Replies, as Graph gives them.

//! To the read of that id.
inline GraphReplies one(const char* id, const Json& json)
{
    GraphReplies replies;
    replies[QString::fromLatin1(id)] = json;
    return replies;
}

inline GraphReplies gone(const char* id)
{
    GraphReplies replies;
    replies[QString::fromLatin1(id)] =
        ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
    return replies;
}

//! One provisioning job.
inline Json job(const char* state, const char* code)
{
    return {{"id", "J"}, {"templateId", "customappsso"}, {"schedule", {{"state", state}}},
        {"status", {{"code", code}, {"quarantine", nullptr}}}};
}

inline GraphReplies jobsOf(const Json& jobs)
{
    return one("jobs", {{"value", jobs}});
}

} // namespace lockstep::test
