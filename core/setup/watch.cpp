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

std::chrono::minutes watchLimit(const QString& checkName)
{
    using namespace std::chrono_literals;
    return checkName.startsWith(QLatin1String("provisioning.")) ? 3h : 15min;
}

std::optional<Verified> watch(const VerifyRequest& request, const QString& checkName,
    Transport& transport, Pacer& pacer, const std::stop_token& stop,
    const std::function<void(const Verified&)>& first, const std::function<void(Verified&)>& settle)
{
    using namespace std::chrono_literals;
    static constexpr std::array pauses{2s, 4s, 8s, 15s};
    constexpr std::chrono::seconds patientPause = 1min;
    const auto started = pacer.ticks();
    const auto look = [&](const VerifyRequest& wanted) {
        std::optional<Verified> verified = verify(wanted, transport, pacer, stop);
        if (verified && settle)
            settle(*verified);
        return verified;
    };
    std::optional<Verified> whole = look(request);
    if (!whole || isShown(whole->report, checkName))
        return whole;
    first(*whole);
    VerifyRequest narrow = request;
    narrow.onlyFor = checkName;
    for (size_t turn = 0; pacer.ticks() - started < watchLimit(checkName); ++turn) {
        const bool patient = pacer.ticks() - started >= 15min;
        const auto pause = patient ? patientPause : pauses[std::min(turn, pauses.size() - 1)];
        if (!pacer.wait(pause, stop))
            return std::nullopt;
        const std::optional<Verified> looked = look(narrow);
        if (!looked)
            return std::nullopt;
        if (isShown(looked->report, checkName))
            break;
    }
    return look(request);
}

} // namespace lockstep
