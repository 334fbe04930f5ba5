// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "tenant/snapshot.h"

#include "graph/entra_errors.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Read)
};

} // namespace

QString explain(const ReadFailure& failure)
{
    using Kind = ReadFailure::Kind;
    switch (failure.kind) {
    case Kind::NotRead: return Words::tr("This was not read.");
    case Kind::SignInMissing:
        return failure.detail.isEmpty() ? Words::tr("Sign in to confirm this.") : failure.detail;
    case Kind::Unreachable: return failure.detail;
    case Kind::Refused: return Words::tr("The signed-in account may not read this.");
    case Kind::NotFound: return Words::tr("Microsoft Graph does not know this object.");
    case Kind::Challenged:
        return Words::tr("The tenant asks for a stronger sign-in before it shows this.");
    case Kind::Throttled:
        return Words::tr("Microsoft Graph is throttling requests of this tenant.");
    case Kind::ServerError:
        return Words::tr("The service had a problem (status %1).").arg(failure.status);
    case Kind::NoLicence: return Words::tr("The tenant lacks the licence that this needs.");
    case Kind::Unexpected:
        if (failure.detail.startsWith(u"text/html"_s))
            return Words::tr(
                "A web page came instead of a reply. A network sign-in page or a proxy may "
                "be in the way.");
        if (const EntraError* known = entraError(failure.code))
            return known->title + u". "_s + known->advice;
        return failure.detail.isEmpty()
            ? Words::tr("The reply was not understood (status %1).").arg(failure.status)
            : failure.detail;
    case Kind::MissingReply: return Words::tr("The reply left this part out, twice.");
    case Kind::ForeignNextLink:
        return Words::tr("The list continues on another host, which was not asked.");
    case Kind::Cancelled: return Words::tr("The check was cancelled.");
    }
    return {};
}

QString Organization::initialDomain() const
{
    for (const Domain& domain : verifiedDomains) {
        if (domain.isInitial)
            return domain.name;
    }
    return {};
}

namespace {

//! A genuine reply, be it a refusal, carries a value or the service's own error code.
template <class T> bool answered(const Fetched<T>& part)
{
    return part || !part.failure().code.isEmpty();
}

} // namespace

bool TenantSnapshot::nothingReached() const
{
    if (network.requests == 0)
        return false; // nothing was asked: what is missing is an input, not the network
    if (answered(metadata) || answered(secret) || answered(application)
        || answered(servicePrincipal) || answered(graph) || answered(organization) || answered(me))
        return false;
    // a refused sign-in is an answer of the tenant's own host
    return !(identity || answered(identity));
}

} // namespace lockstep
