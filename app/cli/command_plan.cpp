// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "output.h"
#include "plan/plan_formats.h"
#include "tenant_access.h"
#include "words.h"

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

int runPlan(const QStringList& arguments)
{
    CommandLine line(u"plan"_s,
        Words::tr("says what would be changed so that every check passes; writes nothing"));
    addTenantOptions(line);
    line.addOutput(Words::tr("text or json."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    Result<Job> job = gather(line, {u"text"_s, u"json"_s});
    if (!job)
        return usageError(job.error());
    if (line.has(u"secret-keychain"_s)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(*job))
            return *exit;
    }
    TenantAccess tenant(line, *job);
    if (const std::optional<int> exit = tenant.signInFor(readScopes(job->endpoints, job->profile)))
        return *exit;
    const Verified verified = tenant.check();
    const Plan wanted = tenant.planOf(verified);
    if (job->format == u"json")
        print(planAsJson(wanted, verified.snapshot));
    else
        print(planAsText(wanted, job->profile, verified.snapshot));
    return exitCode(verified.report.overall());
}

} // namespace lockstep::cli
