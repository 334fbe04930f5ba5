// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"
#include "graph/endpoints.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

bool sameId(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

Finding evaluate(const check::TenantExists&, Judge judge, const Evidence& evidence)
{
    const QString tenantId = evidence.inputs.text(u"tenantId"_s);
    if (!isGuid(tenantId))
        return judge.field(u"tenantId"_s, CheckWords::tr("The directory (tenant) ID is missing."));
    judge.expect(tenantId);
    const Fetched<TenantMetadata>& metadata = evidence.snapshot.metadata;
    if (metadata.failedWith(ReadFailure::Kind::NotFound)) {
        Finding failed = judge.mendIn(u"tenantId"_s, CheckWords::tr("Correct the tenant ID"))
                             .fail(CheckWords::tr("No tenant with this ID exists in this cloud."),
                                 metadata.failure().code);
        return failed;
    }
    if (!metadata)
        return judge.unread(metadata.failure());
    if (!sameId(metadata->tenantId, tenantId)) {
        return judge.mendIn(u"tenantId"_s, CheckWords::tr("Correct the tenant ID"))
            .fail(
                CheckWords::tr("The sign-in host answers for another tenant."), metadata->tenantId);
    }
    const Result<Endpoints> cloud = cloudByName(evidence.snapshot.cloud);
    if (cloud && !sameId(cloud->graph.host(), metadata->graphHost)) {
        return judge.fail(
            CheckWords::tr("The tenant exists, but in another cloud: its Microsoft Graph is %1.")
                .arg(metadata->graphHost),
            metadata->graphHost);
    }
    return judge.pass(CheckWords::tr("The tenant exists in this cloud."), metadata->tenantId);
}

Finding evaluate(const check::TenantSignedIn&, Judge judge, const Evidence& evidence)
{
    const QString tenantId = evidence.inputs.text(u"tenantId"_s);
    if (!isGuid(tenantId))
        return judge.notRun(CheckWords::tr("the directory (tenant) ID comes first."));
    judge.expect(tenantId);
    const TenantSnapshot& snapshot = evidence.snapshot;
    if (!snapshot.identity)
        return judge.unread(snapshot.identity.failure());
    const QString who = snapshot.identity->userName;
    if (!sameId(snapshot.identity->tenantId, tenantId)) {
        return judge.fail(CheckWords::tr("%1 is signed in to another tenant (%2).")
                              .arg(who, snapshot.identity->tenantId),
            snapshot.identity->tenantId);
    }
    // the id_token says who asked; that Graph answers for the same tenant is R7's to say
    if (!snapshot.organization)
        return judge.unread(snapshot.organization.failure());
    if (!sameId(snapshot.organization->id, tenantId))
        return judge.fail(CheckWords::tr("Microsoft Graph answers for another tenant."),
            snapshot.organization->id);
    return judge.pass(
        CheckWords::tr("%1 is signed in to %2.").arg(who, snapshot.organization->displayName),
        tenantId);
}

Finding evaluate(const check::TenantName& spec, Judge judge, const Evidence& evidence)
{
    const QString name = evidence.inputs.text(spec.field);
    if (name.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The tenant name is missing."));
    const Fetched<Organization>& organization = evidence.snapshot.organization;
    if (!organization)
        return judge.unread(organization.failure());
    const QString initial = organization->initialDomain();
    judge.expect(initial);
    const auto same = [&](const QString& other) { return !other.isEmpty() && sameId(name, other); };
    if (same(initial))
        return judge.pass(
            CheckWords::tr("The tenant name is the initial domain of this tenant."), name);
    judge.mendIn(spec.field, CheckWords::tr("Use %1").arg(initial));
    bool known = same(organization->displayName) || same(initial.section(u'.', 0, 0));
    for (const Organization::Domain& domain : organization->verifiedDomains)
        known = known || same(domain.name);
    if (known)
        return judge.warn(
            CheckWords::tr("The name belongs to this tenant, but it is not the initial domain."),
            name);
    return judge.fail(CheckWords::tr("No domain or name of this tenant reads so."), name);
}

} // namespace lockstep
