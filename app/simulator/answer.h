// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/world.h"

namespace lockstep::sim {

//! A reply, what the network does to it, and what may be recorded of it.
struct Answer {
    Planned planned;
    QByteArray pathTemplate;
    QByteArray tokenKind = "none";
    std::vector<QByteArray> batchItems;
};

[[nodiscard]] Reply jsonReply(int status, const Json& body);
[[nodiscard]] Reply htmlReply(int status, const QString& body);
[[nodiscard]] Reply redirectReply(const QUrl& to);

//! A request that the simulator was never taught: an error, never an empty 200.
[[nodiscard]] Reply undeclaredReply(const QByteArray& method, const QByteArray& what);

//! A new GUID without braces.
[[nodiscard]] std::string newGuid();

//! What a fault answers instead of the work.
[[nodiscard]] Reply preemptedReply(const World& world, const Fault& fault);
//! What a fault does to a reply that was made.
void damage(Planned& planned, const Fault& fault);

} // namespace lockstep::sim
