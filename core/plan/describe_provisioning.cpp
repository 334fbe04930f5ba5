// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"
#include "plan/role_mapping.h"

#include <nlohmann/json.hpp>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

using Body = nlohmann::ordered_json;

namespace {

void synchronizes(Change& change)
{
    change.scopes = QStringList{u"Synchronization.ReadWrite.All"_s};
    change.roles = QStringList{u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"Global Administrator"_s};
}

QString synchronizationPath(const PlanRequest& request)
{
    return u"/servicePrincipals/%1/synchronization"_s.arg(servicePrincipalIdOr(request));
}

QString jobPath(const PlanRequest& request)
{
    return synchronizationPath(request) + u"/jobs/"_s + jobIdOr(request);
}

const SyncJob* onlyJobOf(const TenantSnapshot& snapshot)
{
    return snapshot.syncJobs && snapshot.syncJobs->size() == 1 ? &snapshot.syncJobs->front()
                                                               : nullptr;
}

QString jobState(const TenantSnapshot& snapshot)
{
    const SyncJob* job = onlyJobOf(snapshot);
    if (!job)
        return PlanWords::tr("no job yet");
    const QString state =
        PlanWords::tr("schedule %1, state %2").arg(job->scheduleState, job->statusCode);
    return job->quarantineReason.isEmpty() ? state : PlanWords::tr("%1, in quarantine").arg(state);
}

} // namespace

void describe(const change::ConsentInBrowser& kind, const PlanRequest& request, Change& change)
{
    (void)request;
    change.sentence =
        PlanWords::tr("Consent to %1 in the browser, as an administrator.").arg(kind.product);
    change.before = PlanWords::tr("not in this tenant");
    change.now = PlanWords::tr("in this tenant, with the permissions that the browser shows");
    change.request = kind.url.toString();
    change.roles = QStringList{u"Cloud Application Administrator"_s, u"Application Administrator"_s,
        u"Privileged Role Administrator"_s, u"Global Administrator"_s};
    change.confirmation =
        PlanWords::tr("The enterprise application is read until it shows. What comes after it is "
                      "planned once it is there.");
    change.warning =
        PlanWords::tr("Read in the browser what the vendor asks for before you accept. The consent "
                      "is taken back in the portal, by deleting the enterprise application.");
}

void describe(const change::CreateJob& kind, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Create the provisioning job of %1 (provisioning mode "
                                    "Automatic).")
                          .arg(applicationTitle(request));
    change.before = PlanWords::tr("no job");
    change.now = PlanWords::tr("one job, from the template %1, not started").arg(kind.templateId);
    change.request = u"POST %1/jobs"_s.arg(synchronizationPath(request));
    change.body = indented({{"templateId", kind.templateId.toStdString()}});
    synchronizes(change);
    change.confirmation = PlanWords::tr("The provisioning jobs are read until it is among them.");
    change.undo = PlanWords::tr("The job is deleted again, with its mappings.");
}

namespace {

QString scopeText(bool onlyAssigned)
{
    return onlyAssigned ? PlanWords::tr("only assigned users and groups")
                        : PlanWords::tr("all users and groups");
}

QString credentialsBefore(const TenantSnapshot& snapshot)
{
    if (!snapshot.syncSecrets)
        return PlanWords::tr("could not be read");
    const auto value = [&](const char* key) {
        const auto found = snapshot.syncSecrets->find(QString::fromLatin1(key));
        return found == snapshot.syncSecrets->end() ? QString() : found->second;
    };
    const QString address = value("BaseAddress");
    const QString all = value("SyncAll");
    QStringList lines;
    lines << (address.isEmpty() ? PlanWords::tr("no tenant URL") : address);
    lines << (value("SecretToken").isEmpty() ? PlanWords::tr("no token")
                                             : PlanWords::tr("a token that Entra does not show"));
    if (!all.isEmpty())
        lines << scopeText(sameWord(all, u"false"_s));
    return lines.join(u'\n');
}

} // namespace

void describe(const change::SaveCredentials& kind, const PlanRequest& request, Change& change)
{
    change.sentence =
        PlanWords::tr("Store the tenant URL and the secret token for the provisioning of %1, for "
                      "assigned users and groups only.")
            .arg(applicationTitle(request));
    change.before = credentialsBefore(request.snapshot);
    change.now = QStringList{kind.address, PlanWords::tr("the token that is kept for this setup"),
        scopeText(kind.onlyAssigned)}
                     .join(u'\n');
    change.request = u"PUT %1/secrets"_s.arg(synchronizationPath(request));
    const auto pair = [](const char* key, const std::string& value) {
        return Body{{"key", key}, {"value", value}};
    };
    change.body = indented({{"value",
        Body::array({pair("BaseAddress", kind.address.toStdString()),
            pair("SecretToken", PlanWords::tr("{the secret token}").toStdString()),
            pair("SyncNotificationSettings", PlanWords::tr("{as it is}").toStdString()),
            pair("SyncAll", kind.onlyAssigned ? "false" : "true")})}});
    synchronizes(change);
    change.confirmation =
        PlanWords::tr("What Entra has stored is read until it shows the address and the scope and "
                      "Entra's own test of the connection succeeds. Where both hold already, "
                      "nothing is sent.");
    change.undo =
        PlanWords::tr("Only the scope can get its earlier value. Entra gives out no stored token, "
                      "so an earlier address and token cannot be brought back.");
    change.warning = PlanWords::tr("An address and a token that are stored now are replaced.");
}

void describe(const change::EnableUserMapping&, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Switch on the mapping of users in the provisioning of %1.")
                          .arg(applicationTitle(request));
    change.before = onlyJobOf(request.snapshot) ? PlanWords::tr("switched off")
                                                : PlanWords::tr("as the template has it");
    change.now = PlanWords::tr("switched on");
    change.request = u"PUT %1/schema"_s.arg(jobPath(request));
    change.body = indented({{"synchronizationRules",
        Body::array({{{"objectMappings",
            Body::array({{{"sourceObjectName", "User"}, {"enabled", true},
                {"...", PlanWords::tr("all else as it is").toStdString()}}})}}})}});
    synchronizes(change);
    change.confirmation = PlanWords::tr("The job's mappings are read until they show this.");
    change.undo = PlanWords::tr("The mapping of users is switched off again.");
}

void describe(const change::MapRoles& kind, const PlanRequest& request, Change& change)
{
    const RoleExpression wanted = roleExpression(kind.single);
    change.sentence = kind.single
        ? PlanWords::tr("Send each user's role to %1.").arg(applicationTitle(request))
        : PlanWords::tr("Send all roles of each user to %1.").arg(applicationTitle(request));
    const Finding* finding = request.report.find(u"mapping.roles"_s);
    change.before = finding && !finding->observed.isEmpty() && onlyJobOf(request.snapshot)
        ? finding->observed
        : PlanWords::tr("as the template has it");
    change.now = PlanWords::tr("%1 to %2").arg(wanted.expression, wanted.target);
    change.request = u"PUT %1/schema"_s.arg(jobPath(request));
    change.body = indented({{"synchronizationRules",
        Body::array({{{"objectMappings",
            Body::array({{{"sourceObjectName", "User"},
                {"attributeMappings",
                    Body::array({PlanWords::tr("all others as they are").toStdString(),
                        roleMappingEntry<Body>(wanted)})}}})}}})}});
    synchronizes(change);
    change.confirmation = PlanWords::tr("The job's mappings are read until they show this.");
    change.undo = PlanWords::tr("The mapping that was there before is put back; all others stay.");
    change.warning = PlanWords::tr("The next cycle goes through all users again.");
}

void describe(const change::RestartJob&, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Start the provisioning of %1 over, as its scope has changed.")
                          .arg(applicationTitle(request));
    change.before = jobState(request.snapshot);
    change.now = PlanWords::tr("a new first cycle, with the new scope");
    change.request = u"POST %1/restart"_s.arg(jobPath(request));
    change.body = indented({{"criteria", {{"resetScope", "Full"}}}});
    synchronizes(change);
    change.confirmation = PlanWords::tr("The job is read until it is on.");
    const SyncJob* job = onlyJobOf(request.snapshot);
    if (job
        && (!sameWord(job->scheduleState, u"Active"_s) || sameWord(job->statusCode, u"Paused"_s)))
        change.undo = PlanWords::tr("Provisioning is paused again, as it was.");
    change.warning =
        PlanWords::tr("Everybody is gone through again. Accounts of people who are not assigned "
                      "are disabled at the vendor's.");
}

void describe(const change::StartJob&, const PlanRequest& request, Change& change)
{
    change.sentence = PlanWords::tr("Start the provisioning of %1.").arg(applicationTitle(request));
    change.before = jobState(request.snapshot);
    change.now = PlanWords::tr("started; the first cycle takes 20 minutes to hours");
    change.request = u"POST %1/start"_s.arg(jobPath(request));
    change.body = u"{}"_s;
    synchronizes(change);
    change.confirmation = PlanWords::tr("The job is read until it is on.");
    // one that is on, in quarantine, would be less than before if it were paused
    const SyncJob* job = onlyJobOf(request.snapshot);
    const bool isOff = !job || !sameWord(job->scheduleState, u"Active"_s)
        || sameWord(job->statusCode, u"Paused"_s) || sameWord(job->statusCode, u"NotConfigured"_s);
    if (isOff)
        change.undo =
            PlanWords::tr("Provisioning is paused. Accounts that were created by then stay.");
    change.warning = PlanWords::tr("Accounts are then created at the vendor's.");
}

} // namespace lockstep
