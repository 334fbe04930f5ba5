// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup/verify.h"

namespace lockstep {

//! How long a watch goes on before it gives up: somebody works in a browser or a portal; a first
//! provisioning cycle takes 20 minutes to hours (contract 10).
[[nodiscard]] std::chrono::minutes watchLimit(const QString& checkName);

//! Confirms the whole guide once; unless the named check passes or warns for every subject, reads
//! what that check looks at again after 2, 4, 8 and then every 15 seconds (every minute once it has
//! taken a quarter of an hour), and at last the whole guide once more. `first` gets the outcome
//! before the waiting, on the calling thread. `settle` puts right what each reading shows, before
//! anything is decided by it. Blocks; empty only when stopped.
[[nodiscard]] std::optional<Verified> watch(const VerifyRequest& request, const QString& checkName,
    Transport& transport, Pacer& pacer, const std::stop_token& stop,
    const std::function<void(const Verified&)>& first,
    const std::function<void(Verified&)>& settle = {});

//! Whether every finding of that name passes or warns, and there is one.
[[nodiscard]] bool isShown(const Report& report, const QString& checkName);

} // namespace lockstep
