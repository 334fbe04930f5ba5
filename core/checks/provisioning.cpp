// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ReadFailure::Kind;

bool isMasked(const QString& value)
{
    return value.contains(u'*');
}

QString withoutSlash(QString address)
{
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

bool sameAddress(const QString& a, const QString& b)
{
    const QUrl one(withoutSlash(a));
    const QUrl other(withoutSlash(b));
    const int usual = one.scheme() == u"http" ? 80 : 443;
    return one.scheme() == other.scheme() && sameWord(one.host(), other.host())
        && one.port(usual) == other.port(usual) && one.path() == other.path()
        && one.query() == other.query();
}

} // namespace

Finding evaluate(const check::ProvisioningPossible&, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("at least one provisioning template"));
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (!snapshot.syncTemplates)
        return judge.unread(snapshot.syncTemplates.failure());
    if (snapshot.syncTemplates->empty())
        return judge.fail(
            CheckWords::tr("Entra offers no provisioning for this application: one that came by "
                           "consent is often not enabled for it. Ask the vendor for its gallery "
                           "listing, or create a non-gallery application of your own with the same "
                           "roles, and provision from that."),
            CheckWords::tr("no template"));
    return judge.pass(CheckWords::tr("Entra can provision to this application."),
        fewOf({snapshot.syncTemplates->begin(), snapshot.syncTemplates->end()}));
}

Finding evaluate(const check::ProvisioningJob&, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    judge.expect(CheckWords::tr("exactly one provisioning job"));
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (!snapshot.syncJobs)
        return judge.unread(snapshot.syncJobs.failure());
    if (snapshot.syncJobs->empty())
        return judge.fail(CheckWords::tr("The provisioning mode is not Automatic yet."),
            CheckWords::tr("no job"));
    if (snapshot.syncJobs->size() > 1) {
        QStringList ids;
        for (const SyncJob& job : *snapshot.syncJobs)
            ids << job.id;
        return judge.fail(
            CheckWords::tr("There are %1 provisioning jobs. Remove all but one.").arg(ids.size()),
            fewOf(ids));
    }
    return judge.pass(
        CheckWords::tr("The provisioning mode is Automatic."), snapshot.syncJobs->front().id);
}

Finding evaluate(const check::ProvisioningCredentials& spec, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    const QString wanted = evidence.inputs.text(spec.field);
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    if (wanted.isEmpty())
        return judge.notRun(CheckWords::tr("the endpoint's address comes first."));
    judge.expect(wanted);
    const bool tested = snapshot.connectionTest && snapshot.connectionTest->passed;
    // Microsoft publishes neither who may read this nor what is masked: Entra's own test decides
    const auto unclear = [&](Finding finding) {
        finding.required = finding.required && !tested;
        return finding;
    };
    const Fetched<std::map<QString, QString>>& secrets = snapshot.syncSecrets;
    if (!secrets)
        return unclear(judge.unread(secrets.failure()));
    const auto address = secrets->find(u"BaseAddress"_s);
    const bool hasAddress = address != secrets->end() && !address->second.isEmpty();
    if ((!hasAddress || !secrets->contains(u"SecretToken"_s)) && tested)
        return unclear(
            judge.unknown(CheckWords::tr("Entra does not show what it has stored, and uses it.")));
    if (!hasAddress)
        return judge.fail(CheckWords::tr("No tenant URL is stored under Admin Credentials."),
            CheckWords::tr("not stored"));
    if (!secrets->contains(u"SecretToken"_s))
        return judge.fail(CheckWords::tr("No secret token is stored under Admin Credentials."),
            CheckWords::tr("no token"));
    if (isMasked(address->second))
        return unclear(
            judge.unknown(CheckWords::tr("Entra hides the stored tenant URL behind stars.")));
    if (!sameAddress(address->second, wanted))
        return judge.fail(CheckWords::tr("Another tenant URL is stored: %1.").arg(address->second),
            address->second);
    return judge.pass(CheckWords::tr("This tenant URL and a token are stored."));
}

Finding evaluate(const check::ProvisioningTest&, Judge judge, const Evidence& evidence)
{
    const Named<SyncJob> job = onlyJob(judge, evidence);
    if (!job)
        return job.error();
    const Fetched<ConnectionTest>& test = evidence.snapshot.connectionTest;
    judge.expect(CheckWords::tr("Entra's test connection succeeds"));
    if (!test)
        return judge.unread(test.failure());
    if (test->passed)
        return judge.pass(CheckWords::tr("Entra reached the endpoint with what it has stored."));
    return judge.fail(test->detail.isEmpty()
            ? CheckWords::tr("Entra's own test of the connection fails.")
            : CheckWords::tr("Entra's own test of the connection fails: %1").arg(test->detail),
        test->code);
}

Finding evaluate(const check::ProvisioningScope&, Judge judge, const Evidence& evidence)
{
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.servicePrincipal)
        return judge.unread(snapshot.servicePrincipal.failure());
    judge.expect(CheckWords::tr("only assigned users and groups"));
    if (!snapshot.syncSecrets)
        return judge.unread(snapshot.syncSecrets.failure());
    const auto all = snapshot.syncSecrets->find(u"SyncAll"_s);
    if (all == snapshot.syncSecrets->end() || isMasked(all->second))
        return judge.unknown(CheckWords::tr("Entra does not show the scope."));
    if (sameWord(all->second, u"false"_s))
        return judge.pass(CheckWords::tr("Only assigned users and groups are provisioned."));
    if (!sameWord(all->second, u"true"_s))
        return judge.unknown(CheckWords::tr("Entra does not show the scope."));
    return judge.fail(
        CheckWords::tr("All users and groups of the tenant are provisioned; roles then have no "
                       "effect. Choose assigned users and groups only, and restart the cycle."),
        all->second);
}

namespace {

//! Switched on by somebody, whether or not it has run.
bool isOn(const SyncJob& job)
{
    return sameWord(job.scheduleState, u"Active"_s) && !sameWord(job.statusCode, u"Paused"_s)
        && !sameWord(job.statusCode, u"NotConfigured"_s);
}

bool isQuarantined(const SyncJob& job)
{
    return !job.quarantineReason.isEmpty() || sameWord(job.statusCode, u"Quarantine"_s);
}

} // namespace

Finding evaluate(const check::ProvisioningStarted&, Judge judge, const Evidence& evidence)
{
    const Named<SyncJob> job = onlyJob(judge, evidence);
    if (!job)
        return job.error();
    judge.expect(CheckWords::tr("the job runs"));
    const QString observed = u"%1, %2"_s.arg(job->scheduleState, job->statusCode);
    if (sameWord(job->statusCode, u"NotConfigured"_s))
        return judge.fail(CheckWords::tr("Provisioning was never started."), observed);
    if (!isOn(*job))
        return judge.fail(CheckWords::tr("Provisioning is paused. Somebody stopped it."), observed);
    if (isQuarantined(*job))
        return judge.fail(CheckWords::tr("Provisioning stands still: Entra has put the job in "
                                         "quarantine."),
            observed);
    if (sameWord(job->statusCode, u"NotRun"_s))
        return judge.waiting(
            CheckWords::tr("Provisioning is on. The first cycle has not begun yet."), observed);
    if (!sameWord(job->statusCode, u"Active"_s))
        return judge.unknown(
            CheckWords::tr("Entra gives the job a state that is not known here: %1.")
                .arg(observed));
    return judge.pass(CheckWords::tr("Provisioning runs."), observed);
}

namespace {

//! The reason that most of the failed rows give.
QString commonReason(const std::vector<ProvisioningLogRow>& rows)
{
    std::map<QString, int> counts;
    for (const ProvisioningLogRow& row : rows)
        counts[row.reason] += 1;
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& each) { return each.second; });
    return most == counts.end() ? QString() : most->first;
}

} // namespace

Finding evaluate(const check::ProvisioningProgress&, Judge judge, const Evidence& evidence)
{
    const Named<SyncJob> job = onlyJob(judge, evidence);
    if (!job)
        return job.error();
    judge.expect(CheckWords::tr("cycles succeed, no quarantine"));
    if (isQuarantined(*job))
        return judge.fail(job->quarantineError.isEmpty()
                ? CheckWords::tr("Entra has put the job in quarantine.")
                : CheckWords::tr("Entra has put the job in quarantine: %1")
                      .arg(job->quarantineError),
            job->quarantineReason);
    if (!isOn(*job))
        return judge.notRun(CheckWords::tr("provisioning must be started first."));
    if (!job->lastSuccess.isValid()) {
        if (sameWord(job->lastExecutionState, u"Failed"_s))
            return judge.fail(
                CheckWords::tr("The last cycle failed, and none has succeeded so far."),
                job->lastExecutionState);
        return judge.waiting(
            CheckWords::tr("The first cycle has not finished. It takes 20 minutes to hours."),
            CheckWords::tr("no cycle yet"));
    }
    const QString last = localTime(job->lastSuccess);
    if (sameWord(job->lastExecutionState, u"Failed"_s))
        return judge.warn(
            CheckWords::tr("The last cycle failed. One succeeded on %1.").arg(last), last);
    const Fetched<std::vector<ProvisioningLogRow>>& rows = evidence.snapshot.provisioningLog;
    if (!rows) // a cycle may succeed and provision nobody
        return judge.unread(rows.failure());
    const bool somebody = std::ranges::any_of(
        *rows, [](const ProvisioningLogRow& row) { return sameWord(row.status, u"success"_s); });
    if (somebody)
        return judge.pass(CheckWords::tr("The last cycle succeeded on %1.").arg(last), last);
    const QString reason = commonReason(*rows);
    return judge.warn(reason.isEmpty()
            ? CheckWords::tr("The cycle ran, but the log shows nobody who was provisioned.")
            : CheckWords::tr("The cycle ran, but nobody was provisioned: %1").arg(reason),
        CheckWords::tr("nobody yet"));
}

} // namespace lockstep
