// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/writer.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

void wait(Finding& finding, const QString& message, const QString& remedy)
{
    finding.verdict = Verdict::Waiting;
    finding.message = message;
    finding.remedy = Remedy{.kind = Remedy::Kind::Wait, .text = remedy, .url = {}, .field = {}};
}

//! Waits for the cycle that comes after what we did to the job.
void waitForCycle(
    Report& report, const std::vector<WriteRecord>& records, const TenantSnapshot& snapshot)
{
    if (!snapshot.syncJobs || snapshot.syncJobs->size() != 1)
        return;
    const SyncJob& job = snapshot.syncJobs->front();
    const bool changed = std::ranges::any_of(records, [&](const WriteRecord& record) {
        const bool counts = std::holds_alternative<change::RestartJob>(record.kind)
            || std::holds_alternative<change::StartJob>(record.kind)
            || std::holds_alternative<change::SaveCredentials>(record.kind);
        const QDateTime then =
            record.doneAt.addSecs(-snapshot.clockSkew.value_or(std::chrono::seconds(0)).count());
        return counts && record.state == WriteRecord::State::Done && record.jobId == job.id
            && job.lastSuccess < then;
    });
    for (Finding& finding : report.findings) {
        if (changed && finding.check == u"provisioning.progress"
            && finding.verdict == Verdict::Pass)
            wait(finding,
                CarryWords::tr("The last cycle that succeeded was before the change that was made "
                               "here. The next one shows whether it works."),
                CarryWords::tr("Check again after the next cycle"));
    }
}

} // namespace

void markWaiting(Report& report, const std::vector<WriteRecord>& records,
    const TenantSnapshot& snapshot, const QDateTime& now)
{
    QStringList takenBack;
    for (const WriteRecord& record : records) {
        const bool again = std::ranges::any_of(records, [&](const WriteRecord& other) {
            return other.kind.index() == record.kind.index() && other.at > record.at
                && other.state == WriteRecord::State::Done;
        });
        if (record.state == WriteRecord::State::Undone && isRecent(record.doneAt, now) && !again)
            takenBack << record.heals;
    }
    for (const WriteRecord& record : records) {
        if (record.state != WriteRecord::State::Done || !isRecent(record.doneAt, now))
            continue;
        for (Finding& finding : report.findings) {
            const bool open =
                finding.verdict == Verdict::Fail || finding.verdict == Verdict::NotRun;
            const QString key = finding.key();
            if (open && record.heals.contains(key) && !takenBack.contains(key))
                wait(finding,
                    CarryWords::tr("Changed a moment ago; Entra does not show it yet. It usually "
                                   "takes under a minute."),
                    CarryWords::tr("Check again in a minute"));
        }
    }
    waitForCycle(report, records, snapshot);
}

} // namespace lockstep
