// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "checks/named.h"
#include "profile/consent_url.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ReadFailure::Kind;

const Finding* findingOf(const Planner& planner, const QString& check)
{
    const Finding* found = planner.request().report.find(check);
    return found;
}

bool fails(const Planner& planner, const QString& check)
{
    const Finding* found = findingOf(planner, check);
    return found && found->verdict == Verdict::Fail;
}

//! The first check of this kind in the guide, or null.
template <class Check> const Check* specOf(const Profile& profile)
{
    for (const CheckSpec& spec : profile.checks) {
        if (const auto* found = std::get_if<Check>(&spec.kind))
            return found;
    }
    return nullptr;
}

} // namespace

void healByConsent(const QString& key, Planner& planner)
{
    const auto* address = specOf<check::ConsentAddress>(planner.profile());
    if (!address) {
        planner.note(key,
            PlanWords::tr("The application comes by the vendor's consent address, which this guide "
                          "does not ask for."));
        return;
    }
    const QString text = planner.inputs().text(address->field);
    const QString tenantId = planner.inputs().text(u"tenantId"_s);
    const Result<ConsentUrl, QString> consent = parseConsentUrl(text);
    const Finding* finding = findingOf(planner, u"consent.url"_s);
    if (text.isEmpty() || !consent || !isGuid(tenantId)) {
        planner.note(
            key, PlanWords::tr("The consent address must be right first."), address->field);
        return;
    }
    // an address that would consent to something else than this setup is never opened
    if (!finding || finding->verdict == Verdict::Fail || finding->verdict == Verdict::NotRun
        || finding->verdict == Verdict::Unknown) {
        planner.note(key,
            finding && finding->verdict == Verdict::Fail
                ? finding->message
                : PlanWords::tr("The consent address could not be checked."),
            address->field);
        return;
    }
    planner.want(change::ConsentInBrowser{.url = consentUrlFor(*consent, tenantId),
                     .product = planner.profile().product},
        key);
}

void heal(const check::AppOwner&, const QString& key, Planner& planner)
{
    if (planner.snapshot().servicePrincipal.failedWith(Kind::NotFound))
        healByConsent(key, planner);
    else if (planner.snapshot().servicePrincipal)
        planner.note(key,
            PlanWords::tr("The application is this tenant's own registration. Only the vendor's "
                          "consent address brings the vendor's."));
}

void heal(const check::ProvisioningPossible&, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key))
        return;
    planner.note(key,
        PlanWords::tr("Entra offers no provisioning for this application, and nothing that is "
                      "written can change that. Ask the vendor for its gallery listing."));
}

namespace {

//! Whether there is the one job, or it gets planned. False, with a note, where neither can be.
bool needJob(const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key))
        return false;
    const TenantSnapshot& snapshot = planner.snapshot();
    if (!snapshot.syncJobs) {
        planner.note(key, PlanWords::tr("The provisioning jobs could not be read."));
        return false;
    }
    if (snapshot.syncJobs->size() == 1)
        return true;
    if (snapshot.syncJobs->size() > 1) {
        planner.note(key,
            PlanWords::tr("There are %1 provisioning jobs. Which of them stays is for you to say: "
                          "remove the others.")
                .arg(snapshot.syncJobs->size()));
        return false;
    }
    if (!snapshot.syncTemplates) {
        planner.note(key, PlanWords::tr("What Entra offers for provisioning could not be read."));
        return false;
    }
    if (snapshot.syncTemplates->size() != 1) {
        planner.note(key,
            snapshot.syncTemplates->empty()
                ? PlanWords::tr("Entra offers no provisioning for this application.")
                : PlanWords::tr("Entra offers several templates (%1). Choose one in the portal.")
                      .arg(
                          fewOf({snapshot.syncTemplates->begin(), snapshot.syncTemplates->end()})));
        return false;
    }
    planner.want(
        change::CreateJob{.templateId = snapshot.syncTemplates->front()}, u"provisioning.job"_s);
    return true;
}

const SyncJob* onlyJobOf(const TenantSnapshot& snapshot)
{
    return snapshot.syncJobs && snapshot.syncJobs->size() == 1 ? &snapshot.syncJobs->front()
                                                               : nullptr;
}

//! A snapshot holds what the endpoint said to the token, never the token.
bool isTokenThere(const TenantSnapshot& snapshot)
{
    return !snapshot.scim || !snapshot.scim->rightToken.failedWith(Kind::NotRead);
}

//! The address, the token and the scope go together; false, with a note, where one is missing.
bool wantCredentials(const QString& key, Planner& planner)
{
    const auto* credentials = specOf<check::ProvisioningCredentials>(planner.profile());
    const auto* token = specOf<check::ScimToken>(planner.profile());
    const QString addressField = credentials ? credentials->field : QString();
    const QString tokenField = token ? token->field : QString();
    const QString address = planner.inputs().text(addressField);
    const auto no = [&](const QString& text, const QString& field) {
        planner.note(key, text, field);
        return false;
    };
    if (address.isEmpty())
        return no(PlanWords::tr("The SCIM endpoint's address is missing."), addressField);
    if (fails(planner, u"scim.reachable"_s))
        return no(
            PlanWords::tr("The SCIM endpoint must answer at its address first."), addressField);
    if (token && !isTokenThere(planner.snapshot()))
        return no(PlanWords::tr("The secret token is missing."), tokenField);
    if (fails(planner, u"scim.token"_s))
        return no(PlanWords::tr("The SCIM endpoint must accept the token first, and no other."),
            tokenField);
    if (!needJob(key, planner))
        return false;
    planner.want(change::SaveCredentials{.address = address, .onlyAssigned = true}, key);
    return true;
}

//! Whether what is stored will do, or will do once the plan is carried out.
bool areCredentialsPlanned(const QString& key, Planner& planner)
{
    // without a job Entra has tested nothing; what turns out to be right then is not sent
    if (!onlyJobOf(planner.snapshot()))
        return wantCredentials(key, planner);
    for (const char* name : {"provisioning.credentials", "provisioning.test"}) {
        const Finding* finding = findingOf(planner, QString::fromLatin1(name));
        if (finding && finding->verdict == Verdict::Fail)
            return wantCredentials(key, planner);
    }
    return true;
}

} // namespace

void heal(const check::ProvisioningJob&, const QString& key, Planner& planner)
{
    if (needJob(key, planner) && !onlyJobOf(planner.snapshot()))
        planner.want(
            change::CreateJob{.templateId = planner.snapshot().syncTemplates->front()}, key);
}

void heal(const check::ProvisioningCredentials&, const QString& key, Planner& planner)
{
    if (planner.needServicePrincipal(key))
        (void)wantCredentials(key, planner);
}

void heal(const check::ProvisioningTest&, const QString& key, Planner& planner)
{
    if (!needJob(key, planner))
        return;
    (void)wantCredentials(key, planner);
}

void heal(const check::ProvisioningScope&, const QString& key, Planner& planner)
{
    if (!planner.needServicePrincipal(key) || !wantCredentials(key, planner))
        return;
    // a job that has run goes on with the old scope until it starts over (contract W18)
    const SyncJob* job = onlyJobOf(planner.snapshot());
    if (job && (job->lastExecution.isValid() || job->lastSuccess.isValid()))
        planner.want(change::RestartJob{}, key);
}

void heal(const check::MappingUsers&, const QString& key, Planner& planner)
{
    if (!needJob(key, planner))
        return;
    const Fetched<SyncSchema>& schema = planner.snapshot().syncSchema;
    const auto isUsers = [](const SyncMapping& each) { return sameWord(each.source, u"User"_s); };
    if (onlyJobOf(planner.snapshot()) && schema
        && std::ranges::none_of(schema->mappings, isUsers)) {
        planner.note(key,
            PlanWords::tr("There is no mapping of users to switch on. Restore the default mappings "
                          "in the portal."));
        return;
    }
    planner.want(change::EnableUserMapping{}, key);
}

void heal(const check::MappingRoles& spec, const QString& key, Planner& planner)
{
    const QString wanted = planner.inputs().text(spec.field);
    if (wanted != u"single" && wanted != u"complex") {
        planner.note(key, PlanWords::tr("The kind of role mapping is not chosen."), spec.field);
        return;
    }
    if (!needJob(key, planner))
        return;
    const Finding* finding = findingOf(planner, key);
    const Fetched<SyncSchema>& schema = planner.snapshot().syncSchema;
    // the mapping is right, and a role has two names: that is the vendor's to say
    const QString single = u"SingleAppRoleAssignment([appRoleAssignments])"_s;
    if (wanted == u"single" && finding && finding->verdict == Verdict::Warn && schema
        && !finding->observed.contains(u"AppRoleAssignmentsComplex("_s)) {
        planner.note(key,
            PlanWords::tr("The mapping is as it must be. Only the vendor can say which of the "
                          "role's names it expects."));
        return;
    }
    planner.want(change::MapRoles{.single = wanted == u"single"}, key);
}

void heal(const check::ProvisioningStarted&, const QString& key, Planner& planner)
{
    if (!needJob(key, planner))
        return;
    if (fails(planner, u"scim.reachable"_s) || fails(planner, u"scim.token"_s)) {
        planner.note(key,
            PlanWords::tr("The SCIM endpoint must accept the token first: a job that cannot reach "
                          "it goes into quarantine."));
        return;
    }
    if (areCredentialsPlanned(key, planner))
        planner.want(change::StartJob{}, key);
}

} // namespace lockstep
