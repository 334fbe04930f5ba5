// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/watch.h"

#include <algorithm>
#include <array>

namespace lockstep {

bool isShown(const Report& report, const QString& checkName)
{
    int found = 0;
    int good = 0;
    for (const Finding& finding : report.findings) {
        if (finding.check != checkName)
            continue;
        ++found;
        good += finding.verdict == Verdict::Pass || finding.verdict == Verdict::Warn ? 1 : 0;
    }
    return found > 0 && found == good;
}

std::optional<Verified> watch(const VerifyRequest& request, const QString& checkName,
    Transport& transport, Pacer& pacer, const std::stop_token& stop,
    const std::function<void(const Verified&)>& round)
{
    using std::chrono::seconds;
    static constexpr std::array pauses{seconds(2), seconds(4), seconds(8), seconds(15)};
    const auto until = pacer.ticks() + watchLimit;
    for (size_t turn = 0;; ++turn) {
        std::optional<Verified> verified = verify(request, transport, pacer, stop);
        if (!verified || isShown(verified->report, checkName) || pacer.ticks() >= until)
            return verified;
        round(*verified);
        if (!pacer.wait(pauses[std::min(turn, pauses.size() - 1)], stop))
            return std::nullopt;
    }
}

} // namespace lockstep
