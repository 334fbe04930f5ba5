// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/net_context.h"

namespace lockstep {

//! What a picker looks for.
enum class DirectoryKind {
    User,
    Group, //!< one whose members are assigned here
    AnySecurityGroup, //!< one that may be assigned to an application
    Domain
};

//! One thing that was found. Names need not be unique; `detail` tells equal ones apart.
struct DirectoryHit {
    QString id; //!< object id; of a domain its name
    QString name; //!< display name
    QString detail; //!< user principal name, description or id
    DirectoryKind kind = DirectoryKind::User;
    bool sharesName = false; //!< with another one, also with one that was left out
    friend bool operator==(const DirectoryHit&, const DirectoryHit&) = default;
};

inline constexpr int directoryHitsWanted = 20;

//! Searches the tenant on the server (Graph's $search with ConsistencyLevel eventual; domains by
//! R8), at most directoryHitsWanted, only those that can be used: no dynamic and no synchronized
//! groups, no unverified domains. One request; blocks.
[[nodiscard]] Fetched<std::vector<DirectoryHit>> searchDirectory(
    DirectoryKind kind, const QString& text, const Secret& token, NetContext& net);

} // namespace lockstep
