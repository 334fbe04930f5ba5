// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/verify.h"

namespace lockstep {

//! How long somebody may take elsewhere, in a browser or a portal, before the watch gives up.
inline constexpr std::chrono::minutes watchLimit{15};

//! Confirms again and again, after 2, 4, 8 and then every 15 seconds, until the named check passes
//! or warns for every subject, the limit is over or it is stopped. `round` gets each outcome but
//! the last, on the calling thread. Blocks; empty only when stopped.
[[nodiscard]] std::optional<Verified> watch(const VerifyRequest& request, const QString& checkName,
    Transport& transport, Pacer& pacer, const std::stop_token& stop,
    const std::function<void(const Verified&)>& round);

//! Whether every finding of that name passes or warns, and there is one.
[[nodiscard]] bool isShown(const Report& report, const QString& checkName);

} // namespace lockstep
